"""Lines of JSON and rows of a table: each is an article, known by its id wherever in the file it stands."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import ArticleError
from corpus.ingest.containers.part import Part
from corpus.ingest.containers.tars import opened, refuse_damage
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.records import meaning_of
from corpus.ingest.limits import LARGEST, too_large


def lines_of(path: Path, *, gzipped: bool) -> Iterator[Part]:
    """The lines of a JSONL file; one that is not whole is a fault of its own."""
    if gzipped:
        refuse_damage(path)
    with opened(path, gzipped=gzipped) as file:
        number = 0
        while line := file.readline(LARGEST + 1):
            number += 1
            if len(line) > LARGEST:
                yield Part(locator=f"line {number}", fault=too_large(len(line)))
                return
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _line(number, line)


def _line(number: int, line: bytes) -> Part:
    try:
        written = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        written = None
    if not isinstance(written, dict):
        return Part(locator=f"line {number}", fault="is no whole object of JSON")
    return Part(locator=_name(written, line), data=line)


def _name(fields: Mapping[str, Any], data: bytes) -> str:
    """What tells an article from the others of its file, wherever in it it stands: its id, its address, its bytes."""
    said = {meaning_of(name): value for name, value in fields.items() if isinstance(value, str | int) and value}
    return str(said.get("uri") or said.get("url") or hashlib.sha256(data).hexdigest()[:16])[:500]


def rows_of(path: Path) -> Iterator[Part]:
    """The rows of a table with a line of names at its head, each as an object of JSON.

    Raises `ArticleError` before the first row where a row has more or fewer fields than the head, or a quotation that
    is never closed: then nobody knows where one article ends.
    """
    text = decoded(path.read_bytes()).text.lstrip("\ufeff")
    _refuse_crooked(text)
    for row in csv.DictReader(text.splitlines(keepends=True), dialect=dialect_of(text)):
        data = json.dumps(row, ensure_ascii=False).encode()
        yield Part(locator=_name(row, data), data=data)


def _refuse_crooked(text: str) -> None:
    csv.field_size_limit(LARGEST)
    try:
        rows = csv.reader(text.splitlines(keepends=True), dialect=dialect_of(text), strict=True)
        width = len(next(rows))
        for number, row in enumerate(rows, 1):
            if row and len(row) != width:
                raise ArticleError(f"is a table whose row {number} has {len(row)} fields, and its head has {width}")
    except csv.Error as error:
        raise ArticleError(f"is a table that cannot be read: {error}") from error


class _Table(csv.excel):
    strict = True


def dialect_of(text: str) -> type[csv.Dialect]:
    """How a table is written, by the signs between the names in its head."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    return type("Dialect", (_Table,), {"delimiter": delimiter})
