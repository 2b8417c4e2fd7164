"""How a party's position on an issue went from report to report: what it is, what it was before, who else says so.

A restatement of a stance is one more source for it; another stance is a move if ``knowledge/moves.toml`` has the pair.
Nothing in here says who gains by it: the words are those of the stances, the order that of the dates.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from corpus.knowledge import read_table
from corpus.knowledge.vocabulary import OTHER
from corpus.linking.people import fold
from corpus.linking.things import (
    are_said_to_one,
    is_first_hand,
    is_of_a_table_issue,
    is_same_thing,
    may_be_said_to_one,
    thing_of,
)
from corpus.models import OUTLOOK, Modality, MoveKind, Position, PositionRow, Record, Stance


class Move(StrEnum):
    """How a stance came about; `APPEARED` has nothing before it in what is known."""

    APPEARED = "appeared"
    FIRMER = "firmer"
    SOFTER = "softer"
    CHANGED = "changed"
    DROPPED = "dropped"


class Stand(Record):
    """One stance for as long as it stood. `rows` are the reports of it, newest first, each of another article."""

    rows: tuple[PositionRow, ...]
    move: Move = Move.APPEARED

    @property
    def newest(self) -> PositionRow:
        return self.rows[0]


class Line(Record):
    """The stands of one party on one matter, newest first: each is what the one before it became."""

    stands: tuple[Stand, ...]

    @property
    def newest(self) -> PositionRow:
        return self.stands[0].newest

    @property
    def rows(self) -> tuple[PositionRow, ...]:
        return tuple(row for stand in self.stands for row in stand.rows)


def trace(rows: Iterable[PositionRow]) -> tuple[Line, ...]:
    """The lines that the positions make, in the order of the newest position of each.

    `rows` may be of many parties and issues and come newest article first, in the order of the text within one. A
    position goes on from an earlier one of its party and issue if it restates or moves it. What has no date, what a
    party merely thinks of things and what the source denies or supposes stand each for themselves.
    """
    matters: dict[tuple[str, str], list[_Thread]] = defaultdict(list)
    alone: list[Line] = []
    kept = tuple(rows)
    for row in _oldest_first(kept):
        if _goes_on(row):
            _put(row, matters[matter(row)])
        else:
            alone.append(Line(stands=(Stand(rows=(row,)),)))
    found = [*alone, *(thread.as_line() for threads in matters.values() for thread in threads)]
    place = {row.key: number for number, row in enumerate(kept)}
    return tuple(sorted(found, key=lambda line: place[line.newest.key]))


def matter(row: PositionRow) -> tuple[str, str]:
    """Whose position it is, and on what: the issue, or where the table has none the words of the object."""
    position = row.position
    phrase = fold(position.issue_phrase.text) if position.issue_phrase else ""
    own = position.issue if position.issue != OTHER else f"{OTHER}:{phrase or position.id + row.source.id}"
    return row.party_id or fold(position.party_name), own


def day_of(row: PositionRow) -> date | None:
    """The day of a position: when it was said, else when it was printed; None for what is only recalled without one."""
    return row.position.said_on or (None if row.position.background else row.source.published)


def move_between(before: Position, after: Position) -> Move | None:
    """Which move leads from one position to another on the same matter; None for none that the table knows."""
    if before.stance in _taken_back() and takes_back(after):
        return Move.DROPPED
    return _steps().get((before.stance, after.stance))


def takes_back(position: Position) -> bool:
    """Whether the source tells that something is dropped that stood before, whatever the stance is called."""
    return position.told_move is not None and position.told_move.kind is MoveKind.DROPPED


def told_move(row: PositionRow) -> Move | None:
    """The move that the source itself tells ("dropped its demand"), first hand; None where it tells of none.

    What is still to come has not moved anything yet: "will show its plan for the first time".
    """
    told = row.position.told_move
    made = is_first_hand(row) and row.position.modality is Modality.ASSERTED
    return Move(told.kind.value) if told is not None and made else None


def move_label(move: Move) -> str:
    """The word for a move as readers see it; "new" for what only appeared."""
    return "new" if move is Move.APPEARED else str(read_table("moves.toml")["move"][move.value]["label"])


# --- one more position ------------------------------------------------------------------------------------------------


@dataclass
class _Thread:
    """A line while it grows, oldest first; `articles` are those that its last stand rests on."""

    stands: list[tuple[Move, list[PositionRow]]]
    articles: set[str]

    @property
    def head(self) -> PositionRow:
        return self.stands[-1][1][-1]

    def as_line(self) -> Line:
        return Line(stands=tuple(Stand(rows=tuple(rows[::-1]), move=move) for move, rows in reversed(self.stands)))


def _oldest_first(rows: Sequence[PositionRow]) -> list[PositionRow]:
    """Articles keep the order of the text; those of one day keep the order in which they came."""
    return sorted(rows, key=lambda row: (day_of(row) or date.max, row.source.published or date.max))


def _goes_on(row: PositionRow) -> bool:
    """Whether the position can restate or move another, or be restated or moved."""
    supposed = row.position.modality in (Modality.NEGATED, Modality.HYPOTHETICAL)
    return day_of(row) is not None and row.position.stance not in OUTLOOK and not supposed


def _put(row: PositionRow, threads: list[_Thread]) -> None:
    """Where the position belongs: to a line of its stance, else to the newest that it moves, else to none yet.

    Two positions of one article are two: it tells of each for itself.
    """
    others = [thread for thread in threads if row.source.id not in thread.articles]
    same = [thread for thread in others if _restates(row, thread)]
    moved = [thread for thread in others if _moves(row, thread)]
    if same:
        thread = max(same, key=lambda one: len(thing_of(one.head) & thing_of(row)))
        thread.stands[-1][1].append(row)
        thread.articles.add(row.source.id)
    elif moved:
        thread = max(moved, key=lambda one: day_of(one.head) or date.min)
        thread.stands.append((_moves(row, thread) or Move.CHANGED, [row]))
        thread.articles = {row.source.id}
    else:
        threads.append(_Thread([(Move.APPEARED, [row])], {row.source.id}))


def _restates(row: PositionRow, thread: _Thread) -> bool:
    before, after = thread.head.position, row.position
    same = before.stance is after.stance and move_between(before, after) is None
    return same and is_same_thing(thread.head, row) and may_be_said_to_one(thread.head, row)


def _moves(row: PositionRow, thread: _Thread) -> Move | None:
    """Which move leads on to this position; None where the sources do not make it certain.

    Both are first hand and about the same thing, between the same parties, on an issue that is a matter of its own.
    Two reports of one day tell of no move: which of them came first is not known.
    """
    head = thread.head
    later = (day_of(row) or date.min) > (day_of(head) or date.max)
    certain = is_of_a_table_issue(row) and is_first_hand(head) and is_first_hand(row)
    same = later and certain and is_same_thing(head, row) and are_said_to_one(head, row)
    return move_between(head.position, row.position) if same else None


# --- the table --------------------------------------------------------------------------------------------------------


@cache
def _steps() -> Mapping[tuple[Stance, Stance], Move]:
    return {
        (Stance(before), Stance(after)): Move(name)
        for name, row in read_table("moves.toml")["move"].items()
        for step in row["steps"]
        for before in step["from"]
        for after in step["to"]
    }


@cache
def _taken_back() -> frozenset[Stance]:
    return frozenset(map(Stance, read_table("moves.toml")["move"]["dropped"]["from"]))
