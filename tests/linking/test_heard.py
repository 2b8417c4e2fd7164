"""Who is heard: each utterance once, each in one way, and what is not certain apart."""

from datetime import date
from typing import Any

import pytest

from corpus.linking.heard import Heard, Way, at_the_table, heard, own_words, way_of
from corpus.linking.stories import Story
from corpus.models import Quote, QuoteFlag, QuoteKind, QuoteRow, Source, SpeakerKind

LUND: dict[str, Any] = {"speaker_name": "Marta Lund", "speaker_kind": SpeakerKind.PERSON, "party_id": "party:norway"}
ROJAS: dict[str, Any] = {"speaker_name": "Eva Rojas", "speaker_kind": SpeakerKind.PERSON, "party_id": "party:chile"}
SPOKE: dict[str, Any] = {**ROJAS, "speaker_name": "Jon Mora", "speaker_role": "foreign-ministry spokesman"}
SOMEBODY: dict[str, Any] = {**ROJAS, "speaker_name": "a Chilean official", "speaker_kind": SpeakerKind.UNNAMED}
SIDES = ("party:norway", "party:chile", "party:peru")
LONG = "The boats will be back in the northern harbour before the ice has gone from it"


def row(words: str, article: int = 1, on: int = 1, around: Quote | None = None, **fields: Any) -> QuoteRow:
    start = len(words) * 100
    told = {"kind": QuoteKind.DIRECT, "start": start, "end": start + len(words), "text": words, **fields}
    quote = Quote(id=f"q{abs(hash((words, article)))}", **told)
    source = Source(id=f"a{article}", source=f"{article}.txt", published=date(2031, 5, on))
    ids = (quote.speaker_name,) if quote.speaker_name else ()
    return QuoteRow(quote=quote, source=source, speaker_ids=ids, party_id=quote.party_id, around=around)


def ways(found: Heard, party: str) -> dict[Way, int]:
    return dict(next(one for one in found.parties if one.party_id == party).ways)


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        (ROJAS, Way.DIRECT),
        (SPOKE, Way.SPOKESMAN),
        ({**ROJAS, "speaker_role": "White House press secretary"}, Way.SPOKESMAN),
        (SOMEBODY, Way.ANONYMOUS),
        ({**ROJAS, "kind": QuoteKind.INDIRECT}, Way.REPORTED),
        ({**ROJAS, "speaker_kind": SpeakerKind.PARTY, "speaker_name": "Chile"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "a spokeswoman for the ministry"}, Way.SPOKESMAN),
        ({**SOMEBODY, "speaker_name": "the Chilean military"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "the ministry of fisheries"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "an official in the ministry"}, Way.ANONYMOUS),
        ({**SOMEBODY, "speaker_name": "Local Chilean authorities"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "military officials"}, Way.ANONYMOUS),
        ({**SOMEBODY, "speaker_name": "Chilean fisheries department"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "the president's office"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "the embassy in Oslo"}, Way.DIRECT),
        ({**SOMEBODY, "speaker_name": "a source at the ministry"}, Way.ANONYMOUS),
        ({**SOMEBODY, "speaker_name": "somebody close to the government"}, Way.ANONYMOUS),
        ({**SOMEBODY, "speaker_name": "an envoy familiar with the office"}, Way.ANONYMOUS),
        ({**SOMEBODY, "speaker_name": "three officials from the harbour agency"}, Way.ANONYMOUS),
        ({**SOMEBODY, "speaker_name": "department insiders"}, Way.ANONYMOUS),
        ({"party_id": "party:chile"}, None),
        ({**ROJAS, "speaker_role": "minister for outspokesmanship"}, Way.DIRECT),
    ],
)
def test_each_quote_is_heard_in_one_way(fields: dict[str, Any], way: Way | None) -> None:
    assert way_of(row(LONG, **fields)) is way


def test_what_somebody_else_quotes_is_second_hand_and_what_one_says_oneself_is_not() -> None:
    outer = row(LONG, **LUND).quote
    nested: dict[str, Any] = {"flags": (QuoteFlag.NESTED,), "within": outer.id}
    assert way_of(row("before the ice", around=outer, **ROJAS, **nested)) is Way.SECOND_HAND
    own = row("before the ice", around=outer, **LUND, **nested)
    assert ways(heard([row(LONG, **LUND), own], SIDES), "party:norway") == {Way.DIRECT: 1}


def test_a_reprint_counts_once_and_the_newest_day_is_that_of_any_printing() -> None:
    found = heard([row(LONG, n, n, **ROJAS) for n in (1, 2, 3)], SIDES)
    (chile,) = [one for one in found.parties if one.party_id == "party:chile"]
    assert (chile.count(), found.quotations) == (1, 1)
    assert chile.last
    assert chile.last.source.published == date(2031, 5, 3)


def test_fragments_of_one_sentence_count_once_and_not_as_reported_speech_too() -> None:
    told = row(LONG, kind=QuoteKind.INDIRECT, **ROJAS)
    parts = [row(words, kind=QuoteKind.PARTIAL, within=told.quote.id, **ROJAS) for words in ("be back", "has gone")]
    assert ways(heard([told, *parts], SIDES), "party:chile") == {Way.DIRECT: 1}


def test_who_is_only_reported_and_who_is_not_heard_stay_at_the_table() -> None:
    found = heard([row(LONG, kind=QuoteKind.INDIRECT, **ROJAS), row("We stay here", **LUND)], SIDES)
    assert [one.party_id for one in found.parties] == ["party:norway", "party:chile", "party:peru"]
    assert (ways(found, "party:chile"), ways(found, "party:peru")) == ({Way.REPORTED: 1}, {})
    assert [one.last is None for one in found.parties] == [False, True, True]
    assert found.quotations == 1


def test_shares_leave_apart_what_is_not_certain() -> None:
    rows = [
        row("We stay here", **LUND),
        row("They may go", **ROJAS),
        row("Nobody slept", **{**ROJAS, "party_id": "party:eu"}),
        row("Nobody knows who said it"),
        row("He has no party", **{**ROJAS, "party_id": None, "speaker_name": "Otto"}),
    ]
    found = heard(rows, SIDES)
    assert (found.quotations, found.others, found.uncertain) == (5, 1, 2)
    assert found.share(found.parties[0]) == (0.2, 0.6)
    assert heard([], SIDES).share(found.parties[0]) == (0.0, 0.0)


def test_own_words_are_of_known_people_of_the_parties() -> None:
    rows = [row("We stay", **LUND), row("They go", **SOMEBODY), row("Oh", **{**ROJAS, "party_id": "party:eu"})]
    assert [one.quote.text for _, one in own_words(heard(rows, SIDES), rows)] == ["We stay"]


def story(name: str, terms: dict[str, int], *sides: str) -> Story:
    days = {"first": date(2031, 5, 1), "last": date(2031, 5, 9)}
    return Story(id=name, articles=2, sides=dict.fromkeys(sides, 2), terms=terms, **days)


def test_a_story_is_found_by_its_parties_and_terms_and_the_newest_without_any() -> None:
    fish, ports = story("s1", {"fish": 2}, *SIDES[:2]), story("s2", {"port": 3}, "party:peru", "party:chile")
    assert at_the_table((), "", (fish, ports), ()).stories == ("s1",)
    assert at_the_table((), "Port", (fish, ports), ()).stories == ("s2",)
    assert at_the_table((), "ice", (story("s1", {"ice": 1}, *SIDES), ports), ()).stories == ()
    assert at_the_table(("party:peru",), "", (fish, ports), ()).sides == ("party:peru", "party:chile")
    assert at_the_table(("party:peru",), "fish", (fish, ports), ()).stories == ()
    assert at_the_table((), "", (fish, ports), (), newest=False).stories == ("s1", "s2")
