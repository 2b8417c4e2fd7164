"""The search form: what it shows, whom it suggests, and the command line that comes of it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.asking.names import subject_of
from corpus.knowledge.vocabulary import OTHER, issues
from corpus.models import Answer
from corpus.store import Corpus
from handlers.commands.positions_query import Topic, read_topic
from handlers.desk.search import line_of, options, search_view
from handlers.query import order_of, read
from tests.asked import positions, quotes, talks
from tests.invented import FOUND, REPORTED, article, corpus_of
from tests.replies import quoted, title

SOLBAKKEN, NORWAY, CHILE = "person:ingrid-solbakken", "party:norway", "party:chile"
HANDLERS = {"/quote": quotes.answer, "/positions": positions.answer, "/talks": talks.answer}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("search"), (article(), FOUND)) as corpus:
        yield corpus


def values(**filled: str) -> dict[str, Any]:
    """What Slack sends of a form in which these fields are filled in."""
    state: dict[str, Any] = {}
    for name in ("what", "who", "other", "issue"):
        option = {"text": {"type": "plain_text", "text": "-"}, "value": filled[name]} if name in filled else None
        state[name] = {name: {"type": "external_select", "selected_option": option}}
    for name in ("since", "until"):
        state[name] = {name: {"type": "datepicker", "selected_date": filled.get(name)}}
    return {**state, "words": {"words": {"type": "plain_text_input", "value": filled.get("words")}}}


def suggested(payload: dict[str, Any]) -> dict[str, str]:
    """The label of every option by its value, in any group."""
    groups = payload.get("option_groups", [payload])
    return {option["value"]: option["text"]["text"] for group in groups for option in group["options"]}


# -- the form ----------------------------------------------------------------------------------------------------------


def test_the_form_is_one_that_slack_takes() -> None:
    payload = search_view().payload()
    assert faults(payload) == []
    assert (payload["callback_id"], payload["submit"]["text"]) == ("search", "Search")
    fields = [block for block in payload["blocks"] if block["type"] == "input"]
    assert all(field["block_id"] == field["element"]["action_id"] for field in fields)
    assert fields[0]["element"]["initial_option"]["text"]["text"] == "Quotes"
    assert [field["block_id"] for field in fields if not field["optional"]] == ["what"]


# -- suggestions -------------------------------------------------------------------------------------------------------


def test_people_come_with_their_role_apart_from_parties(full: Corpus) -> None:
    found = options("who", "nor", full)
    assert faults(found) == []
    assert NORWAY in suggested(found)
    assert suggested(options("who", "solb", full))[SOLBAKKEN] == "Ingrid Solbakken, Foreign ministry spokeswoman"
    labels = [group["label"]["text"] for group in found["option_groups"]]
    assert set(labels) <= {"People", "Parties"}


def test_a_name_in_another_script_is_suggested(full: Corpus) -> None:
    assert SOLBAKKEN in suggested(options("other", "Сольбаккен", full))


def test_issues_are_suggested_by_the_beginning_of_a_word_or_by_what_is_meant(full: Corpus) -> None:
    assert next(iter(suggested(options("issue", "na", full)))) == "nato_membership"
    assert "ceasefire" in suggested(options("issue", "truce", full))
    assert "prisoners" in suggested(options("issue", "swapping prisoners", full))
    assert OTHER not in suggested(options("issue", "o", full))


@pytest.mark.parametrize("action", ["who", "issue", "words", "nonsense"])
def test_where_nothing_begins_so_there_are_no_options(action: str, full: Corpus) -> None:
    assert options(action, "qqqxqzz", full) == {"options": []}


def test_suggestions_come_while_somebody_types(full: Corpus) -> None:
    options("who", "a", full)
    begun = time.perf_counter()
    for typed in ("n", "no", "nor", "норв", "a"):
        options("who", typed, full)
        options("issue", typed, full)
    assert (time.perf_counter() - begun) / 10 < 0.05


@given(typed=st.text(max_size=80), action=st.sampled_from(["who", "other", "issue", "x"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_slack_takes_the_suggestions(typed: str, action: str, full: Corpus) -> None:
    found = options(action, typed, full)
    assert faults(found) == []
    assert len(suggested(found)) <= 100


# -- the line ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filled", "line"),
    [
        (
            {"who": SOLBAKKEN, "words": "breakthrough", "since": "2022-03-01", "until": "2022-03-30"},
            f"/quote {SOLBAKKEN} breakthrough since 2022-03-01 until 2022-03-30",
        ),
        ({"who": SOLBAKKEN}, f"/quote {SOLBAKKEN}"),
        (
            {"what": "positions", "who": CHILE, "issue": "nato_membership"},
            f"/positions {CHILE} on NATO membership",
        ),
        ({"what": "positions", "who": CHILE, "other": NORWAY}, f"/positions {CHILE} {NORWAY}"),
        ({"what": "positions", "words": "  “patrol\nboats” "}, "/positions on patrol boats"),
        ({"what": "talks", "who": NORWAY, "other": CHILE, "words": "Lisbon"}, f"/talks {NORWAY} {CHILE} Lisbon"),
        ({"what": "talks", "since": "2031-05-01"}, "/talks since 2031-05-01"),
    ],
)
def test_the_form_becomes_a_command_line(filled: dict[str, str], line: str) -> None:
    assert line_of(values(**filled)) == line


@pytest.mark.parametrize(
    ("filled", "field", "said"),
    [
        ({}, "who", "at least one"),
        ({"what": "talks"}, "who", "at least one"),
        ({"words": "breakthrough"}, "who", "whose quotes"),
        ({"who": SOLBAKKEN, "issue": "ceasefire"}, "issue", "not by an issue"),
        ({"who": SOLBAKKEN, "other": CHILE}, "other", "one person or party"),
        ({"what": "positions", "since": "2022-03-01"}, "who", "or an issue"),
        ({"what": "positions", "issue": "ceasefire", "words": "truce"}, "words", "not both"),
        ({"what": "positions", "who": CHILE, "other": CHILE}, "other", "somebody else"),
        ({"what": "talks", "who": CHILE, "issue": "ceasefire"}, "issue", "place and days"),
        ({"who": CHILE, "since": "2022-03-02", "until": "2022-03-01"}, "until", "before the first"),
        ({"what": "poems", "who": CHILE}, "what", "Choose"),
    ],
)
def test_what_does_not_go_together_is_said_beside_the_field(filled: dict[str, str], field: str, said: str) -> None:
    errors = line_of(values(**filled))
    assert isinstance(errors, dict)
    assert said in errors[field]
    assert all(text.endswith(".") for text in errors.values())


def test_the_handlers_read_the_lines_as_they_are_meant(full: Corpus) -> None:
    line = line_of(values(who=SOLBAKKEN, words="breakthrough", since="2031-05-01", until="2031-05-31"))
    assert _answered(line, full) == [REPORTED]
    assert _answered(line_of(values(who=SOLBAKKEN, until="2031-05-01")), full) == []
    both = line_of(values(what="positions", who=NORWAY, other=CHILE))
    assert _titled(both, full) == "Norway | Chile"
    assert _titled(line_of(values(what="talks", who=NORWAY, words="Lisbon")), full) == "Lisbon talks, Norway and Chile"


@pytest.mark.parametrize("issue", [issue for issue in issues() if issue != OTHER])
def test_each_issue_comes_back_as_itself(issue: str, full: Corpus) -> None:
    line = line_of(values(what="positions", who=CHILE, issue=issue))
    assert isinstance(line, str)
    topic = read_topic(line.removeprefix("/positions "), full)
    assert isinstance(topic, Topic)
    assert topic.issues[0].id == issue
    assert [party.id for party in topic.parties] == [CHILE]


@pytest.mark.parametrize("words", ["grain export", "page 2", "follow", "since 2022-03-01", "ports until 2023"])
def test_searched_words_are_never_read_as_an_order(words: str, full: Corpus) -> None:
    line = line_of(values(who=SOLBAKKEN, words=words))
    assert isinstance(line, str)
    assert order_of(line) == (line, None)
    asked = read(line.removeprefix("/quote "))
    assert (asked.page, asked.since, asked.until) == (1, None, None)
    subject = subject_of(asked.words, full)
    assert isinstance(subject.resolution, Answer)
    assert subject.rest == words


shapes = st.recursive(
    st.one_of(st.none(), st.text(max_size=40), st.integers(), st.sampled_from(["quote", "2022-02-31", "party:x y"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["what", "who", "words", "since", "value", "selected_option"]), inner, max_size=4
        ),
    ),
    max_leaves=12,
)


@given(state=st.dictionaries(st.sampled_from(["what", "who", "other", "issue", "words", "since", "until"]), shapes))
def test_whatever_is_submitted_gives_a_line_or_errors(state: dict[str, Any]) -> None:
    found = line_of(state)
    assert found
    assert isinstance(found, dict) or found.startswith("/")


def _answered(line: str | dict[str, str], corpus: Corpus) -> list[str]:
    assert isinstance(line, str)
    command, _, asked = line.partition(" ")
    return quoted(HANDLERS[command](asked, corpus))


def _titled(line: str | dict[str, str], corpus: Corpus) -> str:
    assert isinstance(line, str)
    command, _, asked = line.partition(" ")
    return title(HANDLERS[command](asked, corpus))
