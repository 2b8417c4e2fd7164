"""Quotation marks in every state of repair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document.marks import enclosing, find_quoted

Found = list[tuple[str, int]]


def _found(text: str) -> Found:
    return [(text[one.start : one.end], one.depth) for one in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('She said "we stay" and left.', [("we stay", 0)]),
        ("She said “we stay” and left.", [("we stay", 0)]),
        ("She said «we stay» and left.", [("we stay", 0)]),
        ("She said „we stay“ and left.", [("we stay", 0)]),
        ("She said ``we stay'' and left.", [("we stay", 0)]),
        ("She said ''we stay'' and left.", [("we stay", 0)]),
        ("She said 'we stay' and left.", [("we stay", 0)]),
        ('She said “we stay" and left.', [("we stay", 0)]),
        ("She said ”we stay“ and left.", [("we stay", 0)]),
        ('(“We stay,” she said.) "Go!"', [("We stay,", 0), ("Go!", 0)]),
    ],
)
def test_every_kind_of_mark_and_their_mixtures_pair(text: str, found: Found) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("'The parties' demands are met,' she said.", [("The parties' demands are met,", 0)]),
        ("'It's ours,' he said. The '98 season wasn't.", [("It's ours,", 0)]),
        ("The players' boots and the coaches' hats", []),
        ("Rock 'n' roll and 'em all", []),
        ("He is 6'2\" tall and 5' wide.", []),
    ],
)
def test_an_apostrophe_is_no_mark(text: str, found: Found) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said, "We called it "good" today."', [('We called it "good" today.', 0), ("good", 1)]),
        ("“She said ‘no’ to me,” he said.", [("She said ‘no’ to me,", 0), ("no", 1)]),
        ("'She said \"no\" to me,' he said.", [('She said "no" to me,', 0), ("no", 1)]),
    ],
)
def test_marks_nest_and_are_never_paired_by_parity(text: str, found: Found) -> None:
    assert _found(text) == found


def test_marks_of_one_kind_that_nest_or_point_the_wrong_way_are_irregular() -> None:
    assert [one.irregular for one in find_quoted('He said, "We called it "good" today."')] == [False, True]
    assert [one.irregular for one in find_quoted("He said, ”we stay“ twice.")] == [True]
    assert [one.irregular for one in find_quoted("He said, “we stay” twice.")] == [False]


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    text = '"We came.\n\n"We saw.\n\n"We left," she said.'
    found = find_quoted(text)
    assert [text[one.start : one.end] for one in found] == ["We came.", "We saw.", "We left,"]
    assert [(one.closed, one.continued) for one in found] == [(False, False), (False, True), (True, True)]


def test_a_quotation_without_an_end_stops_with_its_paragraph() -> None:
    text = '"We came.\n\nNobody else did.'
    assert [(text[one.start : one.end], one.closed) for one in find_quoted(text)] == [("We came.", False)]


def test_only_what_stands_after_the_start_is_read() -> None:
    text = '"One" and "two"'
    assert [text[one.start : one.end] for one in find_quoted(text, start=6)] == ["two"]


def test_the_outermost_quotation_covers_its_marks_and_what_nests_in_it() -> None:
    text = 'He said, "We called it "good" today." Then he left.'
    quoted = find_quoted(text)
    outer = quoted[0]
    assert enclosing(quoted, text.index("good")) is outer
    assert enclosing(quoted, outer.outer_start) is outer
    assert enclosing(quoted, text.index("Then")) is None
    assert enclosing([], 0) is None


@given(st.text(alphabet="ab ,.\n\"'“”‘’«»„-(", max_size=60))
def test_quotations_nest_and_never_cross(text: str) -> None:
    found = find_quoted(text)
    for one in found:
        assert 0 <= one.outer_start <= one.start <= one.end <= one.outer_end <= len(text)
    for one in found:
        for other in found:
            crosses = one.outer_start < other.outer_start < one.outer_end < other.outer_end
            assert not crosses, (text, one, other)
    assert found == sorted(found, key=lambda one: (one.outer_start, -one.outer_end))
