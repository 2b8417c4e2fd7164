"""An answer as a modal: nothing is shared from there."""

from collections.abc import Sequence

from handlers.blocks.kit import Actions, Block, context, note
from handlers.blocks.limits import limits, most_chars, most_items
from handlers.blocks.payload import size
from handlers.blocks.reply import Reply, View
from handlers.blocks.text import cut, one_line
from handlers.texts import say


def as_modal(reply: Reply, title: str) -> View:
    """The answer in a modal; what does not fit is left out, and said."""
    blocks = reply.pressed_by(lambda button: button.does != "share").whole
    return View(title=_title(title), blocks=tuple(_fitting(blocks or (note(reply.text),))), count=reply.count)


def waiting(title: str, doing: str = "Looking it up …") -> View:
    """What a modal shows while something is done for it."""
    return View(title=_title(title), blocks=(note(doing),))


def _title(title: str) -> str:
    return cut(one_line(title), most_chars("modal", "title")) or "Readout"


def _fitting(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, without the last records where a modal cannot hold all."""
    shortened = say("shortened")
    most_text, most_blocks = limits().whole.blocks_text - len(shortened), most_items("modal", "blocks") - 1
    kept = list(blocks)
    while size(kept) > most_text or len(kept) > most_blocks:
        texts = [at for at, block in enumerate(kept) if not isinstance(block, Actions)]
        del kept[(texts or [-1])[-1]]
    return kept if len(kept) == len(blocks) else [*kept, context(shortened)]
