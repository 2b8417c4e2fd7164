"""Who is who in one article."""

import pytest

from corpus.articles import read_article
from corpus.document.entities import as_records, find_people
from corpus.document.entities.parties import find_mentions
from corpus.document.parse import Parse, parse_article
from corpus.models import Person


def _reading(text: str) -> Parse:
    return parse_article(read_article(text, source="people.txt"))


def _people(text: str) -> tuple[Person, ...]:
    reading = _reading(text)
    return as_records(reading, find_people(reading, find_mentions(reading)))


def _names(text: str) -> list[str]:
    return [person.name for person in _people(text)]


def _mentions(text: str) -> dict[str, list[str]]:
    return {person.name: [span.text for span in person.mentions] for person in _people(text)}


def test_a_surname_alone_belongs_to_whoever_was_named_in_full() -> None:
    text = "Helen Voss left the hall. Later Voss came back, and Ms Voss sang."
    assert _mentions(text) == {"Helen Voss": ["Helen Voss", "Voss", "Voss"]}


def test_the_fullest_name_is_the_name_even_if_it_comes_last() -> None:
    text = "Minister Voss left the hall. Nobody followed Helen Maria Voss."
    assert _names(text) == ["Helen Maria Voss"]


@pytest.mark.parametrize("variant", ["Zaretskiy", "Zaretskyy", "Zaretskii"])
def test_spellings_of_one_surname_are_one_person(variant: str) -> None:
    assert _names(f"Alexei Zaretsky played. On Monday {variant} rested.") == ["Alexei Zaretsky"]


def test_two_people_of_one_surname_stay_two() -> None:
    text = "Marco Rinaldi sold wine. Teresa Rinaldi sold oil. Mrs Rinaldi sang and Mr Rinaldi slept."
    assert _mentions(text) == {
        "Marco Rinaldi": ["Marco Rinaldi", "Rinaldi"],
        "Teresa Rinaldi": ["Teresa Rinaldi", "Rinaldi"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board met on Monday.",
        "They sailed to Bear Island in May.",
        "The Treaty of Westhaven was signed.",
        "The National Bank lost its keys.",
    ],
)
def test_bodies_and_places_are_no_people(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "name", "role", "party"),
    [
        ("Kremlin spokesman Ivan Orlov coughed.", "Ivan Orlov", "Kremlin spokesman", "Russia"),
        ("Ivan Orlov, a Kenyan negotiator, coughed.", "Ivan Orlov", "Kenyan negotiator", "Kenya"),
        ("Peru's foreign minister, Rosa Quispe, coughed.", "Rosa Quispe", "Peru's foreign minister", "Peru"),
        ("Rosa Quispe coughed in the hall.", "Rosa Quispe", None, None),
    ],
)
def test_a_person_has_the_role_as_printed_and_its_party(
    text: str, name: str, role: str | None, party: str | None
) -> None:
    assert [(one.name, one.role, one.party_name) for one in _people(text)] == [(name, role, party)]


def test_the_role_of_a_person_is_a_span_of_the_text() -> None:
    text = "The boats came. Ivan Orlov, a Kenyan negotiator at the talks, coughed."
    (person,) = _people(text)
    assert person.role_span is not None
    assert text[person.role_span.start : person.role_span.end] == person.role_span.text
    assert (person.role or "") in person.role_span.text


def test_tokens_lead_to_the_person_they_name() -> None:
    reading = _reading("Helen Voss met Robert Kerr at noon.")
    people = find_people(reading, find_mentions(reading))
    first, last = people.at(0), people.at(4)
    assert first is not None
    assert last is not None
    assert (first.sex, last.sex) == ("f", "m")
    assert people.within(0, 4) is last
    assert people.at(2) is None
