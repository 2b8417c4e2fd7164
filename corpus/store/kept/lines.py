"""How positions go on from each other, worked out again among those that one more position, or one less, can change."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from corpus.linking.moves import Move, Report, Thread, threads_of
from corpus.linking.tellings import tellings
from corpus.models import Event
from corpus.store.dialects.numbers import add_up, insert_rows
from corpus.store.dialects.pairs import among_pairs
from corpus.store.from_rows import bare_position_row
from corpus.store.kept.among import among, parts
from corpus.store.kept.order import place_of
from corpus.store.kept.strands import Strand, issue_under, matter_of, row_of, strand_again, strand_of
from corpus.store.kept.tables import NO_DAY, deeds, headings, lines, stands, strands
from corpus.store.queries import select_positions_of
from corpus.store.tables import events, positions

_MATTERS = 100
"""How many are gathered at once."""


Heading = tuple[str, bool, str]
"""A party's id, whether it is for leftovers, and an issue or, where the table has none, the words of the object."""


def bring_in(connection: Connection, ids: Sequence[str]) -> None:
    """Brings in the positions of these articles, and what they report as done."""
    told = enter(connection, ids)
    more = Counter((one.party_id, one.leftover, one.heading) for _, one in told.values() if not one.report)
    near = {(own, strand.report.story or "") for own, strand in told.values() if strand.report}
    more.update(_thread(connection, near))
    _count(connection, more)


def enter(connection: Connection, ids: Sequence[str]) -> dict[int, tuple[str, Strand]]:
    """Writes down the positions and deeds of these articles, those that go on from others in no line yet.

    What stands for itself is a line, which is not counted yet.
    """
    told = {}
    for row in connection.execute(select_positions_of(ids)).all():
        one = bare_position_row(row)
        told[row.n] = matter_of(one), strand_of(one, row.n)
    insert_rows(connection, strands, [row_of(number, own, strand) for number, (own, strand) in told.items()])
    alone = {number: strand for number, (_, strand) in told.items() if not strand.report}
    _write(connection, [_alone(number, strand) for number, strand in alone.items()])
    _enter_deeds(connection, ids)
    return told


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out the positions of these articles, whose rows are there still."""
    own = select(positions.c.n).where(positions.c.article_id.in_(ids))
    gone = connection.execute(select(strands).where(strands.c.position.in_(own))).all()
    done = select(events.c.n).where(events.c.article_id.in_(ids))
    connection.execute(delete(deeds).where(deeds.c.event.in_(done)))
    connection.execute(delete(strands).where(strands.c.position.in_([row.position for row in gone])))
    more = Counter[Heading]()
    more.subtract(_drop(connection, {row.line for row in gone}))
    more.update(_thread(connection, {(row.matter, row.story) for row in gone if row.matter}))
    _count(connection, more)


def build(connection: Connection) -> None:
    """Places all positions that have been written down."""
    every = connection.scalars(select(strands.c.matter).where(strands.c.matter != "").distinct()).all()
    for some in parts(every, _MATTERS):
        rows = connection.execute(select(strands).where(strands.c.matter.in_(some))).all()
        threads, told = _threads(rows)
        _move(connection, threads)
        _write(connection, [_made(thread, told) for thread in threads])
    connection.execute(delete(headings))
    connection.execute(insert(headings).from_select(_HEADING, _counted()))


def _enter_deeds(connection: Connection, ids: Sequence[str]) -> None:
    query = select(events.c.n, events.c.party_id, events.c.record).where(
        events.c.article_id.in_(ids), events.c.party_id.is_not(None)
    )
    rows = [
        {"event": row.n, "party_id": row.party_id, "target_id": one.target_id, "day": one.happened_on.toordinal()}
        for row in connection.execute(query)
        if (one := Event.model_validate_json(row.record)).target_id and one.happened_on
    ]
    insert_rows(connection, deeds, rows)


# --- which line -------------------------------------------------------------------------------------------------------


class Made(NamedTuple):
    """A line as rows."""

    line: dict[str, Any]
    stands: list[dict[str, Any]]


def _thread(connection: Connection, wanted: Collection[tuple[str, str]]) -> Counter[Heading]:
    """Works out anew how the positions on matters go on from each other, as far as those of some stories change it.

    Gives back how many lines more there are under what has changed; 0 where one is in the place of another.
    """
    rows = _can_meet(connection, wanted)
    threads, told = _threads(rows)
    before = {row.position: (row.line, row.stand) for row in rows}
    own = {_number(thread) for thread in threads}
    known = {
        line for some in parts(own) for line in connection.scalars(select(lines.c.line).where(lines.c.line.in_(some)))
    }
    # A line that lost a position at its end has none that moved.
    changed = [
        thread
        for thread in threads
        if _number(thread) not in known or any(before[n] != place for n, place in _places(thread))
    ]
    _move(connection, changed)
    made = [_made(thread, told) for thread in changed]
    more = Counter(_under(one.line) for one in made)
    more.subtract(
        _drop(connection, {before[n][0] for thread in changed for n, _ in _places(thread)} | {*map(_number, changed)})
    )
    _write(connection, made)
    return more


def _can_meet(connection: Connection, wanted: Collection[tuple[str, str]]) -> Sequence[Any]:
    """The positions on these matters that can be of one line with those of the stories: those of none can with all."""
    matters = sorted({own for own, _ in wanted})
    loose = select(strands.c.matter).where(strands.c.matter.in_(matters), strands.c.story == "").distinct()
    mixed = {*(connection.scalars(loose) if matters else ()), *(own for own, story in wanted if not story)}
    closed = {(own, story) for own, story in wanted if own not in mixed}
    whole = among(connection, select(strands), strands.c.matter, mixed)
    return [*whole, *among_pairs(connection, select(strands), strands.c.matter, strands.c.story, closed)]


def _threads(rows: Sequence[Any]) -> tuple[list[Thread], dict[int, Strand]]:
    """The threads of positions on some matters, and what is known of each position."""
    told = {row.position: strand_again(row.position, row.told) for row in rows}
    by_matter: dict[str, list[Any]] = {}
    for row in rows:
        by_matter.setdefault(row.matter, []).append(row)
    found = list[Thread]()
    for each in by_matter.values():
        apart: dict[str, list[Report]] = {}
        mixed = any(not row.story for row in each)
        for row in each:
            if report := told[row.position].report:
                apart.setdefault("" if mixed else row.story, []).append(report)
        found += [thread for reports in apart.values() for thread in threads_of(reports)]
    return found, told


def _places(thread: Thread) -> Iterator[tuple[int, tuple[int, int]]]:
    """In which line and stand each position of a thread is."""
    for at, (_, reports) in enumerate(thread):
        for one in reports:
            yield one.number, (_number(thread), at)


def _number(thread: Thread) -> int:
    return thread[0][1][0].number


def _move(connection: Connection, threads: Iterable[Thread]) -> None:
    rows = [
        {"which": number, "to": line, "at": stand} for thread in threads for number, (line, stand) in _places(thread)
    ]
    if rows:
        placed = update(strands).where(strands.c.position == bindparam("which"))
        connection.execute(placed.values(line=bindparam("to"), stand=bindparam("at")), rows)


# --- a line as rows ---------------------------------------------------------------------------------------------------

_HEADING = ("party_id", "leftover", "heading", "issue", "lines", "weight")


def _alone(number: int, strand: Strand) -> Made:
    """The line of what stands for itself."""
    stand = _stand(number, 0, Move.APPEARED, strand, [strand])
    return Made(_line(number, [strand], strand.weight), [stand])


def _made(thread: Thread, told: Mapping[int, Strand]) -> Made:
    every = [told[one.number] for _, reports in thread for one in reports]
    newest = thread[-1][1]
    head, again = told[newest[-1].number], tellings((one.article, one.words) for one in newest) > 1
    number = _number(thread)
    stood = [
        _stand(number, at, move, head, [told[one.number] for one in reports])
        for at, (move, reports) in enumerate(thread)
    ]
    return Made(_line(number, every, head.again if again else head.weight), stood)


def _line(number: int, told: Sequence[Strand], weight: str) -> dict[str, Any]:
    head = told[-1]
    printed = date.fromordinal(head.printed) if head.printed else None
    recent = place_of(printed, head.report.number if head.report else number)
    days = [one.printed for one in told if one.printed]
    return {
        "line": number,
        "party_id": head.party_id,
        "issue": head.issue,
        "heading": head.heading,
        "leftover": head.leftover,
        "weight": weight + recent,
        "recent": recent,
        "first": min(days, default=NO_DAY),
        "last": max(days, default=0),
    }


def _stand(number: int, at: int, move: Move, head: Strand, told: Iterable[Strand]) -> dict[str, Any]:
    return {
        "line": number,
        "stand": at,
        "party_id": head.party_id,
        "issue": head.issue,
        "leftover": head.leftover,
        "move": move.value,
        "day": min(one.day for one in told),
    }


def _write(connection: Connection, made: Sequence[Made]) -> None:
    insert_rows(connection, lines, [one.line for one in made])
    insert_rows(connection, stands, [stand for one in made for stand in one.stands])


def _drop(connection: Connection, which: Collection[int]) -> Counter[Heading]:
    """Drops lines; gives back how many stood under what."""
    under = Counter[Heading]()
    for some in parts(which):
        query = select(lines.c.party_id, lines.c.leftover, lines.c.heading).where(lines.c.line.in_(some))
        under.update(map(tuple, connection.execute(query)))
        connection.execute(delete(lines).where(lines.c.line.in_(some)))
        connection.execute(delete(stands).where(stands.c.line.in_(some)))
    return under


def _under(line: Mapping[str, Any]) -> Heading:
    return line["party_id"], line["leftover"], line["heading"]


def _count(connection: Connection, more: Mapping[Heading, int]) -> None:
    """Counts so many lines more under headings, and looks up what weighs most under each by now."""
    if not more:
        return
    keys = sorted(more)
    rows = [
        {"party_id": party, "leftover": leftover, "heading": heading, "issue": issue_under(heading), "weight": ""}
        for party, leftover, heading in keys
    ]
    add_up(connection, headings, [row | {"lines": more[key]} for key, row in zip(keys, rows, strict=True)], ("lines",))
    own = [{"whose": party, "rest": leftover, "under": heading} for party, leftover, heading in keys]
    key = (("party_id", "whose"), ("leftover", "rest"), ("heading", "under"))
    mine, theirs = ([table.c[name] == bindparam(value) for name, value in key] for table in (headings, lines))
    connection.execute(delete(headings).where(*mine, headings.c.lines == 0), own)
    first = select(lines.c.weight).where(*theirs).order_by(lines.c.weight).limit(1).scalar_subquery()
    connection.execute(update(headings).where(*mine).values(weight=first), own)


def _counted() -> Select[Any]:
    key = (lines.c.party_id, lines.c.leftover, lines.c.heading)
    return select(*key, func.min(lines.c.issue), func.count(), func.min(lines.c.weight)).group_by(*key)
