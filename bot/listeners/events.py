"""What happens in the workspace without a command: a mention, a direct message, a file, a look at the Home."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.context import Responder, interaction_of
from bot.drafts import offer_files
from bot.errors import sentence
from bot.files import articles_among, described
from bot.listeners.agent import stop, suggest, was_stopped, with_feedback, working
from bot.listeners.commands import TYPED
from bot.listeners.lifecycle import CHANGES, settle
from bot.message_words import words_of
from bot.service import Deed, Listener, Service, at_gate, begin
from handlers.blocks.kit import note
from handlers.blocks.reply import View
from handlers.desk.home import home, welcoming
from handlers.desk.share import posted
from handlers.intent.plain import answer_plain, line_for
from handlers.intent.questions import is_courtesy
from handlers.query import order_of
from handlers.quote_check.check import check

SENT_AGAIN_FOR = timedelta(hours=2)
"""Slack's last attempt comes within the hour."""
WELCOMED_FOR = timedelta(days=3_650)

Event = Mapping[str, Any]
Body = dict[str, Any]


def deed_of(event: Event) -> tuple[str, Deed, str] | None:
    """What an event asks for: its name for the audit, the deed, the words; None for what is none of our business.

    Edits, deletions, other bots and what the app posts itself come as messages too.
    """
    if event.get("bot_id") or not event.get("user"):
        return None
    kind, words = str(event.get("type")), _words(event)
    if kind == "app_home_opened":
        return ("home", show_home, "") if event.get("tab") == "home" else ("welcome", welcome, "")
    if kind == "app_mention":
        return "mention", partial(_offer, event.get("files")), words
    if kind == "agent_session_stopped":
        return "stop", stop, ""
    if kind == "message" and event.get("channel_type") == "im":
        return _of_message(event, words)
    return None


def _words(event: Event) -> str:
    """What was written, with its marks; read off the blocks where there is no text beside them."""
    text = event.get("text")
    written = text if isinstance(text, str) else ""
    return written if written.strip() else words_of({"blocks": event.get("blocks")}) or ""


def _of_message(event: Event, words: str) -> tuple[str, Deed, str] | None:
    if event.get("subtype") == "file_share":
        return "file", partial(_offer, event.get("files")), words
    if not words.strip() and event.get("attachments"):
        return "check", _check_forwarded, words_of(event) or ""
    # An answer in a thread that its writer also sent to the conversation has a subtype of its own.
    asked = event.get("subtype") in (None, "thread_broadcast")
    return ("message", _reply_in_thread, words) if asked else None


async def _check_forwarded(service: Service, responder: Responder, words: str) -> int:
    """Compare the quotations of a message that somebody passed on without a word with the corpus."""
    async with working(service, responder):
        found = await service.find(check, words)
        if await was_stopped(service, responder):
            return 0
        await responder.post(responder.interaction.channel, sendable(posted(found)), responder.interaction.thread)
        return found.count


async def _reply_in_thread(service: Service, responder: Responder, words: str) -> int:
    """Answer a question in plain words where it was asked; thanks before all others get no answer."""
    if not responder.interaction.direct and is_courtesy(words):
        return 0
    async with working(service, responder):
        understood = await service.find(line_for, words)
        line, order = order_of(understood or "")
        if order:
            return await TYPED[order](service, responder, line)
        found = await service.find(answer_plain, words)
        shown = with_feedback(posted(found), line, service)
        if await was_stopped(service, responder):
            return 0
        await responder.post(responder.interaction.channel, sendable(shown), responder.interaction.thread)
        return found.count


async def _offer(files: Any, service: Service, responder: Responder, words: str) -> int:
    """Offer to add the articles; files of other kinds are spoken of only where there are no words to answer."""
    known = await described(responder.client, files)
    if offered := articles_among(known) or ([] if words.strip() else known):
        return await offer_files(service, responder, offered)
    return await _reply_in_thread(service, responder, words)


async def show_home(service: Service, responder: Responder, _: str) -> int:
    """Show the Home anew, with what this person follows: who may see a channel is not ours to know."""
    may_choose = await service.access.refusal(responder.interaction.user, responder.client) is None
    follows = partial(service.corpus.notebook.follows, user=responder.interaction.user)
    view = await service.find(partial(home, may_choose=may_choose), await service.tasks.in_thread(follows))
    await responder.publish(view)
    return view.count


async def welcome(service: Service, responder: Responder, _: str) -> int:
    """Say once to each person what can be asked; a second look at the messages says nothing."""
    at = responder.interaction
    await suggest(service, responder)
    if not await service.once(f"welcome {at.team} {at.user}", WELCOMED_FOR):
        return 0
    await responder.post(at.user, sendable(posted(await service.find(welcoming))))
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
            once = deed if what == "home" else _once(body.get("event_id"), deed)
            _begin_unasked(service, Responder(at, client, respond, service.books), what, once, words)
        return await ack()

    return on_event


def _once(event_id: object, deed: Deed) -> Deed:
    """The deed, in one process alone: an event whose ack came late is sent again, perhaps to another."""

    async def do(service: Service, responder: Responder, words: str) -> int:
        if event_id and not await service.once(f"event {event_id}", SENT_AGAIN_FOR):
            return 0
        return await deed(service, responder, words)

    return do


def _begin_unasked(service: Service, responder: Responder, what: str, deed: Deed, words: str) -> None:
    """As `_begin`, but a refusal is a message too: one a minute is enough for anybody."""
    refused = at_gate(service, responder.interaction)
    if not refused:
        begin(service, responder, what, deed, words)
    elif what == "home" or not service.gate.was_told(responder.interaction):
        begin(service, responder, f"{what} refused", _refuse_home(refused) if what == "home" else _refuse(refused), "")


def _refuse(why: str) -> Deed:
    async def tell(_: Service, responder: Responder, __: str) -> int:
        """What is refused to one person is nobody else's to read."""
        direct = responder.interaction.direct
        await (responder.tell(sentence(why)) if direct else responder.tell_alone(sentence(why)))
        return 0

    return tell


def _refuse_home(why: str) -> Deed:
    async def publish(_: Service, responder: Responder, __: str) -> int:
        await responder.publish(View(kind="home", blocks=(note(why),)))
        return 0

    return publish
