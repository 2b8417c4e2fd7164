"""Words in another house's spelling are the same words; other words are not, however near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import read_table
from corpus.linking.wordings import Wording, key_of, shingles

LONG = "The harbour stays shut until the last of your boats has left our bay for the northern grounds"


@pytest.mark.parametrize("pair", read_table("spelling.toml")["same"])
def test_one_word_in_two_spellings(pair: str) -> None:
    one, other = pair.split()
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize("pair", read_table("spelling.toml")["apart"])
def test_two_words(pair: str) -> None:
    one, other = pair.split()
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "other",
    [
        LONG.upper(),
        f"{LONG},",
        LONG.replace("harbour", "harbor"),
        LONG.replace(" ", "\n"),
        LONG.replace("stays", "sta\u00adys"),
        LONG.replace("last of", "last, of"),
    ],
)
def test_how_words_are_set_makes_no_other_wording(other: str) -> None:
    assert Wording(other).number == Wording(LONG).number


@pytest.mark.parametrize(
    "other",
    [
        LONG.replace("shut", "open"),
        LONG.replace("last of", "last … of"),
        LONG.replace("your", "[your]"),
        LONG.replace("shut until", "shut. Until"),
        f"{LONG}?",
    ],
)
def test_what_may_say_something_else_is_another_wording(other: str) -> None:
    assert Wording(other).number != Wording(LONG).number


@pytest.mark.parametrize("text", ["", "No.", "No comment", "We will not do that at all", "special military operation"])
def test_a_few_words_are_known_again_nowhere(text: str) -> None:
    assert not shingles(Wording(text))


def test_a_part_and_what_has_one_word_changed_are_found() -> None:
    whole = shingles(Wording(LONG))
    for other in ("until the last of your boats has left our bay", LONG.replace("boats", "ships")):
        assert whole & shingles(Wording(other))


def test_short_words_of_which_one_is_changed_are_found() -> None:
    one, other = (shingles(Wording(f"We shall sell our {what} herring only to Chile")) for what in ("own", "best"))
    assert one & other


@given(st.text(max_size=200))
def test_any_text_has_a_wording(text: str) -> None:
    wording = Wording(text)
    assert 0 <= wording.number < 2**63
    assert len(wording.gaps) == len(wording) + 1
    assert all(0 <= shingle < 2**63 for shingle in shingles(wording))
