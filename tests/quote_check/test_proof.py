"""A proof can be checked by whoever has the article, and fails on every other text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Quote, QuoteKind
from corpus.quote_check.proof import doubts, prove, read_proof
from tests.invented import QUOTES, TEXT, article

SAID = next(quote for quote in QUOTES if quote.text.startswith("We want guarantees"))
PROOF = prove(SAID, article())


def test_a_proof_holds_against_its_article_and_survives_being_written_down() -> None:
    assert read_proof(PROOF.model_dump_json()) == PROOF
    assert doubts(PROOF) == () == doubts(PROOF, TEXT)
    assert PROOF.quote.exact == SAID.text
    assert TEXT.index(PROOF.quote.prefix + PROOF.quote.exact + PROOF.quote.suffix) == SAID.start - 32


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT.replace("Bear Island", "Bjørnøya"), "it has changed"),
        ("Corrected. " + TEXT, "at another place"),
        (
            TEXT.replace(", on Tuesday. Chile also", ". Chile also").replace("said Tomás", "told us Tomás"),
            "between the same words",
        ),
        (TEXT.replace("bind everybody", "bind nobody"), "do not stand in it"),
        ("", "do not stand in it"),
    ],
)
def test_a_text_that_is_not_the_same_is_told(text: str, told: str) -> None:
    assert told in " ".join(doubts(PROOF, text))


def test_words_that_were_changed_in_the_proof_are_found_out() -> None:
    forged = PROOF.model_copy(update={"quote": PROOF.quote.model_copy(update={"exact": "We want nothing."})})
    assert doubts(forged) == ("Its words do not fit its place.",)
    assert "do not stand in it" in " ".join(doubts(forged, TEXT))


@pytest.mark.parametrize(
    "written", ["", "{}", "[1]", "null", json.dumps({**PROOF.model_dump(mode="json"), "sha256": "no"})]
)
def test_what_is_no_proof_is_none(written: str) -> None:
    assert read_proof(written) is None


@given(st.text(min_size=1), st.data())
def test_any_stretch_of_any_text_is_proved_by_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = Quote(id="q", start=start, end=end, text=text[start:end], kind=QuoteKind.DIRECT)
    assert doubts(prove(quote, article().model_copy(update={"text": text})), text) == ()
