"""What editors keep beside the articles, and what they decide."""

from sqlalchemy import Column, Date, Integer, Table, Text, UniqueConstraint

from corpus.store.tables.base import Moment, metadata

remembered = Table(
    "remembered",
    metadata,
    Column("spelling", Text, primary_key=True),
    Column("typed", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("on", Moment, nullable=False),
)
"""`spelling` is `typed`, folded. The entity may be gone, and may come back."""

follows = Table(
    "follows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("told_at", Moment),
    Column("told_before", Moment),
    UniqueConstraint("team", "channel", "line"),
    sqlite_autoincrement=True,
)
"""`told_before` is what `told_at` was before the last claim, in case the telling fails."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("user", Text, nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("outlet", Text),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("found", Text),
    Column("at", Moment, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""One row, `slack`: what editors chose in Slack, as JSON."""

digests = Table(
    "digests",
    metadata,
    Column("follow", Integer, primary_key=True, autoincrement=False),
    Column("hour", Integer, nullable=False),
    Column("told_on", Date),
)
"""Follows that are told of once a day, at an hour, and the day that they were told of last."""

objections = Table(
    "objections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("team", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("settled_by", Text),
    Column("settled_at", Moment),
    UniqueConstraint("user", "ref", "what"),
    sqlite_autoincrement=True,
)
"""What readers say is wrong with a record, until an editor has looked at it."""

decisions = Table(
    "decisions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article_id", Text, index=True),
    Column("record", Text, nullable=False),
    Column("unfit", Text, index=True),
    Column("undone_by", Text),
    Column("undone_at", Moment),
    sqlite_autoincrement=True,
)
"""What editors have decided of records and, where `article_id` is empty, of people; no row ever goes."""

readings = Table(
    "readings",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("found", Text, nullable=False),
)
"""What was found in articles of which something is decided, as it was read: their rows have it as decided."""

checked = Table(
    "checked",
    metadata,
    Column("key", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""What an editor has looked at and left as it is, by its key in the queue."""
