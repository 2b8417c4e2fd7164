"""What is read: an article and, in rows beside it, everything that was found in it.

Each row keeps its whole record as JSON in `record`; the other columns repeat what is searched, filtered or ordered on,
so that a record comes back exactly as it was saved. `n` counts rows in the order of the text. `party_id` is an entity
id; `bearer` is the `linking.people.bearer_key` of a person, from which who is who is worked out over the whole corpus.
"""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, Table, Text

from corpus.store.dialects.words import index_words
from corpus.store.tables.base import metadata

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
    Column("party_id", Text, index=True),
    Column("words", Text, nullable=False),
    Column("around", Text),
)
"""`around` is the JSON of the quote that this one stands in."""

speakers = Table(
    "speakers",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("quote", Integer, ForeignKey("quotes.n", ondelete="CASCADE"), nullable=False, index=True),
    Column("bearer", Text, index=True),
    Column("party_id", Text, index=True),
)
"""Who speaks in a quote, in a row each: a person, for `party_id` if for any, or, without a `bearer`, that party itself.

A speaker whom the article does not name has none. `n` counts them in the order in which the quote names them.
"""

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

sketches = Table(
    "sketches",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("story", Text, nullable=False, index=True),
    Column("record", Text, nullable=False),
)
"""Which story an article is in, and the `linking.stories.Sketch` by which it was put there."""

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False, index=True),
    Column("record", Text, nullable=False),
)

story_sides = Table(
    "story_sides",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("story", Text, nullable=False, index=True),
    Column("party_id", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Index("story_sides_last", "party_id", "last", "first", "story"),
)
"""The parties that act in most articles of a story, in a row each, with the days of the story."""

terms = Table(
    "terms",
    metadata,
    Column("term", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
)
"""How many articles have a term in their sketch; under `ANY_TERM` how many have a sketch."""

ANY_TERM = ""

index_words(quotes)
index_words(positions)
