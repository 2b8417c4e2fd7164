"""Answers are found in processes of their own, which come again when they die and end with the app."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answers import UnsendableError, prepared
from bot.finding import InProcesses, InThreads, finder
from bot.tasks import Tasks
from corpus.errors import StoreError
from corpus.store import Corpus, open_corpus
from tests.newsroom import fill


def who(_: Corpus) -> int:
    return os.getpid()


def slowly(seconds: float, _: Corpus) -> int:
    time.sleep(seconds)
    return os.getpid()


def meeting(own: Path, other: Path, _: Corpus) -> None:
    """Come back only when the other is there too."""
    own.touch()
    while not other.exists():
        time.sleep(0.01)


def failing(what: Exception, _: Corpus) -> None:
    raise what


def unsendable(_: Corpus) -> object:
    return lambda: None


@pytest.fixture
async def find(sqlite_url: str) -> AsyncIterator[InProcesses]:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
    made = InProcesses(sqlite_url)
    yield made
    made.close()


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


async def test_an_answer_comes_from_another_process(find: InProcesses) -> None:
    found = await find(prepared, "/quote Nordmann")
    assert "fishing grounds in June" in str(found.payload)
    assert found.reply.count == 1
    assert await find(who) != os.getpid()


async def test_the_process_with_the_least_to_do_is_asked(find: InProcesses) -> None:
    assert len(set(await asyncio.gather(*(find(slowly, 0.2) for _ in range(8))))) == 2


async def test_a_process_finds_several_answers_beside_each_other(sqlite_url: str, tmp_path: Path) -> None:
    find = InProcesses(sqlite_url, processes=1)
    await asyncio.gather(
        find(meeting, tmp_path / "one", tmp_path / "other"), find(meeting, tmp_path / "other", tmp_path / "one")
    )
    find.close()


@pytest.mark.parametrize(
    "what", [StoreError("The database is locked.", passing=True), RuntimeError("odd"), UnsendableError("/x: y")]
)
async def test_what_is_raised_there_is_raised_here_with_its_trace(find: InProcesses, what: Exception) -> None:
    with pytest.raises(type(what), match=str(what)) as raised:
        await find(failing, what)
    assert "in failing" in "".join(raised.value.__notes__)
    assert getattr(raised.value, "passing", None) == getattr(what, "passing", None)


async def test_one_that_has_died_is_replaced_and_asked_again(find: InProcesses) -> None:
    first = await find(who)
    os.kill(first, signal.SIGKILL)
    again = {await find(who) for _ in range(4)}
    assert first not in again
    asking = asyncio.ensure_future(find(slowly, 0.5))
    await asyncio.sleep(0.2)
    for process in again:
        os.kill(process, signal.SIGKILL)
    assert await asking not in again


async def test_what_cannot_travel_fails_alone(find: InProcesses) -> None:
    with pytest.raises(Exception, match="lambda"):
        await find(unsendable)
    assert await find(who)


async def test_closed_it_leaves_no_process_whatever_is_still_found(find: InProcesses) -> None:
    processes = {await find(who) for _ in range(4)}
    asking = asyncio.ensure_future(find(slowly, 30.0))
    await asyncio.sleep(0.1)
    find.close()
    assert not any(map(is_alive, processes))
    with pytest.raises(EOFError):
        await asking


async def test_a_corpus_in_memory_is_asked_here(tasks: Tasks) -> None:
    with open_corpus("sqlite://") as corpus:
        fill(corpus)
        find = finder("sqlite://", corpus, tasks)
        assert isinstance(find, InThreads)
        assert await find(who) == os.getpid()
