"""What a reader sees of a reply, for tests: its words, its quotation blocks, its buttons."""

from typing import Any

from bot.cli.terminal import buttons as pressable
from bot.faults import faults
from handlers.blocks.reply import Reply, View

Node = Any


def blocks(reply: Reply | View) -> list[dict[str, Any]]:
    """The blocks as Slack gets them."""
    return list(reply.payload()["blocks"])


def nodes(node: Node) -> list[dict[str, Any]]:
    """Every object in the blocks, outermost first."""
    if isinstance(node, dict):
        return [node, *(inner for part in node.values() for inner in nodes(part))]
    return [inner for part in node for inner in nodes(part)] if isinstance(node, list | tuple) else []


def words(reply: Reply | View) -> str:
    """All text of the blocks, one piece a line."""
    return "\n".join(node["text"] for node in nodes(blocks(reply)) if isinstance(node.get("text"), str))


def paragraphs(reply: Reply | View) -> list[str]:
    """The text of every paragraph of rich text, its pieces put together."""
    sections = (node for node in nodes(blocks(reply)) if node.get("type") == "rich_text_section")
    return ["".join(piece.get("text", "") for piece in section["elements"]) for section in sections]


def small_print(reply: Reply | View) -> list[str]:
    contexts = (block for block in blocks(reply) if block["type"] == "context")
    return [element["text"] for block in contexts for element in block["elements"]]


def notes(reply: Reply | View) -> list[str]:
    """The paragraphs of plain letters, each as a whole."""
    return [block["text"]["text"] for block in blocks(reply) if block["type"] == "section"]


def quoted(reply: Reply | View) -> list[str]:
    """What stands in quotation blocks."""
    found = (node for node in nodes(blocks(reply)) if node.get("type") == "rich_text_quote")
    return ["".join(piece["text"] for piece in block["elements"]) for block in found]


def bold(reply: Reply | View) -> list[str]:
    return [node["text"] for node in nodes(blocks(reply)) if node.get("style", {}) == {"bold": True}]


def title(reply: Reply) -> str:
    return next(str(block["text"]["text"]) for block in blocks(reply) if block["type"] == "header")


def buttons(reply: Reply) -> dict[str, str]:
    """The command behind each button that asks again, by its label."""
    return {button["text"]["text"]: button["value"] for button in presses(reply, "ask")}


def presses(reply: Reply | View, does: str = "") -> list[dict[str, Any]]:
    """The buttons that do this when they are pressed, or all of them; the entries of menus among them, as buttons."""
    return [button for button in map(_as_button, pressable(reply.payload())) if button["action_id"].startswith(does)]


def _as_button(pressed: dict[str, Any]) -> dict[str, Any]:
    if pressed["type"] == "button":
        return pressed
    does, _, value = pressed["selected_option"]["value"].partition(" ")
    return {"type": "button", "action_id": f"{does}:{value}", "text": pressed["text"], "value": value}


def labels(reply: Reply | View) -> list[str]:
    """What stands on the buttons of the last row."""
    shown = (one for one in blocks(reply)[-1].get("elements", []) if one.get("type") in ("button", "overflow"))
    return [part["text"]["text"] for one in shown for part in one.get("options", [one])]


def assert_sendable(reply: Reply) -> None:
    """Slack takes it, nothing in it is live, and every button that asks again does so by a command line."""
    assert faults(reply.payload()) == []
    found = [node for node in nodes(blocks(reply)) if node.get("type") in ("button", "overflow")]
    ids = [button["action_id"] for button in found]
    assert len(set(ids)) == len(ids)
    assert all(button["value"].startswith("/") for button in presses(reply, "ask"))
    assert sum(button.get("style") == "primary" for button in found) <= 1
    assert not any(node.get("type") in {"mrkdwn", "markdown"} for node in nodes(blocks(reply)))
