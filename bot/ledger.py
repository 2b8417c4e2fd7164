"""What is posted for others is written down with its place, so that it can be called back."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from bot.errors import surely_not_done
from bot.noting import LEAST, Json, all_words
from bot.tasks import Tasks
from corpus.keepings import Shown
from corpus.store import Corpus

logger = logging.getLogger(__name__)


class Bookkeeper:
    """Writes down what is posted. A ledger that cannot be written to costs nobody an answer, and the log says so."""

    def __init__(self, corpus: Corpus, tasks: Tasks) -> None:
        self._corpus = corpus
        self._tasks = tasks

    async def posting(self, one: Shown, post: Callable[[], Awaitable[Json]]) -> Json:
        """What comes of a post, which is written down before it and gets its id after it."""
        number = await self._quietly(self._corpus.ledger.note, one.model_copy(update={"at": datetime.now(UTC)}))
        try:
            sent = await post()
        except Exception as error:
            if number and surely_not_done(error):
                await self._quietly(self._corpus.ledger.failed, number)
            raise
        if number and one.kind == "message":
            place = str(sent.get("channel") or one.channel), str(sent.get("ts") or "")
            await self._quietly(self._corpus.ledger.placed, number, *place)
        return sent

    def seen(self, one: Shown) -> None:
        """Somebody alone has this now: it is written down beside the answer, which does not wait for it."""
        if len(one.words) >= LEAST:
            private = one.model_copy(update={"kind": "private", "at": datetime.now(UTC)})
            self._tasks.start(self._quietly(self._corpus.ledger.note, private))

    async def replaced(self, channel: str, ts: str, payload: Json) -> None:
        """A message of ours shows this by now."""
        await self._quietly(self._corpus.ledger.replaced, channel, ts, all_words(payload))

    async def _quietly(self, write: Callable[..., Any], *args: Any) -> Any:
        try:
            return await self._tasks.in_thread(write, *args)
        except Exception as error:  # whatever it is: the answer is what somebody waits for
            logger.warning("The ledger cannot be written: %s", error)
            return None
