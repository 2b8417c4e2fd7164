"""Names of parties in a text, told from the same names as places."""

import pytest

from corpus.articles import read_article
from corpus.document.entities.parties import as_records, find_mentions
from corpus.document.parse import Parse, parse_article
from corpus.knowledge import read_table
from corpus.models import Party, PartyKind


def _reading(text: str) -> Parse:
    return parse_article(read_article(text, source="parties.txt"))


def _parties(text: str) -> tuple[Party, ...]:
    reading = _reading(text)
    return as_records(reading, find_mentions(reading))


def _named(text: str) -> dict[str, list[str]]:
    return {party.name: [span.text for span in party.mentions] for party in _parties(text)}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Norway promised to open its ports.", "Norway"),
        ("Kyiv hinted at a truce.", "Ukraine"),
        ("The Kremlin declined to comment.", "Russia"),
        ("A Kenyan negotiator left early.", "Kenya"),
        ("The White House welcomed the deal.", "United States"),
        ("NATO will decide in June.", "NATO"),
        ("The proposal by Peru was rejected.", "Peru"),
        ("The deal with Moscow fell through.", "Russia"),
    ],
)
def test_a_name_a_seat_an_institution_and_an_adjective_stand_for_a_party(text: str, party: str) -> None:
    assert list(_named(text)) == [party]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge near Kyiv was closed.",
        "They met in Moscow on Monday.",
        "Shells fell in the north of Kyiv.",
        "She flew to Kyiv with her son.",
        "The envoy visited Moscow again.",
        "A Moscow suburb lost its power.",
        "The Norway-Chile match was cancelled.",
    ],
)
def test_the_same_name_can_be_a_place(text: str) -> None:
    assert _named(text) == {}


def test_a_place_is_a_mention_that_does_not_act() -> None:
    reading = _reading("Kyiv said that the bridge near Kyiv was closed.")
    assert [mention.acts for mention in find_mentions(reading).found] == [True, False]


def test_every_mention_of_a_party_is_kept_with_its_place_in_the_text() -> None:
    text = "Oslo was silent. The Norwegian minister left. Norway will vote."
    (party,) = _parties(text)
    assert [span.text for span in party.mentions] == ["Oslo", "Norwegian", "Norway"]
    assert all(text[span.start : span.end] == span.text for span in party.mentions)


@pytest.mark.parametrize("text", ["Jordan Peterson wrote a book.", "Chad Miller cooks well.", "The turkey was cold."])
def test_a_common_word_or_a_first_name_is_no_country(text: str) -> None:
    assert _named(text) == {}


@pytest.mark.parametrize("words", read_table("groups.toml")["examples"])
def test_a_group_that_the_text_describes_goes_by_its_own_name(words: str) -> None:
    name = words.removeprefix("the ")
    found = [party for party in _parties(f"Yesterday {words} rejected the plan.") if party.kind is PartyKind.GROUP]
    assert [party.name for party in found] == [name[0].upper() + name[1:]]


def test_words_that_only_count_describe_no_group() -> None:
    assert _named("Several countries and three states rejected the plan.") == {}


@pytest.mark.parametrize(
    ("text", "noun", "party"),
    [
        ("A Kenyan negotiator spoke.", "negotiator", "Kenya"),
        ("The foreign minister of Peru spoke.", "minister", "Peru"),
        ("The Kremlin spokesman spoke.", "spokesman", "Russia"),
        ("The harbour master spoke.", "master", None),
    ],
)
def test_an_office_stands_for_the_party_that_is_named_beside_it(text: str, noun: str, party: str | None) -> None:
    reading = _reading(text)
    token = next(token for token in reading.doc if token.text == noun)
    mention = find_mentions(reading).of(token)
    assert (mention.name if mention else None) == party
