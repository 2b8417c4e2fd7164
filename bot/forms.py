"""Shortcuts, the modals that they open, what is typed into them, and what is offered while it is typed."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.answers import sendable
from bot.door import TITLE, Door
from bot.drafts import offer_files, read_into, store_into
from bot.files import shared_texts
from bot.service import Service
from corpus.keepings import Draft
from handlers import adding
from handlers.checking import check
from handlers.modals import as_modal, waiting
from handlers.reply import View
from handlers.search import line_of, search_view

Body = Mapping[str, Any]

OPEN_WITHIN = 1.5  # seconds; a trigger opens a modal for three


# -- shortcuts ---------------------------------------------------------------------------------------------------------


async def search(_: Service, door: Door, __: Body) -> int:
    """Open the search."""
    await door.open(search_view())
    return 0


async def check_quote(service: Service, door: Door, body: Body) -> int:
    """Compare the quotations of a message with the corpus."""
    text = str((body.get("message") or {}).get("text") or "")
    finding = service.work.start(service.work.in_thread(check, text, service.corpus))
    done, _ = await asyncio.wait({finding}, timeout=OPEN_WITHIN)
    if done:
        await door.open(as_modal(finding.result(), CHECK))
    else:
        view_id = await door.open(waiting(CHECK))
        await door.update(view_id, as_modal(await finding, CHECK))
    return finding.result().count


async def add_article(service: Service, door: Door, body: Body) -> int:
    """Open the form for an article, with the text of the message that it was called on."""
    message = body.get("message") or {}
    if files := shared_texts(message.get("files")):
        return await offer_files(service, door, files, door.visit.thread)
    text = adding.plain_text(str(message.get("text") or ""))
    draft = await service.work.in_thread(adding.long_text, text, door.visit.user, service.corpus)
    await door.open(adding.form(text, draft))
    return 0


CHECK = "Check this quote"

ShortcutDeed = Callable[[Service, Door, Body], Any]
SHORTCUTS: Mapping[str, ShortcutDeed] = MappingProxyType(
    {"search": search, "check": check_quote, "add": add_article, "add_message": add_article}
)
"""By callback_id, as manifest.json announces them."""


# -- forms -------------------------------------------------------------------------------------------------------------

Response = dict[str, Any]
"""What a submitted form is acked with."""

Then = Callable[[Service, Door, str], Any]


async def submit_search(service: Service, body: Body) -> tuple[Response, Then | None]:
    """Show what is found in place of the form, or what is wrong beside each field."""
    line = line_of(body["view"]["state"]["values"])
    if isinstance(line, dict):
        return {"response_action": "errors", "errors": line}, None
    finding = service.work.start(service.work.in_thread(service.answers, line))
    done, _ = await asyncio.wait({finding}, timeout=OPEN_WITHIN)
    if done:
        return _update(as_modal(finding.result().reply, TITLE)), None

    async def then(_: Service, door: Door, __: str) -> int:
        found = await finding
        await door.update(door.visit.view, as_modal(found.reply, TITLE))
        return found.reply.count

    return _update(waiting(TITLE)), then


async def submit_article(service: Service, body: Body) -> tuple[Response, Then | None]:
    """Keep what was typed and read it, while the modal says so."""
    view, user = body["view"], str(body["user"]["id"])
    found = await service.work.in_thread(_read_form, service, view, user)
    if not isinstance(found, Draft):
        return {"response_action": "errors", "errors": found}, None
    return _update(adding.working(found)), partial(_read, found)


def _read_form(service: Service, view: Body, user: str) -> Draft | dict[str, str]:
    found = adding.read_form(view["state"]["values"], str(view.get("private_metadata") or ""), user, service.corpus)
    return service.corpus.notebook.keep_draft(found) if isinstance(found, Draft) else found


async def _read(draft: Draft, service: Service, door: Door, _: str) -> int:
    return await read_into(service, door, door.visit.view, draft)


async def confirm_article(service: Service, body: Body) -> tuple[Response, Then | None]:
    """Store the article that was shown, while the modal says so."""
    draft_id = str(body["view"].get("private_metadata") or "")
    return _update(waiting("Add article")), partial(_store, draft_id)


async def _store(draft_id: str, service: Service, door: Door, _: str) -> int:
    return await store_into(service, door, door.visit.view, draft_id)


async def close(_: Service, __: Body) -> tuple[Response, Then | None]:
    """Close a modal that there was only something to read in."""
    return {}, None


FORMS: Mapping[str, Callable[[Service, Body], Any]] = MappingProxyType(
    {"search": submit_search, "add": submit_article, "confirm": confirm_article, "done": close}
)
"""By callback_id: the ack of the form, and what is done after it."""


def _update(view: View) -> Response:
    return {"response_action": "update", "view": sendable(view)}
