"""What was done once, shown to others, called back and corrected."""

from sqlalchemy import Column, Integer, Table, Text

from corpus.store.tables.base import Moment, metadata

once = Table(
    "once",
    metadata,
    Column("key", Text, primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)
"""What is done once, whichever process does it, and until when that is remembered."""

shown = Table(
    "shown",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("ts", Text, nullable=False),
    Column("thread", Text),
    Column("user", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("words", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""The ledger: what was shown to others, where, and in which words."""

recalls = Table(
    "recalls",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

recall_steps = Table(
    "recall_steps",
    metadata,
    Column("recall", Integer, primary_key=True, autoincrement=False),
    Column("shown", Integer, primary_key=True, autoincrement=False, index=True),
    Column("edited", Moment),
    Column("answered", Text, nullable=False),
    Column("trouble", Text, nullable=False),
)
"""What a recall is to reach, and how far it got."""

turned = Table(
    "turned",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""What corrections of articles made of their quotes: `linking.corrected.Correction`."""
