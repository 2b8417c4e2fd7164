"""Drafts, as a newsroom keeps them, as text whose lines are known: plain text, Markdown, a web page, Word's own format.

Code is left out of all of them: nobody says it. Lines of a Word document are its paragraphs.
"""

from pathlib import PurePath

from corpus.errors import ArticleError
from corpus.ingest.drafts import markdown, plain, web_page
from corpus.ingest.formats import missing
from corpus.ingest.formats.sniff import kind_of
from corpus.quote_check.draft_text import DraftText, Words, draft_text

LARGEST = 5_000_000
"""Bytes of a draft; the longest book has fewer."""

_BY_NAME = {**dict.fromkeys((".md", ".markdown"), "markdown"), **dict.fromkeys((".html", ".htm", ".xhtml"), "html")}
_NO_DRAFTS = frozenset({"pdf", "zip", "tar", "tar.gz", "gz", "warc"})


def read_draft(data: bytes, name: str = "") -> DraftText:
    """The text of a draft; what it is its bytes tell, else the ending of its name, else it is plain text.

    Raises `ArticleError`, which says what to do, for what is none.
    """
    told = name or "The draft"
    if len(data) > LARGEST:
        raise ArticleError(f"{told} has more than {LARGEST:,} bytes: that is no draft")
    try:
        return _read(data, name, told)
    except ModuleNotFoundError as error:
        raise ArticleError(f"{told} cannot be read: {missing(error)}") from error


def plain_draft(text: str) -> DraftText:
    """The text of a draft that was typed in or pasted."""
    return draft_text(plain.paragraphs(text.replace("\r\n", "\n").replace("\r", "\n")))


def _read(data: bytes, name: str, told: str) -> DraftText:
    kind = _kind(data, name, told)
    if kind in _NO_DRAFTS:
        raise ArticleError(f"{told} is no draft that can be read: save it as text, Markdown, HTML or .docx")
    if kind == "docx":
        return draft_text(_paragraphs(data, told))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise ArticleError(f"{told} is no text in UTF-8: save it as plain text first") from error
    read = {"html": web_page.paragraphs, "markdown": markdown.paragraphs}.get(kind, plain.paragraphs)
    try:
        return draft_text(read(text))
    except ArticleError as error:
        raise ArticleError(f"{told} {error}") from error


def _kind(data: bytes, name: str, told: str) -> str:
    try:
        kind = kind_of(data)
    except ArticleError as error:
        raise ArticleError(f"{told} {error}") from error
    if kind == "docx" or kind in _NO_DRAFTS:
        return kind
    return _BY_NAME.get(PurePath(name).suffix.lower(), kind)


def _paragraphs(data: bytes, told: str) -> list[list[Words]]:
    from corpus.ingest.formats.docx import paragraphs

    try:
        return [[Words(number, words)] for number, words in enumerate(paragraphs(data), 1)]
    except ArticleError as error:
        raise ArticleError(f"{told} {error}") from error
