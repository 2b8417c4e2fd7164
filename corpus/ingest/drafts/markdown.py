"""A draft in Markdown: its paragraphs with the line of each word; code is left out, HTML inside is read as such."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.ingest.drafts import web_page
from corpus.ingest.formats.markdown import FRONT, fields_of
from corpus.quote_check.draft_text import QUOTED, Words

if TYPE_CHECKING:
    from markdown_it.token import Token


def paragraphs(text: str) -> Iterator[list[Words]]:
    """The paragraphs, and what the metadata at the head says, a paragraph each."""
    from markdown_it import MarkdownIt

    front = FRONT.match(text)
    first = text.count("\n", 0, front.end()) + 1 if front else 1
    if front:
        for at, _, value in fields_of(front):
            yield [Words(text.count("\n", 0, at) + 1, value)]
    quoted = 0
    for token in MarkdownIt("commonmark").parse(text[front.end() if front else 0 :]):
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        line = first + (token.map[0] if token.map else 0)
        if token.type == "inline":
            yield [*([Words(line, QUOTED)] if quoted else []), *_words(token.children or [], line)]
        elif token.type == "html_block":
            yield from web_page.paragraphs(token.content, line)


def _words(tokens: "list[Token]", line: int) -> Iterator[Words]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
            yield Words(line, " ")
        elif token.type == "text":
            yield Words(line, token.content)
        elif token.type == "code_inline":
            yield Words(line, " ")
            line += token.content.count("\n")
