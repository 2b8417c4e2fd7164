"""What Slack's composer makes of what somebody typed: every message of a person carries its words as rich text."""

import html
import re
import secrets
from collections.abc import Iterator
from itertools import groupby
from typing import Any

Json = dict[str, Any]

_QUOTED = re.compile(r"&gt; ?")
_PIECE = re.compile(
    r"<@(?P<user>[UW]\w+)(?:\|[^<>]*)?>|<#(?P<channel>C\w+)(?:\|[^<>]*)?>|<!(?P<range>here|channel|everyone)>"
    r"|<(?P<url>(?:https?|mailto):[^<>|]+)(?:\|(?P<label>[^<>]*))?>|:(?P<emoji>[a-z][a-z0-9_+-]*):"
    r"|(?<!\w)(?P<mark>[*_~`])(?P<styled>[^*_~`\n]+)(?P=mark)(?!\w)"
)
_STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}


def rich_text_of(text: str) -> list[Json]:
    """The blocks of a message with this text, as Slack sends them beside it; none without words."""
    if not text.strip():
        return []
    parts = groupby(text.split("\n"), key=lambda line: bool(_QUOTED.match(line)))
    elements = [_part("\n".join(lines), quoted=quoted) for quoted, lines in parts]
    return [{"type": "rich_text", "block_id": secrets.token_hex(3), "elements": elements}]


def _part(lines: str, *, quoted: bool) -> Json:
    words = re.sub(r"(?m)^&gt; ?", "", lines) if quoted else lines
    return {"type": "rich_text_quote" if quoted else "rich_text_section", "elements": list(_pieces(words))}


def _pieces(text: str) -> Iterator[Json]:
    end = 0
    for found in _PIECE.finditer(text):
        yield from _letters(text[end : found.start()])
        yield _piece(found)
        end = found.end()
    yield from _letters(text[end:])


def _letters(text: str) -> Iterator[Json]:
    if text:
        yield {"type": "text", "text": html.unescape(text)}


def _piece(found: re.Match[str]) -> Json:
    kind, value = next((name, value) for name, value in found.groupdict().items() if value)
    if kind == "url":
        label = {"text": html.unescape(found["label"])} if found["label"] else {}
        return {"type": "link", "url": html.unescape(value), **label}
    if kind == "mark":
        return {"type": "text", "text": html.unescape(found["styled"]), "style": {_STYLES[value]: True}}
    named = {"user": ("user", "user_id"), "channel": ("channel", "channel_id"), "range": ("broadcast", "range")}
    of, name = named.get(kind, ("emoji", "name"))
    return {"type": of, name: value}
