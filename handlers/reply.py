"""What a handler answers: the one value that Slack, the terminal and the tests all receive."""

from typing import Any

from corpus.models import Record

Block = dict[str, Any]
"""One Block Kit block as Slack's JSON has it."""


class Reply(Record):
    """An answer. `text` is always set: screen readers and notifications read it instead of the blocks.

    `shared` shows it to the whole channel; else only whoever asked sees it.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    shared: bool = False

    def payload(self) -> dict[str, Any]:
        """The JSON that goes to Slack, as the ack of a command or to a response_url; nothing in it unfurls."""
        return {
            "text": self.text,
            "blocks": list(self.blocks),
            "response_type": "in_channel" if self.shared else "ephemeral",
            "unfurl_links": False,
            "unfurl_media": False,
        }
