"""The tokens that readers see tell what spaCy's tell, on every text that the tests know."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from corpus.document.language import _parsed, parse

OF_A_TOKEN = (
    *("i", "idx", "text", "lower_", "whitespace_", "text_with_ws", "lemma_", "tag_", "pos_", "dep_", "n_rights"),
    *("is_alpha", "is_punct", "is_space", "is_upper", "is_lower", "is_title", "is_digit", "like_num", "like_url"),
    *("is_sent_start", "is_sent_end"),
)
OTHERS = ("head", "left_edge", "right_edge")
LISTS = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path("tests/golden").glob("*.txt"))[::3]}
TEXTS["odd"] = "Why? www.tide.example and 3,000 or ten (or I.O.U.s)…  “No,” said  Ada\n\nTwo\tmore — HER sloop’s.\n"
TEXTS["unread"] = "The of and which, that whose by, said to who whom it. " * 3


@pytest.mark.parametrize("name", TEXTS)
def test_every_token_is_what_spacy_says_it_is(name: str) -> None:
    theirs, ours = _parsed(TEXTS[name], set(), set()), parse(TEXTS[name])
    assert ours.text == theirs.text
    assert [sentence.text for sentence in ours.sents] == [sentence.text for sentence in theirs.sents]
    for one, other in zip(ours, theirs, strict=True):
        assert [getattr(one, field) for field in OF_A_TOKEN] == [getattr(other, field) for field in OF_A_TOKEN]
        assert [getattr(one, field).i for field in OTHERS] == [getattr(other, field).i for field in OTHERS]
        for field in LISTS:
            assert [word.i for word in getattr(one, field)] == [word.i for word in getattr(other, field)], field
        assert len(one) == len(other)
        assert (one.sent.start, one.sent.end) == (other.sent.start, other.sent.end)


@pytest.mark.parametrize("name", TEXTS)
def test_tokens_in_a_row_are_spacys_span(name: str) -> None:
    theirs, ours = _parsed(TEXTS[name], set(), set()), parse(TEXTS[name])
    cuts = [
        (start, start + length) for start in range(len(ours)) for length in (1, 2, 5, 11) if start + length <= len(ours)
    ]
    for start, end in cuts:
        one, other = ours[start:end], theirs[start:end]
        assert (one.text, one.root.i, len(one)) == (other.text, other.root.i, len(other))
        assert [token.i for token in one[1:3]] == [token.i for token in other[1:3]]
        assert one[-1].i == other[-1].i


def test_what_lies_beyond_the_text_is_empty_or_an_error() -> None:
    doc = parse("Ada sang.")
    assert [doc[9:12].text, doc[2:1].text, len(doc[9:12]), list(doc[-1:])] == ["", "", 0, [doc[2]]]
    for token, steps in ((doc[0], -1), (doc[2], 1)):
        with pytest.raises(IndexError):
            token.nbor(steps)
    assert [word.text for word in reversed(doc[:2])] == ["sang", "Ada"]
    assert doc[0] in doc[:1]
    assert doc[1] not in doc[:1]
    assert doc[0].is_ancestor(doc[1]) is False
    assert doc[1].is_ancestor(doc[0]) is True


def test_a_text_without_words_has_no_tokens() -> None:
    assert (len(parse("")), parse("").sents) == (0, [])


def test_a_long_text_is_one_document_though_it_is_parsed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"Ada Byron sang song {number} to her dog." for number in range(30))
    monkeypatch.setattr("corpus.document.language._CHUNK", 100)
    doc: Any = parse(text)
    assert doc.text == text
    assert [token.i for token in doc] == list(range(len(doc)))
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert all(one.idx < other.idx for one, other in pairwise(doc))
    assert all(token.sent.start <= token.head.i < token.sent.end for token in doc)
