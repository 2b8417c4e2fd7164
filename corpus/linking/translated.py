"""Quotes that may be two translations of the same words: proposed for a look, never claimed, counted or merged."""

from collections.abc import Iterable

from corpus.linking.printings import day_of, key_of
from corpus.linking.wordings import Wording, wording_of
from corpus.models import QuoteRow

WITHIN = 1
"""Days: what is translated anew is printed while it is news."""

FEWEST, SHARE = 4, 0.5
"""Telling words in common, in any order and ending, and which part of those of the shorter quote they are at least."""

_STEM = 5


def proposed(asked: QuoteRow, rows: Iterable[QuoteRow]) -> tuple[QuoteRow, ...]:
    """Which of these quotes may be other translations of it, in the order given; those of its utterance are none."""
    return tuple(row for row in rows if _may_be(asked, row))


def _may_be(asked: QuoteRow, row: QuoteRow) -> bool:
    days = day_of(asked), day_of(row)
    if row.source.id == asked.source.id or not set(asked.speaker_ids) & set(row.speaker_ids) or None in days:
        return False
    if abs((days[0] or 0) - (days[1] or 0)) > WITHIN or _is_of_one_utterance(asked, row):
        return False
    mine, theirs = _stems(wording_of(asked.quote.text)), _stems(wording_of(row.quote.text))
    shared = len(mine & theirs)
    return shared >= FEWEST and shared >= SHARE * max(len(mine), len(theirs))


def _is_of_one_utterance(one: QuoteRow, other: QuoteRow) -> bool:
    return key_of(one) == key_of(other) or (one.utterance is not None and one.utterance == other.utterance)


def _stems(wording: Wording) -> set[str]:
    return {wording.keys[at].casefold()[:_STEM] for at in wording.telling}
