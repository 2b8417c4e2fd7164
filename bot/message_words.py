"""What people read in a message of Slack's: the words of its blocks, else its text, without markup.

A message's `text` beside blocks, and an attachment's `fallback`, are what a notification says in its place: nobody who
looks at the message reads them. See docs.slack.dev/reference/methods/chat.postMessage.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from handlers.blocks.text import as_read

Json = Mapping[str, Any]

_QUOTED_LINE = re.compile(r"(?m)^>+ ?")


def words_of(message: Json) -> str | None:
    """The words of a message, part below part; "" for one without words.

    None where there are only words that stand in for something which nobody here can read.
    """
    blocks, attachments = _parts(message, "blocks"), _parts(message, "attachments")
    read = list(map(_block, blocks)) or [as_read(_text(message, "text"))]
    read += [part for one in attachments for part in _attachment(one)]
    words = "\n\n".join(part.strip() for part in read if part.strip())
    stands_in = (blocks and _text(message, "text")) or any(_text(one, "fallback") for one in attachments)
    return words if words or not stands_in else None


def unquoted(words: str) -> str:
    """Words without the marks before lines that the message quotes: as an article has them."""
    return _QUOTED_LINE.sub("", words)


def _attachment(one: Json) -> Iterator[str]:
    """What an attachment shows; a message that was forwarded comes as one too."""
    if blocks := _parts(one, "blocks"):
        yield from map(_block, blocks)
    else:
        yield from _marked(one, "pretext", "title", "text")
    for field in _parts(one, "fields"):
        yield from _marked(field, "title", "value")
    for inner in _parts(one, "message_blocks"):
        forwarded = inner.get("message")
        yield from map(_block, _parts(forwarded, "blocks") if isinstance(forwarded, dict) else [])


def _block(block: Json) -> str:
    match block.get("type"):
        case "rich_text":
            return "\n".join(map(_rich, _parts(block, "elements")))
        case "section" | "header":
            return "\n".join(map(_object, [*_dicts([block.get("text")]), *_parts(block, "fields")]))
        case "context":
            return "\n".join(map(_object, _parts(block, "elements")))
        case "markdown":
            return as_read(_text(block, "text"))
        case "table":
            rows = block.get("rows")
            return "\n".join(" ".join(map(_cell, _dicts(row))) for row in (rows if isinstance(rows, list) else []))
    return ""


def _object(text: Json) -> str:
    words = _text(text, "text")
    return as_read(words) if text.get("type") == "mrkdwn" else html.unescape(words)


def _cell(cell: Json) -> str:
    return _block(cell) if cell.get("type") == "rich_text" else _text(cell, "text")


def _rich(part: Json) -> str:
    """A section, a list, a quotation or code of rich text."""
    if part.get("type") == "rich_text_list":
        return "\n".join(map(_rich, _parts(part, "elements")))
    words = "".join(map(_run, _parts(part, "elements")))
    return re.sub(r"(?m)^", "> ", words) if part.get("type") == "rich_text_quote" else words


def _run(element: Json) -> str:
    match element.get("type"):
        case "text" | "link":
            return _text(element, "text") or _text(element, "url")
        case "date":
            return _text(element, "fallback")
    return ""


# -- whatever shape it has ---------------------------------------------------------------------------------------------


def _parts(whole: Json, name: str) -> list[Json]:
    return _dicts(whole.get(name))


def _dicts(parts: object) -> list[Json]:
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _text(part: Json, name: str) -> str:
    text = part.get(name)
    return text if isinstance(text, str) else ""


def _marked(part: Json, *names: str) -> list[str]:
    return [as_read(_text(part, name)) for name in names]
