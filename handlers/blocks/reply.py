"""What a handler answers: the values that Slack, the terminal and the tests all receive."""

from typing import Any, Literal

from corpus.models import Record

Block = dict[str, Any]
"""One Block Kit block as Slack's JSON has it."""


class Reply(Record):
    """A message. `text` is always set: screen readers and notifications read it instead of the blocks.

    `shared` shows it to the whole channel; else only whoever asked sees it. `count` is how many records it shows.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    shared: bool = False
    count: int = 0

    def payload(self) -> dict[str, Any]:
        """The JSON that goes to Slack, as the ack of a command or to a response_url; nothing in it unfurls."""
        return {
            "text": self.text,
            "blocks": list(self.blocks),
            "response_type": "in_channel" if self.shared else "ephemeral",
            "unfurl_links": False,
            "unfurl_media": False,
        }


class View(Record):
    """A modal, or the app's Home. A modal has a title; `submit` is the label of its button, "" for none.

    `callback_id` says which form it is when it is submitted; `state` comes back with it and holds all that it needs.
    """

    kind: Literal["modal", "home"] = "modal"
    title: str = ""
    blocks: tuple[Block, ...]
    callback_id: str = ""
    submit: str = ""
    close: str = "Close"
    state: str = ""
    count: int = 0

    def payload(self) -> dict[str, Any]:
        """The JSON that goes to views.open, views.update, views.push and views.publish."""
        view: dict[str, Any] = {"type": self.kind, "blocks": list(self.blocks)}
        named = {"callback_id": self.callback_id, "private_metadata": self.state}
        if self.kind == "modal":
            view["title"] = _plain(self.title)
            view |= {name: _plain(text) for name, text in (("submit", self.submit), ("close", self.close)) if text}
        return view | {name: value for name, value in named.items() if value}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
