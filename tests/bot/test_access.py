"""Access: who is not listed is refused with a sentence wherever they ask, nobody asks without end; the audit."""

import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import granted
from bot.tasks import Tasks
from corpus.keepings import Draft, Follow
from tests.running import TroubledCorpus, button, connected, followed, newest, pressed, shared, shown, viewed

ELSEWHERE = "Readout does not answer in this workspace. Whoever runs it can add it to READOUT_WORKSPACES."
UNLISTED = "Readout does not answer in this channel. Whoever runs it can add it to READOUT_CHANNELS."
ASKING = {"type": "button", "action_id": "ask:1", "value": "/quote Nordmann"}

Serving = Callable[..., AbstractAsyncContextManager[object]]


@pytest.fixture
def serving(slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks, hurried: None) -> Serving:
    """The app with these settings, connected."""

    @asynccontextmanager
    async def running(**settings: Any) -> AsyncIterator[object]:
        async with connected(slack, newsroom, tasks, **settings) as connection:
            yield connection

    return running


async def test_a_workspace_that_is_not_listed_is_refused_everywhere(slack: FakeSlack, serving: Serving) -> None:
    async with serving(workspaces="T0OTHER"):
        for line in ("Nordmann", "Nordmann follow", "Nordmann export", "help"):
            assert shown(await slack.command("/quote", line))["text"] == ELSEWHERE
        assert (await pressed(slack, ASKING, {"text": "x"}))["text"] == ELSEWHERE
        await slack.mention("what did Nordmann say?")
        message = await newest(slack, 1)
        assert message["text"] == ELSEWHERE
        assert message["is_ephemeral"]
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
    slack: FakeSlack, serving: Serving, newsroom: TroubledCorpus
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
    slack: FakeSlack, serving: Serving
) -> None:
    async with serving(workspaces="T0LOOPBACK"):
        assert (await pressed(slack, ASKING, {"text": "x"}, user="U0PARTNER"))["text"] == ELSEWHERE
        await slack.mention("what did Nordmann say?", user="U0PARTNER")
        assert (await newest(slack, 1))["text"] == ELSEWHERE
        await slack.mention("what did Nordmann say?")
        assert "fishing grounds in June" in str((await newest(slack, 2))["blocks"])


async def test_without_a_list_people_of_another_company_are_answered_nowhere(
    slack: FakeSlack, serving: Serving
) -> None:
    stranger = "Readout answers the newsroom that runs it, which can list your workspace in READOUT_WORKSPACES."
    async with serving():
        assert (await pressed(slack, ASKING, {"text": "x"}, user="U0PARTNER"))["text"] == stranger
        await slack.mention("what did Nordmann say?", user="U0PARTNER")
        message = await newest(slack, 1)
        assert (message["text"], message["user"], message.get("is_ephemeral")) == (stranger, "U0PARTNER", True)
    async with serving(workspaces="T0LOOPBACK T0PARTNER"):
        answered = await pressed(slack, ASKING, {"text": "x"}, user="U0PARTNER")
        assert "fishing grounds in June" in str(answered["blocks"])


@pytest.mark.parametrize("thread", [None, "1700000000.000100"])
async def test_what_is_refused_is_told_to_one_person_alone_where_they_see_it(
    slack: FakeSlack, serving: Serving, thread: str | None
) -> None:
    async with serving():
        await slack.mention("what did Nordmann say?", user="U0PARTNER", thread_ts=thread)
        message = await newest(slack, 1)
        assert (message["is_ephemeral"], message["thread_ts"]) == (True, thread)
        assert slack.api.messages.unseen == []


async def test_whole_organisations_are_answered_where_they_installed_it(
    newsroom: TroubledCorpus, tasks: Tasks, hurried: None
) -> None:
    for everywhere in (True, False):
        async with FakeSlack(everywhere=everywhere) as slack, connected(slack, newsroom, tasks):
            told = shown(await slack.command("/quote", "Nordmann", user="U0SISTER"))
            assert ("fishing grounds in June" in str(told["blocks"])) is everywhere
            assert told["text"].startswith("Readout answers the newsroom that runs it") is not everywhere
            await slack.mention("what did Nordmann say?", user="U0SISTER")
            assert bool((await newest(slack, 1)).get("is_ephemeral")) is not everywhere


REMEMBERING = {"type": "button", "action_id": "remember:1", "value": "person:kari-nordmann@norway nordman"}


async def test_guests_read_and_do_not_write(slack: FakeSlack, serving: Serving, newsroom: TroubledCorpus) -> None:
    async with serving():
        asked = await slack.command("/quote", "Nordmann", user="U0GUEST")
        assert "fishing grounds in June" in str(shown(asked)["blocks"])
        told = await pressed(slack, REMEMBERING, {"text": "x"}, user="U0GUEST")
        assert told["text"].startswith("Guests of the workspace can read")
        await slack.shortcut("add", user="U0GUEST")
        assert (await newest(slack, 1))["text"].startswith("Guests of the workspace can read")
    assert newsroom.notebook.remembered() == ()


@pytest.mark.parametrize(("editors", "may"), [("U0DESK", False), ("U0REPORTER, U0DESK", True), ("S0EDITORS", False)])
async def test_only_listed_editors_write(
    newsroom: TroubledCorpus, tasks: Tasks, hurried: None, editors: str, may: bool
) -> None:
    async with (
        FakeSlack(scopes=[*granted(), "usergroups:read"]) as slack,
        connected(slack, newsroom, tasks, editors=editors),
    ):
        told = await pressed(slack, REMEMBERING, {"text": "x"}, user="U0REPORTER")
        assert told["text"].startswith("Only the newsroom's editors") is not may
        told = await pressed(slack, REMEMBERING, {"text": "x"}, user="U0DESK")
        assert not told["text"].startswith("Only the newsroom's editors")


async def test_a_draft_is_its_writers_alone(slack: FakeSlack, serving: Serving, newsroom: TroubledCorpus) -> None:
    draft = newsroom.notebook.keep_draft(Draft(user="U0DESK", text="The boats are in.", at=datetime.now(UTC)))
    opening = {"type": "button", "action_id": "draft:1", "value": draft.id}
    async with serving():
        await slack.press(opening, {"text": "x"}, user="U0REPORTER")
        assert "boats" not in str(await viewed(slack))


async def test_what_another_channel_follows_is_ended_by_who_asked_or_an_editor(
    slack: FakeSlack, serving: Serving, newsroom: TroubledCorpus
) -> None:
    wanted = Follow(team="T0LOOPBACK", channel="C0NEWSROOM", user="U0DESK", line="/talks", label="talks", upto=1)
    one = newsroom.notebook.follow(wanted)
    ending = {"type": "button", "action_id": "unfollow:1", "value": str(one.id)}
    async with serving(editors="U0DESK"):
        told = await pressed(slack, ending, {"text": "x"}, user="U0REPORTER", channel="D0REPORTER")
        assert told["text"].startswith("Only the newsroom's editors")
        assert newsroom.notebook.follows() == (one,)
        await pressed(slack, ending, {"text": "x"}, user="U0DESK", channel="D0DESK")
        assert newsroom.notebook.follows() == ()


async def test_a_form_opened_before_it_was_unlisted_is_refused_too(
    slack: FakeSlack, serving: Serving, newsroom: TroubledCorpus, tasks: Tasks
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


async def test_who_asks_too_fast_hears_how_long_to_wait(slack: FakeSlack, serving: Serving) -> None:
    async with serving(answers_per_minute=2):
        for _ in range(2):
            assert "fishing grounds" in str(shown(await slack.command("/quote", "Nordmann")))
        told = shown(await slack.command("/quote", "Nordmann"))["text"]
        assert re.fullmatch(r"That is over 2 answers in a minute\. Ask again in (60|5\d) seconds\.", told)
        assert "fishing grounds" in str(shown(await slack.command("/quote", "Nordmann", user="U0REPORTER")))


async def test_every_answer_leaves_one_line_without_its_words(
    slack: FakeSlack, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    async with serving():
        message = shown(await slack.command("/quote", "Nordmann"))
        await shared(slack, message)
        await pressed(slack, button(message, "ask"), message)
        await slack.mention("what did Nordmann say?")
        await newest(slack, 2)
        await followed(slack, "/quote Nordmann")
        await newest(slack, 3)
        await slack.shortcut("search")
        await viewed(slack)
        offers = await slack.suggest("who", "who", "nord")
        slack.fill("who", "who", (offers.payload or {})["option_groups"][0]["options"][0]["value"])
        await slack.submit()
        await viewed(slack)
    lines = [record.getMessage() for record in caplog.records if record.name == "readout.audit"]
    done = [re.sub(r"^user=U0EDITOR team=T0LOOPBACK channel=(\S+) | ms=\d+$", "", line) for line in lines]
    orders = ("command", "share", "ask", "mention", "order", "search")
    opened = ("search count=0", "follow count=0")
    assert sorted(done) == sorted([*(f"{what} count=1" for what in orders), *opened])
    assert "ordmann" not in caplog.text


async def test_a_refusal_leaves_a_line_too(
    slack: FakeSlack, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    async with serving(workspaces="T0OTHER"):
        await slack.command("/quote", "Nordmann")
        await pressed(slack, ASKING, {"text": "x"})
    lines = [record.getMessage() for record in caplog.records if record.name == "readout.audit"]
    assert [line.split()[3:6] for line in lines] == [[what, "refused", "count=0"] for what in ("command", "ask")]


async def test_the_words_are_written_down_only_where_that_is_switched_on(
    slack: FakeSlack, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    async with serving(audit_words=True):
        await slack.command("/quote", "Nordmann\n2026 forged")
    assert "words='/quote Nordmann 2026 forged'" in caplog.text
