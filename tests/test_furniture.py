"""What of a page is no prose, by its form and its place."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.document.furniture import find_furniture
from corpus.document.parse import parse_article
from corpus.document.prose import as_prose
from corpus.extract.extraction import extract

Marked = list[tuple[str, str]]


def _marked(text: str, *kinds: str) -> Marked:
    found = find_furniture(as_prose(text), 0, 0)
    return [
        (one.kind.value, text[one.start : one.end].strip()) for one in found if not kinds or one.kind.value in kinds
    ]


PROSE = "The mill of Dunholm turned again on Friday, and the town came to see it."


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("READ NEXT: Mill stops for good", [("label", "READ NEXT:"), ("related", "Mill stops for good")]),
        ("IN PICTURES: The night of the flood", [("label", "IN PICTURES:"), ("related", "The night of the flood")]),
        ("DEEP DIVE: Who owns the weir", [("label", "DEEP DIVE:"), ("related", "Who owns the weir")]),
        ("LIVE: The wheel is turning.", [("label", "LIVE:")]),
        ("WATCH:\nMill stops for good", [("label", "WATCH:"), ("related", "Mill stops for good")]),
        ("Read more about the mill here", [("related", "Read more about the mill here")]),
        ("EVANS: The wheel is turning.", []),
        ("TICKETS: from the office on Mill Lane.", []),
    ],
)
def test_a_label_and_the_headline_behind_it(line: str, marked: Marked) -> None:
    assert _marked(f"{PROSE}\n\n{line}\n\n{PROSE} Nobody fell in.") == marked


@pytest.mark.parametrize(
    ("text", "related"),
    [
        (f"{PROSE} READ MORE: Can the weir hold? The town thinks so.", "Can the weir hold?"),
        (f"{PROSE} Related article Mill ‘will never stop’ The council met on Monday.", "Mill ‘will never stop’"),
        (f"{PROSE} READ MORE: Weir holds  Dunholm lies on a river.", "Weir holds"),
        (f"{PROSE} Related story Weir holds “We sleep well,” said Ann Kerr.", "Weir holds"),
    ],
)
def test_a_label_within_a_paragraph_has_the_headline_up_to_where_a_sentence_begins(text: str, related: str) -> None:
    assert _marked(text, "related") == [("related", related)]


def test_no_headline_is_marked_whose_end_cannot_be_told() -> None:
    text = f"{PROSE} Related article Mill stops for good Dunholm council met on Monday and spoke of nothing else."
    assert _marked(text) == [("label", "Related article")]


def test_lines_without_a_stop_are_links_from_three_on_and_below_a_label() -> None:
    links = "Mill stops for good\nWho owns the weir\nTen things to do in Dunholm"
    assert _marked(f"{PROSE}\n\n{links}\n\n{PROSE}", "related") == [("related", line) for line in links.split("\n")]
    assert _marked(f"{PROSE}\n\nKEY POINTS\n\nMill stops for good\n\nNobody fell in.") == [
        ("label", "KEY POINTS"),
        ("related", "Mill stops for good"),
    ]
    assert _marked(f"{PROSE}\n\nThe wheel\n\nNobody fell in.") == []
    assert _marked(f"The council wants three things of the miller:\n\n{links}") == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            f"{PROSE} Ann Kerr opens the sluice. Bo Lind/Dunholm Press/Getty Images The wheel is new.",
            [("caption", "Ann Kerr opens the sluice."), ("credit", "Bo Lind/Dunholm Press/Getty Images")],
        ),
        (f"{PROSE}\n\nAnn Kerr (pictured) opens the sluice", [("caption", "Ann Kerr (pictured) opens the sluice")]),
        (
            f"{PROSE}\n\nThe sluice on Friday. (Photo by Bo Lind/Dunholm Press)",
            [("caption", "The sluice on Friday. (Photo by Bo Lind/Dunholm Press)")],
        ),
        ("A Reuters/Ipsos poll found that most sleep well. Ann Kerr (R) does.", []),
    ],
)
def test_captions_and_credits(text: str, marked: Marked) -> None:
    assert _marked(text) == marked


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("DUNHOLM, 3 May (DPN) – The mill turned.", "DUNHOLM, 3 May (DPN) –"),
        ("Dunholm, England (DPN) -- The mill turned.", "Dunholm, England (DPN) --"),
        ("DPN — The mill turned.", "DPN —"),
        ("LEE/DUNHOLM, England ― “We sleep,” said Ann Kerr.", "LEE/DUNHOLM, England ―"),
    ],
)
def test_a_dateline_is_capitals_before_a_dash_that_a_sentence_follows(text: str, place: str) -> None:
    assert _marked(text) == [("dateline", place)]
    assert len(parse_article(read_article(text, source="furniture.txt")).sentences) == 2


@pytest.mark.parametrize(
    "text",
    [
        "NATO – which turned seventy-five – met in Dunholm.",
        "Ann Kerr - The Mill's new owner - was there.",
        "The mill — Dunholm's only one — turned.",
    ],
)
def test_an_aside_is_no_dateline(text: str) -> None:
    assert _marked(text) == []


def test_a_note_is_what_the_paper_says_of_itself() -> None:
    note = "Correction: Ann Kerr owns the mill, not the weir."
    assert _marked(f"{PROSE}\n\n{note}") == [("note", note)]
    assert _marked(f"{PROSE} An earlier version of this article named Bo Lind. It was Ann Kerr.", "note") == [
        ("note", "An earlier version of this article named Bo Lind. It was Ann Kerr.")
    ]
    assert _marked(f"{PROSE}\n\nCorrections\n\n{note}", "note") == [("note", "Corrections"), ("note", note)]
    assert _marked("Corrections to the accounts were made on Friday, Kerr said.") == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Miller Buys Weir From Dunholm Council", "heading"),
        ("By Ann Kerr in Dunholm", "byline"),
        ("FTSE 8,203 +0.4% DAX 18,111 -0.2%", "ticker"),
        ("KERR SAYS WEIR IS 'A DISGRACE' TO DUNHOLM", "related"),
    ],
)
def test_other_lines_by_their_form(line: str, kind: str) -> None:
    assert _marked(f"{PROSE}\n\n{line}\n\nNobody fell in.") == [(kind, line)]


def test_what_stands_twice_is_marked_the_second_time() -> None:
    assert _marked(f"{PROSE}\n\nNobody fell in.\n\n{PROSE}") == [("repeated", PROSE)]


def test_a_token_knows_what_it_stands_in() -> None:
    text = f"DUNHOLM (DPN) - {PROSE}\n\nWATCH: Mill stops for good\n\nNobody fell in."
    parse = parse_article(read_article(text, source="furniture.txt"))
    kinds = [parse.furniture_at(token.i) for token in parse.doc if token.text in ("DUNHOLM", "mill", "stops", "fell")]
    assert kinds == ["dateline", None, "related", None]


def test_nobody_is_quoted_and_nobody_takes_a_position_in_what_points_elsewhere() -> None:
    text = f'{PROSE}\n\nWATCH: Ann Kerr says Norway "must pay for the weir"\n\n"We sleep well," said Bo Lind.'
    found = extract(read_article(f" date 2031-05-07 The mill\n\n{text}", source="furniture.txt"))
    assert [(one.text, one.speaker_name) for one in found.quotes] == [("We sleep well,", "Bo Lind")]
    assert found.positions == ()


@settings(max_examples=60)
@given(st.text(alphabet="AB ab.,:—-/()\n\"“”'?WATCH:", max_size=200))
def test_furniture_never_overlaps_and_stays_within_its_lines(text: str) -> None:
    found = find_furniture(as_prose(text), 0, 0)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
