"""What a worker of Dask does with a batch: reads its articles and saves each in a transaction of its own.

It stands on the database alone. A batch that comes again, after its worker or the scheduler was lost, goes on behind
what was saved of it.
"""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from corpus.errors import ClusterError
from corpus.ingest.apart import Reader, logged, read
from corpus.ingest.batches import Batch
from corpus.ingest.opening import FileJob, FileReport
from corpus.ingest.run import save
from corpus.ingest.version import extractor_version
from corpus.store import Corpus, open_corpus

_AHEAD = 2
"""Articles that are read and wait to be saved: writers queue at the database, and meanwhile the next is read."""

_reading = threading.Lock()
"""A worker with several threads reads with one: the reading keeps the interpreter to itself."""


def read_batch(batch: Batch, reader: Reader) -> tuple[FileReport, ...]:
    """What became of each article, in their order.

    Raises `ClusterError` where this worker would read otherwise than who asks, `LanguageModelError`, `StoreError`.
    """
    if extractor_version() != batch.version:
        raise ClusterError("A worker has another version of Readout, of spaCy or of its model: install the same on all")
    with _reading:
        corpus = _opened(batch.database.get_secret_value())
        left = unsaved(corpus, batch)
        return (*saved_before(batch, left), *_read(corpus, left, reader, 0 if batch.careful else _AHEAD))


def unsaved(corpus: Corpus, batch: Batch) -> list[FileJob]:
    """The articles of a batch that the corpus does not have as they are now, in their order."""
    known = corpus.intake.digests_of([job.source for job in batch.jobs])
    return [job for job in batch.jobs if known.get(job.source) != job.digest]


def saved_before(batch: Batch, left: Iterable[FileJob]) -> Iterator[FileReport]:
    """A report for each article of a batch that is not left to be read."""
    sources = {job.source for job in left}
    return (FileReport(path=job.source, outcome="unchanged") for job in batch.jobs if job.source not in sources)


def _read(corpus: Corpus, jobs: list[FileJob], reader: Reader, ahead: int) -> Iterator[FileReport]:
    """Reads in this thread and saves in another, in the same order."""
    with ThreadPoolExecutor(1) as saver:
        saving = deque[Future[list[FileReport]]]()
        for job in jobs:
            results = logged(read(reader, job))
            saving.append(saver.submit(lambda job, results: [*save(corpus, job, results)], job, results))
            while len(saving) > ahead:
                yield from saving.popleft().result()
        for one in saving:
            yield from one.result()


@lru_cache(maxsize=1)
def _opened(url: str) -> Corpus:
    """The corpus, for as long as this process lives."""
    return open_corpus(url)
