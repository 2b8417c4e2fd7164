"""The connection to Slack: each envelope answered once, and none dropped on leaving."""

import asyncio
import logging
import time
from collections import OrderedDict

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.work import Work

logger = logging.getLogger(__name__)

REMEMBERED = 1000  # envelopes; Slack tries an event again three times within an hour
ON_THE_WIRE = 0.2  # seconds for what Slack sent before it could know that we leave
SETTLING = 0.05  # seconds in which what has arrived becomes work
PING_EVERY = 5  # seconds; a cut connection is noticed within one of these
LONGEST_PAUSE = 30.0  # seconds between two attempts to come back


class Socket(SocketModeClient):
    """The SDK's client, except that each attempt to connect asks for an address of its own.

    The ticket in an address serves once: the SDK tries a used one for ever when the first attempt fails.
    """

    async def connect(self) -> None:
        """Connect, trying until it works or the client is closed."""
        pause = 1.0
        while not self.closed:
            try:
                await self._connect_once()
            except Exception as error:
                logger.warning("No connection to Slack (%s); trying again in %.0f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _connect_once(self) -> None:
        self.auto_reconnect_enabled = False
        if self.current_session is not None:
            await self.current_session.close()
        address, self.wss_uri = self.wss_uri or await self.issue_new_wss_url(), None
        self.current_session = await self.aiohttp_client_session.ws_connect(
            address, autoping=False, heartbeat=self.ping_interval, proxy=self.proxy, ssl=self.web_client.ssl or True
        )
        self.auto_reconnect_enabled = self.default_auto_reconnect_enabled
        self.stale = False
        self.last_ping_pong_time = time.time()
        self._watch()

    def _watch(self) -> None:
        for task in (self.current_session_monitor, self.message_receiver):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())


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
        await self.client.close()  # type: ignore[no-untyped-call]
        return finished
