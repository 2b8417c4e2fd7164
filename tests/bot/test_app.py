"""The app against the fake Slack: acks in time, one answer an envelope, failures told, nothing lost on leaving."""

import asyncio
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot import answers
from bot.app import create_app
from bot.fake_slack.envelopes import envelope, event_callback, interaction, slash_command
from bot.fake_slack.slack import FakeSlack
from bot.faults import faults
from bot.settings import Settings, SettingsError
from bot.socket_mode import Connection
from bot.tasks import Tasks
from handlers.blocks.kit import Input
from handlers.blocks.reply import Reply
from tests.newsroom import fill
from tests.running import TroubledCorpus, button, connected, shown

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("command", "text", "says"),
    [
        ("/quote", "Nordmann", "We will reopen the fishing grounds in June"),
        ("/positions", "Norway", "Norway offered to reopen the fishing grounds."),
        ("/talks", "latest", "Geneva"),
        ("/quote", "", "/quote"),
        ("/weather", "Oslo", "/quote"),
    ],
)
async def test_a_command_is_answered_in_its_ack(
    slack: FakeSlack, app: Connection, command: str, text: str, says: str
) -> None:
    asked = await slack.command(command, text)
    assert says in str(shown(asked))
    assert asked.payload is not None
    assert asked.payload["response_type"] == "ephemeral"
    assert asked.payload["unfurl_links"] is False
    assert asked.url.uses == 0


PAGE = "https://harbourpost.example/fish"


@pytest.mark.parametrize("line", ["/quote Nordmann", "/talks latest", "/talks Geneva"])
async def test_a_headline_leads_to_its_page_where_that_is_known(
    slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks, hurried: None, line: str
) -> None:
    fill(newsroom, url=PAGE)
    command, _, text = line.partition(" ")
    async with connected(slack, newsroom, tasks):
        message = shown(await slack.command(command, text))
    assert {"type": "link", "url": PAGE, "text": "Talks on fish"} in list(leaves(message["blocks"]))


def leaves(part: Any) -> Iterator[Json]:
    """The objects of a payload that hold none."""
    if isinstance(part, list):
        yield from (one for held in part for one in leaves(held))
    elif isinstance(part, dict):
        held = [one for value in part.values() for one in leaves(value)]
        yield from held or [part]


HOSTILE = (
    "",
    "   ",
    "\0\x07\x1b[31m",
    "<!channel> <@U1> <https://x.org|y>",
    "x" * 3000,
    "'; DROP TABLE quotes; --",
    "\ud800",
)


@pytest.mark.parametrize("command", ["/quote", "/positions", "/talks"])
async def test_hostile_words_get_a_message_that_slack_takes(slack: FakeSlack, app: Connection, command: str) -> None:
    for exchange in await asyncio.gather(*(slack.command(command, text) for text in HOSTILE)):
        assert faults(shown(exchange)) == []


async def test_quoted_markup_comes_out_as_letters(slack: FakeSlack, app: Connection) -> None:
    message = shown(await slack.command("/quote", "Jonsson"))
    quotations = [
        part for block in message["blocks"] for part in block.get("elements", []) if part["type"] == "rich_text_quote"
    ]
    assert quotations[0]["elements"][0]["text"] == "No deal <!channel> is *signed* until the last page is read"
    assert "<!channel>" not in message["text"]


async def test_a_button_puts_its_answer_in_place_of_the_message(slack: FakeSlack, app: Connection) -> None:
    message = shown(await slack.command("/talks", "latest"))
    pressed = await (await slack.press(button(message, "ask", "ositions"), message)).answered(within=3)
    assert pressed.payload is None
    assert pressed.url.refused == []
    assert shown(pressed)["replace_original"] is True
    assert shown(pressed)["blocks"][0]["text"]["text"] == "Norway | Iceland"


async def test_a_press_under_a_shared_message_is_answered_in_private(slack: FakeSlack, app: Connection) -> None:
    shared = {**shown(await slack.command("/talks", "latest")), "response_type": "in_channel"}
    pressed = await (await slack.press(button(shared, "ask"), shared)).answered(within=3)
    assert shown(pressed)["replace_original"] is False
    assert shown(pressed)["response_type"] == "ephemeral"


async def test_an_option_is_as_good_as_a_button(slack: FakeSlack, app: Connection) -> None:
    chosen = {"type": "static_select", "action_id": "ask:1", "selected_option": {"value": "/quote Nordmann"}}
    pressed = await (await slack.press(chosen, {"text": "Which one?"})).answered(within=3)
    assert "fishing grounds in June" in str(shown(pressed))


async def test_a_button_that_opens_a_page_is_acked(slack: FakeSlack, app: Connection) -> None:
    pressed = await slack.press({"type": "button", "action_id": "open", "url": "https://x.org"}, {"text": "x"})
    assert pressed.error is None
    assert pressed.url.uses == 0


async def test_a_slow_database_costs_no_ack(
    slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.listeners.commands.ACK_WITHIN", 0.2)
    newsroom.pause = 0.3
    asked = await slack.command("/quote", "Nordmann")
    assert asked.error is None
    assert asked.payload is None
    assert asked.seconds is not None
    assert asked.seconds < 0.5
    assert "fishing grounds in June" in str(shown(await asked.answered(within=3)))
    assert asked.url.uses == 1


async def test_a_slow_answer_holds_up_no_other(slack: FakeSlack, app: Connection, newsroom: TroubledCorpus) -> None:
    newsroom.pause = 0.2
    start = time.perf_counter()
    asked = await asyncio.gather(*(slack.command("/quote", "Nordmann") for _ in range(10)))
    assert all(shown(one) for one in asked)
    assert time.perf_counter() - start < 2.5


async def test_a_failure_is_told_with_a_reference_that_finds_the_trace(
    slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.failure = RuntimeError("a secret detail")
    message = shown(await slack.command("/quote", "Nordmann"))
    assert message["text"].startswith("Something went wrong on our side (ref ")
    assert "secret detail" not in str(message)
    reference = message["text"].partition("(ref ")[2].rstrip(").")
    traced = [record for record in caplog.records if reference in record.getMessage()]
    assert len(traced) == 1
    assert traced[0].exc_info is not None
    assert faults(message) == []


async def test_a_failure_after_the_ack_is_told_too(slack: FakeSlack, app: Connection, newsroom: TroubledCorpus) -> None:
    newsroom.failure = RuntimeError("a secret detail")
    asking = {"type": "button", "action_id": "ask:1", "value": "/quote Nordmann"}
    pressed = await (await slack.press(asking, {"text": "x"})).answered(within=3)
    assert "Something went wrong on our side (ref " in shown(pressed)["text"]


async def test_an_answer_that_slack_would_refuse_is_told_as_a_failure(
    slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(answers, "answer", lambda line, corpus: Reply((Input({"type": "marquee"}),)))
    assert "Something went wrong on our side (ref " in shown(await slack.command("/quote", "Nordmann"))["text"]
    assert "'marquee' does not belong here" in caplog.text


async def test_searched_words_stay_out_of_the_log(
    slack: FakeSlack, app: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await slack.command("/quote", "Nordmann")
        await slack.command("/weather", "Nordmann")
    assert "Nordmann" not in caplog.text


async def test_an_envelope_that_comes_twice_is_answered_once(slack: FakeSlack, app: Connection) -> None:
    made = envelope("slash_commands", slash_command("/quote", "Nordmann", "http://127.0.0.1:9/none"))
    first, second = await slack.deliver(made), await slack.deliver(made)
    assert shown(first)
    assert second.error is None
    assert second.payload is None


UNUSUAL: tuple[tuple[str, Json], ...] = (
    ("events_api", {"type": "app_rate_limited", "team_id": "T0LOOPBACK", "minute_rate_limited": 1518467820}),
    ("events_api", {**event_callback({"type": "app_mention"}), "event": ["x"]}),
    ("events_api", event_callback({"type": "tokens_revoked", "tokens": {"bot": ["U0READOUT"]}})),
    ("interactive", interaction("view_closed", "U0EDITOR", view={"id": "V1", "callback_id": "search"})),
    ("interactive", interaction("workflow_step_edit", "U0EDITOR", callback_id="x", trigger_id="1.1")),
    ("interactive", interaction("block_actions", "U0EDITOR", actions=[], container={"type": "message"})),
    ("interactive", interaction("block_suggestion", "U0EDITOR", action_id="who", block_id="b", value="x" * 9000)),
    ("interactive", {"type": "interactive_message", "actions": [{"name": "old"}], "callback_id": "attachment"}),
    ("a type of tomorrow", {"type": "unheard_of"}),
    ("events_api", {}),
)


@pytest.mark.parametrize(("kind", "payload"), UNUSUAL)
async def test_whatever_comes_is_acked(slack: FakeSlack, app: Connection, kind: str, payload: Json) -> None:
    assert (await slack.deliver(envelope(kind, payload))).error is None
    assert shown(await slack.command("/quote", "Nordmann"))


async def test_an_event_that_is_tried_again_is_acked_again(slack: FakeSlack, app: Connection) -> None:
    event = event_callback({"type": "app_home_opened", "user": "U1"})
    for attempt in range(2):
        assert (await slack.deliver(envelope("events_api", event, retry=attempt))).error is None


async def test_a_refresh_loses_no_command(slack: FakeSlack, app: Connection) -> None:
    assert shown(await slack.command("/quote", "Nordmann"))
    before = len(slack.api.calls)
    await slack.disconnect("refresh_requested")
    await asyncio.sleep(0.3)
    await slack.connected()
    assert shown(await slack.command("/quote", "Nordmann"))
    assert slack.api.calls[before:] == ["apps.connections.open"]


async def test_a_cut_connection_comes_back_though_the_first_attempts_fail(
    slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.refuse_sockets = 2
    slack.cut()
    await asyncio.sleep(0.1)
    await slack.connected(within=15)
    assert shown(await slack.command("/quote", "Nordmann"))


async def test_several_disconnects_at_once_are_one(slack: FakeSlack, app: Connection) -> None:
    before = len(slack.api.calls)
    for _ in range(10):
        await slack.disconnect("refresh_requested")
    await asyncio.sleep(0.5)
    assert shown(await slack.command("/quote", "Nordmann"))
    assert slack.api.calls[before:].count("apps.connections.open") == 1


async def test_connections_that_do_not_last_are_made_with_growing_pauses(slack: FakeSlack, app: Connection) -> None:
    before = len(slack.api.calls)
    for _ in range(20):
        slack.cut()
        await asyncio.sleep(0.1)
    assert len(slack.api.calls) - before <= 3


async def test_an_answer_that_takes_too_long_is_told_and_not_waited_for(
    slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.listeners.commands.ACK_WITHIN", 0.05)
    monkeypatch.setattr("bot.listeners.commands.LATEST", 0.2)
    newsroom.pause = 1.0
    asked = await slack.command("/quote", "Nordmann")
    told = shown(await asked.answered(within=3))
    assert "takes longer than anybody should wait" in told["text"]


async def test_leaving_finishes_what_has_arrived(slack: FakeSlack, app: Connection, newsroom: TroubledCorpus) -> None:
    newsroom.pause = 0.25
    asking = [asyncio.create_task(slack.command("/quote", "Nordmann")) for _ in range(10)]
    await asyncio.sleep(0.05)
    assert await app.leave(within=5)
    assert all(shown(one) for one in await asyncio.gather(*asking))
    assert (await slack.command("/quote")).error == "dispatch_failed"


async def test_leaving_waits_no_longer_than_it_is_told(
    slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
) -> None:
    newsroom.pause = 1.0
    asking = asyncio.create_task(slack.command("/quote", "Nordmann"))
    await asyncio.sleep(0.05)
    assert await app.leave(within=0.2) is False
    asking.cancel()


async def test_slack_being_busy_at_the_start_is_waited_for(slack: FakeSlack, app: Connection) -> None:
    slack.api.limit("auth.test", times=1, retry_after=1)
    assert (await app.app.client.auth_test())["ok"]


def test_without_tokens_there_is_no_app(newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        create_app(Settings(_env_file=None), newsroom)
