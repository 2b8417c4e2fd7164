"""Tar archives, plain or gzipped, and single gzipped files."""

import gzip
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal
from zlib import error as ZlibError

from corpus.errors import ArticleError
from corpus.ingest.containers.names import fault_of, is_hidden
from corpus.ingest.containers.part import MOST_PARTS, Part, refuse_fold
from corpus.ingest.limits import LARGEST, too_large

Mode = Literal["r|", "r|gz"]

_CHUNK = 1 << 20
BROKEN = (tarfile.TarError, ZlibError, EOFError, OSError, ValueError)


def refuse_damage(path: Path) -> None:
    """Reads a gzipped file once to its end. Raises `ArticleError` where it is cut off, or comes to far too much."""
    packed, unpacked = path.stat().st_size, 0
    try:
        with gzip.open(path) as file:
            while chunk := file.read(_CHUNK):
                unpacked += len(chunk)
                refuse_fold(packed, unpacked)
    except BROKEN as error:
        raise ArticleError(f"is gzipped and not whole: {error}") from error


def parts_of(path: Path, *, gzipped: bool) -> Iterator[Part]:
    """The regular files of an archive, in its order. Raises `ArticleError` before the first where it is cut off."""
    if gzipped:
        refuse_damage(path)
    mode: Mode = "r|gz" if gzipped else "r|"
    _refuse_broken(path, mode)
    with tarfile.open(path, mode) as archive:
        for one in archive:
            if (one.isfile() or one.issym() or one.islnk() or one.isdev()) and not is_hidden(one.name):
                yield _part(archive, one)


def _refuse_broken(path: Path, mode: Mode) -> None:
    """Reads over all members: a tar has no list of them."""
    try:
        with tarfile.open(path, mode) as archive:
            count = sum(1 for _ in archive)
    except BROKEN as error:
        raise ArticleError(f"is a tar that is not whole: {error}") from error
    if count > MOST_PARTS:
        raise ArticleError(f"holds {count:,} files, and {MOST_PARTS:,} is the most")


def _part(archive: tarfile.TarFile, one: tarfile.TarInfo) -> Part:
    if why := fault_of(one.name):
        return Part(locator=one.name, fault=why)
    if not one.isfile():
        return Part(locator=one.name, fault="is a link or a device, which no archive of articles needs")
    if one.size > LARGEST:
        return Part(locator=one.name, fault=too_large(one.size))
    file = archive.extractfile(one)
    return Part(locator=one.name, data=file.read() if file else b"")


def opened(path: Path, *, gzipped: bool) -> BinaryIO:
    """The bytes of a file, unpacked while they are read."""
    return gzip.open(path) if gzipped else path.open("rb")  # type: ignore[return-value]
