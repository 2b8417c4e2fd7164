"""A database that an older Readout wrote is brought up to date where it lies, and nothing in it is lost."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from corpus.keepings import Arrival, Follow
from corpus.models import QuoteFilter
from corpus.store import Corpus, open_corpus
from corpus.store.kept import lineage
from corpus.store.rows import Row, article_row, found_rows, speaker_rows
from corpus.store.tables import ANY_TERM, story_sides, terms
from tests import invented
from tests.bench.archive import World

WORLD = World(8)

SPEAKERS = {
    "person:ingrid-solbakken": {"q1", "q2", "q3", "q4"},
    "person:tomas-arriagada": {"q5"},
    "party:chile": {"q6"},
}
VERSION_1 = """
CREATE TABLE meta ("key" TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY ("key"));
CREATE TABLE articles (id TEXT NOT NULL, source TEXT NOT NULL, root TEXT, digest TEXT NOT NULL, published DATE,
  title TEXT, outlet TEXT, url TEXT, record TEXT NOT NULL, text TEXT NOT NULL, ingested_at DATETIME NOT NULL,
  PRIMARY KEY (id), UNIQUE (source));
CREATE TABLE people (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id)
  ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL, party_id TEXT, bearer TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE parties (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id)
  ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL, party_id TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE quotes (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id)
  ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL, bearer TEXT, speaker_party_id TEXT, party_id TEXT,
  words TEXT NOT NULL, around TEXT, record TEXT NOT NULL);
CREATE TABLE positions (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id)
  ON DELETE CASCADE, id TEXT NOT NULL, party_id TEXT NOT NULL, issue TEXT NOT NULL, words TEXT NOT NULL,
  quotes TEXT NOT NULL, events TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE talks (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id)
  ON DELETE CASCADE, id TEXT NOT NULL, date TEXT, place TEXT, record TEXT NOT NULL);
CREATE TABLE events (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id)
  ON DELETE CASCADE, id TEXT NOT NULL, party_id TEXT, record TEXT NOT NULL);
CREATE VIRTUAL TABLE quotes_words USING fts5(words, content='quotes', content_rowid='n',
  tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER quotes_words_added AFTER INSERT ON quotes
  BEGIN INSERT INTO quotes_words(rowid, words) VALUES (new.n, new.words); END;
CREATE TRIGGER quotes_words_removed AFTER DELETE ON quotes
  BEGIN INSERT INTO quotes_words(quotes_words, rowid, words) VALUES ('delete', old.n, old.words); END;
CREATE VIRTUAL TABLE positions_words USING fts5(words, content='positions', content_rowid='n',
  tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER positions_words_added AFTER INSERT ON positions
  BEGIN INSERT INTO positions_words(rowid, words) VALUES (new.n, new.words); END;
CREATE TRIGGER positions_words_removed AFTER DELETE ON positions
  BEGIN INSERT INTO positions_words(positions_words, rowid, words) VALUES ('delete', old.n, old.words); END;
INSERT INTO meta VALUES ('schema', 1), ('revision', 2);
"""


def insert(file: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    marks = ", ".join("?" for _ in row)
    file.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])


def put(file: sqlite3.Connection, source: str, ingested_at: str) -> None:
    """An article as version 1 wrote it."""
    article = invented.article(source=source)
    row = article_row(article) | {"published": str(article.published), "digest": "1", "ingested_at": ingested_at}
    insert(file, "articles", row)
    spoken = dict(speaker_rows(invented.FOUND))
    nameless = tuple(talk.model_copy(update={"party_ids": ()}) for talk in invented.TALKS)
    for table, rows in found_rows(article.id, invented.FOUND.model_copy(update={"talks": nameless})):
        for found in rows:
            insert(file, table.name, found | (_speaker(spoken.get(found["id"])) if table.name == "quotes" else {}))


def _speaker(row: Row | None) -> Row:
    """The one speaker of a quote, in the columns that versions 1 and 2 had for it."""
    bearer, party = (row["bearer"], row["party_id"]) if row else (None, None)
    return {"bearer": bearer, "speaker_party_id": None if bearer else party}


@pytest.fixture
def older(tmp_path: Path) -> str:
    """The URL of a file of version 1 with two articles, of which the second in the alphabet came first."""
    with closing(sqlite3.connect(tmp_path / "older.db")) as file, file:
        file.executescript(VERSION_1)
        put(file, "a.txt", "2031-05-09 10:00:00.000000")
        put(file, "b.txt", "2031-05-08 10:00:00.000000")
    return f"sqlite:///{tmp_path / 'older.db'}"


def check(corpus: Corpus) -> None:
    """What came first has the first number, what was there is there, and notes can be taken."""
    ids = [invented.article(source=source).id for source in ("b.txt", "a.txt")]
    assert corpus.arrivals() == tuple(Arrival(number=at, article_id=id) for at, id in enumerate(ids, 1))
    assert sorted(corpus.digests()) == ["a.txt", "b.txt"]
    assert {row.quote for row in corpus.quotes(QuoteFilter(indirect=True))} == set(invented.QUOTES)
    said = {speaker: {row.quote.id for row in corpus.quotes(QuoteFilter(speaker_id=speaker))} for speaker in SPEAKERS}
    assert said == SPEAKERS
    assert {row.speaker_id for row in corpus.quotes()} == {*SPEAKERS, None}
    assert {account.talk for found in corpus.talks() for account in found.accounts} == set(invented.TALKS)
    corpus.save(invented.article(source="c.txt"), invented.FOUND, "1")
    assert corpus.latest_arrival() == 3
    corpus.notebook.remember("Herring Lady", "person:ingrid-solbakken", by="U1")
    assert corpus.notebook.follow(Follow(team="T", channel="C", user="U", line="/talks latest", label="Talks")).id


def test_reading_brings_it_up_to_date(older: str) -> None:
    with open_corpus(older) as corpus:
        check(corpus)
    with open_corpus(older) as again:
        assert again.latest_arrival() == 3


def test_writing_brings_it_up_to_date(older: str) -> None:
    with open_corpus(older) as corpus:
        corpus.save(invented.article(source="b.txt"), invented.FOUND, "2")
        check(corpus)


def test_many_processes_may_find_it_at_once(older: str) -> None:
    def read(_: int) -> int:
        with open_corpus(older) as corpus:
            return corpus.latest_arrival()

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(read, range(12))) == {2}


def test_on_both_databases(any_url: str) -> None:
    with open_corpus(any_url) as corpus:
        for source in ("b.txt", "a.txt"):
            corpus.save(invented.article(source=source), invented.FOUND, "1")
    engine = create_engine(any_url)
    with engine.begin() as connection:
        for column in ("bearer", "speaker_party_id"):
            connection.execute(text(f"ALTER TABLE quotes ADD COLUMN {column} TEXT"))
        speaker = "(SELECT {} FROM speakers WHERE speakers.quote = quotes.n)"
        speaking = "CASE WHEN bearer IS NULL THEN party_id END"
        connection.execute(text(f"UPDATE quotes SET bearer = {speaker.format('bearer')}"))
        connection.execute(text(f"UPDATE quotes SET speaker_party_id = {speaker.format(speaking)}"))
        for table in ("arrivals", "remembered", "follows", "drafts", "speakers"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE meta SET value = 1 WHERE key = 'schema'"))
    engine.dispose()
    with open_corpus(any_url) as older:
        check(older)


def test_words_are_found_where_postgresql_did_not_keep_them_as_it_reads_them(any_url: str) -> None:
    """Version 16 had no column for them, and an index over what it would hold."""
    with open_corpus(any_url) as corpus:
        corpus.save(invented.article(), invented.FOUND, "1")
        found = corpus.quotes(QuoteFilter(words="guarantee"))
    engine = create_engine(any_url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            vector = "to_tsvector('english', words) || to_tsvector('simple', words)"
            for table in ("quotes", "positions"):
                connection.execute(text(f"ALTER TABLE {table} DROP COLUMN lexemes"))
                connection.execute(text(f"CREATE INDEX {table}_words ON {table} USING gin (({vector}))"))
        connection.execute(text("UPDATE meta SET value = 16 WHERE key = 'schema'"))
    engine.dispose()
    with open_corpus(any_url) as older:
        assert found
        assert older.quotes(QuoteFilter(words="guarantee")) == found


def test_the_sides_of_stories_get_their_days(any_url: str) -> None:
    """Version 17 had them without, and counted the articles with a sketch whenever one came."""
    made = [WORLD.article(number) for number in range(8)]
    with open_corpus(any_url) as corpus:
        for one in made:
            corpus.save(one.article, one.found, "1")
        found = kept_of_stories(corpus)
    engine = create_engine(any_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE story_sides"))
        connection.execute(text("CREATE TABLE story_sides (n INTEGER PRIMARY KEY, story TEXT, party_id TEXT)"))
        connection.execute(text("DELETE FROM terms WHERE term = ''"))
        connection.execute(text("UPDATE meta SET value = 17 WHERE key = 'schema'"))
    engine.dispose()
    with open_corpus(any_url) as older:
        assert older.stories()
        assert kept_of_stories(older) == found
        older.remove(made[0].article.id)


def test_the_newest_shingles_are_held_apart_from_now_on(any_url: str) -> None:
    """Version 18 had them all in one table."""
    made = [WORLD.article(number) for number in range(8)]
    with open_corpus(any_url) as corpus:
        for one in made[:6]:
            corpus.save(one.article, one.found, "1")
        with corpus._database.writing() as connection:
            lineage.settle(connection)
    engine = create_engine(any_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE fresh_shingles"))
        connection.execute(text("UPDATE meta SET value = 18 WHERE key = 'schema'"))
    engine.dispose()
    with open_corpus(any_url) as older:
        for one in made[6:]:
            older.save(one.article, one.found, "1")
        older.remove(made[0].article.id)
        assert not older.check_kept()


def kept_of_stories(corpus: Corpus) -> tuple[set[tuple[object, ...]], int | None]:
    """The sides of all stories with their days, and how many articles have a sketch."""
    columns = [column for column in story_sides.c if column.name != "n"]
    with corpus._database.reading() as connection:
        sides = {tuple(row) for row in connection.execute(select(*columns))}
        return sides, connection.scalar(select(terms.c.articles).where(terms.c.term == ANY_TERM))
