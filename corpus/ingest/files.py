"""Which files may be articles, under which name the corpus knows them, and what they hold."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import ArticleError
from corpus.ingest.containers.names import is_about
from corpus.ingest.containers.part import LARGEST_FILE
from corpus.ingest.formats.sniff import HEAD
from corpus.ingest.limits import LARGEST, too_large
from corpus.models import Record

_UNFINISHED = ("~", ".bak", ".tmp", ".part", ".partial", ".swp", ".crdownload", "-wal", "-shm", "-journal")
"""How the names end that programs give to a file that is not finished, to the one before, and to what a database is
not without."""


class FoundFile(Record):
    """A file to read: `source` is its name in the corpus, `root` the folder it was found in, None if it was named."""

    source: str
    path: Path
    root: str | None = None


class Fault(Record):
    """A path that cannot be read, and why, for the person who gave it."""

    source: str
    reason: str


class Listing(Record):
    """What the given paths lead to: every file once, in the order of the names."""

    files: tuple[FoundFile, ...]
    folders: tuple[str, ...]
    faults: tuple[Fault, ...]


def list_files(paths: Iterable[str | Path]) -> Listing:
    """The named files, and every file in or below the folders but for hidden and unfinished ones and READMEs.

    Links to files are read, links to folders inside a folder are not followed. What cannot be listed is a `Fault`.
    """
    files: dict[str, FoundFile] = {}
    folders, faults = [], []
    for path in map(Path, paths):
        if path.is_dir():
            folders.append(source_name(path))
            found = list(_walk(path))
            faults += [item for item in found if isinstance(item, Fault)]
            files |= {item.source: item for item in found if isinstance(item, FoundFile)}
        else:
            files.setdefault(source_name(path), FoundFile(source=source_name(path), path=path))
    ordered = tuple(files[source] for source in sorted(files))
    return Listing(files=ordered, folders=tuple(folders), faults=tuple(faults))


def source_name(path: str | Path) -> str:
    """The one name of a file: relative to the current folder if it lies in it, else absolute; always with slashes."""
    absolute = Path(os.path.normpath(Path.cwd() / path))
    name = absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute
    # A name in another encoding reaches us with stand-ins for its bytes, which no database takes.
    return os.fsencode(name.as_posix()).decode("utf-8", "backslashreplace")


def lies_in(source: str, folder: str) -> bool:
    """Whether a source lies in or below a folder, both as `source_name` gives them."""
    if folder == ".":
        return not Path(source).is_absolute() and not source.startswith("../")
    return source.startswith(folder.rstrip("/") + "/")


def text_of(data: bytes) -> str:
    """The text of a file that somebody sends. Raises `ArticleError` with the reason why these bytes are no article."""
    if len(data) > LARGEST:
        raise ArticleError(too_large(len(data)))
    if not data.strip():
        raise ArticleError("is empty")
    if (place := data.find(b"\x00")) >= 0:
        raise ArticleError(f"is not plain text: byte {place} is NUL; an article is a text file in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"is not UTF-8: byte {error.start} is 0x{data[error.start]:02x}; save it in UTF-8"
        ) from error


def read_head(path: Path) -> bytes:
    """The first bytes of a regular file; anything else, and what is larger than an archive may be, is never opened."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ArticleError("is not a file that can be read as text")
        if found.st_size > LARGEST_FILE:
            raise ArticleError(
                f"is too large: {found.st_size / 1e6:,.0f} MB, and {LARGEST_FILE / 1e6:,.0f} MB is the most"
            )
        with path.open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError) as error:
        raise ArticleError(explain(path, error)) from error


def read_bytes(path: Path) -> bytes:
    """All bytes of a file that is one article by its size."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise ArticleError(too_large(size))
        with path.open("rb") as file:
            return file.read(LARGEST)
    except (OSError, ValueError) as error:
        raise ArticleError(explain(path, error)) from error


def _walk(folder: Path) -> Iterator[FoundFile | Fault]:
    denied: list[OSError] = []
    for current, below, names in os.walk(folder, onerror=denied.append):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and not name.endswith(_UNFINISHED) and not is_about(name):
                path = Path(current, name)
                yield FoundFile(source=source_name(path), path=path, root=source_name(folder))
    for error in denied:
        yield Fault(source=source_name(error.filename), reason=explain(Path(error.filename), error))


def explain(path: Path, error: OSError | ValueError) -> str:
    """Why a path cannot be read, in words that go behind its name."""
    if isinstance(error, FileNotFoundError):
        return "is a link to a file that does not exist" if path.is_symlink() else "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read: you have no permission"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
