"""The way back to whoever did something in Slack: a message where they did it, a modal, or their Home."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.troubles import RefusedError, why
from bot.visits import Visit
from handlers.blocks.modals import as_modal
from handlers.blocks.reply import Reply, View

Json = dict[str, Any]

TITLE = "Readout"
"""What a modal is called that shows an answer."""


@dataclass(frozen=True)
class Door:
    """Answers one visit. Every method may raise SlackApiError, RefusedError or UnsendableError."""

    visit: Visit
    client: AsyncWebClient
    respond: AsyncRespond

    async def show(self, found: Reply, *, in_place: bool = False) -> None:
        """Show an answer where it was asked for; `in_place` of the message, if only this person sees that.

        From the Home it opens a modal, in a modal it takes its place, and to a mention it is posted in the thread.
        """
        if self.visit.in_modal:
            await self.update(self.visit.view, as_modal(found, TITLE))
        elif self.visit.in_home:
            await self.open(as_modal(found, TITLE))
        elif self.respond.response_url:
            await self.send(sendable(found), in_place=in_place and self.visit.private and not found.shared)
        else:
            await self.post(self.visit.channel, sendable(found), self.visit.thread)

    async def tell(self, found: Reply) -> None:
        """Say something beside what is shown: in a message of its own, or in a modal on top."""
        if self.visit.view and self.visit.trigger:
            await self._on_top(found)
        elif self.respond.response_url or self.visit.channel:
            await self.show(found)
        else:
            await self.post(self.visit.user, sendable(found))

    async def _on_top(self, found: Reply) -> None:
        """Say something in a modal on top; where Slack opens none (any more), in the person's direct messages."""
        try:
            await self.open(as_modal(found, TITLE))
        except SlackApiError:
            await self.post(self.visit.user, sendable(found))

    async def send(self, payload: Json, *, in_place: bool = False) -> None:
        """Send a payload through the response_url, into the thread that it was asked in."""
        thread = None if in_place else self.visit.thread
        sent = await self.respond(**payload, replace_original=in_place, thread_ts=thread)
        if sent.status_code != 200:
            raise RefusedError(sent.status_code, str(sent.body).partition(":")[0])

    async def post(self, channel: str, payload: Json, thread: str | None = None) -> Json:
        """Post a payload to a channel, or to a person by their id; what comes back is Slack's answer."""
        message = {name: value for name, value in payload.items() if name != "response_type"}
        posted = await self.client.chat_postMessage(channel=channel, thread_ts=thread, **message)
        return posted.data if isinstance(posted.data, dict) else {}

    async def open(self, view: View) -> str:
        """Open a modal, on top of the one that this was done in; what comes back is its id."""
        opening = self.client.views_push if self.visit.in_modal else self.client.views_open
        opened = await opening(trigger_id=self.visit.trigger, view=sendable(view))
        return str((opened.get("view") or {}).get("id") or "")

    async def update(self, view_id: str, view: View) -> bool:
        """Show a view in place of the one with that id; False where that was closed meanwhile."""
        try:
            await self.client.views_update(view_id=view_id, view=sendable(view))
        except SlackApiError as error:
            if why(error) != "not_found":
                raise
            return False
        return True

    async def publish(self, view: View) -> None:
        """Show a view as the person's Home."""
        await self.client.views_publish(user_id=self.visit.user, view=sendable(view))
