"""Where parties stand to each other on one issue: agreed, apart, or only known to have spoken."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import combinations

from corpus.knowledge import read_table
from corpus.linking.moves import day_of, takes_back
from corpus.linking.people import fold
from corpus.linking.things import is_same_thing, may_be_of_one_story
from corpus.models import OUTLOOK, Modality, PositionRow, Stance


class Ground(StrEnum):
    """`SPOKEN` is what is left to say where the sources do not show the parties agreed or apart."""

    AGREED = "agreed"
    APART = "apart"
    SPOKEN = "spoken"
    SILENT = "silent"


def ground(sides: Mapping[str, Iterable[PositionRow]]) -> Ground:
    """How the parties stand on one issue; `sides` has for each what it wants now, () for one of which nothing is known.

    They are agreed if every two of them gave or accepted the same thing without a condition, or are told to have done
    so together, and none of them rejects it; they are apart if one rejects what another wants. What somebody merely
    thinks of it, and what is only taken back, is passed over.
    """
    told = [tuple(rows) for rows in sides.values()]
    if not all(told):
        return Ground.SILENT
    wanted = [_terms(rows) for rows in told]
    pairs = list(combinations(wanted, 2))
    if any(_are_apart(one, other) or _are_apart(other, one) for one, other in pairs):
        return Ground.APART
    agreed = all(_agree(one, other) for one, other in pairs)
    return Ground.AGREED if agreed and not _anybody_rejects(wanted) else Ground.SPOKEN


def _terms(rows: Iterable[PositionRow]) -> list[PositionRow]:
    """What a party wants, of what it has said on one thing the newest."""
    doubtful = (Modality.NEGATED, Modality.HYPOTHETICAL)
    told = [row for row in rows if row.position.stance not in OUTLOOK and row.position.modality not in doubtful]
    return [row for row in told if not takes_back(row.position) and not any(_follows(one, row) for one in told)]


def _follows(one: PositionRow, other: PositionRow) -> bool:
    days = day_of(one), day_of(other)
    return bool(days[0] and days[1] and days[0] > days[1]) and is_same_thing(one, other)


def _are_apart(one: Sequence[PositionRow], other: Sequence[PositionRow]) -> bool:
    return any((a.position.stance, b.position.stance) in _opposed() and _same_thing(a, b) for a in one for b in other)


def _agree(one: Sequence[PositionRow], other: Sequence[PositionRow]) -> bool:
    given, taken = _given(one), _given(other)
    return any(_told_together(a, b) or _same_thing(a, b) for a in given for b in taken)


def _given(rows: Iterable[PositionRow]) -> list[PositionRow]:
    return [row for row in rows if row.position.stance in _common() and not row.position.condition]


def _anybody_rejects(wanted: Iterable[Sequence[PositionRow]]) -> bool:
    return any(row.position.stance is Stance.REJECT for rows in wanted for row in rows)


def _told_together(one: PositionRow, other: PositionRow) -> bool:
    """Whether the same words tell of both: "the two sides agreed to …"."""
    return one.source.id == other.source.id and bool(set(one.position.evidence) & set(other.position.evidence))


def _same_thing(one: PositionRow, other: PositionRow) -> bool:
    """Whether both name the same object; two sides that say "its troops" mean two."""
    phrases = [row.position.issue_phrase for row in (one, other)]
    named = all(phrase and not _owned() & set(fold(phrase.text).split()) for phrase in phrases)
    return named and is_same_thing(one, other) and may_be_of_one_story(one, other)


@cache
def _common() -> frozenset[Stance]:
    return frozenset(map(Stance, read_table("moves.toml")["sides"]["both"]))


@cache
def _opposed() -> frozenset[tuple[Stance, Stance]]:
    pairs = read_table("moves.toml")["sides"]["apart"]
    return frozenset((Stance(a), Stance(b)) for pair in pairs for a in pair["one"] for b in pair["other"])


@cache
def _owned() -> frozenset[str]:
    return frozenset(read_table("moves.toml")["sides"]["owned"])
