"""Feeds are read from a real server on this machine: once, politely, and whatever it answers."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.feeds.run import Read, add_feed, read_feeds
from bot.settings import Settings
from corpus.keepings import Feed
from corpus.models import Article, Extraction
from corpus.store import Corpus

ENTRY = """<item><title>{title}</title><link>{link}</link><guid>{link}</guid>
<pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate>{body}</item>"""
WHOLE = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{}</content:encoded>'
LONG = "The ferry sailed in the morning, and nobody on the quay waved at it. " * 8
PAGE = "<html lang='en'><body><article><h1>The ferry</h1><p>{}</p></article></body></html>"


def rss(*entries: str) -> str:
    head = "<title>Tidende</title><language>en</language>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{''.join(entries)}</channel></rss>"


def read_words(article: Article) -> Extraction:
    return Extraction()


class Host:
    """A web server with what a test puts on it; it notes what it is asked."""

    def __init__(self) -> None:
        self.pages: dict[str, web.Response | str] = {"/robots.txt": web.Response(status=404)}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, dict(request.headers)))
        page = self.pages.get(request.path, web.Response(status=404))
        if isinstance(page, str):
            return web.Response(text=page, content_type="text/html" if "<html" in page else "application/rss+xml")
        return web.Response(status=page.status, body=page.body, headers=page.headers)

    def times(self, path: str) -> int:
        return sum(one == path for one, _ in self.asked)


@pytest.fixture
async def host(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Host]:
    monkeypatch.setattr("bot.feeds.fetch.BETWEEN", 0.0)
    made, app = Host(), web.Application()
    app.router.add_route("*", "/{path:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


async def read(corpus: Corpus, feed: Feed, **settings: Any) -> Read:
    own = Settings(_env_file=None, feeds_private=True, **settings)
    (found,) = [one async for one in read_feeds(corpus, own, [feed], read_words)]
    assert corpus.feeds.all() == (found.feed,)
    return found


async def test_entries_are_articles_and_known_ones_are_not_read_again(corpus: Corpus, host: Host) -> None:
    link = f"{host.url}/ferry"
    host.pages["/feed"] = rss(ENTRY.format(title="The ferry", link=link, body=WHOLE.format(LONG)))
    first = await read(corpus, add_feed(corpus, f"{host.url}/feed"))
    assert first.told == "1 added"
    assert [(one.source.outlet, one.source.url) for one in corpus.recent()] == [("Tidende", link)]
    assert (await read(corpus, first.feed)).told == "1 unchanged"


async def test_what_has_not_changed_is_asked_for_conditionally(corpus: Corpus, host: Host) -> None:
    text = rss(ENTRY.format(title="The ferry", link="https://t.example/1", body=WHOLE.format(LONG)))
    host.pages["/feed"] = web.Response(body=text.encode(), headers={"ETag": '"7"'})
    first = await read(corpus, add_feed(corpus, f"{host.url}/feed"))
    host.pages["/feed"] = web.Response(status=304)
    second = await read(corpus, first.feed)
    assert second.told == "nothing new"
    assert second.feed.etag == '"7"'
    assert host.asked[-1][1]["If-None-Match"] == '"7"'
    assert host.asked[-1][1]["User-Agent"].startswith("Readout/")


async def test_the_page_is_fetched_of_a_summary_where_that_is_switched_on(corpus: Corpus, host: Host) -> None:
    link = f"{host.url}/ferry"
    host.pages["/feed"] = rss(
        ENTRY.format(title="The ferry", link=link, body="<description>The ferry sailed.</description>")
    )
    host.pages["/ferry"] = PAGE.format(LONG)
    feed = add_feed(corpus, f"{host.url}/feed")
    await read(corpus, feed)
    assert host.times("/ferry") == 0
    found = await read(corpus, feed, feed_pages=True)
    assert found.feed.trouble is None
    await read(corpus, feed, feed_pages=True)
    assert host.times("/ferry") == 1
    assert corpus.figures().articles == 1


async def test_robots_txt_is_kept_to(corpus: Corpus, host: Host) -> None:
    host.pages |= {"/robots.txt": "User-agent: *\nDisallow: /feed", "/feed": rss()}
    found = await read(corpus, add_feed(corpus, f"{host.url}/feed"))
    assert "robots.txt" in found.told
    assert host.times("/feed") == 0


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_a_robots_txt_that_cannot_be_read_allows_nothing_just_now(
    corpus: Corpus, host: Host, status: int
) -> None:
    host.pages |= {"/robots.txt": web.Response(status=status), "/feed": rss()}
    assert "robots.txt" in (await read(corpus, add_feed(corpus, f"{host.url}/feed"))).told
    assert host.times("/feed") == 0


async def test_failures_are_tried_again_after_growing_pauses(corpus: Corpus, host: Host) -> None:
    host.pages["/feed"] = web.Response(status=500)
    feed, pauses = add_feed(corpus, f"{host.url}/feed"), []
    for _ in range(3):
        before = datetime.now(UTC)
        feed = (await read(corpus, feed, feed_minutes=15)).feed
        assert feed.due is not None
        pauses.append(round((feed.due - before) / timedelta(minutes=15)))
    assert pauses == [1, 2, 4]
    assert feed.trouble == "was refused: HTTP status 500"
    host.pages["/feed"] = rss(ENTRY.format(title="The ferry", link="https://t.example/1", body=WHOLE.format(LONG)))
    assert (await read(corpus, feed)).feed.failures == 0


async def test_a_host_that_asks_for_time_gets_it(corpus: Corpus, host: Host) -> None:
    host.pages["/feed"] = web.Response(status=429, headers={"Retry-After": "7200"})
    feed = (await read(corpus, add_feed(corpus, f"{host.url}/feed"))).feed
    assert not feed.is_due(datetime.now(UTC) + timedelta(minutes=100))
    assert feed.is_due(datetime.now(UTC) + timedelta(minutes=130))


async def test_what_is_gone_is_not_asked_again(corpus: Corpus, host: Host) -> None:
    host.pages["/feed"] = web.Response(status=410)
    feed = (await read(corpus, add_feed(corpus, f"{host.url}/feed"))).feed
    assert feed.due is None
    assert not feed.is_due(datetime.now(UTC) + timedelta(days=1000))


async def test_redirects_are_followed_and_not_for_ever(corpus: Corpus, host: Host) -> None:
    host.pages["/old"] = web.Response(status=301, headers={"Location": "/feed"})
    host.pages["/round"] = web.Response(status=302, headers={"Location": "/round"})
    host.pages["/feed"] = rss(ENTRY.format(title="The ferry", link="https://t.example/1", body=WHOLE.format(LONG)))
    moved = add_feed(corpus, f"{host.url}/old")
    assert (await read(corpus, moved)).told == "1 added"
    corpus.feeds.remove(moved.url)
    assert "more than 5 times" in (await read(corpus, add_feed(corpus, f"{host.url}/round"))).told


async def test_a_redirect_into_a_file_is_refused(corpus: Corpus, host: Host) -> None:
    host.pages["/feed"] = web.Response(status=302, headers={"Location": "file:///etc/passwd"})
    assert "is no address" in (await read(corpus, add_feed(corpus, f"{host.url}/feed"))).told


async def test_an_answer_that_unpacks_without_end_is_cut_off(
    corpus: Corpus, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    monkeypatch.setattr("bot.feeds.fetch.LARGEST", 1_000_000)
    bomb = gzip.compress(b" " * 5_000_000)
    host.pages["/feed"] = web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
    assert "is too large" in (await read(corpus, add_feed(corpus, f"{host.url}/feed"))).told


async def test_a_web_page_is_no_feed(corpus: Corpus, host: Host) -> None:
    host.pages["/feed"] = PAGE.format(LONG)
    assert "is no feed" in (await read(corpus, add_feed(corpus, f"{host.url}/feed"))).told
    assert corpus.figures().articles == 0


async def test_a_host_that_is_not_there_is_told(corpus: Corpus, unused_tcp_port: int) -> None:
    feed = add_feed(corpus, f"http://127.0.0.1:{unused_tcp_port}/feed")
    assert "cannot be reached" in (await read(corpus, feed)).told


async def test_our_own_network_is_not_asked_unless_that_is_allowed(corpus: Corpus, host: Host) -> None:
    host.pages["/feed"] = rss()
    feed = add_feed(corpus, f"{host.url}/feed")
    (found,) = [one async for one in read_feeds(corpus, Settings(_env_file=None), [feed], read_words)]
    assert "private network" in found.told
    assert host.asked == []
