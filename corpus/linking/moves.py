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
from typing import NamedTuple

from corpus.knowledge import read_table
from corpus.knowledge.vocabulary import OTHER
from corpus.linking.people import fold
from corpus.linking.tellings import words_told
from corpus.linking.things import is_first_hand, is_of_a_table_issue, thing_of
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


class Report(NamedTuple):
    """A position as far as it takes to tell which ones go on from it; `number` is what the caller knows it by.

    `article` is the same for no two articles, and orders those of one day; `thing` the words that tell its object, and
    `words` its `tellings.words_told`.
    """

    number: int
    article: str
    day: date
    printed: date
    stance: Stance
    drops: bool
    thing: frozenset[str]
    addressee: str | None
    story: str | None
    first_hand: bool
    on_table: bool
    words: str


Thread = Sequence[tuple[Move, Sequence[Report]]]
"""The stands of a line, oldest first, and the reports of each, oldest first."""


def trace(rows: Iterable[PositionRow]) -> tuple[Line, ...]:
    """The lines that the positions make, in the order of the newest position of each.

    `rows` may be of many parties and issues and come newest article first, in the order of the text within one. A
    position goes on from an earlier one of its party and issue if it restates or moves it. What has no date, what a
    party merely thinks of things and what the source denies or supposes stand each for themselves.
    """
    kept = tuple(rows)
    matters: dict[tuple[str, str], list[Report]] = defaultdict(list)
    alone: list[Line] = []
    for number, row in enumerate(kept):
        if told := report_of(row, number):
            matters[matter(row)].append(told)
        else:
            alone.append(Line(stands=(Stand(rows=(row,)),)))
    threads = (thread for reports in matters.values() for thread in threads_of(reports))
    found = [*alone, *(_as_line(thread, kept) for thread in threads)]
    place = {row.key: number for number, row in enumerate(kept)}
    return tuple(sorted(found, key=lambda line: place[line.newest.key]))


def report_of(row: PositionRow, number: int) -> Report | None:
    """The report of a position that can restate or move another; None for one that stands for itself."""
    position, day = row.position, day_of(row)
    supposed = position.modality in (Modality.NEGATED, Modality.HYPOTHETICAL)
    if day is None or position.stance in OUTLOOK or supposed:
        return None
    return Report(
        number=number,
        article=row.source.id,
        day=day,
        printed=row.source.published or date.max,
        stance=position.stance,
        drops=takes_back(position),
        thing=thing_of(row),
        addressee=position.addressee_id,
        story=row.story,
        first_hand=is_first_hand(row),
        on_table=is_of_a_table_issue(row),
        words=words_told(position.evidence),
    )


def threads_of(reports: Iterable[Report]) -> list[Thread]:
    """How reports of one matter go on from each other; those of one day stay in the order of their numbers."""
    threads: list[_Thread] = []
    for one in sorted(reports, key=order_of):
        _put(one, threads)
    return [thread.stands for thread in threads]


def order_of(one: Report) -> tuple[date, date, int]:
    """Oldest first."""
    return one.day, one.printed, one.number


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
    return _step(before.stance, after.stance, drops=takes_back(after))


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

    stands: list[tuple[Move, list[Report]]]
    articles: set[str]

    @property
    def head(self) -> Report:
        return self.stands[-1][1][-1]


def _as_line(thread: Thread, rows: Sequence[PositionRow]) -> Line:
    """Newest first."""
    told = ((move, tuple(rows[one.number] for one in reversed(reports))) for move, reports in reversed(thread))
    return Line(stands=tuple(Stand(rows=these, move=move) for move, these in told))


def _put(one: Report, threads: list[_Thread]) -> None:
    """Where the position belongs: to a line of its stance, else to the newest that it moves, else to none yet.

    Two positions of one article are two: it tells of each for itself.
    """
    others = [thread for thread in threads if _is_near(thread.head, one) and one.article not in thread.articles]
    same = [thread for thread in others if _restates(one, thread.head)]
    moved = [thread for thread in others if _moves(one, thread.head)]
    if same:
        thread = max(same, key=lambda each: len(each.head.thing & one.thing))
        thread.stands[-1][1].append(one)
        thread.articles.add(one.article)
    elif moved:
        thread = max(moved, key=lambda each: each.head.day)
        thread.stands.append((_moves(one, thread.head) or Move.CHANGED, [one]))
        thread.articles = {one.article}
    else:
        threads.append(_Thread([(Move.APPEARED, [one])], {one.article}))


def _is_near(head: Report, one: Report) -> bool:
    """Whether they are on the same thing, and nothing tells that they are said to two parties or in two stories."""
    known = head.thing and one.thing and (head.thing <= one.thing or one.thing <= head.thing)
    of_one_story = head.story is None or one.story is None or head.story == one.story
    to_one = head.addressee is None or one.addressee is None or head.addressee == one.addressee
    return bool(known) and of_one_story and to_one


def _restates(one: Report, head: Report) -> bool:
    return head.stance is one.stance and _step(head.stance, one.stance, drops=one.drops) is None


def _moves(one: Report, head: Report) -> Move | None:
    """Which move leads on to this position; None where the sources do not make it certain.

    Both are first hand and about the same thing, between the same parties, on an issue that is a matter of its own.
    Two reports of one day tell of no move: which of them came first is not known.
    """
    to_one = head.addressee is not None and head.addressee == one.addressee
    of_one_story = head.article == one.article or (head.story is not None and head.story == one.story)
    certain = one.day > head.day and one.on_table and head.first_hand and one.first_hand
    return _step(head.stance, one.stance, drops=one.drops) if certain and (to_one or of_one_story) else None


# --- the table --------------------------------------------------------------------------------------------------------


def _step(before: Stance, after: Stance, *, drops: bool) -> Move | None:
    return Move.DROPPED if drops and before in _taken_back() else _steps().get((before, after))


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
