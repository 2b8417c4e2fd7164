"""The first fill on many machines: batches of articles for the workers of a Dask cluster, which save what they read.

All that is kept is in the database. Whoever is lost, a worker, the scheduler or this process, takes with them only
articles that were being read, and these are read again.
"""

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from corpus.errors import ClusterError, StoreError
from corpus.ingest.apart import DIED, Reader
from corpus.ingest.batches import Batch, batched
from corpus.ingest.opening import FileReport, Item
from corpus.ingest.pool import cores
from corpus.ingest.version import extractor_version
from corpus.ingest.worker import read_batch, saved_before, unsaved
from corpus.keepings import FileNote
from corpus.store import Corpus

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

logger = logging.getLogger(__name__)

LOCAL = "local"
"""In place of a scheduler's address: workers of our own on this machine, one a core."""

AHEAD = 3
"""Batches for each worker that are handed out: the next is there when one is done, and the memory stays small."""

PATIENCE = 600.0
"""Seconds that a scheduler which is gone is waited for; whoever watches over it has started it again by then."""

TRIES = 5
"""So often a batch is handed out that a database which is away for a moment has failed."""

_LOOK = 60.0
"""Seconds after which it is said that nothing comes back."""

_LOST = (CancelledError, OSError, TimeoutError)


SETTINGS = Path(__file__).with_name("dask.yaml")
"""How Dask runs; a scheduler and workers of the command line read it where `DASK_CONFIG` names it."""


@contextmanager
def _settings() -> Iterator[None]:
    import dask

    given = dask.config.collect([str(SETTINGS)], env={})
    with dask.config.set(dask.config.merge(dask.config.config, given)):
        yield


class Cluster:
    """Reads with the workers of a scheduler, or with some on this machine; use it in a `with` statement.

    Raises `ClusterError` where the scheduler cannot be reached, or is gone for longer than `PATIENCE`.
    """

    def __init__(self, address: str, database: str) -> None:
        self._address = address
        self._database = database
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        self._under_way: dict[Any, Batch] = {}
        self._failures: dict[int, int] = {}

    def __enter__(self) -> Self:
        from distributed import LocalCluster

        with _settings():
            if self._address == LOCAL:
                self._local = LocalCluster(
                    n_workers=cores(), threads_per_worker=1, host="127.0.0.1", dashboard_address=None
                )
            self._client = self._connected(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for held in (self._client, self._local):
            if held is not None:
                held.close()

    def read(self, corpus: Corpus, items: Iterable[Item], reader: Reader) -> Iterator[FileReport]:
        """Reports what needs no reading at once, and the rest as its batches come back."""
        notes = deque[tuple[int, tuple[FileNote, ...]]]()
        for given in batched(items, self._database, extractor_version()):
            if isinstance(given, FileReport):
                yield given
                continue
            notes.append((given.number, given.notes))
            self._hand_out(given, reader)
            while len(self._under_way) >= AHEAD * self._workers():
                yield from self._come_back(corpus, reader)
                self._keep(corpus, notes)
        while self._under_way:
            yield from self._come_back(corpus, reader)
        self._keep(corpus, notes)

    def _keep(self, corpus: Corpus, notes: deque[tuple[int, tuple[FileNote, ...]]]) -> None:
        """Keeps the notes of batches before which nothing is under way: that an archive was read, for instance."""
        oldest = min((batch.number for batch in self._under_way.values()), default=None)
        while notes and (oldest is None or notes[0][0] < oldest):
            corpus.intake.note(notes.popleft()[1])

    # --- batches ------------------------------------------------------------------------------------------------------

    def _hand_out(self, batch: Batch, reader: Reader) -> None:
        if batch.jobs:
            self._under_way[self._now.submit(read_batch, batch, reader, pure=False)] = batch

    def _come_back(self, corpus: Corpus, reader: Reader) -> Iterator[FileReport]:
        """What became of the articles of batches that are done; those that came to nothing are handed out again."""
        from distributed import KilledWorker, wait

        try:
            wait([*self._under_way], timeout=_LOOK, return_when="FIRST_COMPLETED")
        except TimeoutError:
            logger.warning("Nothing has come back for a minute; the scheduler has %d workers", self._workers())
            return
        except _LOST:
            self._find_again(reader)
            return
        for future in [future for future in self._under_way if future.done()]:
            batch = self._under_way[future]
            try:
                reports = future.result()
            except _LOST:
                if future.status == "error":  # the worker's own, which would come again
                    raise
                self._find_again(reader)
                return
            except KilledWorker:
                del self._under_way[future]
                yield from self._part(corpus, batch, reader)
            except StoreError as error:
                del self._under_way[future]
                self._try_again(batch, error, reader)
            else:
                del self._under_way[future]
                yield from reports

    def _part(self, corpus: Corpus, batch: Batch, reader: Reader) -> Iterator[FileReport]:
        """Goes on with a batch whose worker died: more carefully, then with the article that it was reading alone."""
        left = unsaved(corpus, batch)
        yield from saved_before(batch, left)
        if not left:
            return
        if not batch.deaths:
            self._hand_out(batch.part(left, deaths=1), reader)
        elif batch.deaths == 1:
            self._hand_out(batch.part(left[:1], deaths=2), reader)
            self._hand_out(batch.part(left[1:], deaths=0), reader)
        else:
            (job,) = left
            note = FileNote(source=job.source, digest=job.digest, outcome="failed", reason=DIED, root=job.root)
            corpus.intake.note([note])
            yield FileReport(path=job.source, outcome="failed", reason=DIED)

    def _try_again(self, batch: Batch, error: StoreError, reader: Reader) -> None:
        self._failures[batch.number] = failures = self._failures.get(batch.number, 0) + 1
        if not error.passing or failures >= TRIES:
            raise error
        logger.warning("%s; batch %d is handed out again", error, batch.number)
        time.sleep(2**failures)
        self._hand_out(batch, reader)

    # --- the scheduler ------------------------------------------------------------------------------------------------

    @property
    def _now(self) -> "Client":
        if self._client is None:
            raise ClusterError("The cluster is not open")
        return self._client

    def _workers(self) -> int:
        """How many workers there are; 1 while there is none, so that the first finds something to do."""
        return max(1, len(self._now.ncores()))

    def _connected(self, patience: float) -> "Client":
        from distributed import Client

        until = time.monotonic() + patience
        while True:
            try:
                return Client(self._local or self._address, timeout=5)
            except (OSError, ValueError) as error:
                if time.monotonic() > until:
                    raise ClusterError(
                        f"There is no scheduler of Dask at {self._address}: start one there with `dask scheduler`, and "
                        "give its address as tcp://host:8786. What was saved stays; the same command goes on from there"
                    ) from error
                time.sleep(1)

    def _find_again(self, reader: Reader) -> None:
        """After the scheduler was lost: waits for it, and hands out again what was under way."""
        logger.warning("The scheduler at %s is gone; waiting for it", self._address)
        with suppress(*_LOST):
            self._now.close(timeout=1)
        self._client = self._connected(PATIENCE)
        logger.info("The scheduler at %s is there again", self._address)
        lost, self._under_way = [*self._under_way.values()], {}
        for batch in lost:
            self._hand_out(batch, reader)
