"""From the text of a file to an `Article`: the header lines, the title, where the body begins."""

import hashlib
import re
from datetime import date
from pathlib import PurePosixPath

from corpus.errors import ArticleError
from corpus.models import Article, Record, Span

_BOM = "\ufeff"
_BLANK = " \t\u00a0"
_HEADER = re.compile(
    rf"{_BOM}?[{_BLANK}]*(?:date[{_BLANK}]+(?P<date>\d{{4}}-\d\d-\d\d)(?!\S))?[{_BLANK}]*(?P<title>[^\r\n]*)"
)
_MEANT_AS_DATE = re.compile(
    rf"{_BOM}?[{_BLANK}]*date(?:[{_BLANK}]*:[{_BLANK}]*|[{_BLANK}]+)(?P<day>\d{{1,4}}([-/.])\d{{1,2}}\2\d{{1,4}})(?!\S)",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?P<line>[^\r\n]*)(?P<end>\r\n|\r|\n|$)")
_DETAIL = re.compile(
    rf"[{_BLANK}]+(?:outlet[{_BLANK}]+(?P<outlet>[^\s][^\r\n]{{0,199}})|url[{_BLANK}]+(?P<url>\S+)[{_BLANK}]*)(?:\r\n|\r|\n)"
)
_ADDRESS = re.compile(r"https?://[^\s<>|\"]{1,2000}")
_LONGEST_HEADLINE = 300
"""Characters; a longer first line is a paragraph. Headlines of the news agencies stay under 150."""


class _Header(Record):
    """What stands above the body; `end` is where the body begins."""

    published: date | None = None
    title: Span | None = None
    outlet: str | None = None
    url: str | None = None
    end: int = 0


def read_article(text: str, source: str) -> Article:
    """Reads the header ` date YYYY-MM-DD Headline` if there is one; `source` is the path or name of the file.

    Either half of the header may be missing: without a date `published` is None, without a headline `title` is None.
    A first line without a date is a headline only if it is short and a blank line follows it. Directly below the
    header ` outlet NAME` and ` url https://…` may stand, indented and with a blank line behind them; anything else is
    the body's. `text` is kept as it is, byte-order mark and line ends included. Raises `ArticleError` for a text with
    nothing in it.
    """
    if not text.strip(_BOM + _BLANK + "\r\n\f\v"):
        raise ArticleError(f"{source} is empty: there is nothing to read in it")
    header = _read_header(text)
    return Article(
        id=article_id(source),
        title=header.title.text if header.title else None,
        published=header.published,
        outlet=header.outlet,
        url=header.url,
        source=source,
        text=text,
        body_start=header.end,
        title_span=header.title,
    )


def unread_day(article: Article) -> str | None:
    """What a first line gives as the day of printing and is none ("2024-02-30", "30.2.2024"); else None."""
    meant = None if article.published else _MEANT_AS_DATE.match(article.text)
    return meant["day"] if meant else None


def is_address(url: str) -> bool:
    """Whether it is the address of a page as a ` url` line may hold it: http or https, without blanks."""
    return _ADDRESS.fullmatch(url) is not None


def article_id(source: str) -> str:
    """An id that stays the same as long as the file keeps its name: its stem, and a hash that tells folders apart."""
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(source).stem.lower()).strip("-")[:40]
    return f"{stem or 'article'}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def _read_header(text: str) -> _Header:
    """The header and where the body begins; a text without a header is all body."""
    header = _HEADER.match(text)
    if header is None:
        return _Header()
    published = _read_date(header["date"])
    line = _LINE.match(text)
    end = line.end() if line else 0
    title = _trimmed(text, header.start("title"), header.end("title"))
    details, below = _read_details(text, end) if title or published else ({}, end)
    if header["date"] and published is None:
        return _Header()
    if published is None and not (title and _is_headline(text, title, below)):
        return _Header()
    return _Header(published=published, title=title, end=below, **details)


def _read_details(text: str, start: int) -> tuple[dict[str, str], int]:
    """The outlet and the address, each at most once, and where they end; none unless a blank line follows them."""
    details: dict[str, str] = {}
    end = start
    while (found := _DETAIL.match(text, end)) and not (fresh := _detail(found)).keys() & details.keys() and fresh:
        details |= fresh
        end = found.end()
    return (details, end) if details and _blank_line_at(text, end) else ({}, start)


def _detail(found: re.Match[str]) -> dict[str, str]:
    """What a line holds by its name; nothing if it is no address of a page."""
    if found["outlet"]:
        return {"outlet": found["outlet"].rstrip()}
    return {"url": found["url"]} if is_address(found["url"]) else {}


def _blank_line_at(text: str, place: int) -> bool:
    """Whether the line that begins there is blank, with more behind it."""
    line = _LINE.match(text, place)
    return line is not None and not line["line"].strip() and line.end() < len(text)


def _read_date(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _is_headline(text: str, title: Span, header_end: int) -> bool:
    """A short first line that a blank line follows and that does not end as a sentence of prose does."""
    prose = title.text.endswith((".", "”", '."', ":"))
    return _blank_line_at(text, header_end) and len(title.text) <= _LONGEST_HEADLINE and not prose


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start=start, end=start + len(words), text=words) if words else None
