"""Modals that are sent off: what comes of what was typed into them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.context import TITLE, Interaction, Responder, interaction_of
from bot.drafts import read_into, show_stored, store
from bot.errors import logged, sentence
from bot.listeners.commands import follow
from bot.service import (
    EDITING,
    OPEN_WITHIN,
    Listener,
    Service,
    answered,
    begin,
    or_apology,
    refusal,
)
from corpus.keepings import Draft, Follow, Objection
from handlers.blocks.forms import SEND, as_modal, waiting
from handlers.blocks.kit import note, person
from handlers.blocks.reply import Reply, View, reply
from handlers.desk import add
from handlers.desk.follow import ending
from handlers.desk.objection import noted, read_objection
from handlers.desk.search import line_of
from handlers.desk.settings_form import Chosen, keep_settings, read_settings, settled
from handlers.desk.share import shared, shared_line
from handlers.texts import say

Body = Mapping[str, Any]


BUSY = {"headline": "The database is busy. Press again in a moment."}
"""What stands beside a field that every such form has when it cannot be taken in time; all that was typed stays."""

ACK_ARRIVES = 0.5  # seconds; a view that is changed before its ack has come would be overwritten by that

Response = dict[str, Any]
"""What a submitted form is acked with."""


async def submit_search(service: Service, responder: Responder, body: Body) -> Response:
    """Show what is found in place of the form, or what is wrong beside each field."""
    line = line_of(body["view"]["state"]["values"])
    if isinstance(line, dict):
        return {"response_action": "errors", "errors": line}
    finding = service.tasks.start(_found(service, responder.interaction, line))
    done, _ = await asyncio.wait({finding}, timeout=OPEN_WITHIN)
    if done:
        return _update(as_modal(await or_apology(finding), TITLE))
    service.tasks.start(_show_late(responder, finding))
    return _update(waiting(TITLE))


async def _found(service: Service, interaction: Interaction, line: str) -> Reply:
    return (await answered(service, interaction, "search", line)).reply


async def _show_late(responder: Responder, finding: Awaitable[Reply]) -> None:
    try:
        await responder.update(responder.interaction.view, as_modal(await or_apology(finding), TITLE))
    except Exception as error:
        logged(error)  # nobody can be told where the modal cannot be reached


async def submit_article(service: Service, responder: Responder, body: Body) -> Response:
    """Keep what was typed and read it, while the modal says so."""
    view, user = body["view"], str(body["user"]["id"])
    reading = service.tasks.start(service.tasks.in_thread(_read_form, service, view, user))
    done, _ = await asyncio.wait({reading}, timeout=OPEN_WITHIN)
    if not done:
        return {"response_action": "errors", "errors": BUSY}
    found = await reading
    if not isinstance(found, Draft):
        return {"response_action": "errors", "errors": found}
    begin(service, responder, "add", partial(_read, found), "")
    return _update(add.working(found))


def _read_form(service: Service, view: Body, user: str) -> Draft | dict[str, str]:
    found = add.read_form(view["state"]["values"], str(view.get("private_metadata") or ""), user, service.corpus)
    return service.corpus.notebook.keep_draft(found) if isinstance(found, Draft) else found


async def _read(draft: Draft, service: Service, responder: Responder, _: str) -> int:
    return await read_into(service, responder, responder.interaction.view, draft)


async def confirm_article(service: Service, responder: Responder, body: Body) -> Response:
    """Store the article that was shown, while the modal says so."""
    draft_id = str(body["view"].get("private_metadata") or "")
    storing = service.tasks.start(store(service, responder, draft_id))
    done, _ = await asyncio.wait({storing}, timeout=OPEN_WITHIN)
    if done:
        return _update(await storing)
    service.tasks.start(show_stored(responder, storing))
    return _update(waiting(add.TITLE, "Adding it …"))


async def submit_objection(service: Service, responder: Responder, body: Body) -> Response:
    """Write down what is said to be wrong with a record, for the editors."""
    view, at = body["view"], responder.interaction
    found = read_objection(view["state"]["values"], str(view.get("private_metadata") or ""), at.team, at.user)
    if not isinstance(found, Objection):
        return {"response_action": "errors", "errors": found}
    with service.audit.entry(at, "objection", found.what) as entry:
        new = await service.tasks.quickly(service.corpus.shared.object_to, found)
        entry.count = int(new)
    return _update(noted(found, new=new))


async def submit_settings(service: Service, responder: Responder, body: Body) -> Response:
    """Keep what editors chose."""
    found = read_settings(body["view"]["state"]["values"])
    if not isinstance(found, Chosen):
        return {"response_action": "errors", "errors": found}
    with service.audit.entry(responder.interaction, "settings"):
        await service.tasks.quickly(keep_settings, found, service.corpus, datetime.now(UTC))
    service.gate.chosen = frozenset(found.preferences.channels)
    return _update(settled(found.preferences))


async def submit_follow(service: Service, responder: Responder, body: Body) -> Response:
    """Follow in the channel that was chosen; what comes of it stands in the modal."""
    values = body["view"]["state"]["values"]
    line = line_of(values)
    if isinstance(line, dict):
        return {"response_action": "errors", "errors": line}
    channel = next((str(one.get("selected_conversation") or "") for one in values.get("channel", {}).values()), "")
    at = responder.interaction.model_copy(update={"channel": channel})
    there = replace(responder, interaction=at)
    if refused := service.gate.unlisted(at):
        return {"response_action": "errors", "errors": {"channel": refused}}
    begin(service, there, "follow", _follow_there, line)
    return _update(waiting(TITLE))


async def _follow_there(service: Service, responder: Responder, line: str) -> int:
    before = {one.id for one in await service.tasks.in_thread(_followed, service, responder)}
    followed = await follow(service, responder, line)
    new = [one for one in await service.tasks.in_thread(_followed, service, responder) if one.id not in before]
    if followed:
        await responder.show(reply([note(say("following"))], ways=[ending(one, "Unfollow") for one in new[-1:]]))
    return followed


def _followed(service: Service, responder: Responder) -> tuple[Follow, ...]:
    at = responder.interaction
    return service.corpus.notebook.follows(channel=at.channel, user=at.user)


async def submit_send(service: Service, responder: Responder, body: Body) -> Response:
    """Send the answer that the modal shows to the channel that was chosen; what comes of it stands in the modal."""
    chosen: Body = next(iter(body.get("response_urls") or ()), {})
    if not chosen.get("response_url"):
        return {"response_action": "errors", "errors": {"to": say("send_where")}}
    at = responder.interaction.model_copy(update={"channel": str(chosen.get("channel_id") or ""), "view": ""})
    if refused := service.gate.unlisted(at):
        return {"response_action": "errors", "errors": {"to": refused}}
    through = AsyncRespond(response_url=chosen["response_url"], proxy=None, ssl=None)
    there = replace(responder, interaction=at, respond=through)
    value = str(body["view"].get("private_metadata") or "")
    begin(service, responder, "send", partial(_send, there), value)
    return _update(waiting(TITLE, say("sending")))


async def _send(there: Responder, service: Service, responder: Responder, value: str) -> int:
    """As sharing does: only what its reader saw. What has changed since is shown instead, and can be sent then."""
    at, line = responder.interaction, shared_line(value)
    found = shared(value, person(at.user, at.name), (await service.answers(line)).reply)
    if found.shared:
        await there.share(found, line)
    await responder.show(sentence(say("sent")) if found.shared else found)
    return found.count


async def close(_: Service, __: Responder, ___: Body) -> Response:
    """Close a modal that there was only something to read in."""
    return {}


FORMS: Mapping[str, Callable[[Service, Responder, Body], Awaitable[Response]]] = MappingProxyType(
    {
        "search": submit_search,
        "add": submit_article,
        "confirm": confirm_article,
        "objection": submit_objection,
        "settings": submit_settings,
        "follow": submit_follow,
        SEND: submit_send,
        "done": close,
    }
)
"""By callback_id: what comes back acks the form; what takes longer is begun, and shown in the modal later."""


def _update(view: View) -> Response:
    return {"response_action": "update", "view": sendable(view)}


def on_form(service: Service, name: str) -> Listener:
    """Ack a form with what it comes to; a refusal lies on top of it, so that nothing typed is lost."""

    async def on_form(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        responder = Responder(interaction_of(body), client, respond, service.books, settled_in=ACK_ARRIVES)
        refused = refusal(service, responder.interaction, name)
        if not refused and name in EDITING:
            refused = await service.access.refusal(responder.interaction.user, client)
        if refused:
            return await ack(**on_top(sentence(refused)))
        answer = await FORMS[name](service, responder, body)
        responder.acked(answer)
        return await ack(**answer)

    return on_form


def on_top(told: Reply) -> Response:
    """The ack of a form that lays what is told on top of it."""
    return {"response_action": "push", "view": sendable(as_modal(told, TITLE))}
