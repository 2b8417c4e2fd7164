"""What editors rule of parties, of namesakes and of rounds holds for every article, those to come included."""

from typing import Any

import pytest

from corpus.desk.ruling import (
    By,
    Where,
    accounts_beside,
    is_nobody,
    namesake,
    party_is,
    party_is_apart,
    party_is_none,
    party_meant,
    people_are_one,
    person_meant,
    told_of,
    two_rounds,
)
from corpus.errors import DecisionError
from corpus.keepings import ArticleState, Decision, PartyRuling, PeopleRuling
from corpus.linking.decided import as_read
from corpus.linking.selectors import select
from corpus.models import (
    Answer,
    Ask,
    Entity,
    Extraction,
    PositionFilter,
    QuoteFilter,
    Resolution,
    SpeakerKind,
    Talk,
    TalkFilter,
)
from corpus.names.likeness.ids import party_id
from corpus.store import Corpus, open_corpus
from handlers.answer import answer
from tests.invented import FOUND, TALKS, TEXT, article, span
from tests.store.test_corrections import NOW, naming, shifted

ADA = By(name="ada")
GUILD: dict[str, Any] = {"party_name": "Herring Guild", "party_id": "party:herring-guild"}


def of_the_guild() -> Extraction:
    """What was found, with a guild where Norway is."""
    written = FOUND.model_dump_json().replace('"party:norway"', '"party:herring-guild"')
    return Extraction.model_validate_json(written.replace('"Norway"', '"Herring Guild"'))


def saved(corpus: Corpus, source: str = "fishing.txt", found: Extraction = FOUND, text: str = TEXT) -> str:
    corpus.save(article(text, source), found, source)
    return article(text, source).id


def parties_in(corpus: Corpus) -> set[str]:
    """Every party of any record of the corpus."""
    told = (corpus.quotes(QuoteFilter(indirect=True)), corpus.positions(), corpus.talks())
    written = str([[one.model_dump_json() for one in rows] for rows in told])
    return {name for name in ("norway", "chile", "herring-guild", "georgia") if f'"party:{name}"' in written}


def entity(found: Resolution) -> Entity:
    assert isinstance(found, Answer)
    return found.entity


def positions_of(corpus: Corpus, party: str) -> int:
    return len(corpus.positions(PositionFilter(party_ids=(party,))))


# -- parties -----------------------------------------------------------------------------------------------------------


def test_two_parties_are_one_for_good_and_two_again_when_that_is_undone(any_corpus: Corpus) -> None:
    saved(any_corpus, "a.txt", of_the_guild())
    saved(any_corpus, "b.txt")
    before = any_corpus.positions(), any_corpus.talks(), any_corpus.quotes(), any_corpus.figures()
    ruling = any_corpus.corrections.rule(party_is(party_meant("Herring Guild", any_corpus), "Norway", any_corpus, ADA))
    saved(any_corpus, "c.txt", of_the_guild())
    assert parties_in(any_corpus) == {"norway", "chile"}
    assert positions_of(any_corpus, "party:norway") == 6
    assert any_corpus.corrections.spellings("person:ingrid-solbakken")[0].party_id == "party:norway"
    assert entity(any_corpus.resolve("Herring Guild")).id == "party:norway"
    assert any_corpus.entity("party:herring-guild") == entity(any_corpus.resolve("Norway"))
    assert "Norway" in answer("/positions Herring Guild", any_corpus).text
    any_corpus.remove(article(source="c.txt").id)
    assert any_corpus.corrections.undo(ruling.id, "bob") is not None
    assert (any_corpus.positions(), any_corpus.talks(), any_corpus.quotes(), any_corpus.figures()) == before
    assert entity(any_corpus.resolve("Herring Guild")).id == "party:herring-guild"
    assert "Herring Guild" not in entity(any_corpus.resolve("Norway")).aliases


def test_a_party_of_the_world_that_is_another_is_that_one_in_every_name(any_corpus: Corpus) -> None:
    saved(any_corpus)
    ruling = any_corpus.corrections.rule(party_is(party_meant("Chile", any_corpus), "Herring Guild", any_corpus, ADA))
    assert parties_in(any_corpus) == {"norway", "herring-guild"}
    assert entity(any_corpus.resolve("Chilean")).id == "party:herring-guild"
    any_corpus.corrections.undo(ruling.id, "bob")
    assert parties_in(any_corpus) == {"norway", "chile"}
    assert entity(any_corpus.resolve("Chilean")).id == "party:chile"


def test_a_chain_of_parties_is_followed_to_its_end_and_never_in_a_circle(any_corpus: Corpus) -> None:
    saved(any_corpus, "a.txt", of_the_guild())
    saved(any_corpus, "b.txt")
    rule = any_corpus.corrections.rule
    first = rule(party_is(party_meant("Herring Guild", any_corpus), "Norway", any_corpus, ADA))
    rule(party_is(party_meant("Norway", any_corpus), "Georgia", any_corpus, ADA))
    assert parties_in(any_corpus) == {"georgia", "chile"}
    assert entity(any_corpus.resolve("Herring Guild")).id == entity(any_corpus.resolve("Oslo")).id == "party:georgia"
    with pytest.raises(DecisionError, match="same party already"):
        rule(party_is(party_meant("Georgia", any_corpus), "Herring Guild", any_corpus, ADA))
    any_corpus.corrections.undo(first.id, "bob")
    assert parties_in(any_corpus) == {"georgia", "chile", "herring-guild"}


def test_a_party_is_another_in_some_articles_or_in_what_an_outlet_prints(any_corpus: Corpus) -> None:
    one = saved(any_corpus, "a.txt")
    saved(any_corpus, "b.txt")
    norway = party_meant("Norway", any_corpus)
    here = any_corpus.corrections.rule(party_is_apart(norway, "Herring Guild", Where(articles=(one,)), any_corpus, ADA))
    assert (positions_of(any_corpus, "party:norway"), positions_of(any_corpus, "party:herring-guild")) == (2, 2)
    assert entity(any_corpus.resolve("Norway")).id == "party:norway"
    saved(any_corpus, "a.txt", text=f"{TEXT}\nMore.\n")
    assert positions_of(any_corpus, "party:herring-guild") == 2
    any_corpus.corrections.undo(here.id, "bob")
    assert positions_of(any_corpus, "party:norway") == 4
    any_corpus.corrections.rule(party_is_apart(norway, "Herring Guild", Where(outlet="The Dock"), any_corpus, ADA))
    printed = article(source="d.txt").model_copy(update={"outlet": "The Dock"})
    any_corpus.save(printed, FOUND, "d")
    assert (positions_of(any_corpus, "party:norway"), positions_of(any_corpus, "party:herring-guild")) == (4, 2)
    with pytest.raises(DecisionError, match="in which articles"):
        any_corpus.corrections.rule(party_is_apart(norway, "Georgia", Where(), any_corpus, ADA))


def test_what_is_no_party_holds_nothing_says_nothing_and_sits_at_no_table(any_corpus: Corpus) -> None:
    spoken = FOUND.quotes[0].model_copy(
        update={
            "speaker_name": "the Guild", "speaker_kind": SpeakerKind.PARTY, "speaker_ids": ("party:herring-guild",),
            "party_name": "Herring Guild", "party_id": "party:herring-guild",
        }
    )  # fmt: skip
    found = of_the_guild().model_copy(update={"quotes": (spoken, *of_the_guild().quotes[1:])})
    saved(any_corpus, "a.txt", Extraction.model_validate_json(found.model_dump_json()))
    ruling = any_corpus.corrections.rule(party_is_none(party_meant("Herring Guild", any_corpus), ADA))
    saved(any_corpus, "b.txt", Extraction.model_validate_json(found.model_dump_json()))
    assert parties_in(any_corpus) == {"chile"}
    assert "the Guild" not in str(any_corpus.quotes(QuoteFilter(indirect=True)))
    assert {row.position.party_id for row in any_corpus.positions()} == {"party:chile"}
    assert not isinstance(any_corpus.resolve("Herring Guild"), Answer)
    any_corpus.corrections.undo(ruling.id, "bob")
    assert parties_in(any_corpus) == {"chile", "herring-guild"}


def test_what_is_ruled_of_people_holds_where_their_party_is_ruled_to_be_another(any_corpus: Corpus) -> None:
    guild = Entity(id="party:herring-guild", kind="party", name="Herring Guild")
    naming(any_corpus, "a.txt", ("Jo Bloggs", "Herring Guild"))
    naming(any_corpus, "b.txt", ("Josephine Bloggs-Smith", "Herring Guild"))
    naming(any_corpus, "c.txt", ("Downing Street", "Herring Guild"))
    both = person_meant("Jo Bloggs", any_corpus), person_meant("Josephine Bloggs-Smith", any_corpus)
    any_corpus.corrections.rule(people_are_one(*both, any_corpus, ADA))
    any_corpus.corrections.rule(is_nobody(person_meant("Downing Street", any_corpus), any_corpus, ADA))
    assert any_corpus.figures().people == 1
    any_corpus.corrections.rule(party_is(guild, "Norway", any_corpus, ADA))
    assert any_corpus.figures().people == 1
    assert "Downing Street" not in str(any_corpus.quotes())


def test_what_is_kept_is_the_same_when_it_is_built_anew(any_url: str) -> None:
    with open_corpus(any_url) as corpus:
        saved(corpus, "a.txt", of_the_guild())
        one = saved(corpus, "b.txt")
        corpus.corrections.rule(party_is(party_meant("Herring Guild", corpus), "Norway", corpus, ADA))
        corpus.corrections.rule(
            party_is_apart(party_meant("Chile", corpus), "Georgia", Where(articles=(one,)), corpus, ADA)
        )
        other = person_meant("Marta Lund", corpus)
        corpus.corrections.rule(namesake(other, [one], "the boxer", corpus, ADA))
        assert corpus.check_kept() == {}


def test_what_an_editor_said_of_a_position_is_found_again_where_its_party_is_another_since(any_corpus: Corpus) -> None:
    saved(any_corpus, "a.txt", of_the_guild())
    (row,) = [one for one in any_corpus.positions() if one.position.id == "s3"]
    words = row.position.evidence[0]
    made = Decision(
        article_id=row.source.id, record="position", of=select(TEXT, words.start, words.end), what="stance",
        value="offer", as_read=as_read(row.position), by="ada", at=NOW,
    )  # fmt: skip
    any_corpus.corrections.decide(made)
    any_corpus.corrections.rule(party_is(party_meant("Herring Guild", any_corpus), "Norway", any_corpus, ADA))
    (now,) = [one for one in any_corpus.positions() if one.position.id == "s3"]
    assert (now.party_id, now.position.stance) == ("party:norway", "offer")
    assert any_corpus.corrections.of(unfit=True) == ()


# -- namesakes ---------------------------------------------------------------------------------------------------------


def test_two_of_one_name_and_party_are_held_apart_by_their_articles(any_corpus: Corpus) -> None:
    for at in range(4):
        naming(any_corpus, f"{at}.txt", ("Jo Bloggs", "Norway"), ("Bloggs", "Norway"))
    one = person_meant("Jo Bloggs", any_corpus)
    apart = [article(source=f"{at}.txt").id for at in (2, 3)]
    ruling = any_corpus.corrections.rule(namesake(one, apart, "the boxer", any_corpus, ADA))
    found = any_corpus.resolve("Jo Bloggs")
    assert isinstance(found, Ask)
    ids = sorted(each.id for each in found.candidates)
    assert ids == ["person:jo-bloggs~norway", "person:jo-bloggs~norway~the-boxer"]
    said = [{row.source.id for row in any_corpus.quotes(QuoteFilter(speaker_id=each))} for each in ids]
    assert said == [{article(source=f"{at}.txt").id for at in (0, 1)}, set(apart)]
    naming(any_corpus, "2.txt", ("Jo Bloggs", "Norway"))
    assert len(any_corpus.quotes(QuoteFilter(speaker_id=ids[1]))) == 2
    assert any_corpus.entity("person:jo-bloggs") is None  # what meant both means neither
    assert any_corpus.check_kept() == {}
    any_corpus.corrections.undo(ruling.id, "bob")
    assert any_corpus.resolve("Jo Bloggs").__class__ is Answer
    assert len(any_corpus.quotes(QuoteFilter(speaker_id="person:jo-bloggs"))) == 4


@pytest.mark.parametrize("word", ["", "x" * 41])
def test_namesakes_need_a_word_that_tells_them_apart(any_corpus: Corpus, word: str) -> None:
    naming(any_corpus, "a.txt", ("Jo Bloggs", "Norway"))
    ruling = namesake(person_meant("Jo Bloggs", any_corpus), [article(source="a.txt").id], word, any_corpus, ADA)
    with pytest.raises(DecisionError, match="tells"):
        any_corpus.corrections.rule(ruling)
    with pytest.raises(DecisionError, match="Choose among"):
        namesake(person_meant("Jo Bloggs", any_corpus), ["elsewhere"], "the boxer", any_corpus, ADA)


# -- rounds ------------------------------------------------------------------------------------------------------------


def told(corpus: Corpus, *sources: str) -> None:
    for source in sources:
        saved(corpus, source, FOUND.model_copy(update={"talks": TALKS[:1]}))


def test_these_two_are_not_one_round_also_when_they_are_read_again(any_corpus: Corpus) -> None:
    told(any_corpus, "a.txt", "b.txt", "c.txt")
    (one,) = any_corpus.talks()
    other = [each for each in one.accounts if each.source.source == "b.txt"]
    assert len(accounts_beside(other[0], any_corpus)) == 3
    ruling = any_corpus.corrections.rule(two_rounds(one.accounts, other, any_corpus, ADA))
    assert sorted(len(each.accounts) for each in any_corpus.talks()) == [1, 2]
    saved(any_corpus, "b.txt", shifted(FOUND.model_copy(update={"talks": TALKS[:1]}), 6), f"Wire.\n{TEXT}")
    assert sorted(len(each.accounts) for each in any_corpus.talks()) == [1, 2]
    told(any_corpus, "d.txt")  # which of the two it tells of nobody knows
    assert sorted(len(each.accounts) for each in any_corpus.talks()) == [1, 1, 2]
    assert any_corpus.check_kept() == {}
    any_corpus.corrections.undo(ruling.id, "bob")
    assert [len(each.accounts) for each in any_corpus.talks()] == [4]


def test_none_and_all_of_the_reports_are_no_second_round(any_corpus: Corpus) -> None:
    told(any_corpus, "a.txt", "b.txt")
    (one,) = any_corpus.talks()
    for other in ((), one.accounts):
        with pytest.raises(DecisionError, match="Choose some"):
            two_rounds(one.accounts, other, any_corpus, ADA)


def test_a_ruling_that_holds_words_is_not_shown_while_they_may_not_be(any_corpus: Corpus) -> None:
    told(any_corpus, "a.txt", "b.txt")
    (one,) = any_corpus.talks()
    ruling = any_corpus.corrections.rule(two_rounds(one.accounts, one.accounts[:1], any_corpus, ADA))
    any_corpus.desk.rule(article(source="a.txt").id, ArticleState.KILLED, by="ada")
    assert any_corpus.corrections.rulings() == ()
    assert any_corpus.corrections.one(ruling.id) is None
    any_corpus.desk.rule(article(source="a.txt").id, ArticleState.USABLE, by="ada")
    assert len(any_corpus.talks()) == 2
    assert any_corpus.corrections.undo(ruling.id, "ada") is not None
    assert len(any_corpus.talks()) == 1


def of_talks(talk: Talk, what: Any, value: str = "") -> Decision:
    words = talk.evidence[0]
    return Decision(
        article_id=article().id, record="talk", of=select(TEXT, words.start, words.end), as_read=as_read(talk),
        what=what, value=value, by="ada", at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("what", "value", "where"),
    [
        ("place", "Porto", TalkFilter(place="Porto")),
        ("day", "2031-05-01", TalkFilter(date="2031-05-01")),
        ("day", "2031-04", TalkFilter(date="2031-04")),
        ("day", "2031-05-01/2031-05-03", TalkFilter(date="2031-05-02")),
        ("parties", "Norway; Herring Guild", TalkFilter(party_ids=("party:norway", "party:herring-guild"))),
    ],
)
def test_a_part_of_a_round_is_as_an_editor_says(any_corpus: Corpus, what: str, value: str, where: TalkFilter) -> None:
    saved(any_corpus)
    assert any_corpus.talks(where) == ()
    number = any_corpus.corrections.decide(of_talks(TALKS[0], what, value)).id
    for _ in range(2):
        (found,) = any_corpus.talks(where)
        assert found.talk.id == "t1"
        saved(any_corpus, found=shifted(FOUND, 6), text=f"Wire.\n{TEXT}")
    any_corpus.corrections.undo(number, "bob")
    assert any_corpus.talks(where) == ()


def test_talks_that_were_none_are_gone_and_come_back(any_corpus: Corpus) -> None:
    saved(any_corpus)
    number = any_corpus.corrections.decide(of_talks(TALKS[0], "gone")).id
    assert [one.talk.id for one in any_corpus.talks()] == ["t2"]
    any_corpus.corrections.undo(number, "bob")
    assert len(any_corpus.talks()) == 2


def test_talks_whose_words_have_changed_are_not_told_as_they_were_wrongly_read(any_corpus: Corpus) -> None:
    saved(any_corpus)
    any_corpus.corrections.decide(of_talks(TALKS[0], "place", "Porto"))
    text = TEXT.replace('breakthrough" at the Lisbon', 'breakthrough" again at the Lisbon')
    moved = FOUND.talks[0].model_copy(update={"evidence": (span("at the Lisbon talks", text),), "outcome": None})
    any_corpus.save(article(text), Extraction(talks=(moved,)), "2")
    assert any_corpus.talks() == ()
    (unfit,) = any_corpus.corrections.of(unfit=True)
    assert unfit.unfit == "around"


@pytest.mark.parametrize(
    ("what", "value"),
    [
        *(("day", "yesterday"), ("day", "2031-13"), ("day", "2031-05-07/2031-05-01")),
        *(("parties", " ; "), ("stance", "offer")),
    ],
)
def test_what_no_talks_have_is_refused(any_corpus: Corpus, what: str, value: str) -> None:
    saved(any_corpus)
    with pytest.raises(DecisionError):
        any_corpus.corrections.decide(of_talks(TALKS[0], what, value))
    assert any_corpus.corrections.of() == ()


def test_a_ruling_is_told_from_others_in_the_database(any_corpus: Corpus) -> None:
    saved(any_corpus)
    naming(any_corpus, "a.txt", ("Jo Bloggs", "Norway"))
    any_corpus.corrections.rule(party_is_none(party_meant("Chile", any_corpus), ADA))
    any_corpus.corrections.rule(
        namesake(person_meant("Jo Bloggs", any_corpus), [article(source="a.txt").id], "the boxer", any_corpus, ADA)
    )
    kinds = [type(one) for one in any_corpus.corrections.rulings()]
    assert kinds == [PartyRuling, PeopleRuling]
    assert party_id("Chile") == "party:chile"


def test_what_editors_say_of_talks_is_gold_with_their_parties_as_ruled(any_corpus: Corpus) -> None:
    saved(any_corpus)
    any_corpus.corrections.decide(of_talks(TALKS[0], "place", "Porto"))
    any_corpus.corrections.rule(party_is(party_meant("Norway", any_corpus), "Georgia", any_corpus, ADA))
    ((_, _, row),) = any_corpus.corrections.gold()
    told = {"when": "2031-05-06", "where": "Porto", "between": ["Georgia", "Chile"], "status": "held"}
    assert (row["quotes"], row["talks"]) == ([], [told])


def test_who_is_named_only_where_nothing_is_shown_is_not_named_by_a_ruling_either(any_corpus: Corpus) -> None:
    there = saved(any_corpus)
    (row,) = [one for one in any_corpus.suggest("") if one.kind == "person"][:1]
    ruling = any_corpus.corrections.rule(is_nobody(row, any_corpus, By(name="ada", why=f"{row.name} is a ship")))
    assert [one.label for one in of_people(any_corpus)] == [row.name]
    any_corpus.desk.rule(there, ArticleState.KILLED, by="ada")
    (told_now,) = of_people(any_corpus)
    assert row.name.split()[-1].casefold() not in f"{told_now!r} {told_of(told_now)}".casefold()
    assert any_corpus.corrections.one(ruling.id) == told_now
    any_corpus.desk.rule(there, ArticleState.USABLE, by="ada")
    assert [one.label for one in of_people(any_corpus)] == [row.name]
    assert not any_corpus.bearing(row.name)
    any_corpus.desk.rule(there, ArticleState.ON_HOLD, by="ada")
    assert any_corpus.corrections.undo(ruling.id, "bob") is not None
    any_corpus.desk.rule(there, ArticleState.USABLE, by="ada")
    assert any_corpus.bearing(row.name)


def test_who_is_named_in_another_article_too_goes_on_being_named_by_a_ruling(any_corpus: Corpus) -> None:
    there = saved(any_corpus)
    saved(any_corpus, "again.txt")
    (row,) = [one for one in any_corpus.suggest("") if one.kind == "person"][:1]
    any_corpus.corrections.rule(is_nobody(row, any_corpus, ADA))
    any_corpus.desk.rule(there, ArticleState.KILLED, by="ada")
    assert [one.label for one in of_people(any_corpus)] == [row.name]


def test_a_party_that_only_a_withheld_article_has_is_named_by_no_ruling_and_is_no_alias(any_corpus: Corpus) -> None:
    there = saved(any_corpus, found=of_the_guild())
    guild = party_meant("Herring Guild", any_corpus)
    any_corpus.corrections.rule(party_is(guild, "Georgia", any_corpus, ADA))
    assert isinstance(any_corpus.resolve("Herring Guild"), Answer)
    any_corpus.desk.rule(there, ArticleState.KILLED, by="ada")
    (ruling,) = any_corpus.corrections.rulings()
    assert "herring" not in f"{ruling!r} {told_of(ruling)}".casefold()
    assert not any_corpus.bearing("Herring Guild")
    assert not isinstance(any_corpus.resolve("Herring Guild"), Answer)
    any_corpus.desk.rule(there, ArticleState.USABLE, by="ada")
    found = any_corpus.resolve("Herring Guild")
    assert isinstance(found, Answer)
    assert found.entity.id == party_id("Georgia")


def of_people(corpus: Corpus) -> list[PeopleRuling]:
    return [one for one in corpus.corrections.rulings() if isinstance(one, PeopleRuling)]
