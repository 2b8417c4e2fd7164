"""What a command can order besides an answer: to be told of news in a channel, to be told no more, a file."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from slack_sdk.errors import SlackApiError

from bot.answers import sendable
from bot.door import Door
from bot.files import send_file
from bot.service import Deed, Service
from bot.troubles import GONE, sentence, surely_not_done, why
from corpus.keepings import Follow
from corpus.store import Corpus
from handlers.blocks.reply import Reply
from handlers.desk import follow as following
from handlers.desk.export import export as exported
from handlers.desk.follow import Following, Where

logger = logging.getLogger(__name__)


async def follow(service: Service, door: Door, line: str) -> int:
    """Follow what a command line asks for, in the channel; not kept where the channel cannot be told so."""
    async with service.following:
        kept = await service.work.in_thread(_kept, line, _where(door), service.corpus)
    if isinstance(kept, Reply):
        await door.show(kept, in_place=True)
        return 0
    try:
        await door.post(door.visit.channel, sendable(following.announcement(kept, door.visit.name)))
    except Exception as error:
        if surely_not_done(error):
            await service.work.in_thread(service.corpus.notebook.unfollow, kept.id)
            raise
        logger.warning("Slack may have told channel %s that it follows something, or not", door.visit.channel)
    return 1


def _kept(line: str, where: Where, corpus: Corpus) -> Follow | Reply:
    """The follow as it is kept, or why there is none."""
    found = following.follow(line, where, corpus)
    return corpus.notebook.follow(found.follow) if isinstance(found, Following) else found


async def unfollow(service: Service, door: Door, line: str) -> int:
    """End what the channel follows by this command line."""
    found = await service.work.in_thread(following.unfollow, line, _where(door), service.corpus)
    await door.show(found, in_place=True)
    return found.count


async def press_unfollow(service: Service, door: Door, value: str) -> int:
    """End a follow by its id; the channel is told, wherever that was done."""
    kept = {str(one.id): one for one in await service.work.in_thread(service.corpus.notebook.follows)}
    if refused := await _not_theirs(service, door, kept.get(value)):
        await door.tell(sentence(refused))
        return 0
    found = await service.work.in_thread(following.unfollowed, value, _where(door), service.corpus)
    await door.tell(found)
    ended = kept.get(value) if found.count else None
    if ended and ended.channel != door.visit.channel:
        await _tell_elsewhere(door, ended.channel, found)
    return found.count


async def _not_theirs(service: Service, door: Door, one: Follow | None) -> str | None:
    """Why somebody may not end a follow from here: it is another's, of another channel, and they are no editor."""
    if one is None or door.visit.channel == one.channel or door.visit.user == one.user:
        return None
    return await service.access.refusal(door.visit.user, door.client)


async def _tell_elsewhere(door: Door, channel: str, found: Reply) -> None:
    try:
        await door.post(channel, sendable(found))
    except SlackApiError as error:
        # A follow may be ended just because its channel cannot be told anything any longer.
        if why(error) not in GONE:
            raise


async def export(service: Service, door: Door, line: str) -> int:
    """Send what a command line finds as a file to whoever asked, and nobody else."""
    made = await service.work.in_thread(exported, line, service.corpus, datetime.now(UTC).date())
    if isinstance(made, Reply):
        await door.show(made, in_place=True)
        return 0
    await send_file(door, made)
    await door.tell(sentence(f"{made.filename} is in your direct messages with Readout."))
    return made.count


def _where(door: Door) -> Where:
    visit = door.visit
    return Where(team=visit.team, channel=visit.channel, user=visit.user, name=visit.name)


ORDERS: Mapping[str, Deed] = MappingProxyType({"follow": follow, "unfollow": unfollow, "export": export})
