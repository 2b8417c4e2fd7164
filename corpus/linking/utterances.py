"""Which wordings are printings of one utterance: each goes with the fullest one that it is a part of.

What has a word changed goes with what was printed before it, where both were printed within days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from corpus.linking.lineage import Kinship

SURE, SURE_CHANGED = 6, 10
"""So many telling words in common, of a part and of a changed wording, are no second saying of a favourite phrase."""

NEAR, NEAR_CHANGED, FAR_CHANGED = 5, 14, 60
"""Days apart within which a short part is one of the longer wording, and a changed one, short or long, was that."""

_PARTS = frozenset({Kinship.CUT, Kinship.JOINED, Kinship.INSERTED})


class Printed(NamedTuple):
    """A wording: its `Wording.size`, and the number of the first day that it was printed or said; None for none."""

    words: int
    first: int | None


class Kin(NamedTuple):
    """How two wordings are related, and how many telling words they share."""

    kind: Kinship
    shared: int


def gathered(wordings: Mapping[int, Printed], kin: Mapping[tuple[int, int], Kin]) -> dict[int, int]:
    """To which wording each one belongs, itself perhaps; `kin` has every pair both ways."""
    parts, changed = _near_pairs(wordings, kin)
    heads, found = dict[int, int](), dict[int, int]()
    for one in sorted(wordings, key=lambda one: (-wordings[one].words, *_age(wordings[one]), one)):
        found[one] = _first(heads, parts[one], one)
        if found[one] == one:
            heads[one] = len(heads)
    ages = {head: _age(wordings[head]) for head in heads}
    for one, head in found.items():
        ages[head] = min(ages[head], _age(wordings[one]))
    origin, elder = dict[int, int](), dict[int, int]()
    for one in sorted(heads, key=lambda one: (*ages[one], -wordings[one].words, one)):
        before = _first(elder, changed[one], one)
        origin[one] = origin.get(before, one)
        elder[one] = len(elder)
    return {one: origin[head] for one, head in found.items()}


def _near_pairs(
    wordings: Mapping[int, Printed], kin: Mapping[tuple[int, int], Kin]
) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
    """For each wording those near in time that it can be a part of, and those of which it can be a changed one."""
    parts, changed = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for (one, other), told in kin.items():
        if one in wordings and other in wordings and is_near(told, wordings[one], wordings[other]):
            (changed if told.kind is Kinship.CHANGED else parts)[one].append(other)
    return parts, changed


def _first(order: Mapping[int, int], among: Iterable[int], otherwise: int) -> int:
    """The first of these by their places in an order; those that have none do not count."""
    return min((one for one in among if one in order), key=order.__getitem__, default=otherwise)


def _age(printed: Printed) -> tuple[bool, int]:
    return printed.first is None, printed.first or 0


def is_near(kin: Kin, one: Printed, other: Printed) -> bool:
    """Whether two wordings that are alike are so near in time that they are of one utterance."""
    apart = abs(one.first - other.first) if one.first is not None and other.first is not None else None
    if kin.kind is Kinship.CHANGED:
        return apart is not None and apart <= (FAR_CHANGED if kin.shared >= SURE_CHANGED else NEAR_CHANGED)
    return kin.kind not in _PARTS or kin.shared >= SURE or (apart is not None and apart <= NEAR)
