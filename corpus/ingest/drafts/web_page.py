"""A draft as a web page, or a part of one: its paragraphs with the line of each word; code is left out."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from corpus.errors import ArticleError
from corpus.knowledge import words_of
from corpus.quote_check.draft_text import QUOTED, Words

_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_Tags = list[tuple[str, str | None]]


def paragraphs(text: str, first_line: int = 1) -> Iterator[list[Words]]:
    """The paragraphs of a page whose first line has this number. Raises `ArticleError` for one that is cut off."""
    reader = _Reader(first_line)
    reader.feed(text)
    reader.close()
    if reader.hidden:
        raise ArticleError(f"opens <{reader.hidden[-1]}> and never closes it")
    reader.part()
    yield from reader.found


def _is_block(tag: str) -> bool:
    return tag not in words_of("markup.toml", "inline") and tag not in ("br", "img")


def _is_hidden(tag: str, attrs: Mapping[str, str | None]) -> bool:
    """Whether a browser shows nothing of it, though it has words."""
    style = re.sub(r"\s", "", attrs.get("style") or "").casefold()
    return tag not in _EMPTY and ("hidden" in attrs or "display:none" in style or "visibility:hidden" in style)


class _Reader(HTMLParser):
    """Gathers paragraphs; `hidden` are the elements around, innermost last, whose words nobody reads as the draft's."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[Words]] = []
        self.hidden: list[str] = []
        self._first, self._quoted, self._broken = first_line, 0, False
        self._words: list[Words] = []

    def handle_starttag(self, tag: str, attrs: _Tags) -> None:
        if tag == "body":
            self.hidden = [one for one in self.hidden if one != "head"]  # its end may be left out
        if tag in words_of("markup.toml", "unread") or _is_hidden(tag, dict(attrs)):
            self.hidden.append(tag)
        elif tag == "q":
            self.handle_data("“")
        elif tag == "br":
            self._break()
        elif _is_block(tag):
            self.part()
            self._quoted += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            del self.hidden[self.hidden.index(tag) :]
        elif tag == "q":
            self.handle_data("”")
        elif _is_block(tag):
            self.part()
            self._quoted = max(0, self._quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        line = self.getpos()[0] + self._first - 1
        for number, words in enumerate(data.split("\n")):
            self._words.append(Words(line + number, f" {words}" if number else words))
        self._broken = self._broken and not data.strip()

    def _break(self) -> None:
        """One break is a blank, two part paragraphs."""
        if self._broken:
            self.part()
        else:
            self.handle_data(" ")
            self._broken = True

    def part(self) -> None:
        """Ends the paragraph."""
        if any(one.text.strip() for one in self._words):
            begun = next(one.line for one in self._words if one.text.strip())
            quoted = [Words(begun, QUOTED)] if self._quoted else []
            self.found.append([*quoted, *self._words])
        self._words, self._broken = [], False
