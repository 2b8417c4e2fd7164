"""The formats that articles come in: one reader a file, chosen by what the bytes are.

A reader is imported when the first file of its kind comes, in the process that reads articles: what some of them stand
on is large, and an extra.
"""

import hashlib
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, NamedTuple

from corpus.errors import ArticleError
from corpus.ingest.formats.piece import Origin, Piece, article_of
from corpus.ingest.formats.sniff import kind_of
from corpus.ingest.limits import LARGEST, too_large
from corpus.models import Article


class Format(NamedTuple):
    """A format: what it is called, its media type, and the module that reads it."""

    name: str
    media_type: str
    module: str


FORMATS = {
    "text": Format("plain text", "text/plain", "text"),
    "html": Format("a web page", "text/html", "html"),
    "feed": Format("a feed", "application/rss+xml", "feed"),
    "ninjs": Format("ninjs", "application/json", "ninjs"),
    "json": Format("JSON", "application/json", "records"),
    "newsml": Format("NewsML-G2", "application/vnd.iptc.g2.newsmessage+xml", "newsml"),
    "nitf": Format("NITF", "application/nitf+xml", "nitf"),
    "eml": Format("an e-mail", "message/rfc822", "eml"),
    "docx": Format(
        "a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    ),
    "pdf": Format("a PDF", "application/pdf", "pdf"),
    "captions": Format("subtitles", "text/vtt", "captions"),
    "markdown": Format("Markdown", "text/markdown", "markdown"),
}
CONTAINERS = {"zip", "tar", "tar.gz", "gz", "warc", "jsonl", "csv"}
"""What holds many articles, each of them in one of the formats."""


def articles_in(data: bytes, origin: Origin) -> tuple[Article, ...]:
    """The articles that these bytes hold; most formats have one. Raises `ArticleError` with the reason for none."""
    if len(data) > LARGEST:
        raise ArticleError(too_large(len(data)))
    if not data.strip():
        raise ArticleError("is empty")
    kind = kind_of(data)
    if kind in CONTAINERS:
        raise ArticleError("is an archive within an archive; unpack it first")
    read: Any = _reader(FORMATS[kind])
    if kind == "text":
        return (read(data, origin, hashlib.sha256(data).hexdigest()),)
    found = [article_of(piece, origin, data, FORMATS[kind].media_type) for piece in _pieces(read, data, kind)]
    for article in found:
        _refuse_half_letters(article)
    return tuple(found)


def _refuse_half_letters(article: Article) -> None:
    """Raises `ArticleError` for what escapes of JSON and XML can write, and no text and no database can have."""
    said = article.original
    words = [article.text, article.source, article.outlet, *(said.authors if said else ())]
    words += [said.uri, said.language, said.locator] if said else []
    if any("\x00" in word or not _is_whole(word) for word in words if word):
        raise ArticleError("holds half a letter or a NUL, which no text can have")


def _is_whole(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _pieces(read: Callable[[bytes], Iterable[Piece]], data: bytes, kind: str) -> Iterable[Piece]:
    try:
        return tuple(read(data))
    except ModuleNotFoundError as error:
        raise ArticleError(f"is {FORMATS[kind].name}: {missing(error)}") from error


def missing(error: ModuleNotFoundError) -> str:
    """What to tell who has not set up the package that reads a format."""
    return f"it needs {error.name}, which `make run EXTRAS=formats` sets up"


def _reader(format_: Format) -> Any:
    return import_module(f"{__name__}.{format_.module}").read
