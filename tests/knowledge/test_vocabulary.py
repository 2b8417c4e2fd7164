"""The vocabulary of positions: its data, and what a typed topic means."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge.vocabulary import OTHER, issue_in, issues, issues_named, stances
from corpus.models import Stance


def test_every_stance_has_a_word_for_readers_and_examples() -> None:
    table = stances()
    assert list(table) == list(Stance)
    for entry in table.values():
        assert entry.label
        assert entry.definition
        assert entry.cues
        assert entry.examples
        assert not entry.label.startswith(entry.stance.value.upper())


def test_the_last_issue_is_for_what_is_about_none_of_the_others() -> None:
    assert list(issues())[-1] == OTHER
    assert not issues()[OTHER].terms


@pytest.mark.parametrize(
    "issue", [issue for issue in issues().values() if issue.id != OTHER], ids=lambda issue: issue.id
)
def test_the_examples_of_an_issue_are_about_it(issue) -> None:  # type: ignore[no-untyped-def]
    assert issue.examples
    assert [issue_in(example) for example in issue.examples] == [issue.id] * len(issue.examples)


def test_the_longest_term_decides() -> None:
    assert issue_in("a nuclear power plant") == "nuclear"
    assert issue_in("security guarantees") == "security_guarantees"
    assert issue_in("the deployment of peacekeepers") == "monitoring"
    assert issue_in("direct talks between the presidents") == "leaders_meeting"
    assert issue_in("talks") == "negotiation_process"


def test_the_truce_of_a_trade_war_is_about_trade() -> None:
    assert issue_in("a ceasefire along the river") == "ceasefire"
    assert issue_in("a ceasefire in the trade war") == "economy_resources"
    assert issue_in("a truce", around="agreed to a truce over tariffs on copper") != "ceasefire"


def test_terms_match_whole_words_in_any_case() -> None:
    assert issue_in("NATO's Aspirations") == "nato_membership"
    assert issue_in("natopolis") is None
    assert issue_in("an important export ban and the price of oil") == "economy_resources"
    assert issue_in("a portrait") is None


def test_words_about_nothing_known_are_about_no_issue() -> None:
    assert issue_in("a bouquet of tulips") is None
    assert issue_in("") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("NATO", "nato_membership"),
        ("nato membership", "nato_membership"),
        ("Crimea", "territory_crimea"),
        ("prisoners", "prisoners"),
        ("prisoner", "prisoners"),
        ("prisoner swaps", "prisoners"),
        ("security guarantees", "security_guarantees"),
        ("the ceasefire", "ceasefire"),
        ("sanctions", "sanctions"),
        ("withdrawing", "withdrawal_deescalation"),
        ("hostage deal", "prisoners"),
        ("question of Crimea", "territory_crimea"),
    ],
)
def test_a_typed_topic_means_its_issue(typed: str, first: str) -> None:
    assert issues_named(typed)[0].id == first


def test_a_topic_may_mean_several_issues_the_closest_first() -> None:
    found = [issue.id for issue in issues_named("talks")]
    assert found[0] == "negotiation_process"
    assert len(found) > 1


@pytest.mark.parametrize("typed", ["", "   ", "the", "xyzzy", "Ukraine", "Putin", "\u202e", "*", "%_"])
def test_what_names_no_issue_means_none(typed: str) -> None:
    assert issues_named(typed) == ()


@pytest.fixture
def often_interrupted() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_a_topic_means_the_same_in_many_threads(often_interrupted: None) -> None:
    typed = ("prisoner swaps", "security guarantees", "withdrawing", "hostage deal", "question of Crimea", "talks")
    alone = [issues_named(one) for one in typed]
    with ThreadPoolExecutor(12) as threads:
        assert [*threads.map(issues_named, typed * 40)] == alone * 40


@given(st.text(max_size=80))
def test_any_words_can_be_asked_about(typed: str) -> None:
    assert OTHER not in {issue.id for issue in issues_named(typed)}
    assert issue_in(typed) is None or issue_in(typed) in issues()


def test_the_vocabulary_needs_no_parser() -> None:
    code = "import sys; from corpus.knowledge.vocabulary import issues_named; issues_named('NATO'); "
    code += "sys.exit('spacy' in sys.modules)"
    environment = {"PYTHONPATH": ".", "PATH": ""}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
