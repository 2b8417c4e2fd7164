"""An article's text cut where records begin and end, so that each stretch can be marked as what it is."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.models import PositionRow, QuoteKind, QuoteRow, Span, TalkAccount

What = Literal["words", "source", "cue", "stance", "party", "far"]
"""Quoted words; who says them; the verb that says so; words of a position; the party that holds it; what stands far
from the words, for which a phone has no room."""


class Mark(NamedTuple):
    """A stretch of the text, code points, that is something of a record."""

    start: int
    end: int
    what: What
    record: str


class Piece(NamedTuple):
    """Text that is marked alike; `begins` are the records whose first words it holds."""

    text: str
    what: tuple[What, ...] = ()
    begins: tuple[str, ...] = ()


def marks_of_quotes(rows: Iterable[QuoteRow]) -> list[Mark]:
    """The words of each quotation, who says them and the verb; reported speech has no words of anybody."""
    found = []
    for row in rows:
        quote = row.quote
        if quote.kind is not QuoteKind.INDIRECT:
            found.append(Mark(quote.start, quote.end, "words", quote.id))
            found += _spans(quote.speaker_span, "source", quote.id) + _spans(quote.cue, "cue", quote.id)
    return found


def marks_of_positions(rows: Iterable[PositionRow]) -> list[Mark]:
    """The words that show each position, and the party's name."""
    found = []
    for row in rows:
        position = row.position
        found += [Mark(span.start, span.end, "stance", position.id) for span in position.evidence]
        found += _spans(position.actor, "party", position.id)
    return found


def marks_of(row: QuoteRow | PositionRow | TalkAccount) -> list[Mark]:
    """The words of one record."""
    if isinstance(row, QuoteRow):
        return marks_of_quotes([row])
    if isinstance(row, PositionRow):
        return marks_of_positions([row])
    return [Mark(span.start, span.end, "stance", row.talk.id) for span in row.talk.evidence]


def _spans(span: Span | None, what: What, record: str) -> list[Mark]:
    return [Mark(span.start, span.end, what, record)] if span else []


def paragraphs(text: str, marks: Iterable[Mark], start: int = 0) -> list[list[Piece]]:
    """The text from `start` on in paragraphs, each in pieces; what a mark says beyond the text is left out."""
    kept = sorted(mark for mark in marks if start <= mark.start < mark.end <= len(text))
    found, at = [], start
    for line in text[start:].splitlines(keepends=True):
        end = at + len(line)
        if line.strip():
            found.append(_pieces(text, kept, at, end))
        at = end
    return found


def _pieces(text: str, marks: list[Mark], start: int, end: int) -> list[Piece]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end} | {edge for mark in here for edge in (mark.start, mark.end) if start < edge < end}
    cuts = sorted(edges)
    return [_piece(text, here, low, high) for low, high in pairwise(cuts)]


def _piece(text: str, marks: list[Mark], low: int, high: int) -> Piece:
    over = [mark for mark in marks if mark.start <= low and high <= mark.end]
    begins = {mark.record for mark in over if mark.start == low and mark.what in ("words", "stance")}
    return Piece(text[low:high], tuple(dict.fromkeys(mark.what for mark in over)), tuple(sorted(begins)))
