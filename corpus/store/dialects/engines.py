"""How each database is opened and locked, and what its URL tells."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from corpus.errors import StoreError

WRITING = "corpus_writing"
"""The execution option of a connection whose transaction is going to write."""

_IN_MEMORY = (None, "", ":memory:")
_POSTGRES_NAMES = ("postgres", "postgresql", "postgresql+psycopg")
_SQLITE_NAMES = ("sqlite", "sqlite+pysqlite")


LONGEST_STATEMENT = 30.0
"""Seconds for a statement on PostgreSQL; whoever asked has long gone by then."""

CONNECTIONS = 15
"""The most that a process opens to a PostgreSQL; it keeps five of them while nothing is asked."""

_KEPT_OPEN = 5

_KEPT_OPEN_OF_FILE = 20
"""For a SQLite file, which counts none: as many as threads that ask at once. Closing one would not give its file back
while another reads, and opening it again would take a new one."""


@dataclass(frozen=True)
class Server:
    """How a process uses a PostgreSQL, which a SQLite file has no use for.

    Answers are read at `replica`, the URL of a server that follows the first, wherever that knows enough.
    """

    connections: int = CONNECTIONS
    longest_statement: float = LONGEST_STATEMENT
    replica: str | None = field(default=None, repr=False)


# Seconds, and pings without an answer, after which a server that is gone is not waited for any longer.
_WATCHFUL = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


def open_engine(url: str, server: Server = Server()) -> Engine:
    """An engine for a SQLite file, SQLite in memory (`sqlite://`) or PostgreSQL; it connects to nothing yet.

    Raises `StoreError` for any other URL, and where the driver is not installed. No message repeats the URL's password.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in _SQLITE_NAMES:
            return _open_sqlite(parsed)
        if parsed.drivername in _POSTGRES_NAMES:
            return _open_postgresql(parsed.set(drivername="postgresql+psycopg"), server)
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass  # not a URL at all: the sentence below says what one looks like, without repeating what was typed
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs one more package: set up Readout with `make run EXTRAS=postgres`") from error
    raise StoreError(
        "The database must be given as a URL such as sqlite:///readout.db or postgresql+psycopg://user@host/name"
    )


def is_in_memory(url: str) -> bool:
    """Whether only the process that opened it sees what is there. Raises what `make_url` raises."""
    parsed = make_url(url)
    return parsed.drivername in _SQLITE_NAMES and parsed.database in _IN_MEMORY


def is_postgresql(url: str) -> bool:
    """Whether a URL leads to a PostgreSQL; False for what is none."""
    try:
        return make_url(url).drivername in _POSTGRES_NAMES
    except ArgumentError:
        return False


def file_identity(engine: Engine) -> tuple[int, int] | None:
    """What tells a SQLite file from another one in its place; None if there is no file. The same for all else."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return 0, 0
    try:
        found = os.stat(name)  # it is asked before every answer, and a Path would take three times as long
    except OSError:
        return None
    return found.st_dev, found.st_ino


def missing_file(url: str) -> Path | None:
    """The SQLite file of a URL that is not there; None where it is, for every other database, and for no URL at all."""
    try:
        known = make_url(url)
    except ArgumentError:
        return None
    if known.drivername not in _SQLITE_NAMES or known.database in _IN_MEMORY or known.database is None:
        return None
    file = Path(known.database).absolute()
    return None if file.exists() or known.database.startswith("file:") else file


def shares_its_connection(engine: Engine) -> bool:
    """Whether there is one connection for all, which nobody may keep: that of a SQLite database in memory."""
    return engine.dialect.name == "sqlite" and engine.url.database in _IN_MEMORY


def describe(url: URL) -> str:
    """The database in a few words that may be shown: the file, or the URL without its password."""
    if url.drivername in _SQLITE_NAMES:
        return url.database or "the database in memory"
    return url.set(password=None, query={}).render_as_string()


def prepare_file(connection: Connection) -> None:
    """Lets readers go on while somebody writes; SQLite remembers it in the file. PostgreSQL always does."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def lock_schema(connection: Connection) -> None:
    """Makes a second process wait that wants to create the tables too. On SQLite the transaction itself does it."""
    if connection.dialect.name == "postgresql":
        patiently(connection)
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7236013)")


def patiently(connection: Connection) -> None:
    """Lets the statements of a transaction take their time, as changing all of a large corpus does."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def steadily(connection: Connection) -> None:
    """Lets a transaction that has not begun yet read one state throughout, as SQLite's always do."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ")


ROOM = 128
"""Megabytes of changed pages that SQLite holds back while very much is written: with less it writes each many times."""

_ROOMY = {"cache_size": -1024 * ROOM, "wal_autocheckpoint": 256 * ROOM}
"""As many pages of four kilobytes stay in the log before they are put where they belong, each once."""


@contextmanager
def roomily(connection: Connection) -> Iterator[None]:
    """Lets a transaction change many pages of a large SQLite file at once; PostgreSQL has room of its own.

    What is begun and ended within it leaves its pages in the log longer.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = _set(connection, _ROOMY)
    try:
        yield
    finally:
        _set(connection, usual)


def _set(connection: Connection, settings: Mapping[str, int]) -> Mapping[str, int]:
    """What was set until now, of a SQLite; no transaction begins."""
    before = {}
    with through_the_driver(connection) as cursor:
        for name, value in settings.items():
            before[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            cursor.execute(f"PRAGMA {name} = {value}")
    return before


@contextmanager
def through_the_driver(connection: Connection) -> Iterator[Any]:
    """A cursor of the driver itself, for what the layers above have no way to ask for; errors are told as theirs."""
    errors = connection.dialect.loaded_dbapi.Error
    try:
        with closing(connection.connection.cursor()) as cursor:
            yield cursor
    except errors as error:
        raise DBAPIError.instance("", None, error, errors, dialect=connection.dialect) from error


def look_over(connection: Connection, tables: Iterable[Table]) -> None:
    """Tells PostgreSQL what is in tables that a transaction fills: by itself it looks only once that is over."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f"ANALYZE {table.name}")


def _open_sqlite(url: URL) -> Engine:
    # A database in memory is its one connection: callers take turns with it, and the pool never lets go of it.
    size, overflow = (1, 0) if url.database in _IN_MEMORY else (_KEPT_OPEN_OF_FILE, -1)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_use_lifo=True,  # few are busy as a rule, and these alone keep pages in memory
        pool_size=size,
        max_overflow=overflow,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_postgresql(url: URL, server: Server) -> Engine:
    kept = min(_KEPT_OPEN, server.connections)
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=kept,
        max_overflow=server.connections - kept,
        connect_args=_WATCHFUL,
    )
    event.listen(engine, "connect", partial(_set_up_postgresql, server.longest_statement))
    return engine


def _set_up_postgresql(longest_statement: float, connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET statement_timeout = {longest_statement * 1000:.0f}")
    cursor.execute("SET max_parallel_workers_per_gather = 0")  # an answer is there before a second process has begun
    cursor.close()
    connection.commit()


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin too late, at the first write: `_begin_sqlite` begins them instead.
    setattr(connection, "isolation_level", None)  # noqa: B010
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer queues for its turn before it reads; otherwise its snapshot may be too old to write upon."""
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITING) else "BEGIN")
