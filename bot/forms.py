"""Shortcuts, the modals that they open, what is typed into them, and what is offered while it is typed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.answers import sendable
from bot.door import TITLE, Door
from bot.drafts import offer_files, read_into, show_stored, store
from bot.files import shared_texts
from bot.message_words import unquoted, words_of
from bot.service import Service, answered, begin
from bot.troubles import apology, logged, sentence
from bot.visits import Visit
from corpus.keepings import Draft
from handlers.blocks.modals import as_modal, waiting
from handlers.blocks.reply import Reply, View
from handlers.desk import add
from handlers.desk.search import line_of, search_view
from handlers.quote_check.check import check

Body = Mapping[str, Any]

OPEN_WITHIN = 1.5  # seconds; a trigger opens a modal for three


# -- shortcuts ---------------------------------------------------------------------------------------------------------


async def search(_: Service, door: Door, __: Body) -> int:
    """Open the search."""
    await door.open(search_view())
    return 0


async def check_quote(service: Service, door: Door, body: Body) -> int:
    """Compare the quotations of a message with the corpus."""
    words = words_of(body.get("message") or {})
    if words is None:
        await door.open(as_modal(sentence(UNREADABLE), CHECK))
        return 0
    finding = service.work.start(service.work.in_thread(check, words, service.corpus))
    done, _ = await asyncio.wait({finding}, timeout=OPEN_WITHIN)
    if done:
        found = await finding
        await door.open(as_modal(found, CHECK))
    else:
        view_id = await door.open(waiting(CHECK))
        found = await _or_apology(finding)
        await door.update(view_id, as_modal(found, CHECK))
    return found.count


async def _or_apology(finding: Awaitable[Reply]) -> Reply:
    """What is found, or what to say instead in the modal that waits for it."""
    try:
        return await finding
    except Exception as error:
        return apology(error)


async def add_article(service: Service, door: Door, body: Body) -> int:
    """Open the form for an article, with the text of the message that it was called on."""
    message = body.get("message") or {}
    if files := shared_texts(message.get("files")):
        return await offer_files(service, door, files)
    text = unquoted(words_of(message) or "")
    draft = await service.work.in_thread(add.long_text, text, door.visit.user, service.corpus)
    await door.open(add.form(text, draft))
    return 0


UNREADABLE = "The words of this message are in a form that Readout cannot read. Copy them into a message of their own."
CHECK = "Check this quote"
BUSY = {"headline": "The database is busy. Press again in a moment."}
"""What stands beside a field that every such form has when it cannot be taken in time; all that was typed stays."""

ShortcutDeed = Callable[[Service, Door, Body], Any]
SHORTCUTS: Mapping[str, ShortcutDeed] = MappingProxyType(
    {"search": search, "check": check_quote, "add": add_article, "add_message": add_article}
)
"""By callback_id, as manifest.json announces them."""


# -- forms -------------------------------------------------------------------------------------------------------------

Response = dict[str, Any]
"""What a submitted form is acked with."""


async def submit_search(service: Service, door: Door, body: Body) -> Response:
    """Show what is found in place of the form, or what is wrong beside each field."""
    line = line_of(body["view"]["state"]["values"])
    if isinstance(line, dict):
        return {"response_action": "errors", "errors": line}
    finding = service.work.start(_found(service, door.visit, line))
    done, _ = await asyncio.wait({finding}, timeout=OPEN_WITHIN)
    if done:
        return _update(as_modal(await _or_apology(finding), TITLE))
    service.work.start(_show_late(door, finding))
    return _update(waiting(TITLE))


async def _found(service: Service, visit: Visit, line: str) -> Reply:
    return (await answered(service, visit, "search", line)).reply


async def _show_late(door: Door, finding: Awaitable[Reply]) -> None:
    try:
        await door.update(door.visit.view, as_modal(await _or_apology(finding), TITLE))
    except Exception as error:
        logged(error)  # nobody can be told where the modal cannot be reached


async def submit_article(service: Service, door: Door, body: Body) -> Response:
    """Keep what was typed and read it, while the modal says so."""
    view, user = body["view"], str(body["user"]["id"])
    reading = service.work.start(service.work.in_thread(_read_form, service, view, user))
    done, _ = await asyncio.wait({reading}, timeout=OPEN_WITHIN)
    if not done:
        return {"response_action": "errors", "errors": BUSY}
    found = await reading
    if not isinstance(found, Draft):
        return {"response_action": "errors", "errors": found}
    begin(service, door, "add", partial(_read, found), "")
    return _update(add.working(found))


def _read_form(service: Service, view: Body, user: str) -> Draft | dict[str, str]:
    found = add.read_form(view["state"]["values"], str(view.get("private_metadata") or ""), user, service.corpus)
    return service.corpus.notebook.keep_draft(found) if isinstance(found, Draft) else found


async def _read(draft: Draft, service: Service, door: Door, _: str) -> int:
    return await read_into(service, door, door.visit.view, draft)


async def confirm_article(service: Service, door: Door, body: Body) -> Response:
    """Store the article that was shown, while the modal says so."""
    draft_id = str(body["view"].get("private_metadata") or "")
    storing = service.work.start(store(service, door, draft_id))
    done, _ = await asyncio.wait({storing}, timeout=OPEN_WITHIN)
    if done:
        return _update(await storing)
    service.work.start(show_stored(door, storing))
    return _update(waiting(add.TITLE, "Adding it …"))


async def close(_: Service, __: Door, ___: Body) -> Response:
    """Close a modal that there was only something to read in."""
    return {}


FORMS: Mapping[str, Callable[[Service, Door, Body], Awaitable[Response]]] = MappingProxyType(
    {"search": submit_search, "add": submit_article, "confirm": confirm_article, "done": close}
)
"""By callback_id: what comes back acks the form; what takes longer is begun, and shown in the modal later."""


def _update(view: View) -> Response:
    return {"response_action": "update", "view": sendable(view)}
