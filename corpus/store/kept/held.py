"""Lines of positions as answers look for them: of whom, on what, when; the weightiest, the newest, the oldest first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, tuple_

from corpus.linking.contrary import Word
from corpus.linking.moves import Line, Move, Stand, day_of
from corpus.models import EventRow, PositionFilter, PositionRow, Stance
from corpus.store.from_rows import bare_position_row, event_row, position_row
from corpus.store.kept.order import number_of
from corpus.store.kept.tables import UNDATED, deeds, headings, lines, stands, strands
from corpus.store.queries import (
    narrowed,
    select_events_numbered,
    select_positions_in,
    select_positions_numbered,
    storable,
)
from corpus.store.tables import articles, positions

MOST_COUNTED = 500
"""Positions of which it is counted in how many articles they stand."""

_MOST_HEADINGS = 5000
"""More than anybody leafs through."""


class Held(NamedTuple):
    """Which lines: those with a position that the filter lets through; only, or none of, the leftovers; or both.

    `heading` narrows them to one of `by_issue`.
    """

    where: PositionFilter
    leftover: bool | None = None
    heading: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether parties and issues are all that the filter tells apart."""
        return self.where == PositionFilter(party_ids=self.where.party_ids, issues=self.where.issues)

    def of(self, party_id: str) -> "Held":
        """The same of one party."""
        return self._replace(where=self.where.model_copy(update={"party_ids": (party_id,)}))


class Group(NamedTuple):
    """How many lines stand under a heading: an issue or the words of an object, or a party's id."""

    heading: str
    lines: int


class Kind(NamedTuple):
    """How many lines a party has that are leftovers, or that are none, and what the first of them weighs."""

    party_id: str
    leftover: bool
    lines: int
    weight: str


class Head(NamedTuple):
    """The number of a line, and its newest position, without its quotes and the events that speak against it."""

    line: int
    row: PositionRow


class Placed(NamedTuple):
    """A stand, and the day on which it was first told."""

    day: str
    line: int
    stand: int


class Step(NamedTuple):
    """A stance for as long as it stood, and the one that it moved on from; None where no step is certain."""

    now: Stand
    before: Stand | None


def groups(connection: Connection, wanted: Held, by: str) -> list[Group]:
    """Under what the lines stand, by the name of a column, whose weightiest weighs most first."""
    table, number = _counted(wanted)
    key = table.c[by]
    query = select(key, number).where(*_conditions(table, wanted)).group_by(key)
    rows = connection.execute(query.order_by(func.min(table.c.weight), key).limit(_MOST_HEADINGS))
    return [Group(heading, int(count)) for heading, count in rows]


def kinds(connection: Connection, wanted: Held) -> list[Kind]:
    """The lines of each party, leftovers and others apart: all that is counted of some parties, looked through once."""
    table, number = _counted(wanted)
    key = (table.c.party_id, table.c.leftover)
    query = select(*key, number, func.min(table.c.weight)).where(*_conditions(table, wanted)).group_by(*key)
    return [Kind(party, leftover, int(count), weight) for party, leftover, count, weight in connection.execute(query)]


def _counted(wanted: Held) -> tuple[Table, ColumnElement[int]]:
    """Where lines are counted, and how."""
    return (headings, func.sum(headings.c.lines)) if wanted.is_plain else (lines, func.count())


def articles_of(connection: Connection, wanted: Held) -> list[str]:
    """The article of each position, as far as they are counted."""
    joined = lines.join(strands, strands.c.line == lines.c.line)
    joined = joined.join(positions, positions.c.n == strands.c.position)
    joined = joined.join(articles, articles.c.id == positions.c.article_id)
    query = select(positions.c.article_id).select_from(joined)
    found = query.where(*_conditions(lines, wanted), *narrowed(wanted.where)).limit(MOST_COUNTED + 1)
    return list(connection.scalars(found))


def firsts(connection: Connection, wanted: Sequence[Held], most: int) -> list[list[Line]]:
    """The weightiest of each; all are narrowed to the same days and words."""
    chosen = [_weightiest(connection, one, most) for one in wanted]
    where = wanted[0].where if wanted else PositionFilter()
    told = read_stands(connection, [number for numbers in chosen for number in numbers], where)
    return [[as_line(told[number]) for number in numbers if number in told] for numbers in chosen]


def heads(connection: Connection, wanted: Held, most: int) -> list[Head]:
    """A position that the filter does not let through is left out, though its line has others that it does."""
    found = [row for one in _apart(wanted) for row in _ordered(connection, one, lines.c.recent, most)]
    order = {number_of(recent): (at, line) for at, (recent, line) in enumerate(sorted(map(tuple, found))[:most])}
    rows = connection.execute(select_positions_numbered(order, wanted.where)).all()
    return [Head(order[row.n][1], bare_position_row(row)) for row in sorted(rows, key=lambda row: order[row.n])]


def read_lines(connection: Connection, numbers: Sequence[int], where: PositionFilter) -> dict[int, Line]:
    """The lines with these numbers; one of which the filter lets no position through is left out."""
    return {line: as_line(told) for line, told in read_stands(connection, numbers, where).items()}


def count_stands(connection: Connection, wanted: Held, *, dated: bool = False) -> int:
    """How many stands the lines have; those only of which a day is known, if they are to be `dated`."""
    queries = (select(func.count()).select_from(one.subquery()) for one in _streams(wanted, dated=dated))
    return sum(connection.scalar(query) or 0 for query in queries)


def placed(connection: Connection, wanted: Held, most: int, *, dated: bool = False) -> list[Placed]:
    """The first of the stands, oldest first."""
    order = (stands.c.day, stands.c.line, stands.c.stand)
    queries = (one.order_by(*order).limit(most) for one in _streams(wanted, dated=dated))
    return sorted(Placed(*row) for query in queries for row in connection.execute(query))[:most]


def read_steps(connection: Connection, wanted: Held, places: Sequence[Placed]) -> list[Step]:
    """The stands at these places; one of which the filter lets no position through is left out."""
    told = read_stands(connection, {one.line for one in places}, wanted.where)
    there = ((told.get(one.line, {}), one.stand) for one in places)
    return [Step(each[at], each.get(at - 1)) for each, at in there if at in each]


def done(connection: Connection, word: Word) -> list[EventRow]:
    """What was done against a word in the days in which that counts."""
    own = (deeds.c.party_id == word.party_id, deeds.c.target_id == word.target_id)
    days = deeds.c.day.between(word.first.toordinal(), word.last.toordinal())
    return list(map(event_row, connection.execute(select_events_numbered(select(deeds.c.event).where(*own, days)))))


def things(connection: Connection, party_id: str, stance: Stance, until: str) -> list[frozenset[str]]:
    had = (strands.c.party_id == party_id, strands.c.stance == stance, strands.c.day <= until)
    return [frozenset(thing.split()) for thing in connection.scalars(select(strands.c.thing).where(*had).distinct())]


# --- which lines ------------------------------------------------------------------------------------------------------


def _conditions(table: Any, wanted: Held) -> Iterator[ColumnElement[bool]]:
    where = wanted.where
    yield from _one_of(table.c.party_id, where.party_ids)
    yield from _one_of(table.c.issue, where.issues)
    if wanted.leftover is not None:
        yield table.c.leftover == wanted.leftover
    if wanted.heading is not None:
        yield table.c.heading == storable(wanted.heading)
    if where.since:
        yield table.c.last >= where.since.toordinal()
    if where.until:
        yield table.c.first <= where.until.toordinal()
    if where.words or (where.since and where.until) or where.article_id or where.article_ids:
        yield table.c.line.in_(_having(where))


def _having(where: PositionFilter, *more: ColumnElement[int]) -> Select[Any]:
    """The lines of positions that a filter lets through, with `more` of each position."""
    joined = strands.join(positions, positions.c.n == strands.c.position)
    joined = joined.join(articles, articles.c.id == positions.c.article_id)
    own = [*_one_of(positions.c.party_id, where.party_ids), *_one_of(positions.c.issue, where.issues)]
    return select(strands.c.line, *more).select_from(joined).where(*own, *narrowed(where))


def _one_of(column: ColumnElement[str], values: Sequence[str]) -> list[ColumnElement[bool]]:
    """An equation where there is one value, for then an index gives the rest in its order."""
    known = [storable(value) for value in values]
    return [column == known[0]] if len(known) == 1 else [column.in_(known)] if known else []


def _apart(wanted: Held) -> list[Held]:
    """The same for one party and one kind at a time, each of which an index has in its order."""
    parties = wanted.where.party_ids
    wheres = [wanted.where.model_copy(update={"party_ids": (one,)}) for one in parties] or [wanted.where]
    kinds = (False, True) if wanted.leftover is None else (wanted.leftover,)
    return [wanted._replace(where=where, leftover=kind) for where in wheres for kind in kinds]


def _weightiest(connection: Connection, wanted: Held, most: int) -> list[int]:
    found = [row for one in _apart(wanted) for row in _ordered(connection, one, lines.c.weight, most)]
    return [row.line for row in sorted(found)[:most]]


def _ordered(connection: Connection, wanted: Held, order: ColumnElement[str], most: int) -> Sequence[Any]:
    query = select(order, lines.c.line).where(*_conditions(lines, wanted))
    return connection.execute(query.order_by(order).limit(most)).all()


def _streams(wanted: Held, *, dated: bool) -> list[Select[Any]]:
    """The stands of each party and issue, leftovers or not, each of which an index has in its order."""
    among = tuple_(stands.c.line, stands.c.stand)
    more = [] if wanted.is_plain else [among.in_(_having(wanted.where, strands.c.stand))]
    found = []
    for one, issue in product(_apart(wanted), wanted.where.issues or ("",)):
        own = [*_one_of(stands.c.party_id, one.where.party_ids), stands.c.leftover == one.leftover]
        own += [stands.c.issue == storable(issue)] if issue else []
        own += [stands.c.day < UNDATED] if dated else []
        found.append(select(stands.c.day, stands.c.line, stands.c.stand).where(*own, *more))
    return found


# --- lines and stands as records --------------------------------------------------------------------------------------

_Ordered = tuple[tuple[date, date, int], PositionRow]


def read_stands(connection: Connection, numbers: Collection[int], where: PositionFilter) -> dict[int, dict[int, Stand]]:
    """The stands of lines by their numbers, each with the positions that the filter lets through, newest first."""
    found: dict[int, dict[int, list[_Ordered]]] = {}
    for row in connection.execute(select_positions_in(numbers, where)):
        one = position_row(row)
        order = (day_of(one) or date.max, one.source.published or date.max, row.n)
        found.setdefault(row.line, {}).setdefault(row.stand, []).append((order, one))
    query = select(stands.c.line, stands.c.stand, stands.c.move).where(stands.c.line.in_(list(numbers)))
    moves = {(row.line, row.stand): Move(row.move) for row in connection.execute(query)}
    return {line: {at: _stand(told, moves[line, at]) for at, told in each.items()} for line, each in found.items()}


def as_line(told: Mapping[int, Stand]) -> Line:
    return Line(stands=tuple(told[at] for at in sorted(told, reverse=True)))


def _stand(told: list[_Ordered], move: Move) -> Stand:
    newest_first = sorted(told, key=lambda one: one[0], reverse=True)
    return Stand(rows=tuple(row for _, row in newest_first), move=move)
