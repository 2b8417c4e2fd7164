"""Two processes on one database and one Slack, which gives each payload to either: everything is done once."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import new_ts
from corpus.keepings import Follow
from corpus.models import Article, Extraction, Party, PartyKind, Person, Quote, QuoteKind, Span, SpeakerKind
from corpus.store import Corpus, open_corpus
from handlers.texts import say
from tests.identified import identified
from tests.running import button
from tests.serving import Start, log_until, starting

Json = dict[str, Any]

SERVING = ("-m", "tests.hurried", "serve")
PATIENCE = 120.0  # seconds
SHARED_ALREADY = "You have shared this already."
CALM = 1.5  # seconds, in which each process looks for news several times


@pytest.fixture
async def both(slack: FakeSlack, tmp_path: Path, any_url: str) -> AsyncIterator[Start]:
    """Both processes, answering."""
    async with starting(slack, tmp_path, any_url) as run:
        await both_of(run, slack)
        yield run


@pytest.fixture
def shared(both: Start, any_url: str) -> Iterator[Corpus]:
    with open_corpus(any_url) as corpus:
        yield corpus


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
    (message,) = await slack.posted(1, PATIENCE)
    assert "fishing grounds in June" in str(message["blocks"])
    await asyncio.sleep(CALM)
    assert len(slack.posted) == 1
    assert [one.url.refused for one in pressed] == [[]] * 6
    told = [message["text"] for one in pressed for message in one.messages]
    assert len(told) == 5
    assert {*told} <= {SHARED_ALREADY, say("shared_perhaps")}  # a press that comes before Slack has answered
    later = await slack.press(button(quotes, "share"), seen)
    assert (await later.seen(PATIENCE))["text"] == SHARED_ALREADY


@pytest.mark.parametrize(
    ("moment", "posted", "told"),
    [("finding", 0, ""), ("posting", 0, "Look in the channel"), ("posted", 1, "Look in the channel")],
)
async def test_a_process_that_is_killed_while_it_shares_leaves_no_untruth(
    slack: FakeSlack, tmp_path: Path, any_url: str, moment: str, posted: int, told: str
) -> None:
    """What was surely not posted is shared by the next press; of what may have been it is said to look; never twice."""
    async with starting(slack, tmp_path, any_url) as run:
        killed = await run("-m", "tests.dying", moment, "serve")
        await slack.connected(PATIENCE)
        quotes = await (await slack.command("/quote", "Nordmann")).seen(PATIENCE)
        seen = {**quotes, "ts": new_ts(), "is_ephemeral": True}
        await slack.press(button(quotes, "share"), seen)
        assert await asyncio.wait_for(killed.wait(), PATIENCE) == -signal.SIGKILL
        assert len(slack.posted) == posted
        await log_until(await run(*SERVING), "Readout is ready")
        again = await slack.press(button(quotes, "share"), seen)
        if told:
            assert told in (await again.seen(PATIENCE))["text"]
            fresh = {**seen, "ts": new_ts()}
            await slack.press(button(quotes, "share"), fresh)
        assert "fishing grounds in June" in str((await slack.posted(posted + 1, PATIENCE))[-1]["blocks"])
        await asyncio.sleep(CALM)
        assert len(slack.posted) == posted + 1


async def test_alerts_and_digests_are_told_once(slack: FakeSlack, tmp_path: Path, any_url: str) -> None:
    async with starting(slack, tmp_path, any_url) as run, AsyncExitStack() as stack:
        corpus = stack.enter_context(open_corpus(any_url))
        channel, direct = (follow(corpus, where) for where in ("C0NEWSROOM", "D0EDITOR"))
        corpus.shared.digest(direct.id, 0)  # its hour has come, whatever the hour is
        again(corpus, "July")
        await both_of(run, slack)
        await slack.posted(2, PATIENCE)
        await asyncio.sleep(CALM)
        assert sorted(one["channel"] for one in slack.posted) == ["C0NEWSROOM", "D0EDITOR"]
        assert all("every harbour in July" in str(one["blocks"]) for one in slack.posted)
        again(corpus, "Sept")
        told = (await slack.posted(3, PATIENCE))[2]
        await asyncio.sleep(CALM)
        assert (told["channel"], "the ice is gone in Sept" in str(told["blocks"])) == (channel.channel, True)
        assert [one["channel"] for one in slack.posted].count("C0NEWSROOM") == 2


def follow(corpus: Corpus, channel: str) -> Follow:
    wanted = Follow(
        team="T0LOOPBACK", channel=channel, user="U0EDITOR", line="/quote person:kari-nordmann", label="x", upto=1
    )
    return corpus.notebook.follow(wanted)


SAID = {"July": "We will open every harbour in July", "Sept": "No ship of ours leaves before the ice is gone in Sept"}
"""What a minister says in articles of her own."""


def again(corpus: Corpus, month: str) -> None:
    """Save an article in which she says what she says of that month."""
    text = f"“{SAID[month]},” said Norwegian minister Kari Nordmann on the quay at number {len(SAID[month])}."

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words), text=words)

    said, speaker, party = span(SAID[month]), span("Kari Nordmann"), span("Norwegian")
    quote = Quote(
        **{"id": "q1", "start": said.start, "end": said.end, "text": said.text, "kind": QuoteKind.DIRECT},
        **{"speaker_name": "Kari Nordmann", "speaker_kind": SpeakerKind.PERSON, "speaker_span": speaker},
        party_name="Norway",
    )
    found = Extraction(
        people=(Person(id="p1", name="Kari Nordmann", party_name="Norway", mentions=(speaker,)),),
        parties=(Party(id="norway", name="Norway", kind=PartyKind.STATE, mentions=(party,)),),
        quotes=(quote,),
    )
    article = Article(id=month, title=f"News of {month}", published=date(2021, 6, 4), source=f"{month}.txt", text=text)
    corpus.save(article, identified(found), "1")


async def both_of(run: Start, slack: FakeSlack) -> None:
    """Start both processes and wait until they answer."""
    processes = [await run(*SERVING, READOUT_MINUTES_BETWEEN_ALERTS="0") for _ in range(2)]
    for process in processes:
        await log_until(process, "Readout is ready")
    await slack.connected(PATIENCE, count=2)
