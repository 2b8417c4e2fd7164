"""The schema: an article and, in rows beside it, everything that was found in it.

Each row keeps its whole record as JSON in `record`; the other columns repeat what is searched, filtered or ordered on,
so that a record comes back exactly as it was saved. `n` counts rows in the order of the text. `party_id` is an entity
id; `bearer` is the `linking.people.bearer_key` of a person, from which who is who is worked out over the whole corpus.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from corpus.store.dialects import index_words

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment in time, in UTC, which SQLite would give back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value and value.tzinfo else value and value.replace(tzinfo=UTC)


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
    Column("party_id", Text, nullable=False, index=True),
)
"""The parties that act in most articles of a story, in a row each."""

terms = Table(
    "terms",
    metadata,
    Column("term", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
)
"""How many articles have a term in their sketch."""

identities = Table(
    "identities",
    metadata,
    Column("key", Text, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
)
"""By what an article is known again: `keys_of`. Who takes an article out leaves them; they lead nowhere then."""

index_words(quotes)
index_words(positions)

# --- beside the articles ----------------------------------------------------------------------------------------------

arrivals = Table(
    "arrivals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article_id", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)
"""The order in which articles first came. No row ever goes, so that an article which comes back has its number."""

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

once = Table(
    "once",
    metadata,
    Column("key", Text, primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)
"""What is done once, whichever process does it, and until when that is remembered."""

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
