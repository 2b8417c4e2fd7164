"""Everything together: whatever the text, what comes out lies in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from corpus.articles import read_article
from corpus.errors import ArticleError
from corpus.extract.extraction import extract
from corpus.models import Extraction, QuoteKind, Span

ROOT = Path(__file__).parents[2]
ARTICLES = sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/golden/*.txt")])

_words = st.sampled_from(
    ["Ada Byron", "said", "Norway", "Kyiv", "he", "she", "that", "offered", "to", "the", "talks", "in", "on Tuesday",
     "according", "minister", "BYRON:", "if", "“", "”", '"', "'", "''", "«", ",", ".", "\n\n", "\r\n", "-", "(L)", "—",
     "\u00a0", "\u200b", "é", "日本", "ａ", "1,000", "http://a.example", "<!channel>", "\x00", "\ud7ff", "🙂"]
)  # fmt: skip


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _spans(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)


def _check(text: str, found: Extraction) -> None:
    """Every span and every quote is the text at its offsets, every id is one and every reference leads somewhere."""
    for span in _spans(found):
        assert text[span.start : span.end] == span.text
    for part in (found.people, found.parties, found.quotes, found.positions, found.talks, found.events):
        ids = [one.id for one in part]
        assert len(ids) == len(set(ids))
    quotes = {quote.id: quote for quote in found.quotes}
    for quote in found.quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()
        assert quote.speaker_name is None or quote.speaker_name.strip()
        assert (
            quote.within is None or quotes[quote.within].start <= quote.start <= quote.end <= quotes[quote.within].end
        )
    for position in found.positions:
        assert set(position.quote_ids) <= set(quotes)
        assert set(position.contradicted_by) <= {event.id for event in found.events}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_what_is_found_in_an_article_is_its_text(path: Path) -> None:
    article = read_article(path.read_bytes().decode("utf-8"), source=path.name)
    found = extract(article)
    assert found.quotes
    _check(article.text, found)


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_line_ends_change_no_words(ends: str) -> None:
    text = ' date 2031-05-07 Boats\n\n"We stay," said Ada Byron.\n\n"It is late," she added.\n'.replace("\n", ends)
    article = read_article(text, source="boats.txt")
    found = extract(article)
    _check(text, found)
    if ends == "\r\n":
        assert [quote.text for quote in found.quotes if quote.kind is QuoteKind.DIRECT] == ["We stay,", "It is late,"]


def test_an_article_with_nothing_in_it_gives_nothing() -> None:
    assert extract(read_article("It rains.", source="rain.txt")) == Extraction()


def test_a_mark_of_another_script_or_kind_shifts_no_offset() -> None:
    text = "\ufeff date 2031-05-07 Båtar 🙂\n\n🙂 «We stay,» said Ada Byron\u00a0. ''It rains,'' she added."
    found = extract(read_article(text, source="boats.txt"))
    _check(text, found)
    assert [quote.text for quote in found.quotes if quote.kind is QuoteKind.DIRECT] == ["We stay,", "It rains,"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_words, min_size=1, max_size=50))
def test_whatever_news_is_made_of_is_read(words: list[str]) -> None:
    _check_all(" ".join(words))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
@example(",")
@example("A")
@example("A\n\nB")
def test_any_text_is_read(text: str) -> None:
    _check_all(text)


def _check_all(text: str) -> None:
    try:
        article = read_article(text, source="any.txt")
    except ArticleError:
        assert not text.strip("\ufeff\u00a0\t\r\n\f\v ")
    else:
        _check(text, extract(article))
