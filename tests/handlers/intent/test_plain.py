"""Questions in plain words: what is surely meant is asked, everything else gets examples and never an invention."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.ingest import ingest
from corpus.store import Corpus, open_corpus
from handlers.intent.plain import answer_plain, line_for
from handlers.intent.questions import asks_for_help, asks_to_check, book, question_in, take_period
from tests.invented import FOUND, REPORTED, article, corpus_of
from tests.replies import assert_sendable, buttons, presses, quoted, small_print, title, words

SEED = Path(__file__).parents[3] / "seeds" / "000_86ced2f2eda6ba96.txt"
EXAMPLES = [pair for rule in book().rules for pair in rule.examples]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The corpus that the examples in plain.toml are about."""
    with open_corpus(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'readout.db'}") as corpus:
        ingest(corpus, [SEED])
        yield corpus


@pytest.fixture(scope="module")
def fishing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("fishing"), (article(), FOUND)) as corpus:
        yield corpus


# -- what is understood ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "line"), EXAMPLES, ids=[asked for asked, _ in EXAMPLES])
def test_a_question_becomes_the_line_that_the_rules_promise(asked: str, line: str, seed: Corpus) -> None:
    assert line_for(asked, seed) == line


def test_the_rules_are_shown_by_many_examples() -> None:
    assert len(EXAMPLES) >= 60
    assert all(rule.examples for rule in book().rules)


@pytest.mark.parametrize("asked", book().not_understood.examples)
def test_what_could_put_words_into_a_mouth_is_not_understood(asked: str, seed: Corpus) -> None:
    assert line_for(asked, seed) is None
    answer = answer_plain(asked, seed)
    assert answer.text.startswith("I did not understand that.")
    assert answer.count == 0
    assert quoted(answer) == []
    assert_sendable(answer)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("/quote Peskov", "/quote Peskov"),
        ("<@U0READOUT> /quote Peskov since 2022-03-01", "/quote Peskov since 2022-03-01"),
        ("quote Peskov", "/quote Peskov"),
        ("QUOTE peskov please", "/quote peskov"),
        ("positions Ukraine NATO", "/positions Ukraine NATO"),
        ("positions Ukraine on NATO", "/positions Ukraine on NATO"),
        ("talks latest", "/talks latest"),
        ("talks", "/talks"),
        ("quote", "/quote"),
    ],
)
def test_a_command_works_without_its_slash(typed: str, line: str, seed: Corpus) -> None:
    assert line_for(typed, seed) == line


def test_a_pronoun_is_not_read_as_a_country(seed: Corpus) -> None:
    assert line_for("what did us say", seed) is None
    assert line_for("what did the US say", seed) == "/quote US"


def test_a_name_is_never_shortened_to_another_persons(seed: Corpus) -> None:
    assert line_for("what are russias demands", seed) == "/positions russia"
    assert line_for("what did Chalys say", seed) in {None, "/quote Chalys"}


def test_two_names_may_be_joined_by_a_hyphen(fishing: Corpus) -> None:
    assert line_for("latest Norway-Chile talks", fishing) == "/talks latest Norway Chile"
    assert line_for("anything new since the last Norway-Chile round?", fishing) == "/talks latest Norway Chile"


def test_talks_are_found_by_what_they_are_about(fishing: Corpus) -> None:
    assert line_for("latest fishing talks", fishing) == "/talks latest fishing"
    assert line_for("any recent talks on fishing?", fishing) == "/talks latest fishing"
    assert line_for("how are the whaling talks going?", fishing) == "/talks whaling"


def test_two_names_are_both_asked_about_or_neither(fishing: Corpus) -> None:
    assert line_for("compare Norway and Chile", fishing) == "/positions Norway Chile"
    assert line_for("compare Norway and Atlantis", fishing) is None
    assert line_for("what did Solbakken and Arriagada say", fishing) is None


@pytest.mark.parametrize(
    "asked",
    [
        "*what does Chile want?*",
        "_what does_ *Chile* want :thinking_face:",
        "what does <https://example.org/chile|Chile> want?",
        "what does `Chile` want",
        "&gt; what does Chile want?",
        "“what does Chile want?”",
    ],
)
def test_bold_emoji_links_and_marks_are_read_through(asked: str, fishing: Corpus) -> None:
    assert line_for(asked, fishing) == "/positions Chile"


def test_a_question_in_marks_is_asked_and_no_quotation_to_check(fishing: Corpus) -> None:
    assert line_for("“who said what in Lisbon?”", fishing) == line_for("who said what in Lisbon?", fishing)
    assert line_for("“who said what in Lisbon?”", fishing) is not None
    assert not asks_to_check("“who said that?”")
    assert asks_to_check("who said “that is that”?")


# -- the answers -------------------------------------------------------------------------------------------------------


def test_a_topic_that_no_quote_has_the_word_of_shows_all_and_says_so(fishing: Corpus) -> None:
    answer = answer_plain("What did Solbakken say about the weather?", fishing)
    assert title(answer).startswith("Ingrid Solbakken")
    assert small_print(answer)[0] == "No quote has the word “weather”; these are all 3."
    assert "No quote has the word “weather”" in answer.text
    assert len(quoted(answer)) == answer.count == 3
    assert_sendable(answer)


def test_a_single_quote_without_the_words_is_said_to_be_the_only_one(fishing: Corpus) -> None:
    answer = answer_plain("what did Arriagada say about patrol boats", fishing)
    assert small_print(answer)[0] == "No quote has the words “patrol boats”; this is the only one."


def test_a_topic_that_a_quote_has_the_word_of_shows_only_such_quotes(fishing: Corpus) -> None:
    answer = answer_plain("What did Solbakken say about a breakthrough?", fishing)
    assert quoted(answer) == [REPORTED]
    assert "No quote has" not in answer.text


def test_somebody_whom_the_corpus_does_not_know_is_said_to_be_unknown(fishing: Corpus) -> None:
    answer = answer_plain("what has Quisling said about cod?", fishing)
    assert answer.text.startswith("Nobody and nothing called “Quisling” in the articles.")
    assert quoted(answer) == []


def test_where_a_party_stands(fishing: Corpus) -> None:
    answer = answer_plain("hi, where does Chile stand on security guarantees?", fishing)
    assert title(answer) == "Chile on Security guarantees"


def test_when_they_last_met(fishing: Corpus) -> None:
    assert title(answer_plain("when did they last meet?", fishing)) == "Lisbon talks, Norway and Chile"


@pytest.mark.parametrize("asked", book().check.examples)
def test_words_in_quotation_marks_are_checked(asked: str, seed: Corpus) -> None:
    assert asks_to_check(asked)
    assert line_for(asked, seed) is None
    assert "Check" in title(answer_plain(f"<@U0READOUT> {asked}", seed))


@pytest.mark.parametrize("asked", [*book().help.examples, "", "hello!", "<@U0READOUT>"])
def test_a_call_for_help_gets_help(asked: str, fishing: Corpus) -> None:
    assert asks_for_help(question_in(asked)) or not question_in(asked)
    assert "/positions" in words(answer_plain(asked, fishing))
    assert "did not understand" not in answer_plain(asked, fishing).text


def test_what_is_not_understood_leads_to_whoever_is_named(fishing: Corpus) -> None:
    found = buttons(answer_plain("should we trust Solbakken?", fishing))
    assert found["Quotes: Ingrid Solbakken"] == "/quote Ingrid Solbakken"
    assert found["Positions: Norway"] == "/positions Norway"


def test_every_example_of_what_is_not_understood_has_an_answer(fishing: Corpus) -> None:
    tries = [
        one["value"] for one in presses(answer_plain("is it raining?", fishing)) if one["text"]["text"] == "Try it"
    ]
    assert len(tries) >= 4
    for line in tries:
        assert answer_plain(line, fishing).count > 0


def test_an_empty_corpus_says_that_nothing_was_read(corpus: Corpus) -> None:
    for asked in ("who will win", "what did Peskov say?", "latest talks"):
        assert "No article has been read yet" in answer_plain(asked, corpus).text


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "bounds"),
    [
        ("x in February 2024", "since 2024-02-01 until 2024-02-29"),
        ("x after March 2022", "since 2022-04-01"),
        ("x before 1 March 2022", "until 2022-02-28"),
        ("x until March 2022", "until 2022-03-31"),
        ("x since 2022 until March 2022", "since 2022-01-01 until 2022-03-31"),
        ("x from 1 March 2022 to 3 March 2022", "since 2022-03-01 until 2022-03-03"),
        ("x on the 2014 annexation", ""),
        ("x", ""),
    ],
)
def test_a_date_behind_a_preposition_bounds_the_days(asked: str, bounds: str) -> None:
    found = take_period(asked)
    assert found is not None
    assert found[1].bounds == bounds


def test_a_date_that_no_calendar_has_is_no_date() -> None:
    assert take_period("x on 31 February 2022") is None
    assert take_period("x between 3 March 2022 and 1 March 2022") is None


# -- whatever is typed -------------------------------------------------------------------------------------------------

pieces = st.sampled_from(
    [
        *(
            "what did",
            "what does",
            "who said",
            "where does",
            "stand on",
            "say about",
            "compare",
            "and",
            "vs",
            "the talks",
        ),
        *("Solbakken", "Norway", "Chile", "Lisbon", "since 2031", "in May 2031", "not", "page 2", "follow", "on", "'s"),
        *("“so”", '"', "<!channel>", "<@U0READOUT>", "person:x", "/quote", "\u202e", "\0", "&lt;", "?", "{who}", "%s"),
    ]
)
typed = st.one_of(st.text(max_size=300), st.lists(pieces, max_size=12).map(" ".join))


@given(text=typed)
@example(text="what did " + "a " * 95 + "say")
@example(text="position of " * 16)
@example(text="please " * 200)
@example(text="who said “x” " + "ty " * 990)
@example(text="so " * 990 + "“x”")
@example(text="x" * 50_000)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_an_answer_that_slack_takes(text: str, fishing: Corpus) -> None:
    assert_sendable(answer_plain(text, fishing))
    line = line_for(text, fishing)
    assert line is None or line.startswith(("/quote", "/positions", "/talks"))
