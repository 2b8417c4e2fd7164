"""Block Kit on a terminal: what a payload looks like in Slack, as far as letters can show it."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

Json = dict[str, Any]

_MARKUP = re.compile(r"<(?P<link>[^<>|]*)\|(?P<label>[^<>]*)>|<(?P<bare>https?://[^<>|]*)>|\*(?P<bold>[^*\n]+)\*")


def rendered(payload: Json) -> RenderableType:
    """The message that a payload shows. What can be pressed is numbered, in the order of `buttons`."""
    numbers = {id(shown): number for number, (shown, _) in enumerate(_pressable(payload), 1)}
    blocks = payload.get("blocks") or []
    if not blocks:
        return _markup(payload.get("text", ""))
    return Group(*(_block(block, numbers) for block in blocks))


def for_console(payload: Json) -> Json:
    """The message without what only Slack can do: what is left asks a command line."""
    kept = ({**block, **_asking(block)} for block in payload.get("blocks") or [])
    return {
        **payload,
        "blocks": [{k: v for k, v in block.items() if v is not None} for block in kept if block.get("elements") != []],
    }


def _asking(block: Json) -> Json:
    """The buttons of a block that ask, those of its menus among them."""
    if block.get("type") == "actions":
        return {"elements": [one for element in block["elements"] for one in _asked(element)]}
    return {"accessory": next(iter(_asked(block["accessory"])), None)} if block.get("accessory") else {}


def _asked(element: Json) -> Iterator[Json]:
    """The element as buttons that ask; nothing where it does something else."""
    if str(element.get("action_id")).startswith("ask:"):
        yield element
    for option in element.get("options", ()) if element.get("type") == "overflow" else ():
        does, _, value = str(option["value"]).partition(" ")
        if does == "ask":
            yield {"type": "button", "action_id": "ask:menu", "text": option["text"], "value": value}


def buttons(payload: Json) -> list[Json]:
    """All that can be pressed in a message or view, from top to bottom; an entry of a menu as Slack has it chosen."""
    return [pressed for _, pressed in _pressable(payload)]


def _pressable(payload: Json) -> Iterator[tuple[Json, Json]]:
    """What is shown of each thing that can be pressed, and the element that is pressed."""
    for node in _objects(payload.get("blocks") or []):
        if node.get("type") == "button" and node.get("value"):
            yield node, node
        for option in node.get("options", ()) if node.get("type") == "overflow" else ():
            yield option, {**node, "selected_option": option, "text": option["text"]}


def _block(block: Json, numbers: dict[int, int]) -> RenderableType:
    kind = block.get("type")
    if kind == "header":
        return Text(printable(block["text"]["text"]), style="bold")
    if kind == "section":
        return Group(*_section(block, numbers))
    if kind == "context":
        return Text("\n").join(_styled(_object(part), "dim") for part in block["elements"])
    if kind == "actions":
        return Text("  ").join(one for button in block["elements"] for one in _buttons(button, numbers))
    if kind == "rich_text":
        return Group(*(_part(part) for part in block["elements"]))
    if kind == "input":
        return Text(printable(block["label"]["text"]), style="italic")
    return Text("─" * 20 if kind == "divider" else printable(str(block.get("alt_text") or block.get("text") or "")))


def _section(block: Json, numbers: dict[int, int]) -> Iterator[RenderableType]:
    texts = [block["text"]] if block.get("text") else []
    yield from (_object(text) for text in [*texts, *block.get("fields", [])])
    if shown := list(_buttons(block.get("accessory") or {}, numbers)):
        yield Text("  ").join(shown)


def _buttons(element: Json, numbers: dict[int, int]) -> Iterator[Text]:
    """A button, or the entries of a menu."""
    if element.get("type") in ("button", "overflow"):
        yield from (_button(one, numbers) for one in element.get("options", [element]))


def _button(button: Json, numbers: dict[int, int]) -> Text:
    number = f"{numbers[id(button)]} " if id(button) in numbers else ""
    return Text(f"[{number}{printable(button['text']['text'])}]", style="cyan")


def _part(part: Json) -> RenderableType:
    if part["type"] == "rich_text_list":
        return Group(*(Hanging(_inline(item["elements"]), Text(" • "), Text("   ")) for item in part["elements"]))
    text = _inline(part["elements"])
    bar = Text("│ ", style="green")
    return Hanging(text, bar, bar) if part["type"] == "rich_text_quote" else text


class Hanging(NamedTuple):
    """A text with something before its first line and before all others, those that the screen's width makes too."""

    text: Text
    first: Text
    others: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width - len(self.first)
        written = self.text.split("\n", allow_blank=True)
        lines = written if options.no_wrap else [one for line in written for one in line.wrap(console, width)]
        for number, line in enumerate(lines):
            line.rstrip()
            yield (self.others if number else self.first) + line


def _inline(elements: Iterable[Json]) -> Text:
    return Text("").join(_element(element) for element in elements)


def _element(element: Json) -> Text:
    style = " ".join(name for name in ("bold", "italic", "strike") if (element.get("style") or {}).get(name))
    shown = element.get("text") or element.get("fallback") or element.get("url") or f":{element.get('name', '')}:"
    if element.get("type") == "channel":
        shown = f"#{element.get('channel_id', '')}"
    url = element.get("url") if element.get("type") == "link" else None
    aside = f" ({url})" if url and element.get("text") else ""
    return Text(printable(shown + aside), style=style)


def _object(node: Json) -> Text:
    """A text object, or an image by its description."""
    if node.get("type") == "mrkdwn":
        return _markup(node["text"])
    return Text(printable(node.get("text") or node.get("alt_text") or ""))


def _markup(text: str) -> Text:
    shown, end = Text(), 0
    for found in _MARKUP.finditer(text):
        shown.append(_plain(text[end : found.start()]))
        shown.append(_plain(found["label"] or found["bare"] or found["bold"] or ""), "bold" if found["bold"] else None)
        end = found.end()
    return shown.append(_plain(text[end:]))


def _plain(text: str) -> str:
    return printable(html.unescape(text))


def _styled(text: Text, style: str) -> Text:
    text.stylize(style)
    return text


def printable(text: str) -> str:
    """The text without what a terminal would obey: escapes, bells, carriage returns."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})


def _objects(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ():
        yield from _objects(child)
