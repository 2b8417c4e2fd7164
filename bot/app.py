"""The Slack app: every command and button goes through the one table, every failure through one handler."""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.routes import ASK, answer
from bot.settings import Settings, SettingsError, slack_tokens
from bot.work import Work
from corpus.errors import CorpusError
from corpus.store import Corpus
from handlers.blocks import note
from handlers.blocks import reply as replied
from handlers.limits import faults
from handlers.reply import Reply

logger = logging.getLogger(__name__)

ACK_WITHIN = 2.5  # seconds; Slack gives up after 3, and the ack has a way to go
Listener = Callable[..., Awaitable[BoltResponse]]


class UnsendableError(Exception):
    """An answer breaks Slack's rules: a fault of ours."""


def web_client(settings: Settings) -> AsyncWebClient:
    """The client for Slack's Web API, patient when Slack is busy. Raises SettingsError without good tokens."""
    tokens = slack_tokens(settings)
    if tokens is None:
        raise SettingsError("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are missing: without them there is only the console.")
    return AsyncWebClient(
        token=tokens.bot.get_secret_value(),
        base_url=settings.api_url,
        retry_handlers=[AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=3)],
    )


def create_app(
    settings: Settings, corpus: Corpus, work: Work | None = None, me: AsyncSlackResponse | None = None
) -> AsyncApp:
    """The app over an open corpus; raises SettingsError without tokens.

    `work` lets the caller wait for what is being answered. `me` is what auth.test says, asked at the first request if
    it is not given.
    """
    client = web_client(settings)
    # The listeners take care themselves of acking in time; so Bolt need not poll for it, ten milliseconds a turn.
    app = AsyncApp(client=client, authorize=_once(client, me), process_before_response=True)
    _listen(app, corpus, work or Work())
    return app


def _listen(app: AsyncApp, corpus: Corpus, work: Work) -> None:
    app.command(re.compile("^/"))(_on_command(corpus, work))
    app.action(re.compile(f"^{ASK}"))(_on_ask(corpus, work))
    app.action(re.compile(""))(_on_anything_else)
    app.event(re.compile(""))(_on_anything_else)
    app.error(_on_error)


def _on_command(corpus: Corpus, work: Work) -> Listener:
    """Answer inside the ack; when that would be late, ack with nothing and send the answer after it."""

    async def on_command(ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> BoltResponse:
        line = f"{command['command']} {command.get('text') or ''}"
        finding = work.start(work.in_thread(answer, line, corpus))
        found, _ = await asyncio.wait({finding}, timeout=ACK_WITHIN)
        if found:
            return await ack(**sendable(finding.result()))
        work.start(_send(finding, respond))
        return await ack()

    return on_command


def _on_ask(corpus: Corpus, work: Work) -> Listener:
    """Answer the command line in a button's value in place of the message; a shared message stays as it is."""

    async def on_ask(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], respond: AsyncRespond
    ) -> BoltResponse:
        line = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
        private = (body.get("container") or {}).get("is_ephemeral", False)
        work.start(_send(work.in_thread(answer, line, corpus), respond, replace_original=bool(private)))
        return await ack()

    return on_ask


async def _on_anything_else(ack: AsyncAck) -> BoltResponse:
    """A button that only opens a page is announced too, and so is many an event: without an ack they come again."""
    return await ack()


async def _on_error(error: Exception) -> BoltResponse:
    return BoltResponse(status=200, body=apology(error).payload())


async def _send(finding: Awaitable[Reply], respond: AsyncRespond, *, replace_original: bool = False) -> None:
    """Send an answer through the response_url, or the apology for having none."""
    try:
        payload = sendable(await finding)
    except Exception as error:
        payload = apology(error).payload()
    try:
        sent = await respond(**payload, replace_original=replace_original)
    except Exception as error:
        _logged(error)
    else:
        if sent.status_code != 200:
            logger.error("Slack refused an answer: %s %s", sent.status_code, sent.body)


def sendable(reply: Reply) -> dict[str, Any]:
    """The payload of an answer that Slack takes: what it refuses, it drops without a word to the reader.

    Raises UnsendableError, which names what is wrong.
    """
    payload = reply.payload()
    if wrong := faults(payload):
        raise UnsendableError("; ".join(wrong))
    return payload


def apology(error: Exception) -> Reply:
    """What the reader is told instead of an answer, with a reference that finds the trace in the log."""
    reference = _logged(error)
    said = str(error) if isinstance(error, CorpusError) else "Something went wrong on our side"
    text = f"{said.rstrip('.')} (ref {reference})."
    return replied(text, [note(text)])


def _logged(error: Exception) -> str:
    reference = secrets.token_hex(3)
    logger.error("An answer failed (ref %s)", reference, exc_info=error)
    return reference


def _once(client: AsyncWebClient, me: AsyncSlackResponse | None) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Who the app is, asked one time at most; Bolt would ask again at each request."""
    asking = asyncio.Lock()

    async def authorize() -> AuthorizeResult:
        nonlocal me
        async with asking:
            me = me or await client.auth_test()
        return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=me)

    return authorize
