from collections.abc import Callable, Iterator

import pytest

from corpus.store import Corpus
from handlers.blocks.reply import Reply
from handlers.commands import COMMANDS
from handlers.commands.help import help_on
from tests.asked import positions, quotes, talks
from tests.invented import FOUND, article, corpus_of
from tests.replies import assert_sendable, buttons, presses, words

HANDLERS: dict[str, Callable[[str, Corpus], Reply]] = {
    "quote": quotes.answer,
    "positions": positions.answer,
    "talks": talks.answer,
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("help"), (article(), FOUND)) as corpus:
        yield corpus


@pytest.mark.parametrize("asked", ["help", "", "HELP", "?", "  "])
def test_help_says_what_a_command_does(full: Corpus, asked: str) -> None:
    reply = quotes.answer(asked, full)
    assert "Quotes: who said it, word for word" in words(reply)
    assert "/quote Ingrid Solbakken: everything that this person is quoted with" in words(reply)
    assert_sendable(reply)


@pytest.mark.parametrize("command", HANDLERS)
def test_every_example_in_the_help_has_an_answer(full: Corpus, command: str) -> None:
    reply = HANDLERS[command]("help", full)
    lines = [str(button["value"]) for button in presses(reply, "ask")]
    assert len(lines) >= 3
    for line in lines:
        name, _, asked = line.removeprefix("/").partition(" ")
        answered = HANDLERS[name](asked, full)
        assert answered.count, line


def test_without_articles_help_still_explains_and_promises_no_examples(corpus: Corpus) -> None:
    reply = positions.answer("help", corpus)
    assert "shows what it demands, offers, accepts or rejects" in words(reply)
    assert buttons(reply) == {}
    assert_sendable(reply)


def test_without_talks_the_examples_come_from_the_quotes(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = FOUND.model_copy(update={"talks": ()})
    with corpus_of(tmp_path_factory.mktemp("quotes"), (article(), found)) as corpus:
        lines = words(quotes.answer("help", corpus))
    assert "/quote Ingrid Solbakken breakthrough" in lines
    assert "/quote Norway" in lines


def test_the_help_of_all_commands_fits_one_message(full: Corpus) -> None:
    reply = help_on("", COMMANDS, full)
    assert all(f"/{command}" in words(reply) for command in HANDLERS)
    assert_sendable(reply)


def test_help_can_be_asked_for_one_command(full: Corpus) -> None:
    text = words(help_on("/talks", COMMANDS, full))
    assert "/talks latest" in text
    assert "/positions" not in text


def test_help_tells_what_every_command_can_do(full: Corpus) -> None:
    for asked in (quotes.answer("help", full), help_on("", COMMANDS, full)):
        told = words(asked)
        assert "Only you see the answer until you share it." in told
        assert all(word in told for word in ("“follow”", "“export”", "“since March 2022”", "“until 30 Mar 2022”"))
        assert "Only you see the answer until you share it." in asked.text
