"""Where something was done in Slack and by whom, and the way back: a message there, a modal, or their Home."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.errors import RefusedError, why
from corpus.models import Record
from handlers.blocks.modals import as_modal
from handlers.blocks.reply import Reply, View

Body = Mapping[str, Any]
Json = dict[str, Any]

TITLE = "Readout"
"""What a modal is called that shows an answer."""


class Interaction(Record):
    """Who did something and where. What the payload does not say is "", and `thread` None.

    `team` is the person's own workspace, which in a channel shared between two may not be the app's; `enterprise` the
    organisation that it is part of. `private` says
    that only this person sees the message it was done in; `message` is the ts of that, `view` the id of the modal or
    Home that it was done in, and `trigger` opens a modal, once, within three seconds.
    """

    team: str = ""
    enterprise: str = ""
    user: str = ""
    name: str = ""
    channel: str = ""
    thread: str | None = None
    private: bool = False
    message: str = ""
    view: str = ""
    in_home: bool = False
    trigger: str = Field("", repr=False)

    @property
    def in_modal(self) -> bool:
        return bool(self.view) and not self.in_home


def interaction_of(body: Body) -> Interaction:
    """The interaction that a slash command, a press, a shortcut, a form or an event tells of."""
    return _by_event(body) if body.get("type") == "event_callback" else _by_hand(body)


def _by_event(body: Body) -> Interaction:
    event: Body = body.get("event") or {}
    # In a channel a mention opens a thread of its own: nobody else there need read what comes of it.
    begun = event.get("ts") if event.get("type") == "app_mention" else None
    return Interaction(
        team=str(event.get("user_team") or event.get("team") or body.get("team_id") or ""),
        enterprise=str(body.get("enterprise_id") or ""),
        user=str(event.get("user") or ""),
        channel=str(event.get("channel") or ""),
        thread=event.get("thread_ts") or begun,
    )


def _by_hand(body: Body) -> Interaction:
    container, view, message = (body.get(name) or {} for name in ("container", "view", "message"))
    user, team, channel, enterprise = (body.get(name) or {} for name in ("user", "team", "channel", "enterprise"))
    return Interaction(
        team=str(user.get("team_id") or body.get("team_id") or team.get("id") or ""),
        enterprise=str(body.get("enterprise_id") or enterprise.get("id") or ""),
        user=str(body.get("user_id") or user.get("id") or ""),
        name=str(body.get("user_name") or user.get("name") or user.get("username") or ""),
        channel=str(body.get("channel_id") or channel.get("id") or ""),
        thread=container.get("thread_ts") or message.get("thread_ts"),
        private=bool(container.get("is_ephemeral", False)),
        message=str(container.get("message_ts") or ""),
        view=str(view.get("id") or ""),
        in_home=view.get("type") == "home",
        trigger=str(body.get("trigger_id") or ""),
    )


@dataclass(frozen=True)
class Responder:
    """Answers one interaction. Every method may raise SlackApiError, RefusedError or UnsendableError."""

    interaction: Interaction
    client: AsyncWebClient
    respond: AsyncRespond

    async def show(self, found: Reply, *, in_place: bool = False) -> None:
        """Show an answer where it was asked for; `in_place` of the message, if only this person sees that.

        From the Home it opens a modal, in a modal it takes its place, and to a mention it is posted in the thread.
        """
        if self.interaction.in_modal:
            await self.update(self.interaction.view, as_modal(found, TITLE))
        elif self.interaction.in_home:
            await self.open(as_modal(found, TITLE))
        elif self.respond.response_url:
            await self.send(sendable(found), in_place=in_place and self.interaction.private and not found.shared)
        else:
            await self.post(self.interaction.channel, sendable(found), self.interaction.thread)

    async def tell(self, found: Reply) -> None:
        """Say something beside what is shown: in a message of its own, or in a modal on top."""
        if self.interaction.view and self.interaction.trigger:
            await self._on_top(found)
        elif self.respond.response_url or self.interaction.channel:
            await self.show(found)
        else:
            await self.post(self.interaction.user, sendable(found))

    async def _on_top(self, found: Reply) -> None:
        """Say something in a modal on top; where Slack opens none (any more), in the person's direct messages."""
        try:
            await self.open(as_modal(found, TITLE))
        except SlackApiError:
            await self.post(self.interaction.user, sendable(found))

    async def send(self, payload: Json, *, in_place: bool = False) -> None:
        """Send a payload through the response_url, into the thread that it was asked in."""
        thread = None if in_place else self.interaction.thread
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
        opening = self.client.views_push if self.interaction.in_modal else self.client.views_open
        opened = await opening(trigger_id=self.interaction.trigger, view=sendable(view))
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
        await self.client.views_publish(user_id=self.interaction.user, view=sendable(view))
