"""The database copied as it is at one moment, and put back: by SQLite's own backup, by PostgreSQL's own programs.

A file that is copied while somebody writes to it, or without the `-wal` file beside it, is not the corpus.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from corpus.errors import StoreError
from corpus.store.dialects.engines import describe, open_engine
from corpus.store.schema import SCHEMA_VERSION

BUSY = 30.0
"""Seconds to wait for whoever writes just now."""

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database file, and would play into another file of the same name."""


def copy_database(url: str, into: Path) -> None:
    """Writes the whole database into a new file, while it may be read and written, and reads the copy back.

    Raises `StoreError` where the database cannot be read, the file cannot be written, or the copy is not whole; then
    there is no file.
    """
    engine_url = _url(url)
    try:
        if engine_url.get_backend_name() == "sqlite":
            with _open(_file(engine_url), "rw") as live, _open(into, "rwc") as copy:
                live.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        else:
            _run(engine_url, "pg_dump", "--format=custom", "--no-owner", f"--file={into}")
        check_copy(into)
    except BaseException:
        into.unlink(missing_ok=True)
        raise


def check_copy(copy: Path) -> None:
    """Raises `StoreError` where a copy is damaged, is no corpus, or was made by a newer version of Readout."""
    if _is_sqlite(copy):
        with _open(copy, "ro") as connection:
            _check_sqlite(copy, connection)
    elif copy.read_bytes()[:5] != b"PGDMP":
        raise StoreError(f"{copy} is no copy of a database")


def put_back(url: str, copy: Path) -> None:
    """Makes the database what the copy holds, in one step: whoever reads meanwhile sees all of it or nothing.

    A SQLite file that is too damaged to be written to is moved aside first. Raises `StoreError` where the copy is not
    whole, belongs to the other kind of database, or the database cannot be written.
    """
    check_copy(copy)
    engine_url = _url(url)
    if (engine_url.get_backend_name() == "sqlite") is not _is_sqlite(copy):
        raise StoreError(f"{copy.name} was made of another kind of database than {describe(engine_url)}")
    if engine_url.get_backend_name() != "sqlite":
        _run(engine_url, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy))
        return
    live = _file(engine_url)
    _move_damaged_aside(live)
    with _open(copy, "ro") as source, _open(live, "rwc") as target:
        changes = _changes(target)
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
        # Never a number that was there before: who remembers answers at it would take them for those of this state.
        target.execute("UPDATE meta SET value = max(value, ?) + 1 WHERE key = 'revision'", (changes,))
        target.commit()


def _url(url: str) -> URL:
    engine = open_engine(url)
    engine.dispose()
    return engine.url


def _file(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise StoreError("a database in memory cannot be backed up: name a file in READOUT_DATABASE_URL")
    return Path(url.database)


def _is_sqlite(copy: Path) -> bool:
    try:
        with copy.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise StoreError(f"{copy} cannot be read: {error.strerror}") from error


@contextmanager
def _open(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be used: {error}") from error


def _check_sqlite(copy: Path, connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise StoreError(f"{copy} is damaged: {found}")
    version = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if version is None or version[0] > SCHEMA_VERSION:
        raise StoreError(f"{copy} is no corpus that this version of Readout can read: update Readout")


def _changes(connection: sqlite3.Connection) -> int:
    """How often a database has changed; 0 for one that is empty."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    except sqlite3.OperationalError:
        return 0
    return int(row[0]) if row else 0


def _move_damaged_aside(live: Path) -> None:
    if live.exists() and not _is_whole(live):
        aside = f".damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        for end in ("", *_BESIDE):
            if Path(f"{live}{end}").exists():
                Path(f"{live}{end}").rename(f"{live}{aside}{end}")


def _is_whole(live: Path) -> bool:
    try:
        with _open(live, "rw") as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except StoreError:
        return False


def _run(url: URL, program: str, *arguments: str) -> None:
    """Runs a program of PostgreSQL's against the database; the password goes by the environment, which `ps` hides."""
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        # The arguments are ours, and the program is PostgreSQL's own wherever it is installed.
        done = subprocess.run(  # noqa: S603
            [program, f"--dbname={address}", *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise StoreError(f"{program} is needed and not on the PATH: install the PostgreSQL client programs") from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason was given"])[0]
        raise StoreError(f"{describe(url)}: {said}")
