"""Where something was done in Slack and by whom, read from the many shapes of its payloads."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from corpus.models import Record

Body = Mapping[str, Any]


class Visit(Record):
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


def visit_of(body: Body) -> Visit:
    """The visit that a slash command, a press, a shortcut, a form or an event tells of."""
    return _by_event(body) if body.get("type") == "event_callback" else _by_hand(body)


def _by_event(body: Body) -> Visit:
    event: Body = body.get("event") or {}
    # In a channel a mention opens a thread of its own: nobody else there need read what comes of it.
    begun = event.get("ts") if event.get("type") == "app_mention" else None
    return Visit(
        team=str(event.get("user_team") or event.get("team") or body.get("team_id") or ""),
        enterprise=str(body.get("enterprise_id") or ""),
        user=str(event.get("user") or ""),
        channel=str(event.get("channel") or ""),
        thread=event.get("thread_ts") or begun,
    )


def _by_hand(body: Body) -> Visit:
    container, view, message = (body.get(name) or {} for name in ("container", "view", "message"))
    user, team, channel, enterprise = (body.get(name) or {} for name in ("user", "team", "channel", "enterprise"))
    return Visit(
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
