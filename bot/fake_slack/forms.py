"""The values in a view: what Slack's client lets a person type and choose, and the shape it sends them in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.fake_slack.envelopes import elements

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]
"""`view["state"]["values"]`: by block_id and action_id."""

HELD: Mapping[str, tuple[str, str | None]] = {
    "plain_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", None),
}
"""By an element's type: where its value stands in the state, and where the element says what it starts with."""

MANY = ("selected_options", "selected_conversations", "files")


class Impossible(Exception):
    """What a person cannot do in Slack's client: type into what is not there, choose what was not offered."""


def state(blocks: Sequence[Json], kept: Values | None = None) -> Values:
    """The values that a view starts with. What a person had typed stays: the same element keeps its value."""
    values: Values = {}
    for block, element in held(blocks):
        typed = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
        same = typed is not None and typed["type"] == element["type"]
        values.setdefault(block["block_id"], {})[element["action_id"]] = typed if typed and same else _start(element)
    return values


def held(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that holds a value, with its block."""
    yield from ((block, element) for block in blocks for element in elements(block) if element.get("type") in HELD)


def _start(element: Json) -> Json:
    name, initial = HELD[element["type"]]
    nothing: Any = [] if name in MANY else None
    return {"type": element["type"], name: element.get(initial, nothing) if initial else nothing}


def filled(element: Json, value: Any, offered: Sequence[Json]) -> Json:
    """The state of an element after a person gave it this value, None for emptying it. Raises Impossible.

    An option is chosen by its value; `offered` are the options that a typeahead showed.
    """
    name, _ = HELD[element["type"]]
    if value is None:
        return {"type": element["type"], name: [] if name in MANY else None}
    return {"type": element["type"], name: _given(element, name, value, [*offered_in(element), *offered])}


def _given(element: Json, name: str, value: Any, options: Sequence[Json]) -> Any:
    if name == "value":
        return _typed(element, str(value))
    if name == "selected_date":
        return _date(str(value))
    if name == "selected_option":
        return _chosen(value, options)
    if name == "selected_options":
        return [_chosen(one, options) for one in value]
    if name == "selected_conversations":
        return [str(one) for one in value]
    return [_file(element, one) for one in value] if name == "files" else str(value)


def _typed(element: Json, text: str) -> str | None:
    if not text:
        return None
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not least <= len(text) <= most:
        raise Impossible(f"{len(text)} characters, {least}-{most} allowed")
    if "\n" in text and not element.get("multiline"):
        raise Impossible("more than one line")
    return text


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Impossible(f"{text!r} is no date") from None


def _chosen(value: Any, options: Sequence[Json]) -> Json:
    wanted = value["value"] if isinstance(value, dict) else value
    found = next((option for option in options if option["value"] == wanted), None)
    if found is None:
        raise Impossible(f"{wanted!r} was not offered, only {[option['value'] for option in options]}")
    return found


def _file(element: Json, file: Json) -> Json:
    allowed = element.get("filetypes")
    if allowed and file["filetype"] not in allowed:
        raise Impossible(f"{file['name']} is none of {', '.join(allowed)}")
    return file


def offered_in(choices: Json) -> list[Json]:
    """The options of an element or of a typeahead's answer, those in groups too."""
    grouped = [option for group in choices.get("option_groups") or [] for option in group["options"]]
    return [*(choices.get("options") or []), *grouped]


def missing(view: Json) -> list[str]:
    """The block_ids of the inputs that a person must fill and has not."""
    values = view["state"]["values"]
    wanted = [pair for pair in held(view["blocks"]) if pair[0]["type"] == "input" and not pair[0].get("optional")]
    return [block["block_id"] for block, one in wanted if not _value(values[block["block_id"]][one["action_id"]])]


def _value(kept: Json) -> Any:
    return kept[HELD[kept["type"]][0]]
