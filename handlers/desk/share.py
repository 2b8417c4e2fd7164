"""Sharing an answer in a channel: only what its reader saw, and marked with who shared it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from handlers.blocks.kit import Button, actions, context, note, numbered, one_line, press, short, size, told_first
from handlers.blocks.limits import limits, most_items
from handlers.blocks.pages import TURNING
from handlers.blocks.reply import Block, Reply

MOST_BUTTONS = 5
SHARE = "Share in channel"
NAME = 60
FOR_THE_MARK = 100
"""Characters that the mark of who shared it, or the sentence that it has changed, takes of a message."""

CHANGED = "This has changed since you saw it, so nothing was shared. Here is how it stands now."
_OURS_ALONE = frozenset({"share", "remember"})


def with_share(reply: Reply, line: str) -> Reply:
    """The answer with the one primary button that shares it; as it is where it shows no records.

    `line` is the command line that it answers. A line too long for a button, and an answer that has no room for the
    mark of who shared it, cannot be shared.
    """
    button = Button(SHARE, f"{digest(reply)} {line}", "share", primary=True)
    row = actions([button])
    full = size(reply.blocks) + len(SHARE) + FOR_THE_MARK > limits().whole.blocks_text
    if not (reply.count and row) or full or len(reply.blocks) + 2 > most_items("message", "blocks"):
        return reply
    *before, last = reply.blocks or ({},)
    if _is_ways(last):
        row = ({**last, "elements": [press(button), *last["elements"]][:MOST_BUTTONS]},)
        return reply.model_copy(update={"blocks": numbered([*before, *row])})
    return reply.model_copy(update={"blocks": numbered([*reply.blocks, *row])})


def shared(value: str, by: str, answer: Callable[[str], Reply]) -> Reply:
    """The answer for the whole channel, marked with the name of who shared it, if it is still what they saw.

    `value` is the value of the button. Else a private answer that says that it has changed, and how it stands now.
    """
    seen, _, line = value.partition(" ")
    now = answer(line)
    if not now.count or digest(now) != seen:
        return now.model_copy(
            update={"text": told_first(CHANGED, now.text), "blocks": (note(CHANGED), *now.blocks), "shared": False}
        )
    name = short(by, NAME)
    mark = f"Shared by {name}" if name else "Shared"
    blocks = (*_without(now.blocks, _is_private), context(mark))
    return now.model_copy(update={"text": told_first(f"{mark}.", now.text), "blocks": blocks, "shared": True})


def posted(reply: Reply) -> Reply:
    """An answer as the app posts it itself, in a thread or a direct message: without what only serves one reader."""
    blocks = tuple(_without(reply.blocks, lambda button: _does(button) in _OURS_ALONE))
    return reply.model_copy(update={"blocks": blocks, "shared": True})


def unshareable(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without the button that shares them."""
    return tuple(_without(blocks, lambda button: _does(button) == "share"))


def digest(reply: Reply) -> str:
    """Tells one answer from another by all that it shows, except its buttons and what is said about a spelling."""
    shown = [reply.text, *_without(reply.blocks, lambda _: True)]
    written = json.dumps(shown, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _without(blocks: Iterable[Block], unwanted: Callable[[Any], bool]) -> Iterator[Block]:
    """The blocks without these buttons; a row of nothing else goes, and so does the line that offers a spelling."""
    for block in blocks:
        accessory = block.get("accessory")
        if block["type"] == "actions":
            kept = [button for button in block["elements"] if not unwanted(button)]
            yield from [{**block, "elements": kept}] if kept else []
        elif accessory and unwanted(accessory):
            bare = {name: part for name, part in block.items() if name != "accessory"}
            yield from [] if _does(accessory) == "remember" else [bare]
        else:
            yield block


def _is_private(button: Any) -> bool:
    """Whether it serves only who asked: turning pages in a shared message would turn them for one reader alone."""
    return _does(button) in _OURS_ALONE or (_does(button) == "ask" and _label(button) in TURNING)


def _is_ways(block: Any) -> bool:
    """Whether a block is the row of ways on, and not the buttons of a single record."""
    return block.get("type") == "actions" and all(_does(button) == "ask" for button in block["elements"])


def _does(button: Any) -> str:
    return str(button.get("action_id", "")).partition(":")[0]


def _label(button: Any) -> str:
    return one_line(button.get("text", {}).get("text", ""))
