import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quote_check import described, pronoun, sayers


@pytest.mark.parametrize(
    ("beside", "names"),
    [
        ("Otto Wenzel said it was … .", ("Otto Wenzel",)),
        ("… , Wenzel said.", ("Wenzel",)),
        ("… , said foreign minister Marta Lund", ("Marta Lund",)),
        ("… said Norway", ("Norway",)),
        ("The White House said it was …", ("White House",)),
        ("Wenzel: …", ("Wenzel",)),
        ("On Tuesday Wenzel told reporters …", ("Wenzel",)),
        ("… — Marta Lund", ("Marta Lund",)),
        ("Marta Lund – …", ("Marta Lund",)),
        ("… (Lund)", ("Lund",)),
        ("… , according to Lund.", ("Lund",)),
        ("Update: Lund: …", ("Lund",)),
        ("Wenzel's words: …, Lund added", ("Lund",)),
        ("Lund, the prime minister, told reporters: …", ("Lund",)),
        ("… , Lund has also said", ("Lund",)),
        ("It was Lund who said: …", ("Lund",)),
        ("Marta Lund and Otto Wenzel said: …", ("Marta Lund", "Otto Wenzel")),
    ],
)
def test_who_is_given_the_words(beside: str, names: tuple[str, ...]) -> None:
    assert sayers(beside) == names


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "…",
        "He said …",
        "Breaking: …",
        "… – and left",
        "… , said somebody in Norway.",
        "Officials in Lisbon called it …",
        "told Marta Lund …",
        "….",
    ],
)
def test_a_name_in_any_other_place_is_given_nothing(beside: str) -> None:
    assert sayers(beside) == ()


@pytest.mark.parametrize(
    ("beside", "word"),
    [
        ("… , she said.", "she"),
        ("… , said he", "he"),
        ("They have said: …", "They"),
        ("Lund came late, but he said …", "he"),
        ("… , he told Marta Lund", "he"),
        ("… , Lund said, and she left", ""),
        ("He heard Lund say …", ""),
        ("… , the man said", ""),
    ],
)
def test_a_pronoun_that_speaks(beside: str, word: str) -> None:
    assert pronoun(beside) == word


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        ("… , the prime minister said.", "prime minister"),
        ("… , said a senior diplomat in Oslo", "senior diplomat"),
        ("The minister has also said …", "minister"),
        ("… , said the minister", "minister"),
        ("… , Lund said of the minister", ""),
        ("… , she told the minister", ""),
        ("the talks ended … ", ""),
        ("said the …", ""),
        ("… , said", ""),
    ],
)
def test_somebody_without_a_name(beside: str, words: str) -> None:
    assert described(beside) == words


def test_what_is_spoken_of_is_not_who_speaks() -> None:
    assert sayers("Wenzel said Norway would … .") == ("Wenzel",)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(name in text or " " in name for name in sayers(text))
