"""The manifest with what Slack does not let one switch off again: steps of workflows, the app as an agent."""

import json
from pathlib import Path
from typing import Any

from bot.listeners.steps import OUTPUTS, STEPS, Input, Step

MANIFEST = Path(__file__).parents[2] / "manifest.json"

Json = dict[str, Any]


def manifest_with(manifest: Json, *, steps: bool, agent: bool) -> Json:
    """The manifest with these parts; everything else as it is."""
    made = json.loads(json.dumps(manifest))
    if steps:
        made["functions"] = {name: _function(step) for name, step in STEPS.items()}
        made["settings"] |= {"org_deploy_enabled": True, "function_runtime": "remote"}
        made["settings"]["event_subscriptions"]["bot_events"].append("function_executed")
    if agent:
        made["features"]["agent_view"] = {"agent_description": made["display_information"]["description"]}
        made["oauth_config"]["scopes"]["bot"].append("assistant:write")
        made["settings"]["event_subscriptions"]["bot_events"].append("agent_session_stopped")
    return dict(made)


def printed(*, steps: bool, agent: bool) -> str | None:
    """The manifest of this folder with these parts, as JSON; None where it has none."""
    if not MANIFEST.is_file():
        return None
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return json.dumps(manifest_with(manifest, steps=steps, agent=agent), ensure_ascii=False, indent=2)


def _function(step: Step) -> Json:
    given = {name: _parameter(name, one) for name, one in step.inputs.items()}
    gives = {name: _parameter(name, one) for name, one in OUTPUTS.items()}
    return {"title": step.title, "description": step.told, "input_parameters": given, "output_parameters": gives}


def _parameter(name: str, one: Input) -> Json:
    told = {"name": name, "type": one.type, "title": one.title, "description": one.told}
    return {**told, "is_required": one.required}
