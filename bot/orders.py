"""What a command can order besides an answer: to be told of news in a channel, to be told no more, a file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from slack_sdk.errors import SlackApiError

from bot.answers import sendable
from bot.door import Door
from bot.files import send_file
from bot.service import Deed, Service
from bot.troubles import GONE, sentence, why
from handlers.blocks.reply import Reply
from handlers.desk import follow as following
from handlers.desk.export import export as exported
from handlers.desk.follow import Following, Where


async def follow(service: Service, door: Door, line: str) -> int:
    """Follow what a command line asks for, in the channel; kept only if the channel could be told so."""
    async with service.following:
        found = await service.work.in_thread(following.follow, line, _where(door), service.corpus)
        if isinstance(found, Following):
            await _announce(service, door, found)
            return 1
    await door.show(found, in_place=True)
    return 0


async def _announce(service: Service, door: Door, found: Following) -> None:
    kept = await service.work.in_thread(service.corpus.notebook.follow, found.follow)
    try:
        await door.post(door.visit.channel, sendable(following.announcement(kept, door.visit.name)))
    except Exception:
        await service.work.in_thread(service.corpus.notebook.unfollow, kept.id)
        raise


async def unfollow(service: Service, door: Door, line: str) -> int:
    """End what the channel follows by this command line."""
    found = await service.work.in_thread(following.unfollow, line, _where(door), service.corpus)
    await door.show(found, in_place=True)
    return found.count


async def press_unfollow(service: Service, door: Door, value: str) -> int:
    """End a follow by its id; the channel is told, wherever that was done."""
    kept = {str(one.id): one for one in await service.work.in_thread(service.corpus.notebook.follows)}
    found = await service.work.in_thread(following.unfollowed, value, _where(door), service.corpus)
    await door.tell(found)
    ended = kept.get(value) if found.count else None
    if ended and ended.channel != door.visit.channel:
        await _tell_elsewhere(door, ended.channel, found)
    return found.count


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
