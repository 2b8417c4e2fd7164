"""From a text that somebody adds to an article in the corpus: read outside this process, shown, then stored."""

from collections.abc import Awaitable, Sequence
from types import MappingProxyType
from typing import Any

from bot.answers import sendable
from bot.context import Responder
from bot.errors import sentence
from bot.files import fetched, is_article
from bot.reading import file_as_draft, read_draft, store_draft
from bot.service import Service, apologise
from corpus.errors import CorpusError
from corpus.keepings import Draft
from handlers.blocks.reply import View, reply
from handlers.desk import add

MOST_FILES = 4  # a response_url takes five messages


async def show_draft(service: Service, responder: Responder, draft_id: str) -> int:
    """Open the modal that reads a draft and shows what would be found in it."""
    draft = await service.tasks.in_thread(own_draft, service, responder, draft_id)
    if draft is None:
        await responder.open(add.gone())
        return 0
    view_id = await responder.open(add.working(draft))
    return await read_into(service, responder, view_id, draft)


async def read_into(service: Service, responder: Responder, view_id: str, draft: Draft) -> int:
    """Read a draft and show what would be found in it, in the modal; by direct message where that was closed."""
    async with service.reading:
        view = await service.tasks.in_thread(_preview, service, draft)
    if not await responder.update(view_id, view):
        await responder.post(responder.interaction.user, sendable(add.finished(draft)))
    return view.count


def _preview(service: Service, draft: Draft) -> View:
    try:
        return read_draft(draft, service.corpus)
    except CorpusError as error:
        return add.failed(draft, str(error))


async def store(service: Service, responder: Responder, draft_id: str) -> View:
    """Store a draft as an article, written to the audit; what comes back says so, or why not."""
    with service.audit.entry(responder.interaction, "confirm") as entry:
        view = await service.tasks.in_thread(_stored, service, responder, draft_id)
        entry.count = view.count
    return view


async def show_stored(responder: Responder, storing: Awaitable[View]) -> None:
    """Say what became of it in the modal that waits for it; by direct message where that was closed."""
    try:
        view = await storing
        if not await responder.update(responder.interaction.view, view):
            await responder.post(responder.interaction.user, sendable(reply(view.blocks)))
    except Exception as error:
        await apologise(responder, error)


def own_draft(service: Service, responder: Responder, draft_id: str) -> Draft | None:
    """The draft with that id, if it is by whoever asks for it."""
    draft = service.corpus.notebook.draft(draft_id)
    return draft if draft and draft.user == responder.interaction.user else None


def _stored(service: Service, responder: Responder, draft_id: str) -> View:
    draft = own_draft(service, responder, draft_id)
    if draft is None:
        return add.gone()
    try:
        return store_draft(draft, service.corpus, service.settings.seeds)
    except CorpusError as error:
        return add.failed(draft, str(error))


async def offer_files(service: Service, responder: Responder, files: Sequence[dict[str, Any]]) -> int:
    """Offer to add each file that was shared with the app, or say why it cannot be."""
    for file in files[:MOST_FILES]:
        found = await _as_draft(service, responder, file)
        name = str(file.get("name") or "The file")
        told = add.offer(name, found) if isinstance(found, Draft) else add.refused(name, found)
        await responder.show(told)
    if len(files) > MOST_FILES:
        await responder.show(sentence(f"These are {len(files)} files. Send at most {MOST_FILES} at a time."))
    return len(files)


GONE = MappingProxyType(
    {
        "tombstone": "has been deleted",
        "hidden_by_limit": "is hidden by Slack: it is beyond what the workspace's plan keeps. Send it again",
    }
)
"""By how Slack shows a file that it does not hand out."""


async def _as_draft(service: Service, responder: Responder, file: dict[str, Any]) -> Draft | str:
    if told := GONE.get(str(file.get("mode"))):
        return told
    if not is_article(file):
        return "is no article. One is sent as text, a web page, a Word document, a PDF or an e-mail"
    try:
        data = await fetched(responder.client, file)
        name = str(file.get("name") or "file.txt")
        async with service.reading:
            draft = await service.tasks.in_thread(file_as_draft, name, data, responder.interaction.user)
        return draft if isinstance(draft, str) else await service.tasks.in_thread(_kept, service, draft)
    except CorpusError as error:
        return str(error)


def _kept(service: Service, draft: Draft) -> Draft:
    return service.corpus.notebook.keep_draft(draft)
