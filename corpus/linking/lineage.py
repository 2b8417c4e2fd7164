"""How the words of two quotes are related, decided by laying them letter by letter beside each other.

That words are alike says nothing about who wrote them down first, nor who is right; it says where they differ.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, NamedTuple

from corpus.linking.aligned import Aligned, What
from corpus.linking.wordings import FEWEST_TELLING, FEWEST_WORDS, Wording
from corpus.words import negates, negation_after, negation_before


class Kinship(StrEnum):
    """From what is the same to what is not. From `CHANGED` on it is no reprint; what is `PROPOSED` is never claimed."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"  # set or spelled otherwise
    CUT = "cut"  # one is a part of the other, or leaves out what an ellipsis marks
    JOINED = "joined"  # printed in one what stands apart, or whole sentences left out without a mark
    INSERTED = "inserted"  # in brackets
    CHANGED = "changed"  # a word, a number, a negation
    OTHER_SPEAKER = "other speaker"
    PROPOSED = "proposed"  # perhaps two translations of the same words


ALTERED = frozenset({Kinship.CHANGED, Kinship.OTHER_SPEAKER})

_BY: dict[What, Kinship] = {
    "same": Kinship.EXACT,
    "set": Kinship.TYPOGRAPHIC,
    "left out": Kinship.CUT,
    "not marked": Kinship.JOINED,
    "inserted": Kinship.INSERTED,
    "changed": Kinship.CHANGED,
}

LIKE = 0.75
"""The part of the words of a changed wording that must be the same: less pairs two statements on one subject."""

SAME_WORDS = 0.9
"""The part of the words of the longer wording that the other has in another order."""

FEWEST_CHANGED = 4
"""Telling words that are the same where another word is not; beside a lost negation `FEWEST_TELLING` are enough."""

_LONGEST = 600
"""Words that are compared; what is longer is no quote, and takes too long."""

_BEFORE = 4
"""So many words before a passage, with no mark between, may a negation stand that the passage is cut off from."""


class Difference(NamedTuple):
    """A run of words as both sides have it; "" where one has none.

    What is moved stands at another place; what is cut off stands beside the words on one side and denies them there;
    what is asked on one side is no question on the other.
    """

    what: What | Literal["moved", "cut off", "asked"]
    one: str
    other: str


class Relation(NamedTuple):
    """How two wordings are related: the stretch of each that the other has too, as code points of its text.

    `shared` counts the telling words that are the same; `whole` says of each whether that is all of it.
    """

    kind: Kinship
    one: tuple[int, int]
    other: tuple[int, int]
    whole: tuple[bool, bool]
    shared: int
    differences: tuple[Difference, ...] = ()


def relate(one: Wording, other: Wording) -> Relation | None:
    """How the second wording is related to the first; None where they have too little in common to say.

    One must be a part of the other, but for what is different in it: two that only share a phrase are two.
    """
    if not (one.is_enough and other.is_enough) or max(len(one), len(other)) > _LONGEST:
        return None
    laid = Aligned(one, other)
    if not laid.runs:
        return None
    mine, theirs = laid.ends
    whole = mine == (0, len(one)), theirs == (0, len(other))
    if not any(whole):
        return _in_another_order(laid)
    if not _is_alike(laid):
        return None
    kind = max(_kinds(laid, whole), key=tuple(Kinship).index)
    return Relation(kind, one.span(*mine), other.span(*theirs), whole, laid.shared, tuple(_differences(laid)))


def _in_another_order(laid: Aligned) -> Relation | None:
    """Two wordings of nearly the same words, some of which stand at another place."""
    one, other = laid.one, laid.other
    shared = (Counter(one.keys) & Counter(other.keys)).total()
    if shared < SAME_WORDS * max(len(one), len(other)) or laid.shared < FEWEST_CHANGED:
        return None
    ends = one.span(0, len(one)), other.span(0, len(other))
    return Relation(Kinship.CHANGED, *ends, (True, True), laid.shared, (Difference("moved", *_first_unlike(laid)),))


def _first_unlike(laid: Aligned) -> tuple[str, str]:
    """How far both are told otherwise from the beginning on, or what stands behind where they are alike."""
    (first, end), (start, last) = laid.ends
    mine = (0, first) if first else (end, len(laid.one))
    theirs = (0, start) if start else (last, len(laid.other))
    return _text(laid.one, mine), _text(laid.other, theirs)


def _kinds(laid: Aligned, whole: tuple[bool, bool]) -> Iterator[Kinship]:
    """All that makes the one different from the other, and that they are alike."""
    yield from (_BY[run.what] for run in laid.runs)
    if _bare(laid.one) != _bare(laid.other):
        yield Kinship.TYPOGRAPHIC
    if not all(whole):
        yield Kinship.CUT
    if any(_cut_off(laid)) or laid.asks_otherwise or laid.is_moved:
        yield Kinship.CHANGED


def _bare(wording: Wording) -> str:
    """Without the comma or full stop that belongs to the sentence around, and without where lines break."""
    return " ".join(wording.text.split()).strip(" .,")


def _is_alike(laid: Aligned) -> bool:
    """Whether so much is the same that it is the same statement, changed or not."""
    same = sum(max(run.sizes) for run in laid.of("same", "set"))
    if same < FEWEST_WORDS or laid.shared < FEWEST_TELLING:
        return False
    changed = tuple(laid.of("changed"))
    differing = sum(1 if laid.is_marked(run) else max(run.sizes) for run in changed)
    denied = all(negates(word) for run in changed for side in laid.words(run) for word in side)
    return not changed or ((denied or laid.shared >= FEWEST_CHANGED) and same >= LIKE * (same + differing))


def _cut_off(laid: Aligned) -> tuple[str, str]:
    """What denies the words on each side and stands beside them there only; "" for nothing."""
    mine, theirs = (_denial(wording, *which) for wording, which in zip((laid.one, laid.other), laid.ends, strict=True))
    return mine, theirs


def _denial(wording: Wording, first: int, end: int) -> str:
    before = negation_before(wording.words, first, _BEFORE) if first else None
    at = before if before is not None else negation_after(wording.words, end)
    return "" if at is None else _text(wording, (at, at + 1))


def _differences(laid: Aligned) -> Iterator[Difference]:
    if any(apart := _cut_off(laid)):
        yield Difference("cut off", *apart)
    if laid.asks_otherwise:
        yield Difference("asked", "", "")
    for run in laid.runs:
        if run.what != "same":
            yield Difference(run.what, _text(laid.one, run.one), _text(laid.other, run.other))


def _text(wording: Wording, which: tuple[int, int]) -> str:
    return wording.text[slice(*wording.span(*which))] if which[0] < which[1] else ""
