"""WARC, what web archives keep: the pages that were answered with, each with its address."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

from corpus.errors import ArticleError
from corpus.ingest.containers.part import Part, refuse_fold
from corpus.ingest.limits import LARGEST, too_large

_PAGES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/pdf")


def parts_of(path: Path) -> Iterator[Part]:
    """The pages of an archive, in its order. Raises `ArticleError` before the first where it is not whole."""
    _refuse_damage(path)
    with path.open("rb") as file:
        for record in _records(file):
            if _is_page(record):
                yield _part(record)


def _refuse_damage(path: Path) -> None:
    """Reads it once to its end: a record that is cut off would pass for a shorter page."""
    packed, unpacked = path.stat().st_size, 0
    try:
        with path.open("rb") as file, redirect_stderr(StringIO()):
            records = _records(file, no_record_parse=True)
            for record in records:
                while chunk := record.raw_stream.read(1 << 16):
                    unpacked += len(chunk)
                    refuse_fold(packed, unpacked)
                if getattr(record.raw_stream, "limit", 0):
                    raise ArticleError("is a WARC that is cut off: its last record is not whole")
    except ArticleError:
        raise
    except Exception as error:  # whatever the library meets in bytes that are no WARC
        raise ArticleError(f"is a WARC that cannot be read: {type(error).__name__}: {error}"[:200]) from error


def _records(file: Any, **options: bool) -> Any:
    from warcio.archiveiterator import ArchiveIterator

    return ArchiveIterator(file, **options)


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.strip().lower().startswith(_PAGES)


def _part(record: Any) -> Part:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    data = record.content_stream().read(LARGEST + 1)
    fault = too_large(len(data)) if len(data) > LARGEST else None
    return Part(locator=address[:2000], data=b"" if fault else data, url=address or None, fault=fault)
