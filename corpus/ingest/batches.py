"""Batches of articles, as they are handed to other machines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

from pydantic import SecretStr

from corpus.ingest.opening import FileJob, FileReport, Item
from corpus.keepings import FileNote
from corpus.models import Record

MOST = 200
"""Articles of a batch: handing one out takes some ten milliseconds, reading it some ten seconds on one core."""

MOST_BYTES = 8_000_000
"""What the articles of a batch come to, about; it travels through the memory of the scheduler."""


class Batch(Record):
    """Articles that one worker reads, one after the other, and saves into the database.

    `notes` are kept once it and all before it are done. `version` is what the articles are to be read by. `deaths` are
    the workers that died while they read it. After the first each article is saved before the next is read: where a
    worker dies again, the first that is not saved is suspected, and is tried once more in a batch of its own.
    """

    number: int
    jobs: tuple[FileJob, ...]
    notes: tuple[FileNote, ...] = ()
    database: SecretStr
    version: str
    deaths: int = 0

    def part(self, jobs: Sequence[FileJob], *, deaths: int) -> Self:
        """The same with these articles only."""
        return self.model_copy(update={"jobs": tuple(jobs), "deaths": deaths})

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What Dask may write into its log: neither the articles nor where the database is."""
        yield "number", self.number
        yield "articles", len(self.jobs)


def batched(items: Iterable[Item], database: str, version: str) -> Iterator[Batch | FileReport]:
    """What is to be read in batches; a report, which needs no reading, at once."""
    url, number = SecretStr(database), 0
    jobs, notes, size = list[FileJob](), list[FileNote](), 0
    for item in items:
        if isinstance(item, FileReport):
            yield item
            continue
        if isinstance(item, FileNote):
            notes.append(item)
            continue
        if len(jobs) >= MOST or (jobs and size + _size(item) > MOST_BYTES):
            yield Batch(number=number, jobs=tuple(jobs), notes=tuple(notes), database=url, version=version)
            number, jobs, notes, size = number + 1, [], [], 0
        jobs.append(item)
        size += _size(item)
    if jobs or notes:
        yield Batch(number=number, jobs=tuple(jobs), notes=tuple(notes), database=url, version=version)


def _size(job: FileJob) -> int:
    return len(job.data) + (len(job.article.text) if job.article else 0)
