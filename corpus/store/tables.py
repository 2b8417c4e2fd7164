"""The schema: an article and, in rows beside it, everything that was found in it.

Each row keeps its whole record as JSON in `record`; the other columns repeat what is searched, filtered or ordered on,
so that a record comes back exactly as it was saved. `n` counts rows in the order of the text. `party_id` is an entity
id; `bearer` is the `entities.bearer_key` of a person, from which who is who is worked out over the whole corpus.
"""

from sqlalchemy import Column, Date, DateTime, Engine, ForeignKey, Integer, MetaData, Table, Text, func, insert, select

from corpus.store.dialects import WRITING, index_words, lock_schema, prepare_file

SCHEMA_VERSION = 1

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)
"""Two rows: `schema`, the version of these tables, and `revision`, which grows with every change of the corpus."""

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("root", Text),
    Column("digest", Text, nullable=False),
    Column("published", Date, index=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("record", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("ingested_at", DateTime(timezone=True), nullable=False),
)
"""`root` is the folder that the article was ingested from, None if its file was named; `record` leaves `text` out."""


def _found(name: str, *columns: Column[str] | Column[int]) -> Table:
    """A table of what was found in articles; its rows go when their article goes."""
    return Table(
        name,
        metadata,
        Column("n", Integer, primary_key=True),
        Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
        Column("id", Text, nullable=False),
        *columns,
        Column("record", Text, nullable=False),
    )


people = _found(
    "people",
    Column("name", Text, nullable=False),
    Column("party_id", Text),
    Column("bearer", Text, nullable=False, index=True),
)

parties = _found(
    "parties",
    Column("name", Text, nullable=False),
    Column("party_id", Text, nullable=False, index=True),
)

quotes = _found(
    "quotes",
    Column("kind", Text, nullable=False),
    Column("bearer", Text, index=True),
    Column("speaker_party_id", Text, index=True),
    Column("party_id", Text, index=True),
    Column("words", Text, nullable=False),
    Column("around", Text),
)
"""`speaker_party_id` is set where the party itself spoke; `around` is the JSON of the quote that this one stands in."""

positions = _found(
    "positions",
    Column("party_id", Text, nullable=False, index=True),
    Column("issue", Text, nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("quotes", Text, nullable=False),
    Column("events", Text, nullable=False),
)
"""`quotes` and `events` are JSON lists of the records that the position names; an article is only ever saved whole."""

talks = _found(
    "talks",
    Column("date", Text),
    Column("place", Text),
)

events = _found("events", Column("party_id", Text))

FOUND = (people, parties, quotes, positions, talks, events)

index_words(quotes)
index_words(positions)


def create_tables(engine: Engine) -> None:
    """Makes an empty corpus of a database that has none; on one that has, nothing changes."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        prepare_file(connection)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        lock_schema(connection)
        metadata.create_all(connection)
        if connection.scalar(select(func.count()).select_from(meta)) == 0:
            connection.execute(
                insert(meta), [{"key": "schema", "value": SCHEMA_VERSION}, {"key": "revision", "value": 0}]
            )
