"""A timeline as a picture: what is drawn tells what is said, and goes to whoever asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import pictures
from bot.fake_slack.slack import FakeSlack
from bot.pictures import timeline_of
from bot.socket_mode import Connection
from corpus.store import Corpus
from handlers.blocks.reply import Reply
from handlers.commands.timeline import Entry, Timeline
from tests.invented import FOUND, article, corpus_of
from tests.running import newest, shown


def test_the_timeline_of_a_line_is_what_its_answer_lists(tmp_path: Path) -> None:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        found = timeline_of("/positions Norway Chile timeline", corpus)
        assert isinstance(found, Timeline)
        assert [(one.day, one.lane) for one in found.entries][:2] == [("2031-05-06", "Talks"), ("2031-05-06", "Chile")]
        assert "6 May 2031, Talks: Lisbon talks, Norway and Chile (held)." in found.told
        assert isinstance(timeline_of("/positions Norway", corpus), Reply)
        assert isinstance(timeline_of("/quote timeline", corpus), Reply)


async def test_it_is_sent_with_words_that_tell_the_same(
    slack: FakeSlack, app: Connection, newsroom: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _: object())
    monkeypatch.setattr(pictures, "drawn", lambda timeline: b"\x89PNG " + timeline.title.encode())
    pressed = {"type": "button", "action_id": "picture:1", "value": "/talks timeline"}
    told = shown(await (await slack.press(pressed, {"text": "x"})).answered(within=5))
    assert "direct messages" in told["text"]
    assert (slack.files[-1].data or b"").startswith(b"\x89PNG")
    assert "Geneva" in (await newest(slack, 1))["text"]


async def test_where_nothing_can_draw_it_is_said(
    slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _: None)
    pressed = {"type": "button", "action_id": "picture:1", "value": "/talks timeline"}
    told = shown(await (await slack.press(pressed, {"text": "x"})).answered(within=5))
    assert "make run EXTRAS=picture" in told["text"]
    assert slack.files == []


def test_it_is_drawn_in_a_process_of_its_own() -> None:
    entries = tuple(Entry(day=f"2031-05-{n:02}", lane="Norway", label=f"$pays$ {n} " * 15) for n in range(1, 9))
    heights = []
    for some in ((), entries):
        data = pictures.drawn(Timeline(title="Talks over time", entries=some))
        assert data.startswith(b"\x89PNG")
        heights.append(int.from_bytes(data[20:24]))  # as the PNG's first chunk has it
    assert heights[1] > heights[0] > 0
    assert "matplotlib" not in sys.modules


def test_a_drawing_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(subprocess.CalledProcessError):
        pictures.drawn(Timeline(title="x"))
