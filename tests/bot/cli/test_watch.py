"""`readout watch`: what is put into a folder is read once it is whole, and SIGTERM ends it between two articles."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.ingest import watching
from corpus.ingest.watching import Folders
from corpus.store import Corpus, open_corpus

ROOT = Path(__file__).parents[3]
TEXT = " date 2031-05-04 {head}\n\n“We will sign it in June,” said Marta Solbakken, the minister, on {day}.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


class Clock:
    """In place of the time that passes."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def looked_at(folders: Folders, clock: Clock, later: float = watching.SETTLED) -> list[str]:
    clock.now += later
    return [file.source for file in folders.look().files]


class TestFolders:
    def test_a_file_is_told_once_it_has_settled_and_again_when_it_is_changed(self, folder: Path, clock: Clock) -> None:
        folders = Folders([folder], clock)
        (folder / "a.txt").write_text("one")
        assert looked_at(folders, clock) == []
        assert looked_at(folders, clock) == ["drop/a.txt"]
        assert looked_at(folders, clock) == []
        (folder / "a.txt").write_text("one two")
        assert looked_at(folders, clock) == []
        assert looked_at(folders, clock) == ["drop/a.txt"]

    def test_one_that_somebody_still_writes_at_waits(self, folder: Path, clock: Clock) -> None:
        folders = Folders([folder], clock)
        for part in range(5):
            (folder / "a.txt").write_text("part " * (part + 1))
            assert looked_at(folders, clock) == []
        assert looked_at(folders, clock, watching.SETTLED / 2) == []
        assert looked_at(folders, clock, watching.SETTLED / 2) == ["drop/a.txt"]

    def test_one_put_in_place_of_another_at_once_is_another(self, folder: Path, clock: Clock) -> None:
        folders = Folders([folder], clock)
        (folder / "a.txt").write_text("same size")
        assert looked_at(folders, clock) == []
        assert looked_at(folders, clock) == ["drop/a.txt"]
        stamp = (folder / "a.txt").stat()
        (folder / ".a.txt.x").write_text("same SIZE")
        os.utime(folder / ".a.txt.x", ns=(stamp.st_mtime_ns, stamp.st_mtime_ns))
        (folder / ".a.txt.x").rename(folder / "a.txt")
        assert looked_at(folders, clock) == []
        assert looked_at(folders, clock) == ["drop/a.txt"]

    def test_hidden_and_unfinished_ones_are_passed_over_and_folders_within_are_looked_into(
        self, folder: Path, clock: Clock
    ) -> None:
        folders = Folders([folder], clock)
        (folder / "deep").mkdir()
        for name in (".hidden.txt", "a.part", "b.tmp", "deep/c.txt"):
            (folder / name).write_text("one")
        looked_at(folders, clock)
        assert looked_at(folders, clock) == ["drop/deep/c.txt"]

    def test_a_folder_that_goes_away_and_comes_back(self, folder: Path, clock: Clock) -> None:
        folders = Folders([folder], clock)
        (folder / "a.txt").write_text("one")
        looked_at(folders, clock)
        assert looked_at(folders, clock) == ["drop/a.txt"]
        folder.rename(folder.with_name("away"))
        assert looked_at(folders, clock) == []
        folder.with_name("away").rename(folder)
        assert looked_at(folders, clock) == []
        assert looked_at(folders, clock) == ["drop/a.txt"]  # which `ingest` then finds unchanged


@contextmanager
def watched(folder: Path, url: str) -> Iterator["subprocess.Popen[str]"]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "READOUT_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "watch", str(folder)],
        cwd=folder.parent,
        env={**environment, "READOUT_DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def days(corpus: Corpus) -> list[str]:
    return sorted(row.quote.text for row in corpus.quotes())


def test_what_is_put_there_is_read_and_sigterm_ends_it_cleanly(any_url: str, folder: Path) -> None:
    (folder / "first.txt").write_text(TEXT.format(head="First", day="Monday"))
    with open_corpus(any_url) as corpus, watched(folder, any_url) as process:
        until(lambda: corpus.articles_read() == 1)
        (folder / "second.txt").write_text(TEXT.format(head="Second", day="Tuesday"))
        (folder / "empty.txt").write_text("")
        until(lambda: corpus.articles_read() == 2)
        (folder / "second.txt").write_text(TEXT.format(head="Second", day="Tuesday").replace("June", "July"))
        until(lambda: "We will sign it in July," in days(corpus))
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)
        assert process.returncode == 0
        assert corpus.ingested_from_folders().keys() == {"drop/first.txt", "drop/second.txt"}
    assert "1 added" in told
    assert "drop/empty.txt: is empty" in told
    assert told.endswith("Watching has ended; what was read is saved.\n")
    assert "Traceback" not in told


def test_what_is_no_folder_is_told(folder: Path) -> None:
    with watched(folder / "none", "sqlite://") as process:
        _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "does not exist" in told
