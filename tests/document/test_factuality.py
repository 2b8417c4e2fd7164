"""The table of what is not so: its examples and counter-examples, at the event and in the quotes of the article."""

from typing import Any

import pytest

from corpus.articles import read_article
from corpus.document.factuality import Factuality, factuality_of
from corpus.document.parse import parse_article
from corpus.extract.extraction import extract
from corpus.knowledge import read_table
from corpus.models import Quote, QuoteKind

TABLE: dict[str, dict[str, Any]] = read_table("factuality.toml")
EXAMPLES = [(row.get("factuality", "denied"), one) for row in TABLE.values() for one in row["examples"]]
REAL = [one for row in TABLE.values() for one in row["real"]]
HEAD = "Talks on the harbour\n\nAda Byron is a minister. Carl Gauss leads the union.\n\n"


def factuality_in(marked: str) -> Factuality:
    before, event, behind = (HEAD + marked).split("*")
    parse = parse_article(read_article(before + event + behind + "\n", source="table.txt"))
    return factuality_of(parse.doc[parse.token_at(len(before))])


def quoted(marked: str) -> list[Quote]:
    found = extract(read_article(HEAD + marked.replace("*", "") + "\n", source="table.txt"))
    return [quote for quote in found.quotes if quote.kind is not QuoteKind.INDIRECT]


@pytest.mark.parametrize(("factuality", "sentence"), EXAMPLES)
def test_what_is_not_so(factuality: str, sentence: str) -> None:
    found, wanted = factuality_in(sentence), Factuality(factuality)
    assert found.is_disowned if wanted.is_disowned else found is wanted


@pytest.mark.parametrize("sentence", [one for one in REAL if "*" in one])
def test_what_is_so(sentence: str) -> None:
    assert not factuality_in(sentence).is_disowned


@pytest.mark.parametrize("sentence", [one for _, one in EXAMPLES if '"' in one])
def test_words_that_nobody_owns_up_to_have_no_speaker(sentence: str) -> None:
    assert not any(quote.speaker_name or quote.party_name for quote in quoted(sentence))


@pytest.mark.parametrize("sentence", [one for one in REAL if '"' in one])
def test_words_beside_a_denial_are_their_speakers(sentence: str) -> None:
    assert "Ada Byron" in [quote.speaker_name for quote in quoted(sentence)]
