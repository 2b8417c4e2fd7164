"""A page of the web: its article by trafilatura, and what its JSON-LD says of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import ArticleError
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.piece import Piece

Json = dict[str, Any]

_LINKED = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script", re.I | re.S)
_FEWEST = 15
"""Words; a page that has fewer has no article, but lists or asks for something."""

_OPENED = re.compile(r"<(?:html|body|article)\b", re.I)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.I)
_ARTICLE = re.compile(r"\w*(?:Article|BlogPosting|Report)$")
_LANGUAGE = re.compile(r"<html[^>]*\slang\s*=\s*[\"']?([\w-]{2,20})", re.I)


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a page. Raises `ArticleError` for a page that is cut off, or that has none."""
    from trafilatura import bare_extraction

    found = decoded(data)
    if _OPENED.search(found.text) and not _CLOSED.search(found.text):
        raise ArticleError("is a page that is cut off: what it opens is never closed")
    page: Any = bare_extraction(found.text, with_metadata=True, include_comments=False, include_tables=False)
    if page is None or len((page.text or "").split()) < _FEWEST:
        raise ArticleError("is a page without an article that could be found")
    said = _linked(found.text)
    yield Piece(
        body="\n\n".join(line.strip() for line in page.text.splitlines() if line.strip()),
        title=_text(said.get("headline")) or page.title,
        published=day(said.get("datePublished")) or day(page.date),
        outlet=_name(said.get("publisher")) or page.sitename,
        url=_address(said) or page.url,
        language=_text(said.get("inLanguage")) or _language(found.text),
        authors=_names(said.get("author")) or tuple(filter(None, (page.author or "").split("; "))),
        modified=moment(said.get("dateModified")) or moment(said.get("datePublished")),
        partial=str(said.get("isAccessibleForFree", True)).lower() == "false",
        encoding=found.encoding,
        guessed=found.guessed,
    )


def _linked(page: str) -> Json:
    """What the page says of its article as JSON-LD; {} where it says nothing that can be read."""
    for script in _LINKED.findall(page):
        try:
            nodes = list(_nodes(json.loads(script), 0))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            kinds = node.get("@type")
            if any(_ARTICLE.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return node
    return {}


def _nodes(value: Any, depth: int) -> Iterator[Json]:
    if isinstance(value, list) and depth < 5:
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph", []), depth + 1)


def _address(said: Json) -> str | None:
    page = said.get("mainEntityOfPage")
    return _text(said.get("url")) or _text(page.get("@id") if isinstance(page, dict) else page)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_name, value if isinstance(value, list) else [value])))


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next(iter(_names(value)), None)
    return _text(value.get("name") if isinstance(value, dict) else value)


def _language(page: str) -> str | None:
    found = _LANGUAGE.search(page)
    return found[1] if found else None


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
