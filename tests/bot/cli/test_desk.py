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
    from corpus.fit import cases_of, read_texts

    with open_corpus(url) as corpus:
        corpus.corrections.decide(speaker(QUOTES[4], "Ingrid Solbakken"))
    folder = tmp_path / "gold"
    assert "1 articles" in told(url, "gold", str(folder))[1]
    (text,) = read_texts([folder / "rows.jsonl", folder])
    assert text.document.article.text == TEXT
    assert [truth.names for truth in text.truths.values()] == [["Ingrid Solbakken"]]
    assert all(text.document.parse.doc[at].text == "she" for at in text.truths)
    assert [case.right for case in cases_of(text)] == [[0]]


def test_parties_people_and_talks_are_ruled_at_the_command_line_and_undone(url: str) -> None:
    known = article().id
    said = {
        "Norway: the party Chile": ("party", "one", "Norway", "Chile"),
        "Norway: the party Georgia in 1 articles": ("party", "apart", "Norway", "Georgia", "--article", known),
        "Norway: the party Georgia in The Dock": ("party", "apart", "Norway", "Georgia", "--outlet", "The Dock"),
        "Chile: no party": ("party", "none", "Chile"),
        "Marta Lund = Tomás Arriagada: one person": ("person", "one", "Marta Lund", "Tomás Arriagada"),
        "Marta Lund (the boxer) ≠ Marta Lund": ("person", "namesake", "Marta Lund", "the boxer", "--article", known),
        "Marta Lund: no person": ("person", "none", "Marta Lund"),
        "place Porto": ("talks", "mend", f"{known}/t1", "--place", "Porto"),
        "gone": ("talks", "none", f"{known}/t1"),
    }
    for number, (line, words) in enumerate(said.items(), 1):
        assert told(url, *words) == (0, f"{number} is decided; readout desk undo {number} takes it back.\n")
        assert line in told(url, "decisions")[1]
        assert told(url, "undo", str(number))[0] == 0


def test_reports_that_are_of_another_round_are_named_as_they_are_listed(url: str) -> None:
    with open_corpus(url) as corpus:
        corpus.save(article(source="b.txt"), FOUND, "1")
    known = article().id
    assert told(url, "talks", "show", f"{known}/t1")[1].count("/t1  2031-05-06  Lisbon  Norway; Chile  held") == 2
    assert told(url, "talks", "apart", f"{known}/t1")[0] == 0
    assert told(url, "talks", "show", f"{known}/t1")[1].count("/t1") == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("party", "one", "Nowhereland", "Chile"), "No party is called"),
        (("party", "one", "Norway", "Oslo"), "same party already"),
        (("party", "apart", "Norway", "Chile"), "in which articles"),
        (("person", "one", "Norway", "Marta Lund"), "No person is called"),
        (("person", "namesake", "Marta Lund", "x"), "Choose among the articles"),
        (("talks", "mend", "nothing"), "Say what is otherwise"),
        (("talks", "none", "nothing"), "No article tells of talks"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(url: str, words: tuple[str, ...], why: str) -> None:
    code, output = told(url, *words)
    assert (code, why in output) == (1, True)
    assert "Nothing has been decided" in told(url, "decisions")[1]
