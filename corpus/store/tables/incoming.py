"""How articles came, which are one, and what may not be shown of them."""

from sqlalchemy import Column, Integer, Table, Text

from corpus.store.tables.base import Moment, metadata

identities = Table(
    "identities",
    metadata,
    Column("key", Text, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
)
"""By what an article is known again: `keys_of`. Who takes an article out leaves them; they lead nowhere then."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article_id", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)
"""The order in which articles first came. No row ever goes, so that an article which comes back has its number."""

withheld = Table(
    "withheld",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("root", Text),
    Column("digest", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("ruling", Text, nullable=False),
    Column("until", Moment, index=True),
)
"""Articles that may not be shown, with all that was found in them, as JSON: no answer reads this table."""

acts = Table(
    "acts",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("ruling", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What was done to articles, in the order in which it was done; no row ever goes."""

versions = Table(
    "versions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("source", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""States of articles that are not shown: older ones, and, without their text, those that a sender took back."""

files = Table(
    "files",
    metadata,
    Column("source", Text, primary_key=True),
    Column("root", Text),
    Column("digest", Text, nullable=False),
    Column("outcome", Text, nullable=False, index=True),
    Column("reason", Text),
    Column("article_id", Text, index=True),
    Column("at", Moment, nullable=False),
)
"""What became of files that are no article under their own name: `keepings.FileNote`."""

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("record", Text, nullable=False),
)
"""The feeds that are read: `keepings.Feed`."""
