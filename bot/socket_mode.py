"""The connection to Slack: each envelope answered once, and none dropped on leaving."""

import asyncio
import json
import logging
import re
import time
from collections import OrderedDict
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.troubles import why
from bot.work import Work

logger = logging.getLogger(__name__)

REMEMBERED = 1000  # envelopes; Slack tries an event again three times within an hour
ON_THE_WIRE = 0.2  # seconds for what Slack sent before it could know that we leave
SETTLING = 0.05  # seconds in which what has arrived becomes work
PING_EVERY = 5  # seconds; a cut connection is noticed within one of these
FAREWELL = 15.0  # seconds in which Slack hangs up on a connection that it asked to be renewed
LONGEST_PAUSE = 30.0  # seconds between two attempts to come back

_ENVELOPE = re.compile(r'"envelope_id"\s*:\s*"([^"]+)"')


class Socket(SocketModeClient):
    """The SDK's client, except that it never stops listening while it changes over, and always asks for an address.

    The SDK closes the old connection before it opens the new one, and what Slack sends in between goes astray. And the
    ticket in an address serves once: the SDK tries a used one for ever when the first attempt fails.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._came_by: OrderedDict[str, ClientWebSocketResponse] = OrderedDict()
        self._farewells: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        """Connect, trying until it works or the client is closed."""
        pause = 1.0
        while not self.closed:
            try:
                await self._connect_once()
            except Exception as error:
                reason = why(error) or type(error).__name__
                logger.warning("No connection to Slack (%s); trying again in %.0f s", reason, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _connect_once(self) -> None:
        self.auto_reconnect_enabled = False
        address, self.wss_uri = self.wss_uri or await self.issue_new_wss_url(), None
        fresh = await self.aiohttp_client_session.ws_connect(
            address, autoping=False, heartbeat=self.ping_interval, proxy=self.proxy, ssl=self.web_client.ssl or True
        )
        former, self.current_session = self.current_session, fresh
        self.auto_reconnect_enabled = self.default_auto_reconnect_enabled
        self.stale = False
        self.last_ping_pong_time = time.time()
        listening = self._watch()
        if former is not None and not former.closed:
            self._start_farewell(former, listening)

    def _watch(self) -> asyncio.Future[None] | None:
        """Listen to the new connection; what comes back is who still listens to the old one, told to stop."""
        former = self.message_receiver
        for task in (self.current_session_monitor, former):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
        return former if former is not asyncio.current_task() else None

    def _start_farewell(self, former: ClientWebSocketResponse, listening: asyncio.Future[None] | None) -> None:
        task = asyncio.ensure_future(self._farewell(former, listening))
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)

    async def _farewell(self, former: ClientWebSocketResponse, listening: asyncio.Future[None] | None) -> None:
        """Take what Slack still sends over the old connection, until it hangs up or has had the time to."""
        if listening is not None:
            await asyncio.wait({listening})
        try:
            async with asyncio.timeout(FAREWELL):
                async for message in former:
                    if message.type is WSMsgType.TEXT:
                        self._remember(message.data, former)
                        await super().enqueue_message(message.data)
        except (TimeoutError, ConnectionError):
            pass  # nothing more is to come: the new connection has everything since
        await former.close()

    async def enqueue_message(self, message: str) -> None:
        """Take a message, and remember over which connection it came."""
        if self.current_session is not None:
            self._remember(message, self.current_session)
        await super().enqueue_message(message)

    def _remember(self, message: str, session: ClientWebSocketResponse) -> None:
        if found := _ENVELOPE.search(message):
            self._came_by[found[1]] = session
            while len(self._came_by) > REMEMBERED:
                self._came_by.popitem(last=False)

    async def send_socket_mode_response(self, response: dict[str, Any] | SocketModeResponse) -> None:
        """Send an ack over the connection that its envelope came by; over the new one if that is gone."""
        answer = response.to_dict() if isinstance(response, SocketModeResponse) else response
        session = self._came_by.pop(str(answer.get("envelope_id")), None)
        if session is not None and not session.closed:
            await session.send_str(json.dumps(answer))
        else:
            await super().send_socket_mode_response(response)

    async def close(self) -> None:
        """Hang up, also on a connection that is being left."""
        for task in self._farewells:
            task.cancel()
        await super().close()  # type: ignore[no-untyped-call]


class Connection(AsyncSocketModeHandler):
    """Socket Mode with a memory for envelopes and an orderly end. Make it inside the running event loop."""

    client: Socket

    def __init__(self, app: AsyncApp, app_token: str, work: Work) -> None:
        # The base's constructor would make the SDK's own client, which starts working at once.
        self.app = app
        self.app_token = app_token
        self.client = Socket(app_token, web_client=app.client, ping_interval=PING_EVERY)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]
        self._work = work
        self._answers: OrderedDict[str, asyncio.Task[None]] = OrderedDict()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer an envelope; one that came before is only acked, once its answer is out."""
        name = str(req.payload.get("event_id") or req.envelope_id)
        earlier = self._answers.get(name)
        if earlier is None:
            await self._remember(name, self._work.start(super().handle(client, req)))
        else:
            await asyncio.wait({earlier})
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
        if self.client.message_receiver is not None:
            self.client.message_receiver.cancel()
        await asyncio.sleep(SETTLING)
        finished = await self._work.finished(within)
        await self.client.close()
        return finished
