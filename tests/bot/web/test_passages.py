"""An article's text cut into pieces: nothing is lost, and each piece is marked as what it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.web.passages import Mark, paragraphs

TEXT = "Head\n\nLund said: “We sign.”\nNobody else spoke.\n"


def test_what_overlaps_is_marked_as_both() -> None:
    words, sentence = Mark(18, 25, "words", "q1"), Mark(6, 26, "stance", "p1")
    first, second = paragraphs(TEXT, [words, sentence, Mark(6, 10, "source", "q1")], 6)
    assert [(piece.text, piece.what) for piece in first[:3]] == [
        ("Lund", ("source", "stance")),
        (" said: “", ("stance",)),
        ("We sign", ("stance", "words")),
    ]
    assert [piece.begins for piece in first[:3]] == [("p1",), (), ("q1",)]
    assert second[0].what == ()


@given(
    st.text(alphabet="ab \n\u2028é", max_size=60),
    st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=6),
)
def test_every_paragraph_is_whole_and_in_its_place(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "words", f"q{number}") for number, (start, end) in enumerate(spans)]
    shown = ["".join(piece.text for piece in pieces) for pieces in paragraphs(text, marks)]
    assert shown == [line for line in text.splitlines(keepends=True) if line.strip()]
