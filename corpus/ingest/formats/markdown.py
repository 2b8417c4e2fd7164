"""Markdown: its text without its signs; what stands between lines of --- at its head is metadata."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.piece import Piece
from corpus.ingest.formats.records import piece_of

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.S)
_FIELD = re.compile(r"^(?P<name>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>\S.*)$", re.M)


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a file; its first heading is the headline unless the metadata has one."""
    from markdown_it import MarkdownIt

    found = decoded(data)
    front = FRONT.match(found.text)
    said = {name: value for _, name, value in fields_of(front)} if front else {}
    blocks = list(_blocks(MarkdownIt("commonmark").parse(found.text[front.end() if front else 0 :])))
    head = blocks[0][1] if blocks and blocks[0][0] else None
    piece = piece_of({**said, "text": "\n\n".join(words for _, words in blocks[1 if head else 0 :])})
    yield piece.model_copy(update={"title": piece.title or head, "encoding": found.encoding, "guessed": found.guessed})


def fields_of(front: re.Match[str]) -> Iterator[tuple[int, str, str]]:
    """The place of each field of the metadata in the file, its name and its value, without the marks around it."""
    for field in _FIELD.finditer(front.string, front.start("fields"), front.end("fields")):
        value = field["value"].strip()
        yield field.start(), field["name"], value[1:-1] if value[:1] == value[-1:] and value[:1] in "\"'" else value


def _blocks(tokens: "list[Token]") -> Iterator[tuple[bool, str]]:
    """The blocks that have words, and whether each is a heading; code and HTML are left out."""
    heading = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline" and (words := _words(token.children or [])):
            yield heading, words


def _words(tokens: "list[Token]") -> str:
    told = "".join(
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in tokens
        if token.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
    return told.strip()
