"""Which wordings are printings of one utterance: each goes with the fullest one that it is a part of.

What has a word changed goes with what was printed before it, where both were printed within days.
"""

from collections.abc import Mapping
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
    fullest = sorted(wordings, key=lambda one: (-wordings[one].words, *_age(wordings[one]), one))
    heads, found = list[int](), dict[int, int]()
    for one in fullest:
        found[one] = next((head for head in heads if _is_part(one, head, wordings, kin)), one)
        if found[one] == one:
            heads.append(one)
    ages = {head: _age(wordings[head]) for head in heads}
    for one, head in found.items():
        ages[head] = min(ages[head], _age(wordings[one]))
    eldest = sorted(heads, key=lambda one: (*ages[one], -wordings[one].words, one))
    origin = dict[int, int]()
    for at, one in enumerate(eldest):
        before = (each for each in eldest[:at] if _is_changed(one, each, wordings, kin))
        origin[one] = origin[first] if (first := next(before, None)) is not None else one
    return {one: origin[head] for one, head in found.items()}


def _age(printed: Printed) -> tuple[bool, int]:
    return printed.first is None, printed.first or 0


def _is_part(one: int, head: int, wordings: Mapping[int, Printed], kin: Mapping[tuple[int, int], Kin]) -> bool:
    told = kin.get((one, head))
    return told is not None and told.kind is not Kinship.CHANGED and is_near(told, wordings[one], wordings[head])


def _is_changed(one: int, head: int, wordings: Mapping[int, Printed], kin: Mapping[tuple[int, int], Kin]) -> bool:
    told = kin.get((one, head))
    return told is not None and told.kind is Kinship.CHANGED and is_near(told, wordings[one], wordings[head])


def is_near(kin: Kin, one: Printed, other: Printed) -> bool:
    """Whether two wordings that are alike are so near in time that they are of one utterance."""
    apart = abs(one.first - other.first) if one.first is not None and other.first is not None else None
    if kin.kind is Kinship.CHANGED:
        return apart is not None and apart <= (FAR_CHANGED if kin.shared >= SURE_CHANGED else NEAR_CHANGED)
    return kin.kind not in _PARTS or kin.shared >= SURE or (apart is not None and apart <= NEAR)
