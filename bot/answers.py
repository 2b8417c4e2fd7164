"""Answers to command lines as Slack takes them, remembered until the corpus changes."""

import asyncio
from collections import OrderedDict
from typing import Any, NamedTuple

from bot.faults import faults
from bot.finding import Finder
from bot.tasks import Tasks
from corpus.store import Corpus
from handlers.answer import answer, cleaned
from handlers.blocks.reply import Reply, View
from handlers.commands import COMMANDS

MOST = 1000  # answers remembered; each is a few kilobytes


class UnsendableError(Exception):
    """An answer breaks Slack's rules: a fault of ours."""


class Prepared(NamedTuple):
    """A reply with the payload that has been checked."""

    reply: Reply
    payload: dict[str, Any]


def sendable(made: Reply | View) -> dict[str, Any]:
    """The payload of an answer that Slack takes: what it refuses, it drops without a word to the reader.

    Raises UnsendableError, which names what is wrong.
    """
    payload = made.payload()
    if wrong := faults(payload):
        raise UnsendableError("; ".join(wrong))
    return payload


def prepared(line: str, corpus: Corpus) -> Prepared:
    """The answer to a whole command line. Raises CorpusError when the corpus cannot be read."""
    reply = answer(line, corpus)
    return Prepared(reply, sendable(reply))


def warm(corpus: Corpus) -> None:
    """Answer once before anybody asks: the first answer loads what the others need, which takes a second."""
    for command in COMMANDS:
        answer(f"/{command} latest", corpus)


class Answers:
    """Answers command lines; what shows records is remembered for one revision of the corpus.

    A line that is asked again while its answer is being found waits for the same one. One that is remembered takes no
    more than a look at the revision, behind nothing that waits for the database. Belongs to one event loop.
    """

    def __init__(self, corpus: Corpus, tasks: Tasks, find: Finder) -> None:
        self._corpus = corpus
        self._tasks = tasks
        self._find = find
        self._revision = ""
        self._known: OrderedDict[str, Prepared] = OrderedDict()
        self._underway: dict[tuple[str, str], asyncio.Task[Prepared]] = {}

    async def __call__(self, line: str) -> Prepared:
        """The answer to a whole command line. Raises CorpusError when the corpus cannot be read."""
        line, revision = cleaned(line), await self._tasks.quickly(self._corpus.revision)
        if known := self._remembered(line, revision):
            return known
        # Whoever waits no longer takes nothing from the others.
        return await asyncio.shield(self._finding(line, revision))

    def _remembered(self, line: str, revision: str) -> Prepared | None:
        if revision != self._revision:
            self._known.clear()
            self._revision = revision
        if line in self._known:
            self._known.move_to_end(line)
        return self._known.get(line)

    def _finding(self, line: str, revision: str) -> asyncio.Task[Prepared]:
        asked = line, revision
        if asked not in self._underway:
            self._underway[asked] = finding = self._tasks.start(self._found(line, revision))
            finding.add_done_callback(lambda _: self._underway.pop(asked))
        return self._underway[asked]

    async def _found(self, line: str, revision: str) -> Prepared:
        found = await self._find(prepared, line)
        # An answer without records may only say that the database cannot be read just now.
        if found.reply.count and revision == self._revision:
            self._known[line] = found
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return found
