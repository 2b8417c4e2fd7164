"""An answer's blocks as typed values, pure, each within Slack's limits; `blocks.payload` makes Slack's JSON of them.

Words from outside, a reader's or an article's, go into plain text and rich text, which Slack shows letter by letter.
What a button is stands in its fields: nothing is read off its label.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, NamedTuple

from corpus.excerpts import cut, one_line
from handlers.blocks.limits import most_chars, most_items
from handlers.blocks.text import sendable

LONGEST_NAME = 60

NOTHING = "–"
"""What stands where Slack wants text and there is none."""

MOST_WEIGHTY = 4
"""Buttons in a row that weigh something; what else there is goes into the menu behind them."""

Does = Literal[
    "ask", "order", "share", "unshare", "keep", "copy", "source", "remember", "forget", "unfollow", "draft", "picture",
    "open", "remove", "restore", "wrong", "withdraw",
]  # fmt: skip
"""What a press does; `bot.listeners.actions` has the table, and "open" leads to one of the app's forms."""


class Button(NamedTuple):
    """A button that carries all it needs: `command` is the command line that it asks again, or the record it is about.

    `primary` makes it stand out; a message has one such button at most. `turns` turns a page. `about` names its record
    to those who do not see where it stands, and `confirm` is what Slack asks before.
    """

    label: str
    command: str
    does: Does = "ask"
    primary: bool = False
    turns: bool = False
    about: str = ""
    confirm: str = ""

    @property
    def private(self) -> bool:
        """Whether it serves only who asked: a page turned in a shared message would turn for one reader alone."""
        return self.turns or self.does in ("share", "keep", "remember")


class Menu(NamedTuple):
    """What can be done besides, behind three dots: Slack gives such a menu no name, so each entry names its record."""

    buttons: tuple[Button, ...]


class Letters(NamedTuple):
    """Text exactly as it is; `url` is a page that it leads to, "" for none."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    url: str = ""


class Moment(NamedTuple):
    """A point in time, which Slack shows in the reader's own zone; never a day of publication."""

    at: datetime


class Channel(NamedTuple):
    """A channel by its id, which Slack shows by its name to those who may see it; it calls nobody."""

    channel_id: str


class Person(NamedTuple):
    """Somebody by their id in Slack, which shows it as their name; `name` is what is read aloud, "" if not known."""

    user_id: str
    name: str = ""


Element = Letters | Moment | Channel | Person


class Line(NamedTuple):
    elements: tuple[Element, ...]


class Quotation(NamedTuple):
    """The source's words, indented: no markup is read in them, nothing is added or left out."""

    elements: tuple[Element, ...]


class Bullets(NamedTuple):
    lines: tuple[Line, ...]


class Header(NamedTuple):
    title: str


class Note(NamedTuple):
    """A paragraph of plain letters, with a button or a menu beside it if it has one."""

    told: str
    beside: Button | Menu | None = None


class Context(NamedTuple):
    """Small print."""

    lines: tuple[str, ...]


class Rich(NamedTuple):
    parts: tuple[Line | Quotation | Bullets, ...]


class Actions(NamedTuple):
    """One row of buttons."""

    elements: tuple[Button | Menu, ...]


class Divider(NamedTuple):
    """A thin line."""

    drawn: bool = True


class Feedback(NamedTuple):
    """Two thumbs beneath an answer to `line`."""

    line: str


class Input(NamedTuple):
    """A field of a form, as Slack's JSON has it."""

    field: dict[str, Any]


Block = Header | Note | Context | Rich | Actions | Divider | Input | Feedback


def letters(text: str, *, bold: bool = False, italic: bool = False, strike: bool = False) -> Letters:
    return Letters(sendable(text) or NOTHING, bold, italic, strike)


def link(url: str | None, text: str, *, bold: bool = False) -> Letters:
    """The text, leading to the page if the address is one that a browser opens safely."""
    safe = bool(url) and re.fullmatch(r"https?://[^\s<>|\"]{1,2000}", url or "")
    if not safe:
        return letters(text, bold=bold)
    return Letters(cut(sendable(text), most_chars("link", "text")) or NOTHING, bold, url=url or "")


def channel(channel_id: str) -> Element:
    """The channel; direct messages in words."""
    return Channel(channel_id) if re.fullmatch("[CG][A-Z0-9]+", channel_id) else letters("direct messages")


def person(user_id: str, name: str = "") -> Element:
    """The person as a mention; in words where the id is none."""
    name = cut(one_line(name), LONGEST_NAME)
    return Person(user_id, name) if re.fullmatch("[UW][A-Z0-9]+", user_id) else letters(name or "Somebody")


def line(*elements: Element) -> Line:
    return Line(elements)


def quotation(text: str) -> Quotation:
    return Quotation((letters(text),))


def bullets(lines: Iterable[Line]) -> Bullets:
    return Bullets(tuple(lines))


def rich(*parts: Line | Quotation | Bullets) -> Rich:
    return Rich(parts)


def header(text: str) -> Header:
    return Header(cut(one_line(text), most_chars("header", "text")) or NOTHING)


def note(text: str, beside: Button | Menu | None = None) -> Note:
    """A paragraph, its lines as they are; what carries more than a button or an entry holds is left out."""
    kept = menu(beside.buttons) if isinstance(beside, Menu) else beside if beside and fits(beside) else None
    lines = "\n".join(filter(None, map(one_line, text.split("\n"))))
    return Note(cut(lines, most_chars("section", "text")) or NOTHING, kept)


def context(*lines: str) -> Context:
    """Small print: each line becomes an element; blank ones are left out."""
    kept = [text for text in lines if text.strip()][: most_items("context", "elements")]
    return Context(tuple(cut(one_line(text), 600) or NOTHING for text in kept or [NOTHING]))


def menu(buttons: Iterable[Button]) -> Menu | None:
    """The entries that a menu can hold, the first ones; None for none."""
    kept = [one for one in buttons if fits(one) and len(f"{one.does} {one.command}") <= most_chars("option", "value")]
    return Menu(tuple(kept[: most_items("overflow", "options")])) if kept else None


def actions(buttons: Iterable[Button | Menu]) -> tuple[Actions, ...]:
    """One row: the first few buttons, each once, the others in a menu behind them; no block when there is nothing."""
    once: dict[tuple[str, str], Button] = {}
    for one in (one for given in buttons for one in (given.buttons if isinstance(given, Menu) else (given,))):
        once.setdefault((one.does, one.command), one) if fits(one) else None
    weighty, rest = list(once.values())[:MOST_WEIGHTY], menu(list(once.values())[MOST_WEIGHTY:])
    row: tuple[Button | Menu, ...] = (*weighty, *([rest] if rest else []))
    return (Actions(row),) if row else ()


def fits(button: Button) -> bool:
    """Whether Slack carries what the button holds."""
    return len(button.command) <= most_chars("button", "value") and sendable(button.command) == button.command
