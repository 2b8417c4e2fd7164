"""In which articles a person appears, newest first."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from corpus.store.dialects.numbers import insert_rows
from corpus.store.kept.among import parts
from corpus.store.kept.order import place_of
from corpus.store.kept.tables import appearances
from corpus.store.tables import articles, people


def bring_in(connection: Connection, ids: Sequence[str]) -> None:
    """Brings in the people of these articles, whose rows are there."""
    joined = people.join(articles, articles.c.id == people.c.article_id)
    query = select(people.c.bearer, people.c.n, articles.c.published).select_from(joined)
    rows = [
        {"bearer": row.bearer, "recent": place_of(row.published, row.n), "person": row.n}
        for row in connection.execute(query.where(articles.c.id.in_(ids)))
    ]
    insert_rows(connection, appearances, rows)


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out the people of these articles, whose rows are there still."""
    numbers = connection.scalars(select(people.c.n).where(people.c.article_id.in_(ids))).all()
    for some in parts(numbers):
        connection.execute(delete(appearances).where(appearances.c.person.in_(some)))


def newest(connection: Connection, bearers: Sequence[str], most: int) -> list[int]:
    """The rows of people who have one of these keys, those of the newest articles."""
    found = set[tuple[str, int]]()
    for bearer in bearers:
        query = select(appearances.c.recent, appearances.c.person).where(appearances.c.bearer == bearer)
        found |= {(row.recent, row.person) for row in connection.execute(query.order_by("recent").limit(most))}
    return [number for _, number in sorted(found)[:most]]
