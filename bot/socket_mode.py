"""The connection to Slack: each envelope answered once, and none dropped on leaving."""

import asyncio
import json
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.errors import wait_for, why
from bot.logs import request
from bot.tasks import Tasks

logger = logging.getLogger(__name__)

REMEMBERED = 1000  # envelopes; Slack tries an event again three times within an hour
ON_THE_WIRE = 0.2  # seconds for what Slack sent before it could know that we leave
SETTLING = 0.05  # seconds in which what has arrived becomes work
PING_EVERY = 5  # seconds; a cut connection is noticed within one of these
FAREWELL = 15.0  # seconds in which Slack hangs up on a connection that it asked to be renewed
LONGEST_PAUSE = 30.0  # seconds between two attempts to come back
STEADY = 30.0  # seconds after which a connection is one that lasts

_ENVELOPE = re.compile(r'"envelope_id"\s*:\s*"([^"]+)"')


class Socket(SocketModeClient):
    """The SDK's client, except that it listens to each connection for as long as that lasts.

    The SDK closes the old connection before it opens the new one, and what Slack sends in between goes astray. It also
    looks only now and then whether a connection is still there, and tries an address again whose ticket served before.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._came_by: OrderedDict[str, ClientWebSocketResponse] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tries = 0
        self._since = -STEADY

    async def connect(self) -> None:
        """Connect, trying until it works or the client is closed, with pauses that grow until a connection lasts."""
        if time.monotonic() - self._since >= STEADY:
            self._tries = 0
        pause = _pause(self._tries)
        while not self.closed:
            await asyncio.sleep(pause)
            self._tries += 1
            try:
                await self._connect_once()
            except Exception as error:
                pause = max(_pause(self._tries), wait_for(error))
                reason = why(error) or type(error).__name__
                logger.warning("No connection to Slack (%s); trying again in %.0f s", reason, pause)
            else:
                self._since = time.monotonic()
                return

    @property
    def connected_for(self) -> float | None:
        """Seconds that the connection has lasted; None where there is none."""
        there = self.current_session is not None and not self.current_session.closed
        return time.monotonic() - self._since if there else None

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Change over to a new connection: Slack asks for it, or the old one is gone. Asked twice, it is done once."""
        former = self.current_session
        async with self.connect_operation_lock:
            if self.current_session is former:
                self.wss_uri = None
                await self.connect()

    async def _connect_once(self) -> None:
        address, self.wss_uri = self.wss_uri or await self.issue_new_wss_url(), None
        # aiohttp pings by itself, and ends a connection that does not answer.
        fresh = await self.aiohttp_client_session.ws_connect(
            address, heartbeat=self.ping_interval, proxy=self.proxy, ssl=self.web_client.ssl or True
        )
        former, self.current_session = self.current_session, fresh
        self._keep(self._listen(fresh))
        if former is not None:
            self._keep(self._hang_up(former))

    def _keep(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, session: ClientWebSocketResponse) -> None:
        """Take what comes over a connection until it ends; the latest one is replaced when it does."""
        async for message in session:
            if message.type is not WSMsgType.TEXT:
                continue
            if _says_to_leave(message.data):
                self._keep(self._replace(session))
                continue
            self._remember(message.data, session)
            await self.enqueue_message(message.data)
        await self._replace(session)

    async def _replace(self, session: ClientWebSocketResponse) -> None:
        """Change over from a connection that is gone or that Slack wants renewed, unless that is done or under way."""
        if session is self.current_session and self.auto_reconnect_enabled and not self.closed:
            await self.connect_to_new_endpoint()

    async def _hang_up(self, former: ClientWebSocketResponse) -> None:
        """Close a connection that was replaced, once Slack has had the time to send what was on its way."""
        await asyncio.sleep(FAREWELL)
        await former.close()

    def _remember(self, message: str, session: ClientWebSocketResponse) -> None:
        if found := _ENVELOPE.search(message):
            self._came_by[found[1]] = session
            while len(self._came_by) > REMEMBERED:
                self._came_by.popitem(last=False)

    def awaits(self, envelope_id: str) -> bool:
        """Whether an envelope has come and has no ack yet."""
        return envelope_id in self._came_by

    async def send_socket_mode_response(self, response: dict[str, Any] | SocketModeResponse) -> None:
        """Send an ack over the connection that its envelope came by; over the new one if that is gone."""
        answer = response.to_dict() if isinstance(response, SocketModeResponse) else response
        session = self._came_by.pop(str(answer.get("envelope_id")), None)
        if session is not None and not session.closed:
            await session.send_str(json.dumps(answer))
        else:
            await super().send_socket_mode_response(response)

    def stop_listening(self) -> None:
        """Take nothing more; what has come is still answered."""
        self.auto_reconnect_enabled = False
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        """Hang up."""
        self.stop_listening()
        await super().close()  # type: ignore[no-untyped-call]


def _says_to_leave(message: str) -> bool:
    """Whether Slack asks for a new connection; whatever an envelope carries is no such word."""
    try:
        return '"disconnect"' in message and bool(json.loads(message).get("type") == "disconnect")
    except (ValueError, AttributeError):
        return False


def _pause(tries: int) -> float:
    """Seconds before the next attempt after so many that came to nothing lasting; the first is replaced at once."""
    return 0.0 if tries < 2 else min(2.0 ** (tries - 2), LONGEST_PAUSE)


class Connection(AsyncSocketModeHandler):
    """Socket Mode with a memory for envelopes and an orderly end. Make it inside the running event loop."""

    client: Socket

    def __init__(self, app: AsyncApp, app_token: str, tasks: Tasks) -> None:
        # The base's constructor would make the SDK's own client, which starts working at once.
        self.app = app
        self.app_token = app_token
        self.client = Socket(app_token, web_client=app.client, ping_interval=PING_EVERY)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]
        self.answered: datetime | None = None
        self._tasks = tasks
        self._answers: OrderedDict[str, asyncio.Task[None]] = OrderedDict()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer an envelope; one that came before is only acked, once its answer is out."""
        name = str(req.payload.get("event_id") or req.envelope_id)
        earlier = self._answers.get(name)
        if earlier is None:
            with request():
                answering = self._tasks.start(self._answer(client, req))
            await self._remember(name, answering)
            self.answered = datetime.now(UTC)
        else:
            await asyncio.wait({earlier})
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))

    async def _answer(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        """Answer an envelope. What nothing here is for, or what breaks the reading of it, is acked all the same.

        Slack would send an event again, and show a warning beside whatever was pressed.
        """
        try:
            await super().handle(client, req)
        except Exception:
            logger.exception("An envelope of type %s could not be read", req.payload.get("type"))
        if self.client.awaits(req.envelope_id):
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))

    async def _remember(self, name: str, answering: asyncio.Task[None]) -> None:
        self._answers[name] = answering
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        await answering

    async def leave(self, within: float) -> bool:
        """Stop listening, finish what has arrived, at most `within` seconds, and hang up; whether all was finished."""
        self.client.auto_reconnect_enabled = False
        await asyncio.sleep(ON_THE_WIRE)
        self.client.stop_listening()
        await asyncio.sleep(SETTLING)
        finished = await self._tasks.finished(within)
        await self.client.close()
        return finished
