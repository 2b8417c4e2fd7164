"""What a transcript has of a person's speech: the turns, each with its speaker as the file names them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from corpus.models import Article, QuoteRow, Record

_LABEL = re.compile(r"^(?:>>+\s*)?(?P<name>[A-ZÀ-Þ][\w.’' -]{0,40}?)(?: \([^)\n]{1,40}\))?:[ \t]+(?=\S)", re.M)
FEWEST_TURNS, FEWEST_NAMES = 3, 2
"""Labels that a text must have to be a transcript: one line in capitals, or a name before a colon, is none."""


class Turn(Record):
    """A stretch of a transcript's text that one speaker has, code points; `name` as it stands there."""

    name: str
    start: int
    end: int


def turns_of(article: Article) -> tuple[Turn, ...]:
    """The turns of a transcript: those that its file marks, else by labels at the beginning of lines; () for others."""
    voices = article.original.voices if article.original else ()
    if voices:
        return tuple(Turn(name=one.name.text, start=one.start, end=one.end) for one in voices)
    labels = list(_LABEL.finditer(article.text, article.body_start))
    if len(labels) < FEWEST_TURNS or len({one["name"] for one in labels}) < FEWEST_NAMES:
        return ()
    ends = [*(one.start() for one in labels[1:]), len(article.text)]
    return tuple(Turn(name=one["name"], start=one.end(), end=end) for one, end in zip(labels, ends, strict=True))


def turns_with(turns: Iterable[Turn], rows: Iterable[QuoteRow]) -> tuple[Turn, ...]:
    """The turns in which one of these quotes of the same article stands."""
    spans = [(row.quote.start, row.quote.end) for row in rows]
    return tuple(one for one in turns if any(_overlap(one, span) for span in spans))


def _overlap(one: Turn, span: tuple[int, int]) -> bool:
    return one.start < span[1] and span[0] < one.end


def time_at(article: Article, start: int) -> str:
    """Where the original has the words at this code point: the time of a cue, a page; "" where it does not tell."""
    places = article.original.places if article.original else ()
    at = bisect_right([one.start for one in places], start) - 1
    return places[at].at if at >= 0 else ""


def paragraphs_of(article: Article, turns: Iterable[Turn]) -> Iterator[tuple[int, str]]:
    """The words of each turn, and where they begin in the article's text."""
    yield from ((one.start, article.text[one.start : one.end]) for one in turns)
