"""What is put into folders or changed there, told once nobody writes at it any more.

The folders are looked at again and again: what others put on a share in the network no system tells of.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.ingest.files import FoundFile, Listing, list_files

SETTLED = 2.0
"""Seconds for which a file must stay as it is; whoever writes in one go pauses less."""

EVERY = 1.0
"""Seconds from look to look, at least."""

PART = 0.05
"""The part of the time that is spent looking, at most: a hundred thousand files take about a second to look at."""


class _Stamp(NamedTuple):
    """What changes when a file does."""

    changed: int
    size: int
    number: int


class _Seen(NamedTuple):
    """A file as it is since when, by the clock that only goes forward, and whether that was told."""

    stamp: _Stamp
    since: float
    told: bool


class Folders:
    """Some folders with all below them, as `list_files` lists them; what is there at first is told too."""

    def __init__(self, folders: Iterable[Path], clock: Callable[[], float] = time.monotonic) -> None:
        self._folders = tuple(folders)
        self._clock = clock
        self._seen: dict[str, _Seen] = {}
        self._faults: set[str] = set()
        self.took = 0.0

    def look(self) -> Listing:
        """The files that are new or changed since they were told last, and have settled; each fault once.

        A file that is gone is forgotten, and so is all of a folder that is not there just now.
        """
        begun = self._clock()
        listing = list_files(folder for folder in self._folders if folder.is_dir())
        before, self._seen = self._seen, {}
        ready = tuple(file for file in listing.files if self._has_settled(file, before.get(file.source)))
        faults = tuple(fault for fault in listing.faults if fault.source not in self._faults)
        self._faults = {fault.source for fault in listing.faults}
        self.took = self._clock() - begun
        return Listing(files=ready, folders=listing.folders, faults=faults)

    def looks(self) -> Iterator[Listing]:
        """What there is to read, whenever there is something, for ever."""
        while True:
            found = self.look()
            if found.files or found.faults:
                yield found
            time.sleep(max(EVERY, self.took / PART))

    def _has_settled(self, file: FoundFile, before: _Seen | None) -> bool:
        """Whether a file is to be told now; it is known as it is from here on."""
        stamp, now = _stamp(file.path), self._clock()
        if stamp is None:
            return False
        if before is None or before.stamp != stamp:
            before = _Seen(stamp, now, told=False)
        ready = not before.told and now - before.since >= SETTLED
        self._seen[file.source] = before._replace(told=before.told or ready)
        return ready


def _stamp(path: Path) -> _Stamp | None:
    """None for a file that has gone meanwhile."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return _Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
