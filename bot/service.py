"""What answering takes, made once and handed to whatever is done in Slack."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.answers import Answers
from bot.audit import Audit
from bot.door import Door
from bot.gate import Gate
from bot.settings import Settings
from bot.troubles import apology, logged
from bot.work import Work
from corpus.store import Corpus

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """The parts of the running app. Belongs to one event loop."""

    settings: Settings
    corpus: Corpus
    work: Work
    answers: Answers
    gate: Gate
    audit: Audit
    reading: asyncio.Semaphore
    """One article is read at a time: a reading takes a core and half a gigabyte."""


Deed = Callable[[Service, Door, str], Awaitable[int]]
"""Does what a press, a shortcut or an event asks for with the words that came with it; gives how many records came."""


def service_of(settings: Settings, corpus: Corpus, work: Work) -> Service:
    return Service(
        settings=settings,
        corpus=corpus,
        work=work,
        answers=Answers(corpus),
        gate=Gate(settings),
        audit=Audit(with_words=settings.audit_words),
        reading=asyncio.Semaphore(1),
    )


def begin(service: Service, door: Door, what: str, deed: Deed, words: str) -> asyncio.Task[None]:
    """Start a deed after its ack: it takes its time, is written to the audit, and tells its failure to who asked."""
    return service.work.start(_done(service, door, what, deed, words))


async def _done(service: Service, door: Door, what: str, deed: Deed, words: str) -> None:
    with service.audit.entry(door.visit, what, words) as entry:
        try:
            entry.count = await deed(service, door, words)
        except Exception as error:
            await _apologise(door, error)


async def _apologise(door: Door, error: Exception) -> None:
    try:
        await door.tell(apology(error))
    except Exception as another:
        logged(another)
