"""A chain of printings: the first one known, what differs in the others, and who is said to have said it."""

from datetime import date, timedelta

import pytest

from corpus.linking.lineage import Kinship
from corpus.linking.printings import Printing, are_two, chain, utterances
from corpus.linking.two_speakers import given_to_two
from corpus.linking.wordings import Wording
from corpus.models import Quote, QuoteKind, QuoteRow, Source

LUND, BERG, NORWAY = "person:vera-lund", "person:odd-berg", "party:norway"
SAID = "The harbour stays shut until the last of your boats has left our bay"
LONGER = f"{SAID}. Nobody in this government has asked us to open it before the winter"


def row(
    text: str, article: str = "a", day: int = 0, who: str | None = LUND, party: str | None = NORWAY, place: int = 0
) -> QuoteRow:
    start = 100 * place + 10
    quote = Quote(id=f"q{place}", start=start, end=start + len(text), text=text, kind=QuoteKind.DIRECT)
    source = Source(id=article, source=f"{article}.txt", published=date(2031, 4, 2) + timedelta(days=day))
    return QuoteRow(quote=quote, source=source, speaker_ids=(who,) if who else (), party_id=party, utterance=1)


def told(asked: QuoteRow, *others: QuoteRow) -> list[tuple[str, str | None]]:
    found = chain(asked, (asked, *others))
    assert [asked] == [one.row for one in found if one.row == asked]
    return [(one.row.source.id, one.kind.value if one.kind else None) for one in found]


def test_the_chain_begins_with_the_first_printing_whichever_is_asked_for() -> None:
    first, again = row(SAID, "b", 0), row(SAID.replace("shut", "closed"), "a", 2)
    for asked, other in ((first, again), (again, first)):
        assert told(asked, other) == [("b", None), ("a", "changed")]


def test_of_one_day_the_wording_of_most_is_taken_for_the_first() -> None:
    rows = [row(SAID if article != "a" else SAID.replace("shut", "closed"), article) for article in "abc"]
    assert told(*rows) == [("b", None), ("a", "changed"), ("c", "exact")]


def test_a_link_tells_what_differs() -> None:
    first = row(SAID, "a")
    (link,) = chain(first, (row(SAID.replace("shut", "closed"), "b", 1),))[1].links
    assert [(one.one, one.other) for one in link.differences] == [("shut", "closed")]
    (same,) = chain(first, (row(SAID, "b", 1),))[1].links
    assert same.differences == ()


def test_both_stretches_are_those_of_the_articles() -> None:
    first, part = row(f"Listen. {SAID}", "a"), row("until the last of your boats has left our bay", "b", 1)
    (link,) = chain(first, (part,))[1].links
    assert link.span == (10, 55)
    start = 10 + first.quote.text.index("until")
    assert link.against_span == (start, start + 45)
    assert link.against == ("a", "q0")


def test_what_is_printed_in_one_after_it_was_printed_in_two_is_joined() -> None:
    one, other = (row(text, "a", 0, place=at) for at, text in enumerate(LONGER.split(". ")))
    whole = row(LONGER, "b", 1)
    found = chain(whole, (one, other))
    assert [each.kind for each in found] == [None, None, Kinship.JOINED]
    assert [link.against[1] for link in found[-1].links] == ["q0", "q1"]


def test_two_parts_of_a_fuller_printing_are_held_against_it() -> None:
    first, other = (row(text, article, 0) for text, article in zip(LONGER.split(". "), "ab", strict=True))
    whole = row(LONGER, "c", 1)
    assert told(whole, first, other) == [("a", None), ("b", "cut"), ("c", "cut")]


@pytest.mark.parametrize(
    ("who", "party", "two"),
    [
        (BERG, "party:chile", True),
        (BERG, NORWAY, True),
        (LUND, NORWAY, False),
        (NORWAY, NORWAY, False),
        ("party:chile", "party:chile", True),
        (None, None, False),
        (None, "party:chile", False),
    ],
)
def test_who_cannot_be_one(who: str | None, party: str | None, two: bool) -> None:
    one, other = row(SAID, "a"), row(SAID, "b", 1, who, party)
    assert are_two(one, other) is two
    assert told(one, other)[1] == ("b", "other speaker" if two else "exact")
    assert bool(given_to_two([one, other])) is two


def test_a_joint_statement_is_of_each_who_makes_it() -> None:
    one = row(SAID, "a")
    both = row(SAID, "b", 1).model_copy(update={"speaker_ids": (LUND, BERG)})
    assert told(one, both) == [("a", None), ("b", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "We will continue to work with our partners",
        "We remain committed to peace and to dialogue",
        "Nobody is above the law in our country",
    ],
)
def test_a_phrase_that_anybody_may_use_is_not_given_to_two_speakers(text: str) -> None:
    one, other = row(text, "a"), row(text, "b", 1, BERG, "party:chile")
    assert told(one, other) == [("a", None)]
    assert not given_to_two([one, other])


@pytest.mark.parametrize(
    "text", [f"As she told us, “{SAID}”, and we believe her", f"I can only repeat: ‘{SAID}.’ That is all"]
)
def test_who_quotes_somebody_is_not_given_their_words(text: str) -> None:
    one, other = row(SAID, "a"), row(text, "b", 1, BERG, "party:chile")
    assert told(one, other) == [("a", None)]


def test_another_speaker_of_words_in_which_more_than_one_differs_is_not_claimed() -> None:
    unlike = SAID.replace("harbour", "border").replace("boats", "soldiers")
    assert told(row(SAID, "a"), row(unlike, "b", 1, BERG, "party:chile")) == [("a", None)]


def test_a_change_is_not_claimed_where_the_days_lie_apart() -> None:
    changed = SAID.replace("shut", "closed")
    assert told(row(SAID, "a"), row(changed, "b", 10)) == [("a", None), ("b", "changed")]
    assert told(row(SAID, "a"), row(changed, "b", 90)) == [("a", None)]


def test_nothing_is_claimed_of_short_words_but_that_a_speaker_says_them_again() -> None:
    rows = [row("No comment", article).model_copy(update={"utterance": None}) for article in "ab"]
    other = row("No comment", "c", 0, BERG).model_copy(update={"utterance": None})
    assert [len(same) for same in utterances([*rows, other])] == [2, 1]


def test_the_wording_that_stands_for_an_utterance_is_shown_first_else_the_fullest() -> None:
    rows = [row("until the last of your boats has left our bay", "c", 2), row(SAID, "b", 1), row(LONGER, "a", 0)]
    assert [same[0].source.id for same in utterances(rows)] == ["a"]
    standing = [one.model_copy(update={"utterance": Wording(SAID).number}) for one in rows]
    assert [same[0].source.id for same in utterances(standing)] == ["b"]


def test_a_printing_without_links_is_the_first() -> None:
    assert Printing(row=row(SAID)).kind is None
    assert not Printing(row=row(SAID)).is_altered
