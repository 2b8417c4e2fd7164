"""Answers to command lines as Slack takes them, remembered until the corpus changes."""

import threading
from collections import OrderedDict
from typing import Any, NamedTuple

from bot.faults import faults
from corpus.store import Corpus
from handlers.answer import answer, cleaned
from handlers.blocks.reply import Reply, View

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


class Answers:
    """Answers command lines from any thread; what shows records is remembered for one revision of the corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()
        self._revision = ""
        self._known: OrderedDict[str, Prepared] = OrderedDict()

    def __call__(self, line: str) -> Prepared:
        """The answer to a whole command line. Raises CorpusError when the corpus cannot be read."""
        line, revision = cleaned(line), self._corpus.revision()
        return self._remembered(line, revision) or self._found(line, revision)

    def remembered(self, line: str) -> Prepared | None:
        """The answer if it is remembered, which takes no more than a look at the corpus's revision; None if not."""
        return self._remembered(cleaned(line), self._corpus.revision())

    def _remembered(self, line: str, revision: str) -> Prepared | None:
        with self._lock:
            if revision != self._revision:
                self._known.clear()
                self._revision = revision
            if line in self._known:
                self._known.move_to_end(line)
            return self._known.get(line)

    def _found(self, line: str, revision: str) -> Prepared:
        reply = answer(line, self._corpus)
        prepared = Prepared(reply, sendable(reply))
        # An answer without records may only say that the database cannot be read just now.
        if reply.count:
            self._remember(line, prepared, revision)
        return prepared

    def _remember(self, line: str, prepared: Prepared, revision: str) -> None:
        with self._lock:
            if revision == self._revision:
                self._known[line] = prepared
                while len(self._known) > MOST:
                    self._known.popitem(last=False)
