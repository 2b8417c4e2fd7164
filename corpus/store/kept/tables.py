"""What is kept of all articles at once, so that a question reads rows: written in the transaction of each article.

Everything in these tables follows from those of `store.tables`, and can be made again from them.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from corpus.store.tables import metadata

Name = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points, which SQLite has by itself."""


def _kept(name: str, *columns: Column[str] | Column[int] | Column[bool] | Index) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


appearances = _kept(
    "appearances",
    Column("bearer", Name, primary_key=True),
    Column("recent", Name, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
)
"""The people of articles by their bearer keys, newest article first."""

tallies = _kept(
    "tallies",
    Column("key", Name, primary_key=True),
    Column("quotes", Integer, nullable=False),
    Column("positions", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("sayings", Integer, nullable=False),
)
"""How many quotes, reported speech aside, and positions there are: of a person by the bearer key, of a party by its id.

`sayings` are the quotes that are shown each for itself, and `articles` those that have any of these. The row `ALL`
counts them all, and all articles.
"""

ALL = "*"

sayings = _kept(
    "sayings",
    Column("key", Name, primary_key=True),
    Column("recent", Name, primary_key=True),
    Column("quote", Integer, nullable=False),
    Index("sayings_quote", "quote", "key"),
)
"""The quotes that are shown each for itself, by whoever speaks in them: as `tallies`, the newest article first."""

spellings = _kept(
    "spellings",
    Column("bearer", Name, primary_key=True),
    Column("name", Name, primary_key=True),
    Column("articles", Integer, nullable=False),
)
"""How many people of articles are printed so."""

meetings = _kept(
    "meetings",
    Column("key", Name, primary_key=True),
    Column("bearer", Name, primary_key=True),
    Column("name", Name, primary_key=True),
    Index("meetings_bearer", "bearer"),
)
"""Under what spellings meet that may be of one person, or keep others from being one: `people.meeting_keys`."""

bearers = _kept(
    "bearers",
    Column("bearer", Name, primary_key=True),
    Column("person", Name, nullable=False),
    Index("bearers_person", "person"),
)
"""Which person of the corpus has a bearer key."""

party_names = _kept(
    "party_names",
    Column("party_id", Name, primary_key=True),
    Column("name", Name, primary_key=True),
    Column("articles", Integer, nullable=False),
)
"""How many articles call a party so."""

entities = _kept(
    "entities",
    Column("id", Name, primary_key=True),
    Column("record", Text),
    Column("meant", Name, index=True),
    Column("change", Integer, nullable=False, index=True),
)
"""People, and the parties that the gazetteer has not. `change` is the revision of the corpus at which one last changed.

Where `record` is empty it is gone, or only another id of the person `meant`.
"""

accounts = _kept(
    "accounts",
    Column("talk", Integer, primary_key=True, autoincrement=False),
    Column("sides", Name, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("round", Name, nullable=False, index=True),
    Index("accounts_sides", "sides", "first", "last"),
)
"""Which round an account of talks is of, and the ground on which it can be of one: `rounds.Ground`."""

rounds = _kept(
    "rounds",
    Column("place", Name, primary_key=True),
    Column("told", Boolean, nullable=False),
    Column("story", Name),
    Column("parties", Name, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("days", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("rounds_told", "told", "place", "parties", "story"),
)
"""Rounds of talks with all accounts; in the order of `place`, which each has for itself, the newest come last.

`told` marks those that can stand for their story. `days` has the first and the last day by each account.
"""

round_keys = _kept(
    "round_keys",
    Column("key", Name, primary_key=True),
    Column("place", Name, primary_key=True, index=True),
)
"""Under what a round is looked for: `rounds.keys_of`."""

places = _kept("places", Column("place", Name, primary_key=True), Column("articles", Integer, nullable=False))
"""How many accounts of talks name a place."""

printings = _kept(
    "printings",
    Column("quote", Integer, primary_key=True, autoincrement=False),
    Column("wording", BigInteger, nullable=False),
    Column("words", Integer, nullable=False),
    Column("day", Integer),
    Column("utterance", BigInteger, nullable=False, index=True),
    Index("printings_wording", "wording", "day"),
)
"""Quotes, reported speech aside, that are long enough to be known again: how they are worded, and of which utterance.

`wording` is a `Wording.number`, and so is `utterance`: that of the wording which stands for it. `day` is the number of
the day on which the words were said or, where that is not known, printed.
"""

shingles, fresh_shingles = (
    _kept(
        name,
        Column("shingle", BigInteger, primary_key=True, autoincrement=False),
        Column("wording", BigInteger, primary_key=True, autoincrement=False),
        Column("runs", Integer, nullable=False),
    )
    for name in ("shingles", "fresh_shingles")
)
"""Under what a wording is looked for: `wordings.shingles`, and how many it has of which a longer one has nearly all.

They come in no order, each to another page: those of the newest quotes are held apart, where there are few pages, and
put among the others many at once.
"""

disputes = _kept(
    "disputes",
    Column("utterance", BigInteger, primary_key=True, autoincrement=False),
    Column("voices", Integer, nullable=False),
    Column("latest", Integer, nullable=False, index=True),
)
"""Utterances that are given to several speakers, as articles name them: who is who tells whether they are two.

`latest` is the number of the last quote of each.
"""

kin = _kept(
    "kin",
    Column("one", BigInteger, primary_key=True, autoincrement=False),
    Column("other", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("shared", Integer, nullable=False),
)
"""How two wordings are related, each pair both ways: `lineage.Relation`."""

strands = _kept(
    "strands",
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("matter", Name, nullable=False),
    Column("story", Name, nullable=False),
    Column("line", Integer, nullable=False),
    Column("stand", Integer, nullable=False),
    Column("party_id", Name, nullable=False),
    Column("stance", Name, nullable=False),
    Column("thing", Name, nullable=False),
    Column("day", Name, nullable=False),
    Column("told", Text, nullable=False),
    Index("strands_matter", "matter", "story"),
    Index("strands_thing", "party_id", "stance", "thing", "day"),
    Index("strands_line", "line", "stand"),
)
"""Which line a position is of, and which of its stands, counted from the oldest; `told` is a `lines.Strand`.

A position that stands for itself is of no `matter`. `thing` has the words that tell its object, in their order.
"""

lines = _kept(
    "lines",
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("party_id", Name, nullable=False),
    Column("issue", Name, nullable=False),
    Column("heading", Name, nullable=False),
    Column("leftover", Boolean, nullable=False),
    Column("weight", Name, nullable=False),
    Column("recent", Name, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Index("lines_weight", "party_id", "leftover", "heading", "weight", "first", "last"),
    Index("lines_recent", "party_id", "leftover", "recent"),
    Index("lines_issue", "issue", "party_id", "weight", "first", "last"),
    Index("lines_issue_recent", "issue", "leftover", "recent"),
)
"""A party's positions on one matter as they went on from each other; a line goes by the number of its oldest position.

`weight` and `recent` order them, the weightiest and the newest first; `first` and `last` are days of print.
"""

headings = _kept(
    "headings",
    Column("party_id", Name, primary_key=True),
    Column("leftover", Boolean, primary_key=True),
    Column("heading", Name, primary_key=True),
    Column("issue", Name, nullable=False, index=True),
    Column("lines", Integer, nullable=False),
    Column("weight", Name, nullable=False),
)
"""How many lines a party has under a heading, and what the first of them weighs."""

stands = _kept(
    "stands",
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("stand", Integer, primary_key=True, autoincrement=False),
    Column("party_id", Name, nullable=False),
    Column("issue", Name, nullable=False),
    Column("leftover", Boolean, nullable=False),
    Column("move", Name, nullable=False),
    Column("day", Name, nullable=False),
    Index("stands_day", "party_id", "leftover", "day", "line", "stand"),
    Index("stands_issue", "party_id", "issue", "leftover", "day", "line", "stand"),
)
"""The stands of lines, by the day on which each was first told; `UNDATED` where none is known."""

UNDATED = "~"
"""Stands behind all days."""

NO_DAY = 4_000_000
"""Later than any day by its number."""

deeds = _kept(
    "deeds",
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("party_id", Name, nullable=False),
    Column("target_id", Name, nullable=False),
    Column("day", Integer, nullable=False),
    Index("deeds_done", "party_id", "target_id", "day"),
)
"""What a party is reported to have done to another, by the number of the day."""

KEPT = (
    *(appearances, tallies, sayings, spellings, meetings, bearers, party_names, entities),
    *(accounts, rounds, round_keys, places),
    *(printings, shingles, fresh_shingles, kin, disputes),
    *(strands, lines, headings, stands, deeds),
)
