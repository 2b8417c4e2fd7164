"""Alerts as they run: once, together, not too often, and whatever becomes of one channel the others hear."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.alerts import Alerts, Pace
from bot.app import posting_client
from bot.fake_slack.slack import FakeSlack
from bot.faults import faults
from bot.settings import Settings
from bot.tasks import Tasks
from corpus.errors import StoreError
from corpus.keepings import Follow, Preferences
from corpus.models import Extraction, Person
from corpus.store import Corpus, open_corpus
from tests.identified import identified
from tests.invented import FOUND, PEOPLE, QUOTES, article, in_another_article

QUICK = Pace(every=0.02, quiet=0.02, least_between=0, again_in=0.05, gone_for=60)
LOOKS = 0.3  # seconds, in which the corpus is looked at several times


class Channels:
    """The network's edge: what was posted where, and how often it was tried."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.tried: list[str] = []
        self.refuses: dict[str, Exception] = {}

    async def post(self, channel: str, payload: dict[str, Any]) -> None:
        self.tried.append(channel)
        if channel in self.refuses:
            raise self.refuses[channel]
        assert faults({**payload, "channel": channel}) == []
        self.posted.append((channel, payload))

    def to(self, channel: str) -> list[str]:
        return [payload["text"] for where, payload in self.posted if where == channel]


@pytest.fixture
def channels() -> Channels:
    return Channels()


@pytest.fixture
def fishing(corpus: Corpus) -> Corpus:
    corpus.save(article(), FOUND, "1")
    return corpus


def follow(corpus: Corpus, channel: str = "C1", line: str = "/quote party:chile", upto: int = 1) -> Follow:
    wanted = Follow(team="T1", channel=channel, user="U1", line=line, label=f"label of {line}", upto=upto)
    return corpus.notebook.follow(wanted)


def arrive(corpus: Corpus, number: int) -> None:
    saying = QUOTES[5].model_copy(update={"text": f"We want guarantee number {number}"})
    corpus.save(*in_another_article(number, saying), f"more {number}")


def refusal(error: str, headers: dict[str, str] | None = None) -> SlackApiError:
    answer = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": error},
        headers=headers or {},
        status_code=200,
    )
    return SlackApiError(error, answer)  # type: ignore[no-untyped-call]


@asynccontextmanager
async def watching(corpus: Corpus, channels: Channels, pace: Pace = QUICK, **more: Any) -> AsyncIterator[Alerts]:
    tasks = Tasks(4)
    alerts = Alerts(corpus, channels.post, tasks, pace, **more)
    running = asyncio.create_task(alerts.run())
    try:
        yield alerts
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.wait({running}, timeout=1)
        assert running.cancelled()
        assert await tasks.finished(2)
        tasks.close()


async def until(true: Callable[[], object], within: float = 5) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_channel_hears_of_a_new_article_once(fishing: Corpus, channels: Channels) -> None:
    one = follow(fishing)
    async with watching(fishing, channels):
        await asyncio.sleep(LOOKS)
        assert channels.posted == []
        arrive(fishing, 1)
        await until(lambda: channels.posted)
        await asyncio.sleep(LOOKS)
    ((channel, payload),) = channels.posted
    assert channel == "C1"
    assert "We want guarantee number 1" in payload["text"]
    assert "response_type" not in payload
    assert (payload["unfurl_links"], payload["unfurl_media"]) == (False, False)
    (now,) = fishing.notebook.follows()
    assert (now.id, now.upto) == (one.id, 2)
    assert now.told_at is not None


async def test_many_articles_at_once_make_one_message(fishing: Corpus, channels: Channels) -> None:
    follow(fishing)
    follow(fishing, line="/talks")
    async with watching(fishing, channels, QUICK._replace(quiet=0.4)):
        for number in range(12):
            arrive(fishing, number)
            await asyncio.sleep(0.02)
        await until(lambda: channels.posted)
        await asyncio.sleep(LOOKS)
    (told,) = channels.to("C1")
    assert told.startswith("Tomás Arriagada, a Chilean negotiator. “We want guarantee number 11”. 6 May")


async def test_what_came_while_it_was_down_is_told_once(sqlite_url: str, channels: Channels) -> None:
    with open_corpus(sqlite_url) as before:
        before.save(article(), FOUND, "1")
        follow(before)
        arrive(before, 1)
    for _ in range(2):
        with open_corpus(sqlite_url) as after:
            async with watching(after, channels):
                await until(lambda: channels.posted)
                await asyncio.sleep(LOOKS)
    assert len(channels.posted) == 1


async def test_two_processes_tell_once(sqlite_url: str, channels: Channels) -> None:
    with open_corpus(sqlite_url) as one, open_corpus(sqlite_url) as other:
        one.save(article(), FOUND, "1")
        follow(one)
        async with watching(one, channels), watching(other, channels):
            arrive(one, 1)
            await until(lambda: channels.posted)
            await asyncio.sleep(2 * LOOKS)
    assert len(channels.posted) == 1


async def test_an_article_that_was_known_is_no_news(fishing: Corpus, channels: Channels) -> None:
    follow(fishing)
    async with watching(fishing, channels):
        fishing.save(article(), FOUND, "read anew")
        await asyncio.sleep(LOOKS)
    assert channels.posted == []


async def test_nothing_for_a_channel_moves_it_on_in_silence(fishing: Corpus, channels: Channels) -> None:
    follow(fishing, line="/quote person:ingrid-solbakken")
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: fishing.notebook.follows()[0].upto == 2)
    assert channels.tried == []
    assert fishing.notebook.follows()[0].told_at is None


async def test_a_channel_is_not_told_too_often_and_then_of_all(fishing: Corpus, channels: Channels) -> None:
    follow(fishing)
    async with watching(fishing, channels, QUICK._replace(least_between=1.5)):
        arrive(fishing, 1)
        await until(lambda: channels.posted)
        arrive(fishing, 2)
        await asyncio.sleep(LOOKS)
        arrive(fishing, 3)
        await asyncio.sleep(LOOKS)
        assert len(channels.posted) == 1
        await until(lambda: len(channels.posted) == 2)
    assert channels.to("C1")[1].startswith("Tomás Arriagada, a Chilean negotiator. “We want guarantee number 3”. 6 May")


async def test_the_pause_lasts_through_a_restart(fishing: Corpus, channels: Channels) -> None:
    one = follow(fishing)
    assert fishing.notebook.claim([one], 2, datetime.now(UTC))
    arrive(fishing, 1)
    arrive(fishing, 2)
    async with watching(fishing, channels, QUICK._replace(least_between=60)):
        await asyncio.sleep(LOOKS)
    assert channels.tried == []


async def test_what_slack_refuses_for_a_moment_is_told_later(fishing: Corpus, channels: Channels) -> None:
    follow(fishing)
    follow(fishing, line="/talks", upto=0)
    channels.refuses["C1"] = refusal("ratelimited")
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: len(channels.tried) >= 2)
        await until(lambda: {one.told_at for one in fishing.notebook.follows()} == {None})
        channels.refuses.clear()
        await until(lambda: channels.posted)
        await asyncio.sleep(LOOKS)
    (told,) = channels.to("C1")
    assert "label of /quote party:chile" in told
    assert "label of /talks" in told


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "token_revoked"])
async def test_a_channel_that_the_app_left_keeps_its_news(
    fishing: Corpus, channels: Channels, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    follow(fishing)
    channels.refuses["C1"] = refusal(error)
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: channels.tried)
        arrive(fishing, 2)
        await asyncio.sleep(LOOKS)
    assert channels.tried == ["C1"]
    assert [one.upto for one in fishing.notebook.follows()] == [1]
    assert len([line for line in caplog.messages if "C1" in line and error in line]) == 1


async def test_what_an_archived_channel_followed_has_ended(
    fishing: Corpus, channels: Channels, caplog: pytest.LogCaptureFixture
) -> None:
    follow(fishing)
    kept = follow(fishing, "C2", upto=9)
    channels.refuses["C1"] = refusal("is_archived")
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: fishing.notebook.follows() == (kept,))
    assert channels.tried == ["C1"]
    assert [line for line in caplog.messages if "C1" in line and "archived" in line]


async def test_whoever_is_followed_is_told_of_under_another_id_when_a_namesake_comes(
    fishing: Corpus, channels: Channels
) -> None:
    follow(fishing, line="/quote person:tomas-arriagada")
    namesake = Person(id="p2", name="Tomás Arriagada", party_name="Norway", party_id="party:norway")
    printed, found = in_another_article(1, *(one for one in QUOTES if one.id == "q5"), people=(PEOPLE[1],))
    stranger, _ = in_another_article(2)
    fishing.save(stranger, identified(Extraction(people=(namesake,))), "2")
    fishing.save(printed, found, "3")
    async with watching(fishing, channels):
        await until(lambda: channels.posted)
    assert [one.line for one in fishing.notebook.follows()] == ["/quote person:tomas-arriagada~chile"]
    assert "guarantees that bind everybody" in channels.to("C1")[0]


@pytest.mark.parametrize("error", [refusal("internal_error"), ValueError("odd"), TimeoutError()])
async def test_one_channel_in_trouble_stops_no_other(fishing: Corpus, channels: Channels, error: Exception) -> None:
    for channel in ("C1", "C2", "C3"):
        follow(fishing, channel)
    channels.refuses["C2"] = error
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: channels.to("C1") and channels.to("C3"))
        await until(lambda: "C2" in channels.tried)


@pytest.mark.parametrize("error", [TimeoutError(), refusal("internal_error"), refusal(""), ConnectionResetError()])
async def test_it_may_have_arrived_so_it_is_not_told_again(
    fishing: Corpus, channels: Channels, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    follow(fishing)
    channels.refuses["C1"] = error
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: channels.tried)
        channels.refuses.clear()
        await asyncio.sleep(LOOKS)
    assert channels.tried == ["C1"]
    assert "Whether channel C1 was told of what came up to article 2 is not known" in caplog.text


async def test_slack_is_left_alone_for_as_long_as_it_asks(fishing: Corpus, channels: Channels) -> None:
    follow(fishing)
    channels.refuses["C1"] = refusal("ratelimited", {"Retry-After": "60"})
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: channels.tried)
        await asyncio.sleep(LOOKS)
    assert channels.tried == ["C1"]
    assert [one.upto for one in fishing.notebook.follows()] == [1]


async def test_a_clock_that_was_ahead_silences_nobody(fishing: Corpus, channels: Channels) -> None:
    one = follow(fishing)
    fishing.notebook.claim((one,), 1, datetime.now(UTC) + timedelta(days=400))
    async with watching(fishing, channels, QUICK._replace(least_between=0.2)):
        arrive(fishing, 1)
        await until(lambda: channels.posted, within=3)


async def test_a_corpus_in_trouble_is_looked_at_again(
    fishing: Corpus, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(fishing)
    whole, failures = fishing.revision, [StoreError("The database is locked")] * 3

    def revision() -> str:
        if failures:
            raise failures.pop()
        return whole()

    monkeypatch.setattr(fishing, "revision", revision)
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await until(lambda: channels.posted)


async def test_a_channel_that_is_not_listed_any_longer_is_left_alone(fishing: Corpus, channels: Channels) -> None:
    for channel in ("C1", "C2"):
        follow(fishing, channel)
    async with watching(fishing, channels, listed=lambda one: one.channel != "C1"):
        arrive(fishing, 1)
        await until(lambda: channels.posted)
    assert channels.tried == ["C2"]
    assert {one.channel: one.upto for one in fishing.notebook.follows()} == {"C1": 1, "C2": 2}


async def test_what_slack_has_no_time_for_is_given_back_at_once_and_told_later(
    fishing: Corpus, channels: Channels, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: dict[str, Any] = {"bot_token": slack.api.bot_token, "app_token": slack.api.app_token}
    client = posting_client(Settings(_env_file=None, api_url=slack.environment["SLACK_API_URL"], **tokens))
    given_back: list[Follow] = []
    unclaim = fishing.notebook.unclaim

    async def post(channel: str, payload: dict[str, Any]) -> None:
        await client.chat_postMessage(channel=channel, **payload)

    def unclaimed(follows: tuple[Follow, ...]) -> None:
        given_back.extend(follows)
        unclaim(follows)

    monkeypatch.setattr(channels, "post", post)
    monkeypatch.setattr(type(fishing.notebook), "unclaim", lambda _, follows: unclaimed(follows))
    slack.api.limit("chat.postMessage", retry_after=0)
    one = follow(fishing, "C0NEWSROOM")
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await slack.posted(1)
    assert [back.id for back in given_back] == [one.id]
    assert slack.api.calls == ["chat.postMessage"] * 2


async def test_what_was_ended_is_not_told(fishing: Corpus, channels: Channels) -> None:
    one = follow(fishing)
    fishing.notebook.unfollow(one.id)
    async with watching(fishing, channels):
        arrive(fishing, 1)
        await asyncio.sleep(LOOKS)
    assert channels.tried == []


async def test_a_message_under_way_is_finished_when_it_is_told_to_stop(fishing: Corpus, channels: Channels) -> None:
    follow(fishing)
    arrive(fishing, 1)
    begun = asyncio.Event()

    async def post(channel: str, payload: dict[str, Any]) -> None:
        begun.set()
        await asyncio.sleep(0.2)
        await channels.post(channel, payload)

    tasks = Tasks(4)
    running = asyncio.create_task(Alerts(fishing, post, tasks, QUICK).run())
    await begun.wait()
    running.cancel()
    await asyncio.wait({running}, timeout=0.1)
    assert running.cancelled()
    assert await tasks.finished(2)
    tasks.close()
    assert len(channels.posted) == 1


NOON = datetime(2031, 7, 14, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until the test sets it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class TestWhatEditorsChose:
    """Pace, quiet hours and digests, on a day of which the tests set the clock."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock(NOON)

    async def test_in_quiet_hours_nothing_is_told_and_then_all(
        self, fishing: Corpus, channels: Channels, clock: Clock
    ) -> None:
        fishing.shared.prefer(Preferences(quiet_from=11, quiet_until=14))
        follow(fishing)
        async with watching(fishing, channels, now=clock):
            arrive(fishing, 1)
            await asyncio.sleep(LOOKS)
        assert channels.tried == []
        clock.at += timedelta(hours=2)
        async with watching(fishing, channels, now=clock):
            await until(lambda: len(channels.posted) == 1)

    async def test_a_pace_that_was_chosen_holds(self, fishing: Corpus, channels: Channels, clock: Clock) -> None:
        fishing.shared.prefer(Preferences(minutes_between_alerts=60))
        follow(fishing)
        async with watching(fishing, channels, now=clock):
            arrive(fishing, 1)
            await until(lambda: len(channels.posted) == 1)
            arrive(fishing, 2)
            await asyncio.sleep(LOOKS)
        assert len(channels.posted) == 1

    @pytest.mark.parametrize("hour", [0, 11, 12, 23])
    async def test_a_digest_comes_at_its_hour_and_once_a_day(
        self, fishing: Corpus, channels: Channels, clock: Clock, hour: int
    ) -> None:
        one = follow(fishing)
        fishing.shared.digest(one.id, hour)
        clock.at = NOON.replace(hour=hour, minute=59, second=59)
        async with watching(fishing, channels, now=clock):
            arrive(fishing, 1)
            await until(lambda: len(channels.posted) == 1)
            arrive(fishing, 2)
            clock.at += timedelta(seconds=2 if hour < 23 else 0)  # the next hour, and no new day
            await asyncio.sleep(LOOKS)
            assert len(channels.posted) == 1
            clock.at += timedelta(days=1)
            await until(lambda: len(channels.posted) == 2)
        assert "guarantee number 2" in channels.to("C1")[1]

    async def test_a_digest_that_comes_before_midnight_comes_again_the_next_day_at_its_hour(
        self, fishing: Corpus, channels: Channels, clock: Clock
    ) -> None:
        one = follow(fishing)
        fishing.shared.digest(one.id, 23)
        clock.at = NOON.replace(hour=23, minute=59, second=59)
        async with watching(fishing, channels, now=clock):
            arrive(fishing, 1)
            await until(lambda: len(channels.posted) == 1)
            arrive(fishing, 2)
            clock.at += timedelta(seconds=2)
            await asyncio.sleep(LOOKS)
            assert len(channels.posted) == 1
            clock.at += timedelta(hours=23)
            await until(lambda: len(channels.posted) == 2)

    async def test_what_has_no_digest_in_the_channel_comes_at_once(
        self, fishing: Corpus, channels: Channels, clock: Clock
    ) -> None:
        waits = follow(fishing)
        fishing.shared.digest(waits.id, 23)
        follow(fishing, line="/positions party:chile")
        follow(fishing, line="/quote person:pablo-araya@chile", channel="C2")
        async with watching(fishing, channels, now=clock):
            arrive(fishing, 1)
            await asyncio.sleep(LOOKS)
        kept = {one.line: one.upto for one in fishing.notebook.follows(channel="C1")}
        assert kept["/quote party:chile"] == 1
        assert kept["/positions party:chile"] == 2

    async def test_a_digest_that_slack_refused_is_tried_again(
        self, fishing: Corpus, channels: Channels, clock: Clock
    ) -> None:
        one = follow(fishing)
        fishing.shared.digest(one.id, 12)
        channels.refuses["C1"] = refusal("rate_limited_somehow")
        async with watching(fishing, channels, now=clock):
            arrive(fishing, 1)
            await until(lambda: len(channels.tried) >= 2)
            channels.refuses.clear()
            await until(lambda: len(channels.posted) == 1)
        assert fishing.shared.digests()[one.id].told_on == NOON.date()
