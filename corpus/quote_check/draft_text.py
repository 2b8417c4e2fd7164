"""The text of a draft: paragraphs of one line each, and the line of the file in which each of its letters stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from corpus.models import Record

_BLANKS = re.compile(r"\s+")
QUOTED = "> "
"""What stands before a paragraph that the draft sets apart as a quotation."""


class Words(NamedTuple):
    """Words of one line of a file, with the blanks around them; lines count from 1."""

    line: int
    text: str


class DraftText(Record):
    """A draft as it is checked: a blank line parts paragraphs, and only one blank stands between words.

    From each of `starts` on, in code points, the words stand in the line of the same place in `lines`.
    """

    text: str = ""
    starts: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()

    def line_at(self, start: int) -> int:
        """The line of the file, from 1, in which this letter of the text stands."""
        return self.lines[max(0, bisect_right(self.starts, start) - 1)] if self.lines else 1


def draft_text(paragraphs: Iterable[Iterable[Words]]) -> DraftText:
    """The paragraphs as one text; words that follow without a blank are parts of one word."""
    parts: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    length, gap = 0, "\n\n"
    for paragraph in paragraphs:
        last = gap if parts else " "
        for line, words in paragraph:
            plain = _BLANKS.sub(" ", words)
            plain = plain.lstrip() if last[-1].isspace() else plain
            if plain:
                before = gap if parts and last == gap else ""
                if not lines or lines[-1] != line:
                    starts.append(length + len(before))
                    lines.append(line)
                parts.append(before + plain)
                length += len(parts[-1])
                last = plain
    return DraftText(text="".join(parts), starts=tuple(starts), lines=tuple(lines))
