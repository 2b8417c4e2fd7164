"""Calling back what was shown: messages lose the words first, then their threads are told, once, whatever restarts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.errors import GONE, surely_not_done, wait_for, why
from bot.tasks import Tasks
from corpus.errors import StoreError
from corpus.keepings import Step
from corpus.store import Corpus
from handlers.desk.removal import beneath, in_its_place

logger = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two looks at what is to be called back."""

PAUSE = 5.0
"""Seconds after a failure that may pass."""

NEVER = GONE | {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "user_not_found"}
"""Slack's names for what no waiting mends."""


class Recalls:
    """Works off what the corpus says is to be called back. `client` tries nothing again by itself."""

    def __init__(self, corpus: Corpus, client: AsyncWebClient, tasks: Tasks, every: float = EVERY) -> None:
        self._corpus = corpus
        self._client = client
        self._tasks = tasks
        self._every = every

    async def run(self) -> None:
        """Call back, for ever: cancel it to stop. Whatever fails is logged and tried again."""
        while True:
            try:
                await self.work_off()
            except StoreError as error:
                logger.warning("What is to be called back cannot be looked at (%s)", error)
            except Exception:
                logger.exception("Calling back failed; trying again in %.0f s", self._every)
            await asyncio.sleep(self._every)

    async def work_off(self) -> None:
        """Do all that is left: every edit before any answer, for words in sight do harm and an answer can wait."""
        for step in await self._left():
            if step.edited is None and step.shown.kind == "message":
                await self._patiently(step, self._edit)
        for step in await self._left():
            if not step.answered:
                await self._patiently(step, self._tell)

    async def _left(self) -> tuple[Step, ...]:
        return await self._tasks.in_thread(lambda: self._corpus.ledger.steps(left=True))

    async def _patiently(self, step: Step, do: Callable[[Step], Awaitable[None]]) -> None:
        """One thing, waiting as long as Slack asks; what cannot be reached is written down as that."""
        for _ in range(20):
            try:
                await do(step)
                return
            except SlackApiError as error:
                if why(error) in NEVER:
                    logger.warning(
                        "Out of reach of a recall: %s in %s (%s)", step.shown.ts, step.shown.channel, why(error)
                    )
                    await self._tasks.in_thread(self._corpus.ledger.out_of_reach, step, why(error))
                    return
                await asyncio.sleep(wait_for(error) or PAUSE)

    async def _edit(self, step: Step) -> None:
        """Twice does no harm: the message is the same after it."""
        payload = _bare(sendable(in_its_place(step)))
        await self._client.chat_update(channel=step.shown.channel, ts=step.shown.ts, **payload)
        await self._tasks.in_thread(self._corpus.ledger.edited, step)

    async def _tell(self, step: Step) -> None:
        """Claimed before it is posted; given back only where Slack has surely not taken it."""
        if not await self._tasks.in_thread(self._corpus.ledger.claim, step):
            return
        shown = step.shown
        try:
            await self._client.chat_postMessage(
                channel=shown.channel, thread_ts=shown.thread or shown.ts or None, **_bare(sendable(beneath(step)))
            )
        except Exception as error:
            if surely_not_done(error):
                await self._tasks.in_thread(self._corpus.ledger.told, step, "")
                raise
            logger.warning("Whether %s heard of a recall is not known (%s)", shown.channel, why(error))
            return
        await self._tasks.in_thread(self._corpus.ledger.told, step, "done")


def _bare(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name != "response_type"}
