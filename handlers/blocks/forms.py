"""Forms and modals: fields, which texts.toml has, as Slack's JSON, what was filled into them, and answers as modals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from handlers.blocks.kit import Actions, Block, Input, context, note
from handlers.blocks.limits import most_chars, most_items, most_text
from handlers.blocks.payload import Json, plain, size
from handlers.blocks.reply import Reply, View
from handlers.blocks.text import sendable
from handlers.texts import Field, say, texts

Values = Mapping[str, Any]
"""The state of a form: by block_id, then by action_id."""

Options = Mapping[str, Iterable[Json]]
"""What can be chosen in the fields of a form, by their names."""

_INITIAL = {
    "plain_text_input": "initial_value",
    "datepicker": "initial_date",
    "conversations_select": "initial_conversation",
    "multi_conversations_select": "initial_conversations",
}


def form_view(
    name: str, offered: Options, filled: Mapping[str, str], after: Iterable[Block] = (), before: Iterable[Block] = ()
) -> View:
    """The form of that name, filled in; `before` and `after` stand about its fields."""
    form = texts().forms[name]
    lead = (note(form.lead),) if form.lead else ()
    blocks = (*lead, *before, *form_fields(name, offered, filled), *after)
    return View(title=form.title, blocks=blocks, callback_id=name, submit=form.submit, close="Cancel")


def form_fields(name: str, offered: Options, filled: Mapping[str, str]) -> tuple[Input, ...]:
    """The fields of a form, filled in."""
    asked = texts().forms[name].fields
    return tuple(field(one, offered.get(one.name, ()), filled.get(one.name, "")) for one in asked)


def field(asked: Field, offered: Iterable[Json] = (), filled: str = "") -> Input:
    """A field under its label, with what can be chosen in it, filled in: "" for nothing, several ids with blanks."""
    element = {**asked.element, "action_id": asked.name}
    if hint := element.get("placeholder"):
        element["placeholder"] = plain(hint, most_chars("external_select", "placeholder"))
    if options := list(offered):
        chosen = [one for one in options if one["value"] == filled]
        element |= {"options": options, **({"initial_option": chosen[0]} if chosen else {})}
    elif filled:
        several = asked.element["type"] == "multi_conversations_select"
        text = sendable(filled[: asked.element.get("max_length")])
        element[_INITIAL[asked.element["type"]]] = filled.split() if several else text
        element.pop("default_to_current_conversation", None)
    made: Json = {"type": "input", "block_id": asked.name, "label": plain(asked.label, 60), "element": element}
    hint = {"hint": plain(asked.hint, 150)} if asked.hint else {}
    return Input({**made, "optional": not asked.needed, **hint})


def option(label: str, value: str) -> Json:
    return {"text": plain(label, most_chars("option", "text")), "value": value}


def filled(values: Values) -> dict[str, str]:
    """What was typed, chosen or picked in each field; "" for nothing, and for what no form of ours sends."""
    blocks = {name: block for name, block in values.items() if isinstance(block, Mapping)}
    return {name: _filled(next(iter(block.values()), None)) for name, block in blocks.items()}


def _filled(element: Any) -> str:
    state = element if isinstance(element, Mapping) else {}
    found = next((one for name, one in state.items() if name == "value" or name.startswith("selected_")), None)
    if isinstance(found, Mapping):
        found = found.get("value")
    if isinstance(found, list):
        return " ".join(one for one in found if isinstance(one, str))
    return found if isinstance(found, str) else ""


def day_picked(written: str) -> date | None:
    """The day of a field; None for none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


SEND = "send"
"""The form that such a modal is, where its answer can be sent."""

FOR_SENDING = 2
"""Blocks that are left for that, and for what is said of what does not fit."""


def as_modal(reply: Reply, title: str) -> View:
    """The answer in a modal; what does not fit is left out, and said. What can be shared can be sent from there."""
    blocks = reply.pressed_by(lambda button: button.does != "share").whole
    fitting = tuple(_fitting(blocks or (note(reply.text),)))
    if not reply.share or not reply.count:
        return View(title=title, blocks=fitting, count=reply.count)
    sending, form = form_fields(SEND, {}, {}), texts().forms[SEND]
    return View(
        title=title,
        blocks=(*fitting, *sending),
        callback_id=SEND,
        submit=form.submit,
        state=reply.share.command,
        count=reply.count,
    )


def waiting(title: str, doing: str = "") -> View:
    """What a modal shows while something is done for it."""
    return View(title=title, blocks=(note(doing or say("looking_up")),))


def _fitting(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, without the last records where a modal cannot hold all."""
    shortened = say("shortened")
    room, most_blocks = most_text() - len(shortened), most_items("modal", "blocks") - FOR_SENDING
    kept = list(blocks)
    while size(kept) > room or len(kept) > most_blocks:
        texts = [at for at, block in enumerate(kept) if not isinstance(block, Actions)]
        del kept[(texts or [-1])[-1]]
    return kept if len(kept) == len(blocks) else [*kept, context(shortened)]
