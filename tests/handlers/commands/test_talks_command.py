from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.models import Article, Extraction, Participant, Stance, Talk, TalkStatus
from corpus.store import Corpus
from tests.asked import talks
from tests.identified import identified
from tests.invented import (
    FOUND,
    OFFERED,
    PARTIES,
    PEOPLE,
    TALKS,
    article,
    corpus_of,
    in_another_article,
    position,
    span,
)
from tests.replies import assert_sendable, buttons, labels, paragraphs, presses, quoted, small_print, title, words

answer = talks.answer

SANTIAGO = Talk(
    id="t1", date="2031-06-02", place="Santiago", party_names=("Norway", "Chile"), outcome=span("Nobody slept")
)
PLANNED = Talk(
    id="t2",
    name="fishing conference",
    date="2031-07-01",
    party_names=("Norway", "Chile"),
    status=TalkStatus.PLANNED,
    evidence=(span("a quick deal on fishing"),),
)
FULLEST = "a quick deal on fishing"
SEVERAL = Talk(id="t3", name="earlier rounds", party_names=("Norway", "Chile"), several=True)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("talks"), (article(), FOUND)) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    printed, _ = in_another_article(2)
    later = Extraction(people=PEOPLE, parties=PARTIES, talks=(SANTIAGO, PLANNED, SEVERAL))
    with corpus_of(tmp_path_factory.mktemp("several"), (article(), FOUND), (printed, later)) as corpus:
        yield corpus


def test_the_latest_talks_tell_when_where_and_who(corpus: Corpus) -> None:
    reply = answer("latest", corpus)
    assert title(reply) == "Lisbon talks, Norway and Chile"
    assert small_print(reply)[0].startswith("6 May 2031 · delegations · with Tomás Arriagada and Ingrid Solbakken")
    assert_sendable(reply)


def test_what_is_only_inferred_of_a_participant_is_marked(corpus: Corpus) -> None:
    told = small_print(answer("latest", corpus))[0]
    assert told.endswith("with Tomás Arriagada and Ingrid Solbakken (inferred)")


def test_the_outcome_is_in_the_sources_words(corpus: Corpus) -> None:
    assert quoted(answer("latest", corpus))[0] == "ended without a signature"


def test_who_said_what_is_a_press_away_and_lets_every_side_speak(corpus: Corpus) -> None:
    command = buttons(answer("latest", corpus))["Who said what"]
    assert command == "/talks latest said"
    reply = answer(command.removeprefix("/talks "), corpus)
    assert [text for text in quoted(reply) if "talks" not in text][:4] == [
        "We want guarantees that bind everybody",
        "Nobody slept",
        'Oslo called it "useful" that Chile had come at all',
        OFFERED,
    ]
    assert buttons(reply)["The talks"] == "/talks latest"
    assert_sendable(reply)


def test_what_each_side_has_on_the_table_is_a_line_without_their_outlook(corpus: Corpus) -> None:
    told = paragraphs(answer("latest", corpus))
    chile = next(text for text in told if text.startswith("Chile  "))
    assert "Withdrawal and de-escalation: pledges" in chile
    assert "NATO membership: hints at on a condition" in chile
    assert "Norway  Leaders' meeting: hints at" in told
    assert not any("played down hopes" in text for text in told)


def test_the_whole_round_is_told_on_one_screen(corpus: Corpus) -> None:
    assert len(words(answer("latest", corpus)).split()) <= 120


def test_proposed_talks_are_never_shown_as_scheduled(corpus: Corpus) -> None:
    reply = answer("latest", corpus)
    plan = next(text for text in paragraphs(reply) if "summit" in text and "proposed" in text)
    assert plan.startswith("proposed, no date given: Norway and Chile")
    assert "“a summit between the two prime ministers”" in plan


def test_talks_of_two_people_without_parties_are_called_by_their_names(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    people = (Participant(name="Marta Lund", basis="explicit"), Participant(name="Ana Rojas", basis="explicit"))
    found = FOUND.model_copy(
        update={
            "talks": (
                TALKS[0],
                TALKS[1].model_copy(update={"participants": people, "party_names": (), "party_ids": ()}),
            )
        }
    )
    with corpus_of(tmp_path_factory.mktemp("people"), (article(), found)) as corpus:
        told = paragraphs(answer("latest", corpus))
    assert any(text.startswith("proposed, no date given: Marta Lund and Ana Rojas") for text in told)


def test_planned_talks_are_told_with_their_date(several: Corpus) -> None:
    assert any(
        text.startswith("1 Jul 2031, planned: fishing conference") for text in paragraphs(answer("latest", several))
    )


def test_the_rest_is_a_button_away(corpus: Corpus) -> None:
    found = buttons(answer("latest", corpus))
    assert found["Positions"] == "/positions Norway Chile"
    assert {"/quote Norway", "/quote Chile"} <= set(found.values())


def test_the_latest_is_the_newest_that_was_held(several: Corpus) -> None:
    reply = answer("latest", several)
    assert title(reply) == "Norway and Chile, Santiago"
    assert quoted(reply) == ["Nobody slept"]


def test_all_talks_are_listed_newest_first(several: Corpus) -> None:
    lines = [text for text in paragraphs(answer("", several)) if " · " in text]
    assert [line.partition(" · ")[0] for line in lines] == [
        "fishing conference, Norway and Chile",
        "Norway and Chile, Santiago",
        "Lisbon talks, Norway and Chile",
        "earlier rounds, Norway and Chile",
        "Norway and Chile",
    ]
    assert lines[0] == "fishing conference, Norway and Chile · 1 Jul 2031 · planned"
    assert lines[2] == "Lisbon talks, Norway and Chile · 6 May 2031 · held"
    assert "several rounds" in lines[3]
    assert lines[4] == "Norway and Chile · proposed, no date given · reported 7 May 2031"


def test_a_listed_round_opens_by_its_button(several: Corpus) -> None:
    command = buttons(answer("", several))["Lisbon talks, Norway and Chile, 6 May 2031"]
    assert command == "/talks Lisbon 2031-05-06"
    assert title(answer(command.removeprefix("/talks "), several)) == "Lisbon talks, Norway and Chile"


@pytest.mark.parametrize("command", ["Lisbon", "lisbon", "2031-05", "May 2031", "6 May 2031", "Lisbon 2031"])
def test_a_place_or_a_date_narrows(several: Corpus, command: str) -> None:
    assert title(answer(command, several)) == "Lisbon talks, Norway and Chile"


def test_parties_narrow_in_any_order_and_spelling(several: Corpus) -> None:
    assert title(answer("Chile and Oslo", several)) == "Talks with Chile and Norway"
    assert len([text for text in paragraphs(answer("Chile Norway", several)) if " · " in text]) == 5


def test_somebody_who_took_part_narrows(several: Corpus) -> None:
    assert title(answer("Arriagada", several)) == "Lisbon talks, Norway and Chile"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("2029", "No talks in 2029 in the articles."),
        ("Lisbon June 2031", "No talks in Jun 2031 at Lisbon in the articles."),
        ("Peru", "No talks with Peru in the articles."),
    ],
)
def test_no_such_talks(several: Corpus, command: str, sentence: str) -> None:
    reply = answer(command, several)
    assert sentence in words(reply)
    assert "/talks" in buttons(reply).values()


def test_words_that_mean_no_talks_are_said_to(several: Corpus) -> None:
    assert "Nobody and nothing called “Xqzzyv” in the articles." in words(answer("Xqzzyv", several))


@pytest.mark.parametrize("command", ["signature", "on Signatures", "latest about the signature", "Fishing Norway"])
def test_words_that_name_nobody_find_the_talks_whose_reports_have_them(corpus: Corpus, command: str) -> None:
    reply = answer(command, corpus)
    assert title(reply) in {"Lisbon talks, Norway and Chile", "Talks with Norway whose reports have “Fishing”"}
    assert any("whose reports have “" in text for text in [title(reply), *small_print(reply)])


def test_a_headline_about_others_than_the_parties_leads_to_no_talks(tmp_path_factory: pytest.TempPathFactory) -> None:
    printed, _ = in_another_article(2)
    elsewhere = Talk(id="t1", date="2031-06-01", place="Quito", party_names=("Peru", "Bolivia"))
    later = identified(Extraction(people=PEOPLE, parties=PARTIES, talks=(elsewhere,)))
    with corpus_of(tmp_path_factory.mktemp("headline"), (printed, later)) as corpus:
        assert "Nobody and nothing called “fishing” in the articles." in words(answer("fishing", corpus))


@pytest.mark.parametrize("parties_then", [("Peru", "Bolivia"), ("Norway", "Bolivia")])
def test_a_country_is_a_place_on_a_day_on_which_it_talked_with_nobody(
    tmp_path: Path, parties_then: tuple[str, str]
) -> None:
    met = Talk(id="t1", date="2031-06-01", place="Peru", party_names=("Norway", "Chile"), evidence=(span("Nobody"),))
    before = Talk(id="t2", date="2030-01-01", place="Quito", party_names=parties_then, evidence=(span("Chilean"),))
    found = identified(Extraction(people=PEOPLE, parties=PARTIES, talks=(met, before)))
    with corpus_of(tmp_path, (article(), found)) as corpus:
        assert title(answer("Peru 2031-06-01", corpus)) == "Norway and Chile, Peru"
        assert "/talks Peru 2031-06-01" in buttons(answer("", corpus)).values()


def test_a_country_that_talked_on_the_day_is_a_party_and_no_button_takes_it_for_a_place(tmp_path: Path) -> None:
    met = Talk(id="t1", date="2031-06-01", place="Peru", party_names=("Norway", "Chile"), evidence=(span("Nobody"),))
    other = Talk(id="t2", date="2031-06-01", place="Quito", party_names=("Peru", "Bolivia"), evidence=(span("useful"),))
    found = identified(Extraction(people=PEOPLE, parties=PARTIES, talks=(met, other)))
    with corpus_of(tmp_path, (article(), found)) as corpus:
        assert title(answer("Peru 2031-06-01", corpus)) == "Peru and Bolivia, Quito"
        assert "/talks Peru 2031-06-01" not in buttons(answer("", corpus)).values()


def test_talks_of_two_that_were_never_held_are_said_to_be_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = FOUND.model_copy(update={"talks": (TALKS[1],)})
    with corpus_of(tmp_path_factory.mktemp("never"), (article(), found)) as corpus:
        assert "None of these was held, as far as the articles tell." in words(answer("latest Norway Chile", corpus))


def test_without_held_talks_the_latest_lists_what_there_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = FOUND.model_copy(update={"talks": (TALKS[1],)})
    with corpus_of(tmp_path_factory.mktemp("none"), (article(), found)) as corpus:
        reply = answer("latest", corpus)
    assert "The articles tell of no talks that were held." in words(reply)
    assert "held" not in [text.rpartition(" · ")[2] for text in paragraphs(reply)]


def test_nobody_is_said_to_have_taken_part_in_talks_that_are_only_proposed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    lund = Participant(name="Marta Lund", basis="explicit")
    found = FOUND.model_copy(update={"talks": (TALKS[1].model_copy(update={"participants": (lund,)}),)})
    with corpus_of(tmp_path_factory.mktemp("proposed"), (article(), found)) as corpus:
        told = small_print(answer("Lund", corpus))
    assert any("named for it: Marta Lund" in text for text in told)
    assert not any("with Marta Lund" in text for text in told)


@pytest.mark.parametrize("evidence", [("fishing", FULLEST), (FULLEST, "fishing")])
def test_without_an_outcome_the_words_that_tell_most_are_shown(
    evidence: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = TALKS[0].model_copy(update={"outcome": None, "evidence": tuple(map(span, evidence))})
    found = FOUND.model_copy(update={"talks": (told,)})
    with corpus_of(tmp_path_factory.mktemp("fullest"), (article(), found)) as corpus:
        assert quoted(answer("latest", corpus))[0] == FULLEST


def test_two_accounts_of_one_round_give_both_outcomes_and_sources(tmp_path_factory: pytest.TempPathFactory) -> None:
    printed, _ = in_another_article(2)
    again = TALKS[0].model_copy(update={"outcome": span("signature on Tuesday")})
    later = Extraction(people=PEOPLE, parties=PARTIES, talks=(again,))
    with corpus_of(tmp_path_factory.mktemp("two"), (article(), FOUND), (printed, later)) as corpus:
        reply = answer("latest", corpus)
        listed = answer(buttons(reply)["Sources (2)"].removeprefix("/talks "), corpus)
    assert quoted(reply)[:2] == ["signature on Tuesday", "ended without a signature"]
    assert "The sources differ" in paragraphs(reply)
    assert len([text for text in paragraphs(listed) if "on fishing · " in text]) == 2


def test_an_account_with_much_to_tell_still_fits(tmp_path_factory: pytest.TempPathFactory) -> None:
    long = FOUND.quotes[0].text
    stated = tuple(
        position(f"s{n}", party, Stance.DEMAND, "other", long, issue_phrase=span("fishing"))
        for party in ("Norway", "Chile")
        for n in range(9)
    )
    found = FOUND.model_copy(
        update={
            "positions": tuple(one.model_copy(update={"id": f"p{n}"}) for n, one in enumerate(stated)),
        }
    )
    with corpus_of(tmp_path_factory.mktemp("much"), (article(), found)) as corpus:
        assert_sendable(answer("latest", corpus))


def test_much_that_is_new_leaves_room_for_the_rest(tmp_path_factory: pytest.TempPathFactory) -> None:
    printed, _ = in_another_article(2)
    long = FOUND.quotes[0].text
    stated = tuple(
        position(f"{party}{n}", party, Stance.DEMAND, issue, long, condition=span(long))
        for party in ("Norway", "Chile")
        for n, issue in enumerate(["ceasefire", "prisoners", "neutrality", "sanctions", "nuclear", "refugees"])
    )
    later = FOUND.model_copy(update={"talks": (SANTIAGO, PLANNED), "positions": stated})
    with corpus_of(tmp_path_factory.mktemp("new"), (article(), FOUND), (printed, later)) as corpus:
        reply = answer("latest", corpus)
    assert_sendable(reply)
    assert "New since Lisbon talks, Norway and Chile, 6 May 2031" in paragraphs(reply)
    assert any(text.startswith("and ") and text.endswith(" more changes") for text in paragraphs(reply))
    assert "Nobody slept" in quoted(reply)


def test_the_fallback_text_tells_the_talks_aloud(corpus: Corpus) -> None:
    text = answer("latest", corpus).text
    assert text.startswith("Lisbon talks, Norway and Chile. 6 May 2031")
    assert text.index("“ended without a signature”") < text.index("On the table") < text.index("Next")


def test_of_several_stories_each_has_a_line_and_the_next_known_round_is_told(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    printed, _ = in_another_article(2)
    other = Talk(
        id="t1", date="2031-06-01", place="Quito", party_names=("Peru", "Bolivia"), evidence=(span("Nobody slept"),)
    )
    later = identified(Extraction(people=PEOPLE, parties=PARTIES, talks=(other, PLANNED)))
    with corpus_of(tmp_path_factory.mktemp("stories"), (article(), FOUND), (printed, later)) as corpus:
        reply = answer("latest", corpus)
    told = paragraphs(reply)
    assert title(reply) == "Latest talks"
    assert told[0] == "Peru and Bolivia, Quito · 1 Jun 2031 · “Nobody slept” · 1 source"
    assert told[1] == "Lisbon talks, Norway and Chile · 6 May 2031 · “ended without a signature” · 1 source"
    assert told[2].startswith("Next known: fishing conference, Norway and Chile, 1 Jul 2031 (")
    assert buttons(reply)["All talks"] == "/talks"
    assert_sendable(reply)


def test_talks_over_time_are_told_oldest_first_and_can_be_drawn(several: Corpus) -> None:
    reply = answer("timeline", several)
    days = [text.partition("  ")[0] for text in paragraphs(reply)]
    assert days == ["6 May 2031", "2 Jun 2031", "1 Jul 2031"]
    assert [button["value"] for button in presses(reply, "picture")] == ["/talks timeline"]


@pytest.mark.parametrize(
    ("command", "titled"),
    [
        ("since June 2031 until 30 June 2031", "Norway and Chile, Santiago"),
        ("until 6 May 2031", "Lisbon talks, Norway and Chile"),
        ("latest until May 2031", "Lisbon talks, Norway and Chile"),
        ("Chile since May 2031 until May 2031", "Lisbon talks, Norway and Chile"),
        ("since June 2031", "Talks from 1 Jun 2031 on"),
    ],
)
def test_days_bound_the_talks_by_their_own_date(several: Corpus, command: str, titled: str) -> None:
    assert title(answer(command, several)) == titled


def test_no_talks_in_these_days(several: Corpus) -> None:
    reply = answer("since 2032", several)
    assert "No talks from 1 Jan 2032 on in the articles." in words(reply)
    assert reply.count == 0


def test_a_list_of_talks_has_few_buttons(several: Corpus) -> None:
    assert labels(answer("", several))[:2] == ["Share in channel", "The latest"]
    assert len(answer("", several).payload()["blocks"][-1]["elements"]) <= 5


def test_what_is_next_is_what_the_sources_know_as_planned_or_proposed(several: Corpus, corpus: Corpus) -> None:
    listed = answer("next", several)
    assert title(listed) == "Talks planned or proposed"
    assert "fishing conference" in words(listed)
    assert "Santiago" not in words(listed)
    assert "As they stood when the sources were printed." in words(listed)
    assert words(answer("Peru next", corpus)).startswith("No talks planned or proposed with Peru in the articles.")


def test_the_summit_of_a_bloc_is_a_round_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    summit = Talk(id="t4", date="2031-06-09", place="Reykjavik", party_names=("NATO",))
    printed, _ = in_another_article(2)
    later = Extraction(people=PEOPLE, parties=PARTIES, talks=(summit,))
    with corpus_of(tmp_path_factory.mktemp("bloc"), (article(), FOUND), (printed, later)) as corpus:
        assert "NATO, Reykjavik" in str(answer("latest", corpus).blocks)


NORTH = ("Norway", "Chile")
AHEAD = {
    "past": Talk(id="t5", date="2031-05-20", place="Oslo", party_names=NORTH, status=TalkStatus.PLANNED),
    "to come": Talk(id="t6", date="2031-07", place="Bergen", party_names=NORTH, status=TalkStatus.PLANNED),
    "undated": Talk(id="t7", place="Tromsø", party_names=NORTH, status=TalkStatus.PROPOSED),
}


def printed_on(day: str, *talks: Talk) -> tuple[Article, Extraction]:
    one, _ = in_another_article(2)
    found = identified(Extraction(people=PEOPLE, parties=PARTIES, talks=talks))
    return one.model_copy(update={"id": f"b{day}", "source": f"{day}.txt", "published": date.fromisoformat(day)}), found


def with_newest(day: str) -> tuple[tuple[Article, Extraction], ...]:
    """An article that tells of all plans, and a newer one that only quotes."""
    newest = article().model_copy(update={"published": date.fromisoformat(day)})
    return printed_on("2031-05-10", *AHEAD.values()), (newest, FOUND.model_copy(update={"talks": ()}))


def test_only_what_is_still_to_come_is_told_as_next(tmp_path: Path) -> None:
    with corpus_of(tmp_path, *with_newest("2031-06-15")) as corpus:
        told = words(answer("next", corpus))
    assert ["Oslo" in told, "Bergen" in told, "Tromsø" in told] == [False, True, True]
    assert "proposed, no date given · reported 10 May 2031" in told


def test_where_all_plans_lie_in_the_past_it_is_said_that_nothing_is_known_to_come(tmp_path: Path) -> None:
    with corpus_of(tmp_path, *with_newest("2032-01-15")) as corpus:
        reply = answer("next", corpus)
        asked_for = answer("next since 2031-05-01", corpus)
    assert words(reply).startswith(
        "Nothing is known to come: all talks planned or proposed in the articles lie in the past."
    )
    assert reply.count == 0
    assert set(buttons(reply)) >= {"The latest", "All talks"}
    assert "Oslo" in words(asked_for)
    assert_sendable(reply)
