"""The work of reading grows with the length of the text, whatever stands in it: twice the text, twice the calls."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from corpus import extract, read_article
from corpus.document.parse import parse_article
from tests.bench.growth import PATTERNS, text_of

SIZE = 2_500
"""Characters; a sentence is cut long before, and less would measure what every article costs."""

ONCE_SLOW = (
    *("straight marks", "brackets", "nested, never closed", "underscores", "commas", "dates", "he said", "a demand"),
    *(
        "demands in one sentence",
        "said that said that",
        "delegations",
        "names that said",
        "according to",
        "one sentence",
    ),
)


@contextmanager
def calls_counted() -> Iterator[list[int]]:
    """How many functions are called meanwhile, those of C too: unlike time the same on every machine."""
    count = [0]

    def called(frame: FrameType, event: str, argument: Any) -> None:
        count[0] += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        yield count
    finally:
        sys.setprofile(before)


def calls_of(text: str) -> int:
    article = read_article(text, source="growth.txt")
    with calls_counted() as count:
        extract(article)
    return count[0]


@pytest.mark.parametrize("pattern", ONCE_SLOW)
def test_twice_the_text_takes_twice_the_work(pattern: str) -> None:
    calls_of("Norway said it was so.")
    one, two = (calls_of(text_of(pattern, size, paragraphs=False)) for size in (SIZE, 2 * SIZE))
    assert two <= 2.3 * one


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_sentence_and_nothing_without_a_blank_goes_on_for_ever(pattern: str) -> None:
    parse = parse_article(read_article(text_of(pattern, SIZE, paragraphs=False), source="growth.txt"))
    assert max(map(len, parse.sentences)) <= 300
    assert max(map(len, parse.doc.text.split())) <= 100
