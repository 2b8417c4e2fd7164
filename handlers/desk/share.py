"""Sharing an answer in a channel: only what its reader saw, and marked with who shared it."""

import hashlib
from dataclasses import replace

from handlers.blocks.kit import Block, Button, Element, Line, Person, actions, fits, letters, note, rich
from handlers.blocks.limits import most_items, most_text
from handlers.blocks.payload import size
from handlers.blocks.reply import Reply
from handlers.texts import say

FOR_THE_MARK = 200
"""Characters that the mark of who shared it, or the sentence that it has changed, takes of a message."""


def with_share(reply: Reply, line: str) -> Reply:
    """The answer with the one primary button that shares it, and one that keeps it; as it is where it has no records.

    `line` is the command line that it answers. A line too long for a button, and an answer that has no room for the
    mark of who shared it, cannot be shared; it can be kept for all that.
    """
    value, keeping = f"{digest(reply)} {line}", Button(say("keep"), line, "keep")
    button = Button(say("share_in_channel"), value, "share", primary=True, confirm=say("share_asks"))
    kept = replace(reply, ways=(*reply.ways, keeping))
    made = replace(kept, share=button)
    if reply.count and fits(button) and _has_room(made, FOR_THE_MARK, 2):
        return made
    return kept if reply.count and fits(keeping) and _has_room(kept) else reply


def _has_room(reply: Reply, text: int = 0, blocks: int = 0) -> bool:
    """Whether so many more characters and blocks go into the message."""
    most = most_items("message", "blocks")
    return size(reply.whole) + text <= most_text() and len(reply.whole) + blocks <= most


def shared_line(value: str) -> str:
    """The command line in the value of a button that shares."""
    return value.partition(" ")[2]


def shared(value: str, by: Element, now: Reply) -> Reply:
    """The answer for the whole channel, marked with who shared it, if it is still what they saw.

    `value` is the value of the button, `now` what its line is answered with. Else a private answer that says that it
    has changed, and how it stands now.
    """
    if not now.count or digest(now) != value.partition(" ")[0]:
        return replace(now, blocks=(note(say("changed")), *now.blocks), shared=False)
    public = now.pressed_by(lambda button: not button.private)
    mark = rich(Line((letters(say("shared_by")), by)))
    return replace(public, blocks=(*public.blocks, mark, *_way_back(by)), shared=True)


def _way_back(by: Element) -> tuple[Block, ...]:
    """The button that takes a shared answer back, for whoever shared it."""
    if not isinstance(by, Person):
        return ()
    return actions([Button(say("take_back"), by.user_id, "unshare", confirm=say("take_back_asks"))])


def posted(reply: Reply) -> Reply:
    """An answer as the app posts it itself, in a thread or a direct message: without what only serves one reader."""
    kept = reply.pressed_by(lambda button: button.does not in ("share", "keep", "remember"))
    return replace(kept, shared=True)


def digest(reply: Reply) -> str:
    """Tells one answer from another by all that it shows, except its buttons and what is said about a spelling."""
    shown = repr(reply.pressed_by(lambda _: False).blocks)
    return hashlib.sha256(shown.encode("utf-8", "backslashreplace")).hexdigest()[:16]
