"""Which files are articles, under which name the corpus knows them, and what they hold."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import ArticleError
from corpus.models import Record

LARGEST = 20_000_000
"""Bytes. The longest newspaper articles have a fiftieth of it; a larger file is something else."""


class TextFile(Record):
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

    files: tuple[TextFile, ...]
    folders: tuple[str, ...]
    faults: tuple[Fault, ...]


def list_files(paths: Iterable[str | Path]) -> Listing:
    """The named files, whatever their names, and every `.txt` in or below the folders; other kinds are passed over.

    Links to files are read, links to folders inside a folder are not followed. What cannot be listed is a `Fault`.
    """
    files: dict[str, TextFile] = {}
    folders, faults = [], []
    for path in map(Path, paths):
        if path.is_dir():
            folders.append(source_name(path))
            found = list(_walk(path))
            faults += [item for item in found if isinstance(item, Fault)]
            files |= {item.source: item for item in found if isinstance(item, TextFile)}
        else:
            files.setdefault(source_name(path), TextFile(source=source_name(path), path=path))
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


def read_text(file: TextFile) -> str:
    """The file's text, unchanged. Raises `ArticleError` with the reason why it cannot be an article."""
    return text_of(read_bytes(file.path))


def text_of(data: bytes) -> str:
    """The text that these bytes hold. Raises `ArticleError` with the reason why they are no article."""
    if len(data) > LARGEST:
        raise ArticleError(_too_large(len(data)))
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


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of a size that an article can have; anything else is never opened."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ArticleError("is not a file that can be read as text")
        if found.st_size > LARGEST:
            raise ArticleError(_too_large(found.st_size))
        with path.open("rb") as file:
            return file.read(LARGEST)
    except (OSError, ValueError) as error:
        raise ArticleError(_explain(path, error)) from error


def _too_large(size: int) -> str:
    return f"is too large: {size / 1e6:.1f} MB, and {LARGEST / 1e6:.0f} MB is the most"


def _walk(folder: Path) -> Iterator[TextFile | Fault]:
    denied: list[OSError] = []
    for current, _, names in os.walk(folder, onerror=denied.append):
        for name in names:
            if name.lower().endswith(".txt"):
                path = Path(current, name)
                yield TextFile(source=source_name(path), path=path, root=source_name(folder))
    for error in denied:
        yield Fault(source=source_name(error.filename), reason=_explain(Path(error.filename), error))


def _explain(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is a link to a file that does not exist" if path.is_symlink() else "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read: you have no permission"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
