"""An app as bare as can be over Socket Mode and the Web API: it acks what comes, with what the test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp

from bot.fake_slack.exchange import kind_of
from bot.fake_slack.slack import FakeSlack

Json = dict[str, Any]
Answer = Callable[[Json], Awaitable[Json | None]]

EVERY_SCOPE = ("app_mentions:read", "chat:write", "commands", "files:read", "files:write", "im:history")


class BareApp:
    """`on` says by kind ("slash_commands", "block_actions" …) what to do before the ack and what the ack holds."""

    def __init__(self, slack: FakeSlack, http: aiohttp.ClientSession) -> None:
        self.slack = slack
        self.http = http
        self.on: dict[str, Answer] = {}
        self.came: list[Json] = []
        self.silent = 0
        """How many envelopes to leave without an ack from now on."""

    @property
    def last(self) -> Json:
        """The payload of the latest envelope."""
        return dict(self.came[-1]["payload"])

    async def call(self, method: str, **arguments: Any) -> Json:
        """Call a method as JSON with the bot's token."""
        return await call(self.http, self.slack, method, self.slack.api.bot_token, **arguments)

    async def listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            made = message.json()
            if "envelope_id" in made:
                await self._ack(socket, made)

    async def _ack(self, socket: aiohttp.ClientWebSocketResponse, made: Json) -> None:
        self.came.append(made)
        if self.silent > 0:
            self.silent -= 1
            return
        answer = self.on.get(kind_of(made))
        payload = await answer(made["payload"]) if answer else None
        await socket.send_json(
            {"envelope_id": made["envelope_id"], **({} if payload is None else {"payload": payload})}
        )

    @classmethod
    @asynccontextmanager
    async def connected(cls, slack: FakeSlack) -> AsyncIterator[Self]:
        async with aiohttp.ClientSession() as http:
            app = cls(slack, http)
            opened = await call(http, slack, "apps.connections.open", slack.api.app_token)
            async with http.ws_connect(opened["url"]) as socket:
                listening = asyncio.create_task(app.listen(socket))
                await slack.connected()
                yield app
                listening.cancel()


async def call(http: aiohttp.ClientSession, slack: FakeSlack, method: str, token: str, **arguments: Any) -> Json:
    """Call a method of the Web API as JSON."""
    url = slack.environment["SLACK_API_URL"] + method
    async with http.post(url, json=arguments, headers={"Authorization": f"Bearer {token}"} if token else {}) as answer:
        return dict(await answer.json())


def answering(payload: Json | None) -> Answer:
    """An ack that always holds this."""

    async def answer(_: Json) -> Json | None:
        return payload

    return answer
