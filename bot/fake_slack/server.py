"""The server of the fake Slack: Web API, response_urls, files, and the WebSockets of Socket Mode."""

import asyncio
import secrets
import time
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from bot.fake_slack import exchange
from bot.fake_slack.envelopes import envelope, event_callback
from bot.fake_slack.exchange import Exchange, ResponseUrl, kind_of
from bot.fake_slack.waiting import Kept
from bot.fake_slack.web_api import WebApi
from bot.fake_slack.workspace import APP_ID, granted

Json = dict[str, Any]

GRACE = 0.5  # seconds beyond the limit, so that a late ack can be told from none
MOST_BYTES = 64 * 2**20
MOST_CONNECTIONS = 10

WANTED = {
    "app_mention": "app_mentions:read",
    "im": "im:history",
    "channel": "channels:history",
    **dict.fromkeys(("channel_archive", "channel_deleted", "channel_rename", "member_left_channel"), "channels:read"),
    **dict.fromkeys(("channel_id_changed", "group_archive", "group_deleted", "group_rename"), "groups:read"),
    "user_change": "users:read",
}
"""The scope that an event wants, by its type, or for a message by the kind of its channel; none for others."""


class Server:
    """What runs, and how envelopes get to the app and back. Start it as an async context manager; port 0: a free one.

    `scopes` are what the bot's token was granted, by default what manifest.json asks for; `everywhere` says that the
    whole organisation installed the app.
    """

    def __init__(self, port: int = 0, scopes: Iterable[str] | None = None, *, everywhere: bool = False) -> None:
        self._port = port
        self._runner: web.AppRunner | None = None
        self._sockets: list[web.WebSocketResponse] = []
        self._transports: list[asyncio.Transport] = []
        self._arrival = asyncio.Condition()
        self._waiting: dict[str, asyncio.Future[tuple[float, Json | None]]] = {}
        self._urls: dict[str, ResponseUrl] = {}
        self._telling: set[asyncio.Task[Any]] = set()
        self.acks: list[str] = []
        """The envelope_id of every ack received, also of those that nobody waited for."""
        self.echoes: Kept[Exchange] = Kept()
        """What became of the events about the app's own direct messages."""
        self.refuse_sockets = 0
        """How many WebSocket connections to refuse from now on."""
        self.acks_take = 0.0
        """Seconds that an ack is on its way before what it says of a view is done."""
        self.retry_pauses: Sequence[float] = (0.0, 0.1, 0.2)
        """Seconds before an event that was not acked is sent again; Slack's are 0, a minute, five minutes."""
        self.api = WebApi(granted() if scopes is None else scopes, everywhere=everywhere)
        self.api.messages.tell = self.api.files.tell = self._tell

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        app.add_routes(
            [
                web.post("/api/{method}", self.api.call),
                web.get("/api/{method}", self.api.call),
                web.post("/response/{key}", self._respond),
                web.post("/upload/{key}", self.api.files.receive),
                web.get("/files-pri/{id}/{name:.*}", self.api.files.download),
                web.get("/link", self._link),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.api.socket_url = f"ws://127.0.0.1:{self._port}/link"
        self.api.files.address = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
        for socket in self._sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead the app here."""
        return {
            "SLACK_API_URL": f"http://127.0.0.1:{self._port}/api/",
            "SLACK_BOT_TOKEN": self.api.bot_token,
            "SLACK_APP_TOKEN": self.api.app_token,
        }

    # -- what Slack does by itself -------------------------------------------------------------------------------------

    async def connected(self, within: float = 30.0, count: int = 1) -> None:
        """Wait for so many open connections. Raises TimeoutError."""
        async with self._arrival:
            await asyncio.wait_for(self._arrival.wait_for(lambda: len(self._open()) >= count), within)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew: "refresh_requested" or "warning"."""
        for socket in self._open():
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}})

    def cut(self) -> None:
        """Cut every connection, as a failing network does: no close, no goodbye."""
        for transport in self._transports:
            transport.abort()
        self._transports.clear()
        self._sockets.clear()

    # -- envelopes -----------------------------------------------------------------------------------------------------

    async def event(self, event: Json, *, retry: int = 0) -> Exchange:
        """Let something happen in the workspace. What is not acked is sent again, three times at most.

        The error is "not_subscribed" when the app was not granted what the event wants.
        """
        wanted = WANTED.get(str(event.get("channel_type" if event.get("type") == "message" else "type")))
        if wanted and wanted not in self.api.scopes:
            return Exchange("", self._new_url(), error="not_subscribed", kind="events_api", attempts=0)
        self.api.messages.replied(event)
        callback = event_callback(event)
        told = await self.deliver(envelope("events_api", callback, retry=retry))
        for attempt, pause in enumerate(self.retry_pauses[retry:], retry + 1):
            if told.error not in ("operation_timeout", "dispatch_failed"):
                break
            await asyncio.sleep(pause)
            told = await self.deliver(envelope("events_api", callback, retry=attempt))
            told.attempts = attempt - retry + 1
        return told

    async def deliver(self, made: Json, url: ResponseUrl | None = None) -> Exchange:
        """Send an envelope as it is: the same one twice, or a broken one."""
        url = url or self._new_url()
        open_now = self._open()
        if not open_now:
            return Exchange(made["envelope_id"], url, error="dispatch_failed", kind=kind_of(made))
        future: asyncio.Future[tuple[float, Json | None]] = asyncio.get_running_loop().create_future()
        self._waiting[made["envelope_id"]] = future
        sent = time.perf_counter()
        # One connection gets it, at random: an app must not count on which.
        await secrets.choice(open_now).send_json(made)
        try:
            arrived, payload = await asyncio.wait_for(future, exchange.ACK_WITHIN + GRACE)
        except TimeoutError:
            return Exchange(made["envelope_id"], url, error="operation_timeout", kind=kind_of(made))
        return Exchange.acked(made, url, arrived - sent, payload)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _tell(self, event: Json) -> None:
        task = asyncio.get_running_loop().create_task(self._echo(event))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _echo(self, event: Json) -> None:
        self.echoes.come(await self.event(event))

    def _open(self) -> list[web.WebSocketResponse]:
        return [socket for socket in self._sockets if not socket.closed]

    def _new_url(self, *, private: bool = False) -> ResponseUrl:
        url = ResponseUrl(
            key=secrets.token_urlsafe(12), opened=time.monotonic(), private=private, unknown=self.api.messages.unknown
        )
        self._urls[url.key] = url
        return url

    def _address(self, url: ResponseUrl) -> str:
        return f"http://127.0.0.1:{self._port}/response/{url.key}"

    async def _respond(self, request: web.Request) -> web.Response:
        url = self._urls.get(request.match_info["key"])
        if url is None:
            return web.Response(status=404, text="no_url")
        return url.receive(await request.json())

    async def _link(self, request: web.Request) -> web.StreamResponse:
        if self.refuse_sockets > 0:
            self.refuse_sockets -= 1
            return web.Response(status=503)
        if not self.api.redeem(request.query.get("ticket", "")):
            return web.Response(status=403, text="ticket is unknown or used")
        socket = web.WebSocketResponse(max_msg_size=MOST_BYTES)
        await socket.prepare(request)
        if (count := len(self._open()) + 1) > MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await socket.send_json(
            {"type": "hello", "num_connections": count, "connection_info": {"app_id": APP_ID}, "debug_info": {}}
        )
        async with self._arrival:
            self._sockets.append(socket)
            self._transports += [request.transport] if request.transport else []
            self._arrival.notify_all()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._take(message.json())
        return socket

    def _take(self, response: Json) -> None:
        arrived = time.perf_counter()
        envelope_id = str(response.get("envelope_id"))
        self.acks.append(envelope_id)
        future = self._waiting.pop(envelope_id, None)
        if future is not None and not future.done():
            future.set_result((arrived, response.get("payload")))
