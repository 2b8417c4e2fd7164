"""The app as an agent: prompts that work, a status in the thread, and an answer whatever becomes of either."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.fake_slack.goings import session_stopped
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import granted
from bot.faults import faults
from bot.listeners.agent import prompts_of
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.store import Corpus
from handlers.texts import say
from handlers.typed import answer_typed
from tests.running import TroubledCorpus, connected

Json = dict[str, Any]
ASKED = "what did Nordmann say?"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(scopes=granted() | {"assistant:write"}) as running:
        yield running


@pytest.fixture
async def agent(slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks, hurried: None) -> AsyncIterator[Connection]:
    async with connected(slack, newsroom, tasks, agent=True) as connection:
        yield connection


async def test_who_looks_at_the_messages_is_offered_prompts_each_time_and_welcomed_once(
    slack: FakeSlack, agent: Connection, tasks: Tasks
) -> None:
    for _ in range(2):
        await slack.open_messages()
        await tasks.finished(within=5)
    assert [(one["channel_id"], "thread_ts" in one) for one in slack.api.signs] == [("D0EDITOR", False)] * 2
    assert len(slack.posted) == 1


async def test_each_prompt_is_answered(newsroom: TroubledCorpus) -> None:
    prompts = prompts_of(newsroom)
    assert 2 <= len(prompts) <= 4
    for one in prompts:
        assert len(one["title"]) <= 60
        assert answer_typed(one["message"], newsroom).count


def test_an_empty_corpus_has_no_prompts(corpus: Corpus) -> None:
    assert prompts_of(corpus) == []


async def test_a_question_is_answered_in_its_thread_and_its_status_is_shown(
    slack: FakeSlack, agent: Connection, tasks: Tasks
) -> None:
    await slack.direct_message(ASKED)
    await tasks.finished(within=5)
    (message,) = slack.posted
    assert message["thread_ts"]
    assert [one["status"] for one in slack.api.signs] == ["processing", "active"]
    assert {one["thread_ts"] for one in slack.api.signs} == {message["thread_ts"]}


@pytest.mark.parametrize(("thumb", "thanks"), [("positive_button", "counted."), ("negative_button", "press Wrong?")])
async def test_an_answer_has_two_thumbs_which_are_counted(
    slack: FakeSlack,
    agent: Connection,
    tasks: Tasks,
    caplog: pytest.LogCaptureFixture,
    thumb: str,
    thanks: str,
) -> None:
    caplog.set_level(logging.INFO, logger="readout.audit")
    await slack.direct_message(ASKED)
    await tasks.finished(within=5)
    (message,) = slack.posted
    assert faults({**message}) == []
    ((element,),) = (one["elements"] for one in message["blocks"] if one["type"] == "context_actions")
    pressed = {"type": "feedback_buttons", "action_id": element["action_id"], "value": element[thumb]["value"]}
    await slack.press(pressed, message)
    await tasks.finished(within=5)
    assert slack.posted[-1]["text"].startswith("Thank you")
    assert thanks in slack.posted[-1]["text"]
    assert ("good" if thumb == "positive_button" else "bad") in caplog.text


async def test_thumbs_that_slack_does_not_know_cost_no_answer(
    slack: FakeSlack, agent: Connection, tasks: Tasks
) -> None:
    slack.api.messages.unknown.add("context_actions")
    await slack.direct_message(ASKED)
    await tasks.finished(within=5)
    (message,) = slack.posted
    assert "fishing grounds in June" in str(message["blocks"])
    assert "context_actions" not in str(message["blocks"])


@pytest.mark.parametrize("error", ["feature_disabled", "missing_scope", "internal_error", "unknown_method"])
async def test_a_sign_that_slack_does_not_take_costs_no_answer(
    slack: FakeSlack, agent: Connection, tasks: Tasks, error: str
) -> None:
    slack.api.fail("agents.sessions.setStatus", error, times=9)
    slack.api.fail("assistant.threads.setSuggestedPrompts", error, times=9)
    await slack.direct_message(ASKED)
    await slack.open_messages("U0DESK")
    await tasks.finished(within=5)
    assert len(slack.posted) == 2


async def test_the_status_ends_where_the_answer_fails(
    slack: FakeSlack, agent: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    newsroom.failure = ValueError("odd")
    await slack.direct_message(ASKED)
    await tasks.finished(within=5)
    assert [one["status"] for one in slack.api.signs] == ["processing", "active"]


async def test_what_somebody_stops_is_not_posted_and_the_next_question_is(
    slack: FakeSlack, agent: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    newsroom.pause = 0.5
    begun = "1.000001"
    await slack.direct_message(ASKED, thread_ts=begun)
    await processing(slack)
    await slack.event(session_stopped(begun))
    await tasks.finished(within=5)
    assert [one["text"] for one in slack.posted] == [say("stopped")]
    assert slack.posted[0]["thread_ts"] == begun
    assert slack.api.signs[-1]["status"] == "active"
    newsroom.pause = 0.0
    await slack.direct_message(ASKED, thread_ts=begun)
    await tasks.finished(within=5)
    assert "fishing grounds in June" in str(slack.posted[-1]["blocks"])


async def processing(slack: FakeSlack) -> None:
    """Wait for the sign beside which Slack shows the button that stops it."""
    async with asyncio.timeout(5):
        while not slack.api.signs:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_what_is_stopped_elsewhere_stops_nothing_here(
    slack: FakeSlack, agent: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    newsroom.pause = 0.5
    await slack.direct_message(ASKED, thread_ts="1.000001")
    await processing(slack)
    await slack.event(session_stopped("2.000002"))
    await tasks.finished(within=5)
    assert sorted("fishing grounds in June" in str(one["blocks"]) for one in slack.posted) == [False, True]


async def test_an_app_that_is_no_agent_gives_no_signs_and_opens_no_threads(
    slack: FakeSlack, app: Connection, tasks: Tasks
) -> None:
    await slack.open_messages()
    await slack.direct_message(ASKED)
    await slack.event(session_stopped("1.000001"))
    await tasks.finished(within=5)
    assert slack.api.signs == []
    assert len(slack.posted) == 2
    assert not any(message.get("thread_ts") for message in slack.posted)
    assert "context_actions" not in str(slack.posted)
