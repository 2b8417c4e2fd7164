"""Where parties stand to each other on one issue: agreed, apart, or only known to have spoken."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import combinations, product

from corpus.knowledge import read_table
from corpus.linking.moves import day_of, takes_back
from corpus.linking.people import fold
from corpus.linking.things import are_of_one_story, is_first_hand, is_of_a_table_issue, is_same_thing, thing_of
from corpus.models import OUTLOOK, PositionRow, Stance


class Ground(StrEnum):
    """`SPOKEN` is what is left to say where the sources do not show the parties agreed or apart."""

    AGREED = "agreed"
    APART = "apart"
    SPOKEN = "spoken"
    SILENT = "silent"


Pair = tuple[PositionRow, PositionRow]


def ground(sides: Mapping[str, Iterable[PositionRow]]) -> Ground:
    """How the parties stand on one issue; `sides` has for each what it wants now, () for one of which nothing is known.

    They are agreed if every two of them accepted the same thing without a condition, or one what the other wants, or
    are told to have done so together, and none of them rejects it; they are apart if one rejects what another wants,
    or if both want what excludes each other. What somebody merely thinks of it, what others say of them and what is
    only taken back is passed over.
    """
    told = [tuple(rows) for rows in sides.values()]
    if not all(told):
        return Ground.SILENT
    pairs = list(combinations(map(_terms, told), 2))
    if any(_apart(one, other) for one, other in pairs):
        return Ground.APART
    return Ground.AGREED if all(_agreed(one, other) for one, other in pairs) else Ground.SPOKEN


def apart(one: Iterable[PositionRow], other: Iterable[PositionRow]) -> Pair | None:
    """What of two parties' positions on one issue excludes each other; None where nothing does for certain."""
    return _apart(_terms(one), _terms(other))


def agreed(one: Iterable[PositionRow], other: Iterable[PositionRow]) -> Pair | None:
    """What both parties gave or accepted; None where nothing is, or where one of them rejects something."""
    return _agreed(_terms(one), _terms(other))


def _apart(mine: Sequence[PositionRow], theirs: Sequence[PositionRow]) -> Pair | None:
    pairs = product(mine, theirs)
    return next((pair for pair in pairs if _is_refused(*pair) or _is_refused(*pair[::-1]) or _exclude(*pair)), None)


def _agreed(mine: Sequence[PositionRow], theirs: Sequence[PositionRow]) -> Pair | None:
    pairs = product(filter(_is_given, mine), filter(_is_given, theirs))
    taken = (pair for pair in pairs if any(row.position.stance is Stance.ACCEPT for row in pair))
    found = next((pair for pair in taken if _agree(*pair)), None)
    return None if any(row.position.stance is Stance.REJECT for row in (*mine, *theirs)) else found


def _terms(rows: Iterable[PositionRow]) -> list[PositionRow]:
    """What a party wants by its own words, of what it has said on one thing the newest."""
    known = [row for row in rows if is_of_a_table_issue(row) and is_first_hand(row)]
    told = [row for row in known if row.position.stance not in OUTLOOK]
    return [row for row in told if not takes_back(row.position) and not any(_follows(one, row) for one in told)]


def _follows(one: PositionRow, other: PositionRow) -> bool:
    days = day_of(one), day_of(other)
    return bool(days[0] and days[1] and days[0] > days[1]) and is_same_thing(one, other)


def _is_refused(one: PositionRow, other: PositionRow) -> bool:
    return (one.position.stance, other.position.stance) in _opposed() and _is_same(one, other)


def _exclude(one: PositionRow, other: PositionRow) -> bool:
    """Whether both want of the same thing what cannot be both: that it stays, that it leaves."""
    wanted = {one.position.stance, other.position.stance} <= _wanting() and are_of_one_story(one, other)
    words = [fold(" ".join(span.text for span in row.position.evidence)).split() for row in (one, other)]
    for here, there in _excluding():
        if wanted and any(_excluded(here, there, mine, theirs) for mine, theirs in (words, words[::-1])):
            things = [thing_of(row) - here - there for row in (one, other)]
            return all(things) and (things[0] <= things[1] or things[1] <= things[0])
    return False


def _excluded(here: frozenset[str], there: frozenset[str], mine: list[str], theirs: list[str]) -> bool:
    """Whether one says the one and one the other; of what goes first, only if they name the same thing behind it."""
    if here.isdisjoint(mine) or there.isdisjoint(theirs):
        return False
    order = _of_order() & here
    return not order or _behind(mine, here) == _behind(theirs, there)


def _behind(words: list[str], marks: frozenset[str]) -> tuple[str, ...]:
    at = next(number for number, word in enumerate(words) if word in marks)
    return tuple(word for word in words[at + 1 :] if word not in ("the", "a", "an"))


def _is_given(row: PositionRow) -> bool:
    return row.position.stance in _common() and not row.position.condition


def _agree(one: PositionRow, other: PositionRow) -> bool:
    """Whether both name the same object, or the same words tell of both and of what: "the two sides agreed to …"."""
    shared = set(one.position.evidence) & set(other.position.evidence)
    if one.source.id != other.source.id or not shared:
        return _is_same(one, other)
    phrases = [row.position.issue_phrase for row in (one, other)]
    named = (phrase for phrase in phrases if phrase is not None)
    return not any(phrases) or any(span.start <= phrase.start < span.end for phrase in named for span in shared)


def _is_same(one: PositionRow, other: PositionRow) -> bool:
    """Whether both name the same object; two sides that say "its troops" mean two."""
    phrases = [row.position.issue_phrase for row in (one, other)]
    named = all(phrase and not _owned() & set(fold(phrase.text).split()) for phrase in phrases)
    return named and is_same_thing(one, other) and are_of_one_story(one, other)


@cache
def _common() -> frozenset[Stance]:
    return frozenset(map(Stance, read_table("moves.toml")["sides"]["both"]))


@cache
def _opposed() -> frozenset[tuple[Stance, Stance]]:
    pairs = read_table("moves.toml")["sides"]["apart"]
    return frozenset((Stance(a), Stance(b)) for pair in pairs for a in pair["one"] for b in pair["other"])


@cache
def _wanting() -> frozenset[Stance]:
    return frozenset(map(Stance, read_table("moves.toml")["sides"]["wanting"]))


@cache
def _excluding() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = read_table("moves.toml")["sides"]["excluding"]
    return tuple((frozenset(pair["one"]), frozenset(pair["other"])) for pair in pairs)


@cache
def _of_order() -> frozenset[str]:
    return frozenset(read_table("moves.toml")["sides"]["order"])


@cache
def _owned() -> frozenset[str]:
    return frozenset(read_table("moves.toml")["sides"]["owned"])
