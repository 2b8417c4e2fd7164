"""Archives and tables: their articles one after the other, none before all of the file is known to be whole."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import ArticleError
from corpus.ingest.containers import rows, tars, zips
from corpus.ingest.containers.part import Part
from corpus.ingest.formats import missing
from corpus.ingest.limits import LARGEST, too_large


def parts_of(path: Path, kind: str) -> Iterator[Part]:
    """The parts of a file of one of `CONTAINERS`. Raises `ArticleError`, before the first, where it is not whole."""
    gzipped = kind in ("tar.gz", "gz") or (kind == "jsonl" and _is_gzipped(path))
    if kind in ("tar", "tar.gz"):
        return tars.parts_of(path, gzipped=gzipped)
    if kind == "zip":
        return zips.parts_of(path)
    if kind == "jsonl":
        return rows.lines_of(path, gzipped=gzipped)
    if kind == "csv":
        return rows.rows_of(path)
    return _warc(path) if kind == "warc" else _single(path)


def _is_gzipped(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _warc(path: Path) -> Iterator[Part]:
    try:
        from corpus.ingest.containers import warc

        yield from warc.parts_of(path)
    except ModuleNotFoundError as error:
        raise ArticleError(f"is a WARC: {missing(error)}") from error


def _single(path: Path) -> Iterator[Part]:
    tars.refuse_damage(path)
    with gzip.open(path) as file:
        data = file.read(LARGEST + 1)
    fault = too_large(len(data)) if len(data) > LARGEST else None
    yield Part(locator=path.stem, data=b"" if fault else data, fault=fault)
