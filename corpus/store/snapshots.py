"""What holds until the corpus changes."""

import threading
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from typing import NamedTuple, TypeVar, cast

from sqlalchemy import Connection

from corpus.store.database import Database, Revision
from corpus.store.reads import MISSING, Reads

_Found = TypeVar("_Found")


class Snapshot(NamedTuple):
    """What was read at one revision of the corpus."""

    revision: Revision
    reads: Reads


class Snapshots:
    """Reads a database, and remembers what it read for as long as the corpus stays as it is. For any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None

    def at_one_state(self) -> AbstractContextManager[None]:
        """For an answer: all that this thread asks within it is answered as of one state of the corpus."""
        return self._database.at_one_state()

    def revision(self) -> str:
        """A word for the state of the corpus: another one whenever something that can be answered has changed."""
        seen = self._database.glance()
        if seen is None:
            with self._database.reading() as connection:
                seen = self._database.revision(connection)
        file, changes = seen
        return "-".join(f"{part:x}" for part in (*(file or ()), changes))

    def _read(self, asked: Hashable, read: Callable[[Connection], _Found]) -> _Found:
        """What `read` finds, or what it found when the same was last asked at this revision."""
        snapshot = self._snapshot
        if snapshot and snapshot.revision == self._database.glance():
            found = snapshot.reads.find(asked)
            if found is not MISSING:
                return cast(_Found, found)
        revision, fresh = self._database.answered(read)
        self._snapshot_of(revision).reads.keep(asked, fresh)
        return fresh

    def _snapshot_of(self, revision: Revision) -> Snapshot:
        with self._lock:
            if self._snapshot is None or self._snapshot.revision != revision:
                self._snapshot = Snapshot(revision, Reads())
            return self._snapshot
