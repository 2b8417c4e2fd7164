"""Typed blocks as Slack's JSON, and as they are read aloud: in the same order, by those who do not see them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from itertools import count
from typing import Any

from corpus.excerpts import cut, one_line
from handlers.blocks import kit
from handlers.blocks.kit import NOTHING, Block, Element
from handlers.blocks.limits import most_chars, most_items, most_text
from handlers.blocks.text import day, escaped, sendable
from handlers.texts import say

Json = dict[str, Any]

LONG_WORD = 8  # characters
_SLACKS_MOMENT = "{date_short_pretty} at {time}"


def payload_of(blocks: Iterable[Block]) -> list[Json]:
    """Slack's JSON; every button gets an action_id of its own: "ask:1", "share:2"."""
    numbers = count(1)
    return [_block(block, numbers) for block in blocks]


def size(blocks: Iterable[Block]) -> int:
    """The characters of all the text in some blocks, as the limit on a message counts them."""
    return _characters(payload_of(blocks))


def words_in(blocks: Iterable[Block]) -> int:
    """The words of all that some blocks say; what is written in one run counts by its length."""
    told = (piece for block in blocks for piece in _told(block))
    return sum(max(len(piece.split()), len(piece) // LONG_WORD) for piece in told)


def fit(blocks: Sequence[Block], besides: int = 0) -> bool:
    """Whether a message or a modal holds them, with so many blocks besides."""
    return len(blocks) + besides <= most_items("message", "blocks") and size(blocks) <= room()


def room() -> int:
    """How much text of records a message takes, beside its header, notes and buttons."""
    return most_text() - 2_000


def _characters(node: Any) -> int:
    if isinstance(node, dict):
        own = node.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(_characters(part) for part in node.values())
    return sum(_characters(part) for part in node) if isinstance(node, list) else 0


def plain(text: str, most: int) -> Json:
    """A plain_text object on one line; colons stay colons."""
    return {"type": "plain_text", "text": cut(one_line(text), most) or NOTHING, "emoji": False}


def _block(block: Block, numbers: Iterator[int]) -> Json:
    match block:
        case kit.Header(title):
            return {"type": "header", "text": plain(title, most_chars("header", "text"))}
        case kit.Note(told, beside):
            section: Json = {"type": "section", "text": {"type": "plain_text", "text": told, "emoji": False}}
            return {**section, "accessory": _pressed(beside, numbers)} if beside else section
        case kit.Context(lines):
            return {"type": "context", "elements": [plain(text, 600) for text in lines]}
        case kit.Rich(parts):
            return {"type": "rich_text", "elements": [_part(part) for part in parts]}
        case kit.Actions(elements):
            return {"type": "actions", "elements": [_pressed(one, numbers) for one in elements]}
        case kit.Divider():
            return {"type": "divider"}
        case kit.Feedback(line):
            return _thumbs(line, numbers)
        case kit.Input(field):
            return field


def _part(part: kit.Line | kit.Quotation | kit.Bullets) -> Json:
    match part:
        case kit.Line(elements):
            return {"type": "rich_text_section", "elements": [_element(one) for one in elements]}
        case kit.Quotation(elements):
            return {"type": "rich_text_quote", "elements": [_element(one) for one in elements]}
        case kit.Bullets(lines):
            return {"type": "rich_text_list", "style": "bullet", "elements": [_part(one) for one in lines]}


def _element(element: Element) -> Json:
    match element:
        case kit.Moment():
            told = {"format": _SLACKS_MOMENT, "fallback": _spoken(element)}
            return {"type": "date", "timestamp": int(_in_utc(element).timestamp()), **told}
        case kit.Channel(channel_id):
            return {"type": "channel", "channel_id": channel_id}
        case kit.Person(user_id):
            return {"type": "user", "user_id": user_id}
        case kit.Letters(text, bold, italic, strike, url):
            made: Json = {"type": "link", "url": url, "text": text} if url else {"type": "text", "text": text}
            style = {name: True for name, on in (("bold", bold), ("italic", italic), ("strike", strike)) if on}
            return {**made, "style": style} if style else made


def _pressed(one: kit.Button | kit.Menu, numbers: Iterator[int]) -> Json:
    if isinstance(one, kit.Menu):
        confirm = next((entry.confirm for entry in one.buttons if entry.confirm), "")
        made: Json = {"type": "overflow", "action_id": f"menu:{next(numbers)}"}
        made["options"] = [_option(entry) for entry in one.buttons]
        return {**made, "confirm": _confirmed(confirm)} if confirm else made
    label = plain(one.label, most_chars("button", "text"))
    button = {"type": "button", "text": label, "value": one.command, "action_id": f"{one.does}:{next(numbers)}"}
    button |= {"style": "primary"} if one.primary else {}
    button |= {"accessibility_label": plain(f"{one.label}: {one.about}", 75)["text"]} if one.about else {}
    return {**button, "confirm": _confirmed(one.confirm)} if one.confirm else button


def _thumbs(line: str, numbers: Iterator[int]) -> Json:
    """https://docs.slack.dev/reference/block-kit/blocks/context-actions-block"""
    given = {"positive_button": ("good", say("feedback_good")), "negative_button": ("bad", say("feedback_bad"))}
    most = most_chars("button", "value")
    thumbs = {
        name: {"text": plain(label, 75), "value": f"{word} {line}"[:most]} for name, (word, label) in given.items()
    }
    feedback = {"type": "feedback_buttons", "action_id": f"feedback:{next(numbers)}", **thumbs}
    return {"type": "context_actions", "elements": [feedback]}


def _option(entry: kit.Button) -> Json:
    mark = "" if entry.label.endswith("?") else ":"
    label = f"{entry.label}{mark} {entry.about}" if entry.about else entry.label
    return {"text": plain(label, most_chars("option", "text")), "value": f"{entry.does} {entry.command}"}


def _confirmed(question: str) -> Json:
    words = {"title": say("sure"), "text": question, "confirm": "Yes", "deny": "No"}
    most = {name: 300 if name == "text" else 30 if name != "title" else 100 for name in words}
    return {name: plain(text, most[name]) for name, text in words.items()}


def fallback(blocks: Iterable[Block]) -> str:
    """A message's `text`: what the blocks say, in their order; escaped, within the limit, never blank."""
    safe = escaped(spoken(blocks)) or NOTHING
    shorter = cut(safe, most_chars("message", "text"))
    return shorter if shorter == safe else re.sub(r"&\w{0,4}…$", "…", shorter)


def spoken(blocks: Iterable[Block]) -> str:
    """What the blocks say, in their order, letter by letter: for what reads no markup."""
    told = (piece for block in blocks for piece in _told(block) if piece.strip(f" {NOTHING}"))
    return sendable(" ".join(_ended(one_line(piece)) for piece in told))


def _ended(piece: str) -> str:
    return piece if piece.rstrip("\"'”’»)")[-1:] in tuple(".!?…:") else f"{piece}."


def _told(block: Block) -> Iterator[str]:
    match block:
        case kit.Header(text):
            yield text
        case kit.Note(text):
            yield from text.split("\n")
        case kit.Context(lines):
            yield from lines
        case kit.Rich(parts):
            for part in parts:
                yield from _part_aloud(part)


def _part_aloud(part: kit.Line | kit.Quotation | kit.Bullets) -> Iterator[str]:
    match part:
        case kit.Bullets(lines):
            yield from (piece for one in lines for piece in _part_aloud(one))
        case kit.Quotation(elements):
            yield f"“{''.join(map(_spoken, elements))}”"
        case kit.Line(elements):
            yield "".join(map(_spoken, elements))


def _spoken(element: Element) -> str:
    match element:
        case kit.Letters(text):
            return text
        case kit.Channel(channel_id):
            return f"#{channel_id}"
        case kit.Person(_, name):
            return one_line(name) or "Somebody"
        case kit.Moment():
            at = _in_utc(element)
            return f"{day(at.date())}, {at:%H:%M} UTC"


def _in_utc(moment: kit.Moment) -> Any:
    at = moment.at
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
