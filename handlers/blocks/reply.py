"""What a handler answers: the values that Slack, the terminal and the tests all receive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from handlers.blocks.kit import Actions, Block, Button, Menu, Note, actions, note
from handlers.blocks.payload import fallback, payload_of, plain, spoken


@dataclass(frozen=True)
class Reply:
    """A message: its blocks, and the last row of buttons, the `ways` on from it.

    `share` is the button that shares it, and `aside` a line about how its words were read, for the reader alone.
    `shared` shows it to the whole channel; else only whoever asked sees it. `count` is how many records it shows.
    """

    blocks: tuple[Block, ...] = ()
    ways: tuple[Button, ...] = ()
    count: int = 0
    shared: bool = False
    share: Button | None = None
    aside: Note | None = None

    @cached_property
    def whole(self) -> tuple[Block, ...]:
        """All blocks, from the title to the last row of buttons."""
        row = [*([self.share] if self.share else []), *self.ways]
        return (*self.blocks, *([self.aside] if self.aside else []), *actions(row))

    @cached_property
    def text(self) -> str:
        """What the blocks say, in their order: screen readers and notifications read it instead of them."""
        return fallback(self.blocks)

    @cached_property
    def spoken(self) -> str:
        """The same letter by letter, for what reads no markup."""
        return spoken(self.blocks)

    def payload(self) -> dict[str, Any]:
        """The JSON that goes to Slack, as the ack of a command or to a response_url; nothing in it unfurls."""
        return {
            "text": self.text,
            "blocks": payload_of(self.whole),
            "response_type": "in_channel" if self.shared else "ephemeral",
            "unfurl_links": False,
            "unfurl_media": False,
        }

    def pressed_by(self, wanted: Callable[[Button], bool]) -> "Reply":
        """The answer with only the buttons that are wanted; `aside` goes where its own button does."""
        return self.each_button(lambda button: button if wanted(button) else None)

    def each_button(self, change: Callable[[Button], Button | None]) -> "Reply":
        """The answer with each button as `change` makes it; None takes it out."""
        aside: Block | None = _with(self.aside, change) if self.aside else None
        return replace(
            self,
            blocks=tuple(kept for block in self.blocks if (kept := _with(block, change))),
            ways=tuple(filter(None, map(change, self.ways))),
            share=change(self.share) if self.share else None,
            aside=aside if isinstance(aside, Note) and aside.beside else None,
        )


def reply(blocks: Iterable[Block], records: int = 0, ways: Iterable[Button] = ()) -> Reply:
    """The finished answer. Each way on is offered once."""
    once = {(one.does, one.command): one for one in ways}
    return Reply(tuple(blocks), tuple(once.values()), records)


def saying(sentence: str, *ways: Button, count: int = 0, shared: bool = False) -> Reply:
    """An answer of one sentence, with ways on."""
    return replace(reply([note(sentence)], count, ways), shared=shared)


def _with(block: Block, change: Callable[[Button], Button | None]) -> Block | None:
    match block:
        case Note(told, beside) if beside:
            return Note(told, _changed(beside, change))
        case Actions(elements):
            row = tuple(kept for one in elements if (kept := _changed(one, change)))
            return Actions(row) if row else None
    return block


def _changed(given: Button | Menu, change: Callable[[Button], Button | None]) -> Button | Menu | None:
    if isinstance(given, Button):
        return change(given)
    entries = tuple(kept for one in given.buttons if (kept := change(one)))
    return Menu(entries) if entries else None


@dataclass(frozen=True)
class View:
    """A modal, or the app's Home. A modal has a title; `submit` is the label of its button, "" for none.

    `callback_id` says which form it is when it is submitted; `state` comes back with it and holds all that it needs.
    """

    blocks: tuple[Block, ...]
    kind: Literal["modal", "home"] = "modal"
    title: str = ""
    callback_id: str = ""
    submit: str = ""
    close: str = "Close"
    state: str = ""
    count: int = 0

    @cached_property
    def text(self) -> str:
        """What the view says, as the `text` of a message that shows it instead."""
        return fallback(self.blocks)

    def payload(self) -> dict[str, Any]:
        """The JSON that goes to views.open, views.update, views.push and views.publish."""
        view: dict[str, Any] = {"type": self.kind, "blocks": payload_of(self.blocks)}
        named = {"callback_id": self.callback_id, "private_metadata": self.state}
        if self.kind == "modal":
            view["title"] = plain(self.title or "Readout", 24)
            view |= {name: plain(text, 24) for name, text in (("submit", self.submit), ("close", self.close)) if text}
        return view | {name: value for name, value in named.items() if value}
