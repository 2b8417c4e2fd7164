"""Everything that is kept across articles, brought up to date in the transaction of the article that comes or goes."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, delete, select

from corpus.collector import uncollected
from corpus.store.dialects.engines import look_over, roomily
from corpus.store.kept import appearances, everybody, lineage, lines, rounds, sayings, spoken, tallies
from corpus.store.kept.tables import KEPT
from corpus.store.tables import articles

_AT_ONCE = 500


def bring_in(connection: Connection, ids: Sequence[str]) -> None:
    """Brings in articles whose rows are all there."""
    told = spoken.read_spoken(connection, ids)
    said = sayings.sayings_of(told)
    sayings.bring_in(connection, said)
    tallies.count(connection, ids, told, said, 1)
    everybody.change(connection, ids, 1)
    appearances.bring_in(connection, ids)
    rounds.bring_in(connection, ids)
    lineage.bring_in(connection, told)
    lines.bring_in(connection, ids)


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out articles whose rows are all there still."""
    there = connection.scalars(select(articles.c.id).where(articles.c.id.in_(ids))).all()
    if there:
        told = spoken.read_spoken(connection, there)
        said = sayings.sayings_of(told)
        sayings.take_out(connection, said)
        tallies.count(connection, there, told, said, -1)
        everybody.change(connection, there, -1)
        appearances.take_out(connection, there)
        rounds.take_out(connection, there)
        lineage.take_out(connection, told)
        lines.take_out(connection, there)


def change_story(connection: Connection, ids: Sequence[str], change: Callable[[], object]) -> None:
    """Puts articles into another story, by `change`, with all that is kept of them."""
    for part in (rounds, lines):
        part.take_out(connection, ids)
    change()
    for part in (rounds, lines):
        part.bring_in(connection, ids)


def build(connection: Connection) -> None:
    """Makes everything that is kept anew from the articles."""
    with roomily(connection):
        for table in KEPT:
            connection.execute(delete(table))
        for number, ids in enumerate(_parts(connection)):
            with uncollected():
                _enter(connection, ids)
            if number.bit_count() == 1:  # the 2nd, 3rd, 5th, 9th and so on: whenever there is twice as much
                look_over(connection, KEPT)
        lineage.settle(connection)
        everybody.build(connection)
        rounds.build(connection)
        lines.build(connection)


def _enter(connection: Connection, ids: Sequence[str]) -> None:
    told = spoken.read_spoken(connection, ids)
    said = sayings.sayings_of(told)
    sayings.bring_in(connection, said)
    tallies.count(connection, ids, told, said, 1)
    appearances.bring_in(connection, ids)
    rounds.enter(connection, ids)
    lineage.bring_in(connection, told)
    lines.enter(connection, ids)


def _parts(connection: Connection) -> Iterator[Sequence[str]]:
    ids = connection.scalars(select(articles.c.id).order_by(articles.c.id)).all()
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
