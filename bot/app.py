"""The Slack app: whatever is done in Slack goes through a table to its deed, every failure through one apology."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.access import Gate, installer
from bot.answers import sendable
from bot.audit import Audit
from bot.errors import apology
from bot.finding import Finder
from bot.listeners.actions import PRESSES, on_press
from bot.listeners.commands import on_command
from bot.listeners.events import on_event
from bot.listeners.options import on_typing
from bot.listeners.shortcuts import SHORTCUTS, on_shortcut
from bot.listeners.steps import STEPS, on_step
from bot.listeners.views import FORMS, on_form, on_top
from bot.patience import Patience
from bot.service import Service, service_of
from bot.settings import Settings, SettingsError, slack_tokens
from bot.tasks import Tasks
from corpus.store import Corpus

Body = dict[str, Any]


def web_client(settings: Settings) -> AsyncWebClient:
    """The client for Slack's Web API, patient when Slack is busy. Raises SettingsError without good tokens."""
    return _client(settings, Patience())


def posting_client(settings: Settings) -> AsyncWebClient:
    """The client for what must be posted once: it tries nothing again by itself, for alerts keep count of that."""
    return _client(settings)


def _client(settings: Settings, *handlers: AsyncRetryHandler) -> AsyncWebClient:
    tokens = slack_tokens(settings)
    if tokens is None:
        raise SettingsError("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are missing: without them there is only the console.")
    return AsyncWebClient(token=tokens.bot.get_secret_value(), base_url=settings.api_url, retry_handlers=list(handlers))


def create_app(  # noqa: PLR0913
    settings: Settings,
    corpus: Corpus,
    tasks: Tasks | None = None,
    me: AsyncSlackResponse | None = None,
    *,
    audit: Audit | None = None,
    find: Finder | None = None,
) -> AsyncApp:
    """The app over an open corpus; raises SettingsError without tokens.

    `tasks` lets the caller wait for what is being answered. `me` is what auth.test says, asked at the first request if
    it is not given. Without an `audit` the answers are only logged; without a `find` they are found in this process.
    """
    client = web_client(settings)
    # The listeners take care themselves of acking in time; so Bolt need not poll for it, ten milliseconds a turn.
    service = service_of(settings, corpus, tasks or Tasks(), audit, find)
    app = AsyncApp(client=client, authorize=_once(client, me, service.gate), process_before_response=True)
    _listen(app, service)
    return app


def _listen(app: AsyncApp, service: Service) -> None:
    app.command(re.compile("^/"))(on_command(service))
    for does in (*PRESSES, "menu", "open", "feedback"):
        app.action(re.compile(f"^{does}:"))(on_press(service, does))
    app.options(re.compile(""))(on_typing(service))
    for name in SHORTCUTS:
        app.shortcut(name)(on_shortcut(service, name))
    for name in FORMS:
        app.view(name)(on_form(service, name))
    for name in STEPS:
        app.function(name, auto_acknowledge=False)(on_step(service, name))
    app.event(re.compile(""))(on_event(service))
    # A button that only opens a page is announced too: without an ack Slack shows a warning beside it.
    app.action(re.compile(""))(_on_anything_else)
    app.error(_on_error)


async def _on_anything_else(ack: AsyncAck) -> BoltResponse:
    return await ack()


async def _on_error(error: Exception, body: Body) -> BoltResponse:
    """Tell a failure in the ack if it can hold that: a command's is a message, a form's a modal on top of it."""
    told = apology(error)
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=on_top(told))
    return BoltResponse(status=200, body=sendable(told) if body.get("command") else "")


def _once(
    client: AsyncWebClient, me: AsyncSlackResponse | None, gate: Gate
) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Who the app is and who installed it, asked one time at most; Bolt would ask again at each request."""
    asking = asyncio.Lock()

    async def authorize() -> AuthorizeResult:
        nonlocal me
        async with asking:
            me = me or await client.auth_test()
            gate.installer = gate.installer or installer(me.data if isinstance(me.data, dict) else {})
        return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=me)

    return authorize
