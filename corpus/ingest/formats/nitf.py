"""NITF of the IPTC: one article an XML file."""

from collections.abc import Iterator
from typing import Any

from corpus.ingest.formats.markup import first, local, parse_xml, prose, text_of_first
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.piece import Piece
from corpus.ingest.formats.states import standing
from corpus.models import Standing


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a NITF file."""
    yield piece_of(parse_xml(data))


def piece_of(root: Any) -> Piece:
    """The article of a `nitf` element."""
    body, title = first(root, "body.content"), text_of_first(root, "hl1", "headline", "title")
    issued = _norm(root, "date.issue") or _norm(root, "story.date")
    version = (first(root, "du-key") if first(root, "du-key") is not None else {}).get("version") or ""
    return Piece(
        body=prose(body) if body is not None else "",
        title=title,
        published=day(issued),
        outlet=text_of_first(root, "distributor"),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        authors=tuple(filter(None, (text_of_first(root, "byline"),))),
        uri=_attribute(root, "doc-id", "id-string"),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
        modified=moment(issued),
        **_standing(root).model_dump(include={"state", "embargoed_until"}),
    )


def _standing(root: Any) -> Standing:
    """The state of its `docdata`; a moment of release that lies ahead is an embargo."""
    status = _attribute(root, "docdata", "management-status")
    release = _norm(root, "date.release") if _has(root, "date.release") else None
    embargoed = (status or "").strip().lower() == "embargoed"
    return standing("usable" if embargoed else status, (release or "") if embargoed else release)


def _has(root: Any, name: str) -> bool:
    return first(root, name) is not None


def _norm(root: Any, name: str) -> str | None:
    return _attribute(root, name, "norm")


def _attribute(root: Any, name: str, attribute: str) -> str | None:
    for element in root.iter():
        if local(element) == name:
            found: str | None = element.get(attribute)
            return found
    return None
