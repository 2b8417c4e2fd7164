"""Words that are too long are cut so that what they are about stays, as a part of what the source says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.asking.positions import words_of
from corpus.excerpts import around, cut_around
from corpus.models import Position, PositionRow, Source, Span, Stance

LONG = (
    "Chile, whose fleet was counted twice in one summer by two commissions that never met and did not agree on the "
    "number of its boats, said on the ferry that it would not accept a ceasefire before the herring comes back."
)
SOURCE = Source(id="a", source="a.txt", title="A headline")


def row(text: str, stance: Stance, issue: str, phrase: str = "") -> PositionRow:
    span = Span(start=0, end=len(text), text=text)
    at = text.find(phrase)
    about = Span(start=at, end=at + len(phrase), text=phrase) if phrase else None
    made = {"stance": stance, "issue": issue, "issue_phrase": about, "evidence": (span,), "actor": span}
    return PositionRow(position=Position(id="s1", party_name="Chile", **made), source=SOURCE)


@given(st.text(max_size=300), st.data())
@settings(deadline=None)
def test_what_is_shown_is_one_stretch_of_the_text_and_has_the_point(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    most = data.draw(st.integers(8, 80))
    low, high = around(text, start, end, most)
    assert 0 <= low <= high <= len(text)
    assert high - low <= most or len(text) <= most
    assert end - start >= most or (low <= start and end <= high)
    shown = cut_around(text, start, end, most)
    assert len(shown) <= most
    assert shown == text or shown.strip("…").strip() in text


@pytest.mark.parametrize(
    ("stance", "issue", "phrase"),
    [
        (Stance.REJECT, "ceasefire", "a ceasefire"),
        (Stance.REJECT, "ceasefire", ""),  # the issue's own words are looked for
        (Stance.DEMAND, "other", "the herring"),
    ],
)
def test_the_point_stays_where_the_beginning_lacks_it(stance: Stance, issue: str, phrase: str) -> None:
    shown = words_of(row(LONG, stance, issue, phrase))
    assert (phrase or "ceasefire") in shown
    assert shown.startswith("…")
    assert shown.strip("…") in LONG


def test_a_word_that_turns_the_stance_round_is_not_cut_off_before_it() -> None:
    text = (
        f"{'The ministers met on the ferry and on both piers, in rain. ' * 2}Chile did not promise any ceasefire at all"
    )
    shown = words_of(row(text, Stance.PLEDGE, "ceasefire", "any ceasefire"))
    assert "did not promise any ceasefire" in shown


def test_a_beginning_that_has_the_point_is_kept() -> None:
    shown = words_of(row("Chile wants a ceasefire" + " before the herring comes back" * 9, Stance.DEMAND, "ceasefire"))
    assert shown.startswith("Chile wants a ceasefire before")
    assert shown.endswith("…")


@pytest.mark.parametrize("point", ["", "nothing of it", "…", "<!channel>", "a" * 500])
def test_a_point_that_is_not_there_leaves_the_beginning(point: str) -> None:
    made = row(LONG, Stance.CRITICISE, "other")
    span = Span(start=0, end=len(point), text=point)
    made = made.model_copy(update={"position": made.position.model_copy(update={"issue_phrase": span})})
    assert words_of(made).startswith("Chile, whose fleet")
