"""The feeds that are due: each asked, its new articles read in, and when it is asked again."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import aiohttp

from bot.feeds.fetch import Fetched, Fetcher, fetcher
from bot.settings import Settings
from corpus.errors import ArticleError
from corpus.ingest import FileReport, Reader, extract_article, take_in
from corpus.ingest.formats.feed import read as entries_of
from corpus.ingest.formats.piece import Origin
from corpus.ingest.formats.sniff import kind_of
from corpus.keepings import Feed
from corpus.store import Corpus

LONGEST_PAUSE = timedelta(days=1)
"""Between two questions to a feed that fails again and again."""

GONE = 410
NOT_MODIFIED = 304
FEEDS = frozenset(["feed", "ninjs", "newsml"])
"""The formats that come at an address which is asked again."""


class Read(NamedTuple):
    """What became of a feed, and of the articles in it; `feed` is as it is kept now."""

    feed: Feed
    reports: tuple[FileReport, ...] = ()

    @property
    def told(self) -> str:
        """A line: "3 added, 12 unchanged"."""
        if self.feed.trouble:
            return self.feed.trouble
        counts = Counter(one.outcome for one in self.reports)
        return ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) or "nothing new"


def add_feed(corpus: Corpus, url: str) -> Feed:
    """Keeps a feed, due at once; one that is there already is asked anew. Raises StoreError."""
    feed = Feed(url=url, due=datetime.now(UTC))
    corpus.feeds.keep(feed)
    return feed


async def read_feeds(
    corpus: Corpus, settings: Settings, feeds: Sequence[Feed], reader: Reader = extract_article
) -> AsyncIterator[Read]:
    """Asks these feeds, one after the other, and keeps what was learnt of each before the next. Raises StoreError."""
    async with fetcher(private=settings.feeds_private) as fetch:
        for feed in feeds:
            read = await _read(corpus, settings, feed, fetch, reader)
            corpus.feeds.keep(read.feed)
            yield read


async def _read(corpus: Corpus, settings: Settings, feed: Feed, fetch: Fetcher, reader: Reader) -> Read:
    pause = timedelta(minutes=settings.feed_minutes)
    try:
        found = await fetch.fetch(feed.url, _conditions(feed))
        if found.status == NOT_MODIFIED:
            return Read(_well(feed, Fetched(NOT_MODIFIED, etag=feed.etag, last_modified=feed.last_modified), pause))
        if found.status != 200:
            return Read(_failed(feed, _refusal(found.status), pause, found))
        if kind_of(found.data) not in FEEDS:
            raise ArticleError("is no feed: it holds no RSS, Atom, JSON Feed, ninjs or NewsML-G2")
        reports = take_in(corpus, found.data, Origin(source=feed.url, file=feed.url), reader)
        pages = await _pages(corpus, found.data, fetch, reader) if settings.feed_pages else ()
    except ArticleError as error:
        return Read(_failed(feed, str(error), pause))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Read(_failed(feed, f"cannot be reached: {error or type(error).__name__}", pause))
    return Read(_well(feed, found, pause), (*reports, *pages))


def _conditions(feed: Feed) -> dict[str, str]:
    known = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in known.items() if value}


async def _pages(corpus: Corpus, data: bytes, fetch: Fetcher, reader: Reader) -> tuple[FileReport, ...]:
    """The articles of which the feed has only a summary, from their own pages; each page is asked for once."""
    if kind_of(data) != "feed":
        return ()
    partial = [entry.url for entry in entries_of(data) if entry.partial and entry.url]
    read: list[FileReport] = []
    for url in dict.fromkeys(partial):
        if corpus.intake.digests_of([url]):
            continue
        try:
            found = await fetch.fetch(url)
            if found.status != 200:
                raise ArticleError(_refusal(found.status))
            read += take_in(corpus, found.data, Origin(source=url, file=url, url=url), reader)
        except ArticleError as error:
            read.append(FileReport(path=url, outcome="left out", reason=str(error)))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            read.append(FileReport(path=url, outcome="failed", reason=str(error) or type(error).__name__))
    return tuple(read)


def _refusal(status: int) -> str:
    return "is gone for good" if status == GONE else f"was refused: HTTP status {status}"


def _well(feed: Feed, found: Fetched, pause: timedelta) -> Feed:
    now = datetime.now(UTC)
    known = {"etag": found.etag, "last_modified": found.last_modified}
    return feed.model_copy(update={"due": now + pause, "read": now, "failures": 0, "trouble": None, **known})


def _failed(feed: Feed, why: str, pause: timedelta, found: Fetched | None = None) -> Feed:
    """Asked again after a pause that doubles, not before the host's own time, and never again what is gone."""
    wait = max(min(pause * 2**feed.failures, LONGEST_PAUSE), timedelta(seconds=found.wait if found else 0))
    due = None if found and found.status == GONE else datetime.now(UTC) + wait
    return feed.model_copy(update={"due": due, "failures": feed.failures + 1, "trouble": why})


def run_feeds(corpus: Corpus, settings: Settings, feeds: Sequence[Feed], tell: Callable[[Read], None]) -> None:
    """Asks these feeds and tells of each as soon as it is read."""

    async def run() -> None:
        async for read in read_feeds(corpus, settings, feeds):
            tell(read)

    asyncio.run(run())
