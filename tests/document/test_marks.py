"""Quotation marks in every state of repair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document.marks import find_quoted

Found = list[tuple[str, int]]
_INNER = [("good", 1), ("cheap", 1), ("old.", 1)]


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
        ('She said: " We stay " and left .', [("We stay", 0)]),
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
        ("The crew 's boat was ``lost at sea'' , and the cook 's hat .", [("lost at sea", 0)]),
        ("‘It’s the dockers’ choice’, she says of the ’90s.", [("It’s the dockers’ choice", 0)]),
        ("‘Loud cheers’ greeted the crews’ return.", [("Loud cheers", 0)]),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We row on,"said Ada Kerr, a cook."It rains,"she added.', [("We row on,", 0), ("It rains,", 0)]),
        ("'We row on,'said Ada Kerr, a cook.'It rains,'she added.", [("We row on,", 0), ("It rains,", 0)]),
        ('The pier is shut."Never again,"Ada Kerr said."Never!"', [("Never again,", 0), ("Never!", 0)]),
        ("It was shut,” she said.“Never.”Ada Kerr called it a “shame”.", [("Never.", 0), ("shame", 0)]),
        ('Ada Kerr said"we row"and left.', [("we row", 0)]),
    ],
)
def test_marks_that_are_glued_to_their_neighbours_are_told_by_the_others(text: str, found: Found) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('We row on," said Ada Kerr. "It rains," she added.', [("It rains,", 0)]),
        ('She said: “We row on and on. Then the "old pier" fell into the sea.', [("old pier", 0)]),
        ("'We row on and on, she said. The 'old pier' fell.", [("old pier", 0)]),
        ("“It was “good”, “cheap” or “old.”", [("good", 0), ("cheap", 0), ("old.", 0)]),
        ('"It was “good”, “cheap” or “old.”"', [("It was “good”, “cheap” or “old.”", 0), *_INNER]),
        ('"He told me. "Go away." I went," she said.', [('He told me. "Go away." I went,', 0), ("Go away.", 1)]),
    ],
)
def test_a_mark_that_has_lost_its_other_half_spoils_none_of_the_others(text: str, found: Found) -> None:
    assert _found(text) == found


def test_where_paragraphs_are_glued_a_mark_that_begins_a_sentence_begins_the_next_of_a_quotation() -> None:
    found = find_quoted('Ada Kerr said: "We came. "We saw. “We left." Nobody "knew".')
    assert [(one.end - one.start, one.closed, one.continued) for one in found] == [
        (8, False, False),
        (7, False, True),
        (8, True, True),
        (4, True, False),
    ]


def test_marks_of_one_kind_that_nest_or_point_the_wrong_way_are_irregular() -> None:
    assert [one.irregular for one in find_quoted('He said, "We called it "good" today."')] == [False, True]
    assert [one.irregular for one in find_quoted("He said, ”we stay“ twice.")] == [True]
    assert [one.irregular for one in find_quoted("He said, “we stay” twice.")] == [False]


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    text = '"We came.\n\n"We saw.\n\n"We left," she said.'
    found = find_quoted(text)
    assert [text[one.start : one.end] for one in found] == ["We came.", "We saw.", "We left,"]
    assert [(one.closed, one.continued) for one in found] == [(False, False), (False, True), (True, True)]


def test_a_quotation_goes_on_in_a_paragraph_that_does_not_open_it_only_where_that_closes_it() -> None:
    text = '"We came.\n\nWe saw," she said. "Go!"\n\nNobody "knew".'
    assert _found(text) == [("We came.", 0), ("We saw,", 0), ("Go!", 0), ("knew", 0)]


def test_a_quotation_without_an_end_stops_with_its_paragraph() -> None:
    text = '"We came.\n\nNobody else did.'
    assert [(text[one.start : one.end], one.closed) for one in find_quoted(text)] == [("We came.", False)]


def test_only_what_stands_after_the_start_is_read() -> None:
    text = '"One" and "two"'
    assert [text[one.start : one.end] for one in find_quoted(text, start=6)] == ["two"]


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
