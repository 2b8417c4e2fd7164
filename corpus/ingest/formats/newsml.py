"""NewsML-G2 of the IPTC: the text items of a message, each with its body as NITF, as XHTML or as plain text."""

from collections.abc import Iterator
from typing import Any

from corpus.errors import UnwantedError
from corpus.ingest.formats.markup import first, local, parse_xml, prose, text_of_first
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.nitf import piece_of
from corpus.ingest.formats.piece import Piece
from corpus.ingest.formats.states import standing

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes) -> Iterator[Piece]:
    """The articles of a message, or the one of an item by itself. Raises `UnwantedError` where none is a text."""
    root = parse_xml(data)
    items = [item for item in root.iter() if local(item) == "newsitem"]
    texts = [item for item in items if _is_text(item)]
    if not texts:
        raise UnwantedError("holds no item that is a text")
    for number, item in enumerate(texts, 1):
        piece = _piece(item)
        yield piece.model_copy(update={"locator": piece.uri or f"item {number}"}) if len(texts) > 1 else piece


def _is_text(item: Any) -> bool:
    """By its class; a kill may come without a body, and is told of by its state."""
    kind = first(item, "itemclass")
    return kind is None or str(kind.get("qcode") or kind.get("uri") or "text").rpartition(":")[2].endswith("text")


def _piece(item: Any) -> Piece:
    said, version = _said(item), item.get("version") or ""
    inner = _inner(item)
    language = first(item, "language")
    published = text_of_first(item, "contentcreated", "firstcreated", "versioncreated")
    return Piece(
        body=inner.body if inner else "",
        title=text_of_first(item, "headline") or (inner.title if inner else None),
        published=day(published),
        outlet=_named(first(item, "infosource")) or _named(first(item, "provider")),
        language=language.get("tag") if language is not None else item.get(_LANGUAGE),
        authors=_authors(item),
        uri=item.get("guid"),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
        modified=moment(text_of_first(item, "versioncreated")),
        **said,
    )


def _said(item: Any) -> dict[str, Any]:
    """The state; an `embargoed` that is there and empty is an embargo without a known end."""
    status, embargo = first(item, "pubstatus"), first(item, "embargoed")
    word = None if status is None else status.get("qcode") or status.get("uri", "").replace("/", ":") or ""
    until = None if embargo is None else (embargo.text or "").strip()
    return standing(word, until).model_dump(include={"state", "embargoed_until"})


def _inner(item: Any) -> Piece | None:
    """What the content holds: the first that has a text."""
    for content in item.iter():
        if local(content) not in ("inlinexml", "inlinedata"):
            continue
        paper = first(content, "nitf")
        piece = piece_of(paper) if paper is not None else Piece(body=_words(content))
        if piece.body.strip():
            return piece
    return None


def _words(content: Any) -> str:
    if local(content) == "inlinedata":
        return "".join(content.itertext()).strip()
    body = first(content, "body")
    return prose(content if body is None else body)


def _authors(item: Any) -> tuple[str, ...]:
    names = [_named(element) for element in item.iter() if local(element) == "creator"]
    by = text_of_first(item, "by")
    return tuple(filter(None, names)) or ((by,) if by else ())


def _named(element: Any) -> str | None:
    """The name of a provider or a creator, else its literal."""
    if element is None:
        return None
    literal: str | None = element.get("literal")
    return text_of_first(element, "name") or literal
