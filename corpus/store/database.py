"""The connection to the database: who may read what, who writes when, and what an error means."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import StoreError
from corpus.store.dialects import WRITING, describe, explain, file_identity, open_engine, patiently
from corpus.store.schema import SCHEMA_VERSION, create_tables, version_of
from corpus.store.tables import meta
from corpus.store.watch import Watch

Revision = tuple[tuple[int, int] | None, int]
"""A state of the corpus: which file it is, and how often it has changed."""

_FILE = "readout_file"
"""Where a connection has which file it reads: by the time that it is asked, another one may be in its place."""


class Database:
    """Connections for reading and for writing, from any thread. Every error of the database becomes a `StoreError`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._watch = Watch(engine)
        self._blank: Engine | None = None
        self._identity: tuple[int, int] | None = None
        self._has_tables = False
        self._lock = threading.RLock()

    def close(self) -> None:
        self._watch.close()
        self._engine.dispose()
        if self._blank is not None:
            self._blank.dispose()

    def make_ready(self) -> None:
        """Makes the tables where there are none."""
        with self._explained():
            self._create_tables()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; a database that nothing was ever written to reads as an empty corpus."""
        with self._explained():
            with self._lock:
                engine, identity = self._readable(), self._identity
            with engine.connect() as connection:
                connection.info[_FILE] = identity
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes the corpus: all of it or, after any error, nothing."""
        with self._transaction() as connection:
            # This comes first: it is the row at which writers queue on PostgreSQL.
            connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A transaction that writes beside the corpus what changes no answer; it queues with the other writers."""
        with self._transaction() as connection:
            connection.execute(select(meta.c.value).where(meta.c.key == "revision").with_for_update())
            yield connection

    @contextmanager
    def remaking(self, *, keep: bool) -> Iterator[Connection]:
        """A transaction in which everything may be made anew, however long it takes; undone unless it is to be kept."""
        with self._transaction() as connection:
            patiently(connection)
            connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
            yield connection
            if not keep:
                connection.rollback()

    def glance(self) -> Revision | None:
        """The state of the corpus just now, at little cost; None where only `reading` can tell, or say what is wrong.

        While it stays the same, whatever was read at it is still so.
        """
        with self._lock, self._explained():
            if self._readable() is not self._engine:
                return None
            changes = self._watch.changes()
            return None if changes is None else (self._identity, changes)

    def revision(self, connection: Connection) -> Revision:
        """The state of the corpus that the connection reads."""
        changes = connection.scalar(select(meta.c.value).where(meta.c.key == "revision"))
        return connection.info[_FILE], changes or 0

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._explained():
            self._create_tables()
            with self._engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                yield connection

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
                self._watch.close()
                self._engine.dispose()
                self._identity, self._has_tables = identity, False
            return identity is not None

    def _tables_exist(self) -> bool:
        """Whether the database is a corpus; an older one is brought up to date. Raises `StoreError` if newer."""
        with self._lock:
            if not self._has_tables:
                with self._engine.connect() as connection:
                    version = version_of(connection)
                self._has_tables = version is not None and self._is_up_to_date(version)
            return self._has_tables

    def _is_up_to_date(self, version: int) -> bool:
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{describe(self._engine.url)} was written by a newer version of Readout: "
                "update Readout, or ingest the articles into a new database"
            )
        if version < SCHEMA_VERSION:
            create_tables(self._engine)
        return True

    def _create_tables(self) -> None:
        if not self._file_is_there() or not self._tables_exist():
            create_tables(self._engine)
