"""The parse lies over the text as it is."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import language
from corpus.document.attribute_rules import AttributeRules
from corpus.document.language import _model, parse
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


@pytest.mark.parametrize("path", sorted(Path("tests/golden").glob("*.txt"))[::6], ids=lambda path: path.stem)
def test_the_rules_that_are_remembered_tell_what_the_ruler_tells(path: Path) -> None:
    """Those of two words ("there is", "gonna"), of blanks and of words that stand for any other, too."""
    nlp = _model()
    text = path.read_text(encoding="utf-8") + "\n\nThere's no way we're gonna go; let's ask, y'all.  It did but ain't."
    ruler: Any = nlp.get_pipe("attribute_ruler")
    one, other = nlp.make_doc(text), nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        one, other = nlp.get_pipe(name)(one), nlp.get_pipe(name)(other)
    columns: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
    assert AttributeRules(ruler, type(one))(one).to_array(columns).tolist() == ruler(other).to_array(columns).tolist()
