"""Telling channels what new articles bring for what they follow: in one message, once, and not too often."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.answers import sendable
from bot.errors import CLOSED, GONE, surely_not_done, wait_for, why
from bot.schedule import Schedule, schedule_of
from bot.tasks import Tasks
from corpus.desk.renewal import renewed
from corpus.keepings import Follow
from corpus.store import Corpus
from handlers.desk.alerts import alert, news_of

logger = logging.getLogger(__name__)

MOST_WAITS = 30
"""How often the corpus is waited for to be quiet; an ingest that goes on for hours is told of in parts."""

Post = Callable[[str, dict[str, Any]], Awaitable[object]]
"""Posts a payload to a channel; raises SlackApiError where Slack refuses it."""


class Pace(NamedTuple):
    """How often things are done, in seconds.

    The corpus is looked at `every` so often, and told of once it has been `quiet` for so long; a channel hears
    something at most once in `least_between`. After a refusal it is tried again in `again_in`, and in `gone_for` if the
    app is not in the channel.
    """

    every: float = 5.0
    quiet: float = 10.0
    least_between: float = 600.0
    again_in: float = 60.0
    gone_for: float = 3600.0


def _now() -> datetime:
    return datetime.now(UTC)


class Message(NamedTuple):
    """What a channel is to be told of some follows: nothing (None) moves them on all the same."""

    channel: str
    follows: tuple[Follow, ...]
    upto: int
    payload: dict[str, Any] | None


class Alerts:
    """Watches the corpus for as long as `run` runs. Belongs to one event loop.

    Channels that are not `listed` (any longer) are told nothing. Quiet hours and digests go by the clock `now`.
    """

    def __init__(  # noqa: PLR0913
        self,
        corpus: Corpus,
        post: Post,
        tasks: Tasks,
        pace: Pace = Pace(),  # noqa: B008
        *,
        listed: Callable[[Follow], bool] = lambda _: True,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._corpus = corpus
        self._post = post
        self._tasks = tasks
        self._pace = pace
        self._listed = listed
        self._now = now
        self._told_of: str | None = None
        self._not_before: dict[str, float] = {}

    async def run(self) -> None:
        """Tell what is new, for ever: cancel it to stop. Whatever fails is logged and tried again.

        A message that is being posted when it is cancelled is left to `Tasks.finished`.
        """
        while True:
            try:
                await self._look()
            except Exception:
                logger.exception("Looking for news failed; trying again in %.0f s", self._pace.every)
            await asyncio.sleep(self._pace.every)

    async def _look(self) -> None:
        revision = await self._tasks.in_thread(self._corpus.revision)
        if revision != self._told_of:
            revision = await self._quiet_at(revision)
        elif not (self._has_waited() or await self._tasks.in_thread(self._digest_is_due)):
            return
        await self._tell_all()
        self._told_of = revision

    def _digest_is_due(self) -> bool:
        schedule = schedule_of(self._corpus, self._now())
        return any(map(schedule.is_due, schedule.digests)) and not schedule.quiet_for()

    def _has_waited(self) -> bool:
        """Whether the time has come for a channel that had to wait."""
        return any(moment <= time.monotonic() for moment in self._not_before.values())

    async def _quiet_at(self, revision: str) -> str:
        """The revision at which nothing has changed for a moment: many articles at once are told of together."""
        for _ in range(MOST_WAITS):
            await asyncio.sleep(self._pace.quiet)
            before, revision = revision, await self._tasks.in_thread(self._corpus.revision)
            if revision == before:
                break
        return revision

    async def _tell_all(self) -> None:
        schedule = await self._tasks.in_thread(schedule_of, self._corpus, self._now())
        latest, follows = await self._tasks.in_thread(self._behind, schedule)
        now = time.monotonic()
        self._not_before = {channel: moment for channel, moment in self._not_before.items() if moment > now}
        for channel in dict.fromkeys(one.channel for one in follows):
            if channel not in self._not_before:
                here = [one for one in follows if one.channel == channel]
                await self._tell(channel, here, latest, schedule.quiet_for() or self._pause_left(here, schedule))

    def _behind(self, schedule: Schedule) -> tuple[int, tuple[Follow, ...]]:
        """The newest arrival, and the follows of every channel in which one has not been told of it.

        A digest that is due and brings nothing has had its day; one that is not due yet waits.
        """
        latest = self._corpus.latest_arrival()
        follows = tuple(self._as_now_called(one) for one in self._corpus.notebook.follows() if self._listed(one))
        nothing = [one.id for one in follows if schedule.is_due(one.id) and one.upto >= latest]
        if nothing:
            self._corpus.shared.told_of(nothing, schedule.local.date())
        now = tuple(one for one in follows if schedule.hears(one.channel) and not schedule.waits(one))
        waiting = {one.channel for one in now if one.upto < latest}
        return latest, tuple(one for one in now if one.channel in waiting)

    def _as_now_called(self, one: Follow) -> Follow:
        """The follow with the id that its person has by now, which is kept."""
        called = renewed(one, self._corpus)
        if called != one:
            self._corpus.notebook.renew(called)
        return called

    async def _tell(self, channel: str, here: Sequence[Follow], latest: int, pause: float) -> None:
        if pause:
            self._hold(channel, pause)
            return
        behind = tuple(one for one in here if one.upto < latest)
        try:
            payload = await self._tasks.in_thread(self._payload, behind, latest)
            # Between the claim and the post nothing may stop: it would be told to nobody.
            await asyncio.shield(self._tasks.start(self._deliver(Message(channel, behind, latest, payload))))
        except Exception:
            logger.exception("A channel could not be told what is new")
            self._hold(channel, self._pace.again_in)

    def _pause_left(self, here: Sequence[Follow], schedule: Schedule) -> float:
        """Seconds until a channel may hear something again; a clock that was far ahead counts for nothing."""
        told = max((one.told_at for one in here if one.told_at), default=None)
        least = schedule.least_between(self._pace.least_between)
        ago = (self._now() - told).total_seconds() if told else least
        return least - ago if -least <= ago < least else 0.0

    def _payload(self, follows: Sequence[Follow], latest: int) -> dict[str, Any] | None:
        arrivals = self._corpus.arrivals(after=min(one.upto for one in follows))
        news = []
        for one in follows:
            new = [arrival.article_id for arrival in arrivals if one.upto < arrival.number <= latest]
            news.append(news_of(one, new, self._corpus))
        told = alert(news, self._corpus)
        payload = sendable(told) if told else {}
        return {name: value for name, value in payload.items() if name != "response_type"} or None

    async def _deliver(self, message: Message) -> None:
        """Claim, then post: a second process, or this one after a restart, finds it claimed."""
        if not await self._tasks.in_thread(self._claim, message):
            self._hold(message.channel, self._pace.again_in)
        elif message.payload is None or await self._posted(message, message.payload):
            await self._tasks.in_thread(self._digests_told, message)
        else:
            await self._tasks.in_thread(self._corpus.notebook.unclaim, message.follows)

    async def _posted(self, message: Message, payload: dict[str, Any]) -> bool:
        """Whether the channel was told, or may have been, which is not tried again."""
        try:
            await self._post(message.channel, payload)
        except Exception as error:
            if surely_not_done(error):
                await self._refused(message.channel, error)
                return False
            logger.warning(
                "Whether channel %s was told of what came up to article %d is not known (%s); not told again",
                *(message.channel, message.upto, why(error) or type(error).__name__),
            )
            return True
        told = len(message.follows)
        logger.info("Told channel %s of what came up to article %d: %d follows", message.channel, message.upto, told)
        return True

    def _digests_told(self, message: Message) -> None:
        """Those of the follows that are told of once a day have been."""
        schedule = schedule_of(self._corpus, self._now())
        if digests := [one.id for one in message.follows if one.id in schedule.digests]:
            self._corpus.shared.told_of(digests, schedule.local.date())

    def _claim(self, message: Message) -> bool:
        """Whether nobody else has told, or ended, any of this since it was read."""
        at = self._now() if message.payload else None
        return self._corpus.notebook.claim(message.follows, message.upto, at)

    async def _refused(self, channel: str, error: Exception) -> None:
        reason = why(error) or type(error).__name__
        if reason == CLOSED:
            ended = await self._tasks.in_thread(self._corpus.notebook.unfollow_all, channel)
            logger.warning("Channel %s is archived: what it followed has ended, %d in all", channel, len(ended))
        elif reason in GONE:
            logger.warning("Readout cannot post in channel %s (%s); its news is kept until it can", channel, reason)
            self._hold(channel, self._pace.gone_for)
        else:
            logger.warning("Slack did not take the news for channel %s (%s); trying again", channel, reason)
            self._hold(channel, max(self._pace.again_in, wait_for(error)))

    def _hold(self, channel: str, seconds: float) -> None:
        self._not_before[channel] = time.monotonic() + seconds
