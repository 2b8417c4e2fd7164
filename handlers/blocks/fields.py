"""Fields of a form as Slack's JSON, and what was filled into them."""

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.blocks.kit import Input
from handlers.blocks.limits import most_chars
from handlers.blocks.payload import Json, plain

Values = Mapping[str, Any]
"""The state of a form: by block_id, then by action_id."""


def field(name: str, label: str, element: Json, hint: str = "", *, optional: bool = True) -> Input:
    """A field under its label; `name` is its block_id."""
    made = {"type": "input", "block_id": name, "label": plain(label, 60), "element": element, "optional": optional}
    return Input({**made, "hint": plain(hint, 150)} if hint else made)


def option(label: str, value: str) -> Json:
    return {"text": plain(label, most_chars("option", "text")), "value": value}


def choice(kind: str, name: str, options: Iterable[Json], chosen: str | None = None) -> Json:
    """An element to choose one of the options in, such as "radio_buttons", with the one of that value chosen."""
    offered = list(options)
    first = next((one for one in offered if one["value"] == chosen), None)
    return {"type": kind, "action_id": name, "options": offered, **({"initial_option": first} if first else {})}


def typed(values: Values, name: str) -> str:
    """What was typed into the field; "" for nothing."""
    return next((str(one.get("value") or "") for one in values.get(name, {}).values()), "")


def chosen(values: Values, name: str) -> str:
    """The value of the option that was chosen; "" for none."""
    picked = next((one.get("selected_option") for one in values.get(name, {}).values()), None)
    return str((picked or {}).get("value") or "")
