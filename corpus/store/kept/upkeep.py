"""Everything that is kept across articles, brought up to date in the transaction of the article that comes or goes."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, delete, select

from corpus.store.kept import everybody, lineage, rounds, tallies
from corpus.store.kept.tables import KEPT
from corpus.store.tables import articles

_AT_ONCE = 500


def bring_in(connection: Connection, ids: Sequence[str]) -> None:
    """Brings in articles whose rows are all there."""
    tallies.count(connection, ids, 1)
    everybody.change(connection, ids, 1)
    rounds.bring_in(connection, ids)
    lineage.bring_in(connection, ids)


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out articles whose rows are all there still."""
    there = connection.scalars(select(articles.c.id).where(articles.c.id.in_(ids))).all()
    if there:
        tallies.count(connection, there, -1)
        everybody.change(connection, there, -1)
        rounds.take_out(connection, there)
        lineage.take_out(connection, there)


def change_story(connection: Connection, ids: Sequence[str], change: Callable[[], object]) -> None:
    """Puts articles into another story, by `change`, with all that is kept of them."""
    rounds.take_out(connection, ids)
    change()
    rounds.bring_in(connection, ids)


def build(connection: Connection) -> None:
    """Makes everything that is kept anew from the articles."""
    for table in KEPT:
        connection.execute(delete(table))
    for ids in _parts(connection):
        tallies.count(connection, ids, 1)
        rounds.enter(connection, ids)
        lineage.bring_in(connection, ids)
    everybody.build(connection)
    rounds.build(connection)


def _parts(connection: Connection) -> Iterator[Sequence[str]]:
    ids = connection.scalars(select(articles.c.id).order_by(articles.c.id)).all()
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
