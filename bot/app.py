"""The Slack app: whatever is done in Slack goes through a table to its deed, every failure through one apology."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.answers import Prepared, sendable
from bot.door import TITLE, Door
from bot.events import deed_of
from bot.forms import FORMS, SHORTCUTS
from bot.gate import Gate, installer
from bot.orders import ORDERS
from bot.patience import Patience
from bot.presses import PRESSES, meant
from bot.service import EDITING, Deed, Service, answered, apologise, begin, refusal, service_of
from bot.settings import Settings, SettingsError, slack_tokens
from bot.troubles import apology, sentence
from bot.visits import visit_of
from bot.work import Work
from corpus.store import Corpus
from handlers.blocks.kit import note
from handlers.blocks.modals import as_modal
from handlers.blocks.reply import Reply, View
from handlers.desk.search import options
from handlers.query import order_of

Body = dict[str, Any]
Listener = Callable[..., Awaitable[BoltResponse]]

ACK_WITHIN = 2.5  # seconds; Slack gives up after 3, and the ack has a way to go
LATEST = 20.0  # seconds; whoever asked is told that it takes longer than anybody waits


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


def create_app(
    settings: Settings, corpus: Corpus, work: Work | None = None, me: AsyncSlackResponse | None = None
) -> AsyncApp:
    """The app over an open corpus; raises SettingsError without tokens.

    `work` lets the caller wait for what is being answered. `me` is what auth.test says, asked at the first request if
    it is not given.
    """
    client = web_client(settings)
    # The listeners take care themselves of acking in time; so Bolt need not poll for it, ten milliseconds a turn.
    service = service_of(settings, corpus, work or Work())
    app = AsyncApp(client=client, authorize=_once(client, me, service.gate), process_before_response=True)
    _listen(app, service)
    return app


def _listen(app: AsyncApp, service: Service) -> None:
    app.command(re.compile("^/"))(_on_command(service))
    for does in (*PRESSES, "menu", "open"):
        app.action(re.compile(f"^{does}:"))(_on_press(service, does))
    app.options(re.compile(""))(_on_typing(service))
    for name in SHORTCUTS:
        app.shortcut(name)(_on_shortcut(service, name))
    for name in FORMS:
        app.view(name)(_on_form(service, name))
    app.event(re.compile(""))(_on_event(service))
    # A button that only opens a page is announced too: without an ack Slack shows a warning beside it.
    app.action(re.compile(""))(_on_anything_else)
    app.error(_on_error)


# -- commands ----------------------------------------------------------------------------------------------------------


def _on_command(service: Service) -> Listener:
    """Answer inside the ack; when that would be late, ack with nothing and send the answer after it."""

    async def on_command(ack: AsyncAck, command: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        visit = visit_of(command)
        if refused := refusal(service, visit, "command"):
            return await ack(**sendable(sentence(refused)))
        line = f"{command['command']} {command.get('text') or ''}"
        asked, order = order_of(line)
        door = Door(visit, client, respond)
        if order:
            begin(service, door, order, ORDERS[order], asked)
            return await ack()
        return await _answered(ack, service, door, line)

    return on_command


async def _answered(ack: AsyncAck, service: Service, door: Door, line: str) -> BoltResponse:
    finding = service.work.start(answered(service, door.visit, "command", line))
    found, _ = await asyncio.wait({finding}, timeout=ACK_WITHIN)
    if found:
        return await ack(**finding.result().payload)
    service.work.start(_late(finding, door))
    return await ack()


async def _late(finding: Awaitable[Prepared], door: Door) -> None:
    try:
        async with asyncio.timeout(LATEST):
            payload = (await finding).payload
        await door.send(payload)
    except Exception as error:
        await apologise(door, error)


# -- presses, shortcuts, forms -----------------------------------------------------------------------------------------


def _on_press(service: Service, does: str) -> Listener:
    async def on_press(
        ack: AsyncAck, action: Body, body: Body, respond: AsyncRespond, client: AsyncWebClient
    ) -> BoltResponse:
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        what, deed, words = meant(does, value)
        _begin(service, Door(visit_of(body), client, respond), what, deed, words)
        return await ack()

    return on_press


def _on_shortcut(service: Service, name: str) -> Listener:
    async def on_shortcut(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        async def deed(service: Service, door: Door, _: str) -> int:
            return int(await SHORTCUTS[name](service, door, body))

        _begin(service, Door(visit_of(body), client, respond), name, deed)
        return await ack()

    return on_shortcut


def _on_form(service: Service, name: str) -> Listener:
    """Ack a form with what it comes to; a refusal lies on top of it, so that nothing typed is lost."""

    async def on_form(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        door = Door(visit_of(body), client, respond)
        refused = refusal(service, door.visit, name)
        if not refused and name in EDITING:
            refused = await service.access.refusal(door.visit.user, client)
        if refused:
            return await ack(**_on_top(sentence(refused)))
        return await ack(**await FORMS[name](service, door, body))

    return on_form


def _on_typing(service: Service) -> Listener:
    """Offer what begins as somebody types, in a menu of a modal."""

    async def on_typing(ack: AsyncAck, body: Body) -> BoltResponse:
        if service.gate.unlisted(visit_of(body)):
            return await ack(options=[])
        menu, typed = str(body["action_id"]), str(body.get("value") or "")
        finding = service.work.start(service.work.while_typing(options, menu, typed, service.corpus))
        found, _ = await asyncio.wait({finding}, timeout=ACK_WITHIN)
        return await ack(**(finding.result() if found else {"options": []}))

    return on_typing


# -- events ------------------------------------------------------------------------------------------------------------


def _on_event(service: Service) -> Listener:
    """Ack at once: an event that waits comes again."""

    async def on_event(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        if found := deed_of(body["event"]):
            what, deed, words = found
            _begin_unasked(service, Door(visit_of(body), client, respond), what, deed, words)
        return await ack()

    return on_event


async def _on_anything_else(ack: AsyncAck) -> BoltResponse:
    return await ack()


# -- for all of them ---------------------------------------------------------------------------------------------------


def _begin(service: Service, door: Door, what: str, deed: Deed, words: str = "") -> None:
    refused = service.gate.refusal(door.visit)
    if refused:
        begin(service, door, f"{what} refused", _refuse(refused), "")
    else:
        begin(service, door, what, deed, words)


def _begin_unasked(service: Service, door: Door, what: str, deed: Deed, words: str) -> None:
    """As `_begin`, but a refusal is a message too: one a minute is enough for anybody."""
    refused = service.gate.refusal(door.visit)
    if not refused:
        begin(service, door, what, deed, words)
    elif what == "home" or not service.gate.was_told(door.visit):
        begin(service, door, f"{what} refused", _refuse_home(refused) if what == "home" else _refuse(refused), "")


def _refuse(why: str) -> Deed:
    async def tell(_: Service, door: Door, __: str) -> int:
        await door.tell(sentence(why))
        return 0

    return tell


def _refuse_home(why: str) -> Deed:
    async def publish(_: Service, door: Door, __: str) -> int:
        await door.publish(View(kind="home", blocks=(note(why),)))
        return 0

    return publish


def _on_top(told: Reply) -> Body:
    return {"response_action": "push", "view": sendable(as_modal(told, TITLE))}


async def _on_error(error: Exception, body: Body) -> BoltResponse:
    """Tell a failure in the ack if it can hold that: a command's is a message, a form's a modal on top of it."""
    told = apology(error)
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_on_top(told))
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
