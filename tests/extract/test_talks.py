"""Talks: which are found, what is told of them, which mentions are the same, and what is no talk at all."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.document.dates import find_dates
from corpus.document.entities.actors import Actors
from corpus.document.entities.parties import find_mentions
from corpus.document.parse import Parse, parse_article
from corpus.extract.talks import find_talks
from corpus.knowledge import read_table
from corpus.models import Person, Span, Talk
from corpus.names.likeness.ids import party_id

EXAMPLES = read_table("talks.toml")["example"]
SEED = Path(__file__).parents[2] / "seeds" / "000_86ced2f2eda6ba96.txt"

PEOPLE = {
    "Ada Lind": ("Norway", "prime minister"),
    "Juan Soto": ("Chile", "president"),
    "Rosa Vega": ("Peru", "negotiator"),
    "Putin": ("Russia", None),
    "Volodymyr Zelenskyy": ("Ukraine", "Ukrainian President"),
    "David Arakhamia": ("Ukraine", "a Ukrainian negotiator"),
    "Oleksandr Chaly": ("Ukraine", "another Ukrainian negotiator at the talks"),
    "Dmitry Peskov": ("Russia", "Kremlin spokesman"),
}


def people_in(text: str) -> tuple[Person, ...]:
    """The people of the table that the text names, with every mention."""
    found = []
    for name, (party, role) in PEOPLE.items():
        starts = [match.start() for match in re.finditer(name, text)]
        spans = tuple(Span(start=start, end=start + len(name), text=name) for start in starts)
        if spans:
            found.append(Person(id=name, name=name, role=role, **party_of(party), mentions=spans))
    return tuple(found)


def party_of(name: str) -> dict[str, str]:
    return {"party_name": name, "party_id": party_id(name)}


def talks_of(reading: Parse) -> tuple[Talk, ...]:
    actors = Actors(reading, find_mentions(reading), people_in(reading.article.text))
    return find_talks(actors, find_dates(reading))


def talks_in(text: str, published: date | None = date(2023, 5, 10), title: str = "News") -> tuple[Talk, ...]:
    header = f" date {published} {title}\n\n" if published else f"{title}\n\n"
    return talks_of(parse_article(read_article(f"{header}{text}\n", "news.txt")))


def evidence(talk: Talk) -> list[str]:
    return [span.text for span in talk.evidence]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"])
def test_every_example_of_the_table_is_read_as_it_says(example: dict[str, Any]) -> None:
    found = talks_in(example["text"], example["published"])
    told = [
        {
            "status": talk.status.value,
            "date": talk.date,
            "place": talk.place,
            "parties": list(talk.party_names),
            "mediator": talk.mediator,
        }
        for talk in found
    ]
    blank: dict[str, object] = {"date": None, "place": None, "parties": [], "mediator": None}
    assert told == [
        blank | {key: value for key, value in one.items() if key not in ("level", "form")} for one in example["talks"]
    ]
    for talk, one in zip(found, example["talks"], strict=True):
        assert "level" not in one or talk.level == one["level"]
        assert "form" not in one or talk.form == one["form"]


# --------------------------------------------------------------------------- who, where, when


def test_people_tell_the_parties_and_take_part() -> None:
    (talk,) = talks_in("Ada Lind met Juan Soto in Quito on Monday.")
    assert (talk.party_names, talk.place, talk.date) == (("Norway", "Chile"), "Quito", "2023-05-08")
    assert [(one.name, one.basis) for one in talk.participants] == [
        ("Ada Lind", "explicit"),
        ("Juan Soto", "explicit"),
    ]
    assert talk.level == "leaders"
    assert talk.form == "in_person"


def test_a_call_is_a_call() -> None:
    (talk,) = talks_in("Ada Lind spoke to Juan Soto by phone on Monday.")
    assert (talk.form, talk.place) == ("call", None)


def test_both_sides_are_the_two_that_were_just_named() -> None:
    (talk,) = talks_in(
        "Chile on Wednesday dismissed the fears of Peru, a day after delegations from both sides held talks."
    )
    assert talk.party_names == ("Chile", "Peru")
    assert talk.date == "2023-05-09"


def test_both_sides_of_nobody_in_particular_name_no_party() -> None:
    (talk,) = talks_in("Talks between the two sides in Quito broke up on Monday without a deal.")
    assert talk.party_names == ()
    assert talk.place == "Quito"
    assert talk.outcome is not None
    assert talk.outcome.text.startswith("broke up")


def test_a_host_is_where_it_is_and_no_side() -> None:
    (talk,) = talks_in("The talks between Chile and Peru on Monday were hosted by Brazil.")
    assert (talk.place, talk.mediator, talk.party_names) == ("Brazil", "Brazil", ("Chile", "Peru"))


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Chile's foreign minister, Ada Lind, addressed the press before holding talks with Peru in Quito.", "held"),
        ("Ada Lind of Chile spoke to her party before meeting Peru's foreign minister in Quito on Monday.", "held"),
        (
            "Chile's foreign minister, Ada Lind, will address MPs before holding talks with Peru in Quito on 30 May.",
            "planned",
        ),
        ("Ada Lind of Chile wants to see the text before holding talks with Peru's foreign minister.", "proposed"),
    ],
)
def test_what_comes_before_talks_tells_whether_they_were_held(sentence: str, status: str) -> None:
    (talk,) = talks_in(sentence)
    assert talk.status == status


def test_a_name_before_the_talks_is_their_place_and_a_subject_is_not() -> None:
    (named,) = talks_in("The Quito talks ended on Monday without a deal.")
    assert (named.place, named.name) == ("Quito", "Quito talks")
    (subject,) = talks_in("A Brexit deal is near. Brexit talks resumed on Monday.")
    assert subject.place is None


def test_what_the_talks_are_about_is_no_place() -> None:
    (talk,) = talks_in("Chile and Peru held talks on Monday on ending the war in Bolivia.")
    assert talk.place is None


def test_a_visit_tells_where_the_hosts_met_their_guest() -> None:
    text = "Juan Soto visited Norway on Monday. Ada Lind had a long discussion with Juan Soto."
    (talk,) = talks_in(text)
    assert (talk.place, talk.date) == ("Norway", "2023-05-08")


def test_a_purpose_of_a_journey_has_its_place_and_day() -> None:
    (talk,) = talks_in("Juan Soto travelled to Bergen on Wednesday to meet Ada Lind.")
    assert (talk.place, talk.date, talk.status) == ("Bergen", "2023-05-10", "planned")


def test_a_day_since_which_is_not_the_day_of_the_talks() -> None:
    (talk,) = talks_in("Chile and Peru held their first talks in Quito since March.")
    assert talk.date is None


def test_without_a_date_of_printing_the_day_stays_as_written() -> None:
    (talk,) = talks_in("Chile and Peru will hold talks in Quito on Friday.", None)
    assert talk.date is None
    assert talk.date_phrase is not None
    assert talk.date_phrase.text == "Friday"
    assert talk.status == "planned"


def test_a_header_with_a_day_at_the_end_of_the_calendar_does_no_harm() -> None:
    for published in (date.min, date.max):
        (talk,) = talks_in("Chile and Peru held talks in Quito on 3 May 2019.", published)
        assert talk.date == "2019-05-03"


def test_a_stretch_of_days_has_an_end() -> None:
    (talk,) = talks_in("Chile and Peru will hold talks on 15-16 May.")
    assert (talk.date, talk.date_end) == ("2023-05-15", "2023-05-16")


# --------------------------------------------------------------------------- what became of them


def test_the_outcome_is_in_the_words_of_the_source() -> None:
    (talk,) = talks_in("Talks between Chile and Peru made little progress on Monday.")
    assert talk.outcome is not None
    assert talk.outcome.text == "made little progress"


def test_an_outcome_that_is_ahead_is_none() -> None:
    (talk,) = talks_in("Talks between Chile and Peru in Quito will end on Friday.")
    assert talk.outcome is None


def test_who_announced_what_is_ahead() -> None:
    (offered,) = talks_in("Norway held out the prospect of direct talks between Chile and Peru.")
    assert (offered.status, offered.announced_by) == ("proposed", "Norway")
    (held,) = talks_in("Chile and Peru held talks in Quito, Norway said.")
    assert held.announced_by is None


def test_what_is_wished_by_others_is_no_talk_and_what_is_offered_is() -> None:
    assert talks_in("Norway hopes that Chile and Peru will start negotiations.") == ()
    (offered,) = talks_in("Chile offered talks with Peru.")
    assert offered.status == "proposed"


def test_who_is_asked_to_come_is_no_side() -> None:
    (talk,) = talks_in("Norway urged Chile to attend peace talks next month.")
    assert (talk.date, talk.party_names, talk.status) == ("2023-06", (), "planned")


def test_what_happens_all_the_time_is_no_one_meeting() -> None:
    assert talks_in("Ada Lind has met Juan Soto repeatedly.") == ()


def test_what_lies_far_back_is_background() -> None:
    recalled, news = talks_in(
        "Chile and Peru held talks in Lima in May 2019. They are to meet again in Quito on Friday."
    )
    assert recalled.background
    assert not news.background


# --------------------------------------------------------------------------- the same talks, and others


def test_all_mentions_of_the_same_talks_are_one_record() -> None:
    text = (
        "Delegations from Chile and Peru held talks on Tuesday. The Quito talks failed, officials said.\n\n"
        "After Tuesday's talks, Chile closed its border."
    )
    (talk,) = talks_in(text)
    assert (talk.date, talk.place) == ("2023-05-09", "Quito")
    assert (
        evidence(talk)
        == [
            "Delegations from Chile and Peru held talks on Tuesday",
            "The Quito talks failed",
            "Tuesday's talks",
        ]
        or len(talk.evidence) == 3
    )


def test_another_day_another_place_or_other_parties_are_other_talks() -> None:
    assert len(talks_in("Chile and Peru held talks on Monday. Chile and Peru will hold talks on Friday.")) == 2
    assert len(talks_in("Chile met Peruvian envoys in Lima. Chile met Peruvian envoys in Quito.")) == 2
    assert len(talks_in("Chile held talks with Peru on Monday. Chile held talks with Brazil on Monday.")) == 2


def test_two_who_are_only_pointed_to_are_not_taken_for_others_who_met_that_day() -> None:
    text = (
        "Kenyan envoys met Somali officials in Nairobi on Tuesday.\n\n"
        "Chile has offered to meet Peru. The two leaders spoke by telephone on 9 May."
    )
    met, _, called = talks_in(text)
    assert (met.party_names, met.form) == (("Kenya", "Somalia"), "in_person")
    assert (called.party_names, called.form, called.date) == (("Chile", "Peru"), "call", "2023-05-09")


def test_several_rounds_are_a_summary_beside_the_talks_that_followed() -> None:
    text = "Chile and Peru met on Monday. After several rounds of failed negotiations, the talks made progress."
    talks = talks_in(text)
    summary = [talk for talk in talks if talk.several]
    assert len(talks) == 2
    assert [(talk.party_names, talk.background) for talk in summary] == [(("Chile", "Peru"), True)]
    assert summary[0].outcome is not None
    assert summary[0].outcome.text == "failed"


def test_a_headline_adds_to_the_talks_of_the_body() -> None:
    (talk,) = talks_in("A summit between Chile and Peru opened in Quito on Monday.", title="Chile-Peru summit opens")
    assert evidence(talk)[0].startswith("Chile-Peru summit")


def test_the_talks_of_no_talks_are_none() -> None:
    assert talks_in("The talks are difficult. Talks with Peru are difficult. Both governments gave no details.") == ()


# --------------------------------------------------------------------------- who was there


def test_a_negotiator_at_the_talks_was_there_and_one_who_speaks_after_them_probably() -> None:
    text = (
        "Delegations from Chile and Peru held talks on Monday. "
        '"It was good," Rosa Vega, a Peruvian negotiator, said after the talks.'
    )
    (inferred,) = talks_in(text)
    assert [(one.name, one.basis) for one in inferred.participants] == [("Rosa Vega", "inferred")]
    text = "Delegations from Chile and Peru held talks on Monday. Rosa Vega took part in the talks."
    (explicit,) = talks_in(text)
    assert [(one.name, one.basis) for one in explicit.participants] == [("Rosa Vega", "explicit")]


# --------------------------------------------------------------------------- the seed


def test_the_seed_tells_of_three_talks() -> None:
    held, earlier, offered = talks_of(parse_article(read_article(SEED.read_bytes().decode("utf-8"), SEED.name)))
    assert (held.date, held.place, held.party_names) == ("2022-03-29", "Istanbul", ("Russia", "Ukraine"))
    assert (held.status, held.level, held.name) == ("held", "delegations", "Istanbul talks")
    assert {(one.name, one.basis) for one in held.participants} == {
        ("David Arakhamia", "inferred"),
        ("Oleksandr Chaly", "explicit"),
    }
    assert held.outcome == Span(start=722, end=742, text="made little progress")
    assert [(one.start, one.end) for one in held.evidence[:5]] == [
        (187, 225),
        (403, 421),
        (706, 753),
        (977, 992),
        (1521, 1535),
    ]
    assert (earlier.several, earlier.background, earlier.date) == (True, True, None)
    assert evidence(earlier) == ["several rounds of failed negotiations"]
    assert (offered.status, offered.level, offered.announced_by) == ("proposed", "leaders", "Russia")
    assert (offered.date, offered.place, offered.party_names) == (None, None, ("Russia", "Ukraine"))
    assert [one.name for one in offered.participants] == ["Putin", "Volodymyr Zelenskyy"]


# --------------------------------------------------------------------------- any text

PIECES = [
    "talks", "Talks", "summit", "round of", "between", "Chile", "Peru", "and", "met", "Ada Lind", "Juan Soto",
    "in Quito", "on Monday", "will hold", "if", "no", "the", "after", "their", "hosted by", "both sides", "one",
    "attended", "to meet", ",", ".", '"', "\n\n", "US-China", "several rounds of",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=30).map(" ".join))
def test_no_text_breaks_it_and_every_span_is_the_text(text: str) -> None:
    reading = parse_article(read_article(f" date 2023-05-10 News\n\nx{text}\n", "news.txt"))
    talks = talks_of(reading)
    assert [talk.id for talk in talks] == [f"t{number}" for number in range(1, len(talks) + 1)]
    for talk in talks:
        assert talk.evidence
        for span in (*talk.evidence, talk.outcome, talk.date_phrase):
            assert span is None or reading.article.text[span.start : span.end] == span.text


# --------------------------------------------------------------------------- what a place before the talks is


def test_what_the_talks_are_about_is_no_place_of_theirs() -> None:
    text = "Ada Lind met Juan Soto on Monday. Soldiers fought in Rafiah. The Rafiah talks are stalled."
    assert [talk.place for talk in talks_in(text)] == [None]


def test_a_place_where_somebody_came_or_met_is_one() -> None:
    (talk,) = talks_in("Ada Lind arrived in Rafiah and met Juan Soto on Monday. The Rafiah talks lasted two hours.")
    assert talk.place == "Rafiah"


def test_a_visit_and_the_meeting_in_its_days_are_one() -> None:
    text = "Prime minister Ada Lind arrived in Chile on Saturday. Ada Lind met Juan Soto in Chile on Monday."
    assert [(talk.date, talk.place) for talk in talks_in(text)] == [("2023-05-08", "Chile")]


def test_whoever_rings_up_several_makes_a_call_to_each() -> None:
    found = talks_in("Ada Lind of Norway spoke by telephone with Chile's Juan Soto and Peru's Rosa Vega on Monday.")
    assert [talk.party_names for talk in found] == [("Norway", "Chile"), ("Norway", "Peru")]
    assert {talk.date for talk in found} == {"2023-05-08"}


def test_the_two_are_those_of_whom_the_sentence_spoke() -> None:
    found = talks_in("Juan Soto of Chile smiled at Rosa Vega of Peru before talks between the two in Quito on Monday.")
    assert [set(talk.party_names) for talk in found] == [{"Chile", "Peru"}]
