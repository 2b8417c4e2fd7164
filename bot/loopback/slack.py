"""The loopback Slack itself: a server on 127.0.0.1 that an app connects to, and what a person does in it.

async with LoopbackSlack() as slack:
    ...                                             # start the app with slack.environment
    await slack.connected()
    asked = await slack.command("/quote", "Peskov")
    asked.error, asked.seconds, asked.message       # None, 0.02, {"text": …, "blocks": […]}
"""

import asyncio
import secrets
import time
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from bot.loopback.envelopes import APP_ID, block_actions, envelope, event_callback, slash_command
from bot.loopback.exchange import ACK_WITHIN, Exchange, ResponseUrl
from bot.loopback.web_api import WebApi

Json = dict[str, Any]

GRACE = 0.5  # seconds beyond the limit, so that a late ack can be told from none


class LoopbackSlack:
    """One workspace with one channel and one person. Start it as an async context manager; port 0 takes a free one."""

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._runner: web.AppRunner | None = None
        self._sockets: list[web.WebSocketResponse] = []
        self._transports: list[asyncio.Transport] = []
        self._arrival = asyncio.Condition()
        self._waiting: dict[str, asyncio.Future[tuple[float, Json | None]]] = {}
        self._urls: dict[str, ResponseUrl] = {}
        self.acks: list[str] = []
        """The envelope_id of every ack received, also of those that nobody waited for."""
        self.refuse_sockets = 0
        """How many WebSocket connections to refuse from now on."""
        self.api = WebApi()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8 * 2**20)
        app.add_routes(
            [
                web.post("/api/{method}", self._call),
                web.get("/api/{method}", self._call),
                web.post("/response/{key}", self._respond),
                web.get("/link", self._link),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.api.socket_url = f"ws://127.0.0.1:{self._port}/link"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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

    # -- what a person does --------------------------------------------------------------------------------------------

    async def command(self, command: str, text: str = "") -> Exchange:
        """Type a slash command; returns when it is acked, or was not."""
        url = self._new_url()
        return await self._deliver(envelope("slash_commands", slash_command(command, text, self._address(url))), url)

    async def press(self, element: Json, message: Json) -> Exchange:
        """Press a button, or choose an option, of a message that came back from an exchange."""
        url = self._new_url()
        return await self._deliver(envelope("interactive", block_actions(element, message, self._address(url))), url)

    async def event(self, event: Json, *, retry: int = 0) -> Exchange:
        """Let something happen in the workspace, such as a mention."""
        return await self._deliver(envelope("events_api", event_callback(event), retry=retry), self._new_url())

    async def deliver(self, made: Json) -> Exchange:
        """Send an envelope as it is: the same one twice, or a broken one."""
        return await self._deliver(made, self._new_url())

    # -- what Slack does by itself -------------------------------------------------------------------------------------

    async def connected(self, within: float = 30.0) -> None:
        """Wait for an open connection. Raises TimeoutError."""
        async with self._arrival:
            await asyncio.wait_for(self._arrival.wait_for(lambda: bool(self._open())), within)

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

    # -- inside --------------------------------------------------------------------------------------------------------

    def _open(self) -> list[web.WebSocketResponse]:
        return [socket for socket in self._sockets if not socket.closed]

    def _new_url(self) -> ResponseUrl:
        url = ResponseUrl(key=secrets.token_urlsafe(12), opened=time.monotonic())
        self._urls[url.key] = url
        return url

    def _address(self, url: ResponseUrl) -> str:
        return f"http://127.0.0.1:{self._port}/response/{url.key}"

    async def _deliver(self, made: Json, url: ResponseUrl) -> Exchange:
        open_now = self._open()
        if not open_now:
            return Exchange(made["envelope_id"], url, error="dispatch_failed")
        future: asyncio.Future[tuple[float, Json | None]] = asyncio.get_running_loop().create_future()
        self._waiting[made["envelope_id"]] = future
        sent = time.perf_counter()
        # One connection gets it, at random: an app must not count on which.
        await secrets.choice(open_now).send_json(made)
        try:
            arrived, payload = await asyncio.wait_for(future, ACK_WITHIN + GRACE)
        except TimeoutError:
            return Exchange(made["envelope_id"], url, error="operation_timeout")
        return Exchange.acked(made["envelope_id"], url, arrived - sent, payload)

    async def _call(self, request: web.Request) -> web.Response:
        return await self.api.call(request)

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
        socket = web.WebSocketResponse(max_msg_size=8 * 2**20)
        await socket.prepare(request)
        await socket.send_json(
            {"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP_ID}, "debug_info": {}}
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
