"""RSS, Atom and JSON Feed: an article for each entry, whole where the feed has it whole."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from corpus.errors import ArticleError
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.markup import parse_xml, plain
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.piece import Piece

_MOST = 1_000
"""Entries; feeds of news have some dozens."""


def read(data: bytes) -> Iterator[Piece]:
    """The entries that have any text, each with its id as locator; what is only a summary is partial."""
    pieces = _json_feed(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _xml_feed(data)
    found = [piece for piece in pieces if piece.body.strip()]
    if not found:
        raise ArticleError("is a feed without an entry that has any text")
    if len(found) > _MOST:
        raise ArticleError(f"is a feed of {len(found):,} entries, and {_MOST:,} is the most")
    yield from found


def _xml_feed(data: bytes) -> Iterator[Piece]:
    import feedparser

    parse_xml(data)  # feedparser would take a feed that is cut off for one with fewer entries
    feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    outlet, language = feed.feed.get("title"), feed.feed.get("language")
    for number, entry in enumerate(feed.entries, 1):
        whole = [part.value for part in entry.get("content", ()) if part.get("value")]
        printed = entry.get("published_parsed") or entry.get("updated_parsed")
        yield Piece(
            body=plain(max(whole, key=len) if whole else entry.get("summary", "")),
            title=plain(entry.get("title", "")) or None,
            published=date(*printed[:3]) if printed else None,
            outlet=entry.get("source", {}).get("title") or outlet,
            url=entry.get("link"),
            language=entry.get("language") or language,
            authors=tuple(one["name"] for one in entry.get("authors", ()) if one.get("name")),
            uri=entry.get("id"),
            modified=moment(entry.get("updated")) or moment(entry.get("published")),
            partial=not whole,
            locator=entry.get("id") or entry.get("link") or f"entry {number}",
        )


def _json_feed(data: bytes) -> Iterator[Piece]:
    try:
        feed: dict[str, Any] = json.loads(decoded(data).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"is JSON that is not whole: {error}") from error
    items = feed.get("items")
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if isinstance(item, dict):
            yield _json_entry({key: value for key, value in item.items() if value}, feed, number)


def _json_entry(item: dict[str, Any], feed: dict[str, Any], number: int) -> Piece:
    whole = plain(str(item["content_html"])) if "content_html" in item else str(item.get("content_text", ""))
    people = item.get("authors") or feed.get("authors") or []
    address = str(item.get("url") or "") or None
    return Piece(
        body=whole or str(item.get("summary", "")),
        title=str(item["title"]) if "title" in item else None,
        published=day(item.get("date_published")),
        outlet=str(feed.get("title") or "") or None,
        url=address,
        language=item.get("language") or feed.get("language"),
        authors=tuple(str(one["name"]) for one in people if isinstance(one, dict) and one.get("name")),
        uri=str(item.get("id") or "") or None,
        modified=moment(item.get("date_modified")) or moment(item.get("date_published")),
        partial=not whole,
        locator=str(item.get("id") or address or f"entry {number}"),
    )
