"""What a reader sees of a reply, for tests: its words, its quotation blocks, its buttons."""

from typing import Any

from handlers.blocks.limits import faults
from handlers.blocks.reply import Reply, View

Node = Any


def nodes(node: Node) -> list[dict[str, Any]]:
    """Every object in the blocks, outermost first."""
    if isinstance(node, dict):
        return [node, *(inner for part in node.values() for inner in nodes(part))]
    return [inner for part in node for inner in nodes(part)] if isinstance(node, list | tuple) else []


def words(reply: Reply | View) -> str:
    """All text of the blocks, one piece a line."""
    return "\n".join(node["text"] for node in nodes(reply.blocks) if isinstance(node.get("text"), str))


def paragraphs(reply: Reply | View) -> list[str]:
    """The text of every paragraph of rich text, its pieces put together."""
    sections = (node for node in nodes(reply.blocks) if node.get("type") == "rich_text_section")
    return ["".join(piece.get("text", "") for piece in section["elements"]) for section in sections]


def small_print(reply: Reply | View) -> list[str]:
    contexts = (block for block in reply.blocks if block["type"] == "context")
    return [element["text"] for block in contexts for element in block["elements"]]


def quoted(reply: Reply | View) -> list[str]:
    """What stands in quotation blocks."""
    blocks = (node for node in nodes(reply.blocks) if node.get("type") == "rich_text_quote")
    return ["".join(piece["text"] for piece in block["elements"]) for block in blocks]


def bold(reply: Reply | View) -> list[str]:
    return [node["text"] for node in nodes(reply.blocks) if node.get("style", {}) == {"bold": True}]


def title(reply: Reply) -> str:
    return next(str(block["text"]["text"]) for block in reply.blocks if block["type"] == "header")


def buttons(reply: Reply) -> dict[str, str]:
    """The command behind each button that asks again, by its label."""
    return {button["text"]["text"]: button["value"] for button in presses(reply, "ask")}


def presses(reply: Reply | View, does: str = "") -> list[dict[str, Any]]:
    """The buttons that do this when they are pressed, or all of them."""
    found = (node for node in nodes(reply.blocks) if node.get("type") == "button")
    return [button for button in found if button["action_id"].startswith(does)]


def labels(reply: Reply | View) -> list[str]:
    """What stands on the buttons of the last row."""
    return [button["text"]["text"] for button in reply.blocks[-1].get("elements", []) if button["type"] == "button"]


def assert_sendable(reply: Reply) -> None:
    """Slack takes it, nothing in it is live, and every button that asks again does so by a command line."""
    assert faults(reply.payload()) == []
    found = [node for node in nodes(reply.blocks) if node.get("type") == "button"]
    ids = [button["action_id"] for button in found]
    assert len(set(ids)) == len(ids)
    assert all(button["value"].startswith("/") for button in presses(reply, "ask"))
    assert sum(button.get("style") == "primary" for button in found) <= 1
    assert not any(node.get("type") in {"mrkdwn", "markdown"} for node in nodes(reply.blocks))
