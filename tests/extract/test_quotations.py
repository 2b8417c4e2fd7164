"""What introduces a stretch between quotation marks."""

import pytest

from corpus.articles import read_article
from corpus.document import annotate
from corpus.extract.quotes.attributions import find_attributions
from corpus.extract.quotes.quotations import Introducer


def _introduced(text: str) -> list[str | None]:
    """The words of each source, in order; None where nobody is quoted."""
    document = annotate(read_article(text, source="quotations.txt"))
    found = Introducer(document, find_attributions(document.parse)).introduce_all()
    return [document.parse.span(one.source.first, one.source.last).text if one.source else None for one in found]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ('"We stay," said Byron.', ["Byron"]),
        ('"We stay," Byron said.', ["Byron"]),
        ('Byron said: "We stay."', ["Byron"]),
        ('Byron said they would "stay at home" for now.', ["Byron"]),
        ('"We stay," said Byron. "The sea is wild."', ["Byron", "Byron"]),
        ('"We stay," said Byron, who owns the boat.', ["Byron"]),
        ('"We stay," Byron told reporters on Tuesday.', ["Byron"]),
        ('"We stay," according to Byron.', ["Byron"]),
        ('"We stay" – Ada Byron', ["Ada Byron"]),
        ('"Is it over?" asked Byron.', ["Byron"]),
    ],
)
def test_the_words_beside_a_quotation_name_its_source(text: str, sources: list[str | None]) -> None:
    assert _introduced(text) == sources


@pytest.mark.parametrize(
    "text",
    [
        'The "silent hotel" opened on Tuesday.',
        'Asked whether the plan was "dead and buried", Byron said it was not.',
        'Byron denied calling the plan "a farce".',
        'The idea comes from the novel "The House Without Bells".',
    ],
)
def test_what_nobody_here_says_has_no_source(text: str) -> None:
    assert _introduced(text) == [None]


def test_a_negotiators_words_are_not_his_countrys() -> None:
    text = 'Norway promised that it "will not host any base", a negotiator, Ada Byron said.'
    assert _introduced(text) == ["Ada Byron"]
