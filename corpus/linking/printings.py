"""An utterance as a chain of its printings, oldest first, each held against the first one that the corpus has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from corpus.linking.lineage import ALTERED, Difference, Kinship, Relation, relate
from corpus.linking.utterances import Kin, Printed, is_near
from corpus.linking.wordings import wording_of
from corpus.models import QuoteRow, Record, RowKey

ENOUGH, ENOUGH_CHANGED = 5, 12
"""Telling words that two people do not share by chance, in the same words and in words one of which differs."""

_ENOUGH_WORDS = 8
_MARKS = '“”„«»"‘’'


class Link(Record):
    """How a quote is related to an earlier one: both stretches in code points of their articles' texts."""

    kind: Kinship
    span: tuple[int, int]
    against: RowKey
    against_span: tuple[int, int]
    differences: tuple[Difference, ...] = ()
    whole: tuple[bool, bool] = (True, True)


class Printing(Record):
    """A quote as one article prints it; `links` are empty for the first printing known."""

    row: QuoteRow
    links: tuple[Link, ...] = ()

    @property
    def kind(self) -> Kinship | None:
        """What makes it most different from the first printing; None for that one."""
        return max((link.kind for link in self.links), key=tuple(Kinship).index, default=None)

    @property
    def is_altered(self) -> bool:
        return self.kind in ALTERED


def chain(asked: QuoteRow, rows: Iterable[QuoteRow]) -> tuple[Printing, ...]:
    """The printings of what is asked for among the quotes of one utterance, oldest first; itself at least.

    A quote that is of the utterance by its words only, of somebody else or of another year, is none of them.
    """
    told = sorted({key_of(row): row for row in (asked, *rows)}.values(), key=_age)
    own = [row for row in told if _is_one(asked, row)]
    article = _first_of(own).source.id
    first = [row for row in own if row.source.id == article]
    fullest = max(own, key=lambda row: wording_of(row.quote.text).size)
    others = (row for row in told if row.source.id != article and _day(row) >= _day(first[0]))
    linked = ((row, tuple(_links(row, first, fullest))) for row in others)
    found = [*(Printing(row=row) for row in first), *(Printing(row=row, links=links) for row, links in linked if links)]
    return tuple(found) if any(key_of(one.row) == key_of(asked) for one in found) else (Printing(row=asked),)


def utterances(rows: Iterable[QuoteRow]) -> list[tuple[QuoteRow, ...]]:
    """The quotes that are one utterance together, the wording that stands for it first, else in the order given.

    Utterances come in the order of their first quotes. What is too short to be known again is one with the very same
    words of the same speaker, of which nothing else is claimed.
    """
    groups: dict[object, list[tuple[int, QuoteRow]]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.utterance or short_key(row), []).append((number, row))
    told = sorted(((min(group, key=_standing), group) for group in groups.values()), key=lambda each: each[0][0])
    return [(row, *(other for at, other in group if at != number)) for (number, row), group in told]


def short_key(row: QuoteRow) -> object:
    """The same for the same words of the same speaker, however few."""
    return row.speaker_ids or row.quote.speaker_name or row.party_id, wording_of(row.quote.text).keys or key_of(row)


def _standing(numbered: tuple[int, QuoteRow]) -> tuple[bool, int, int]:
    """First the wording that stands for its utterance, then the longest, then what comes first."""
    number, row = numbered
    wording = wording_of(row.quote.text)
    return wording.number != row.utterance, -wording.size, number


def link(one: QuoteRow, other: QuoteRow) -> Link | None:
    """How `other` is related to `one`, which came before it; None where nothing is claimed."""
    mine, theirs = wording_of(one.quote.text), wording_of(other.quote.text)
    told = _related(one.quote.text, other.quote.text)
    kin = Kin(told.kind, told.shared) if told else None
    if (
        told is None
        or kin is None
        or not is_near(kin, Printed(mine.size, day_of(one)), Printed(theirs.size, day_of(other)))
    ):
        return None
    kind = told.kind
    if are_two(one, other):
        if not _is_telling(told, one, other):
            return None
        kind = Kinship.OTHER_SPEAKER
    return Link(
        kind=kind, span=_in_article(other, told.other), against=key_of(one), against_span=_in_article(one, told.one),
        differences=told.differences, whole=told.whole,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _related(one: str, other: str) -> Relation | None:
    """The same words are printed again and again."""
    return relate(wording_of(one), wording_of(other))


def is_reprint(one: QuoteRow, other: QuoteRow) -> bool:
    """Whether of two quotes of one utterance one is the other printed again, nothing in it altered."""
    if one.utterance is None and other.utterance is None:
        return True
    told = link(one, other)
    return told is not None and told.kind not in ALTERED


def are_two(one: QuoteRow, other: QuoteRow) -> bool:
    """Whether two speakers are named for certain and cannot be one: not a party beside whoever speaks for it."""
    mine, theirs = set(one.speaker_ids), set(other.speaker_ids)
    if not mine or not theirs or mine & theirs:
        return False
    return not (_speaks_for(one, theirs) or _speaks_for(other, mine))


def key_of(row: QuoteRow) -> RowKey:
    return row.source.id, row.quote.id


def day_of(row: QuoteRow) -> int | None:
    """The number of the day that it was said on or, where that is not known, printed."""
    day = row.quote.said_on or row.source.published
    return day.toordinal() if day else None


def _speaks_for(row: QuoteRow, speakers: set[str]) -> bool:
    return row.party_id in speakers


def _is_one(asked: QuoteRow, row: QuoteRow) -> bool:
    return key_of(asked) == key_of(row) or not are_two(asked, row) or link(asked, row) is not None


def _first_of(rows: Sequence[QuoteRow]) -> QuoteRow:
    """The oldest of these; of those of one day, of which nobody knows the order, one that is worded as most are."""
    worded = Counter(wording_of(row.quote.text).number for row in rows)
    eldest = [row for row in rows if _day(row) == _day(rows[0])]
    return max(eldest, key=lambda row: worded[wording_of(row.quote.text).number])


def _day(row: QuoteRow) -> date:
    return row.source.published or date.max


def _age(row: QuoteRow) -> tuple[bool, date, str, int]:
    day = row.source.published
    return day is None, day or date.max, row.source.id, row.quote.start


def _links(row: QuoteRow, first: Sequence[QuoteRow], fullest: QuoteRow) -> Iterator[Link]:
    """To the first printing, which may have it in pieces; else to the fullest one, of which both are parts."""
    found = [told for one in first if (told := link(one, row))]
    whole = [told for told in found if told.whole[0] and told.kind in (Kinship.CUT, Kinship.JOINED)]
    if len(whole) > 1:
        yield from (told.model_copy(update={"kind": Kinship.JOINED}) for told in whole)
    elif found:
        yield max(found, key=lambda told: told.span[1] - told.span[0])
    elif key_of(row) != key_of(fullest) and (told := link(fullest, row)):
        yield told


def _in_article(row: QuoteRow, span: tuple[int, int]) -> tuple[int, int]:
    return row.quote.start + span[0], row.quote.start + span[1]


def _is_telling(told: Relation, one: QuoteRow, other: QuoteRow) -> bool:
    """Whether two people do not say this much alike by chance, and neither quotes the other."""
    is_changed = told.kind is Kinship.CHANGED
    if is_changed and len(told.differences) > 1:
        return False
    least = ENOUGH_CHANGED if is_changed else ENOUGH
    words = min(len(one.quote.text[slice(*told.one)].split()), len(other.quote.text[slice(*told.other)].split()))
    return (
        told.shared >= least
        and words >= _ENOUGH_WORDS
        and not (_is_quoted(one, told.one) or _is_quoted(other, told.other))
    )


def _is_quoted(row: QuoteRow, span: tuple[int, int]) -> bool:
    """Whether a stretch of a quote stands in marks of its own: then its speaker quotes somebody."""
    text = row.quote.text
    return any(mark in _MARKS for mark in (text[: span[0]].rstrip()[-1:], text[span[1] :].lstrip(" ,.!?")[:1]) if mark)
