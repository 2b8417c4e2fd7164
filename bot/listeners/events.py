"""What happens in the workspace without a command: a mention, a direct message, a file, a look at the Home."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.context import Responder, interaction_of
from bot.drafts import offer_files
from bot.files import shared_texts
from bot.listeners.agent import suggest, working
from bot.listeners.commands import TYPED
from bot.listeners.lifecycle import CHANGES, settle
from bot.service import Deed, Listener, Service, at_gate, begin, refusing
from handlers.blocks.kit import note
from handlers.blocks.reply import View
from handlers.desk.home import home, welcoming
from handlers.desk.share import posted
from handlers.intent.plain import answer_plain, line_for
from handlers.query import order_of

WELCOMED_FOR = timedelta(days=3_650)

Event = Mapping[str, Any]
Body = dict[str, Any]


def deed_of(event: Event) -> tuple[str, Deed, str] | None:
    """What an event asks for: its name for the audit, the deed, the words; None for what is none of our business.

    Edits, deletions, other bots and what the app posts itself come as messages too.
    """
    if event.get("bot_id") or not event.get("user"):
        return None
    kind, words = str(event.get("type")), str(event.get("text") or "")
    if kind == "app_home_opened":
        return ("home", show_home, "") if event.get("tab") == "home" else ("welcome", welcome, "")
    if kind == "app_mention":
        return "mention", partial(_offer, event.get("files") or []), words
    if kind == "message" and event.get("channel_type") == "im":
        return _of_message(event, words)
    return None


def _of_message(event: Event, words: str) -> tuple[str, Deed, str] | None:
    if event.get("subtype") == "file_share":
        return "file", partial(_offer, event.get("files") or []), words
    # An answer in a thread that its writer also sent to the conversation has a subtype of its own.
    asked = event.get("subtype") in (None, "thread_broadcast")
    return ("message", _reply_in_thread, words) if asked else None


async def _reply_in_thread(service: Service, responder: Responder, words: str) -> int:
    """Answer a question in plain words where it was asked."""
    async with working(service, responder):
        line, order = await service.tasks.in_thread(_order, words, service)
        if order:
            return await TYPED[order](service, responder, line)
        found = await service.tasks.in_thread(answer_plain, words, service.corpus)
        await responder.post(responder.interaction.channel, sendable(posted(found)), responder.interaction.thread)
        return found.count


def _order(words: str, service: Service) -> tuple[str, str | None]:
    """The command line in the words and what is ordered with it, as "/quote Peskov follow" orders to follow."""
    return order_of(line_for(words, service.corpus) or "")


async def _offer(files: Sequence[dict[str, Any]], service: Service, responder: Responder, words: str) -> int:
    """Offer to add the texts; files of other kinds are spoken of only where there are no words to answer."""
    if offered := shared_texts(files) or ([] if words.strip() else files):
        return await offer_files(service, responder, offered)
    return await _reply_in_thread(service, responder, words)


async def show_home(service: Service, responder: Responder, _: str) -> int:
    """Show the Home anew, with what this person follows: who may see a channel is not ours to know."""
    may_choose = await service.access.refusal(responder.interaction.user, responder.client) is None
    view = await service.tasks.in_thread(_home, service, responder.interaction.user, may_choose)
    await responder.publish(view)
    return view.count


def _home(service: Service, user: str, may_choose: bool) -> View:
    return home(service.corpus.notebook.follows(user=user), service.corpus, may_choose=may_choose)


async def welcome(service: Service, responder: Responder, _: str) -> int:
    """Say once to each person what can be asked; a second look at the messages says nothing."""
    at = responder.interaction
    await suggest(service, responder)
    if not await service.once(f"welcome {at.team} {at.user}", WELCOMED_FOR):
        return 0
    await responder.post(at.user, sendable(posted(await service.tasks.in_thread(welcoming, service.corpus))))
    return 0


def on_event(service: Service) -> Listener:
    """Ack at once: an event that waits comes again."""

    async def on_event(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        event = body["event"]
        if event.get("type") in CHANGES:
            service.tasks.start(settle(service, event))
        elif found := deed_of(event):
            what, deed, words = found
            at = interaction_of(body, threaded=service.settings.agent)
            _begin_unasked(service, Responder(at, client, respond, service.books), what, deed, words)
        return await ack()

    return on_event


def _begin_unasked(service: Service, responder: Responder, what: str, deed: Deed, words: str) -> None:
    """As `_begin`, but a refusal is a message too: one a minute is enough for anybody."""
    refused = at_gate(service, responder.interaction)
    if not refused:
        begin(service, responder, what, deed, words)
    elif what == "home" or not service.gate.was_told(responder.interaction):
        begin(service, responder, f"{what} refused", _refuse_home(refused) if what == "home" else refusing(refused), "")


def _refuse_home(why: str) -> Deed:
    async def publish(_: Service, responder: Responder, __: str) -> int:
        await responder.publish(View(kind="home", blocks=(note(why),)))
        return 0

    return publish
