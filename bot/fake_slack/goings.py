"""Events of channels and people that change or go, and of the app itself: give them to `FakeSlack.event`.

By https://docs.slack.dev/reference/events; who is in the channel and what it is called there changes by hand.
"""

from typing import Any

from bot.fake_slack.workspace import APP_ID, BOT, EDITOR, NEWSROOM, TEAM, new_ts, person

Json = dict[str, Any]


def channel_archived(channel: str = NEWSROOM, *, private: bool = False, moved: bool = False) -> Json:
    kind = "group_archive" if private else "channel_archive"
    return {
        "type": kind,
        "channel": channel,
        "user": EDITOR,
        "event_ts": new_ts(),
        **({"is_moved": 1} if moved else {}),
    }


def channel_deleted(channel: str = NEWSROOM, *, private: bool = False) -> Json:
    return {"type": "group_deleted" if private else "channel_deleted", "channel": channel, "event_ts": new_ts()}


def channel_renamed(channel: str = NEWSROOM, name: str = "city-desk") -> Json:
    return {"type": "channel_rename", "channel": {"id": channel, "name": name, "created": 1}, "event_ts": new_ts()}


def channel_renumbered(before: str = NEWSROOM, after: str = "C0SHARED") -> Json:
    """A private channel that was shared with another company has a new id for good."""
    return {"type": "channel_id_changed", "old_channel_id": before, "new_channel_id": after, "event_ts": new_ts()}


def member_left(user: str = EDITOR, channel: str = NEWSROOM) -> Json:
    place = {"channel": channel, "channel_type": "C", "team": TEAM["id"]}
    return {"type": "member_left_channel", "user": user, **place, "event_ts": new_ts()}


def user_changed(user: str = EDITOR, *, deleted: bool = False, name: str = "") -> Json:
    who = person(user)
    told = {"id": who.id, "team_id": who.team, "name": name or who.name, "deleted": deleted, "profile": {}}
    return {"type": "user_change", "user": told, "cache_ts": 1, "event_ts": new_ts()}


def app_uninstalled() -> Json:
    return {"type": "app_uninstalled", "event_ts": new_ts()}


def tokens_revoked(*, bot: bool = True) -> Json:
    tokens = {"oauth": [EDITOR], "bot": [BOT["user_id"]] if bot else []}
    return {"type": "tokens_revoked", "tokens": tokens, "event_ts": new_ts()}


def session_stopped(thread: str, channel: str = "D0EDITOR", user: str = EDITOR) -> Json:
    """Somebody pressed the stop button that Slack shows while an agent's status is "processing"."""
    place = {"channel": channel, "thread_ts": thread, "streaming_message_ts": []}
    return {"type": "agent_session_stopped", **place, "user": user, "event_ts": new_ts()}


def step_reached(name: str, execution: str, token: str, **inputs: Any) -> Json:
    """A workflow has come to a step of the app's; the token is good for it."""
    function = {"id": "Fn0STEP", "callback_id": name, "title": name, "type": "app", "app_id": APP_ID}
    run = {"function_execution_id": execution, "workflow_execution_id": "Wx0RUN", "bot_access_token": token}
    return {"type": "function_executed", "function": function, "inputs": inputs, **run, "event_ts": new_ts()}
