"""The order in which articles came: an article gets its number once, however often it is read again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from corpus.keepings import Arrival, Recent
from corpus.models import QuoteKind
from corpus.store.dialects.numbers import insert_rows
from corpus.store.from_rows import article_source, source_columns
from corpus.store.kept.among import among
from corpus.store.tables import arrivals, articles, positions, quotes, talks


def number_articles(connection: Connection, ids: Sequence[str]) -> None:
    """Gives those of the articles the next numbers, in their order, that never had one."""
    known = {row.article_id for row in among(connection, select(arrivals.c.article_id), arrivals.c.article_id, ids)}
    insert_rows(connection, arrivals, [{"article_id": one} for one in dict.fromkeys(ids) if one not in known])


def read_arrivals(connection: Connection, after: int) -> tuple[Arrival, ...]:
    query = select(arrivals.c.number, arrivals.c.article_id).where(arrivals.c.number > after)
    rows = connection.execute(query.order_by(arrivals.c.number))
    return tuple(Arrival(number=row.number, article_id=row.article_id) for row in rows)


def latest_number(connection: Connection) -> int:
    return connection.scalar(select(func.max(arrivals.c.number))) or 0


def read_recent(connection: Connection, limit: int) -> tuple[Recent, ...]:
    """The articles that came last and are still there."""
    return tuple(map(_recent, connection.execute(_select_recent(limit))))


def _select_recent(limit: int) -> "Select[*tuple[Any, ...]]":
    spoken = quotes.c.kind != QuoteKind.INDIRECT
    counts = (
        select(func.count()).where(quotes.c.article_id == articles.c.id, spoken).scalar_subquery().label("quotes"),
        select(func.count()).where(positions.c.article_id == articles.c.id).scalar_subquery().label("positions"),
        select(func.count()).where(talks.c.article_id == articles.c.id).scalar_subquery().label("talks"),
    )
    came = articles.join(arrivals, arrivals.c.article_id == articles.c.id)
    return select(*source_columns(), *counts).select_from(came).order_by(arrivals.c.number.desc()).limit(limit)


def _recent(row: "Row[*tuple[Any, ...]]") -> Recent:
    return Recent(source=article_source(row), quotes=row.quotes, positions=row.positions, talks=row.talks)
