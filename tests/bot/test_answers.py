"""Answers are remembered for as long as the corpus stays as it is, and nothing else is."""

import threading

import pytest

from bot import answers as remembering
from bot.answers import Answers, UnsendableError, sendable
from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.kit import Input, note
from handlers.blocks.reply import Reply, View, reply
from tests.invented import QUOTES, in_another_article
from tests.running import TroubledCorpus


class Asked:
    """Counts how often the handlers answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: list[str] = []
        self._answer = answer
        monkeypatch.setattr(remembering, "answer", self)

    def __call__(self, line: str, corpus: Corpus) -> Reply:
        self.lines.append(line)
        return self._answer(line, corpus)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def test_an_answer_is_found_once(newsroom: TroubledCorpus, asked: Asked) -> None:
    answers = Answers(newsroom)
    assert answers.remembered("/quote Nordmann") is None
    first = answers("/quote Nordmann")
    assert answers(" /quote \t Nordmann\n") is first
    assert answers.remembered("/quote Nordmann") is first
    assert len(asked.lines) == 1
    assert "fishing grounds in June" in str(first.payload)
    assert first.reply.count == 1


def test_it_is_remembered_until_the_corpus_changes(newsroom: TroubledCorpus, asked: Asked) -> None:
    answers = Answers(newsroom)
    before = answers("/quote Norway")
    newsroom.save(*in_another_article(1, QUOTES[4].model_copy(update={"party_name": "Norway"})), "2")
    assert answers.remembered("/quote Norway") is None
    assert answers("/quote Norway").payload != before.payload
    newsroom.remove("norway-iceland")
    assert "fishing grounds" not in str(answers("/quote Norway").payload)
    assert len(asked.lines) == 3


def test_a_remembered_spelling_changes_the_answer(newsroom: TroubledCorpus) -> None:
    answers = Answers(newsroom)
    assert answers("/quote Zzyzx").reply.count == 0
    newsroom.notebook.remember("Zzyzx", next(iter(newsroom.suggest("Nordmann"))).id, "U1")
    assert answers("/quote Zzyzx").reply.count == 1


@pytest.mark.parametrize("failure", [StoreError("The database is locked."), RuntimeError("a secret detail")])
def test_a_failure_is_never_remembered(newsroom: TroubledCorpus, failure: Exception) -> None:
    answers = Answers(newsroom)
    newsroom.failure = failure
    if isinstance(failure, StoreError):
        assert "The database is locked" in answers("/quote Nordmann").reply.text
    else:
        with pytest.raises(RuntimeError):
            answers("/quote Nordmann")
    newsroom.failure = None
    assert "fishing grounds in June" in str(answers("/quote Nordmann").payload)


def test_what_shows_no_records_is_not_remembered(newsroom: TroubledCorpus, asked: Asked) -> None:
    answers = Answers(newsroom)
    for _ in range(2):
        answers("/quote help")
    assert len(asked.lines) == 2


def test_only_so_many_are_remembered(newsroom: TroubledCorpus, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    answers = Answers(newsroom)
    for line in ("/quote Nordmann", "/quote Jonsson", "/quote Nordmann", "/talks"):
        answers(line)
    assert answers.remembered("/quote Jonsson") is None
    assert answers.remembered("/quote Nordmann") is not None


def test_many_threads_get_the_same_answer(newsroom: TroubledCorpus) -> None:
    answers, found = Answers(newsroom), []
    asking = [threading.Thread(target=lambda: found.append(answers("/quote Nordmann"))) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(found) == 8
    assert len({str(one.payload) for one in found}) == 1


@pytest.mark.parametrize(
    "made",
    [
        Reply((Input({"type": "marquee"}),)),
        Reply((note("x"), note("y")) * 26),
        View(title="t", blocks=(Input({"type": "marquee"}),)),
    ],
)
def test_what_slack_would_refuse_raises(made: Reply | View) -> None:
    with pytest.raises(UnsendableError):
        sendable(made)


def test_what_slack_takes_is_its_payload() -> None:
    made = reply([note("x")])
    assert sendable(made) == made.payload()
