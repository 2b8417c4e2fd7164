"""What answering takes, made once and handed to whatever is done in Slack."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from slack_bolt.response import BoltResponse

from bot.access import Access, Gate
from bot.answers import Answers, Prepared, sendable
from bot.audit import Audit
from bot.context import Interaction, Responder
from bot.errors import apology, logged, sentence, why
from bot.finding import Finder, InThreads
from bot.ledger import Bookkeeper
from bot.settings import Settings
from bot.tasks import Tasks
from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.blocks.reply import Reply

logger = logging.getLogger(__name__)

ACK_WITHIN = 0.15  # seconds; Slack gives up after 3, but whoever typed waits: what takes longer comes after the ack
OPEN_WITHIN = 0.8  # seconds; a trigger opens a modal for three
OFFER_WITHIN = 0.9  # seconds; what is offered while somebody types can only come in the ack, and they type on


@dataclass(frozen=True)
class Service:
    """The parts of the running app. Belongs to one event loop."""

    settings: Settings
    corpus: Corpus
    tasks: Tasks
    find: Finder
    answers: Answers
    gate: Gate
    access: Access
    audit: Audit
    books: Bookkeeper
    reading: asyncio.Semaphore
    """One article is read at a time: a reading takes a core and half a gigabyte."""

    async def once(self, key: str, lasts: timedelta) -> bool:
        """Whether no process has done this yet; who gets True does it."""
        return await self.tasks.in_thread(self.corpus.shared.take, key, lasts)

    async def again(self, key: str) -> None:
        """It came to nothing, and can be done again."""
        await self.tasks.in_thread(self.corpus.shared.give_back, key)

    async def edits(self, responder: Responder) -> bool:
        """Whether this person is one of the editors that are listed; nobody is where none are."""
        listed = bool(self.settings.editors)
        return listed and await self.access.refusal(responder.interaction.user, responder.client) is None


Listener = Callable[..., Awaitable[BoltResponse]]

Deed = Callable[[Service, Responder, str], Awaitable[int]]
"""Does what a press, a shortcut or an event asks for with the words that came with it; gives how many records came."""


def service_of(
    settings: Settings, corpus: Corpus, tasks: Tasks, audit: Audit | None = None, find: Finder | None = None
) -> Service:
    """The parts over an open corpus; without a `find` answers are found in this process."""
    made = _made(settings, corpus, tasks, audit, find or InThreads(corpus, tasks))
    with suppress(StoreError):  # a database that is away is read when it is back
        made.gate.chosen = frozenset(corpus.shared.preferences().channels)
        made.gate.is_stale()
    return made


async def renew(service: Service) -> None:
    """Read again in which channels editors want it to answer."""
    try:
        chosen = await service.tasks.in_thread(service.corpus.shared.preferences)
        service.gate.chosen = frozenset(chosen.channels)
    except StoreError as error:
        logger.warning("What editors chose cannot be read: %s", error)


def _made(settings: Settings, corpus: Corpus, tasks: Tasks, audit: Audit | None, find: Finder) -> Service:
    return Service(
        settings=settings,
        corpus=corpus,
        tasks=tasks,
        find=find,
        answers=Answers(corpus, tasks, find),
        gate=Gate(settings),
        access=Access(settings),
        audit=audit or Audit(with_words=settings.audit_words),
        books=Bookkeeper(corpus, tasks),
        reading=asyncio.Semaphore(1),
    )


async def answered(service: Service, interaction: Interaction, what: str, line: str) -> Prepared:
    """The answer, written to the audit. Raises CorpusError when the corpus cannot be read."""
    with service.audit.entry(interaction, what, line) as entry:
        prepared = await service.answers(line)
        entry.count = prepared.reply.count
    return prepared


def at_gate(service: Service, interaction: Interaction) -> str | None:
    """Why an interaction is not answered; None when it is."""
    if service.gate.is_stale():
        service.tasks.start(renew(service))
    return service.gate.refusal(interaction)


def refusal(service: Service, interaction: Interaction, what: str) -> str | None:
    """Why a interaction is not answered, written to the audit; None when it is."""
    refused = at_gate(service, interaction)
    if refused:
        with service.audit.entry(interaction, f"{what} refused"):
            pass
    return refused


def begin(service: Service, responder: Responder, what: str, deed: Deed, words: str) -> asyncio.Task[None]:
    """Start a deed after its ack: it takes its time, is written to the audit, and tells its failure to who asked."""
    return service.tasks.start(_done(service, responder, what, deed, words))


def begin_if_let(service: Service, responder: Responder, what: str, deed: Deed, words: str = "") -> None:
    refused = at_gate(service, responder.interaction)
    if refused:
        begin(service, responder, f"{what} refused", refusing(refused), "")
    else:
        begin(service, responder, what, deed, words)


def refusing(why: str) -> Deed:
    async def tell(_: Service, responder: Responder, __: str) -> int:
        await responder.tell(sentence(why))
        return 0

    return tell


EDITING = frozenset({"add", "add_message", "confirm", "draft", "forget", "remember", "remove", "restore", "settings"})
"""The deeds, by their names for the audit, that change what all see: editors do them."""


async def _done(service: Service, responder: Responder, what: str, deed: Deed, words: str) -> None:
    with service.audit.entry(responder.interaction, what, words) as entry:
        try:
            if what in EDITING and (refused := await _may_not(service, responder)):
                await responder.tell(sentence(refused))
                return
            entry.count = await deed(service, responder, words)
        except Exception as error:
            await apologise(responder, error)


async def _may_not(service: Service, responder: Responder) -> str | None:
    return await service.access.refusal(responder.interaction.user, responder.client)


async def or_apology(finding: Awaitable[Reply]) -> Reply:
    """What is found, or what to say instead in the modal that waits for it."""
    try:
        return await finding
    except Exception as error:
        return apology(error)


async def apologise(responder: Responder, error: Exception) -> None:
    """Tell whoever asked what went wrong: where they asked, else in their direct messages, else the log."""
    told = apology(error)
    try:
        await responder.tell(told)
    except Exception as another:
        if why(another) != why(error):
            logged(another)
        await _tell_alone(responder, told)


async def _tell_alone(responder: Responder, told: Reply) -> None:
    try:
        await responder.post(responder.interaction.user, sendable(told))
    except Exception as error:
        logged(error)
