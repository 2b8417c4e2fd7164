"""Shortcuts: the search, the check of a quote, the form for an article."""

import asyncio
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.context import Responder, interaction_of
from bot.drafts import offer_files
from bot.errors import sentence
from bot.files import articles_among, described
from bot.message_words import unquoted, words_of
from bot.service import (
    OPEN_WITHIN,
    Listener,
    Service,
    begin_if_let,
    or_apology,
)
from handlers.blocks.forms import as_modal, waiting
from handlers.desk import add
from handlers.desk.search import follow_view, search_view
from handlers.desk.settings_form import kept_of, settings_view
from handlers.quote_check.check import check

Body = Mapping[str, Any]


async def search(_: Service, responder: Responder, __: Body) -> int:
    """Open the search."""
    await responder.open(search_view())
    return 0


async def check_quote(service: Service, responder: Responder, body: Body) -> int:
    """Compare the quotations of a message with the corpus."""
    words = words_of(body.get("message") or {})
    if words is None:
        await responder.open(as_modal(sentence(UNREADABLE), CHECK))
        return 0
    finding = service.tasks.start(service.find(check, words))
    done, _ = await asyncio.wait({finding}, timeout=OPEN_WITHIN)
    if done:
        found = await finding
        await responder.open(as_modal(found, CHECK))
    else:
        view_id = await responder.open(waiting(CHECK))
        found = await or_apology(finding)
        await responder.update(view_id, as_modal(found, CHECK))
    return found.count


async def add_article(service: Service, responder: Responder, body: Body) -> int:
    """Open the form for an article, with the text of the message that it was called on."""
    message = body.get("message") or {}
    if files := articles_among(await described(responder.client, message.get("files"))):
        return await offer_files(service, responder, files)
    text = unquoted(words_of(message) or "")
    draft = await service.tasks.in_thread(add.long_text, text, responder.interaction.user, service.corpus)
    await responder.open(add.form(text, draft))
    return 0


async def open_settings(service: Service, responder: Responder, _: Body) -> int:
    """Open what editors choose in Slack."""
    kept = await service.tasks.in_thread(kept_of, service.corpus)
    await responder.open(settings_view(kept))
    return 0


async def open_follow(_: Service, responder: Responder, __: Body) -> int:
    """Open the form for something that a channel is to be told of."""
    await responder.open(follow_view(responder.interaction.channel))
    return 0


UNREADABLE = "The words of this message are in a form that Readout cannot read. Copy them into a message of their own."
CHECK = "Check this quote"

ShortcutDeed = Callable[[Service, Responder, Body], Any]
SHORTCUTS: Mapping[str, ShortcutDeed] = MappingProxyType(
    {"search": search, "check": check_quote, "add": add_article, "add_message": add_article}
)
"""By callback_id, as manifest.json announces them."""

OPENED: Mapping[str, ShortcutDeed] = MappingProxyType({**SHORTCUTS, "settings": open_settings, "follow": open_follow})
"""All that a button may open, by name."""


def on_shortcut(service: Service, name: str) -> Listener:
    async def on_shortcut(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        async def deed(service: Service, responder: Responder, _: str) -> int:
            return int(await SHORTCUTS[name](service, responder, body))

        begin_if_let(service, Responder(interaction_of(body), client, respond, service.books), name, deed)
        return await ack()

    return on_shortcut
