"""What answering takes, made once and handed to whatever is done in Slack."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.access import Access
from bot.answers import Answers, Prepared, sendable
from bot.audit import Audit
from bot.door import Door
from bot.gate import Gate
from bot.settings import Settings
from bot.troubles import apology, logged, sentence, why
from bot.visits import Visit
from bot.work import Work
from corpus.store import Corpus
from handlers.blocks.reply import Reply

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """The parts of the running app. Belongs to one event loop."""

    settings: Settings
    corpus: Corpus
    work: Work
    answers: Answers
    gate: Gate
    access: Access
    audit: Audit
    reading: asyncio.Semaphore
    """One article is read at a time: a reading takes a core and half a gigabyte."""
    following: asyncio.Lock
    """One follow begins at a time, so that two of the same line are one and are announced once."""
    shared: OrderedDict[tuple[str, str, str], None]
    """What was shared from which message by whom, so that a second press posts nothing."""


Deed = Callable[[Service, Door, str], Awaitable[int]]
"""Does what a press, a shortcut or an event asks for with the words that came with it; gives how many records came."""


def service_of(settings: Settings, corpus: Corpus, work: Work) -> Service:
    return Service(
        settings=settings,
        corpus=corpus,
        work=work,
        answers=Answers(corpus),
        gate=Gate(settings),
        access=Access(settings),
        audit=Audit(with_words=settings.audit_words),
        reading=asyncio.Semaphore(1),
        following=asyncio.Lock(),
        shared=OrderedDict(),
    )


async def answered(service: Service, visit: Visit, what: str, line: str) -> Prepared:
    """The answer, written to the audit; one that is remembered does not queue behind those that wait for the database.

    Raises CorpusError when the corpus cannot be read.
    """
    with service.audit.entry(visit, what, line) as entry:
        prepared = await service.work.quickly(service.answers.remembered, line)
        if prepared is None:
            prepared = await service.work.in_thread(service.answers, line)
        entry.count = prepared.reply.count
    return prepared


def refusal(service: Service, visit: Visit, what: str) -> str | None:
    """Why a visit is not answered, written to the audit; None when it is."""
    refused = service.gate.refusal(visit)
    if refused:
        with service.audit.entry(visit, f"{what} refused"):
            pass
    return refused


def begin(service: Service, door: Door, what: str, deed: Deed, words: str) -> asyncio.Task[None]:
    """Start a deed after its ack: it takes its time, is written to the audit, and tells its failure to who asked."""
    return service.work.start(_done(service, door, what, deed, words))


EDITING = frozenset({"add", "add_message", "confirm", "draft", "forget", "remember"})
"""The deeds, by their names for the audit, that change what all see: editors do them."""


async def _done(service: Service, door: Door, what: str, deed: Deed, words: str) -> None:
    with service.audit.entry(door.visit, what, words) as entry:
        try:
            refused = await service.access.refusal(door.visit.user, door.client) if what in EDITING else None
            if refused:
                await door.tell(sentence(refused))
                return
            entry.count = await deed(service, door, words)
        except Exception as error:
            await apologise(door, error)


async def apologise(door: Door, error: Exception) -> None:
    """Tell whoever asked what went wrong: where they asked, else in their direct messages, else the log."""
    told = apology(error)
    try:
        await door.tell(told)
    except Exception as another:
        if why(another) != why(error):
            logged(another)
        await _tell_alone(door, told)


async def _tell_alone(door: Door, told: Reply) -> None:
    try:
        await door.post(door.visit.user, sendable(told))
    except Exception as error:
        logged(error)
