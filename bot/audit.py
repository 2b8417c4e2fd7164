"""One line for each answer: who asked for what, how many records came, how long it took."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.cli.terminal import printable
from bot.context import Interaction

logger = logging.getLogger("readout.audit")


Observe = Callable[[str, float, int], None]
"""Is told of each answer: what was done, in how many seconds, with how many records."""


class Entry:
    """What is being answered; `count` is set when the answer is known."""

    def __init__(self) -> None:
        self.count = 0


class Audit:
    """Writes the lines. `with_words` adds what was searched for, which nobody else need know otherwise.

    `observe` is told of each answer too.
    """

    def __init__(self, *, with_words: bool = False, observe: Observe | None = None) -> None:
        self._with_words = with_words
        self._observe = observe

    @contextmanager
    def entry(self, interaction: Interaction, what: str, words: str = "") -> Iterator[Entry]:
        """The line for one answer, written when it is out, whatever became of it; `what` names what was done."""
        entry, start = Entry(), time.perf_counter()
        try:
            yield entry
        finally:
            spent = time.perf_counter() - start
            if self._observe:
                self._observe(what, spent, entry.count)
            asked = f" words={_one_line(words)!r}" if self._with_words and words else ""
            where = (
                f"user={interaction.user or '-'} team={interaction.team or '-'} channel={interaction.channel or '-'}"
            )
            logger.info("%s %s count=%d ms=%.0f%s", where, _one_line(what), entry.count, 1000 * spent, asked)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())[:300]
