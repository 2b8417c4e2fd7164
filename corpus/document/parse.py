"""An article as the extractors read it: the parse, the quotation marks, the paragraphs, and how they lie together."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document.furniture import Furniture, Kind, find_furniture
from corpus.document.language import parse
from corpus.document.marks import Quoted, find_quoted
from corpus.document.prose import as_prose, as_read
from corpus.document.tokens import Doc, Token, Tokens
from corpus.models import Article, Span

_SENTENCE_BEHIND = re.compile(r"(?<=[.!?])[\"'”’»)] *(?=[\"“A-Z])")
"""What ends a quotation with its sentence; where the marks stand within one («"Why?" Byron asked»), no harm is done."""

OUTSIDE = -1
"""What `Parse.inside` holds for a token that stands in no quotation."""


@dataclass(frozen=True)
class Parse:
    """One article, parsed. Token numbers are those of `doc`; offsets are code points into `article.text`.

    `doc.text` is the prose that was read, with single blanks; `places` tells where the article has each of its code
    points.
    """

    article: Article
    doc: Doc
    places: Sequence[int]
    quoted: list[Quoted]
    furniture: tuple[Furniture, ...] = ()

    @cached_property
    def inside(self) -> list[int]:
        """For each token the number in `quoted` of the outermost quotation that it stands in, its marks included."""
        numbers = [OUTSIDE] * len(self.doc)
        for number, one in enumerate(self.quoted):
            if not one.depth:
                first, end = (bisect_left(self._starts, offset) for offset in (one.outer_start, one.outer_end))
                numbers[first:end] = [number] * (end - first)
        return numbers

    @cached_property
    def _furniture(self) -> dict[int, Kind]:
        kinds: dict[int, Kind] = {}
        for one in self.furniture:
            first, last = self.tokens(one.start, one.end)
            kinds.update(dict.fromkeys(range(first, last + 1), one.kind))
        return kinds

    def furniture_at(self, token: int) -> Kind | None:
        """What the page's stretch is that token number `token` stands in; None in its prose."""
        return self._furniture.get(token)

    def is_in(self, kinds: Collection[Kind], offset: int) -> bool:
        """Whether the code point at `offset` stands in furniture of one of these kinds."""
        return self.furniture_at(self.token_at(offset)) in kinds

    def follows_label(self, token: int) -> bool:
        """Whether a phrase that begins at a token may be of a headline that runs on into a sentence of the story.

        «Related article Mills to stand idle mayor Ann Kerr said …»: of both one clause is read, with one subject.
        """
        return token > 0 and self.furniture_at(token) is None and self.furniture_at(token - 1) is Kind.LABEL

    @cached_property
    def paragraph(self) -> list[int]:
        """For each token the number of its paragraph."""
        number, numbers = 0, []
        for token in self.doc:
            numbers.append(number)
            number += token.is_space and "\n" in token.text
        return numbers

    @cached_property
    def sentences(self) -> list[Tokens]:
        return self.doc.sents

    @cached_property
    def sentence_numbers(self) -> list[int]:
        """For each token the number of its sentence."""
        return [number for number, one in enumerate(self.sentences) for _ in range(one.start, one.end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [self.places[token.idx] for token in self.doc]

    def start(self, token: int) -> int:
        """Where token number `token` begins in the article."""
        return self._starts[token]

    def end(self, token: int) -> int:
        """Where token number `token` ends in the article."""
        last = self.doc[token]
        return self.places[last.idx + len(last)]

    def tokens_read(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first and last token of `doc.text` from `start` to `end`."""
        return self.tokens(self.places[start], self.places[end])

    @cached_property
    def body_token(self) -> int:
        """The number of the first token of the body; the tokens before it are the headline's."""
        return self.token_at(self.article.body_start) if self.article.body_start else 0

    def token_at(self, offset: int) -> int:
        """The number of the token that covers `offset`, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first and last token of the text from `start` to `end`."""
        return self.token_at(start), self.token_at(max(start, end - 1))

    def span(self, first: int, last: int) -> Span:
        """The text from token `first` to token `last`, both included."""
        return self.cut(self.start(first), self.end(last))

    def words(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`, both included, with single blanks."""
        return " ".join(self.article.text[self.start(first) : self.end(last)].split())

    def cut(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self.article.text[start:end])

    def sentence_of(self, token: Token) -> Tokens:
        return self.sentences[self.sentence_numbers[token.i]]


def parse_article(article: Article) -> Parse:
    """Parses the article; its headline is parsed too, the date of its header is not."""
    hidden = article.title_span.start if article.title_span else article.body_start
    prose = as_prose(article.text)
    quoted = find_quoted(prose, hidden)
    reading = as_read(prose, hidden, quoted)
    furniture = find_furniture(prose, hidden, article.body_start)
    edges = {reading.word_at(at) for one in furniture for at in (one.start, one.end)}
    edges |= {reading.word_at(one.outer_end) for one in quoted if _SENTENCE_BEHIND.match(prose, one.end)}
    marked = {reading.word_at(at) for one in quoted for at in (one.start, one.end)}
    found = Parse(article, parse(reading.text, edges, marked), reading.places, quoted, furniture)
    found.doc.inside = found.inside
    return found


def quotation_of(token: Token) -> int:
    """`Parse.inside` of a token of an article."""
    return token.doc.inside[token.i]
