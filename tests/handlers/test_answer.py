"""Every command line gets an answer that Slack takes, whoever typed it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.terminal import buttons, for_console
from bot.faults import faults
from corpus.store import Corpus, open_corpus
from handlers.answer import answer, cleaned
from handlers.commands import COMMANDS
from tests.newsroom import fill


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    path = tmp_path_factory.mktemp("routes") / "readout.db"
    with open_corpus(f"sqlite:///{path}") as filled:
        fill(filled)
        yield filled


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/quote Nordmann", "fishing grounds in June"),
        ("quote Nordmann", "fishing grounds in June"),
        ("  /QUOTE   Nordmann ", "fishing grounds in June"),
        ("/positions Norway", "offers"),
        ("/talks latest", "Geneva"),
    ],
)
def test_a_line_goes_to_its_command(corpus: Corpus, line: str, says: str) -> None:
    assert says in str(answer(line, corpus).payload())


@pytest.mark.parametrize("line", ["", " ", "/", "help", "/help", "/weather Oslo", "peace", "\0", "//quote"])
def test_a_line_without_a_command_gets_help_with_them_all(corpus: Corpus, line: str) -> None:
    text = str(answer(line, corpus).payload())
    assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "words",
    [
        "",
        "help",
        "\0\x01\x1b[2J",
        "<!channel>",
        "<@U0EDITOR> <#C1|x> <https://x.org|bank>",
        "x" * 3000,
        "<" * 3000,
        "&amp;" * 600,
        "Nordmann " * 300,
        "\ud800\udfff",
        "\u202egnp.exe",
        "'; DROP TABLE quotes; --",
        '" OR "" * NEAR(',
        "%_\\",
        "../../etc/passwd",
        "Nordmann page 999999999999999999999",
        "page -1",
    ],
)
def test_hostile_words_get_a_reply_that_slack_takes(corpus: Corpus, command: str, words: str) -> None:
    assert faults(answer(f"{command} {words}", corpus).payload()) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    command=st.sampled_from(sorted(COMMANDS)),
    words=st.text(alphabet=st.characters(), max_size=60)
    | st.lists(
        st.sampled_from(["Norway", "Iceland", "on", "fish", "page", "2", "2021", "latest", "and", "Nordmann"])
    ).map(" ".join),
)
def test_any_words_get_a_reply_that_slack_takes(corpus: Corpus, command: str, words: str) -> None:
    assert faults(answer(f"{command} {words}", corpus).payload()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_corpus_answers_too(command: str, tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path / 'none.db'}") as empty:
        reply = answer(f"{command} Norway", empty)
    assert faults(reply.payload()) == []
    assert not (tmp_path / "none.db").exists()


def test_every_button_leads_to_an_answer_and_on_from_there(corpus: Corpus) -> None:
    seen: set[str] = set()
    waiting = ["/talks latest", "/quote", "/quote Norwa", "/positions Norway"]
    while waiting:
        line = waiting.pop()
        seen.add(line)
        payload = answer(line, corpus).payload()
        assert faults(payload) == []
        pressable = buttons(for_console(payload))
        assert all(button["value"].split()[0].removeprefix("/") in COMMANDS for button in pressable)
        waiting += [button["value"] for button in pressable if button["value"] not in seen]
    assert len(seen) > 4


@given(st.text(max_size=5000))
def test_a_cleaned_line_is_one_short_line_of_letters(line: str) -> None:
    clean = cleaned(line)
    assert len(clean) <= 3000
    assert clean.isprintable() or "\n" not in clean
    assert clean == cleaned(clean)
    clean.encode()
