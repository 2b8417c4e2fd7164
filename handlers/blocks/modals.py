"""An answer as a modal, from which it can be sent to a channel."""

from collections.abc import Sequence

from handlers.blocks.fields import form_fields
from handlers.blocks.kit import Actions, Block, context, note
from handlers.blocks.limits import most_items, most_text
from handlers.blocks.payload import size
from handlers.blocks.reply import Reply, View
from handlers.texts import say, texts

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
