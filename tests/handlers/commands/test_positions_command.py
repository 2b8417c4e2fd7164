from collections.abc import Iterator

import pytest

from corpus.models import Stance
from corpus.store import Corpus
from handlers.blocks.cards import position_aloud, position_badges, quote_badges
from handlers.commands.positions import answer
from tests.invented import FOUND, TEXT, article, corpus_of, in_another_article, position, span
from tests.replies import assert_sendable, bold, buttons, labels, nodes, paragraphs, quoted, small_print, title, words

NATO = "Chile hinted at dropping its NATO partnership in exchange for written security guarantees"
PLEDGE = "Chile promised it would pull back its patrol boats"
SEEN = "on Wednesday, Chilean patrol boats were again seen off Bear Island"
OFFER = 'Chile also offered to open its ports "if the guarantees hold."'


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("positions"), (article(), FOUND)) as corpus:
        yield corpus


def rows(corpus: Corpus, command: str) -> list[list[str]]:
    table = next(block for block in answer(command, corpus).blocks if block["type"] == "table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_a_partys_positions_stand_under_their_issues_in_the_sources_words(corpus: Corpus) -> None:
    reply = answer("Chile", corpus)
    assert title(reply) == "Chile: positions"
    assert quoted(reply) == [PLEDGE, NATO, "We want guarantees that bind everybody", OFFER]
    assert "4 positions in 1 article." in words(reply)
    assert "Chile pledges" in bold(reply)
    assert "NATO membership" in bold(reply)
    assert_sendable(reply)


def test_what_is_on_no_issue_of_the_table_is_labelled_with_the_sources_phrase(corpus: Corpus) -> None:
    assert "its ports" in bold(answer("Chile", corpus))


def test_a_condition_stands_beside_its_offer_word_for_word(corpus: Corpus) -> None:
    told = paragraphs(answer("Chile", corpus))
    assert "Condition: if the guarantees hold." in told
    assert "Condition: in exchange for written security guarantees" in told


def test_a_contrary_report_stands_beside_the_pledge_without_a_verdict(corpus: Corpus) -> None:
    assert f"Reported since (7 May 2031): “{SEEN}”" in paragraphs(answer("Chile", corpus))


def test_who_reported_it_and_when_is_told_with_each(corpus: Corpus) -> None:
    told = small_print(answer("Chile", corpus))
    assert any(text.startswith("6 May 2031 · attributed to Tomás Arriagada · “Norway plays down") for text in told)
    assert any(text.startswith("6 May 2031 · reported by the outlet in its own voice") for text in told)
    assert any(text.startswith("printed 7 May 2031 · reported by the outlet") for text in told)
    assert any(text.startswith("At second hand") for text in told)


def test_what_is_doubtful_of_a_quote_is_told_of_a_position_that_rests_on_it_too(corpus: Corpus) -> None:
    doubted = next(row.quote for row in corpus.quotes() if quote_badges(row.quote))
    row = corpus.positions()[0].model_copy(update={"quotes": (doubted, doubted)})
    told = quote_badges(doubted)
    assert told
    assert position_badges(row)[-len(told) :] == told
    assert all(badge.removesuffix(".") in position_aloud(row) for badge in told)


def test_outlook_stands_apart_behind_what_is_on_the_table(corpus: Corpus) -> None:
    texts = words(answer("Norway", corpus)).splitlines()
    summit, outlook = texts.index("Leaders' meeting"), texts.index("Outlook")
    assert summit < outlook < texts.index("Norway judges")


def test_an_answer_for_one_side_leads_to_the_other(corpus: Corpus) -> None:
    found = buttons(answer("Chile", corpus))
    assert found["Positions: Norway"] == "/positions Norway"
    assert found["Chile side by side with Norway"] == "/positions Chile Norway"


@pytest.mark.parametrize("command", ["Chile NATO", "Chile on NATO", "Chile about the NATO partnership"])
def test_an_issue_narrows(corpus: Corpus, command: str) -> None:
    reply = answer(command, corpus)
    assert title(reply) == "Chile on NATO membership"
    assert quoted(reply) == [NATO]


@pytest.mark.parametrize("command", ["NATO", "on NATO", "nato membership"])
def test_a_name_that_is_party_and_issue_is_the_issue_where_the_party_wants_nothing(
    corpus: Corpus, command: str
) -> None:
    reply = answer(command, corpus)
    assert title(reply) == "NATO membership: every party's positions"
    assert quoted(reply) == [NATO]
    assert "Chile" in bold(reply)


def test_a_party_with_positions_of_its_own_stays_a_party(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = position("s9", "NATO", Stance.REJECT, "foreign_bases", "NATO partnership")
    found = FOUND.model_copy(update={"positions": (*FOUND.positions, own)})
    with corpus_of(tmp_path_factory.mktemp("nato"), (article(), found)) as corpus:
        assert title(answer("NATO", corpus)) == "NATO: positions"
        assert title(answer("on NATO", corpus)) == "NATO membership: every party's positions"


def test_words_of_no_issue_are_searched_for(corpus: Corpus) -> None:
    reply = answer("Chile patrolling", corpus)
    assert title(reply) == "Chile on “patrolling”"
    assert quoted(reply) == [PLEDGE]


def test_nothing_on_a_topic_leads_back_to_everything(corpus: Corpus) -> None:
    reply = answer("Chile volcanoes", corpus)
    assert "No position by Chile on “volcanoes” in the corpus." in words(reply)
    assert buttons(reply) == {"All 4 positions": "/positions Chile", "Quotes: Chile": "/quote Chile"}


def test_a_person_leads_to_the_party(corpus: Corpus) -> None:
    reply = answer("Tomás Arriagada", corpus)
    assert title(reply) == "Chile: positions"
    assert "Tomás Arriagada is of Chile; positions are kept by party." in words(reply)


@pytest.mark.parametrize("command", ["Chile Norway", "Chile and Norway", "Chile vs. Norway", "Chile, Oslo"])
def test_two_parties_stand_side_by_side_in_one_table(corpus: Corpus, command: str) -> None:
    header, *issues = rows(corpus, command)
    assert header == ["Issue", "Chile", "Norway", "Together"]
    assert ["NATO membership", f"hints at: “{NATO}”", "nothing in the corpus", "nothing from Norway"] in issues
    assert [row[0] for row in issues][-1] == "Outlook of the talks"
    assert_sendable(answer(command, corpus))


def test_the_table_holds_contrary_reports_and_conditions_too(corpus: Corpus) -> None:
    cells = [cell for row in rows(corpus, "Chile Norway") for cell in row]
    assert f"pledges: “{PLEDGE}”; reported since: “{SEEN}”" in cells


def test_long_evidence_is_cut_at_a_words_end_in_the_table(tmp_path_factory: pytest.TempPathFactory) -> None:
    long = TEXT[TEXT.index("Norway on Wednesday") : TEXT.index(" that looks like")]
    stated = position("s1", "Norway", Stance.DEMAND, "economy_resources", long)
    found = FOUND.model_copy(update={"positions": (*FOUND.positions, stated)})
    with corpus_of(tmp_path_factory.mktemp("cut"), (article(), found)) as corpus:
        cell = next(row[2] for row in rows(corpus, "Chile Norway") if row[2].startswith("demands"))
    shown = cell.removeprefix("demands: “").removesuffix("…”")
    assert long.startswith(f"{shown} ")
    assert cell.endswith("…”")


def test_a_long_table_turns_its_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = "Chile promised it would pull back its patrol boats"
    labels = [
        "a quick deal",
        "fishing",
        "a day",
        "both sides",
        "met",
        "Norway had",
        "nothing",
        "the Lisbon talks",
        "work",
    ]
    labels += ["anybody", "a signature", "patrol boats", "Bear Island", "a summit"]
    stated = [
        position(f"s{n}", "Chile", Stance.DEMAND, "other", said, issue_phrase=span(phrase))
        for n, phrase in enumerate(labels)
    ]
    found = FOUND.model_copy(update={"positions": (*stated, FOUND.positions[0])})
    with corpus_of(tmp_path_factory.mktemp("rows"), (article(), found)) as corpus:
        first = rows(corpus, "Chile Norway")
        command = buttons(answer("Chile Norway", corpus))["Next"].removeprefix("/positions ")
        second = rows(corpus, command)
    assert {row[0] for row in first[1:]} & {row[0] for row in second[1:]} == set()
    assert len(first) + len(second) - 2 == 15


def test_positions_come_in_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = "Chile promised it would pull back its patrol boats"
    stated = [position(f"s{n}", "Chile", stance, "ceasefire", said) for n, stance in enumerate(Stance)]
    found = FOUND.model_copy(update={"positions": tuple(stated)})
    with corpus_of(tmp_path_factory.mktemp("pages"), (article(), found)) as corpus:
        first = answer("Chile", corpus)
        assert "12 positions in 1 article; 1 to 5 of 12." in words(first)
        assert buttons(first)["Next"] == "/positions Chile page 2"
        assert "6 to 10 of 12" in words(answer("Chile page 2", corpus))


def test_what_later_articles_say_again_is_one_position_with_every_source(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    saved = [(in_another_article(n)[0], FOUND) for n in range(3)]
    with corpus_of(tmp_path_factory.mktemp("again"), *saved) as corpus:
        reply = answer("Chile", corpus)
    assert "4 positions in 3 articles." in words(reply)
    assert quoted(reply).count(NATO) == 1
    also = [text for text in small_print(reply) if text.startswith("Also hints at, printed") and NATO in text]
    assert [text.rpartition(", ")[2] for text in also] == ["2 Jun 2031", "1 Jun 2031"]
    assert_sendable(reply)


def test_the_fallback_text_tells_stance_words_and_condition(corpus: Corpus) -> None:
    text = answer("Chile", corpus).text
    assert f"Chile offers (its ports): “{OFFER}”; condition: “if the guarantees hold.”" in text
    assert f"reported since: “{SEEN}”" in text


def test_no_answer_holds_markup(corpus: Corpus) -> None:
    reply = answer("Chile <!channel> *bold*", corpus)
    assert_sendable(reply)
    assert "“<!channel> *bold*”" in words(reply)
    assert "&lt;!channel&gt;" in reply.text
    assert all(node["type"] != "mrkdwn" for node in nodes(reply.blocks) if "type" in node)


def test_each_position_leads_to_its_source_and_to_its_quote_if_it_rests_on_one(corpus: Corpus) -> None:
    rows = [block["elements"] for block in answer("Chile", corpus).blocks if block["type"] == "actions"][:-1]
    copy, source = "Copy with attribution", "Source"
    assert [[button["text"]["text"] for button in row] for row in rows] == [
        [source],
        [source],
        [copy, source],
        [copy, source],
    ]


def test_the_talks_that_the_article_reports_are_a_button_away(corpus: Corpus) -> None:
    reply = answer("Chile", corpus)
    assert buttons(reply)["Same talks"] == "/talks Lisbon 2031-05-06"
    assert labels(reply)[0] == "Share in channel"
    assert len(labels(reply)) <= 5


def test_days_bound_the_positions_and_the_answer_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with corpus_of(tmp_path_factory.mktemp("days"), (article(), FOUND), (in_another_article(1)[0], FOUND)) as corpus:
        may = answer("Chile until May 2031", corpus)
        beside = answer("Chile Norway since June 2031", corpus)
        none = answer("Chile on NATO until 2030", corpus)
    assert "4 positions in 1 article, printed up to 31 May 2031." in words(may)
    assert "printed from 1 Jun 2031 on" in words(beside)
    assert "No position by Chile on NATO membership that was printed up to 31 Dec 2030 in the corpus." in words(none)
    assert buttons(none)["All 4 positions"] == "/positions Chile"
