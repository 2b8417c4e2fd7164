"""The app connected to a fake Slack, over a corpus that can be slow or fail, with the settings a test wants."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app import create_app
from bot.cli.terminal import buttons
from bot.fake_slack.exchange import Exchange
from bot.fake_slack.slack import FakeSlack
from bot.faults import faults
from bot.settings import Settings
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.models import QuoteFilter, QuoteRow
from corpus.store import Corpus

Json = dict[str, Any]
WHATEVER = QuoteFilter()


class TroubledCorpus(Corpus):
    """A real corpus whose database takes its time over quotes, or fails on them."""

    pause = 0.0
    failure: Exception | None = None

    def quotes(self, where: QuoteFilter = WHATEVER) -> tuple[QuoteRow, ...]:
        time.sleep(self.pause)
        if self.failure:
            raise self.failure
        return super().quotes(where)


@asynccontextmanager
async def connected(slack: FakeSlack, corpus: Corpus, tasks: Tasks, **settings: Any) -> AsyncIterator[Connection]:
    """The app, connected, with these settings on top of the fake Slack's."""
    own: Json = {"bot_token": slack.api.bot_token, "app_token": slack.api.app_token}
    own |= {"api_url": slack.environment["SLACK_API_URL"], **settings}
    made = Connection(create_app(Settings(_env_file=None, **own), corpus, tasks), slack.api.app_token, tasks)
    await made.client.connect()
    await slack.connected()
    yield made
    await made.leave(within=5)


def shown(exchange: Exchange) -> Json:
    """The message that the person sees now."""
    assert exchange.error is None
    assert exchange.url.refused == []
    assert exchange.message is not None
    return exchange.message


def button(payload: Json, does: str, saying: str = "") -> Json:
    """The first button, or entry of a menu, of a message or view that does this. Raises LookupError."""
    for found in buttons(payload):
        chosen = str((found.get("selected_option") or {}).get("value") or "")
        named = chosen.startswith(f"{does} ") or str(found["action_id"]).startswith(f"{does}:")
        if named and saying in found["text"]["text"]:
            return found
    raise LookupError(f"no button {does!r} {saying!r}")


def changed(found: Json) -> Json:
    """The same entry of a menu, with the fingerprint of another state of its record."""
    option = found["selected_option"]
    return {**found, "selected_option": {**option, "value": option["value"][:-3] + "xyz"}}


async def pressed(slack: FakeSlack, found: Json, message: Json, **who: Any) -> Json:
    """What a press under a message is answered with."""
    return shown(await (await slack.press(found, message, **who)).answered(within=3))


async def followed(slack: FakeSlack, line: str, **who: Any) -> None:
    """Type a command line that is to be followed, and say yes where nothing was followed in the channel before."""
    command, _, text = line.partition(" ")
    before = len(slack.posted)
    typed = await slack.command(command, f"{text} follow".strip(), **who)
    async with asyncio.timeout(5):
        while not typed.url.messages and len(slack.posted) == before:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    if typed.url.messages:
        await slack.press(button(typed.url.messages[-1], "order", "Follow here"), typed.url.messages[-1], **who)


async def shared(slack: FakeSlack, message: Json, **who: Any) -> Json:
    """The message that everybody sees after a press that shares an answer; the app is in the channel."""
    count = len(slack.posted) + 1
    exchange = await slack.press(button(message, "share"), message, **who)
    assert (exchange.error, exchange.url.refused) == (None, [])
    return await newest(slack, count)


async def viewed(slack: FakeSlack) -> Json:
    """The view that was opened or changed, which Slack has taken."""
    view = await slack.shown(within=5)
    assert view["type"] in ("modal", "home")
    return view


async def newest(slack: FakeSlack, count: int) -> Json:
    """The latest of that many messages that the app has posted."""
    message = (await slack.posted(count, within=5))[count - 1]
    assert faults({name: value for name, value in message.items() if name != "is_ephemeral"}) == []
    return message
