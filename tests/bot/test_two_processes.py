"""Two processes on one database and one Slack, which gives each payload to either: everything is done once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.fake_slack.exchange import Exchange
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import new_ts
from corpus.keepings import Follow
from corpus.models import Article, Extraction
from corpus.store import Corpus, open_corpus
from tests.identified import identified
from tests.newsroom import PARTIES, PEOPLE, POSITIONS, QUOTES, TALKS, TEXT
from tests.running import button
from tests.serving import Start, log_until, starting

Json = dict[str, Any]

SERVING = ("-m", "tests.hurried", "serve")
PATIENCE = 60.0  # seconds
CALM = 1.5  # seconds, in which each process looks for news several times


@pytest.fixture
async def both(slack: FakeSlack, tmp_path: Path, any_url: str) -> AsyncIterator[Start]:
    """Both processes, answering."""
    async with starting(slack, tmp_path, any_url) as run:
        await both_of(run, slack)
        yield run


@pytest.fixture
def shared(both: Start, any_url: str) -> Corpus:
    return open_corpus(any_url)


async def settled(asked: Exchange) -> None:
    """Wait until an exchange has its answer, if it gets one."""
    if asked.message is None:
        await asked.answered(PATIENCE)


def kept(corpus: Corpus) -> tuple[Follow, ...]:
    return corpus.notebook.follows()


async def test_eight_follows_at_once_are_one_and_announced_once(slack: FakeSlack, shared: Corpus) -> None:
    question = (await (await slack.command("/quote", "Nordmann follow")).answered(PATIENCE)).message or {}
    begin = button(question, "order", "Follow here")
    pressed = await asyncio.gather(*(slack.press(begin, question) for _ in range(8)))
    assert [one.error for one in pressed] == [None] * 8
    await slack.posted(1, PATIENCE)
    await asyncio.sleep(CALM)
    assert len(kept(shared)) == 1
    assert len(slack.posted) == 1


async def test_six_presses_of_share_at_once_are_one_answer(slack: FakeSlack, both: Start) -> None:
    quotes = await (await slack.command("/quote", "Nordmann")).seen(PATIENCE)
    seen = {**quotes, "ts": new_ts(), "is_ephemeral": True}
    pressed = await asyncio.gather(*(slack.press(button(quotes, "share"), seen) for _ in range(6)))
    await asyncio.gather(*map(settled, pressed))
    told = [message for one in pressed for message in one.messages]
    assert [one.url.refused for one in pressed] == [[]] * 6
    assert sum(message.get("response_type") == "in_channel" for message in told) == 1


async def test_alerts_and_digests_are_told_once(slack: FakeSlack, tmp_path: Path, any_url: str) -> None:
    async with starting(slack, tmp_path, any_url) as run:
        corpus = open_corpus(any_url)
        channel, direct = (follow(corpus, where) for where in ("C0NEWSROOM", "D0EDITOR"))
        corpus.shared.digest(direct.id, 0)  # its hour has come, whatever the hour is
        again(corpus, "July")
        await both_of(run, slack)
        await slack.posted(2, PATIENCE)
        await asyncio.sleep(CALM)
        assert sorted(one["channel"] for one in slack.posted) == ["C0NEWSROOM", "D0EDITOR"]
        assert all("fishing grounds in July" in str(one["blocks"]) for one in slack.posted)
        again(corpus, "Sept")
        told = (await slack.posted(3, PATIENCE))[2]
        await asyncio.sleep(CALM)
        assert (told["channel"], "grounds in Sept" in str(told["blocks"])) == (channel.channel, True)
        assert [one["channel"] for one in slack.posted].count("C0NEWSROOM") == 2


def follow(corpus: Corpus, channel: str) -> Follow:
    wanted = Follow(team="T0LOOPBACK", channel=channel, user="U0EDITOR", line="/quote Nordmann", label="x", upto=1)
    return corpus.notebook.follow(wanted)


def again(corpus: Corpus, month: str) -> None:
    """Another article with other words of the same people."""
    found = Extraction(people=PEOPLE, parties=PARTIES, quotes=QUOTES, positions=POSITIONS, talks=TALKS)
    text = TEXT.replace("in June", f"in {month}")
    article = Article(id=month, title="More fish", published=date(2021, 6, 4), source=f"{month}.txt", text=text)
    other = Extraction.model_validate_json(found.model_dump_json().replace("in June", f"in {month}"))
    corpus.save(article, identified(other), "1")


async def both_of(run: Start, slack: FakeSlack) -> None:
    """Start both processes and wait until they answer."""
    processes = [await run(*SERVING, READOUT_MINUTES_BETWEEN_ALERTS="0") for _ in range(2)]
    for process in processes:
        await log_until(process, "Readout is ready")
    await slack.connected(PATIENCE, count=2)
