"""The version of the tables: making them where there are none, and bringing those of an older Readout up to date."""

from sqlalchemy import Connection, Engine, column, delete, func, insert, inspect, or_, select, table, update

from corpus.linking.stories import Story
from corpus.models import Talk
from corpus.names.likeness.ids import party_id
from corpus.store.dialects.engines import WRITING, lock_schema, prepare_file
from corpus.store.dialects.words import renew_word_index
from corpus.store.kept import upkeep
from corpus.store.kept.tables import KEPT
from corpus.store.stories import side_rows
from corpus.store.tables import (
    ANY_TERM,
    arrivals,
    articles,
    meta,
    metadata,
    positions,
    quotes,
    sketches,
    speakers,
    stories,
    story_sides,
    talks,
    terms,
)
from corpus.store.watch import let_all_know

SCHEMA_VERSION = 19
"""2 added what is kept beside the articles: arrivals, remembered spellings, follows and drafts.

3 added the speakers of quotes, of which there may be several, and the ids of the parties to the records of talks.
4 added stories; the articles of an older corpus come into them when they are read again.
5 added what may not be shown, and what was done to articles.
6 added what is known of files and feeds, and the older states of articles.
7 added what Slack needs beside: what is done once, preferences, digests and objections.
8 added what is kept of all articles at once: who is who, and how much there is of everybody.
9 added the rounds of talks to that.
10 added what editors decide of records and people.
11 added what they have looked at and left as it is.
12 added which quotes are printings of one utterance.
13 added who says what, and how positions went on from each other.
14 added what was shown to others, and what of it is called back.
15 added to positions in which words they are told.
16 added what corrections of articles make of their quotes.
17 added when words that are given to two speakers were last printed, and to PostgreSQL the words as it reads them.
18 added to the parties of a story its days, and how many articles have a sketch.
19 added the shingles of the newest quotes, which are held apart.
"""

KEPT_SINCE = 17
"""The version since which `KEPT` is as it is now: of an older one it is made anew."""


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
            stale = [story_sides, *(KEPT if version is None or version < KEPT_SINCE else ())]
            metadata.drop_all(connection, stale)  # what follows from other tables may have had other columns
            metadata.create_all(connection)
            _begin(connection) if version is None else _bring_up_to_date(connection, version)


def _begin(connection: Connection) -> None:
    if connection.scalar(select(func.count()).select_from(meta)) == 0:
        begun = {"schema": SCHEMA_VERSION, "revision": 0, "firm": 0}
        connection.execute(insert(meta), [{"key": key, "value": value} for key, value in begun.items()])


def _bring_up_to_date(connection: Connection, version: int) -> None:
    if version < 2:
        _number_articles(connection)
    if version < 3:
        _name_speakers(connection)
        _name_parties_of_talks(connection)
    if version < 17:
        for table_of_words in (quotes, positions):
            renew_word_index(table_of_words, connection)
    _count_sketches(connection)
    _name_sides_of_stories(connection)
    if version < KEPT_SINCE:
        upkeep.build(connection)
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=SCHEMA_VERSION))
    connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
    let_all_know(connection)


def _count_sketches(connection: Connection) -> None:
    """Until version 18 they were counted anew for each article that came."""
    count = connection.scalar(select(func.count()).select_from(sketches))
    connection.execute(delete(terms).where(terms.c.term == ANY_TERM))
    connection.execute(insert(terms).values(term=ANY_TERM, articles=count))


def _name_sides_of_stories(connection: Connection) -> None:
    """Until version 18 without the days of the stories."""
    for record in connection.scalars(select(stories.c.record).execution_options(yield_per=1000)):
        if sides := [*side_rows(Story.model_validate_json(record))]:
            connection.execute(insert(story_sides), sides)


def _number_articles(connection: Connection) -> None:
    """In the order in which they came, which version 1 did not keep."""
    came = select(articles.c.id).order_by(articles.c.ingested_at, articles.c.source)
    connection.execute(insert(arrivals).from_select(["article_id"], came))


def _name_speakers(connection: Connection) -> None:
    """Until version 3 a quote had one speaker, in columns of its own, which stay where they are and are not read."""
    older = table("quotes", column("n"), column("bearer"), column("speaker_party_id"), column("party_id"))
    spoken = or_(older.c.bearer.is_not(None), older.c.speaker_party_id.is_not(None))
    speaking = select(older.c.n, older.c.bearer, older.c.party_id).where(spoken).order_by(older.c.n)
    connection.execute(insert(speakers).from_select(["quote", "bearer", "party_id"], speaking))


def _name_parties_of_talks(connection: Connection) -> None:
    """Until version 3 the records of talks had the names of the parties only."""
    for n, record in connection.execute(select(talks.c.n, talks.c.record)).all():
        talk = Talk.model_validate_json(record)
        ids = {"party_ids": tuple(map(party_id, talk.party_names))}
        mediator = {"mediator_id": party_id(talk.mediator)} if talk.mediator else {}
        whole = talk.model_copy(update=ids | mediator).model_dump_json()
        connection.execute(update(talks).where(talks.c.n == n).values(record=whole))
