"""Block Kit from plain values, pure: one function a block or an element, each within Slack's limits.

Words from outside, a reader's or an article's, go into plain_text and rich_text, which Slack shows letter by letter.
Only the fallback text is read as markup, so `fallback` escapes it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Literal, NamedTuple

from handlers.blocks.limits import limits, most_chars, most_items
from handlers.blocks.reply import Block, Reply, View

Element = dict[str, Any]
"""A part of a block: text, a list's line, a button."""

NOTHING = "–"
"""What stands where Slack wants text and there is none."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…]['\"’”»)]*(?=\s)")


Does = Literal["ask", "order", "share", "copy", "source", "remember", "forget", "unfollow", "draft"]
"""What a button does when it is pressed; `bot.presses` has the table."""


class Button(NamedTuple):
    """A button that carries all it needs: `command` is the command line that it asks again, or the record it is about.

    `primary` makes it stand out; a message has one such button at most.
    """

    label: str
    command: str
    does: Does = "ask"
    primary: bool = False


# -- text --------------------------------------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """A name, a title or typed words on one line, without control and direction marks: they disturb what is beside."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(_plain_letter(letter) for letter in text).split())


def short(text: str | None, most: int = 120) -> str:
    """A name, a role or a place as it goes into a sentence of ours: one line, never long; "" for None."""
    return cut(one_line(text or ""), most)


def _plain_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    return " " if category in {"Cc", "Zl", "Zp"} else "" if category in {"Cf", "Cs"} else letter


def cut(text: str, most: int) -> str:
    """The text if it fits into `most` characters, else its beginning up to a word's end, and an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not text[most - 1].isspace() and not kept[-1:].isspace():
        kept = kept.rsplit(maxsplit=1)[0] if len(kept.split()) > 1 else kept
    return kept.rstrip() + "…"


def beginning(text: str, most: int) -> str:
    """At most `most` characters from the start of a quote, up to a sentence's end if one is near, else a word's end.

    Nothing is added: what comes back is a span of what went in.
    """
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, most // 2, most + 1)]
    words = [found.start() for found in re.finditer(r"\s+", text[: most + 1])]
    return text[: (ends or [n for n in words if n] or [most])[-1]]


def escaped(text: str) -> str:
    """Text whose `& < >` Slack will not read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fallback(text: str) -> str:
    """A message's `text`: escaped, within the limit, never blank."""
    return _within(escaped(sendable(text)).strip() or NOTHING)


def told_first(sentence: str, text: str) -> str:
    """A message's `text` with a sentence of ours before it; `text` is safe already."""
    return _within(f"{escaped(sendable(sentence))} {text}")


def _within(safe: str) -> str:
    shorter = cut(safe, most_chars("message", "text"))
    return shorter if shorter == safe else re.sub(r"&\w{0,4}…$", "…", shorter)


def sendable(text: str) -> str:
    """The text with a mark in place of each letter that no message can carry."""
    return _UNSENDABLE.sub("\ufffd", text)


def day(value: date | str | None) -> str:
    """A calendar date as readers write it: "30 Mar 2022", of a part of one "Mar 2022" or "2022"; "" for none.

    What is not an ISO date comes back as it is, on one short line.
    """
    if value is None:
        return ""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", str(value))
    if not found:
        return short(str(value), 40)
    year, month, number = found.groups()
    return " ".join(part for part in (number and str(int(number)), month and _MONTHS[int(month) - 1], year) if part)


def listed(items: Sequence[str]) -> str:
    """As a sentence has it: "Russia, Ukraine and Turkey"; "" for nothing."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: "1 quote", "3 quotes"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


# -- rich text: letter by letter ---------------------------------------------------------------------------------------


def letters(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A rich-text element that holds the text exactly as it is."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    element = {"type": "text", "text": sendable(text) or NOTHING}
    return {**element, "style": style} if style else element


def link(url: str | None, text: str) -> Element:
    """The text, leading to the page if the address is one that a browser opens safely."""
    if url and re.fullmatch(r"https?://[^\s<>|\"]{1,2000}", url):
        return {"type": "link", "url": url, "text": cut(text, most_chars("link", "text")) or NOTHING}
    return letters(text)


def moment(at: datetime) -> Element:
    """A point in time, which Slack shows in the reader's own zone; one without a zone is in UTC.

    Not for days of publication: a day is the same wherever it is read.
    """
    in_utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    said = f"{day(in_utc.date())}, {in_utc:%H:%M} UTC"
    return {
        "type": "date",
        "timestamp": int(in_utc.timestamp()),
        "format": "{date_short_pretty} at {time}",
        "fallback": said,
    }


def channel(channel_id: str) -> Element:
    """A channel by its id, which Slack shows by its name to those who may see it; it calls nobody."""
    known = re.fullmatch("[CG][A-Z0-9]+", channel_id)
    return {"type": "channel", "channel_id": channel_id} if known else letters("direct messages")


def line(*elements: Element) -> Element:
    return {"type": "rich_text_section", "elements": list(elements)}


def quotation(text: str) -> Element:
    """The source's words, indented: no markup is read in them, nothing is added or left out."""
    return {"type": "rich_text_quote", "elements": [letters(text)]}


def bullets(lines: Iterable[Element]) -> Element:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def rich(*parts: Element) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


# -- blocks ------------------------------------------------------------------------------------------------------------


def plain(text: str, most: int) -> Element:
    """A plain_text object on one line; colons stay colons."""
    return {"type": "plain_text", "text": cut(one_line(text), most) or NOTHING, "emoji": False}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, most_chars("header", "text"))}


def note(text: str, button: Button | None = None) -> Block:
    """A paragraph in the app's own words, with a button beside it if it has one."""
    block = {"type": "section", "text": plain(text, most_chars("section", "text"))}
    return {**block, "accessory": press(button)} if button and _fits(button) else block


def context(*lines: str) -> Block:
    """Small print: each line becomes an element; blank ones are left out."""
    kept = [text for text in lines if text.strip()][: most_items("context", "elements")]
    return {"type": "context", "elements": [plain(text, 600) for text in kept or [NOTHING]]}


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table of plain cells; the first row names the columns."""
    cells = [[{"type": "raw_text", "text": one_line(cell) or NOTHING} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True} for _ in rows[0]]}


def press(button: Button) -> Element:
    """The button; `reply` and `view` number its action_id."""
    label = plain(button.label, most_chars("button", "text"))
    made = {"type": "button", "text": label, "value": button.command, "action_id": button.does}
    return {**made, "style": "primary"} if button.primary else made


def actions(buttons: Iterable[Button]) -> tuple[Block, ...]:
    """One row of buttons, each once; no block when there is no button."""
    once = {(button.does, button.command): button for button in buttons if _fits(button)}
    pressed = [press(button) for button in once.values()][: most_items("actions", "elements")]
    return ({"type": "actions", "elements": pressed},) if pressed else ()


def _fits(button: Button) -> bool:
    return len(button.command) <= most_chars("button", "value") and not _UNSENDABLE.search(button.command)


# -- the whole ---------------------------------------------------------------------------------------------------------


def size(blocks: Any) -> int:
    """The characters of all the text in some blocks, as the limit on a message counts them."""
    if isinstance(blocks, dict):
        own = blocks.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(size(part) for part in blocks.values())
    return sum(size(part) for part in blocks) if isinstance(blocks, list | tuple) else 0


def room() -> int:
    """How much text of records a message takes, beside its header, notes and buttons."""
    return limits().whole.blocks_text - 2_000


def reply(text: str, blocks: Iterable[Block], records: int = 0) -> Reply:
    """The finished answer: the fallback text made safe, every button with an action_id of its own."""
    return Reply(text=fallback(text), blocks=numbered(blocks), count=records)


def read_aloud(view: View) -> str:
    """The first words in a view, as the `text` of a message that shows it instead."""
    found = (block["text"]["text"] for block in view.blocks if block.get("type") in ("section", "header"))
    return next(found, view.title)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with the action_id of each button made its own: "ask:1", "share:2"."""
    numbers = count(1)
    return tuple(_numbered(block, numbers) for block in blocks)


def _numbered(node: Any, numbers: Iterator[int]) -> Any:
    if isinstance(node, list):
        return [_numbered(part, numbers) for part in node]
    if not isinstance(node, dict):
        return node
    inner = {name: _numbered(part, numbers) for name, part in node.items()}
    does = str(node.get("action_id", "")).partition(":")[0]
    return {**inner, "action_id": f"{does}:{next(numbers)}"} if node.get("type") == "button" else inner
