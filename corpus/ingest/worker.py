"""What a worker of Dask does with a batch: reads its articles and saves them, some seconds' worth in one transaction.

By turns, in one thread: a thread that saves beside one that reads waits for the interpreter after each of its
statements, and all other writers wait with it at the database.

It stands on the database alone. A batch that comes again, after its worker or the scheduler was lost, goes on behind
what was saved of it.
"""

import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from corpus.errors import ClusterError
from corpus.ingest.apart import Reader
from corpus.ingest.batches import Batch
from corpus.ingest.opening import FileJob, FileReport
from corpus.ingest.pool import read_here
from corpus.ingest.saving import groups, save
from corpus.ingest.version import extractor_version
from corpus.store import Corpus, open_corpus

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
        read = read_here(left, reader)
        together = ([one] for one in read) if batch.deaths else groups(read)
        return (*saved_before(batch, left), *chain.from_iterable(save(corpus, some) for some in together))


def unsaved(corpus: Corpus, batch: Batch) -> list[FileJob]:
    """The articles of a batch that the corpus does not have as they are now, in their order."""
    known = corpus.intake.digests_of([job.source for job in batch.jobs])
    return [job for job in batch.jobs if known.get(job.source) != job.digest]


def saved_before(batch: Batch, left: Iterable[FileJob]) -> Iterator[FileReport]:
    """A report for each article of a batch that is not left to be read."""
    sources = {job.source for job in left}
    return (FileReport(path=job.source, outcome="unchanged") for job in batch.jobs if job.source not in sources)


@lru_cache(maxsize=1)
def _opened(url: str) -> Corpus:
    """The corpus, for as long as this process lives."""
    return open_corpus(url)
