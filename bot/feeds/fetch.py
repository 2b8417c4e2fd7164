"""Asking for an address as a polite guest does: conditionally, slowly, as robots.txt allows, and never without end."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp

from bot.feeds.addresses import PublicResolver, check_address
from bot.release import VERSION
from corpus.errors import ArticleError
from corpus.ingest import LARGEST
from corpus.ingest.limits import too_large

AGENT = f"Readout/{VERSION}"
MOST_REDIRECTS = 5
LARGEST_ROBOTS = 500_000
"""Bytes of a robots.txt that are looked at, as RFC 9309 has it."""

BETWEEN = 1.0
"""Seconds between two questions to one host, if its robots.txt does not ask for more."""

LONGEST_BETWEEN = 30.0
PATIENCE = aiohttp.ClientTimeout(total=60, connect=10, sock_read=20)
_CHUNK = 65_536
_NOTHING = b"User-agent: *\nDisallow: /"
_MOVED = frozenset([301, 302, 303, 307, 308])


class Fetched(NamedTuple):
    """An answer: `wait` are the seconds that the host asks to be left alone for, 0 for nothing said."""

    status: int
    data: bytes = b""
    url: str = ""
    etag: str | None = None
    last_modified: str | None = None
    wait: float = 0.0


class Fetcher:
    """Fetches addresses, one host at a pace. Belongs to one event loop; `fetcher` makes one."""

    def __init__(self, session: aiohttp.ClientSession, *, private: bool) -> None:
        self._session, self._private = session, private
        self._robots: dict[str, RobotFileParser] = {}
        self._next: dict[str, float] = {}

    async def fetch(self, url: str, known: Mapping[str, str] | None = None) -> Fetched:
        """What lies at an address, its redirects followed; `known` are headers that make the question conditional.

        Raises `ArticleError` for an address that may not be asked, and for an answer that is too large;
        `aiohttp.ClientError`, OSError or TimeoutError where there is no answer.
        """
        for _ in range(MOST_REDIRECTS + 1):
            check_address(url, private=self._private)
            rules = await self._rules(url)
            if not rules.can_fetch(AGENT, url):
                raise ArticleError("may not be fetched: its robots.txt says so")
            await self._turn(url, float(rules.crawl_delay(AGENT) or 0))
            found, moved = await self._ask(url, known or {}, LARGEST)
            if moved is None:
                return found
            url = urljoin(url, moved)
        raise ArticleError(f"leads from one address to the next more than {MOST_REDIRECTS} times")

    async def _rules(self, url: str) -> RobotFileParser:
        """What robots.txt allows: all where there is none, nothing where it cannot be read just now."""
        host = _host(url)
        if host not in self._robots:
            rules = self._robots[host] = RobotFileParser()
            found, moved = await self._ask(f"{host}/robots.txt", {}, LARGEST_ROBOTS)
            unreadable = found.status >= 500 or found.status == 429
            told = _NOTHING if unreadable else b"" if moved or found.status >= 400 else found.data
            rules.parse(told.decode("utf-8", "replace").splitlines())
        return self._robots[host]

    async def _turn(self, url: str, delay: float) -> None:
        host, now = _host(url), time.monotonic()
        begins = max(now, self._next.get(host, now))
        self._next[host] = begins + min(max(BETWEEN, delay), LONGEST_BETWEEN)
        await asyncio.sleep(begins - now)

    async def _ask(self, url: str, headers: Mapping[str, str], most: int) -> tuple[Fetched, str | None]:
        """The answer, and where it sends us instead."""
        async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status in _MOVED and (to := answer.headers.get("Location")):
                return Fetched(answer.status, url=url), to
            data = await _body(answer, most) if answer.status == 200 else b""
            validators = (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
            return Fetched(answer.status, data, url, *validators, _wait(answer.headers.get("Retry-After"))), None


async def _body(answer: aiohttp.ClientResponse, most: int) -> bytes:
    """The body as it is unpacked: a small answer can unpack to a large one."""
    data = bytearray()
    async for part in answer.content.iter_chunked(_CHUNK):
        data += part
        if len(data) > most:
            raise ArticleError(too_large(len(data)))
    return bytes(data)


def _wait(retry_after: str | None) -> float:
    """Seconds, which a host may write as a number or as a moment (RFC 9110); 0 for what is neither."""
    if not retry_after:
        return 0.0
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@asynccontextmanager
async def fetcher(*, private: bool) -> AsyncIterator[Fetcher]:
    """A fetcher with connections of its own; `private` addresses are for feeds of one's own network."""
    connector = aiohttp.TCPConnector(resolver=None if private else PublicResolver(), limit=8)
    headers = {
        "User-Agent": AGENT,
        "Accept": "application/feed+json, application/rss+xml, application/xml, text/html;q=0.8",
    }
    async with aiohttp.ClientSession(
        connector=connector, timeout=PATIENCE, headers=headers, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield Fetcher(session, private=private)
