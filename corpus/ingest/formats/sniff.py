"""What kind of file some bytes are, told by the bytes alone: a name can say anything."""

import csv
import json
import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from corpus.errors import UnwantedError
from corpus.ingest.formats.markdown import FRONT
from corpus.knowledge import words_of

HEAD = 1 << 16
"""Bytes that are looked at."""

_OTHERS = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"RIFF", "a recording or a WebP picture"), (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"),
    (b"ID3", "a recording"), (b"OggS", "a recording"), (b"fLaC", "a recording"), (b"\x1aE\xdf\xa3", "a video"),
    (b"\xd0\xcf\x11\xe0", "a file of an older Office; save it as .docx"), (b"{\\rtf", "rich text; save it as .docx"),
    (b"BZh", "compressed by bzip2; unpack it first"), (b"\xfd7zXZ", "compressed by xz; unpack it first"),
    (b"7z\xbc\xaf\x27", "a 7-Zip archive; unpack it first"), (b"Rar!", "a RAR archive; unpack it first"),
    (b"(\xb5/\xfd", "compressed by zstd; unpack it first"), (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"), (b"%!PS", "PostScript; save it as PDF"),
)  # fmt: skip
_XML = {
    **dict.fromkeys(("rss", "feed", "rdf"), "feed"),
    **dict.fromkeys(("newsmessage", "newsitem", "packageitem"), "newsml"),
    "nitf": "nitf",
}
_ROOT = re.compile(
    r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?P<doctype>[^>\[]*)(?:\[.*?\])?[^>]*>\s*)*<(?P<root>[\w.:-]+)",
    re.S | re.I,
)
_MAIL = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]{1,40}):[ \t]?\S?.*(?:\r?\n[ \t].*)*\r?\n")
_SRT = re.compile(r"\d{1,6}\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> ")
_HEADING = re.compile(r"#{1,3} \S.*\r?\n\s*\r?\n")


def kind_of(data: bytes) -> str:
    """The name of a format: a key of `FORMATS` or of `CONTAINERS`. Text is what nothing else is.

    `data` is the file or its first `HEAD` bytes. Raises `UnwantedError` for what is known to be no article.
    """
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise UnwantedError(f"is {what}")
    if data[4:8] == b"ftyp":
        raise UnwantedError("is a video or a recording")
    return _packed(data) or _text_kind(_glimpse(data))


def _packed(data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx" if _is_word(data) else "zip"
    if data.startswith(b"\x1f\x8b"):
        inner = _gunzipped(data)
        kind = _packed(inner) or ("jsonl" if _text_kind(_glimpse(inner)) in ("jsonl", "json") else "gz")
        return kind if kind in ("warc", "jsonl") else "tar.gz" if kind == "tar" else "gz"
    if data.startswith(b"WARC/"):
        return "warc"
    return "tar" if data[257:262] == b"ustar" else None


def _is_word(data: bytes) -> bool:
    """Whether a zip is a document of Word. Raises `UnwantedError` for the other files that are zips inside."""
    names = data[:HEAD]
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = "\n".join(archive.namelist()).encode()
    except (BadZipFile, ValueError, OSError):
        pass  # only its head: the names of its first members stand there too
    for mark, what in ((b"xl/", "a spreadsheet"), (b"ppt/", "slides"), (b"META-INF/container.xml", "a book")):
        if mark in names and (b"[Content_Types].xml" in names or mark.startswith(b"META")):
            raise UnwantedError(f"is {what}")
    return b"[Content_Types].xml" in names and b"word/" in names


def _gunzipped(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data[:HEAD], HEAD)
    except zlib.error:
        return b""


def _glimpse(data: bytes) -> str:
    """The first bytes as letters, whatever their encoding: signs and names of markup are the same in most of them."""
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _text_kind(text: str) -> str:
    if text.startswith("WEBVTT") or _SRT.match(text.lstrip()):
        return "captions"
    start = text.lstrip()[:1]
    found = _marked_up(text) if start == "<" else _json_kind(text) if start in ("{", "[") else None
    if found:
        return found
    if _is_mail(text):
        return "eml"
    if FRONT.match(text) or _HEADING.match(text):
        return "markdown"
    return "csv" if _is_table(text) else "text"


def _marked_up(text: str) -> str | None:
    """Raises `UnwantedError` for XML that no reader is for."""
    found = _ROOT.match(text)
    if found is None:
        return None
    root = found["root"].lower().rpartition(":")[2]
    if kind := _XML.get(root):
        return kind
    if root in words_of("markup.toml", "opening") or (found["doctype"] or "").strip().lower().startswith("html"):
        return "html"
    if text.lstrip().startswith("<?xml") or found["doctype"]:
        raise UnwantedError(f"is XML of a kind that is no article: <{found['root'][:60]}>")
    return None


def _json_kind(text: str) -> str | None:
    """None for a text that only begins as JSON does."""
    first, _, rest = text.lstrip().partition("\n")
    if first.rstrip().endswith("}") and rest.lstrip().startswith("{") and _is_object(first):
        return "jsonl"
    if re.match(r'\s*\{\s*(?:"|\})|\s*\[\s*(?:\{|\])', text) is None:
        return None
    if re.search(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org', text):
        return "feed"
    if re.search(r'"(?:body_xhtml|body_text|bodies|pub[sS]tatus|versioncreated|versionCreated)"\s*:', text):
        return "ninjs"
    return "json"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_mail(text: str) -> bool:
    """Whether it begins with the lines of a mail's head: who wrote it, and two more that only a mail has."""
    names, at = set[str](), 0
    while (line := _MAIL.match(text, at)) and len(names) < 60:
        names.add(line["name"].lower())
        at = line.end()
    return "from" in names and len(names & {"date", "subject", "to", "message-id", "mime-version", "received"}) >= 2


def _is_table(text: str) -> bool:
    """Whether its first line names the fields of an article, the text among them."""
    from corpus.ingest.formats.records import meaning_of

    head, _, rest = text.partition("\n")
    if not rest.strip() or len(head) > 2_000:
        return False
    delimiter = max(",;\t", key=head.count)
    try:
        names = next(csv.reader([head.strip()], delimiter=delimiter), [])
    except csv.Error:
        return False
    known = {meaning_of(name) for name in names} - {None}
    return "text" in known and len(known) > 1 and len(known) > len(names) / 3
