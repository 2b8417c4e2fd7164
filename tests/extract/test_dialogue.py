"""Speech that punctuation alone attributes."""

import pytest

from corpus.articles import read_article
from corpus.document.parse import parse_article
from corpus.extract.quotes.dialogue import find_turns, overlapping, signature_of

TRANSCRIPT = "The debate in full.\n\nHOST: Who pays?\n\nBYRON: Not we.\n\nLOVELACE: Then nobody.\n"


def _turns(text: str) -> list[tuple[str, str]]:
    reading = parse_article(read_article(text, source="dialogue.txt"))
    named = [reading.span(turn.source.first, turn.source.last).text for turn in find_turns(reading)]
    return [(text[turn.start : turn.end], name) for turn, name in zip(find_turns(reading), named, strict=True)]


def test_a_transcript_has_a_turn_a_line() -> None:
    assert _turns(TRANSCRIPT) == [("Who pays?", "HOST"), ("Not we.", "BYRON"), ("Then nobody.", "LOVELACE")]


@pytest.mark.parametrize("text", ["BREAKING: The bridge is open.", "NOTE: It rains.\n\nNOTE: It snows.\n\nNOTE: Dry."])
def test_a_label_in_capitals_makes_no_transcript(text: str) -> None:
    assert _turns(text) == []


def test_a_dash_opens_and_closes_speech() -> None:
    assert _turns("- Nobody goes up after four - said Viktor Horvat.\n") == [
        ("Nobody goes up after four", "Viktor Horvat")
    ]


@pytest.mark.parametrize("text", ["- Milk and eggs\n- Bread\n", "The road – a bad one – goes up.\n"])
def test_a_list_and_an_aside_are_no_speech(text: str) -> None:
    assert _turns(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"We stay." ― Ada Byron', "Ada Byron"),
        ('"We stay."\n- Ada Byron, sailor', "Ada Byron"),
        ('"We stay" – Ada Byron left all the same.', None),
        ('"We stay," she said - and left.', None),
    ],
)
def test_a_signature_stands_alone_after_a_dash(text: str, name: str | None) -> None:
    reading = parse_article(read_article(text, source="dialogue.txt"))
    source = signature_of(reading, reading.quoted[0])
    assert (reading.span(source.first, source.last).text if source else None) == name


def test_a_turn_is_found_by_any_part_of_it() -> None:
    turns = find_turns(parse_article(read_article(TRANSCRIPT, source="dialogue.txt")))
    start = TRANSCRIPT.index("Not we")
    assert overlapping(turns, start + 1, start + 2) is turns[1]
    assert overlapping(turns, 0, 3) is None
