"""manifest.json is what Slack takes, and says what the app does; `slack run` finds its hooks."""

import json
import re
import shutil
import struct
import subprocess
import uuid
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from bot.cli.doctor import OPTIONAL
from bot.cli.manifest import manifest_with
from bot.listeners.commands import OWN_NAME
from bot.listeners.lifecycle import CHANGES
from bot.listeners.shortcuts import SHORTCUTS
from bot.listeners.steps import STEPS
from handlers.commands import COMMANDS
from handlers.texts import texts

ROOT = Path(__file__).parents[2]


def text(least: int, most: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most, **more}


def closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def switches(*names: str) -> dict[str, Any]:
    return {name: {"type": "boolean"} for name in names}


NAMES = {"type": "array", "maxItems": 255, "uniqueItems": True, "items": text(1, 50)}

PARAMETERS = {
    "type": "object",
    "additionalProperties": closed(
        ("name", "type", "title", "description", "is_required"),
        name=text(1, 50),
        type={"enum": ["string", "integer", "slack#/types/channel_id", "slack#/types/rich_text"]},
        title=text(1, 50),
        description=text(1, 150),
        **switches("is_required"),
    ),
}

# Slack's manifest schema, version 2, for the parts that this app uses; anything else is refused.
SCHEMA = closed(
    ("display_information", "features", "oauth_config", "settings"),
    **{"$schema": {"type": "string", "format": "uri"}},
    _metadata=closed(("major_version",), major_version={"const": 2}),
    display_information=closed(
        ("name",),
        name=text(1, 35),
        description=text(1, 140),
        background_color=text(4, 7, pattern="^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
        long_description=text(175, 4000),
    ),
    features=closed(
        app_home=closed(**switches("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled")),
        agent_view=closed(("agent_description",), agent_description=text(1, 300)),
        bot_user=closed(("display_name",), display_name=text(1, 80), **switches("always_online")),
        shortcuts={
            "type": "array",
            "minItems": 1,
            "maxItems": 10,
            "items": closed(
                ("name", "type", "callback_id", "description"),
                name=text(1, 24),
                type={"enum": ["message", "global"]},
                callback_id=text(1, 255),
                description=text(1, 150),
            ),
        },
        slash_commands={
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": closed(
                ("command", "description"),
                command=text(2, 32, pattern="^/[^A-Z ]+$"),
                description=text(1, 2000),
                usage_hint=text(1, 1000),
                **switches("should_escape"),
            ),
        },
    ),
    functions={
        "type": "object",
        "additionalProperties": closed(
            ("title", "description", "input_parameters", "output_parameters"),
            title=text(1, 50),
            description=text(1, 150),
            input_parameters=PARAMETERS,
            output_parameters=PARAMETERS,
        ),
    },
    oauth_config=closed(
        scopes=closed(bot=NAMES, bot_optional=NAMES),
    ),
    settings=closed(
        event_subscriptions=closed(
            bot_events={"type": "array", "maxItems": 100, "uniqueItems": True, "items": text(1, 255)}
        ),
        interactivity=closed(("is_enabled",), **switches("is_enabled")),
        function_runtime={"enum": ["remote", "slack"]},
        **switches("org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled"),
    ),
)


@pytest.fixture
def manifest() -> dict[str, Any]:
    return dict(json.loads((ROOT / "manifest.json").read_text(encoding="utf-8")))


def test_slack_takes_the_manifest(manifest: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.validate(manifest, SCHEMA)


def test_the_schema_refuses_what_slack_refuses(manifest: dict[str, Any]) -> None:
    manifest["display_information"]["long_description"] = "Too short."
    manifest["features"]["slash_commands"][0]["command"] = "quote"
    manifest["settings"]["deploy_enabled"] = True
    assert len(list(jsonschema.Draft7Validator(SCHEMA).iter_errors(manifest))) == 3


def test_every_command_is_announced_and_every_announced_command_is_answered(manifest: dict[str, Any]) -> None:
    announced = [command["command"] for command in manifest["features"]["slash_commands"]]
    assert sorted(announced) == sorted([OWN_NAME, *(f"/{name}" for name in COMMANDS)])


def test_commands_tell_how_to_use_them_and_come_as_typed(manifest: dict[str, Any]) -> None:
    for command in manifest["features"]["slash_commands"]:
        assert command["usage_hint"]
        assert command["should_escape"] is False


SCOPES = {
    "commands": "slash commands, shortcuts",
    "chat:write": "answers to mentions and messages, alerts",
    "app_mentions:read": "questions in a channel",
    "im:history": "questions in direct messages",
    "files:read": "articles shared as files",
    "files:write": "CSV files",
    "users:read": "telling guests from members, who alone may add and teach",
    "usergroups:read": "groups among the editors",
    "channels:read": "channels that are archived, deleted, left",
    "groups:read": "the same of private channels",
}


def test_no_scope_beyond_what_the_app_uses_and_none_that_reads_channels(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == set(SCOPES)
    assert set(scopes["bot_optional"]) == OPTIONAL
    assert set(scopes["bot"]) > OPTIONAL, "Slack wants optional scopes in both lists"


def test_an_admin_is_told_what_each_scope_is_for_and_what_is_lost_without_it(manifest: dict[str, Any]) -> None:
    told = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\*\*`([\w:]+)`\*\*([^\n].*?)(?=\n\n)", told, re.MULTILINE | re.DOTALL))
    assert set(rows) == set(manifest["oauth_config"]["scopes"]["bot"])
    scopes = manifest["oauth_config"]["scopes"]
    for scope in scopes["bot"]:
        assert len(rows[scope].split()) >= 20, scope
        assert rows[scope].startswith(", optional: ") == (scope in scopes["bot_optional"]), scope
        assert "Without it " in " ".join(rows[scope].split()), scope
    assert set(texts().scopes) == set(scopes["bot"])


def test_every_shortcut_that_is_announced_does_something(manifest: dict[str, Any]) -> None:
    announced = {shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]}
    assert announced == set(SHORTCUTS)
    kinds = [shortcut["type"] for shortcut in manifest["features"]["shortcuts"]]
    assert max(kinds.count("global"), kinds.count("message")) <= 5


def test_the_events_are_those_that_the_app_answers(manifest: dict[str, Any]) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened",
        "app_mention",
        "message.im",
        *CHANGES,
    }
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_the_app_listens_by_socket_mode_and_takes_presses(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}


def test_steps_and_the_agent_are_in_the_manifest_only_where_asked_for(manifest: dict[str, Any]) -> None:
    assert manifest_with(manifest, steps=False, agent=False) == manifest
    assert not {"functions", "agent_view"} & {*manifest, *manifest["features"]}
    whole = manifest_with(manifest, steps=True, agent=True)
    jsonschema.validate(whole, SCHEMA)
    assert set(whole["functions"]) == set(STEPS)
    assert whole["settings"]["org_deploy_enabled"] is True
    assert "function_executed" in whole["settings"]["event_subscriptions"]["bot_events"]
    assert "assistant:write" in whole["oauth_config"]["scopes"]["bot"]
    assert "agent_session_stopped" in whole["settings"]["event_subscriptions"]["bot_events"]
    for step in whole["functions"].values():
        assert all(name == one["name"] for name, one in step["input_parameters"].items())


def hook(name: str) -> str:
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))["hooks"]
    return str(hooks[name])


def output_of(name: str) -> Any:
    """What a hook prints, run as the Slack CLI does: split at blanks, without a shell."""
    done = subprocess.run(hook(name).split(), cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_slack_cli_gets_the_manifest_and_the_hooks(manifest: dict[str, Any]) -> None:
    assert output_of("get-manifest") == manifest
    assert set(output_of("get-hooks")["hooks"]) == {"get-hooks", "get-manifest", "start"}


def test_the_slack_cli_takes_the_manifest_of_this_folder_and_keeps_its_own_notes_out_of_git() -> None:
    kept = json.loads((ROOT / ".slack" / "config.json").read_text(encoding="utf-8"))
    assert kept["manifest"] == {"source": "local"}
    assert uuid.UUID(kept["project_id"])
    assert "apps.dev.json" in (ROOT / ".slack" / ".gitignore").read_text(encoding="utf-8").split()
    watched = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))["config"]["watch"]["manifest"]
    assert all((ROOT / path).is_file() for path in watched["paths"])


def test_the_icon_is_one_that_slack_takes() -> None:
    """A square PNG from 512 to 2,000 pixels wide, where the Slack CLI looks for it."""
    data = (ROOT / "assets" / "icon.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    assert wide == high == 512
    assert len(data) < 20_000


def test_the_start_hook_is_a_target_that_exists() -> None:
    make, *options, target = hook("start").split()
    assert shutil.which(make)
    assert options == ["-s"]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
