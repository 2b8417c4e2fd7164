"""`readout article`: what is held or killed is in no answer until it is released, and the history says who and why."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli
from corpus.store import open_corpus
from tests.newsroom import fill


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'readout.db'}"
    with open_corpus(made) as corpus:
        fill(corpus)
    return made


def told(url: str, *words: str) -> tuple[int, str]:
    made = CliRunner().invoke(cli, [*words], env={"READOUT_DATABASE_URL": url})
    return made.exit_code, made.output


def article_id(url: str) -> str:
    return told(url, "article", "list")[1].split()[0]


def test_what_is_held_is_in_no_answer_until_it_is_released(url: str) -> None:
    one = article_id(url)
    assert "fishing grounds" in told(url, "ask", "/quote Nordmann")[1]
    assert told(url, "article", "hold", one, "--reason", "the lawyer reads it", "--by", "Ada")[0] == 0
    assert "fishing grounds" not in told(url, "ask", "/quote Nordmann")[1]
    assert "on hold" in told(url, "article", "list")[1]
    shown = told(url, "article", "show", one)[1]
    assert "on hold: the lawyer reads it (Ada, " in shown
    assert "fishing grounds" not in shown
    assert told(url, "article", "release", one)[0] == 0
    assert "fishing grounds" in told(url, "ask", "/quote Nordmann")[1]
    history = told(url, "article", "history", one)[1].splitlines()
    assert [re.split(r" {2}|, by ", line)[2] for line in history] == ["usable", "on hold"]


def test_an_embargo_has_its_end_and_a_kill_has_none(url: str) -> None:
    one = article_id(url)
    told(url, "article", "hold", one, "--until", "2131-05-04 12:00:00")
    assert "embargoed until 04 May 2131 12:00 UTC" in told(url, "article", "show", one)[1]
    told(url, "article", "kill", one)
    assert "killed" in told(url, "article", "list")[1]
    assert "fishing grounds" not in told(url, "ask", "/quote Nordmann")[1]


def test_what_is_removed_is_gone_and_its_history_is_not(url: str) -> None:
    one = article_id(url)
    assert told(url, "article", "remove", one, "--by", "Ada", "--reason", "a duplicate")[0] == 0
    assert told(url, "article", "list")[1] == "There is no article.\n"
    assert "removed, by Ada: a duplicate" in told(url, "article", "history")[1]


def test_an_article_is_found_by_what_it_is_called_and_nobody_is_guessed(url: str) -> None:
    code, output = told(url, "article", "show", "no such headline")
    assert (code, "No article is called" in output) == (1, True)
    assert told(url, "article", "show", "%")[0] == 1
    assert told(url, "article", "kill", " ")[0] == 1


def test_an_article_that_was_read_well_is_read_again(url: str) -> None:
    one = article_id(url)
    code, said = told(url, "article", "again", one)
    assert (code, said.count(" is updated")) == (0, 1)
    assert told(url, "article", "kill", one)[0] == 0
    assert told(url, "article", "again", one)[0] == 0
    assert "killed" in told(url, "article", "list")[1]
    assert told(url, "article", "again", "no such article at all")[0] == 1
