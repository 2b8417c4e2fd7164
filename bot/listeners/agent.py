"""The app as an agent of Slack's: prompts to begin with, and a sign that an answer is looked for. Only where it is one.

https://docs.slack.dev/ai/agent-sessions, https://docs.slack.dev/ai/migrating-to-agent-messaging and
https://docs.slack.dev/reference/events/agent_session_stopped
"""

import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from bot.answers import sendable
from bot.context import Responder
from bot.errors import sentence, why
from bot.service import Service
from corpus.excerpts import cut
from corpus.store import Corpus
from handlers.blocks.kit import Button, Feedback
from handlers.blocks.reply import Reply
from handlers.commands import COMMANDS
from handlers.commands.help import examples
from handlers.texts import say

logger = logging.getLogger(__name__)

STOPPED_FOR = timedelta(hours=1)
"""No answer is looked for longer."""
MOST_PROMPTS = 4
LONGEST_TITLE = 60


async def suggest(service: Service, responder: Responder) -> None:
    """Put prompts that this corpus can answer above what somebody writes."""
    if not service.settings.agent:
        return
    prompts = await service.tasks.in_thread(prompts_of, service.corpus)
    if prompts:
        asking = responder.client.assistant_threads_setSuggestedPrompts
        await _or_not(asking(channel_id=responder.interaction.channel, title=say("prompts"), prompts=prompts))


def prompts_of(corpus: Corpus) -> list[dict[str, str]]:
    """At most four lines that this corpus can answer, each as its prompt; [] for an empty one."""
    lines = [one.beside.command for one in examples(COMMANDS.values(), corpus, 2) if isinstance(one.beside, Button)]
    return [{"title": cut(line.removeprefix("/"), LONGEST_TITLE), "message": line} for line in lines[:MOST_PROMPTS]]


@asynccontextmanager
async def working(service: Service, responder: Responder) -> AsyncIterator[None]:
    """Show in the thread that an answer is looked for, until it is there or has failed."""
    at = responder.interaction
    shown = service.settings.agent and at.direct and bool(at.thread)
    try:
        if shown:
            await service.again(_stopped(responder))
            await _or_not(_status(responder, "processing"))
        yield
    finally:
        if shown:
            await _or_not(_status(responder, "active"))


async def stop(service: Service, responder: Responder, _: str) -> int:
    """Somebody pressed Slack's stop: what is still looked for in the thread, in whatever process, is not posted."""
    at = responder.interaction
    if not service.settings.agent or not at.thread:
        return 0
    await service.once(_stopped(responder), STOPPED_FOR)
    await _or_not(_status(responder, "active"))
    await responder.post(at.channel, sendable(sentence(say("stopped"))), at.thread)
    return 0


async def was_stopped(service: Service, responder: Responder) -> bool:
    """Whether nobody wants to see what has been found, as `stop` has it."""
    return service.settings.agent and await service.tasks.in_thread(service.corpus.shared.taken, _stopped(responder))


def _stopped(responder: Responder) -> str:
    return f"stopped {responder.interaction.channel} {responder.interaction.thread}"


def with_feedback(found: Reply, line: str, service: Service) -> Reply:
    """An answer of the agent's with two thumbs beneath; as it is where the app is none, and where it shows nothing."""
    return replace(found, blocks=(*found.blocks, Feedback(line))) if service.settings.agent and found.count else found


async def _status(responder: Responder, status: str) -> object:
    at = responder.interaction
    return await responder.client.agents_sessions_setStatus(
        status=status, channel_id=at.channel, thread_ts=at.thread or ""
    )


async def _or_not(call: Awaitable[object]) -> None:
    """An answer never waits for such a sign, nor fails with it."""
    try:
        await call
    except Exception as error:
        logger.warning("Slack did not take a sign of the agent's (%s)", why(error) or type(error).__name__)
