"""What an editor mends is what every surface shows, in both databases, whatever is read again afterwards."""

from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.errors import DecisionError
from corpus.keepings import ArticleState, Decision
from corpus.linking.decided import as_read, bounds
from corpus.linking.selectors import select
from corpus.models import Answer, Extraction, Person, Position, Quote, QuoteFilter, SpeakerKind
from corpus.store import Corpus, open_corpus
from corpus.store.corrections import people_ruling
from handlers.answer import answer
from handlers.desk.export import Export, export
from tests import invented
from tests.invented import FOUND, POSITIONS, QUOTES, TEXT, article

NOW = datetime(2031, 5, 8, tzinfo=UTC)
Q4, Q5, S5 = QUOTES[4], QUOTES[5], POSITIONS[4]


def of(record: Quote | Position, what: Any, value: str = "", **more: Any) -> Decision:
    start, end = bounds(record)
    return Decision(
        article_id=article().id,
        record="quote" if isinstance(record, Quote) else "position",
        of=select(TEXT, start, end),
        as_read=as_read(record),
        what=what,
        value=value,
        by="ada",
        at=NOW,
        **more,
    )


def speaker(quote: Quote, name: str) -> Decision:
    return of(quote, "speaker", name, kind=SpeakerKind.PERSON)


@pytest.fixture
def filled(any_corpus: Corpus) -> Corpus:
    any_corpus.save(article(), FOUND, "1")
    return any_corpus


def quote(corpus: Corpus, quote_id: str) -> Quote:
    return corpus.quotes(QuoteFilter(id=quote_id, indirect=True))[0].quote


def read_again(corpus: Corpus, text: str = TEXT, found: Extraction = FOUND) -> None:
    corpus.save(article(text=text), found, "again")


def shifted(found: Extraction, by: int) -> Extraction:
    """What was found, so many code points further on."""

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            moving = value.keys() >= {"start", "end"}
            return {
                name: one + by if moving and name in ("start", "end") else moved(one) for name, one in value.items()
            }
        return [moved(one) for one in value] if isinstance(value, list) else value

    return Extraction.model_validate(moved(found.model_dump(mode="json")))


def test_the_right_speaker_is_on_every_surface_and_a_new_reading_does_not_lose_it(filled: Corpus) -> None:
    before = filled.figures()
    filled.corrections.decide(speaker(Q4, "Marta Lund"))
    for _ in range(2):
        said = quote(filled, "q4")
        assert (said.speaker_name, said.speaker_role, said.party_id) == ("Marta Lund", "prime minister", "party:norway")
        assert "A lot of work remain" in answer("/quote Lund", filled).text
        assert "checked by an editor" in answer("/quote Lund", filled).text
        assert "A lot of work remain" not in answer("/quote Solbakken", filled).text
        made = export("/quote Lund", filled)
        assert isinstance(made, Export)
        assert "A lot of work remain" in made.text
        assert filled.figures() == before
        read_again(filled)


def test_it_is_undone_to_the_letter(filled: Corpus) -> None:
    before = (filled.quotes(), filled.positions(), filled.talks(), filled.figures())
    made = [filled.corrections.decide(speaker(Q4, "Marta Lund")), filled.corrections.decide(of(S5, "gone"))]
    made.append(filled.corrections.decide(of(Q5, "gone")))
    assert (filled.quotes(), filled.positions()) != before[:2]
    for one in reversed(made):
        assert filled.corrections.undo(one.id, "bob") == one
    assert (filled.quotes(), filled.positions(), filled.talks(), filled.figures()) == before
    assert filled.corrections.undo(made[0].id, "bob") is None


def test_everything_of_a_quote_can_be_mended(filled: Corpus) -> None:
    filled.corrections.decide(of(Q5, "words", "guarantees that bind everybody"))
    filled.corrections.decide(of(Q5.model_copy(update=bound("guarantees that bind everybody")), "role", "an envoy"))
    mended = Q5.model_copy(update=bound("guarantees that bind everybody"))
    filled.corrections.decide(of(mended, "day", "2031-05-05"))
    filled.corrections.decide(of(mended, "party", "Norway"))
    said = quote(filled, "q5")
    assert (said.text, said.speaker_role, str(said.said_on)) == (
        "guarantees that bind everybody",
        "an envoy",
        "2031-05-05",
    )
    assert TEXT[said.start : said.end] == said.text
    assert said.party_id == "party:norway"
    assert "guarantees that bind everybody" in answer("/quote Norway guarantees", filled).text


def bound(words: str) -> dict[str, Any]:
    return invented.span(words).model_dump()


def test_everything_of_a_position_can_be_mended(filled: Corpus) -> None:
    filled.corrections.decide(of(POSITIONS[3], "stance", "reject"))
    now = POSITIONS[3].model_copy(update={"stance": "reject"})
    filled.corrections.decide(of(now, "issue", "leaders_meeting"))
    filled.corrections.decide(of(POSITIONS[1], "gone"))
    held = {row.position.id: row.position for row in filled.positions()}
    assert (held["s4"].stance, held["s4"].issue) == ("reject", "leaders_meeting")
    assert "s2" not in held
    assert "pull back its patrol boats" not in str(answer("/positions Chile", filled).payload())


def test_a_position_that_rests_on_a_quote_goes_with_its_speaker(filled: Corpus) -> None:
    filled.corrections.decide(speaker(Q5, "Marta Lund"))
    (held,) = [row.position for row in filled.positions() if row.position.id == "s5"]
    assert (held.speaker_name, held.party_id) == ("Marta Lund", "party:chile")  # "Chile" stands there by name
    filled.corrections.decide(of(Q5, "gone"))
    assert "s5" not in {row.position.id for row in filled.positions()}


def test_words_further_down_are_found_again_with_what_is_around_them(filled: Corpus) -> None:
    filled.corrections.decide(speaker(Q4, "Marta Lund"))
    more = "A line of its own stands first by now.\n\n"
    head, body = TEXT.split("\n\n", 1)
    read_again(filled, f"{head}\n\n{more}{body}", shifted(FOUND, len(more)))
    assert quote(filled, "q4").speaker_name == "Marta Lund"
    assert filled.corrections.of(unfit=True) == ()


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('signs anything," she added', 'signs anything," Tomás Arriagada added', "around"),
        ("A lot of work remain before", "A lot of work remains before", "gone"),
    ],
)
def test_what_fits_no_longer_comes_back_and_nobody_is_named_meanwhile(
    filled: Corpus, before: str, after: str, why: str
) -> None:
    filled.corrections.decide(speaker(Q4, "Marta Lund"))
    found = FOUND.model_copy(update={"quotes": QUOTES[4:5], "positions": (), "talks": (), "events": ()})
    text = TEXT.replace(before, after)
    words = "A lot of work remain" + ("s" if why == "gone" else "")
    start = text.index(words)
    end = text.index("anything,") + len("anything,")
    moved = QUOTES[4].model_copy(update={"start": start, "end": end, "text": text[start:end]})
    read_again(filled, text, found.model_copy(update={"quotes": (moved,)}))
    (left,) = filled.corrections.of(unfit=True)
    assert left.unfit == why
    assert quote(filled, "q4").speaker_name == ("Ingrid Solbakken" if why == "gone" else None)
    read_again(filled)
    assert filled.corrections.of(unfit=True) == ()
    assert quote(filled, "q4").speaker_name == "Marta Lund"


def test_a_kill_and_a_release_keep_it(filled: Corpus) -> None:
    filled.corrections.decide(speaker(Q4, "Marta Lund"))
    filled.desk.rule(article().id, ArticleState.KILLED, by="ada")
    with pytest.raises(DecisionError):
        filled.corrections.decide(speaker(Q5, "Marta Lund"))
    filled.desk.rule(article().id, ArticleState.USABLE, by="ada")
    assert quote(filled, "q4").speaker_name == "Marta Lund"


@pytest.mark.parametrize(
    "wrong",
    [
        of(Q4, "day", "tomorrow"),
        of(Q4, "stance", "demand"),
        of(S5, "stance", "wish"),
        of(S5, "issue", "nothing_of_ours"),
        of(S5, "party", ""),
        of(S5, "speaker", "Marta Lund", kind=SpeakerKind.PERSON),
        of(Q4, "words", "words that stand nowhere"),
        of(Q4, "words", "We want guarantees that bind everybody"),
        of(Q4, "speaker", "", kind=SpeakerKind.PERSON),
        of(Q4, "role", "x" * 5_000),
        of(Q4, "gone").model_copy(update={"article_id": "nowhere"}),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(filled: Corpus, wrong: Decision) -> None:
    before = (filled.quotes(), filled.positions(), filled.corrections.of())
    with pytest.raises(DecisionError):
        filled.corrections.decide(wrong)
    assert (filled.quotes(), filled.positions(), filled.corrections.of()) == before


def test_a_name_is_kept_without_marks_that_nobody_sees(filled: Corpus) -> None:
    filled.corrections.decide(speaker(Q4, "\u202eMarta\n Lund\x00"))
    assert quote(filled, "q4").speaker_name == "Marta Lund"


def test_where_an_article_may_not_be_shown_neither_may_what_was_decided_of_it(filled: Corpus) -> None:
    made = filled.corrections.decide(speaker(Q4, "Marta Lund"))
    filled.desk.rule(article().id, ArticleState.KILLED, by="ada")
    assert (filled.corrections.of(), filled.corrections.one(made.id), list(filled.corrections.gold())) == ((), None, [])
    filled.desk.rule(article().id, ArticleState.USABLE, by="ada")
    assert filled.corrections.of() == (made,)


# -- people ------------------------------------------------------------------------------------------------------------


def naming(corpus: Corpus, source: str, *names: tuple[str, str | None]) -> None:
    people = tuple(
        Person(id=f"p{number}", name=name, party_name=party, party_id=f"party:{party.lower()}" if party else None)
        for number, (name, party) in enumerate(names)
    )
    spoken = QUOTES[4].model_copy(update={"speaker_ids": ("p0",), "speaker_name": names[0][0], "party_id": None})
    corpus.save(article(source=source), Extraction(people=people, quotes=(spoken,)), "1")


def meant(corpus: Corpus, name: str) -> str:
    found = corpus.resolve(name)
    return found.entity.id if isinstance(found, Answer) else type(found).__name__


def join(corpus: Corpus, one: str, other: str) -> int:
    spelled = corpus.corrections.spellings
    ruling = people_ruling("one", spelled(one), spelled(other), label="one", by="ada")
    return corpus.corrections.rule(ruling).id


def test_two_people_are_one_for_good_and_two_again_when_that_is_undone(any_corpus: Corpus) -> None:
    naming(any_corpus, "a.txt", ("Jo Bloggs", "Norway"))
    naming(any_corpus, "b.txt", ("Joseph Bloggs-Smith", "Norway"))
    number = join(any_corpus, "person:jo-bloggs", "person:joseph-bloggs-smith")
    naming(any_corpus, "c.txt", ("Joseph Bloggs-Smith", "Norway"))
    for name in ("Jo Bloggs", "Joseph Bloggs-Smith"):
        assert meant(any_corpus, name) == "person:jo-bloggs"
    assert len(any_corpus.quotes(QuoteFilter(speaker_id="person:jo-bloggs"))) == 3
    assert len(any_corpus.quotes(QuoteFilter(speaker_id="person:joseph-bloggs-smith"))) == 3
    assert any_corpus.figures().people == 1
    any_corpus.remove(article(source="a.txt").id)
    assert meant(any_corpus, "Joseph Bloggs-Smith") == "person:joseph-bloggs-smith"
    naming(any_corpus, "a.txt", ("Jo Bloggs", "Norway"))
    assert meant(any_corpus, "Joseph Bloggs-Smith") == "person:jo-bloggs"
    any_corpus.corrections.undo(number, "bob")
    assert meant(any_corpus, "Joseph Bloggs-Smith") == "person:joseph-bloggs-smith"
    assert len(any_corpus.quotes(QuoteFilter(speaker_id="person:jo-bloggs"))) == 1
    assert any_corpus.figures().people == 2


def test_what_was_taken_for_one_is_two(any_corpus: Corpus) -> None:
    naming(any_corpus, "a.txt", ("Karin Solberg", "Norway"))
    naming(any_corpus, "b.txt", ("Karin A. Solberg", "Norway"))
    assert meant(any_corpus, "Karin A. Solberg") == meant(any_corpus, "Karin Solberg") == "person:karin-solberg"
    spelled = any_corpus.corrections.spellings("person:karin-solberg")
    other = [one for one in spelled if one.name == "Karin A. Solberg"]
    number = any_corpus.corrections.rule(people_ruling("apart", other, (), label="two", by="ada")).id
    assert meant(any_corpus, "Karin A. Solberg") == "person:karin-a-solberg"
    assert len(any_corpus.quotes(QuoteFilter(speaker_id="person:karin-solberg"))) == 1
    any_corpus.corrections.undo(number, "bob")
    assert len(any_corpus.quotes(QuoteFilter(speaker_id="person:karin-solberg"))) == 2


def test_who_is_no_person_is_named_nowhere(any_corpus: Corpus) -> None:
    naming(any_corpus, "a.txt", ("Downing Street", None))
    spelled = any_corpus.corrections.spellings("person:downing-street")
    number = any_corpus.corrections.rule(people_ruling("nobody", spelled, (), label="no person", by="ada")).id
    naming(any_corpus, "b.txt", ("Downing Street", None))
    assert [row.quote.speaker_name for row in any_corpus.quotes()] == [None, None]
    assert any_corpus.figures().people == 0
    any_corpus.corrections.undo(number, "bob")
    assert {row.quote.speaker_name for row in any_corpus.quotes()} == {"Downing Street"}
    assert any_corpus.figures().people == 1


def test_what_is_kept_is_the_same_when_it_is_built_anew(any_url: str) -> None:
    from corpus.store.dialects.engines import open_engine
    from corpus.store.kept import upkeep

    with open_corpus(any_url) as corpus:
        naming(corpus, "a.txt", ("Jo Bloggs", "Norway"), ("Karin Solberg", "Norway"))
        naming(corpus, "b.txt", ("Joseph Bloggs-Smith", "Chile"), ("Karin A. Solberg", "Norway"))
        join(corpus, "person:jo-bloggs", "person:joseph-bloggs-smith")
        spelled = corpus.corrections.spellings("person:karin-solberg")
        corpus.corrections.rule(people_ruling("apart", spelled[:1], (), label="two", by="ada"))
        known = sorted((one.id, one.name) for one in corpus.suggest("", 50))
        rows = corpus.quotes()
    engine = open_engine(any_url)
    with engine.begin() as connection:
        upkeep.build(connection)
    engine.dispose()
    with open_corpus(any_url) as again:
        assert sorted((one.id, one.name) for one in again.suggest("", 50)) == known
        assert again.quotes() == rows


# -- gold --------------------------------------------------------------------------------------------------------------


def test_what_editors_say_of_speakers_is_gold(filled: Corpus) -> None:
    filled.corrections.decide(speaker(Q4, "Marta Lund"))
    filled.corrections.decide(of(Q5, "speaker"))
    ((article_id, text, row),) = filled.corrections.gold()
    assert (article_id, text) == (article().id, TEXT)
    assert row["quotes"] == [{"start": Q4.start, "end": Q4.end, "text": Q4.text, "speaker": "Marta Lund"}]
