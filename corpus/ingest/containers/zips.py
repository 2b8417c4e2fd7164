"""Zip archives, read member by member and never unpacked to a disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from corpus.errors import ArticleError
from corpus.ingest.containers.names import fault_of, is_hidden
from corpus.ingest.containers.part import MOST_PARTS, Part, refuse_fold
from corpus.ingest.limits import LARGEST, too_large

_BROKEN = (BadZipFile, LargeZipFile, ZlibError, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)
_ENCRYPTED = 0x1


def refuse_bombs(file: BinaryIO | Path) -> None:
    """Raises `ArticleError` for a zip that is not whole, or that comes to far more than it holds."""
    try:
        with ZipFile(file) as archive:
            listed = archive.infolist()
    except _BROKEN as error:
        raise ArticleError(f"is a zip that is not whole: {error}") from error
    if len(listed) > MOST_PARTS:
        raise ArticleError(f"holds {len(listed):,} files, and {MOST_PARTS:,} is the most")
    refuse_fold(sum(one.compress_size for one in listed), sum(one.file_size for one in listed))


def parts_of(path: Path) -> Iterator[Part]:
    """The members of an archive, in its order. Raises `ArticleError` before the first if any of them is damaged."""
    refuse_bombs(path)
    _refuse_damage(path)
    with ZipFile(path) as archive:
        for one in archive.infolist():
            if not one.is_dir() and not is_hidden(one.filename):
                yield _part(archive, one)


def _refuse_damage(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            if any(one.flag_bits & _ENCRYPTED for one in archive.infolist()):
                raise ArticleError("is encrypted; save it without its password")
            damaged = archive.testzip()
    except _BROKEN as error:
        raise ArticleError(f"is a zip that is not whole: {error}") from error
    if damaged is not None:
        raise ArticleError(f"is a zip that is damaged, at {damaged[:200]}")


def _part(archive: ZipFile, one: ZipInfo) -> Part:
    if why := fault_of(one.filename):
        return Part(locator=one.filename, fault=why)
    if one.file_size > LARGEST:
        return Part(locator=one.filename, fault=too_large(one.file_size))
    return Part(locator=one.filename, data=archive.read(one))
