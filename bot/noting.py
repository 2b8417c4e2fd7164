"""What is shown to somebody as the ledger has it; without Slack's libraries, for who serves others."""

import getpass
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any

from corpus.errors import CorpusError
from corpus.keepings import Shown
from corpus.store import Corpus

logger = logging.getLogger(__name__)

Json = dict[str, Any]

LEAST = 200
"""Code points of what may show words of an article: an answer has more, with its sources and buttons, and the sentences
in which an act is told have fewer."""


def all_words(payload: Any) -> str:
    """Every string of a payload, values of buttons included: by these it is known what a message shows."""
    return " ".join(_strings(payload))


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for name, value in part.items():
            if name not in ("type", "style", "action_id", "block_id"):
                yield from _strings(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _strings(value)


_INLINE = re.compile(r"</?(?:a|b|em|i|mark|span|strong|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def words_on(markup: str) -> str:
    """Every word of a page or picture: what stands within a line goes on behind a tag, what is a block of its own ends.

    The marks are those of our own templates, which escape every "<" of an article.
    """
    return unescape(_TAG.sub(" ", _INLINE.sub("", markup)))


def note_quietly(corpus: Corpus, one: Shown) -> bool:
    """Writes down what somebody is given outside Slack; False where that cannot be, which the log has too."""
    try:
        corpus.ledger.note(one)
    except CorpusError as error:
        logger.warning("The ledger cannot be written: %s", error)
        return False
    return True


def note_at_terminal(corpus: Corpus, line: str, words: str) -> bool:
    """Writes down what goes from a terminal into a file or another program: on a screen nobody else has it."""
    if len(words) < LEAST:
        return True
    told = {"kind": "export", "channel": "terminal", "user": getpass.getuser(), "line": line, "words": words}
    return note_quietly(corpus, Shown.model_validate({"at": datetime.now(UTC), **told}))


def shown(payload: Json, channel: str, *, user: str = "", thread: str | None = None, line: str = "") -> Shown:
    """A message as the ledger has it."""
    return Shown(at=datetime.now(UTC), channel=channel, thread=thread, user=user, line=line, words=all_words(payload))
