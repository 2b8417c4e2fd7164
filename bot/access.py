"""Who may change what all see: add articles, teach spellings, end what others follow."""

import logging
import time
from collections.abc import Awaitable, Callable
from functools import partial

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.troubles import why

logger = logging.getLogger(__name__)

REMEMBERED_FOR = 300.0  # seconds; who becomes an editor, or stops being one, is known after these

NO_EDITOR = "Only the newsroom's editors can do that. Whoever runs Readout lists them in READOUT_EDITORS."
A_GUEST = "Guests of the workspace can read what Readout answers, and not change what it holds."


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
