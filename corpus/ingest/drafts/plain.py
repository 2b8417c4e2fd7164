"""A draft in plain text: lines that were broken to fit are one paragraph again, quotations across them whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.quote_check.draft_text import QUOTED, Words
from corpus.quote_check.quotations import without_code

WIDEST = 100
"""Characters to which lines are broken; a text with longer ones has a paragraph a line."""

NARROWEST = 50
_BEGINS = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|#|[-–—―]+\s*[^\W\d_])")
_QUOTED_LINE = re.compile(r"[ \t]*>+[ \t]?")
_OPENING = re.compile(r"\s*[\"“„«‘']")


def paragraphs(text: str) -> Iterator[list[Words]]:
    """The paragraphs, each with its lines."""
    lines = [Words(number, line) for number, line in enumerate(without_code(text).split("\n"), 1)]
    for is_blank, block in groupby(lines, key=lambda one: not one.text.strip()):
        if not is_blank:
            yield from _parted(list(block))


def _parted(block: Sequence[Words]) -> Iterator[list[Words]]:
    """The paragraphs of lines that no blank line parts."""
    width = max(len(one.text.rstrip()) for one in block)
    paragraph: list[Words] = []
    for one in block:
        if paragraph and not _goes_on(paragraph, one.text, width):
            yield paragraph
            paragraph = []
        paragraph.append(_continuing(one, paragraph))
    yield paragraph


def _continuing(one: Words, paragraph: Sequence[Words]) -> Words:
    quoted = _QUOTED_LINE.match(one.text)
    if quoted is None:
        return Words(one.line, f" {one.text}")
    return Words(one.line, f"{' ' if paragraph else QUOTED}{one.text[quoted.end() :]}")


def _goes_on(paragraph: Sequence[Words], line: str, width: int) -> bool:
    is_quoted, was_quoted = bool(_QUOTED_LINE.match(line)), paragraph[0].text.startswith(QUOTED)
    if is_quoted or was_quoted:
        return is_quoted and was_quoted
    if _BEGINS.match(line):
        return False
    before = paragraph[-1].text.strip()
    broken = NARROWEST <= width <= WIDEST and len(before) + 1 + len(line.split(maxsplit=1)[0]) > width
    return broken or (_is_open(paragraph) and not _OPENING.match(line))


def _is_open(paragraph: Sequence[Words]) -> bool:
    """Whether a quotation was begun in it and not ended."""
    text = "".join(one.text for one in paragraph)
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("«") > text.count("»")
