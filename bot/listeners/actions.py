"""What a press on a button does. The value of the button holds all that it takes."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.context import Responder, interaction_of
from bot.drafts import show_draft
from bot.errors import logged, sentence, surely_not_done, why
from bot.listeners.commands import ORDERS, press_unfollow
from bot.listeners.events import show_home
from bot.listeners.shortcuts import OPENED
from bot.pictures import send_picture
from bot.service import Deed, Listener, Service, begin_if_let
from corpus.errors import StoreError
from handlers.blocks.kit import person
from handlers.blocks.reply import Reply
from handlers.desk import spelling
from handlers.desk.objection import objection_view, withdrawn
from handlers.desk.removal import put_back, take_out
from handlers.desk.share import posted, shared, shared_line
from handlers.desk.source_view import copy_view, source_view
from handlers.texts import say

logger = logging.getLogger(__name__)

Body = dict[str, Any]

SHARED_FOR = timedelta(days=1)
"""How long a press on a button that shares is remembered; what only one person sees lasts no longer."""


async def ask(service: Service, responder: Responder, line: str) -> int:
    """Answer the command line in place of the message; a message that others see stays as it is."""
    found = await service.answers(line)
    await responder.show(found.reply, in_place=True)
    return found.reply.count


async def give_order(service: Service, responder: Responder, value: str) -> int:
    """Do what was ordered, now that it is known whom the command line means: `value` is the order and the line."""
    order, _, line = value.partition(" ")
    return await ORDERS[order](service, responder, line)


async def share(service: Service, responder: Responder, value: str) -> int:
    """Post the answer for everybody, once whichever process takes the press, if it is still what the person saw."""
    at = responder.interaction
    press = f"share {at.team} {at.user} {at.message} {value}" if at.message else ""  # nobody presses twice without one
    if press and (told := await _before(service, press)):
        await responder.tell(sentence(told))
        return 0
    now = await service.answers(shared_line(value))
    found = shared(value, person(at.user, at.name), now.reply)
    if not found.shared:  # it has changed since: it can be pressed again
        await responder.show(found)
        return found.count
    sendable(found)  # what breaks a rule of Slack's surely never gets there
    if press and not await service.once(_begun(press), SHARED_FOR):
        await responder.tell(sentence(await _before(service, press) or say("shared_already")))
        return 0
    await _posted(service, responder, found, press, shared_line(value))
    return found.count


def _begun(press: str) -> str:
    """What is taken just before it is posted: from then on nobody knows that it was not, until Slack has said."""
    return f"begun {press}"


async def _before(service: Service, press: str) -> str:
    """What to tell of a press whose answer stands in the channel, or may, by an earlier one; "" where it does not."""
    taken = service.corpus.shared.taken
    if await service.tasks.in_thread(taken, press):
        return say("shared_already")
    return say("shared_perhaps") if await service.tasks.in_thread(taken, _begun(press)) else ""


async def _posted(service: Service, responder: Responder, found: Reply, press: str, line: str) -> None:
    """Post it, and write down that it stands there. Where it only may, who shared it is told so.

    Raises what Slack surely refused, which can be pressed again.
    """
    try:
        await responder.share(found, line)
    except Exception as error:
        if surely_not_done(error):
            await service.again(_begun(press))
            raise
        logger.warning("Whether an answer was shared is not known (%s)", why(error) or type(error).__name__)
        await _told_anyhow(responder, say("shared_perhaps"))
        return
    try:
        await service.once(press, SHARED_FOR) if press else None
    except StoreError as error:  # it stands there: who presses again is told to look
        logger.warning("That an answer was shared cannot be written down: %s", error)


async def _told_anyhow(responder: Responder, told: str) -> None:
    """Say something whose failure must not undo what it is about."""
    try:
        await responder.tell(sentence(told))
    except Exception as error:
        logged(error)


async def unshare(service: Service, responder: Responder, sharer: str) -> int:
    """Take a shared answer back: its sharer does, or an editor."""
    if responder.interaction.user != sharer and not await service.edits(responder):
        await responder.tell(sentence(say("take_back_others")))
        return 0
    await responder.take_back()
    return 1


async def keep(service: Service, responder: Responder, line: str) -> int:
    """Post the answer in the person's direct messages, where it stays."""
    found = await service.answers(line)
    await responder.post(responder.interaction.user, sendable(posted(found.reply)))
    await responder.tell(sentence(say("kept")))
    return found.reply.count


async def source(service: Service, responder: Responder, ref: str) -> int:
    """Open the passage that a record stands in."""
    view = await service.tasks.in_thread(source_view, ref, service.corpus)
    await responder.open(view)
    return view.count


async def copy(service: Service, responder: Responder, ref: str) -> int:
    """Open the quote as a newsroom prints it, to be copied."""
    view = await service.tasks.in_thread(copy_view, ref, service.corpus)
    await responder.open(view)
    return view.count


async def wrong(service: Service, responder: Responder, ref: str) -> int:
    """Open the form in which a reader says what is wrong with a record."""
    view = await service.tasks.in_thread(objection_view, ref, service.corpus)
    await responder.open(view)
    return 0


async def withdraw(service: Service, responder: Responder, ref: str) -> int:
    """Take back what this person said of a record."""
    number = await service.tasks.in_thread(service.corpus.shared.take_back, responder.interaction.user, ref)
    await responder.update(responder.interaction.view, withdrawn(number, ref))
    return number


async def remember(service: Service, responder: Responder, value: str) -> int:
    """Keep a spelling for everybody: `value` is an entity id and the words typed."""
    entity_id, _, typed = value.partition(" ")
    entity = await service.tasks.in_thread(service.corpus.entity, entity_id)
    if entity is None or not typed:
        await responder.tell(sentence(say("spelling_gone")))
        return 0
    await service.tasks.in_thread(service.corpus.notebook.remember, typed, entity_id, responder.interaction.user)
    await responder.tell(spelling.kept(typed, entity.name))
    return 1


async def forget(service: Service, responder: Responder, typed: str) -> int:
    """Forget a spelling that was kept."""
    found = await service.tasks.in_thread(service.corpus.notebook.forget, typed)
    meant = await service.tasks.in_thread(service.corpus.entity, found.entity_id) if found else None
    await responder.tell(spelling.forgotten(typed, meant))
    return 1


async def remove(service: Service, responder: Responder, article_id: str) -> int:
    """Take an article out, so that no answer knows of it."""
    found = await service.tasks.in_thread(take_out, article_id, service.corpus, responder.interaction.user)
    await responder.show(found, in_place=True)
    return found.count


async def restore(service: Service, responder: Responder, article_id: str) -> int:
    """Put back an article that was taken out so."""
    found = await service.tasks.in_thread(put_back, article_id, service.corpus, responder.interaction.user)
    await responder.show(found, in_place=True)
    return found.count


async def unfollow(service: Service, responder: Responder, value: str) -> int:
    """End a follow; a Home that lists it is shown without it."""
    ended = await press_unfollow(service, responder, value)
    if responder.interaction.in_home:
        await show_home(service, responder, "")
    return ended


async def open_form(service: Service, responder: Responder, name: str) -> int:
    """Open one of the forms that a shortcut opens too."""
    return int(await OPENED[name](service, responder, {}))


async def _unknown(_: Service, responder: Responder, __: str) -> int:
    await responder.tell(sentence(say("button_gone")))
    return 0


def meant(does: str, value: str) -> tuple[str, Deed, str]:
    """What a press does: its name for the audit and for who may, the deed, the words.

    An entry of a menu does what a button would, and what opens a form is called by the form.
    """
    if does in ("menu", "feedback"):
        does, _, value = value.partition(" ")
    if does == "open":
        return (value, open_form, value) if value in OPENED else (does, _unknown, value)
    return does, PRESSES.get(does, _unknown), value


def _thanks(word: str) -> Deed:
    """What becomes of a thumb: it is in the audit and the metrics under its name."""

    async def thank(_: Service, responder: Responder, __: str) -> int:
        await responder.tell(sentence(say(word)))
        return 0

    return thank


PRESSES: Mapping[str, Deed] = MappingProxyType(
    {
        "ask": ask,
        "order": give_order,
        "share": share,
        "unshare": unshare,
        "keep": keep,
        "source": source,
        "copy": copy,
        "wrong": wrong,
        "withdraw": withdraw,
        "remember": remember,
        "forget": forget,
        "remove": remove,
        "restore": restore,
        "unfollow": unfollow,
        "draft": show_draft,
        "picture": send_picture,
        "good": _thanks("feedback_thanks"),
        "bad": _thanks("feedback_how"),
    }
)
"""By what an action_id begins with: see `handlers.blocks.kit.Does`."""


def on_press(service: Service, does: str) -> Listener:
    async def on_press(
        ack: AsyncAck, action: Body, body: Body, respond: AsyncRespond, client: AsyncWebClient
    ) -> BoltResponse:
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        what, deed, words = meant(does, value)
        begin_if_let(service, Responder(interaction_of(body), client, respond, service.books), what, deed, words)
        return await ack()

    return on_press
