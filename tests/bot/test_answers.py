"""Answers are remembered for as long as the corpus stays as it is, and nothing else is."""

import asyncio

import pytest

from bot import answers as remembering
from bot.answers import Answers, UnsendableError, sendable
from bot.finding import InThreads
from bot.tasks import Tasks
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


@pytest.fixture
def answers(newsroom: TroubledCorpus, tasks: Tasks) -> Answers:
    return Answers(newsroom, tasks, InThreads(newsroom, tasks))


async def test_an_answer_is_found_once(answers: Answers, asked: Asked) -> None:
    first = await answers("/quote Nordmann")
    assert await answers(" /quote \t Nordmann\n") is first
    assert len(asked.lines) == 1
    assert "fishing grounds in June" in str(first.payload)
    assert first.reply.count == 1


async def test_it_is_remembered_until_the_corpus_changes(
    newsroom: TroubledCorpus, answers: Answers, asked: Asked
) -> None:
    before = await answers("/quote Norway")
    newsroom.save(*in_another_article(1, QUOTES[4].model_copy(update={"party_name": "Norway"})), "2")
    assert (await answers("/quote Norway")).payload != before.payload
    newsroom.remove("norway-iceland")
    assert "fishing grounds" not in str((await answers("/quote Norway")).payload)
    assert len(asked.lines) == 3


async def test_a_remembered_spelling_changes_the_answer(newsroom: TroubledCorpus, answers: Answers) -> None:
    assert (await answers("/quote Zzyzx")).reply.count == 0
    newsroom.notebook.remember("Zzyzx", next(iter(newsroom.suggest("Nordmann"))).id, "U1")
    assert (await answers("/quote Zzyzx")).reply.count == 1


@pytest.mark.parametrize("failure", [StoreError("The database is locked."), RuntimeError("a secret detail")])
async def test_a_failure_is_never_remembered(newsroom: TroubledCorpus, answers: Answers, failure: Exception) -> None:
    newsroom.failure = failure
    if isinstance(failure, StoreError):
        assert "The database is locked" in (await answers("/quote Nordmann")).reply.text
    else:
        with pytest.raises(RuntimeError):
            await answers("/quote Nordmann")
    newsroom.failure = None
    assert "fishing grounds in June" in str((await answers("/quote Nordmann")).payload)


async def test_what_shows_no_records_is_not_remembered(answers: Answers, asked: Asked) -> None:
    for _ in range(2):
        await answers("/quote help")
    assert len(asked.lines) == 2


async def test_only_so_many_are_remembered(answers: Answers, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    for line in ("/quote Nordmann", "/quote Jonsson", "/quote Nordmann", "/talks", "/quote Nordmann"):
        await answers(line)
    assert asked.lines == ["/quote Nordmann", "/quote Jonsson", "/talks"]
    await answers("/quote Jonsson")
    assert len(asked.lines) == 4


async def test_equal_lines_at_the_same_moment_are_found_once(answers: Answers, asked: Asked) -> None:
    found = await asyncio.gather(*(answers("/quote Nordmann") for _ in range(8)))
    assert len({id(one) for one in found}) == 1
    assert len(asked.lines) == 1


async def test_who_waits_no_longer_takes_nothing_from_the_others(newsroom: TroubledCorpus, answers: Answers) -> None:
    newsroom.pause = 0.1
    impatient, patient = (asyncio.ensure_future(answers("/quote Nordmann")) for _ in range(2))
    await asyncio.sleep(0.05)
    impatient.cancel()
    assert "fishing grounds in June" in str((await patient).payload)


async def test_equal_lines_that_fail_fail_alike(newsroom: TroubledCorpus, answers: Answers) -> None:
    newsroom.failure = RuntimeError("a secret detail")
    found = await asyncio.gather(*(answers("/quote Nordmann") for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in found] == [RuntimeError] * 3


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
