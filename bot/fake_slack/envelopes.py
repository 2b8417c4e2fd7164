"""What Slack sends an app: payloads of commands, interactions and events in Socket Mode's envelopes."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

from bot.fake_slack.typed import rich_text_of
from bot.fake_slack.workspace import (
    APP_ID,
    BOT,
    EDITOR,
    NEWSROOM,
    PEOPLE,
    TEAM,
    Channel,
    channel,
    direct,
    new_ts,
    person,
)

Json = dict[str, Any]


def envelope(kind: str, payload: Json, *, retry: int = 0) -> Json:
    """A Socket Mode envelope; `retry` counts the attempts before this one, which only events have."""
    made: Json = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
    made["accepts_response_payload"] = kind != "events_api"
    if kind == "events_api":
        made |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
    return made


# -- commands and interactions -----------------------------------------------------------------------------------------


def slash_command(  # noqa: PLR0913
    command: str,
    text: str,
    response_url: str,
    *,
    user: str = EDITOR,
    where: str = NEWSROOM,
    trigger_id: str = "1.1.unknown",
) -> Json:
    who, place = person(user), channel(where)
    return {
        "token": "loopback",
        "team_id": who.workspace,
        "team_domain": TEAM["domain"],
        **who.organisation,
        "channel_id": place.id,
        "channel_name": place.name,
        "user_id": who.id,
        "user_name": who.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "true" if who.organisation else "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(kind: str, user: str, **more: Any) -> Json:
    """What every interaction has: "block_actions", "view_submission", "shortcut" …"""
    who = person(user)
    return {
        "type": kind,
        "token": "loopback",
        "api_app_id": APP_ID,
        "team": {**TEAM, "id": who.workspace},
        "user": who.json(),
        "enterprise": {"id": who.enterprise, "name": "Loopback"} if who.enterprise else None,
        "is_enterprise_install": bool(who.enterprise),
        **more,
    }


def in_message(message: Json, where: str = NEWSROOM) -> Json:
    """Where in a message somebody presses. What only one person sees is not sent along: Slack keeps no copy of it."""
    place, ts = channel(message.get("channel") or where), message.get("ts") or new_ts()
    private = is_private(message)
    container = {"type": "message", "message_ts": ts, "channel_id": place.id, "is_ephemeral": private}
    thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
    made = {"container": container | thread, "channel": place.json(), "state": {"values": {}}}
    return made if private else made | {"message": posted_message(message, ts)}


def is_private(message: Json) -> bool:
    """Whether only one person sees a message: one answered with no word of sharing it, or posted so."""
    if "ts" in message:
        return bool(message.get("is_ephemeral", False))
    return bool(message.get("response_type", "ephemeral") == "ephemeral")


def posted_message(message: Json, ts: str) -> Json:
    """A message of the app as Slack hands it back."""
    kept = {name: message[name] for name in ("text", "blocks", "thread_ts", "metadata") if message.get(name)}
    who = {"user": BOT["user_id"], "bot_id": BOT["bot_id"], "app_id": APP_ID, "team": TEAM["id"]}
    return {"type": "message", **who, "ts": ts, **kept}


def in_view(view: Json) -> Json:
    """Where in a view somebody presses."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def action(element: Json, blocks: list[Json]) -> Json:
    """The press on an element, with the block_id of the block that holds it."""
    holding = (block for block in blocks if any(same(element, held) for held in elements(block)))
    block_id = next(holding, {}).get("block_id", "b")
    kept = {name: value for name, value in element.items() if name not in ("confirm", "options", "option_groups")}
    return {"block_id": block_id, "action_ts": new_ts(), **kept}


def same(element: Json, held: Json) -> bool:
    """Whether an element, perhaps with what was chosen in it, is that one of a block."""
    names = ("action_id", "value", "type")
    return all(element.get(name) == held.get(name) for name in names)


def elements(block: Json) -> Iterator[Json]:
    """What can be pressed or filled in a block."""
    if block.get("type") in ("actions", "context_actions"):
        yield from block.get("elements", [])
    yield from (block[name] for name in ("accessory", "element") if block.get(name))


# -- events ------------------------------------------------------------------------------------------------------------


def event_callback(event: Json) -> Json:
    who = PEOPLE.get(str(event.get("user")))
    return {
        "token": "loopback",
        "team_id": who.workspace if who else TEAM["id"],
        **(who.organisation if who else {}),
        "api_app_id": APP_ID,
        "type": "event_callback",
        "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM["id"], "user_id": BOT["user_id"], "is_bot": True}],
        "is_ext_shared_channel": bool(who and not who.is_ours),
        "event": event,
    }


def said(user: str, place: Channel, text: str, thread_ts: str | None = None, ts: str | None = None) -> Json:
    """What every event about somebody's words has."""
    ts = ts or new_ts()
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    who = person(user)
    whose = {"user": who.id, "team": who.workspace, **({} if who.is_ours else {"user_team": who.team})}
    words = {"text": text, "blocks": rich_text_of(text), "client_msg_id": str(uuid.uuid4())}
    return {**whose, **words, "ts": ts, "event_ts": ts, "channel": place.id, **thread}


def app_mention(user: str, where: str, text: str, thread_ts: str | None) -> Json:
    return {"type": "app_mention", **said(user, channel(where), f"<@{BOT['user_id']}> {text}".rstrip(), thread_ts)}


def message_im(user: str, text: str, thread_ts: str | None, files: list[Json]) -> Json:
    made = {"type": "message", "channel_type": "im", **said(user, direct(user), text, thread_ts)}
    return made | {"subtype": "file_share", "files": files, "upload": False} if files else made


def own_message(record: Json) -> Json:
    """The app's own direct message, which Slack tells it as it tells everybody's."""
    told = posted_message(record, record["ts"])
    return {**told, "channel": record["channel"], "channel_type": "im", "event_ts": record["ts"]}


def changed_message(record: Json) -> Json:
    """The app's own direct message after chat.update."""
    ts = new_ts()
    told = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts, "event_ts": ts}
    place = {"channel": record["channel"], "channel_type": "im"}
    return {**told, **place, "message": posted_message(record, record["ts"])}


def app_home_opened(user: str, view: Json | None, tab: str = "home") -> Json:
    shown = {"view": view} if view else {}
    return {
        "type": "app_home_opened",
        "user": person(user).id,
        "channel": direct(user).id,
        "tab": tab,
        "event_ts": new_ts(),
        **shown,
    }
