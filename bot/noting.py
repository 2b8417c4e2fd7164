"""What is shown to somebody as the ledger has it; without Slack's libraries, for who serves others."""

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from corpus.errors import CorpusError
from corpus.keepings import Shown
from corpus.store import Corpus

logger = logging.getLogger(__name__)

Json = dict[str, Any]


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


def note_quietly(corpus: Corpus, one: Shown) -> bool:
    """Writes down what somebody is given outside Slack; False where that cannot be, which the log has too."""
    try:
        corpus.ledger.note(one)
    except CorpusError as error:
        logger.warning("The ledger cannot be written: %s", error)
        return False
    return True


def shown(payload: Json, channel: str, *, user: str = "", thread: str | None = None, line: str = "") -> Shown:
    """A message as the ledger has it."""
    return Shown(at=datetime.now(UTC), channel=channel, thread=thread, user=user, line=line, words=all_words(payload))
