"""Answers of the database that are kept in memory, for as long as they hold."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sized
from typing import Final

MOST_RECORDS = 20_000
"""Some fifty megabytes. One read may keep half of them at most, so that it does not push out all others."""


MISSING: Final = object()
"""Stands for what was not read, or is kept no longer."""


class Reads:
    """What was read, by what was asked for; what was not asked for the longest goes first. For any thread."""

    def __init__(self, most: int = MOST_RECORDS) -> None:
        self._most = most
        self._held = 0
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, asked: Hashable) -> object:
        """What was read, or `MISSING`."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
            return self._kept.get(asked, MISSING)

    def keep(self, asked: Hashable, found: object) -> None:
        """Keeps what was read, unless it is too much."""
        with self._lock:
            if asked in self._kept or _weight(found) > self._most // 2:
                return
            self._kept[asked] = found
            self._held += _weight(found)
            while self._held > self._most:
                self._held -= _weight(self._kept.popitem(last=False)[1])


def _weight(found: object) -> int:
    return 1 + (len(found) if isinstance(found, Sized) else 0)
