"""How often the corpus has changed, at little cost: it is asked before every answer that is already known."""

import threading
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus.store.dialects.engines import shares_its_connection
from corpus.store.tables import meta

_CHANGES = "SELECT key, value FROM meta WHERE key IN ('revision', 'firm')"


class Changes(NamedTuple):
    """How often the corpus has changed, and up to which change whoever asks must know of them all.

    Later ones only added articles: for a moment a replica may lag behind them, and behind no other.
    """

    revision: int
    firm: int


class Watch:
    """Reads the number of changes on a connection that it keeps, outside of any transaction, from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._cursor: Any = None
        self._lock = threading.Lock()

    def changes(self) -> Changes | None:
        """The number of changes; None where it cannot be had so, and only a transaction can tell or say why not."""
        if shares_its_connection(self._engine):
            return None
        with self._lock:
            try:
                return self._look()
            except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
                self._let_go()
                return None

    def close(self) -> None:
        """Lets go of the connection; the next look opens another one."""
        with self._lock:
            self._let_go()

    def _look(self) -> Changes | None:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            # The pool must not lend to others what stays open here, nor count it.
            self._connection.detach()
            self._cursor = self._connection.connection.cursor()
        # Through the driver itself: the layers above it would cost ten times what the look does.
        self._cursor.execute(_CHANGES)
        told: dict[str, int] = dict(self._cursor.fetchall())
        if "revision" not in told:
            return None
        return Changes(told["revision"], told.get("firm", told["revision"]))

    def _let_go(self) -> None:
        connection, self._connection, self._cursor = self._connection, None, None
        if connection is not None:
            connection.close()


def let_all_know(connection: Connection) -> None:
    """Within a transaction that changes the corpus: no replica answers any more before it has that too."""
    now = connection.scalar(select(meta.c.value).where(meta.c.key == "revision"))
    if not connection.execute(update(meta).where(meta.c.key == "firm").values(value=now)).rowcount:
        connection.execute(insert(meta), {"key": "firm", "value": now})
