"""One utterance in several articles is told once; two that differ by what they say stay two."""

from datetime import date

import pytest

from corpus.linking.reprints import utterances
from corpus.models import Quote, QuoteKind, QuoteRow, Source, SpeakerKind

LONG = "The harbour stays shut until the last of your boats has left our bay"


def quoted(text: str, article: str = "a", who: str = "person:vera-lund") -> QuoteRow:
    quote = Quote(
        id="q1",
        start=0,
        end=len(text),
        text=text,
        kind=QuoteKind.DIRECT,
        speaker_name=who,
        speaker_kind=SpeakerKind.PERSON,
    )
    source = Source(id=article, source=f"{article}.txt", published=date(2031, 4, 2))
    return QuoteRow(quote=quote, source=source, speaker_ids=(who,))


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        "“the harbour stays shut – until the last of your boats has left our bay”",
        "until the last of your boats has left our bay",
        "The harbour stays shut until the last",
        "The harbor stays shut until the last of your boats has left our bay",
    ],
)
def test_one_utterance(other: str) -> None:
    whole, part = quoted(LONG, "a"), quoted(other, "b")

    assert utterances([part, whole]) == ([(part, whole)] if len(other.split()) >= 14 else [(whole, part)])


@pytest.mark.parametrize(
    "other",
    [
        "The harbour stays open until the last of your boats has left our bay",
        "The harbour stays shut until the last of our boats has left our bay",
        "The harbour stays shut until the last of your boats has not left our bay",
        "The harbour stays shut",
        "has left our bay",
    ],
)
def test_two_utterances(other: str) -> None:
    assert len(utterances([quoted(LONG, "a"), quoted(other, "b")])) == 2


def test_the_same_words_of_two_people_are_two() -> None:
    assert len(utterances([quoted(LONG, "a"), quoted(LONG, "b", "person:odd-berg")])) == 2


def test_numbers_are_never_spelled_otherwise() -> None:
    one = "We shall take 12000 tonnes of herring and not a single one less than we were promised"
    assert len(utterances([quoted(one), quoted(one.replace("12000", "12001"), "b")])) == 2


def test_utterances_keep_the_order_of_their_fullest_quotes() -> None:
    first, part, last = quoted("Nobody asked us", "a"), quoted(LONG[:40], "b"), quoted(LONG, "c")

    assert [group[0] for group in utterances([part, first, last])] == [first, last]
