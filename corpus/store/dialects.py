"""SQLite and PostgreSQL: how each is opened, searched for words, and what its errors mean to the person who reads them.

Everything in which the two differ is in here; tables, queries and the store are the same for both.
"""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    ARRAY,
    URL,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Dialect,
    Engine,
    Integer,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    literal,
    make_url,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

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


ROOM = 128
"""Megabytes of changed pages that SQLite holds back while very much is written: with less it writes each many times."""


@contextmanager
def roomily(connection: Connection) -> Iterator[None]:
    """Lets a transaction change many pages of a large SQLite file at once; PostgreSQL has room of its own."""
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = {-1024 * ROOM}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


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


def add_up(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], only: Collection[str] = ()) -> None:
    """Adds numbers to rows of a table, each found by its key; one that is not there comes with what is added.

    The columns are `only` these, or all that are no key.
    """
    if not rows:
        return
    added = sqlite.insert(table) if connection.dialect.name == "sqlite" else _insert_in_postgresql(table)
    names = only or [column.name for column in table.c if not column.primary_key]
    numbers = {name: table.c[name] + added.excluded[name] for name in names}
    connection.execute(added.on_conflict_do_update(index_elements=table.primary_key.columns, set_=numbers), rows)


def _insert_in_postgresql(table: Table) -> Any:
    from sqlalchemy.dialects import postgresql  # it takes a tenth of a second, which a SQLite file has no use for

    return postgresql.insert(table)


def insert_plain(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts many rows of whole numbers and texts, each with all columns in their order."""
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.c)
    into = f"INSERT INTO {table.name} ({names})"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"{into} VALUES ({', '.join('?' for _ in table.c)})", list(rows))
    else:  # which takes columns in a third of the time that it takes for row after row
        arrays = ", ".join("%s::bigint[]" if isinstance(one.type, Integer) else "%s::text[]" for one in table.c)
        columns = tuple(map(list, zip(*rows, strict=True)))
        connection.exec_driver_sql(f"{into} SELECT * FROM unnest({arrays})", columns)  # noqa: S608


class _Numbers(TypeDecorator[list[int]]):
    """Many numbers as one value: JSON on SQLite; an array on PostgreSQL, which looks numbers up only in a plain one."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return String() if dialect.name == "sqlite" else ARRAY(BigInteger)

    def process_bind_param(self, value: list[int] | None, dialect: Dialect) -> Any:
        return json.dumps(value, separators=(",", ":")) if dialect.name == "sqlite" else value


class _OneOfNumbers(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:
        return self  # as `_HasWords`


def one_of_numbers(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column has one of many numbers: one value to fill in, so that the statement is the same for any."""
    return _OneOfNumbers(column, literal(list(numbers), _Numbers))


@compiles(_OneOfNumbers, "sqlite")
def _sqlite_numbers(element: _OneOfNumbers, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608


@compiles(_OneOfNumbers, "postgresql")
def _postgresql_numbers(element: _OneOfNumbers, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({numbers})"


# --- words ------------------------------------------------------------------------------------------------------------


def index_words(table: Table) -> None:
    """Adds a word index over the column `words` of `table`, whose key must be the integer column `n`."""
    event.listen(table, "after_create", _create_word_index)


def _create_word_index(table: Table, connection: Connection, **_: Any) -> None:
    statements = _sqlite_index if connection.dialect.name == "sqlite" else _postgresql_index
    for statement in statements(table.name):
        connection.exec_driver_sql(statement)


def _sqlite_index(table: str) -> Iterator[str]:
    """An index without a copy of the words, which triggers keep in step with the table."""
    index = f"{table}_words"
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(words, content='{table}', content_rowid='n', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    # The names in these statements are those of our own tables.
    added = f"INSERT INTO {index}(rowid, words) VALUES (new.n, new.words)"  # noqa: S608
    removed = f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', old.n, old.words)"  # noqa: S608
    yield f"CREATE TRIGGER IF NOT EXISTS {index}_added AFTER INSERT ON {table} BEGIN {added}; END"
    yield f"CREATE TRIGGER IF NOT EXISTS {index}_removed AFTER DELETE ON {table} BEGIN {removed}; END"


def _postgresql_index(table: str) -> Iterator[str]:
    yield f"CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin (({_vector('words')}))"


class _HasWords(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:
        # Beside AND and OR it would be compared with 1, for a database without booleans: then no index helps SQLite.
        return self


def has_words(key: Column[int], column: Column[str], tokens: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether `column` of a table with a word index has all the tokens, stemmed; each must be letters and digits only.

    Both databases read the one quoted string: SQLite as phrases, PostgreSQL as plain words.
    """
    return _HasWords(key, column, literal(_quoted(tokens)))


FEW_MATCHES = {"sqlite": 300, "postgresql": 10_000}
"""Rows with some words that are few. PostgreSQL reads that many off its index in the time in which it looks through
some hundreds of others for the words, as it parses each.
"""


def few_with_words(connection: Connection, table: Table, tokens: tuple[str, ...]) -> list[int] | None:
    """The numbers of the rows that have all the tokens, as for `has_words`; None where they are not few."""
    most = FEW_MATCHES[connection.dialect.name]
    if connection.dialect.name == "sqlite":
        index = f"{table.name}_words"
        having = f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT ?"  # noqa: S608
        found = [row[0] for row in connection.exec_driver_sql(having, (_quoted(tokens), most + 1))]
    else:
        query = select(table.c.n).where(has_words(table.c.n, table.c.words, tokens)).limit(most + 1)
        found = list(connection.scalars(query))
    return found if len(found) <= most else None


MOST_MATCHES = 50_000
"""Rows with some words, the newest, among which SQLite looks: a common word has very many."""


def _quoted(tokens: tuple[str, ...]) -> str:
    return " ".join(f'"{token}"' for token in tokens)


@compiles(_HasWords, "sqlite")
def _sqlite_words(element: _HasWords, compiler: SQLCompiler, **options: Any) -> str:
    key, column, query = element.clauses
    index = f"{column.table.name}_words"
    typed = compiler.process(query, **options)
    newest = f"SELECT rowid FROM {index} WHERE {index} MATCH {typed} ORDER BY rowid DESC LIMIT {MOST_MATCHES}"  # noqa: S608
    return f"{compiler.process(key, **options)} IN ({newest})"


@compiles(_HasWords, "postgresql")
def _postgresql_words(element: _HasWords, compiler: SQLCompiler, **options: Any) -> str:
    _, column, query = element.clauses
    typed = compiler.process(query, **options)
    # The second half is for words that the English configuration leaves out, such as "not" and "will".
    wanted = f"plainto_tsquery('english', {typed}) || plainto_tsquery('simple', {typed})"
    return f"({_vector(compiler.process(column, **options))}) @@ ({wanted})"


def _vector(column: str) -> str:
    return f"to_tsvector('english', {column}) || to_tsvector('simple', {column})"


# --- errors -----------------------------------------------------------------------------------------------------------

_SQLITE_ADVICE = {
    "SQLITE_BUSY": "is locked by another program: wait until it has finished, then try again",
    "SQLITE_LOCKED": "is locked by another program: wait until it has finished, then try again",
    "SQLITE_CANTOPEN": "cannot be opened: check that its folder exists and that you may write to it",
    "SQLITE_READONLY": "is read-only: make the file and its folder writable, or choose another database",
    "SQLITE_NOTADB": "is not a SQLite database: choose another file name",
    "SQLITE_CORRUPT": "is damaged: run `readout restore` with the last backup, or move the file away and ingest again",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR": "cannot be read or written: check the disk that it lies on",
}


def explain(error: SQLAlchemyError, url: URL) -> StoreError:
    """What to tell a person about a database error: which database, what is wrong and what to do, in one sentence."""
    if isinstance(error, DBAPIError):
        advice = _sqlite_advice(error.orig) if isinstance(error.orig, sqlite3.Error) else _postgresql_advice(error.orig)
    else:
        advice = f"cannot be used just now: {_first_line(error)}"
    passing = isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    refused = isinstance(error, DBAPIError) and _is_refused(error)
    passing = passing and not refused
    return StoreError(_without_password(f"{describe(url)} {advice}", url), passing=passing, refused=refused)


_REFUSALS = ("22", "23", "54")
"""What PostgreSQL's codes begin with for values that it cannot hold, that must not be there, or are too large."""


def _is_refused(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, DataError | IntegrityError) or state.startswith(_REFUSALS)


def _sqlite_advice(cause: BaseException | None) -> str:
    code = getattr(cause, "sqlite_errorname", "")
    known = (advice for name, advice in _SQLITE_ADVICE.items() if code.startswith(name))
    return next(known, f"cannot be used: {_first_line(cause)}")


def _postgresql_advice(cause: BaseException | None) -> str:
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return f"cannot be reached: check that the server runs and accepts you ({_first_line(cause)})"
    return f"cannot be used: {_first_line(cause)}"


def _first_line(cause: BaseException | None) -> str:
    return (str(cause).strip().splitlines() or ["no reason was given"])[0]


def _without_password(message: str, url: URL) -> str:
    return message.replace(str(url.password), "***") if url.password else message
