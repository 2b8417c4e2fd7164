"""Where a person types: on a real terminal, with a history, completion and a second chance."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.prompt import PROMPT, completions, history_file
from corpus.store import Corpus, open_corpus
from tests.newsroom import fill

ROOT = Path(__file__).parents[3]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as filled:
        fill(filled)
        yield filled


def test_a_command_and_a_name_are_completed(corpus: Corpus) -> None:
    assert completions("/q", corpus) == ["/quote "]
    assert any(line.startswith("/quote ") and "Nordmann" in line for line in completions("/quote Nordm", corpus))
    assert "/positions Norway" in completions("/positions norw", corpus)


@pytest.mark.parametrize("typed", ["what did", "/nothing No", "/quote ", "/quote xqzv"])
def test_what_begins_nothing_is_completed_to_nothing(typed: str, corpus: Corpus) -> None:
    assert completions(typed, corpus) == []


def test_the_history_lies_where_the_desktop_keeps_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file() == tmp_path / "readout" / "history"


class Terminal:
    """The console at a terminal of its own, with somebody who types."""

    def __init__(self, home: Path) -> None:
        given = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "dumb", "READOUT_WEB_PORT": "0"}
        given |= {"READOUT_DATABASE_URL": f"sqlite:///{home / 'readout.db'}", "PYTHONPATH": str(ROOT)}
        self._process, self._screen = pty.fork()
        if self._process == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that run in the background ignore it
            os.chdir(home)
            os.execve(sys.executable, [sys.executable, "-m", "bot", "serve"], given)
        self._seen, self._closed = "", False

    def type(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def interrupt(self, until: str) -> bool:
        """Ctrl-C until it shows the text, or has left: right before a line is waited for, Python hears of it late."""
        for _ in range(10):
            self.type("\x03")
            found = self.shows(until, within=1)
            if found or self._closed:
                return found
        return False

    def shows(self, text: str, within: float = 30) -> bool:
        """Whether it comes to show the text after what was asked about before."""
        until = time.monotonic() + within
        while text not in self._seen and time.monotonic() < until:
            ready, _, _ = select.select([self._screen], [], [], 0.2)
            try:
                self._seen += os.read(self._screen, 65_536).decode(errors="replace") if ready else ""
            except OSError:  # that is how a terminal ends
                self._closed = True
                break
        found = text in self._seen
        self._seen = self._seen.partition(text)[2] if found else self._seen
        return found

    def left(self) -> int:
        """Its exit code, once it has closed its terminal; it is ended where it has not after some seconds."""
        if self.shows("no text that it shows", within=10) or not self._closed:
            os.kill(self._process, signal.SIGKILL)
        os.close(self._screen)
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])


@pytest.mark.slow
def test_ctrl_c_drops_the_line_tab_completes_and_the_next_session_knows_what_was_typed(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as filled:
        fill(filled)
    first = Terminal(tmp_path)
    assert first.shows(PROMPT)
    first.type("/quote half a li")
    assert first.shows("half a li")
    assert first.interrupt("dropped the line")
    first.type("/quote Nordm\t\r")
    assert first.shows("fishing grounds")
    first.type("exit\r")
    assert first.left() == 0

    second = Terminal(tmp_path)
    assert second.shows(PROMPT)
    second.type("\x10\x10\r")  # two lines up: before "exit"
    assert second.shows("fishing grounds")
    assert second.shows(f"\n{PROMPT}")
    assert second.interrupt("once more leaves")
    assert not second.interrupt("what it never shows")
    assert second.left() == 0
