"""How much there is of everybody, and the corpus in numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from sqlalchemy import Connection, delete, func, select

from corpus.models import Figures
from corpus.store.dialects.numbers import add_up
from corpus.store.kept.sayings import Saying
from corpus.store.kept.spoken import Spoken
from corpus.store.kept.tables import ALL, bearers, entities, party_names, rounds, tallies
from corpus.store.tables import articles, positions

COUNTED = ("quotes", "positions", "articles", "sayings")


def count(
    connection: Connection, ids: Sequence[str], spoken: Sequence[Spoken], said: Sequence[Saying], sign: int
) -> None:
    """Counts what is found in these articles, whose rows are there: `sign` is 1 for more, -1 for less."""
    counts = Counter(chain(_told(connection, ids), _spoken(spoken), _said(said)))
    keys = {key for key, _ in counts}
    add_up(connection, tallies, [{"key": key} | {each: sign * counts[key, each] for each in COUNTED} for key in keys])
    if sign < 0:
        gone = (tallies.c[each] == 0 for each in COUNTED)
        connection.execute(delete(tallies).where(tallies.c.key.in_(keys), *gone))


def _told(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is counted, one by one: under whose key, and whether it is a quote, a position or an article."""
    yield from ((ALL, "articles") for _ in ids)
    held = select(positions.c.party_id).where(positions.c.article_id.in_(ids))
    for party in connection.scalars(held).all():
        yield from ((party, "positions"), (ALL, "positions"))


def _spoken(spoken: Sequence[Spoken]) -> Iterator[tuple[str, str]]:
    yield from ((key, "quotes") for one in spoken for key in (*one.keys, ALL))


def _said(said: Sequence[Saying]) -> Iterator[tuple[str, str]]:
    yield from ((one.key, "sayings") for one in said)
    yield from ((key, "articles") for key, _ in {(one.key, one.article) for one in said})


def told_of(connection: Connection, limit: int | None = None) -> tuple[str, ...]:
    """The people and parties that have any quotes or positions, those with the most first, then by id."""
    who = func.coalesce(bearers.c.person, tallies.c.key)
    most = func.sum(tallies.c.quotes + tallies.c.positions)
    query = select(who).select_from(tallies.outerjoin(bearers, bearers.c.bearer == tallies.c.key))
    query = query.where(tallies.c.key != ALL).group_by(who).having(most > 0).order_by(most.desc(), who)
    return tuple(connection.scalars(query.limit(limit)))


def count_articles(connection: Connection) -> int:
    return connection.scalar(select(tallies.c.articles).where(tallies.c.key == ALL)) or 0


def read_figures(connection: Connection) -> Figures:
    """The corpus in numbers."""
    told = connection.execute(select(tallies).where(tallies.c.key == ALL)).one_or_none()
    people = select(func.count()).where(entities.c.id.startswith("person:"), entities.c.record.is_not(None))
    parties = select(party_names.c.party_id).distinct().subquery()
    return Figures(
        articles=told.articles if told else 0,
        newest=connection.scalar(select(func.max(articles.c.published))),
        people=connection.scalar(people) or 0,
        parties=connection.scalar(select(func.count()).select_from(parties)) or 0,
        quotes=told.quotes if told else 0,
        positions=told.positions if told else 0,
        talks=connection.scalar(select(func.count()).select_from(rounds)) or 0,
    )
