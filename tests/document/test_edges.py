"""A text may be cut anywhere: what looks at the word before or behind finds the edge of the text, too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import extract, read_article

WORDS = (
    *("few", "nobody", "not", "who", "that", "met", "talks", "said", "asked", "leaving", "left", "Peru", "Byron"),
    *("than", "rather", "because", "with", "together", "on Monday", "“", "”", ",", ":", "by", "the", "to"),
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_any_words_in_any_order_are_read(words: list[str]) -> None:
    extract(read_article(" ".join(words), source="a.txt"))


@pytest.mark.parametrize("text", ["Nations that met in Oslo agreed.", "Few said so.", "Leaving Oslo the man said no"])
def test_a_sentence_that_opens_the_text_is_read(text: str) -> None:
    article = read_article(text, source="a.txt")
    assert all(article.text[one.start : one.end] == one.text for one in extract(article).quotes)
