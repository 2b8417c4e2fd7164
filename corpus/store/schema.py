"""The version of the tables: making them where there are none, and bringing those of an older Readout up to date."""

from sqlalchemy import Connection, Engine, func, insert, inspect, select, update

from corpus.store.dialects import WRITING, lock_schema, prepare_file
from corpus.store.tables import arrivals, articles, meta, metadata

SCHEMA_VERSION = 2
"""2 added what is kept beside the articles: arrivals, remembered spellings, follows and drafts."""


def version_of(connection: Connection) -> int | None:
    """The version of the tables in a database; None where there are none."""
    if not inspect(connection).has_table(meta.name):
        return None
    version: int | None = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    return version


def create_tables(engine: Engine) -> None:
    """Makes an empty corpus of a database that has none, and brings an older one up to date; else nothing changes.

    All of it is one transaction, and a second process that wants the same waits for it.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        prepare_file(connection)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        lock_schema(connection)
        version = version_of(connection)
        if version is None or version < SCHEMA_VERSION:
            metadata.create_all(connection)
            _begin(connection) if version is None else _bring_up_to_date(connection)


def _begin(connection: Connection) -> None:
    if connection.scalar(select(func.count()).select_from(meta)) == 0:
        connection.execute(insert(meta), [{"key": "schema", "value": SCHEMA_VERSION}, {"key": "revision", "value": 0}])


def _bring_up_to_date(connection: Connection) -> None:
    """From version 1, whose articles were not numbered as they came."""
    came = select(articles.c.id).order_by(articles.c.ingested_at, articles.c.source)
    connection.execute(insert(arrivals).from_select(["article_id"], came))
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=SCHEMA_VERSION))
    connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
