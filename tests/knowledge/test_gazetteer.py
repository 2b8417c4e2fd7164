import re
import tomllib
from collections import defaultdict
from importlib import resources
from types import MappingProxyType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.knowledge.gazetteer import PartyEntry, entities, fold, lookalikes, parties, party_named, shared_names
from corpus.models import PartyKind

CURATED = tomllib.loads(resources.files("corpus.knowledge").joinpath("parties_curated.toml").read_text("utf-8"))


def means(name: str) -> str | None:
    entry = party_named(name)
    return entry.id if entry else None


def english(entry: PartyEntry) -> tuple[str, ...]:
    return (entry.name, *entry.names, *entry.adjectives, *entry.seats, *entry.institutions)


# --------------------------------------------------------------------------- what names mean


def test_every_example_means_its_party() -> None:
    examples = [(name, party_id) for party_id, entry in CURATED["party"].items() for name in entry["examples"]]
    assert len(examples) > len(parties())
    assert [(name, means(name)) for name, _ in examples] == examples


@pytest.mark.parametrize(
    ("name", "party_id"),
    [
        ("Niger", "niger"),
        ("Nigerien", "niger"),
        ("Nigeria", "nigeria"),
        ("Nigerian", "nigeria"),
        ("Guinea", "guinea"),
        ("Guinean", "guinea"),
        ("Guinea-Bissau", "guinea-bissau"),
        ("Equatorial Guinea", "equatorial-guinea"),
        ("Papua New Guinea", "papua-new-guinea"),
        ("South Korean", "south-korea"),
        ("North Korean", "north-korea"),
        ("DR Congo", "democratic-republic-of-the-congo"),
        ("Republic of the Congo", "republic-of-the-congo"),
        ("Sudanese", "sudan"),
        ("South Sudanese", "south-sudan"),
        ("Republic of China", "taiwan"),
        ("People's Republic of China", "china"),
        ("Islamic Emirate of Afghanistan", "taliban"),
        ("Ireland", "ireland"),
        ("Northern Ireland", "northern-ireland"),
        ("Macedonians", "north-macedonia"),
        ("Dominica", "dominica"),
        ("Dominican Republic", "dominican-republic"),
        ("Washington", "united-states"),
        ("Kyiv", "ukraine"),
        ("Georgia", "georgia"),
        ("DPR", "donetsk-peoples-republic"),
        ("DPRK", "north-korea"),
    ],
)
def test_neighbouring_names_are_told_apart(name: str, party_id: str) -> None:
    assert means(name) == party_id


@pytest.mark.parametrize("name", ["U.S.", "the U.S.", "THE US", "us", "  The \n United   States "])
def test_case_stops_blanks_and_the_article_make_no_difference(name: str) -> None:
    assert means(name) == "united-states"


@pytest.mark.parametrize("name", ["Élysée", "elysee", "the Elysée Palace", "QUAI D’ORSAY"])
def test_accents_and_curly_apostrophes_make_no_difference(name: str) -> None:
    assert means(name) == "france"


def test_brussels_means_the_union_and_not_belgium() -> None:
    assert means("Brussels") == "european-union"
    assert [entity.id for entity in entities() if "Brussels" in entity.aliases] == ["party:european-union"]


@pytest.mark.parametrize("name", ["Korea", "Koreans", "Congo", "Congolese", "Dominican", "The Hague", "Kurds", "Sanaa"])
def test_a_name_that_must_be_asked_about_means_nobody_yet_leads_to_all_who_bear_it(name: str) -> None:
    assert party_named(name) is None
    bearers = {entity.id for entity in entities() if name in entity.aliases}
    assert bearers == {f"party:{party_id}" for party_id in shared_names()[name].parties}
    assert len(bearers) > 1


@pytest.mark.parametrize("name", ["", " ", "the", "The ", ".", "Narnia", "Ukrain", "New Mexico", "Россия"])
def test_what_is_no_english_name_of_a_party_means_nobody(name: str) -> None:
    assert party_named(name) is None


@given(st.text())
@example("the the")
@example("\u0301")
@example("İstanbul")
@example("\ud800")
def test_any_text_has_an_answer(name: str) -> None:
    entry = party_named(name)
    assert entry is None or fold(name) in {fold(word) for word in english(entry)}


@given(st.sampled_from([word for entry in parties().values() for word in (entry.name, *entry.names)]))
def test_the_article_before_a_name_changes_nothing(name: str) -> None:
    assert party_named(f"the {name}") == party_named(name)


# --------------------------------------------------------------------------- what the table holds


def test_all_members_of_the_united_nations_and_the_disputed_states_are_there() -> None:
    states = [entry for entry in parties().values() if entry.kind is PartyKind.STATE]
    countries = {entry.country for entry in states if entry.country}
    assert len(countries) == 193 + len({"VA", "PS", "XK", "TW"})
    assert {"VA", "PS", "XK", "TW"} <= countries
    assert sum(entry.country in countries for entry in states) == len(countries), "one entry a country"


def test_a_state_of_today_can_be_named_by_its_people_and_its_capital() -> None:
    capital_of_the_same_name = {"singapore", "luxembourg", "monaco", "san-marino", "djibouti"}
    for entry in parties().values():
        if entry.kind is PartyKind.STATE and entry.country:
            assert entry.adjectives or entry.id == "vatican", entry.id
            assert entry.seats or entry.id in capital_of_the_same_name, entry.id


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        (PartyKind.BLOC, {"european-union", "nato", "african-union", "asean", "g7", "brics", "ecowas"}),
        (PartyKind.ORGANISATION, {"united-nations", "iaea", "osce", "imf", "red-cross", "icc"}),
        (PartyKind.ARMED_GROUP, {"hamas", "hezbollah", "houthis", "taliban", "m23", "rapid-support-forces", "eln"}),
        (PartyKind.GROUP, {"donetsk-peoples-republic", "luhansk-peoples-republic", "transnistria", "greenland"}),
    ],
)
def test_other_parties_are_of_their_kind(kind: PartyKind, ids: set[str]) -> None:
    assert {parties()[party_id].kind for party_id in ids} == {kind}


def test_ids_are_slugs_and_countries_codes_of_two_letters() -> None:
    for party_id, entry in parties().items():
        assert party_id == entry.id
        assert all(part.isalnum() and part.isascii() and part == part.lower() for part in party_id.split("-")), party_id
        assert entry.country is None or (len(entry.country) == 2 and entry.country.isupper())


def test_no_name_belongs_to_two_parties_unless_the_table_says_that_it_is_shared() -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for entry in parties().values():
        for word in (*english(entry), *entry.foreign):
            claims[fold(word)].add(entry.id)
    several = {word: ids for word, ids in claims.items() if len(ids) > 1}
    assert several == {fold(shared.name): set(shared.parties) for shared in shared_names().values()}


def test_a_shared_name_means_one_of_its_parties_or_none() -> None:
    for shared in shared_names().values():
        assert shared.means is None or shared.means in shared.parties
        assert set(shared.parties) <= set(parties())


def test_every_name_of_a_party_that_is_not_shared_means_it() -> None:
    for entry in parties().values():
        for word in english(entry):
            if word not in shared_names():
                assert means(word) == entry.id


def test_ambiguous_words_are_among_the_words_of_their_party() -> None:
    for entry in parties().values():
        assert set(entry.ambiguous) <= set(english(entry)), entry.id


@pytest.mark.parametrize(
    "word", ["Georgia", "Jordan", "Chad", "Turkey", "Guinea", "Georgian", "Washington", "US", "WHO"]
)
def test_words_that_also_mean_something_else_are_marked(word: str) -> None:
    entry = party_named(word)
    assert entry is not None
    assert word in entry.ambiguous


def test_no_common_word_in_another_language_has_become_a_name() -> None:
    foreign = {word.casefold() for entry in parties().values() for word in entry.foreign}
    assert not foreign & {"island", "male", "chili", "grenade", "dominique", "fas"}


def test_words_stand_without_article_and_outer_blanks_and_none_twice() -> None:
    for entry in parties().values():
        words = (*english(entry), *entry.foreign)
        assert len(set(words)) == len(words), entry.id
        assert all(word and word == word.strip() for word in words), entry.id
        assert not [word for word in words if word.startswith(("the ", "The ")) and word not in shared_names()]


def test_lookalikes_hold_words_of_parties_but_mean_none() -> None:
    words = "|".join(re.escape(word) for entry in parties().values() for word in english(entry))
    for lookalike in lookalikes():
        assert party_named(lookalike) is None, lookalike
        assert re.search(rf"(?<!\w)({words})(?!\w)", lookalike), lookalike


def test_the_table_cannot_be_changed_by_those_who_read_it() -> None:
    assert isinstance(parties(), MappingProxyType)
    assert isinstance(shared_names(), MappingProxyType)


# --------------------------------------------------------------------------- what a name index gets


def test_entities_carry_every_word_of_their_party_in_any_script() -> None:
    russia = next(entity for entity in entities() if entity.id == "party:russia")
    assert (russia.name, russia.kind, russia.country) == ("Russia", "party", "RU")
    assert {"Russians", "Kremlin", "Moscow", "Россия", "俄罗斯"} <= set(russia.aliases)


def test_there_is_one_entity_a_party() -> None:
    assert [entity.id for entity in entities()] == [f"party:{party_id}" for party_id in parties()]
