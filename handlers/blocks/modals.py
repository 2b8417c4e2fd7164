"""An answer as a modal: there is no table in one, and nothing is shared from there."""

from collections.abc import Iterator, Sequence

from handlers.blocks.kit import bullets, context, cut, letters, line, note, one_line, rich, size
from handlers.blocks.limits import limits, most_chars, most_items
from handlers.blocks.reply import Block, Reply, View
from handlers.desk.share import unshareable

NAME = 40
"""Characters of a column's name before each of its cells."""

SHORTENED = "Not all of it fits in here; in a channel the same command shows the rest."


def as_modal(reply: Reply, title: str) -> View:
    """The answer in a modal: a table becomes a list for each of its rows; what does not fit is left out, and said."""
    blocks = [shown for block in unshareable(reply.blocks) for shown in _for_modal(block)]
    return View(title=_title(title), blocks=tuple(_fitting(blocks or [note(reply.text)])), count=reply.count)


def waiting(title: str, doing: str = "Looking it up …") -> View:
    """What a modal shows while something is done for it."""
    return View(title=_title(title), blocks=(note(doing),))


def _title(title: str) -> str:
    return cut(one_line(title), most_chars("modal", "title")) or "Readout"


def _for_modal(block: Block) -> Iterator[Block]:
    if block["type"] != "table":
        yield block
        return
    (_, *names), *rows = [[str(cell["text"]) for cell in row] for row in block["rows"]]
    for label, *cells in rows:
        told = zip(names, cells, strict=True)
        listed = (line(letters(f"{cut(name, NAME)}: ", bold=True), letters(text)) for name, text in told)
        yield rich(line(letters(label, bold=True)), bullets(listed))


def _fitting(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, without the last records where a modal cannot hold all."""
    most_text, most_blocks = limits().whole.blocks_text - len(SHORTENED), most_items("modal", "blocks") - 1
    kept = list(blocks)
    while size(kept) > most_text or len(kept) > most_blocks:
        texts = [at for at, block in enumerate(kept) if block["type"] != "actions"]
        del kept[(texts or [-1])[-1]]
    return kept if len(kept) == len(blocks) else [*kept, context(SHORTENED)]
