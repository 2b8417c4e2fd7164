"""Slash commands: answered inside the ack, or an order: to be told of news, to be told no more, a file."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Prepared, sendable
from bot.context import Responder, interaction_of
from bot.errors import GONE, sentence, surely_not_done, why
from bot.files import send_file
from bot.noting import shown
from bot.service import ACK_WITHIN, Deed, Listener, Service, answered, apologise, begin, refusal
from corpus.keepings import Follow
from corpus.store import Corpus
from handlers.blocks.reply import Reply
from handlers.desk import follow as following
from handlers.desk.export import export as exported
from handlers.desk.follow import Following, Where
from handlers.query import order_of
from handlers.texts import say

logger = logging.getLogger(__name__)

Body = dict[str, Any]

OWN_NAME = "/readout"
"""The command that takes any other behind it: another app may have one of the same name."""

ANNOUNCED_FOR = timedelta(days=1)

LATEST = 20.0  # seconds; whoever asked is told that it takes longer than anybody waits


async def follow(service: Service, responder: Responder, line: str) -> int:
    """Follow what a command line asks for, in the channel; not kept where the channel cannot be told so."""
    kept = await service.tasks.in_thread(_kept, line, _where(responder), service.corpus)
    if isinstance(kept, Reply):
        await responder.show(kept, in_place=True)
        return 0
    if not await service.once(f"announce {kept.id}", ANNOUNCED_FOR):
        await responder.tell(sentence(say("follows_already")))  # the same was asked for in another process just now
        return 0
    return await _announce(service, responder, kept)


async def follow_if_meant(service: Service, responder: Responder, line: str) -> int:
    """As `follow`; before a channel follows anything for the first time, whoever typed it is asked."""
    if not responder.interaction.direct:
        asked = await service.tasks.in_thread(following.first, line, _where(responder), service.corpus)
        if asked:
            await responder.show(asked)
            return 0
    return await follow(service, responder, line)


async def _announce(service: Service, responder: Responder, kept: Follow) -> int:
    channel = responder.interaction.channel
    try:
        await responder.post(channel, sendable(following.announcement(kept, responder.interaction.name)))
    except Exception as error:
        if surely_not_done(error):
            await service.tasks.in_thread(service.corpus.notebook.unfollow, kept.id)
            raise
        logger.warning("Slack may have told channel %s that it follows something, or not", channel)
    return 1


def _kept(line: str, where: Where, corpus: Corpus) -> Follow | Reply:
    """The follow as it is kept, or why there is none."""
    found = following.follow(line, where, corpus)
    return corpus.notebook.follow(found.follow) if isinstance(found, Following) else found


async def unfollow(service: Service, responder: Responder, line: str) -> int:
    """End what the channel follows by this command line."""
    found = await service.tasks.in_thread(following.unfollow, line, _where(responder), service.corpus)
    await responder.show(found, in_place=True)
    return found.count


async def press_unfollow(service: Service, responder: Responder, value: str) -> int:
    """End a follow by its id; the channel is told, wherever that was done."""
    kept = {str(one.id): one for one in await service.tasks.in_thread(service.corpus.notebook.follows)}
    if refused := await _not_theirs(service, responder, kept.get(value)):
        await responder.tell(sentence(refused))
        return 0
    found = await service.tasks.in_thread(following.unfollowed, value, _where(responder), service.corpus)
    await responder.tell(found)
    ended = kept.get(value) if found.count else None
    if ended and ended.channel != responder.interaction.channel:
        await _tell_elsewhere(responder, ended.channel, found)
    return found.count


async def _not_theirs(service: Service, responder: Responder, one: Follow | None) -> str | None:
    """Why somebody may not end a follow from here: it is another's, of another channel, and they are no editor."""
    if one is None or responder.interaction.channel == one.channel or responder.interaction.user == one.user:
        return None
    return await service.access.refusal(responder.interaction.user, responder.client)


async def _tell_elsewhere(responder: Responder, channel: str, found: Reply) -> None:
    try:
        await responder.post(channel, sendable(found))
    except SlackApiError as error:
        # A follow may be ended just because its channel cannot be told anything any longer.
        if why(error) not in GONE:
            raise


async def export(service: Service, responder: Responder, line: str) -> int:
    """Send what a command line finds as a file to whoever asked, and nobody else."""
    made = await service.find(partial(exported, on=datetime.now(UTC).date()), line)
    if isinstance(made, Reply):
        await responder.show(made, in_place=True)
        return 0
    await send_file(responder, made)
    await responder.tell(sentence(f"{made.filename} is in your direct messages with Readout."))
    return made.count


def _where(responder: Responder) -> Where:
    interaction = responder.interaction
    return Where(team=interaction.team, channel=interaction.channel, user=interaction.user, name=interaction.name)


ORDERS: Mapping[str, Deed] = MappingProxyType({"follow": follow, "unfollow": unfollow, "export": export})
"""What a press on a button gives the order to."""

TYPED: Mapping[str, Deed] = MappingProxyType({**ORDERS, "follow": follow_if_meant})
"""The same typed behind a command."""


def on_command(service: Service) -> Listener:
    """Answer inside the ack; when that would be late, ack with nothing and send the answer after it."""

    async def on_command(ack: AsyncAck, command: Body, respond: AsyncRespond, client: AsyncWebClient) -> BoltResponse:
        interaction = interaction_of(command)
        if refused := refusal(service, interaction, "command"):
            return await ack(**sendable(sentence(refused)))
        line = line_of(command)
        asked, order = order_of(line)
        responder = Responder(interaction, client, respond, service.books)
        if order:
            begin(service, responder, order, TYPED[order], asked)
            return await ack()
        return await _answered(ack, service, responder, line)

    return on_command


def line_of(command: Body) -> str:
    """The command line that was typed; `/readout quote Peskov` is `/quote Peskov`."""
    name, words = str(command["command"]), str(command.get("text") or "")
    return "/" + words.lstrip(" /") if name.lower() == OWN_NAME else f"{name} {words}"


async def _answered(ack: AsyncAck, service: Service, responder: Responder, line: str) -> BoltResponse:
    finding = service.tasks.start(answered(service, responder.interaction, "command", line))
    found, _ = await asyncio.wait({finding}, timeout=ACK_WITHIN)
    if found:
        made, at = finding.result(), responder.interaction
        if made.reply.count:
            service.books.seen(shown(made.payload, at.channel, user=at.user, line=line))
        return await ack(**made.payload)
    service.tasks.start(_late(finding, responder))
    return await ack()


async def _late(finding: Awaitable[Prepared], responder: Responder) -> None:
    try:
        async with asyncio.timeout(LATEST):
            payload = (await finding).payload
        await responder.send(payload)
    except Exception as error:
        await apologise(responder, error)
