"""The connection to the database: who may read what, who writes when, and what an error means."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import StoreError
from corpus.store.dialects.advice import explain
from corpus.store.dialects.engines import (
    WRITING,
    describe,
    file_identity,
    open_engine,
    patiently,
    roomily,
    shares_its_connection,
    steadily,
)
from corpus.store.schema import SCHEMA_VERSION, create_tables, version_of
from corpus.store.tables import meta
from corpus.store.watch import Changes, Watch, let_all_know

logger = logging.getLogger(__name__)

_Found = TypeVar("_Found")

Revision = tuple[tuple[int, int] | None, int]
"""A state of the corpus: which file it is, and how often it has changed."""

_FILE = "readout_file"
"""Where a connection has which file it reads: by the time that it is asked, another one may be in its place."""


class _Told(NamedTuple):
    """The state at which an answer is read just now; where that is a replica's, the least change it must know of."""

    revision: Revision
    least: int | None


class _Held(NamedTuple):
    """What an answer is read on, and the state that is read there."""

    revision: Revision
    connection: Connection


class _Answer(threading.local):
    """The answer that a thread reads just now, None for none, and what it is read on once something was."""

    until: ExitStack | None = None
    held: _Held | None = None


_REST = 30.0
"""Seconds for which a replica that is in trouble is not asked."""


class Database:
    """Connections for reading and for writing, from any thread. Every error of the database becomes a `StoreError`.

    Where there is a replica answers are read there: never before it has what was ruled, corrected, taken out, or added
    by hand, in whatever process. An article that just came may be missing for as long as it lags behind.
    """

    def __init__(self, engine: Engine, replica: Engine | None = None) -> None:
        self._engine = engine
        self._watch = Watch(engine)
        self._replica = replica
        self._watch_of_replica = Watch(replica) if replica is not None else None
        self._resting_until = 0.0
        self._blank: Engine | None = None
        self._identity: tuple[int, int] | None = None
        self._has_tables = False
        self._answer = _Answer()
        self._lock = threading.RLock()

    def close(self) -> None:
        for watch in (self._watch, self._watch_of_replica):
            if watch is not None:
                watch.close()
        for engine in (self._engine, self._replica, self._blank):
            if engine is not None:
                engine.dispose()

    def make_ready(self) -> None:
        """Makes the tables where there are none."""
        with self._explained():
            self._create_tables()

    def open_connections(self) -> None:
        """Opens at once all the connections that are kept open: what serves takes at its start what it will need."""
        with self._explained(), ExitStack() as held:
            with self._lock:
                engine = self._readable()
            for _ in range(engine.pool.size()):  # type: ignore[attr-defined]
                held.enter_context(engine.connect())

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
    def at_one_state(self) -> Iterator[None]:
        """All that this thread reads for an answer within it is read at one state of the corpus, on one connection.

        It is the state at which something is read first; whatever the thread writes ends it.
        """
        if self._answer.until is not None:  # one answer within another is a part of it
            yield
            return
        with ExitStack() as until:
            self._answer.until = until
            try:
                yield
            finally:
                self._answer.until = self._answer.held = None

    def answered(self, read: Callable[[Connection], _Found]) -> tuple[Revision, _Found]:
        """What is found for an answer, and the state of the corpus that it was found at."""
        with self.at_one_state():
            held = self._answer.held = self._answer.held or self._hold()
            engine = held.connection.engine
            try:
                return held.revision, read(held.connection)
            except SQLAlchemyError as error:
                self._let_go()
                if engine is not self._replica:
                    raise explain(error, engine.url) from error
                self._let_rest(str(explain(error, engine.url)))
            finally:
                if shares_its_connection(engine):  # nobody may keep it for long
                    self._let_go()
            return self.answered(read)

    def _hold(self) -> _Held:
        """A connection that reads one state until the answer is there."""
        told = self._told()
        if self._replica is not None and told is not None and told.least is not None:
            try:
                held = self._held(self._replica, self._identity)
                if held.revision[1] >= told.least:  # behind one address there may be several, each with its own lag
                    return held
            except SQLAlchemyError as error:
                self._let_rest(str(explain(error, self._replica.url)))
            self._let_go()
        with self._explained():
            with self._lock:
                engine, identity = self._readable(), self._identity
            return self._held(engine, identity)

    def _held(self, engine: Engine, identity: tuple[int, int] | None) -> _Held:
        connection = engine.connect()
        if self._answer.until is not None:
            self._answer.until.enter_context(connection)
        steadily(connection)
        connection.info[_FILE] = identity
        return _Held(self.revision(connection), connection)

    def _let_go(self) -> None:
        if self._answer.until is not None:
            self._answer.until.close()
        self._answer.held = None

    @contextmanager
    def writing(self, *, adding: bool = False) -> Iterator[Connection]:
        """A transaction that changes the corpus: all of it or, after any error, nothing.

        No answer from now on lacks what is changed, but for what is only `adding` articles: see `let_all_know`.
        """
        with self._transaction(roomy=adding) as connection:
            # This comes first: it is the row at which writers queue on PostgreSQL.
            connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
            if not adding:
                let_all_know(connection)
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
            let_all_know(connection)
            yield connection
            if not keep:
                connection.rollback()

    def glance(self) -> Revision | None:
        """The state of the corpus just now, at little cost; None where only `reading` can tell, or say what is wrong.

        While it stays the same, whatever was read at it is still so.
        """
        if self._answer.held is not None:
            return self._answer.held.revision
        told = self._told()
        return None if told is None else told.revision

    def _told(self) -> _Told | None:
        with self._lock, self._explained():
            if self._readable() is not self._engine:
                return None
            here = self._watch.changes()
            if here is None:
                return None
            there = self._at_replica()
            if there is None or there.revision < here.firm:
                return _Told((self._identity, here.revision), None)
            return _Told((self._identity, there.revision), here.firm)

    def _at_replica(self) -> Changes | None:
        """How far the replica is; None where there is none, or one that cannot be asked just now."""
        if self._replica is None or self._watch_of_replica is None or time.monotonic() < self._resting_until:
            return None
        changes = self._watch_of_replica.changes()
        if changes is None:
            self._let_rest(f"{describe(self._replica.url)} cannot be asked")
        return changes

    def _let_rest(self, why: str) -> None:
        logger.warning("%s; answers come from the first server meanwhile", why)
        self._resting_until = time.monotonic() + _REST

    def revision(self, connection: Connection) -> Revision:
        """The state of the corpus that the connection reads."""
        changes = connection.scalar(select(meta.c.value).where(meta.c.key == "revision"))
        return connection.info[_FILE], changes or 0

    @contextmanager
    def _transaction(self, *, roomy: bool = False) -> Iterator[Connection]:
        self._let_go()
        with self._explained():
            self._create_tables()
            with (
                self._engine.connect().execution_options(**{WRITING: True}) as connection,
                roomily(connection) if roomy else nullcontext(),
                connection.begin(),
            ):
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
