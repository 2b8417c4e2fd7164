"""Prose lies over the text as it is, whatever its lines, blanks and marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.document.marks import find_quoted
from corpus.document.parse import parse_article
from corpus.document.prose import as_prose, as_read

WRAPPED = """\
"Nobody in this town has ever seen the river stand so high in spring,"
said Harbour Master Olga Brandt on Monday. The mayor, Ada
Kerr, agreed with her. The two will meet again in the week after
Easter.

"We have sand," Kerr said.
"""


def _read(text: str) -> str:
    prose = as_prose(text)
    return as_read(prose, 0, find_quoted(prose)).text


def _letters(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character not in "\"'“”‘’")


def _lines(text: str) -> list[str]:
    return as_prose(text).split("\n")


def test_lines_that_a_page_is_as_wide_as_are_one_paragraph() -> None:
    first, empty, second, _ = _lines(WRAPPED)
    assert first == " ".join(WRAPPED.split("\n")[:4])
    assert (empty, second) == ("", '"We have sand," Kerr said.')


@pytest.mark.parametrize(
    "text",
    [
        "The board met in Oslo.\nThe rents went up in May.\nNobody came to the pier.",
        "RIVER STANDS HIGH IN SPRING AGAIN, TOWN FEARS\nThe board of the town met in the old hall.",
        "Five things to know about the river\nWhy Olga Brandt is not amused\nThe town that ran out of sand",
        "flour\neggs\nbutter",
        "The board of the harbour wants three things of the town and of its mayor:\n- a wall\n- sand",
        "The flood in figures, as the board of the harbour gave them on Monday in the\n1. Houses\n2. Boats",
    ],
)
def test_lines_that_are_paragraphs_headings_and_items_stay_apart(text: str) -> None:
    assert as_prose(text) == text


def test_a_line_that_ends_a_sentence_ends_a_paragraph_only_where_it_is_short() -> None:
    text = (
        "The river has not stood so high since the spring of the year in which\n"
        "the old bridge fell into it, the board said in a statement on Monday.\n"
        "It will fall by Friday.\n"
        "The mayor of the town said that nobody had to leave a house, and that\n"
        "the schools were open."
    )
    assert [line.count("  ") for line in _lines(text)] == [0, 0]
    assert _lines(text)[0].endswith("by Friday.")


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("“a”", '"a"'),
        ("‘a’", "'a'"),
        ("a ''b'' c", 'a "b" c'),
        ("it’s\u00a0so", "it's so"),
        ("Ada  Kerr\tand J.\u202fK. Brandt", "Ada Kerr and J. K. Brandt"),
        ("a\r\n \r\n b", "a\n\nb"),
        ("The pier is shut.Nobody came.", "The pier is shut. Nobody came."),
        ("See www.Pier.Com/Old.Rents or a.Kerr@pier.Com now.", "See www.Pier.Com/Old.Rents or a.Kerr@pier.Com now."),
        ('"We row,"said Kerr."It rains,"she added.', '"We row," said Kerr. "It rains," she added.'),
        ("in a post on X. Nobody answered, John F. Kerr said", "in a post on X . Nobody answered, John F. Kerr said"),
        ("a dose of D. It helps, said J. Kerr", "a dose of D . It helps, said J. Kerr"),
    ],
)
def test_the_model_reads_plain_marks_and_single_blanks(printed: str, read: str) -> None:
    assert _read(printed) == read


@given(st.text(alphabet="aB .,\n\r\t\u00a0\u2028\"'“”‘’-1:", max_size=120))
def test_prose_is_as_long_as_the_text_and_differs_in_blanks_only(text: str) -> None:
    prose = as_prose(text)
    assert len(prose) == len(text)
    assert all(a == b or (a.isspace() and b in " \n") for a, b in zip(text, prose, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aBX .,\n\t\u00a0\"'“”‘’-1:", max_size=120))
def test_offsets_never_move(text: str) -> None:
    if not text.strip():
        return
    parse = parse_article(read_article(text, source="prose.txt"))
    assert list(parse.places) == sorted(parse.places)
    for token in parse.doc:
        span = parse.span(token.i, token.i)
        assert text[span.start : span.end] == span.text
        assert _letters(token.text) == _letters(span.text)


def test_names_and_sentences_go_on_over_the_end_of_a_line() -> None:
    parse = parse_article(read_article(WRAPPED, source="prose.txt"))
    assert len(parse.sentences) == 4
    assert parse.span(*parse.tokens(WRAPPED.index("Ada"), WRAPPED.index(", agreed"))).text == "Ada\nKerr"
