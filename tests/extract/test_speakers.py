"""Whom the words beside a quote mean."""

import pytest

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.models import Quote, QuoteKind, SpeakerKind


def _last(text: str) -> Quote:
    """The last quote of a text."""
    quotes = extract(read_article(text, source="speakers.txt")).quotes
    return [quote for quote in quotes if quote.kind is not QuoteKind.INDIRECT][-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Helen Voss sings. "I am late," Voss said.', "Helen Voss"),
        ('Helen Voss met Robert Kerr. "I am late," he said.', "Robert Kerr"),
        ('Robert Kerr met Helen Voss. "I am late," she said.', "Helen Voss"),
        ('The mayor, Helen Voss, is back. "I am late," the mayor said.', "Helen Voss"),
        ('"I am late," said Helen Voss. "I always am," she added.', "Helen Voss"),
        ('"I am late," said the chief of staff, Helen Voss.', "Helen Voss"),
    ],
)
def test_a_name_a_pronoun_and_an_office_lead_to_the_person(text: str, speaker: str) -> None:
    quote = _last(text)
    assert (quote.speaker_name, quote.speaker_kind) == (speaker, SpeakerKind.PERSON)


def test_a_speaker_who_was_a_pronoun_is_marked() -> None:
    assert "pronoun" in _last('Helen Voss sings. "I am late," she said.').flags
    assert "pronoun" not in _last('"I am late," Helen Voss said.').flags


@pytest.mark.parametrize(
    "text",
    [
        '"I am late," he said.',
        'Helen Voss sings. "I am late," he said.',
        'Robert Kerr and Peter Crane sing. "I am late," he said.',
    ],
)
def test_a_pronoun_that_could_mean_nobody_or_two_means_nobody(text: str) -> None:
    assert _last(text).speaker_name is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('A harbour pilot from Oban saw it. "It was dark," he said.', "harbour pilot from Oban"),
        ('One fisherman stayed on board. "I can swim," he said.', "fisherman"),
        ('The Harbour Board issued a statement. "The pier is safe," it said.', "Harbour Board"),
        ('The pier was closed by the Harbour Board on Monday. "It is not safe," it said.', "Harbour Board"),
    ],
)
def test_who_came_in_without_a_name_stays_so_and_a_body_that_acted_is_it(text: str, speaker: str) -> None:
    assert _last(text).speaker_name == speaker


def test_of_two_bodies_that_acted_it_is_neither() -> None:
    assert _last('The Harbour Board sued and the Coast Agency paid. "It is over," it said.').speaker_name is None


@pytest.mark.parametrize(
    ("text", "speaker", "party"),
    [
        ('"It is late," a senior diplomat said.', "senior diplomat", None),
        ('"It is late," a Kenyan official said.', "Kenyan official", "Kenya"),
        ('Two senators met. "It is late," one official said.', "official", None),
    ],
)
def test_a_source_without_a_name_stays_as_printed(text: str, speaker: str, party: str | None) -> None:
    quote = _last(text)
    assert (quote.speaker_name, quote.speaker_kind, quote.party_name) == (speaker, SpeakerKind.UNNAMED, party)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "Norway's premier, Edith Marr, met Peru's king, Ivo Sol. \"It is late,\" the premier's office said.",
            "Norway",
        ),
        ('The Weil Foundation met in May. "It is late," the foundation said.', "Weil Foundation"),
        ('Norfinch, a Bergen-based shipping firm, met in May. "It is late," the company said.', "Norfinch"),
        ('"It is late," according to the weekly Havnenytt.', "Havnenytt"),
        ('Premier Edith Marr of Norway met Premier Ivo Sol of Peru. "It is late," the premier\'s office said.', None),
        ('The Weil Foundation met the Kell Foundation. "It is late," the foundation said.', None),
        ('The Weavers\' Union met in May. "It is late," the company said.', None),
        ("Norway's navy met the Weavers' Union. \"It is late,\" the museum said.", None),
    ],
)
def test_a_body_or_an_office_that_is_pointed_to_is_the_only_one_that_fits(text: str, party: str | None) -> None:
    assert _last(text).party_name == party


def test_the_official_is_not_the_minister_when_an_official_without_a_name_spoke() -> None:
    text = 'Minister Helen Voss left. A senior official said it was late. "It is very late," the official said.'
    assert _last(text).speaker_name == "official"


@pytest.mark.parametrize(
    ("text", "speaker", "party"),
    [
        ('Oslo said it was "too late for that".', "Oslo", "Norway"),
        ('"It is late," the White House said.', "White House", "United States"),
        ('Norway voted. "It is late," said the Kremlin.', "Kremlin", "Russia"),
    ],
)
def test_a_party_speaks_through_its_seat_and_its_institutions(text: str, speaker: str, party: str) -> None:
    quote = _last(text)
    assert (quote.speaker_name, quote.speaker_kind, quote.party_name) == (speaker, SpeakerKind.PARTY, party)


def test_who_stands_in_a_caption_is_not_the_one_who_speaks() -> None:
    text = (
        'Robert Kerr (L) waves from the boat. Photo: Getty Images\n\nPeter Crane owns the boat. "She is fast," he said.'
    )
    assert _last(text).speaker_name == "Peter Crane"


def test_a_name_in_a_transcript_is_no_party() -> None:
    text = "The debate.\n\nHOST: Who pays?\n\nABBOTT: Not we.\n\nKERR: Then nobody.\n"
    quotes = extract(read_article(text, source="speakers.txt")).quotes
    assert [quote.party_name for quote in quotes] == [None, None, None]
