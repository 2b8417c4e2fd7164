"""ninjs of the IPTC, 1 to 3: what 3 calls `pubStatus` and `embargoedUntil` is `pubstatus` and `embargoed` before it."""

import json
from collections.abc import Iterator
from typing import Any

from corpus.errors import ArticleError, UnwantedError
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.markup import plain
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.piece import Piece
from corpus.ingest.formats.states import standing

Json = dict[str, Any]


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a ninjs file. Raises `UnwantedError` for a picture, a video and whatever else is no text."""
    try:
        written = json.loads(decoded(data).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"is JSON that is not whole: {error}") from error
    item = {str(key).lower(): value for key, value in written.items()}
    kind = str(item.get("type") or "text")
    if kind not in ("text", "composite"):
        raise UnwantedError(f"is a {kind} and no text")
    yield Piece(
        body=_body(item),
        title=_text(item.get("headline")) or _part(item, "headlines"),
        published=day(item.get("contentcreated") or item.get("firstcreated") or item.get("versioncreated")),
        outlet=_outlet(item),
        url=_text(item.get("url")),
        language=_text(item.get("language")),
        authors=_authors(item),
        uri=_text(item.get("uri")),
        version=_number(item.get("version")),
        modified=moment(item.get("versioncreated")),
        **_standing(item),
    )


def _standing(item: Json) -> Json:
    """Its state; an embargo that is there and says nothing is one without a known end."""
    embargoes = [item[name] for name in ("embargoed", "embargoeduntil") if name in item]
    status = item.get("pubstatus", "usable")
    embargo = None if not embargoes else str(embargoes[-1] or "")
    return standing(str(status), embargo).model_dump(include={"state", "embargoed_until"})


def _body(item: Json) -> str:
    if markup := next((item[name] for name in ("body_xhtml", "body_html") if item.get(name)), None):
        return plain(str(markup))
    if item.get("body_text"):
        return str(item["body_text"])
    bodies = [one for one in _listed(item.get("bodies")) if one.get("value")]
    whole = next((one for one in bodies if _role(one) in ("main", "body", "")), bodies[0] if bodies else {})
    kind = str({str(key).lower(): value for key, value in whole.items()}.get("contenttype") or "")
    value = str(whole.get("value") or "")
    return plain(value) if "html" in kind or value.lstrip().startswith("<") else value


def _part(item: Json, name: str) -> str | None:
    parts = _listed(item.get(name))
    main = next((one for one in parts if _role(one) in ("main", "")), parts[0] if parts else {})
    return _text(main.get("value"))


def _role(part: Json) -> str:
    return str(part.get("role") or "").rpartition("/")[2].lower()


def _outlet(item: Json) -> str | None:
    sources = _listed(item.get("infosources") or item.get("infosource"))
    return next((name for one in sources if (name := _text(one.get("name")))), None) or _text(
        item.get("copyrightholder")
    )


def _authors(item: Json) -> tuple[str, ...]:
    by = _text(item.get("byline") or item.get("by"))
    people = [one for one in _listed(item.get("people")) if "author" in _role(one) or "creator" in _role(one)]
    named = tuple(name for one in people if (name := _text(one.get("name"))))
    return named or ((by,) if by else ())


def _listed(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(value: Any) -> int | None:
    written = str(value or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
