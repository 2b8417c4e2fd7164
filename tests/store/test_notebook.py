"""What editors keep beside the articles: it outlives every reading of the articles, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import NotebookError
from corpus.keepings import Draft, Follow
from corpus.models import Answer, Ask, Extraction, Person
from corpus.store import Corpus, open_corpus
from tests import invented
from tests.identified import identified

SOLBAKKEN = "person:ingrid-solbakken"
NOON = datetime(2031, 5, 7, 12, tzinfo=UTC)
WANTED = Follow(team="T1", channel="C1", user="U1", line="/quote Solbakken", label="Quotes by Ingrid Solbakken", upto=3)


def save(corpus: Corpus, *names: str, source: str = "fishing.txt") -> str:
    """Saves the invented article, with more people of Norway in it; its id."""
    more = tuple(Person(id=f"m{at}", name=name, party_name="Norway") for at, name in enumerate(names))
    found = invented.FOUND.model_copy(update={"people": (*invented.PEOPLE, *more)})
    article = invented.article(source=source)
    corpus.save(article, identified(found), "1")
    return article.id


def draft(**fields: object) -> Draft:
    return Draft.model_validate({"user": "U1", "text": "Words.", "at": NOON} | fields)


class TestSpellings:
    def test_a_spelling_is_answered_as_an_alias_of_whom_it_means(self, any_corpus: Corpus) -> None:
        save(any_corpus)
        assert not isinstance(any_corpus.resolve("the Herring Lady"), Answer)
        kept = any_corpus.notebook.remember("  the  Herring Lady ", SOLBAKKEN, by="U1")
        assert (kept.typed, kept.entity_id, kept.by) == ("the Herring Lady", SOLBAKKEN, "U1")
        for typed in ("the Herring Lady", "The HERRING lady"):
            answer = any_corpus.resolve(typed)
            assert isinstance(answer, Answer), typed
            assert (answer.entity.id, answer.match) == (SOLBAKKEN, "alias")
        assert any_corpus.notebook.remembered() == (kept,)

    @pytest.mark.parametrize("typed", ["Сулбаккенша", "솔바켄", "سولباكن", "索尔巴肯"])
    def test_a_spelling_in_any_script(self, any_corpus: Corpus, typed: str) -> None:
        save(any_corpus)
        any_corpus.notebook.remember(typed, SOLBAKKEN, by="U1")
        answer = any_corpus.resolve(typed)
        assert isinstance(answer, Answer)
        assert (answer.entity.id, answer.match) == (SOLBAKKEN, "alias")

    def test_a_party_has_spellings_too(self, any_corpus: Corpus) -> None:
        any_corpus.notebook.remember("Fjordland", "party:norway", by="U1")
        answer = any_corpus.resolve("fjordland")
        assert isinstance(answer, Answer)
        assert (answer.entity.id, answer.match) == ("party:norway", "alias")

    def test_it_outlives_the_articles_and_the_process(self, any_url: str) -> None:
        with open_corpus(any_url) as first:
            article_id = save(first)
            first.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")
            first.remove(article_id)
            assert first.entity(SOLBAKKEN) is None
            assert not isinstance(first.resolve("Herring Lady"), Answer)
            assert len(first.notebook.remembered()) == 1
        with open_corpus(any_url) as second:
            save(second)
            answer = second.resolve("Herring Lady")
            assert isinstance(answer, Answer)
            assert answer.entity.id == SOLBAKKEN

    def test_a_spelling_that_is_forgotten_means_nobody_again(self, any_corpus: Corpus) -> None:
        save(any_corpus)
        any_corpus.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")
        forgotten = any_corpus.notebook.forget("herring LADY")
        assert forgotten is not None
        assert forgotten.typed == "Herring Lady"
        assert not isinstance(any_corpus.resolve("Herring Lady"), Answer)
        assert any_corpus.notebook.forget("Herring Lady") is None
        assert any_corpus.notebook.remembered() == ()

    def test_both_change_what_is_answered_and_another_process_sees_it(self, any_url: str, any_corpus: Corpus) -> None:
        save(any_corpus)
        with open_corpus(any_url) as other:
            seen = [other.revision()]
            any_corpus.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")
            assert isinstance(other.resolve("Herring Lady"), Answer)
            seen.append(other.revision())
            any_corpus.notebook.forget("Herring Lady")
            assert not isinstance(other.resolve("Herring Lady"), Answer)
            seen.append(other.revision())
            any_corpus.notebook.forget("Herring Lady")
            assert other.revision() == seen[-1]
        assert len(set(seen)) == 3

    def test_a_namesake_who_comes_later_makes_it_a_question(self, any_corpus: Corpus) -> None:
        save(any_corpus)
        any_corpus.notebook.remember("Inga Haugen", SOLBAKKEN, by="U1")
        save(any_corpus, "Inga Haugen")
        found = any_corpus.resolve("Inga Haugen")
        assert isinstance(found, Ask)
        assert {entity.id for entity in found.candidates} == {SOLBAKKEN, "person:inga-haugen"}

    def test_the_same_spelling_again_is_kept_once(self, any_corpus: Corpus) -> None:
        save(any_corpus)
        any_corpus.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")
        any_corpus.notebook.remember("HERRING lady", SOLBAKKEN, by="U2")
        assert [(kept.typed, kept.by) for kept in any_corpus.notebook.remembered()] == [("HERRING lady", "U2")]

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("", "no name"),
            (" \n ", "no name"),
            ("\u200b?!", "no name"),
            ("Solbakken " * 11, "at most 100 characters"),
            ("President", "not who"),
            ("Marta Lund", "a name of Marta Lund, so it cannot stand for Ingrid Solbakken"),
            ("Lund", "a name of Marta Lund"),
            ("Haugen", "a name of Marta Haugen and of Tora Haugen"),
            ("Chile", "a name of Chile"),
            ("Marta", "a name of"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_a_sentence(self, any_corpus: Corpus, typed: str, why: str) -> None:
        save(any_corpus, "Marta Haugen", "Tora Haugen")
        before = any_corpus.revision()
        with pytest.raises(NotebookError, match=why) as refused:
            any_corpus.notebook.remember(typed, SOLBAKKEN, by="U1")
        assert str(refused.value).endswith(".")
        assert (any_corpus.notebook.remembered(), any_corpus.revision()) == ((), before)

    def test_a_bare_surname_of_two_stays_a_question_also_for_one_of_them(self, any_corpus: Corpus) -> None:
        save(any_corpus, "Tora Lund")
        with pytest.raises(NotebookError, match="a name of Tora Lund"):
            any_corpus.notebook.remember("Lund", "person:marta-lund", by="U1")
        assert isinstance(any_corpus.resolve("Lund"), Ask)

    def test_a_spelling_that_means_somebody_else_already_is_refused_until_it_is_forgotten(
        self, any_corpus: Corpus
    ) -> None:
        save(any_corpus)
        any_corpus.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")
        with pytest.raises(NotebookError, match="a name of Ingrid Solbakken"):
            any_corpus.notebook.remember("Herring Lady", "person:marta-lund", by="U2")
        any_corpus.notebook.forget("Herring Lady")
        any_corpus.notebook.remember("Herring Lady", "person:marta-lund", by="U2")

    def test_nobody_can_be_given_a_spelling_who_is_not_there(self, any_corpus: Corpus) -> None:
        with pytest.raises(NotebookError, match="no longer has the person or party"):
            any_corpus.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(typed=st.text(max_size=120))
    def test_whatever_is_typed_is_kept_and_answered_or_refused(self, corpus: Corpus, typed: str) -> None:
        if not corpus.digests():
            save(corpus)
        try:
            kept = corpus.notebook.remember(typed, SOLBAKKEN, by="U1")
        except NotebookError:
            return
        assert kept in corpus.notebook.remembered()
        assert isinstance(corpus.resolve("Marta Lund"), Answer)
        assert corpus.notebook.forget(typed) == kept


class TestFollows:
    def test_a_follow_gets_an_id_and_comes_back_as_it_was(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(WANTED)
        assert kept == WANTED.model_copy(update={"id": kept.id})
        assert kept.id > 0
        assert any_corpus.notebook.follows() == (kept,)

    def test_the_same_line_in_the_same_channel_is_one_follow(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(WANTED)
        assert any_corpus.notebook.follow(WANTED.model_copy(update={"user": "U2", "upto": 9})) == kept
        others = ({"channel": "C2"}, {"line": "/talks latest"}, {"team": "T2"})
        ids = {any_corpus.notebook.follow(WANTED.model_copy(update=other)).id for other in others}
        assert len(ids | {kept.id}) == 4

    def test_follows_of_a_channel_and_of_a_user(self, any_corpus: Corpus) -> None:
        here = any_corpus.notebook.follow(WANTED)
        there = any_corpus.notebook.follow(WANTED.model_copy(update={"channel": "C2", "user": "U2"}))
        assert any_corpus.notebook.follows(channel="C1") == (here,)
        assert any_corpus.notebook.follows(user="U2") == (there,)
        assert any_corpus.notebook.follows(channel="C1", user="U2") == ()

    def test_ending_a_follow_gives_back_what_it_was(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(WANTED)
        assert any_corpus.notebook.unfollow(kept.id) == kept
        assert any_corpus.notebook.unfollow(kept.id) is None
        assert any_corpus.notebook.follow(WANTED).id != kept.id

    def test_nothing_that_is_answered_changes(self, any_corpus: Corpus) -> None:
        save(any_corpus)
        before, quotes = any_corpus.revision(), any_corpus.quotes()
        kept = any_corpus.notebook.follow(WANTED)
        any_corpus.notebook.claim([kept], 5, NOON)
        any_corpus.notebook.unclaim([kept])
        any_corpus.notebook.drop_draft(any_corpus.notebook.keep_draft(draft()).id)
        any_corpus.notebook.unfollow(kept.id)
        assert any_corpus.revision() == before
        assert any_corpus.quotes() is quotes

    def test_a_claim_moves_all_follows_or_none(self, any_corpus: Corpus) -> None:
        notebook = any_corpus.notebook
        one, two = notebook.follow(WANTED), notebook.follow(WANTED.model_copy(update={"channel": "C2", "upto": 4}))
        moved, gone = two.model_copy(update={"upto": 3}), two.model_copy(update={"id": 999})
        assert notebook.claim([one, moved], 5, NOON) is False
        assert notebook.claim([one, gone], 5, NOON) is False
        assert notebook.follows() == (one, two)
        assert notebook.claim([one, two], 5, NOON) is True
        assert [(found.upto, found.told_at) for found in notebook.follows()] == [(5, NOON), (5, NOON)]

    def test_a_claim_from_where_a_follow_no_longer_stands_fails(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(WANTED)
        assert any_corpus.notebook.claim([kept], 5, NOON) is True
        assert any_corpus.notebook.claim([kept], 7, NOON) is False
        assert any_corpus.notebook.claim(any_corpus.notebook.follows(), 7, NOON) is True

    def test_a_claim_with_nothing_to_tell_leaves_the_time_of_telling(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(WANTED)
        assert any_corpus.notebook.claim([kept], 5, None) is True
        assert [(found.upto, found.told_at) for found in any_corpus.notebook.follows()] == [(5, None)]

    def test_a_claim_is_taken_back_when_telling_fails(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(WANTED)
        any_corpus.notebook.claim([kept], 5, NOON)
        (told,) = any_corpus.notebook.follows()
        any_corpus.notebook.claim([told], 8, NOON + timedelta(hours=1))
        any_corpus.notebook.unclaim([told])
        assert [(found.upto, found.told_at) for found in any_corpus.notebook.follows()] == [(5, NOON)]
        assert any_corpus.notebook.claim([told], 8, NOON) is True

    def test_one_of_many_claims_at_once_wins(self, any_url: str) -> None:
        with open_corpus(any_url) as corpus:
            seen = [corpus.notebook.follow(WANTED.model_copy(update={"channel": f"C{at}"})) for at in range(3)]

        def claim(upto: int) -> bool:
            with open_corpus(any_url) as corpus:
                return corpus.notebook.claim(seen, upto, NOON)

        with ThreadPoolExecutor(6) as threads:
            assert sum(threads.map(claim, range(4, 16))) == 1

    def test_the_same_follow_from_many_processes_is_one(self, any_url: str) -> None:
        def follow(_: int) -> int:
            with open_corpus(any_url) as corpus:
                return corpus.notebook.follow(WANTED).id

        with ThreadPoolExecutor(6) as threads:
            assert len(set(threads.map(follow, range(8)))) == 1


class TestDrafts:
    def test_a_draft_gets_an_id_and_comes_back_as_it_was(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.keep_draft(
            draft(title="Fish", published=NOON.date(), outlet="The Gull", url="https://gull.example/1", found="{}")
        )
        assert kept.id
        assert any_corpus.notebook.draft(kept.id) == kept

    def test_the_same_id_is_the_same_draft(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.keep_draft(draft())
        read = any_corpus.notebook.keep_draft(kept.model_copy(update={"found": "[]"}))
        assert any_corpus.notebook.draft(kept.id) == read

    def test_a_draft_that_is_dropped_is_gone(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.keep_draft(draft())
        any_corpus.notebook.drop_draft(kept.id)
        any_corpus.notebook.drop_draft(kept.id)
        assert any_corpus.notebook.draft(kept.id) is None
        assert any_corpus.notebook.draft("nul\x00") is None

    def test_drafts_last_a_week(self, any_corpus: Corpus) -> None:
        old = any_corpus.notebook.keep_draft(draft(at=NOON - timedelta(days=7, seconds=1)))
        young = any_corpus.notebook.keep_draft(draft(at=NOON - timedelta(days=6)))
        any_corpus.notebook.keep_draft(draft())
        assert any_corpus.notebook.draft(old.id) is None
        assert any_corpus.notebook.draft(young.id) == young

    def test_any_text_can_be_kept(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.keep_draft(draft(text="nul\x00 and half \ud800 a pair, 北京 🐟"))
        found = any_corpus.notebook.draft(kept.id)
        assert found is not None
        assert found.text == "nul\ufffd and half ? a pair, 北京 🐟"


def test_an_empty_notebook_reads_as_empty_and_leaves_no_file(corpus: Corpus, sqlite_url: str) -> None:
    assert (corpus.notebook.follows(), corpus.notebook.remembered(), corpus.notebook.draft("1")) == ((), (), None)
    with open_corpus("sqlite://") as in_memory:
        save(in_memory)
        in_memory.notebook.remember("Herring Lady", SOLBAKKEN, by="U1")
        assert isinstance(in_memory.resolve("Herring Lady"), Answer)


def test_saving_an_article_again_changes_no_note(any_corpus: Corpus) -> None:
    save(any_corpus)
    kept, drafted = any_corpus.notebook.follow(WANTED), any_corpus.notebook.keep_draft(draft())
    any_corpus.remove(save(any_corpus))
    any_corpus.save(invented.article(), Extraction(), "2")
    assert any_corpus.notebook.follows() == (kept,)
    assert any_corpus.notebook.draft(drafted.id) == drafted
