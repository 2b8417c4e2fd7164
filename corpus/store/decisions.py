"""What editors have decided, in the database, and the reading of an article as it stands with all of that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from corpus.keepings import AnyRuling, Decision, PeopleRuling
from corpus.linking.decided import Decided
from corpus.linking.ruled import Standing, as_ruled, in_their_parties
from corpus.models import Article, Extraction
from corpus.store.kept.among import among
from corpus.store.tables import articles, decisions, readings

_Row = Row[Any]
_RULING: TypeAdapter[AnyRuling] = TypeAdapter(AnyRuling)
_STANDS = decisions.c.undone_at.is_(None)
_IS_SHOWN = decisions.c.article_id.in_(select(articles.c.id))


def mended(connection: Connection, told: Sequence[tuple[Article, Extraction]]) -> list[Extraction]:
    """Readings as decided; each itself is kept where that differs, and so is what does not fit it."""
    query = select(decisions).where(_STANDS).order_by(decisions.c.n)
    rulings = read_rulings(connection)
    own = defaultdict[str, list[_Row]](list)
    for row in among(connection, query, decisions.c.article_id, (article.id for article, _ in told)):
        own[row.article_id].append(row)
    return [_mended(connection, article, found, own[article.id], rulings) for article, found in told]


def _mended(
    connection: Connection, article: Article, found: Extraction, rows: Sequence[_Row], rulings: Sequence[AnyRuling]
) -> Extraction:
    if not rows and not rulings:
        return found
    made = as_ruled(article, found, Standing([decision(row) for row in rows], rulings))
    _note_unfit(connection, rows, made)
    connection.execute(delete(readings).where(readings.c.article_id == article.id))
    if made.found != found:
        connection.execute(insert(readings), {"article_id": article.id, "found": found.model_dump_json()})
    return made.found


def as_read(connection: Connection, article_id: str) -> Extraction | None:
    """What was found in an article, where its rows have it as decided; None where they have it as it was read."""
    kept = connection.scalar(select(readings.c.found).where(readings.c.article_id == article_id))
    return Extraction.model_validate_json(kept) if kept else None


def was_read(connection: Connection, party: str) -> bool:
    """Whether a reading that is kept has a party, whatever it is ruled to be: that of an article that is shown."""
    has_it = readings.c.found.contains(f'"{party}"', autoescape=True)
    return connection.scalar(select(readings.c.article_id).where(has_it).limit(1)) is not None


def forget_reading(connection: Connection, article_id: str) -> None:
    """Before the article goes, or is written anew."""
    connection.execute(delete(readings).where(readings.c.article_id == article_id))


def put_decision(connection: Connection, one: Decision | AnyRuling) -> int:
    """Keeps a decision; its number."""
    article_id = one.article_id if isinstance(one, Decision) else None
    row = {"article_id": article_id, "record": one.model_dump_json(exclude={"id", "unfit"})}
    return int(connection.execute(insert(decisions).returning(decisions.c.n), row).scalar_one())


def take_back(connection: Connection, number: int, by: str) -> Decision | AnyRuling | None:
    """Takes a decision back, whose row stays; None where there is none, or it was taken back before."""
    found = read_one(connection, number)
    if found is not None:
        undone = update(decisions).where(decisions.c.n == number)
        connection.execute(undone.values(undone_by=by, undone_at=datetime.now(UTC), unfit=None))
    return found


def read_one(connection: Connection, number: int) -> Decision | AnyRuling | None:
    """What was decided by that number; None for nothing, where it was taken back, and where it may not be shown."""
    may_be = or_(decisions.c.article_id.is_(None), _IS_SHOWN)
    row = connection.execute(select(decisions).where(decisions.c.n == number, _STANDS, may_be)).one_or_none()
    if row is None:
        return None
    return decision(row) if row.article_id else ruling(row)


def read_decisions(connection: Connection, article_id: str | None = None, *, unfit: bool = False) -> list[Decision]:
    """What is decided of the records of an article, or of all, oldest first; what is `unfit` only, if that is asked.

    A decision holds words: where those may not be shown, neither may it.
    """
    query = select(decisions).where(_STANDS, _IS_SHOWN).order_by(decisions.c.n)
    query = query.where(decisions.c.article_id == article_id) if article_id else query
    query = query.where(decisions.c.unfit.is_not(None)) if unfit else query
    return [decision(row) for row in connection.execute(query)]


def read_rulings(connection: Connection) -> list[AnyRuling]:
    """What is decided across articles, oldest first: all that is to be applied, whether or not it may be shown."""
    query = select(decisions).where(_STANDS, decisions.c.article_id.is_(None)).order_by(decisions.c.n)
    return [ruling(row) for row in connection.execute(query)]


def rulings_of_people(connection: Connection) -> list[PeopleRuling]:
    """What is decided of people, oldest first, by the keys that they have in their parties as those are ruled now."""
    return [one for one in in_their_parties(read_rulings(connection)) if isinstance(one, PeopleRuling)]


def decision(row: "_Row") -> Decision:
    return Decision.model_validate_json(row.record).model_copy(update={"id": row.n, "unfit": row.unfit})


def ruling(row: "_Row") -> AnyRuling:
    return _RULING.validate_json(row.record).model_copy(update={"id": row.n})


def _note_unfit(connection: Connection, rows: Iterable["_Row"], made: Decided) -> None:
    now: Mapping[int, str | None] = {row.n: made.unfit.get(row.n) for row in rows}
    before = {row.n: row.unfit for row in rows}
    for number, why in now.items():
        if before[number] != why:
            connection.execute(update(decisions).where(decisions.c.n == number).values(unfit=why))
