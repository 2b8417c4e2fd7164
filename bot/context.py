"""Where something was done in Slack and by whom, and the way back: a message there, a modal, or their Home."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import Field
from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.delivery import delivered
from bot.errors import GONE, RefusedError, why
from bot.ledger import Bookkeeper
from bot.noting import shown
from corpus.models import Record
from handlers.blocks.forms import as_modal
from handlers.blocks.reply import Reply, View
from handlers.desk.share import posted

Body = Mapping[str, Any]
Json = dict[str, Any]

TITLE = "Readout"
"""What a modal is called that shows an answer."""


class Interaction(Record):
    """Who did something and where. What the payload does not say is "", and `thread` None.

    `team` is the person's own workspace, which in a channel shared between two may not be the app's; `enterprise` the
    organisation that it is part of. `begins` says that the thread begins with what was done;
    `private` that only this person sees the message it was done in; `message` is
    the ts of that, `view` the id of the modal or Home that it was done in, and `trigger` opens a modal, once, within
    three seconds.
    """

    team: str = ""
    enterprise: str = ""
    user: str = ""
    name: str = ""
    channel: str = ""
    thread: str | None = None
    begins: bool = False
    private: bool = False
    message: str = ""
    view: str = ""
    in_home: bool = False
    trigger: str = Field("", repr=False)

    @property
    def direct(self) -> bool:
        """Whether it was done in direct messages with the app."""
        return is_direct(self.channel)

    @property
    def in_modal(self) -> bool:
        return bool(self.view) and not self.in_home


def is_direct(channel: str) -> bool:
    """Direct messages are each reader's own; Slack's ids of theirs begin with a D."""
    return channel.startswith("D")


def interaction_of(body: Body, *, threaded: bool = False) -> Interaction:
    """The interaction that a slash command, a press, a shortcut, a form or an event tells of.

    `threaded` where each direct message opens a thread, as those to an agent do.
    """
    return _by_event(body, threaded) if body.get("type") == "event_callback" else _by_hand(body)


def _by_event(body: Body, threaded: bool) -> Interaction:
    event: Body = body.get("event") or {}
    # In a channel a mention opens a thread of its own: nobody else there need read what comes of it.
    opens = event.get("type") == "app_mention" or (threaded and event.get("type") == "message")
    begun = event.get("ts") if opens else None
    return Interaction(
        team=str(event.get("user_team") or event.get("team") or body.get("team_id") or ""),
        enterprise=str(body.get("enterprise_id") or ""),
        user=str(event.get("user") or ""),
        channel=str(event.get("channel") or ""),
        thread=event.get("thread_ts") or begun,
        begins=bool(begun and not event.get("thread_ts")),
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
    """Answers one interaction. Every method may raise SlackApiError, RefusedError or UnsendableError.

    `settled_in` is how many seconds a view is left alone for, because an ack that changes it is on its way.
    """

    interaction: Interaction
    client: AsyncWebClient
    respond: AsyncRespond
    books: Bookkeeper | None = None
    settled_in: float = 0.0

    async def show(self, found: Reply, *, in_place: bool = False) -> None:
        """Show an answer where it was asked for; `in_place` of the message that was pressed, where that may change.

        From the Home it opens a modal, in a modal it takes its place, to a mention and in a thread it is posted there.
        """
        if self.interaction.in_modal:
            await self.update(self.interaction.view, as_modal(found, TITLE))
        elif self.interaction.in_home:
            await self.open(as_modal(found, TITLE))
        elif self.respond.response_url:
            await self._answer(found, in_place=in_place)
        else:
            await self.post(self.interaction.channel, sendable(found), self.interaction.thread)

    async def _answer(self, found: Reply, *, in_place: bool) -> None:
        """An answer to a press: in place of what one person sees, else in the thread, else to that person alone."""
        at = self.interaction
        if in_place and at.private and not found.shared:
            await self.send(sendable(found), in_place=True)
        elif at.direct and at.message and not at.private:
            await self._in_direct(posted(found), in_place=in_place)
        elif at.thread and (in_place or found.shared):
            await self.send(sendable(found if found.shared else posted(found)))
        elif at.thread:
            await self.tell_alone(found)
        else:
            await self.send(sendable(found))

    async def _in_direct(self, found: Reply, *, in_place: bool) -> None:
        if in_place:
            await self.send(sendable(found), in_place=True)
        else:
            await self.post(self.interaction.channel, sendable(found), self.interaction.thread)

    async def tell_alone(self, found: Reply) -> None:
        """To this person alone where they are; in their direct messages where Readout is not in the channel.

        In a thread a response_url cannot: what only one person sees would land beside it. In one that has no answer yet
        Slack shows nothing to one person.
        """
        at, message = self.interaction, _bare(sendable(found))
        thread = None if at.begins else at.thread
        try:
            self._seen(message)
            await delivered(
                lambda made: self.client.chat_postEphemeral(channel=at.channel, user=at.user, thread_ts=thread, **made),
                message,
            )
        except SlackApiError as error:
            if why(error) not in GONE:
                raise
            await self.post(at.user, message)

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
        """Send a payload through the response_url; what all may read goes into the thread that it was asked in."""
        at, shared = self.interaction, payload.get("response_type") == "in_channel"
        thread = at.thread if shared and not in_place else None

        async def deliver() -> Json:
            await delivered(partial(self._through_url, in_place, thread), payload)
            return {}

        if self.books is None:
            await deliver()
        elif not (shared or (in_place and at.message and not at.private)):
            await deliver()
            self._seen(payload)
        elif in_place:
            await deliver()
            await self.books.replaced(at.channel, at.message, payload)
        else:
            await self.books.posting(shown(payload, at.channel, user=at.user, thread=thread), deliver)

    def acked(self, answer: Json) -> None:
        """A form is acked with this: whoever sent it off sees the view in it, if there is one."""
        if "view" in answer:
            self._seen(answer["view"])

    def _seen(self, payload: Json) -> None:
        """One person alone was shown this, in a message or a modal; nothing can be changed there."""
        if self.books:
            at = self.interaction
            self.books.seen(shown(payload, at.channel, user=at.user, thread=at.thread))

    async def _through_url(self, in_place: bool, thread: str | None, payload: Json) -> None:
        sent = await self.respond(**payload, replace_original=in_place, thread_ts=thread)
        if sent.status_code != 200:
            raise RefusedError(sent.status_code, str(sent.body))

    async def take_back(self) -> None:
        """Delete the message that was pressed."""
        sent = await self.respond(delete_original=True)
        if sent.status_code != 200:
            raise RefusedError(sent.status_code, str(sent.body))
        if self.books:
            await self.books.replaced(self.interaction.channel, self.interaction.message, {})

    async def share(self, found: Reply, line: str) -> None:
        """Show an answer to everybody in the channel, as a message of the app's own, which it can take back later.

        Where Readout is not in the channel it goes through the response_url, and nobody learns its id.
        """
        at = self.interaction
        try:
            await self.post(at.channel, sendable(found), at.thread, line)
        except SlackApiError as error:
            if why(error) not in GONE or not self.respond.response_url:
                raise
            await self.show(found)

    async def post(self, channel: str, payload: Json, thread: str | None = None, line: str = "") -> Json:
        """Post a payload to a channel, or to a person by their id; what comes back is Slack's answer."""

        async def send() -> Json:
            sent = await delivered(
                lambda made: self.client.chat_postMessage(channel=channel, thread_ts=thread, **made), _bare(payload)
            )
            return sent.data if isinstance(sent.data, dict) else {}

        if self.books is None:
            return await send()
        noted = shown(payload, channel, user=self.interaction.user, thread=thread, line=line)
        return await self.books.posting(noted, send)

    async def open(self, view: View) -> str:
        """Open a modal, on top of the one that this was done in; what comes back is its id."""
        opening = self.client.views_push if self.interaction.in_modal else self.client.views_open
        payload = sendable(view)
        opened = await delivered(lambda made: opening(trigger_id=self.interaction.trigger, view=made), payload)
        self._seen(payload)
        return str((opened.get("view") or {}).get("id") or "")

    async def update(self, view_id: str, view: View) -> bool:
        """Show a view in place of the one with that id; False where that was closed meanwhile."""
        await asyncio.sleep(self.settled_in)
        payload = sendable(view)
        try:
            await delivered(lambda made: self.client.views_update(view_id=view_id, view=made), payload)
        except SlackApiError as error:
            if why(error) != "not_found":
                raise
            return False
        self._seen(payload)
        return True

    async def publish(self, view: View) -> None:
        """Show a view as the person's Home."""
        payload = sendable(view)
        user = self.interaction.user
        await delivered(lambda made: self.client.views_publish(user_id=user, view=made), payload)
        self._seen(payload)


def _bare(payload: Json) -> Json:
    """A payload as the methods of the Web API take it."""
    return {name: value for name, value in payload.items() if name != "response_type"}
