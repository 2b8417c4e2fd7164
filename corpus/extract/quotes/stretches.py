"""What stands between two quotation marks, and how it lies in its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.document.furniture import UNTOLD
from corpus.document.marks import Quoted
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import is_verb
from corpus.document.tokens import Token

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCES = re.compile(r"[a-z]{2}[.!?] [A-Z]")
_MARKS = "\"'’”\n "


@dataclass(frozen=True)
class Stretch:
    """`number` in `Parse.quoted`; tokens `first` to `last`, with the marks."""

    parse: Parse
    number: int
    first: int
    last: int

    @property
    def quoted(self) -> Quoted:
        return self.parse.quoted[self.number]

    @property
    def text(self) -> str:
        """The words without their marks."""
        return self.parse.article.text[self.quoted.start : self.quoted.end]

    @property
    def names(self) -> list[str]:
        """The words that have letters."""
        return _WORD.findall(self.text)

    @property
    def words(self) -> list[int]:
        """The numbers of the tokens that are no punctuation; the first token's where all are."""
        return [token.i for token in self.parse.doc[self.first : self.last + 1] if not token.is_punct] or [self.first]

    @property
    def before(self) -> Token:
        """The token before the opening mark; the mark where nothing stands before it."""
        return self.parse.doc[max(self.first - 1, 0)]

    @property
    def after(self) -> Token:
        """The token behind the closing mark; the mark where nothing stands behind it."""
        return self.parse.doc[min(self.last + 1, len(self.parse.doc) - 1)]

    @cached_property
    def is_whole(self) -> bool:
        """A sentence of its own: it begins with a capital and ends as a sentence, or as one that "he said" follows."""
        words = self.text
        if not words[:1].isupper() and words[:1] not in "[(…$£€0123456789":
            return False
        following = self.parse.article.text[self.quoted.outer_end : self.quoted.outer_end + 1]
        ended = words.rstrip(_MARKS)[-1:] in tuple(".?!…,-–—") or following in (",", ".")
        return ended or not self.quoted.closed or _SENTENCES.search(words) is not None

    @property
    def ends_in_comma(self) -> bool:
        return self.parse.article.text[self.quoted.start : self.quoted.outer_end + 1].rstrip(_MARKS).endswith(",")

    @property
    def is_open(self) -> bool:
        """Whether the sentence goes on behind the words: «"We stay," …», «"Why?" …», «"We stay", …»."""
        return self.text.rstrip(" \"'”’)]")[-1:] in tuple(",?!…-–—") or self.ends_in_comma

    @property
    def begins_clause(self) -> bool:
        """Whether nothing but another clause's end stands before the words."""
        before = self.parse.article.text[: self.quoted.outer_start].rstrip(" \t\u00a0")[-1:]
        return not before or before in '\n.?!:,;”"'

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a paragraph of its own, as a subheading is."""
        text = self.parse.article.text
        before, after = text[: self.quoted.outer_start].rstrip(" \t"), text[self.quoted.outer_end :].lstrip(" \t\r")
        return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))

    def hanging(self) -> Iterator[Token]:
        """The words that hang on a word outside of the stretch."""
        words = self.parse.doc[self.first : self.last + 1]
        return (one for one in words if not one.is_punct and not self.first <= one.head.i <= self.last)

    def verbs_above(self) -> Iterator[Token]:
        """The verbs outside of all marks that the stretch hangs on, the nearest first."""
        for token in self.hanging():
            yield from (above for above in token.ancestors if is_verb(above) and self.parse.inside[above.i] == OUTSIDE)


def find_stretches(parse: Parse) -> Iterator[Stretch]:
    """The outermost stretches of what the article tells, in order."""
    for number, quoted in enumerate(parse.quoted):
        if not quoted.depth and quoted.start < quoted.end and not parse.is_in(UNTOLD, quoted.start):
            yield Stretch(parse, number, *parse.tokens(quoted.outer_start, quoted.outer_end))
