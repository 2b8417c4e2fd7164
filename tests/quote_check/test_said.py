"""A printed quotation beside a transcript: what was left out, put together, turned round or changed, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Article, Original, Place, Span, Voice
from corpus.quote_check.said import Said, compare_said
from corpus.quote_check.transcripts import time_at, turns_of

TURNS = (
    "Um, we will not sell the harbour, you know, before the spring. We- we have asked 40 crews about it. "
    "They told us that the pier is too short. I never liked the pier.",
    "The ministry wrote to us in August. It said that the boats may stay — that the boats must stay where they are. "
    "Uh, nobody has read that letter with any joy. We could, er, we could perhaps live with it until May 2032.",
)
TEXT = f"Halvard: {TURNS[0]}\n\nQuestion: And the boats?\n\nHalvard: {TURNS[1]}"
SPOKEN = tuple((TEXT.index(turn), turn) for turn in TURNS)


@pytest.mark.parametrize(
    ("printed", "how"),
    [
        ("They told us that the pier is too short.", Said.VERBATIM),
        ("they told us that the pier is too short", Said.VERBATIM),
        ("They told us … the pier is too short", Said.VERBATIM),
        ("We will not sell the harbour before the spring.", Said.CLEANED),
        ("We have asked 40 crews about it.", Said.VERBATIM),
        ("We could perhaps live with it until May 2032", Said.VERBATIM),
        ("We [in the council] have asked 40 crews about it", Said.VERBATIM),
        ("nobody has read that letter with any joy. We could perhaps live with it", Said.CLEANED),
        ("We- we have asked 40 crews about it.", Said.VERBATIM),
        ("We will not sell the harbour before the spring. They told us that the pier is too short.", Said.SPLICED),
        ("We have asked 40 crews about it. Nobody has read that letter with any joy.", Said.SPLICED),
        ("They told us that the pier where they are", Said.SPLICED),
        ("They told us that the pier is too short. We have asked 40 crews about it.", Said.REORDERED),
        ("Nobody has read that letter with any joy. I never liked the pier.", Said.REORDERED),
        ("We will sell the harbour before the spring.", Said.LOST),
        ("We have asked 400 crews about it.", Said.LOST),
        ("We have asked the crews about it.", Said.LOST),
        ("sell the harbour before the spring", Said.LOST),
        ("has read that letter with any joy", Said.LOST),
        ("liked the pier, and we have asked 40 crews about it", Said.LOST),
        ("We could perhaps live with it until May", Said.VERBATIM),
        ("They told us that the quay is too short", Said.CHANGED),
        ("They told us all that the pier is too short", Said.CHANGED),
        ("The herring will come back with the tide", Said.NOT_FOUND),
        ("They told us that the boats may stay", Said.SPLICED),
        ("We will not sell the harbour. We have not asked 40 crews about it.", Said.LOST),
        ("nobody has read that letter until May 2031", Said.LOST),
        ("I never liked the pier. The ministry wrote to us in August.", Said.SPLICED),
        ("We asked 40 crews about it", Said.CHANGED),
        ("I liked the pier", Said.LOST),
        ("We have asked forty crews about it", Said.LOST),
        ("of the", Said.NOT_FOUND),
        ("we will we will we will we will", Said.NOT_FOUND),
        ("harbour the sell not will we", Said.NOT_FOUND),
        ("And the boats?", Said.NOT_FOUND),
        ("", Said.NOT_FOUND),
        ("…", Said.NOT_FOUND),
    ],
)
def test_how_print_is_to_speech(printed: str, how: Said) -> None:
    assert compare_said(printed, SPOKEN).how is how


def test_what_is_begun_anew_with_other_words_is_no_slip_of_the_tongue() -> None:
    """He said "may", then "must": who prints either alone has left words out, and that is told."""
    assert compare_said("It said that the boats must stay where they are", SPOKEN).how is not Said.VERBATIM


def test_each_stretch_has_its_place_on_both_sides() -> None:
    printed = "We have asked 40 crews about it. Nobody has read that letter with any joy."
    found = compare_said(printed, SPOKEN)
    told = [(printed[slice(*one.printed)], TEXT[slice(*one.said)]) for one in found.pieces]
    assert told == [
        ("We have asked 40 crews about it", "we have asked 40 crews about it"),
        ("Nobody has read that letter with any joy", "nobody has read that letter with any joy"),
    ]


def test_what_differs_is_told_as_both_have_it() -> None:
    assert compare_said("They told us that the quay is too short", SPOKEN).differ == (("quay", "pier"),)
    assert compare_said("We asked 40 crews about it", SPOKEN).differ == (("", "have"),)


def test_the_turns_of_a_file_of_captions_and_their_times() -> None:
    voices = tuple(
        Voice(start=start, end=start + len(turn), name=Span(start=0, end=7, text="Halvard")) for start, turn in SPOKEN
    )
    places = (Place(start=0, at="00:00:01.000"), Place(start=SPOKEN[1][0], at="00:00:09.500"))
    original = Original(file="a.vtt", sha256="0" * 64, media_type="text/vtt", places=places, voices=voices)
    article = Article(id="a", source="a.vtt", text=TEXT, original=original)
    assert [(one.name, one.start) for one in turns_of(article)] == [("Halvard", start) for start, _ in SPOKEN]
    assert [time_at(article, start + 5) for start, _ in SPOKEN] == ["00:00:01.000", "00:00:09.500"]
    assert time_at(article.model_copy(update={"original": None}), 5) == ""


def test_a_text_with_labels_is_a_transcript_and_an_article_with_one_is_not() -> None:
    article = Article(id="a", source="a.txt", text=TEXT)
    assert [TEXT[one.start : one.end].strip() for one in turns_of(article) if one.name == "Halvard"] == list(TURNS)
    assert turns_of(Article(id="b", source="b.txt", text="Lund: “We stay.”\n\nIt rained.\n\nLund: “We go.”")) == ()


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_words_are_compared_and_every_stretch_is_the_same_on_both_sides(printed: str, spoken: list[str]) -> None:
    text = "\n".join(spoken)
    turns = [(sum(len(one) + 1 for one in spoken[:n]), turn) for n, turn in enumerate(spoken)]
    for piece in compare_said(printed, turns).pieces:
        assert printed[slice(*piece.printed)].strip()
        assert text[slice(*piece.said)].strip()
