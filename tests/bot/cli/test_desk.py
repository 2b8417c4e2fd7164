"""`readout desk`: what is decided is listed and undone, and is written as rows that the fit of reference reads."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli
from corpus.store import open_corpus
from tests.invented import FOUND, QUOTES, TEXT, article
from tests.store.test_corrections import speaker


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'readout.db'}"
    with open_corpus(made) as corpus:
        corpus.save(article(), FOUND, "1")
    return made


def told(url: str, *words: str) -> tuple[int, str]:
    made = CliRunner().invoke(cli, ["desk", *words], env={"READOUT_DATABASE_URL": url})
    return made.exit_code, made.output


def test_a_decision_is_listed_until_it_is_undone(url: str) -> None:
    assert "Nothing has been decided" in told(url, "decisions")[1]
    with open_corpus(url) as corpus:
        number = corpus.corrections.decide(speaker(QUOTES[4], "Marta Lund")).id
    assert "speaker Marta Lund" in told(url, "decisions")[1]
    assert told(url, "undo", str(number))[0] == 0
    assert told(url, "undo", str(number))[0] == 1
    assert "Nothing has been decided" in told(url, "decisions")[1]


def test_the_gold_is_what_the_fit_learns_from(url: str, tmp_path: Path) -> None:
    from corpus.document.fit import cases_of, read_texts

    with open_corpus(url) as corpus:
        corpus.corrections.decide(speaker(QUOTES[4], "Ingrid Solbakken"))
    folder = tmp_path / "gold"
    assert "1 articles" in told(url, "gold", str(folder))[1]
    (text,) = read_texts([folder / "rows.jsonl", folder])
    assert text.document.article.text == TEXT
    assert [truth.names for truth in text.truths.values()] == [["Ingrid Solbakken"]]
    assert all(text.document.parse.doc[at].text == "she" for at in text.truths)
    assert [case.right for case in cases_of(text)] == [[0]]
