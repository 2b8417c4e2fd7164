"""Who is answered, and who may change what all see: add articles, teach spellings, end what others follow.

The newsroom's own people are answered, or those of the workspaces and channels that it lists; none endlessly.
"""

import logging
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from math import ceil
from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.context import Interaction, is_direct
from bot.errors import why
from bot.settings import Settings
from handlers.blocks.text import counted

logger = logging.getLogger(__name__)

MINUTE = 60.0  # seconds
REMEMBERED = 10_000  # people
RENEWED_EVERY = 10.0  # seconds
REMEMBERED_FOR = 300.0  # seconds; who becomes an editor, or stops being one, is known after these

NO_EDITOR = "Only the newsroom's editors can do that. Whoever runs Readout lists them in READOUT_EDITORS."
A_GUEST = "Guests of the workspace can read what Readout answers, and not change what it holds."


class Installer(NamedTuple):
    """Who installed the app: a workspace, or with `everywhere` the whole organisation that it is part of."""

    team: str
    enterprise: str = ""
    everywhere: bool = False

    def has(self, interaction: Interaction) -> bool:
        """Whether the interaction is by one of their own people."""
        return interaction.team == self.team or (self.everywhere and interaction.enterprise == self.enterprise)


def installer(me: Mapping[str, Any]) -> Installer:
    """The installer by what auth.test says."""
    everywhere = bool(me.get("is_enterprise_install"))
    return Installer(str(me.get("team_id") or ""), str(me.get("enterprise_id") or ""), everywhere)


class Gate:
    """Decides for each interaction whether it is answered. Belongs to one event loop.

    `installer` is set once it is known; until then nobody is taken for a stranger. `chosen` are the channels that
    editors chose in Slack, none for all; they may have chosen anew in another process once it `is_stale`.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.installer: Installer | None = None
        self.chosen: frozenset[str] = frozenset()
        self._renewed = -RENEWED_EVERY
        self._settings = settings
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._told: OrderedDict[str, float] = OrderedDict()

    def is_stale(self) -> bool:
        """Whether it is time to read what is chosen; then not again for a while."""
        due = self._clock() - self._renewed >= RENEWED_EVERY
        self._renewed = self._clock() if due else self._renewed
        return due

    def refusal(self, interaction: Interaction) -> str | None:
        """Why this interaction is not answered, in a sentence that says what to do; None when it is."""
        return self.unlisted(interaction) or self._too_fast(interaction)

    def unlisted(self, interaction: Interaction) -> str | None:
        """Why nobody is answered there; None where people are."""
        workspaces, channels, here = self._settings.workspaces, self._settings.channels, interaction.channel
        if workspaces and interaction.team not in workspaces:
            return "Readout does not answer in this workspace. Whoever runs it can add it to READOUT_WORKSPACES."
        if not workspaces and self.installer and not self.installer.has(interaction):
            return "Readout answers the newsroom that runs it, which can list your workspace in READOUT_WORKSPACES."
        if channels and here and not is_direct(here) and here not in channels:
            return "Readout does not answer in this channel. Whoever runs it can add it to READOUT_CHANNELS."
        if self.chosen and here and not is_direct(here) and here not in self.chosen:
            return "Readout does not answer in this channel. Editors choose where it does: its Home, Settings."
        return None

    def was_told(self, interaction: Interaction) -> bool:
        """Whether this person has been told of a refusal within the last minute; if not, they are now."""
        now = self._clock()
        before = self._told.get(interaction.user)
        if before is not None and now - before < MINUTE:
            return True
        self._told[interaction.user] = now
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return False

    def _too_fast(self, interaction: Interaction) -> str | None:
        most = self._settings.answers_per_minute
        if not most:
            return None
        now, times = self._clock(), self._times_of(interaction.user)
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


class Access:
    """Decides whether a person may change what all see. Belongs to one event loop.

    With editors listed, only they may; without, every member of the workspace, and no guest.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._editors = settings.editors
        self._clock = clock
        self._asked: dict[str, tuple[float, bool]] = {}

    async def refusal(self, user: str, client: AsyncWebClient) -> str | None:
        """Why this person may not; None where they may. Raises SlackApiError where Slack does not say who they are."""
        if self._editors:
            return None if await self._edits(user, client) else NO_EDITOR
        return A_GUEST if await self._known(f"guest {user}", partial(_is_guest, client, user)) else None

    async def _edits(self, user: str, client: AsyncWebClient) -> bool:
        if user in self._editors:
            return True
        for group in sorted(one for one in self._editors if one.startswith("S")):
            if await self._known(f"{group} {user}", partial(_is_in, client, group, user)):
                return True
        return False

    async def _known(self, question: str, ask: Callable[[], Awaitable[bool]]) -> bool:
        at, answer = self._asked.get(question, (-REMEMBERED_FOR, False))
        if self._clock() - at >= REMEMBERED_FOR:
            answer = await ask()
            self._asked[question] = self._clock(), answer
        return answer


async def _is_guest(client: AsyncWebClient, user: str) -> bool:
    try:
        found = (await client.users_info(user=user)).get("user") or {}
    except SlackApiError as error:
        if why(error) != "missing_scope":
            raise
        logger.warning("Without the scope users:read guests cannot be told from members")
        return False
    return bool(found.get("is_restricted") or found.get("is_ultra_restricted") or found.get("is_stranger"))


async def _is_in(client: AsyncWebClient, group: str, user: str) -> bool:
    return user in ((await client.usergroups_users_list(usergroup=group)).get("users") or [])
