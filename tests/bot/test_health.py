"""Health: a process that serves has a pulse; one that hangs, is gone or is cut off is told from it."""

import asyncio
import os
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.health import Pulse, beat, health, notify
from corpus.store import Corpus, open_corpus

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def pulse(ago: float = 1, **more: object) -> Pulse:
    at = NOW - timedelta(seconds=ago)
    return Pulse.model_validate({"pid": 1, "started": at, "at": at, "connected": at, **more})


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (pulse(), "well"),
        (None, "not running"),
        (pulse(ago=90), "hangs"),
        (pulse(connected=None), "not connected"),
    ],
)
def test_states_are_told_apart(corpus: Corpus, tmp_path: Path, written: Pulse | None, state: str) -> None:
    if written:
        (tmp_path / "pulse").write_text(written.model_dump_json(), encoding="utf-8")
    assert health(corpus, tmp_path / "pulse", NOW).state == state


def test_half_a_pulse_is_none(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "pulse").write_text('{"pid": 1, "sta', encoding="utf-8")
    assert health(corpus, tmp_path / "pulse", NOW).state == "not running"


def test_a_full_disk_and_a_database_that_cannot_be_read(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pulse").write_text(pulse().model_dump_json(), encoding="utf-8")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000))
    assert health(corpus, tmp_path / "pulse", NOW).state == "disk"
    (tmp_path / "broken.db").write_text("no database at all", encoding="utf-8")
    with open_corpus(f"sqlite:///{tmp_path / 'broken.db'}") as broken:
        found = health(broken, tmp_path / "pulse", NOW)
    assert found.state == "database"
    assert "broken.db" in found.why


async def test_a_pulse_beats_and_is_gone_with_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.health.EVERY", 0.01)
    beats: list[Pulse] = []

    def one() -> Pulse:
        beats.append(pulse(pid=os.getpid()))
        return beats[-1]

    beating = asyncio.create_task(beat(one, tmp_path / "pulse"))
    await until(lambda: len(beats) > 3)
    assert Pulse.model_validate_json((tmp_path / "pulse").read_bytes()).pid == os.getpid()
    beating.cancel()
    await asyncio.wait({beating})
    assert os.listdir(tmp_path) == []


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def test_systemd_is_told_where_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(2)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        notify("READY=1")
        assert heard.recv(100) == b"READY=1"
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    notify("READY=1")
    monkeypatch.delenv("NOTIFY_SOCKET")
    notify("READY=1")
