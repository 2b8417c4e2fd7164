"""Access: who is not listed is refused with a sentence wherever they ask, nobody asks without end; the audit."""

import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from bot.loopback.slack import LoopbackSlack
from bot.work import Work
from tests.running import TroubledCorpus, button, connected, newest, pressed, shown, viewed

ELSEWHERE = "Readout does not answer in this workspace. Whoever runs it can add it to READOUT_WORKSPACES."
UNLISTED = "Readout does not answer in this channel. Whoever runs it can add it to READOUT_CHANNELS."
ASKING = {"type": "button", "action_id": "ask:1", "value": "/quote Nordmann"}

Serving = Callable[..., AbstractAsyncContextManager[object]]


@pytest.fixture
def serving(slack: LoopbackSlack, newsroom: TroubledCorpus, work: Work, hurried: None) -> Serving:
    """The app with these settings, connected."""

    @asynccontextmanager
    async def running(**settings: Any) -> AsyncIterator[object]:
        async with connected(slack, newsroom, work, **settings) as connection:
            yield connection

    return running


async def test_a_workspace_that_is_not_listed_is_refused_everywhere(slack: LoopbackSlack, serving: Serving) -> None:
    async with serving(workspaces="T0OTHER"):
        for line in ("Nordmann", "Nordmann follow", "Nordmann export", "help"):
            assert shown(await slack.command("/quote", line))["text"] == ELSEWHERE
        assert (await pressed(slack, ASKING, {"text": "x"}))["text"] == ELSEWHERE
        await slack.mention("what did Nordmann say?")
        message = await newest(slack, 1)
        assert message["text"] == ELSEWHERE
        assert message["thread_ts"] is not None
        await slack.direct_message("what did Nordmann say?", user="U0REPORTER")
        assert (await newest(slack, 2))["text"] == ELSEWHERE
        await slack.shortcut("search")
        assert (await newest(slack, 3))["text"] == ELSEWHERE
        asked = await (await slack.message_shortcut("check", "“Nordmann”")).answered(within=3)
        assert shown(asked)["text"] == ELSEWHERE
        await slack.open_home()
        assert ELSEWHERE in str((await viewed(slack))["blocks"])
        assert slack.views == []


async def test_a_channel_that_is_not_listed_is_refused_and_direct_messages_are_not(
    slack: LoopbackSlack, serving: Serving, newsroom: TroubledCorpus
) -> None:
    async with serving(channels="C0NEWSROOM"):
        asked = await slack.command("/quote", "Nordmann", channel="C0ELSEWHERE")
        assert shown(asked)["text"] == UNLISTED
        assert (await pressed(slack, ASKING, {"text": "x"}, channel="C0ELSEWHERE"))["text"] == UNLISTED
        for channel in ("C0NEWSROOM", "D0EDITOR"):
            asked = await slack.command("/quote", "Nordmann", channel=channel)
            assert "fishing grounds in June" in str(shown(asked)["blocks"])
        assert shown(await slack.command("/talks", "follow", channel="C0ELSEWHERE"))["text"] == UNLISTED
        assert newsroom.notebook.follows() == ()


async def test_somebody_of_another_workspace_is_refused_in_a_channel_that_is_shared_with_it(
    slack: LoopbackSlack, serving: Serving
) -> None:
    async with serving(workspaces="T0LOOPBACK"):
        assert (await pressed(slack, ASKING, {"text": "x"}, user="U0PARTNER"))["text"] == ELSEWHERE
        await slack.mention("what did Nordmann say?", user="U0PARTNER")
        assert (await newest(slack, 1))["text"] == ELSEWHERE
        await slack.mention("what did Nordmann say?")
        assert "fishing grounds in June" in str((await newest(slack, 2))["blocks"])


async def test_a_form_opened_before_it_was_unlisted_is_refused_too(
    slack: LoopbackSlack, serving: Serving, newsroom: TroubledCorpus, work: Work
) -> None:
    async with serving():
        await slack.shortcut("search")
        form = await viewed(slack)
    async with serving(workspaces="T0OTHER"):
        assert (await slack.submit()).error is None
        assert [view["id"] for view in slack.views][:1] == [form["id"]]
        assert ELSEWHERE in str(slack.views[1]["blocks"])
        await slack.close_view()
        asked = await slack.suggest("who", "who", "nord")
        assert asked.payload == {"options": []}


async def test_who_asks_too_fast_hears_how_long_to_wait(slack: LoopbackSlack, serving: Serving) -> None:
    async with serving(answers_per_minute=2):
        for _ in range(2):
            assert "fishing grounds" in str(shown(await slack.command("/quote", "Nordmann")))
        told = shown(await slack.command("/quote", "Nordmann"))["text"]
        assert re.fullmatch(r"That is over 2 answers in a minute\. Ask again in (60|5\d) seconds\.", told)
        assert "fishing grounds" in str(shown(await slack.command("/quote", "Nordmann", user="U0REPORTER")))


async def test_every_answer_leaves_one_line_without_its_words(
    slack: LoopbackSlack, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    async with serving():
        message = shown(await slack.command("/quote", "Nordmann"))
        await pressed(slack, button(message, "share"), message)
        await pressed(slack, button(message, "ask"), message)
        await slack.mention("what did Nordmann say?")
        await newest(slack, 1)
        await slack.command("/quote", "Nordmann follow")
        await newest(slack, 2)
        await slack.shortcut("search")
        await viewed(slack)
        offers = await slack.suggest("who", "who", "nord")
        slack.fill("who", "who", (offers.payload or {})["option_groups"][0]["options"][0]["value"])
        await slack.submit()
        await viewed(slack)
    lines = [record.getMessage() for record in caplog.records if record.name == "readout.audit"]
    done = [re.sub(r"^user=U0EDITOR team=T0LOOPBACK channel=(\S+) | ms=\d+$", "", line) for line in lines]
    orders = ("command", "share", "ask", "mention", "follow", "search")
    assert sorted(done) == sorted([*(f"{what} count=1" for what in orders), "search count=0"])
    assert "ordmann" not in caplog.text


async def test_a_refusal_leaves_a_line_too(
    slack: LoopbackSlack, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    async with serving(workspaces="T0OTHER"):
        await slack.command("/quote", "Nordmann")
        await pressed(slack, ASKING, {"text": "x"})
    lines = [record.getMessage() for record in caplog.records if record.name == "readout.audit"]
    assert [line.split()[3:6] for line in lines] == [[what, "refused", "count=0"] for what in ("command", "ask")]


async def test_the_words_are_written_down_only_where_that_is_switched_on(
    slack: LoopbackSlack, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    async with serving(audit_words=True):
        await slack.command("/quote", "Nordmann\n2026 forged")
    assert "words='/quote Nordmann 2026 forged'" in caplog.text
