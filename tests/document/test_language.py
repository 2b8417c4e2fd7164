"""The parse lies over the text as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import language
from corpus.document.language import parse
from corpus.errors import LanguageModelError


def test_a_sentence_ends_with_its_paragraph() -> None:
    text = "The boats are back\n\nNobody knows why"
    assert [sentence.text.strip() for sentence in parse(text).sents] == ["The boats are back", "Nobody knows why"]


def test_no_sentence_begins_after_a_word() -> None:
    assert len(list(parse("The Harbour Board said the boats were back.").sents)) == 1


def test_a_long_text_is_parsed_in_parts_that_lie_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_CHUNK", 120)
    text = "The harbour master counted the boats again.\n\n" * 12
    doc = parse(text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_an_empty_text_has_no_tokens() -> None:
    assert len(parse("")) == 0


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_parsed(text: str) -> None:
    doc = parse(text)
    assert all(0 <= token.idx < len(text) for token in doc)


def test_without_a_model_the_reader_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    language._model.cache_clear()
    monkeypatch.setattr(language, "_MODELS", ("en_no_such_model",))
    with pytest.raises(LanguageModelError, match="pip install"):
        parse("The boats are back.")
    monkeypatch.undo()
    language._model.cache_clear()
