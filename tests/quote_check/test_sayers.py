import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quote_check import sayers


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


def test_what_is_spoken_of_is_not_who_speaks() -> None:
    assert sayers("Wenzel said Norway would … .") == ("Wenzel",)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(name in text or " " in name for name in sayers(text))
