from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.models import Party, PartyKind, Person, Stance
from corpus.store import Corpus
from handlers.blocks.position_card import position_badges
from handlers.blocks.quote_card import quote_badges
from tests.asked import positions
from tests.identified import identified
from tests.invented import FOUND, PARTIES, POSITIONS, TEXT, article, corpus_of, in_another_article, position, span
from tests.replies import assert_sendable, bold, buttons, notes, paragraphs, presses, small_print, title, words

answer = positions.answer

NATO = "Chile hinted at dropping its NATO partnership in exchange for written security guarantees"
PLEDGE = "Chile promised it would pull back its patrol boats"
SEEN = "on Wednesday, Chilean patrol boats were again seen off Bear Island"
OFFER = 'Chile also offered to open its ports "if the guarantees hold."'
ISSUES = ("ceasefire", "prisoners", "sanctions", "neutrality", "refugees", "reparations", "nuclear", "demilitarisation")
WANT = "We want guarantees that bind everybody"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("positions"), (article(), FOUND)) as corpus:
        yield corpus


def test_a_partys_positions_stand_under_their_issues_a_line_each_in_the_sources_words(corpus: Corpus) -> None:
    reply = answer("Chile", corpus)
    assert title(reply) == "Chile"
    assert bold(reply) == ["Security guarantees", "Withdrawal and de-escalation", "NATO membership"]
    assert notes(reply)[0] == f"demands, to Norway “{WANT}” · Tomás Arriagada · 6 May 2031"
    assert [PLEDGE in notes(reply)[1], NATO in notes(reply)[2]] == [True, True]
    assert "3 positions, 1 article. Weightiest first." in words(reply)
    assert "No outlet is named." in small_print(reply)
    assert_sendable(reply)


def test_the_first_answer_fits_a_telephone(corpus: Corpus) -> None:
    told = " ".join([title(answer("Chile", corpus)), *notes(answer("Chile", corpus)), *bold(answer("Chile", corpus))])
    assert len(told.split()) <= 120


def test_judgements_and_what_is_on_no_issue_of_the_table_are_folded_behind_a_button(corpus: Corpus) -> None:
    reply = answer("Chile", corpus)
    assert OFFER not in words(reply)
    command = buttons(reply)["Judgements and others (1)"]
    assert command == "/positions Chile rest"
    rest = answer(command.removeprefix("/positions "), corpus)
    assert notes(rest) == [f"offers “{OFFER}” · reported 7 May 2031 · second hand"]
    assert bold(rest) == ["its ports"]


def test_what_weighs_more_comes_first_whatever_the_day(tmp_path: Path) -> None:
    """First what is first hand, then a proposal, then what is said to another party, then the newest."""
    stated = (
        position("s1", "Chile", Stance.CONSIDER, "ceasefire", "Chile hinted at dropping"),
        position("s2", "Chile", Stance.DEMAND, "prisoners", "We want guarantees", modality="reported"),
        position("s3", "Chile", Stance.DEMAND, "sanctions", "guarantees that bind everybody"),
        position("s4", "Chile", Stance.REJECT, "neutrality", "Nobody slept", addressee_id="party:norway"),
    )
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": stated}))) as corpus:
        assert bold(answer("Chile", corpus)) == ["Neutrality", "Sanctions", "Ceasefire", "Prisoners and hostages"]


def test_a_condition_that_the_words_do_not_hold_stands_beneath_them(tmp_path: Path) -> None:
    held = POSITIONS[4].model_copy(update={"condition": span("if the guarantees hold.")})
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (held,)}))) as corpus:
        assert notes(answer("Chile", corpus))[0].splitlines()[1] == "condition: “if the guarantees hold.”"


def test_a_condition_that_is_shown_with_the_words_is_not_said_twice(corpus: Corpus) -> None:
    assert words(answer("Chile", corpus)).count("in exchange for written security guarantees") == 1


def test_a_contrary_report_stands_beside_the_pledge_without_a_verdict(corpus: Corpus) -> None:
    assert f"reported since: “{SEEN}”" in notes(answer("Chile", corpus))[1].splitlines()


def test_what_is_doubtful_of_a_quote_is_told_of_a_position_that_rests_on_it_too(tmp_path: Path) -> None:
    resting = POSITIONS[4].model_copy(update={"quote_ids": ("q2",)})
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (resting,)}))) as corpus:
        (row,) = corpus.positions()
        told = quote_badges(row.quotes[0])
        assert told
        assert position_badges(row) == told
        assert all(badge in notes(answer("Chile", corpus))[0] for badge in told)


def test_an_answer_for_one_side_leads_to_the_other(corpus: Corpus) -> None:
    found = buttons(answer("Chile", corpus))
    assert found["Positions: Norway"] == "/positions Norway"
    assert found["Beside Norway"] == "/positions Chile Norway"
    assert found["Same talks"] == "/talks Lisbon 2031-05-06"


def test_no_way_leads_to_a_party_that_has_nothing_on_the_topic(corpus: Corpus) -> None:
    assert "Positions: Norway" in buttons(answer("Chile", corpus))
    assert "Positions: Norway" not in buttons(answer("Chile on NATO membership", corpus))


@pytest.mark.parametrize("command", ["Chile NATO", "Chile on NATO", "Chile about the NATO partnership"])
def test_an_issue_narrows(corpus: Corpus, command: str) -> None:
    reply = answer(command, corpus)
    assert title(reply) == "Chile on NATO membership"
    assert [NATO in text for text in notes(reply)] == [True]


def test_a_party_whose_name_is_only_a_word_of_an_issue_is_a_party(tmp_path_factory: pytest.TempPathFactory) -> None:
    """China is a word of "one China policy" and of nothing that anybody would ask for by it."""
    own = POSITIONS[0].model_copy(update={"id": "s9", "party_name": "China", "party_id": "party:china"})
    parties = (*PARTIES, Party(id="party:china", name="China", kind=PartyKind.STATE, mentions=(span("Nobody"),)))
    found = FOUND.model_copy(update={"positions": (*FOUND.positions, own), "parties": parties})
    with corpus_of(tmp_path_factory.mktemp("china"), (article(), found)) as corpus:
        assert title(answer("Chile China", corpus)).startswith("Chile | China")


@pytest.mark.parametrize("command", ["NATO", "on NATO", "nato membership"])
def test_a_name_that_is_party_and_issue_is_the_issue_where_the_party_wants_nothing(
    corpus: Corpus, command: str
) -> None:
    reply = answer(command, corpus)
    assert title(reply) == "NATO membership: every party's positions"
    assert bold(reply) == ["Chile"]


def test_a_party_with_positions_of_its_own_stays_a_party(tmp_path: Path) -> None:
    own = position("s9", "NATO", Stance.DEMAND, "ceasefire", "Nobody slept")
    found = FOUND.model_copy(update={"positions": (*FOUND.positions, own)})
    with corpus_of(tmp_path, (article(), found)) as corpus:
        assert title(answer("NATO", corpus)) == "NATO"
        assert title(answer("on NATO", corpus)) == "NATO membership: every party's positions"


def test_words_of_no_issue_are_searched_for(corpus: Corpus) -> None:
    reply = answer("Chile patrolling", corpus)
    assert title(reply) == "Chile on “patrolling”"
    assert PLEDGE in notes(reply)[0]


@pytest.mark.parametrize("typed", ["Krim", "Крым", "on Crimée", "the Crimea", "crimaea"])
def test_a_place_is_known_by_what_it_is_called_elsewhere(tmp_path: Path, typed: str) -> None:
    held = position("s9", "Chile", Stance.DEMAND, "territory_crimea", "Nobody slept")
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (held,)}))) as corpus:
        assert title(answer(f"Chile {typed}", corpus)) == "Chile on Crimea"


@pytest.mark.parametrize(("typed", "name"), [("Krim", "Olav Kri"), ("Krym", "Eva Kry"), ("Crimée", "Jan Crime")])
def test_a_place_called_so_elsewhere_is_no_misspelt_name(tmp_path: Path, typed: str, name: str) -> None:
    held = position("s9", "Chile", Stance.DEMAND, "territory_crimea", "Nobody slept")
    people = (*FOUND.people, Person(id="p9", name=name, role="fisherman", party_name="Norway"))
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (held,), "people": people}))) as corpus:
        assert title(answer(typed, corpus)) == "Crimea: every party's positions"
        assert title(answer(f"on {typed}", corpus)) == "Crimea: every party's positions"
        assert "Crimea" not in words(answer(name, corpus))


def test_whoever_bears_such_a_name_is_meant(tmp_path: Path) -> None:
    held = position("s9", "Chile", Stance.DEMAND, "territory_crimea", "Nobody slept")
    people = (*FOUND.people, Person(id="p9", name="Ada Krim", role="fisherwoman", party_name="Norway"))
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (held,), "people": people}))) as corpus:
        assert "Ada Krim" in words(answer("Krim", corpus))


@pytest.mark.parametrize("typed", ["crim", "grim", "Krimml", "crimp"])
def test_what_only_looks_like_it_is_no_name_of_a_place(tmp_path: Path, typed: str) -> None:
    held = position("s9", "Chile", Stance.DEMAND, "territory_crimea", "Nobody slept")
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (held,)}))) as corpus:
        told = words(answer(f"Chile {typed}", corpus))
    assert told.startswith("No position by Chile on")
    assert "Crimea" not in told


def test_nothing_on_a_topic_leads_back_to_everything(corpus: Corpus) -> None:
    reply = answer("Chile volcanoes", corpus)
    assert "No position by Chile on “volcanoes” in the articles." in words(reply)
    assert buttons(reply) == {"All 4 positions": "/positions Chile", "Quotes: Chile": "/quote Chile"}


def test_a_person_leads_to_the_party(corpus: Corpus) -> None:
    reply = answer("Tomás Arriagada", corpus)
    assert title(reply) == "Chile"
    assert "Tomás Arriagada is of Chile; positions are kept by party." in words(reply)


# -- over time ---------------------------------------------------------------------------------------------------------


def test_one_issue_is_told_from_the_oldest_to_the_newest_and_what_is_said_again_once(tmp_path: Path) -> None:
    again = FOUND.model_copy(update={"positions": (POSITIONS[4].model_copy(update={"said_on": None}),)})
    saved = [(in_another_article(n)[0], identified(again)) for n in range(3)]
    with corpus_of(tmp_path, (article(), FOUND), *saved) as corpus:
        reply = answer("Chile on security guarantees", corpus)
    assert "Oldest first." in words(reply)
    assert notes(reply) == [
        f"demands, to Norway “{WANT}” · Tomás Arriagada · 6 May 2031 · again 1 Jun 2031, 2 Jun 2031, 3 Jun 2031"
    ]


# -- side by side ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["Norway Chile", "Norway and Chile", "Norway vs Chile", "Norway, Chile"])
def test_side_by_side_has_only_issues_on_which_both_have_something(corpus: Corpus, command: str) -> None:
    reply = answer(command, corpus)
    assert title(reply) == "Norway | Chile"
    assert "0 with both" in words(reply)
    assert notes(reply) == [
        "Only Norway: Leaders' meeting.\n"
        "Only Chile: Security guarantees · Withdrawal and de-escalation · NATO membership."
    ]
    assert {"Norway": "/positions Norway", "Chile": "/positions Chile"}.items() <= buttons(reply).items()
    assert_sendable(reply)


def test_judgements_on_an_issue_over_time_are_folded_behind_a_button(tmp_path: Path) -> None:
    texts = ("delegations from both sides", "a quick deal", "Lisbon talks", "patrol boats")
    stances = (Stance.DEMAND, Stance.REJECT, Stance.OFFER, Stance.CRITICISE)
    told = zip(texts, stances, strict=True)
    stated = tuple(position(f"s{n}", "Chile", stance, "foreign_bases", text) for n, (text, stance) in enumerate(told))
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": stated}))) as corpus:
        reply = answer("Chile on foreign bases", corpus)
        rest = answer(buttons(reply)["Judgements and others (1)"].removeprefix("/positions "), corpus)
    assert "criticises" not in words(reply)
    assert "criticises “patrol boats”" in words(rest)


def test_no_button_leads_to_a_party_that_cannot_be_asked_for(tmp_path: Path) -> None:
    """Articles tell what some groups want whom they do not name: nobody can type them."""
    stated = (*POSITIONS, position("s9", "delegations", Stance.DEMAND, "ceasefire", "Nobody slept"))
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": stated}))) as corpus:
        assert not [way for way in buttons(answer("Chile", corpus)) if "party:" in way or "delegations" in way]


def test_the_lines_of_a_claim_are_those_that_show_it_however_much_is_newer(tmp_path: Path) -> None:
    phrase = span("patrol boats")
    both = {"issue_phrase": phrase, "said_on": None}
    newer = [
        position(f"n{n}", "Norway", Stance.DEMAND, "foreign_bases", words, issue_phrase=span(words))
        for n, words in enumerate(
            ("delegations from both sides", "a quick deal", "Lisbon talks", "Bear Island", "ports")
        )
    ]
    stated = (
        position("s7", "Norway", Stance.DEMAND, "foreign_bases", "We want guarantees", **both),
        position("s8", "Chile", Stance.REJECT, "foreign_bases", "Nobody slept", **both),
    )
    found = FOUND.model_copy(update={"positions": (*POSITIONS, *newer, *stated)})
    with corpus_of(tmp_path, (article(), found)) as corpus:
        reply = answer("Norway Chile", corpus)
    assert "Foreign bases and troops  APART" in paragraphs(reply)
    assert "Norway demands “We want guarantees”" in words(reply)
    assert "Chile rejects “Nobody slept”" in words(reply)


def test_where_both_have_spoken_each_has_a_line_and_apart_is_said_where_it_is_claimed(tmp_path: Path) -> None:
    phrase = span("patrol boats")
    stated = (
        position("s7", "Norway", Stance.DEMAND, "foreign_bases", "We want guarantees", issue_phrase=phrase),
        position("s8", "Chile", Stance.REJECT, "foreign_bases", "Nobody slept", issue_phrase=phrase),
    )
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": (*POSITIONS, *stated)}))) as corpus:
        reply = answer("Norway Chile", corpus)
    assert "Foreign bases and troops  APART" in paragraphs(reply)
    assert notes(reply)[:2] == [
        "Norway demands “We want guarantees” · reported 7 May 2031",
        "Chile rejects “Nobody slept” · reported 7 May 2031",
    ]
    assert len(words(reply).split()) <= 120
    assert not any("table" in block["type"] for block in reply.payload()["blocks"])


def test_what_only_one_has_is_told_on_the_first_page_and_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.commands.compare_parties.MOST_ISSUES", 1)
    words_of = dict(zip(ISSUES[:5], TEXT.split()[14:19], strict=True))
    both = [("Norway", ISSUES[0]), ("Chile", ISSUES[0]), ("Norway", ISSUES[1]), ("Chile", ISSUES[1])]
    alone = [("Norway", ISSUES[2]), ("Chile", ISSUES[3]), ("Chile", ISSUES[4])]
    stated = tuple(
        position(f"s{n}", party, Stance.DEMAND, issue, words_of[issue])
        for n, (party, issue) in enumerate([*both, *alone])
    )
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": stated}))) as corpus:
        first, second = answer("Norway Chile", corpus), answer("Norway Chile page 2", corpus)
    assert notes(first)[-1].startswith("Only Norway: ")
    assert "1 to 1 of 2" in words(first)
    assert "Only Norway" not in words(second)


def test_parties_over_time_are_told_with_their_rounds_and_can_be_drawn(corpus: Corpus) -> None:
    reply = answer("Norway Chile timeline", corpus)
    told = paragraphs(reply)
    assert any(text.startswith("6 May 2031  Talks: Lisbon talks, Norway and Chile (held)") for text in told)
    assert any(text.startswith("6 May 2031  Chile: Security guarantees: demands “We want") for text in told)
    assert [button["value"] for button in presses(reply, "picture")] == ["/positions Norway Chile timeline"]


# -- pages, days, buttons ----------------------------------------------------------------------------------------------


def test_two_lines_stand_under_an_issue_and_all_of_it_is_a_press_away(tmp_path: Path) -> None:
    stated = tuple(
        position(f"s{n}", "Chile", Stance.DEMAND, issue, word)
        for n, (issue, word) in enumerate(zip(ISSUES[:4] * 3, TEXT.split()[14:26], strict=True))
    )
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": stated}))) as corpus:
        reply = answer("Chile", corpus)
        assert "12 positions, 1 article." in words(reply)
        assert len(notes(reply)) == reply.count == 8
        whole = buttons(reply)["Ceasefire (3)"]
        assert whole == "/positions Chile on Ceasefire"
        assert len(notes(answer(whole.removeprefix("/positions "), corpus))) == 3


def test_issues_come_in_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = tuple(
        position(f"s{n}", "Chile", Stance.DEMAND, issue, word)
        for n, (issue, word) in enumerate(zip(ISSUES, TEXT.split()[14 : 14 + len(ISSUES)], strict=True))
    )
    with corpus_of(tmp_path, (article(), FOUND.model_copy(update={"positions": stated}))) as corpus:
        monkeypatch.setattr("handlers.commands.positions.MOST_LINES", 6)
        first = answer("Chile", corpus)
        assert "issues 1 to 6 of 8." in words(first)
        assert buttons(first)["Next"] == "/positions Chile page 2"
        assert "issues 7 to 8 of 8" in words(answer("Chile page 2", corpus))


def test_what_later_articles_say_again_is_one_position_with_their_days(tmp_path: Path) -> None:
    saved = [(in_another_article(n)[0], FOUND) for n in range(3)]
    with corpus_of(tmp_path, *saved) as corpus:
        reply = answer("Chile", corpus)
    assert "3 positions, 3 articles." in words(reply)
    assert sum(NATO in text for text in notes(reply)) == 1
    assert any("again 2 Jun 2031, 1 Jun 2031" in text for text in notes(reply))


def test_the_fallback_text_tells_stance_words_and_what_speaks_against_them(corpus: Corpus) -> None:
    text = answer("Chile", corpus).text
    assert text.startswith("Chile. 3 positions, 1 article.")
    assert f"demands, to Norway “{WANT}”" in text
    assert f"reported since: “{SEEN}”" in text


def test_no_answer_holds_markup(corpus: Corpus) -> None:
    reply = answer("Chile <!channel> *bold*", corpus)
    assert_sendable(reply)
    assert "“<!channel> *bold*”" in words(reply)


def test_each_position_leads_to_its_source_and_to_its_quote_if_it_rests_on_one(corpus: Corpus) -> None:
    reply = answer("Chile", corpus)
    assert [one["text"]["text"] for one in presses(reply, "source")] == [
        "Source: Chile demands, 6 May 2031",
        "Source: Chile pledges, 6 May 2031",
        "Source: Chile hints at, 7 May 2031",
    ]
    assert [one["text"]["text"] for one in presses(reply, "copy")] == ["Copy: Chile demands, 6 May 2031"]


def test_days_bound_the_positions_and_the_answer_says_so(tmp_path: Path) -> None:
    with corpus_of(tmp_path, (article(), FOUND), (in_another_article(1)[0], FOUND)) as corpus:
        may = answer("Chile until May 2031", corpus)
        beside = answer("Chile Norway since June 2031", corpus)
        none = answer("Chile on NATO until 2030", corpus)
    assert "3 positions, 1 article, printed up to 31 May 2031." in words(may)
    assert "printed from 1 Jun 2031 on" in words(beside)
    assert "No position by Chile on NATO membership that was printed up to 31 Dec 2030 in the articles." in words(none)
    assert buttons(none)["All 4 positions"] == "/positions Chile"
