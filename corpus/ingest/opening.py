"""From a file to what there is to read in it: nothing where it is known, a job, or one for each part of an archive."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from corpus.errors import ArticleError, UnwantedError
from corpus.ingest.apart import Job
from corpus.ingest.containers import parts_of
from corpus.ingest.containers.part import Part
from corpus.ingest.files import FoundFile, explain, read_bytes, read_head
from corpus.ingest.formats import CONTAINERS
from corpus.ingest.formats.piece import Origin
from corpus.ingest.formats.sniff import kind_of
from corpus.ingest.limits import LARGEST
from corpus.ingest.version import extractor_version
from corpus.keepings import FileNote, Outcome
from corpus.models import Record
from corpus.store import Corpus

_AT_ONCE = 500
"""Files whose digests are asked for together."""


class FileReport(Record):
    """What became of a file or of an article in one; `reason` says why it failed or was left out.

    `note` says what is to be known of one that was taken in: an encoding that was guessed, hyphens that were taken out.
    """

    path: str
    outcome: Outcome
    reason: str | None = None
    note: str | None = None


class FileJob(Job):
    """A file, or a part of one, that is new or different: its folder, its digest, what reading it will come to."""

    root: str | None = None
    digest: str
    outcome: Outcome = "added"


Item = FileReport | FileJob | FileNote
"""What comes of a file: something to read, or to report; a note once all parts of an archive were handed out."""


class Only(Record):
    """Which files to read: those that `failed`, those of a format; all where nothing is said."""

    failed: bool = False
    format: str | None = None


def digest_of(data: bytes | str) -> str:
    """What bytes are saved with, so that the next `ingest` finds them unchanged."""
    plain = data.encode() if isinstance(data, str) else data
    return digest_of_sha256(hashlib.sha256(plain).hexdigest())


def digest_of_sha256(sha256: str) -> str:
    """The same for bytes of which only the SHA-256 is known, in hexadecimal."""
    return hashlib.sha256(extractor_version().encode() + sha256.encode()).hexdigest()


def opened(corpus: Corpus, files: Iterable[FoundFile], only: Only = Only()) -> Iterator[Item]:  # noqa: B008
    """What there is to read in these files, in their order; a known file is reported as unchanged."""
    failed = corpus.intake.noted("failed") if only.failed else {}
    troubled = set(failed) | {source.partition("#")[0] for source in failed}
    rest = iter(files)
    while some := list(islice(rest, _AT_ONCE)):
        wanted = [file for file in some if not only.failed or file.source in troubled]
        known = corpus.intake.digests_of([file.source for file in wanted])
        for file in wanted:
            yield from _open(corpus, file, known, only, failed)


def _open(
    corpus: Corpus, file: FoundFile, known: Mapping[str, str], only: Only, failed: Mapping[str, object]
) -> Iterator[Item]:
    try:
        head = read_head(file.path)
        kind = _kind(file.path, head)
        if only.format is None or only.format == kind:
            container = kind in CONTAINERS
            yield from _parts(corpus, file, kind, known, failed) if container else [_whole(file, known)]
    except UnwantedError as error:
        if only.format is None:
            yield FileReport(path=file.source, outcome="left out", reason=str(error))
    except ArticleError as error:
        note = FileNote(source=file.source, digest="", outcome="failed", reason=str(error), root=file.root)
        yield note
        yield FileReport(path=file.source, outcome="failed", reason=str(error))
    except OSError as error:
        yield FileReport(path=file.source, outcome="failed", reason=explain(file.path, error))


def _kind(path: Path, head: bytes) -> str:
    """By the whole file where it is small: a zip has the list of what it holds at its end."""
    return kind_of(read_bytes(path) if head.startswith(b"PK") and path.stat().st_size <= LARGEST else head)


def _whole(file: FoundFile, known: Mapping[str, str]) -> FileReport | FileJob:
    data = read_bytes(file.path)
    return job_of(Origin(source=file.source, file=file.source), data, known, file.root)


def job_of(origin: Origin, data: bytes, known: Mapping[str, str], root: str | None = None) -> FileReport | FileJob:
    """What is to be done with these bytes: nothing where they are known by their digest."""
    digest = digest_of(data)
    if known.get(origin.source) == digest:
        return FileReport(path=origin.source, outcome="unchanged")
    outcome: Outcome = "updated" if origin.source in known else "added"
    return FileJob(origin=origin, data=data, root=root, digest=digest, outcome=outcome)


def _parts(
    corpus: Corpus, file: FoundFile, kind: str, known: Mapping[str, str], failed: Mapping[str, object]
) -> Iterator[Item]:
    """The parts of an archive, and the note that it was read; only those that failed, where only they are wanted."""
    with file.path.open("rb") as opened_file:
        digest = digest_of_sha256(hashlib.file_digest(opened_file, "sha256").hexdigest())
    if known.get(file.source) == digest and not failed:
        yield FileReport(path=file.source, outcome="unchanged")
        return
    for part in parts_of(file.path, kind):
        source = f"{file.source}#{part.locator}"
        if not failed or source in failed or file.source in failed:
            yield from _part(corpus, file, part, source)
    yield FileNote(source=file.source, digest=digest, outcome="added", root=file.root)


def _part(corpus: Corpus, file: FoundFile, part: Part, source: str) -> Iterator[Item]:
    if part.fault:
        yield FileNote(source=source, digest="", outcome="failed", reason=part.fault, root=file.root)
        yield FileReport(path=source, outcome="failed", reason=part.fault)
        return
    origin = Origin(source=source, file=file.source, locator=part.locator, url=part.url)
    yield job_of(origin, part.data, corpus.intake.digests_of([source]), file.root)
