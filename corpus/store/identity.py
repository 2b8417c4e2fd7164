"""Which articles are one: told by the uri, then by the address, then by the words with their outlet and day."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.models import Article, Original

_ENOUGH = 50
"""Words; fewer may stand in two articles."""


def keys_of(article: Article) -> Iterator[str]:
    """What tells an article from all others, the surest first; nothing for a short text without an address."""
    uri = article.original.uri if article.original else None
    if uri:
        # An id without a scheme is one among those of its outlet only.
        yield f"uri:{uri}" if ":" in uri else f"uri:{article.outlet or ''}:{uri}"
    if article.url and article.original:
        yield f"address:{address_of(article.url)}"
    words = words_in(article)
    if len(words) >= _ENOUGH:
        printed = (" ".join(words), article.outlet or "", str(article.published or ""))
        yield f"words:{hashlib.sha256(chr(0).join(printed).encode()).hexdigest()}"


def address_of(url: str) -> str:
    """The address without what differs between two ways to one page: scheme, "www.", a fragment, a campaign's mark."""
    parts = urlsplit(url)
    asked = urlencode([pair for pair in parse_qsl(parts.query) if not pair[0].startswith("utm_")])
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{asked}" if asked else "")


def words_in(article: Article) -> list[str]:
    return article.text[article.body_start :].casefold().split()


def later(article: Article) -> tuple[int, float]:
    """What orders the states of one article: its version, then the moment that it was changed or printed."""
    said = article.original or Original(file="", sha256="", media_type="")
    day = datetime.combine(article.published, datetime.min.time(), UTC) if article.published else None
    moment = said.modified or day
    return said.version or 0, moment.timestamp() if moment else 0.0
