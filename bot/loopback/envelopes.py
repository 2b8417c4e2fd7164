"""What Slack sends an app: payloads of commands, buttons and events in Socket Mode's envelopes."""

import time
import uuid
from typing import Any

Json = dict[str, Any]

TEAM = {"id": "T0LOOPBACK", "domain": "loopback"}
CHANNEL = {"id": "C0NEWSROOM", "name": "newsroom"}
USER = {"id": "U0EDITOR", "username": "editor", "name": "editor", "team_id": TEAM["id"]}
APP_ID = "A0READOUT"
BOT = {"user": "readout", "user_id": "U0READOUT", "bot_id": "B0READOUT"}


def envelope(kind: str, payload: Json, *, retry: int = 0) -> Json:
    """A Socket Mode envelope; `retry` counts the attempts before this one, which only events have."""
    made: Json = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
    made["accepts_response_payload"] = kind != "events_api"
    if kind == "events_api":
        made |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
    return made


def slash_command(command: str, text: str, response_url: str) -> Json:
    return {
        "token": "loopback",
        "team_id": TEAM["id"],
        "team_domain": TEAM["domain"],
        "channel_id": CHANNEL["id"],
        "channel_name": CHANNEL["name"],
        "user_id": USER["id"],
        "user_name": USER["name"],
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": uuid.uuid4().hex,
    }


def block_actions(element: Json, message: Json, response_url: str) -> Json:
    """A press on an element of a message; the message tells whether only one person sees it."""
    private = message.get("response_type", "ephemeral") == "ephemeral"
    return {
        "type": "block_actions",
        "user": USER,
        "api_app_id": APP_ID,
        "token": "loopback",
        "container": {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL["id"], "is_ephemeral": private},
        "trigger_id": uuid.uuid4().hex,
        "team": TEAM,
        "channel": CHANNEL,
        "response_url": response_url,
        "actions": [{"block_id": "b", "action_ts": f"{time.time():.6f}", **element}],
    }


def event_callback(event: Json) -> Json:
    return {
        "token": "loopback",
        "team_id": TEAM["id"],
        "api_app_id": APP_ID,
        "type": "event_callback",
        "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM["id"], "user_id": BOT["user_id"], "is_bot": True}],
        "event": event,
    }
