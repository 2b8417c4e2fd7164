"""Corpora to test with, an empty one on SQLite and one on each database that the project runs on; a running app."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL

from corpus.store import Corpus, open_corpus
from tests.postgres import empty_schema, postgresql

if TYPE_CHECKING:
    from bot.fake_slack.slack import FakeSlack
    from bot.socket_mode import Connection
    from bot.tasks import Tasks
    from tests.running import TroubledCorpus

settings.register_profile("nightly", max_examples=10_000)
settings.register_profile(  # code that counts its own calls is slow, its tests are run again and again in one process
    "mutants", derandomize=True, max_examples=10, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile("steady", derandomize=True)  # a change is judged by its own faults, not by the day's luck
settings.load_profile("steady")


SLOW = (
    *("bot", "ingest", "store", "desk", "commands"),
    *(
        "test_claims.py",
        "test_comparing.py",
        "test_deploy.py",
        "test_firewall.py",
        "test_first_screen.py",
        "test_frames.py",
    ),
    *("test_growth.py", "test_histories.py", "test_hostile.py", "test_negotiation.py", "test_payloads_hypothesis.py"),
    *("test_quote_check_handler.py", "test_readme.py", "test_walk.py"),
)
"""Folders and files of what starts processes, servers or an app, or reads a lot: `make fast` leaves them out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What draws cases and what takes a PostgreSQL is slow too."""
    for item in items:
        drawn = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if drawn or "[postgresql" in item.name or not {*item.path.parts}.isdisjoint(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Where a corpus can be; nothing is there yet."""
    return f"sqlite:///{tmp_path / 'readout.db'}"


@pytest.fixture
def corpus(sqlite_url: str) -> Iterator[Corpus]:
    """An empty corpus in a SQLite file."""
    with open_corpus(sqlite_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A real PostgreSQL server, started on a socket in a temporary folder and stopped at the end."""
    with postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a corpus can be, on each of the databases; on PostgreSQL a schema of its own for every test."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'readout.db'}"
    return empty_schema(request.getfixturevalue("postgres"))


@pytest.fixture
def any_corpus(any_url: str) -> Iterator[Corpus]:
    """An empty corpus, on each of the databases."""
    with open_corpus(any_url) as opened:
        yield opened


# -- the app, for which Slack's libraries are imported: it takes two seconds, and most tests have no use for them -----


@pytest.fixture
def newsroom(sqlite_url: str) -> "Iterator[TroubledCorpus]":
    """A corpus with the article of `tests.newsroom`, whose database can be slow or fail."""
    from corpus.store.dialects.engines import open_engine
    from tests.newsroom import fill
    from tests.running import TroubledCorpus

    with open_corpus(sqlite_url) as filling:
        fill(filling)
    with TroubledCorpus(open_engine(sqlite_url)) as troubled:
        yield troubled


@pytest.fixture
async def slack() -> "AsyncIterator[FakeSlack]":
    """A fake Slack."""
    from bot.fake_slack.slack import FakeSlack

    async with FakeSlack() as running:
        yield running


@pytest.fixture
async def tasks() -> "AsyncIterator[Tasks]":
    from bot.tasks import Tasks

    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that notices a cut connection soon and leaves soon, and answers in the ack on a busy machine too."""
    from bot import socket_mode
    from bot.listeners import commands, views

    monkeypatch.setattr(socket_mode, "PING_EVERY", 2)
    monkeypatch.setattr(socket_mode, "ON_THE_WIRE", 0.01)
    monkeypatch.setattr(socket_mode, "SETTLING", 0.01)
    monkeypatch.setattr(commands, "ACK_WITHIN", 2.5)
    monkeypatch.setattr(views, "OPEN_WITHIN", 2.5)
    monkeypatch.setattr(views, "ACK_ARRIVES", 0.01)


@pytest.fixture
async def app(
    slack: "FakeSlack", newsroom: "TroubledCorpus", tasks: "Tasks", hurried: None
) -> "AsyncIterator[Connection]":
    """The app over `newsroom`, connected to `slack`."""
    from tests.running import connected

    async with connected(slack, newsroom, tasks) as connection:
        yield connection
