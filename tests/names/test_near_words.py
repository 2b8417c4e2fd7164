"""A topic that is spelled a little otherwise means the word that is there, and never one of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names.index.near_words import nearest, respelt


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("breakthru", ["breakthrough", "ceasefire"], "breakthrough"),
        ("withdrawl", ["withdrawal", "corridor"], "withdrawal"),
        ("Instanbul", ["Istanbul", "Minsk"], "Istanbul"),
        ("quay", ["quays"], None),  # too short to be sure
        ("harbours", ["harbour", "labours"], "harbour"),
        ("marked", ["market", "marker"], None),  # as near to both
        ("lighthouse", ["ceasefire"], None),
    ],
)
def test_one_word_is_nearest_or_none(typed: str, known: list[str], meant: str | None) -> None:
    assert nearest(typed, known) == meant


def test_words_that_are_there_stay_and_each_other_needs_its_nearest() -> None:
    texts = ["We will open the fishing grounds.", "The breakthrough"]
    assert respelt("fising grounds", texts) == "fishing grounds"
    assert respelt("fising zeppelins", texts) is None
    assert respelt("fishing grounds", texts) is None


@given(st.text(), st.lists(st.text(max_size=30), max_size=5))
def test_any_words_are_read(typed: str, texts: list[str]) -> None:
    meant = respelt(typed, texts)
    assert meant is None or meant != typed
