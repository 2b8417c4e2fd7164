"""Who is answered: the newsroom's own people, or those of the workspaces and channels that it lists; none endlessly."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from math import ceil
from typing import Any, NamedTuple

from bot.settings import Settings
from bot.visits import Visit
from handlers.blocks.text import counted

MINUTE = 60.0  # seconds
REMEMBERED = 10_000  # people


class Installer(NamedTuple):
    """Who installed the app: a workspace, or with `everywhere` the whole organisation that it is part of."""

    team: str
    enterprise: str = ""
    everywhere: bool = False

    def has(self, visit: Visit) -> bool:
        """Whether the visit is by one of their own people."""
        return visit.team == self.team or (self.everywhere and visit.enterprise == self.enterprise)


def installer(me: Mapping[str, Any]) -> Installer:
    """The installer by what auth.test says."""
    everywhere = bool(me.get("is_enterprise_install"))
    return Installer(str(me.get("team_id") or ""), str(me.get("enterprise_id") or ""), everywhere)


class Gate:
    """Decides for each visit whether it is answered. Belongs to one event loop.

    `installer` is set once it is known; until then nobody is taken for a stranger.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.installer: Installer | None = None
        self._settings = settings
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._told: OrderedDict[str, float] = OrderedDict()

    def refusal(self, visit: Visit) -> str | None:
        """Why this visit is not answered, in a sentence that says what to do; None when it is."""
        return self.unlisted(visit) or self._too_fast(visit)

    def unlisted(self, visit: Visit) -> str | None:
        """Why nobody is answered there; None where people are."""
        workspaces, channels = self._settings.workspaces, self._settings.channels
        if workspaces and visit.team not in workspaces:
            return "Readout does not answer in this workspace. Whoever runs it can add it to READOUT_WORKSPACES."
        if not workspaces and self.installer and not self.installer.has(visit):
            return "Readout answers the newsroom that runs it, which can list your workspace in READOUT_WORKSPACES."
        if channels and visit.channel and not _is_direct(visit.channel) and visit.channel not in channels:
            return "Readout does not answer in this channel. Whoever runs it can add it to READOUT_CHANNELS."
        return None

    def was_told(self, visit: Visit) -> bool:
        """Whether this person has been told of a refusal within the last minute; if not, they are now."""
        now = self._clock()
        before = self._told.get(visit.user)
        if before is not None and now - before < MINUTE:
            return True
        self._told[visit.user] = now
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return False

    def _too_fast(self, visit: Visit) -> str | None:
        most = self._settings.answers_per_minute
        if not most:
            return None
        now, times = self._clock(), self._times_of(visit.user)
        while times and now - times[0] >= MINUTE:
            times.popleft()
        if len(times) < most:
            times.append(now)
            return None
        wait = MINUTE - (now - times[0])
        return f"That is over {counted(most, 'answer')} in a minute. Ask again in {counted(ceil(wait), 'second')}."

    def _times_of(self, user: str) -> deque[float]:
        times = self._asked.setdefault(user, deque())
        self._asked.move_to_end(user)
        while len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)
        return times


def _is_direct(channel: str) -> bool:
    """Direct messages are each reader's own; Slack's ids of theirs begin with a D."""
    return channel.startswith("D")
