"""Folders and files into the corpus: only what is new or changed, each article whole, one broken file stopping nobody.

Files are read and compared in this process; the extraction of many goes to one process a core, of a few stays here.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Literal

from corpus.errors import ArticleError
from corpus.ingest.apart import Reader, Result, read_article_text
from corpus.ingest.files import Listing, TextFile, lies_in, list_files, read_text
from corpus.ingest.pool import Job, read_here, read_in_processes
from corpus.ingest.version import extractor_version
from corpus.models import Record
from corpus.store import Corpus

Outcome = Literal["added", "updated", "unchanged", "failed", "removed"]

_MANY = 8
"""Articles from which on it pays to start processes, each of which loads the language model first."""


class FileReport(Record):
    """What became of one file; `reason` says why it failed."""

    path: str
    outcome: Outcome
    reason: str | None = None


class Report(Record):
    """What became of every file, in the order of the names."""

    files: tuple[FileReport, ...] = ()

    def of(self, outcome: Outcome) -> tuple[FileReport, ...]:
        """The files with that outcome."""
        return tuple(file for file in self.files if file.outcome == outcome)

    @property
    def exit_code(self) -> int:
        """What a command should exit with: 1 if any file failed, else 0."""
        return 1 if self.of("failed") else 0


class FileJob(Job):
    """A file that is new or different: where it was found, its digest, and what reading it will come to."""

    root: str | None
    digest: str
    outcome: Outcome


Progress = Callable[[int, int, FileReport], None]
"""Called after each file with how many are done, how many there are, and what became of this one."""


def ingest(
    corpus: Corpus,
    paths: Iterable[str | Path],
    *,
    prune: bool = False,
    progress: Progress | None = None,
    reader: Reader = read_article_text,
) -> Report:
    """Brings the corpus up to date with files and folders, and says what became of each file.

    A file counts as changed when its bytes are, or when the extractors are. A file that fails leaves the corpus as it
    was, an older state of the same article included. With `prune`, articles that came out of one of these folders, and
    whose files are there no more, are removed. Raises `StoreError` if the database cannot be used and
    `LanguageModelError` if no language model is installed; what was saved until then stays.
    """
    listing = list_files(paths)
    gone = _gone(corpus, listing) if prune else {}
    faults = (FileReport(path=fault.source, outcome="failed", reason=fault.reason) for fault in listing.faults)
    reports = chain(faults, _ingest_files(corpus, listing.files, reader), _remove(corpus, gone))
    total = len(listing.faults) + len(listing.files) + len(gone)
    done = []
    for report in reports:
        done.append(report)
        if progress is not None:
            progress(len(done), total, report)
    return Report(files=tuple(sorted(done, key=lambda report: report.path)))


def pending(paths: Iterable[str | Path], corpus: Corpus) -> bool:
    """Whether `ingest` would find anything new or changed. It reads the files but extracts nothing."""
    known = corpus.digests()
    return any(isinstance(_check(file, known), FileJob) for file in list_files(paths).files)


def digest_of(text: str) -> str:
    """What a file of this text is saved with, so that the next `ingest` finds it unchanged."""
    return hashlib.sha256(extractor_version().encode() + text.encode()).hexdigest()


# --- one file ---------------------------------------------------------------------------------------------------------


def _ingest_files(corpus: Corpus, files: Iterable[TextFile], reader: Reader) -> Iterator[FileReport]:
    """Reports what needs no reading at once; the rest is read here or, from `_MANY` on, by a pool of processes."""
    known = corpus.digests()
    checked = (_check(file, known) for file in files)
    held: list[FileJob] = []
    for item in checked:
        if isinstance(item, FileReport):
            yield item
            continue
        held.append(item)
        if len(held) == _MANY:
            break
    read = read_in_processes if len(held) == _MANY else read_here
    for item, result in read(chain(held, checked), reader):
        yield _save(corpus, item, result)


def _check(file: TextFile, known: Mapping[str, str]) -> FileJob | FileReport:
    try:
        text = read_text(file)
    except ArticleError as error:
        return FileReport(path=file.source, outcome="failed", reason=str(error))
    digest = digest_of(text)
    if known.get(file.source) == digest:
        return FileReport(path=file.source, outcome="unchanged")
    outcome: Outcome = "updated" if file.source in known else "added"
    return FileJob(source=file.source, text=text, root=file.root, digest=digest, outcome=outcome)


def _save(corpus: Corpus, job: FileJob | FileReport, result: Result | None) -> FileReport:
    """Saves what was found, if there is anything to save."""
    if isinstance(job, FileReport):
        return job
    if not isinstance(result, tuple):
        return FileReport(path=job.source, outcome="failed", reason=result.reason if result else None)
    corpus.save(*result, job.digest, root=job.root)
    return FileReport(path=job.source, outcome=job.outcome)


def _gone(corpus: Corpus, listing: Listing) -> dict[str, str]:
    """The articles, by source, that came out of a listed folder and have no file there; none where we may not look."""
    there = {file.source for file in listing.files}
    unseen = {fault.source for fault in listing.faults}
    return {
        source: article_id
        for source, article_id in corpus.ingested_from_folders().items()
        if source not in there
        and any(lies_in(source, folder) for folder in listing.folders)
        and not any(lies_in(source, folder) for folder in unseen)
    }


def _remove(corpus: Corpus, gone: dict[str, str]) -> Iterator[FileReport]:
    for source, article_id in sorted(gone.items()):
        corpus.remove(article_id)
        yield FileReport(path=source, outcome="removed")
