"""From the text of a file to an `Article`: the header line, the title, where the body begins."""

import hashlib
import re
from datetime import date
from pathlib import PurePosixPath

from corpus.errors import ArticleError
from corpus.models import Article, Span

_BOM = "\ufeff"
_BLANK = " \t\u00a0"
_HEADER = re.compile(
    rf"{_BOM}?[{_BLANK}]*(?:date[{_BLANK}]+(?P<date>\d{{4}}-\d\d-\d\d)(?!\S))?[{_BLANK}]*(?P<title>[^\r\n]*)"
)
_LINE = re.compile(r"(?P<line>[^\r\n]*)(?P<end>\r\n|\r|\n|$)")
_LONGEST_HEADLINE = 300
"""Characters; a longer first line is a paragraph. Headlines of the news agencies stay under 150."""


def read_article(text: str, source: str) -> Article:
    """Reads the header ` date YYYY-MM-DD Headline` if there is one; `source` is the path or name of the file.

    Either half of the header may be missing: without a date `published` is None, without a headline `title` is None.
    A first line without a date is a headline only if it is short and a blank line follows it. `text` is kept as it
    is, byte-order mark and line ends included. Raises `ArticleError` for a text with nothing in it.
    """
    if not text.strip(_BOM + _BLANK + "\r\n\f\v"):
        raise ArticleError(f"{source} is empty: there is nothing to read in it")
    published, title, body_start = _read_header(text)
    return Article(
        id=article_id(source),
        title=title.text if title else None,
        published=published,
        source=source,
        text=text,
        body_start=body_start,
        title_span=title,
    )


def article_id(source: str) -> str:
    """An id that stays the same as long as the file keeps its name: its stem, and a hash that tells folders apart."""
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(source).stem.lower()).strip("-")[:40]
    return f"{stem or 'article'}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def _read_header(text: str) -> tuple[date | None, Span | None, int]:
    """The date, the title and where the body begins; a text without a header is all body."""
    header = _HEADER.match(text)
    if header is None:
        return None, None, 0
    published = _read_date(header["date"])
    line = _LINE.match(text)
    end = line.end() if line else 0
    title = _trimmed(text, header.start("title"), header.end("title"))
    if header["date"] and published is None:
        return None, None, 0
    if published is None and not (title and _is_headline(text, title, end)):
        return None, None, 0
    return published, title, end


def _read_date(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _is_headline(text: str, title: Span, line_end: int) -> bool:
    """A short first line that a blank line follows and that does not end as a sentence of prose does."""
    following = _LINE.match(text, line_end)
    blank_after = following is not None and not following["line"].strip() and following.end() < len(text)
    return blank_after and len(title.text) <= _LONGEST_HEADLINE and not title.text.endswith((".", "”", '."', ":"))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start=start, end=start + len(words), text=words) if words else None
