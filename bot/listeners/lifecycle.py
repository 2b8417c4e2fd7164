"""What becomes of what channels follow when a channel, a person or the app itself changes or goes."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from bot.context import is_direct
from bot.service import Service, renew
from corpus.store import Corpus

logger = logging.getLogger(__name__)

Event = Mapping[str, Any]


async def channel_gone(service: Service, event: Event) -> None:
    """A channel was archived or deleted: what it followed has ended. One that moved to another workspace goes on."""
    channel = str(event.get("channel") or "")
    if not channel or event.get("is_moved"):
        return
    ended = await service.tasks.in_thread(service.corpus.notebook.unfollow_all, channel)
    if ended:
        logger.info("Channel %s is gone (%s): what it followed has ended, %d in all", channel, _kind(event), len(ended))


async def channel_renumbered(service: Service, event: Event) -> None:
    """A channel has another id, as when it is shared with a company: what it follows goes on there."""
    before, after = str(event.get("old_channel_id") or ""), str(event.get("new_channel_id") or "")
    if not before or not after:
        return
    moved = await service.tasks.in_thread(_move, before, after, service.corpus)
    logger.info("Channel %s is %s now; what it follows goes on there, %d in all", before, after, moved)
    await renew(service)
    if before in service.settings.channels and after not in service.settings.channels:
        logger.warning("READOUT_CHANNELS lists %s, which is %s now: put that in its place", before, after)


def _move(before: str, after: str, corpus: Corpus) -> int:
    chosen = corpus.shared.preferences()
    if before in chosen.channels:
        kept = dict.fromkeys(after if one == before else one for one in chosen.channels)
        corpus.shared.prefer(chosen.model_copy(update={"channels": tuple(kept)}))
    return corpus.notebook.move_follows(before, after)


async def member_left(service: Service, event: Event) -> None:
    """Somebody left a channel: what it follows goes on, and is theirs no longer."""
    user, channel = str(event.get("user") or ""), str(event.get("channel") or "")
    if user and channel:
        await service.tasks.in_thread(service.corpus.notebook.disown, user, channel)


async def person_changed(service: Service, event: Event) -> None:
    """Somebody's account was switched off: what channels follow for them goes on, what they alone heard has ended."""
    person = event.get("user")
    if isinstance(person, dict) and person.get("deleted") and person.get("id"):
        await service.tasks.in_thread(_let_go, str(person["id"]), service.corpus)


def _let_go(user: str, corpus: Corpus) -> None:
    for one in corpus.notebook.follows(user=user):
        if is_direct(one.channel):
            corpus.notebook.unfollow(one.id)
    corpus.notebook.disown(user)


async def app_gone(_: Service, event: Event) -> None:
    """The app was taken out, or its token back: nothing can be answered; what is followed waits for it to come back."""
    if event.get("type") == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
        return
    logger.error(
        "Readout is no longer installed here (%s): it answers nobody until an admin installs it again and its token "
        "is set; what channels follow is kept",
        _kind(event),
    )


def _kind(event: Event) -> str:
    return str(event.get("type"))


CHANGES: Mapping[str, Callable[[Service, Event], Awaitable[None]]] = MappingProxyType(
    {
        **dict.fromkeys(("channel_archive", "channel_deleted", "group_archive", "group_deleted"), channel_gone),
        "channel_id_changed": channel_renumbered,
        "member_left_channel": member_left,
        "user_change": person_changed,
        **dict.fromkeys(("app_uninstalled", "tokens_revoked"), app_gone),
    }
)
"""By the event's type. What is only renamed needs nothing: ids alone are kept, and Slack shows names."""


async def settle(service: Service, event: Event) -> None:
    """Do what an event of these asks for; nobody is told but the log."""
    try:
        await CHANGES[_kind(event)](service, event)
    except Exception:
        logger.exception("What %s changes could not be settled", _kind(event))
