"""The connection to the database: who may read what, who writes when, and what an error means."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import StoreError
from corpus.store.dialects import WRITING, describe, explain, file_identity, open_engine
from corpus.store.tables import SCHEMA_VERSION, create_tables, meta

Revision = tuple[tuple[int, int] | None, int]
"""A state of the corpus: which file it is, and how often it has changed."""


class Database:
    """Connections for reading and for writing, from any thread. Every error of the database becomes a `StoreError`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._blank: Engine | None = None
        self._identity: tuple[int, int] | None = None
        self._has_tables = False
        self._lock = threading.RLock()

    def close(self) -> None:
        self._engine.dispose()
        if self._blank is not None:
            self._blank.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; a database that nothing was ever written to reads as an empty corpus."""
        with self._explained(), self._readable().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes the corpus: all of it or, after any error, nothing."""
        with self._explained():
            self._create_tables()
            with self._engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                # This comes first: it is the row at which writers queue on PostgreSQL.
                connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
                yield connection

    def revision(self, connection: Connection) -> Revision:
        """The state of the corpus that the connection reads."""
        changes = connection.scalar(select(meta.c.value).where(meta.c.key == "revision"))
        return self._identity, changes or 0

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise explain(error, self._engine.url) from error

    def _readable(self) -> Engine:
        if self._file_is_there() and self._tables_exist():
            return self._engine
        with self._lock:
            if self._blank is None:
                self._blank = open_engine("sqlite://")
                create_tables(self._blank)
            return self._blank

    def _file_is_there(self) -> bool:
        """Whether there is a file to open; connections to another one that was in its place are closed."""
        with self._lock:
            identity = file_identity(self._engine)
            if identity is None or identity != self._identity:
                self._engine.dispose()
                self._identity, self._has_tables = identity, False
            return identity is not None

    def _tables_exist(self) -> bool:
        """Whether the database is a corpus. Raises `StoreError` if it is one of another version."""
        if not self._has_tables:
            with self._engine.connect() as connection:
                self._has_tables = inspect(connection).has_table(meta.name) and self._is_of_this_version(connection)
        return self._has_tables

    def _is_of_this_version(self, connection: Connection) -> bool:
        if connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) == SCHEMA_VERSION:
            return True
        raise StoreError(
            f"{describe(self._engine.url)} was written by another version of Readout: "
            "ingest the articles into a new database"
        )

    def _create_tables(self) -> None:
        if not self._file_is_there() or not self._tables_exist():
            create_tables(self._engine)
