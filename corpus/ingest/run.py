"""Files and folders into the corpus: only what is new or changed, each article whole, one broken file stopping nobody.

Files are opened and compared in this process; the reading of many goes to one process a core, of a few stays here.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from corpus.ingest.apart import Job, Reader, extract_article
from corpus.ingest.files import Listing, lies_in, list_files
from corpus.ingest.formats.piece import Origin
from corpus.ingest.opening import FileJob, FileReport, Item, Only, digest_of_sha256, job_of, opened
from corpus.ingest.pool import read_here, read_in_processes
from corpus.ingest.saving import Read, groups, save
from corpus.keepings import Outcome
from corpus.models import Article, Record
from corpus.store import Corpus

_MANY = 8
"""Articles from which on it pays to start processes, each of which loads the language model first."""


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


Progress = Callable[[int, int, FileReport], None]
"""Called after each file with how many are done, how many there are, and what became of this one."""

Reading = Callable[[Corpus, Iterable[Item], Reader], Iterator[FileReport]]
"""How what is to be read is read and saved: `read_items`, or by the workers of a cluster."""


def ingest(  # noqa: PLR0913
    corpus: Corpus,
    paths: Iterable[str | Path] | Listing,
    *,
    prune: bool = False,
    only: Only = Only(),  # noqa: B008
    progress: Progress | None = None,
    reader: Reader = extract_article,
    reading: Reading | None = None,
) -> Report:
    """Brings the corpus up to date with files and folders, listed already or not, and says what became of each file.

    A file counts as changed when its bytes are, or when the extractors are. A file that fails leaves the corpus as it
    was, an older state of the same article included. With `prune`, articles that came out of one of these folders, and
    whose files are there no more, are removed. `reading` is `read_items` unless others are to do it.
    Raises `StoreError` if the database cannot be used and `LanguageModelError` if no language model is installed; what
    was saved until then stays.
    """
    listing = paths if isinstance(paths, Listing) else list_files(paths)
    gone = _gone(corpus, listing) if prune else {}
    faults = (FileReport(path=fault.source, outcome="failed", reason=fault.reason) for fault in listing.faults)
    read = (reading or read_items)(corpus, opened(corpus, listing.files, only), reader)
    reports = chain(faults, _remove(corpus, gone), read)
    return reported(reports, len(listing.faults) + len(listing.files) + len(gone), progress)


def read_again(
    corpus: Corpus,
    *,
    progress: Progress | None = None,
    reader: Reader = extract_article,
    reading: Reading | None = None,
) -> Report:
    """Reads the articles of the corpus that an older version read, from the text that is kept; no file is opened."""
    read = (reading or read_items)(corpus, old_readings(corpus), reader)
    return reported(read, corpus.figures().articles, progress)


def reported(reports: Iterable[FileReport], total: int, progress: Progress | None) -> Report:
    """The reports in the order of their names; an archive has more of them than it counts for."""
    done: list[FileReport] = []
    for report in reports:
        done.append(report)
        if progress is not None:
            progress(len(done), max(total, len(done)), report)
    return Report(files=tuple(sorted(done, key=lambda report: report.path)))


def take_in(corpus: Corpus, data: bytes, origin: Origin, reader: Reader = extract_article) -> tuple[FileReport, ...]:
    """Reads bytes that came from no file, under the name of their origin: one report for each article in them."""
    return tuple(read_items(corpus, [job_of(origin, data, corpus.intake.digests_of([origin.source]))], reader))


def pending(paths: Iterable[str | Path], corpus: Corpus) -> bool:
    """Whether `ingest` would find anything new or changed. It opens the files but extracts nothing."""
    return any(isinstance(item, FileJob) for item in opened(corpus, list_files(paths).files))


def job_again(corpus: Corpus, article_id: str) -> FileJob | None:
    """What reads an article again from the text that is kept, however well it was read; None where there is none."""
    kept = corpus.intake.kept(article_id)
    return _again(kept.article, kept.root) if kept else None


def old_readings(corpus: Corpus) -> Iterator[FileJob]:
    """A job for each article that was not read by what reads articles now."""
    for article, digest, root in corpus.intake.stored():
        job = _again(article, root)
        if digest != job.digest:
            yield job


def _again(article: Article, root: str | None) -> FileJob:
    said = article.original
    fresh = digest_of_sha256(said.sha256 if said else hashlib.sha256(article.text.encode()).hexdigest())
    origin = Origin(source=article.source, file=said.file if said else article.source)
    return FileJob(origin=origin, article=article, digest=fresh, root=root, outcome="updated")


def read_items(corpus: Corpus, items: Iterable[Item], reader: Reader) -> Iterator[FileReport]:
    """Reads here or, from `_MANY` on, by a pool of processes, and saves what was read in groups."""
    for group in groups(_read(items, reader)):
        yield from save(corpus, group)


def _read(items: Iterable[Item], reader: Reader) -> Iterator[Read]:
    """What needs no reading is passed on at once."""
    held: list[Item] = []
    rest = iter(items)
    for item in rest:
        held.append(item)
        if sum(isinstance(one, Job) for one in held) == _MANY:
            break
        if not any(isinstance(one, Job) for one in held):
            yield held.pop(), None
    many = sum(isinstance(one, Job) for one in held) == _MANY
    yield from (read_in_processes if many else read_here)(chain(held, rest), reader)


# --- what is gone -----------------------------------------------------------------------------------------------------


def _gone(corpus: Corpus, listing: Listing) -> dict[str, str | None]:
    """The articles, by source, that came out of a listed folder and have no file there; none where we may not look.

    Files of which only a note is kept are among them, without an article.
    """
    there = {file.source for file in listing.files}
    unseen = {fault.source for fault in listing.faults}
    noted: dict[str, str | None] = dict.fromkeys(
        source for source, note in corpus.intake.noted().items() if note.root is not None
    )
    return {
        source: article_id
        for source, article_id in (noted | dict(corpus.ingested_from_folders())).items()
        if not _files_of(source) & there
        and any(lies_in(source, folder) for folder in listing.folders)
        and not any(lies_in(source, folder) for folder in unseen)
    }


def _files_of(source: str) -> set[str]:
    """The files that an article of this name may have come out of: it, and what stands before a "#" in it."""
    parts = source.split("#")
    return {"#".join(parts[:count]) for count in range(1, len(parts) + 1)}


def _remove(corpus: Corpus, gone: dict[str, str | None]) -> Iterator[FileReport]:
    for source, article_id in sorted(gone.items()):
        if article_id is not None:
            corpus.remove(article_id)
            yield FileReport(path=source, outcome="removed")
    corpus.intake.forget([*gone], [one for one in gone.values() if one is not None])
