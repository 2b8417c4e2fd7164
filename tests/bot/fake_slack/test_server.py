"""The fake Slack is as strict as Slack: tokens, tickets, acks, limits, response_urls."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.fake_slack import exchange
from bot.fake_slack.envelopes import envelope
from bot.fake_slack.exchange import USES
from bot.fake_slack.slack import FakeSlack
from tests.socket_app import EVERY_SCOPE, call

Json = dict[str, Any]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(scopes=EVERY_SCOPE) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def linked(http: aiohttp.ClientSession, slack: FakeSlack) -> aiohttp.ClientWebSocketResponse:
    opened = await call(http, slack, "apps.connections.open", slack.api.app_token)
    socket = await http.ws_connect(opened["url"])
    assert (await socket.receive_json())["type"] == "hello"
    return socket


async def ack(socket: aiohttp.ClientWebSocketResponse, payload: Json | None = None, after: float = 0) -> Json:
    came = await socket.receive_json()
    await asyncio.sleep(after)
    await socket.send_json({"envelope_id": came["envelope_id"], **({"payload": payload} if payload else {})})
    return dict(came)


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-another", "invalid_auth"),
        ("auth.test", "xapp-1-x", "not_allowed_token_type"),
        ("apps.connections.open", "xoxb-x", "not_allowed_token_type"),
        ("chat.everything", "xoxb-x", "unknown_method"),
    ],
)
async def test_a_method_wants_its_own_kind_of_token(
    slack: FakeSlack, http: aiohttp.ClientSession, method: str, token: str, error: str
) -> None:
    assert await call(http, slack, method, token) == {"ok": False, "error": error}


async def test_the_right_token_tells_who_the_app_is(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    me = await call(http, slack, "auth.test", slack.api.bot_token)
    assert me["ok"]
    assert me["user"] == "readout"


async def test_a_ticket_serves_once(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    url = (await call(http, slack, "apps.connections.open", slack.api.app_token))["url"]
    async with http.ws_connect(url):
        pass
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(url)


async def test_a_limited_method_says_when_to_come_back(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    slack.api.limit("auth.test", retry_after=7)
    url = slack.environment["SLACK_API_URL"] + "auth.test"
    async with http.post(url, headers={"Authorization": f"Bearer {slack.api.bot_token}"}) as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "7"
    assert (await call(http, slack, "auth.test", slack.api.bot_token))["ok"]


async def test_a_message_over_the_limits_is_not_posted(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    posted = await call(
        http, slack, "chat.postMessage", slack.api.bot_token, channel="C0NEWSROOM", text="x", blocks=[{"type": "no"}]
    )
    assert posted["error"] == "invalid_blocks"
    assert slack.api.posted == []


async def test_a_command_comes_as_slack_sends_it_and_its_ack_is_the_answer(
    slack: FakeSlack, http: aiohttp.ClientSession
) -> None:
    socket = await linked(http, slack)
    asked = asyncio.create_task(slack.command("/quote", "Nordmann"))
    came = await ack(socket, {"text": "An answer"})
    assert came["type"] == "slash_commands"
    assert came["accepts_response_payload"] is True
    assert {"command", "text", "response_url", "trigger_id", "user_id", "channel_id"} <= came["payload"].keys()
    answered = await asked
    assert answered.error is None
    assert answered.message == {"text": "An answer"}


async def test_an_ack_over_the_limits_is_refused(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    socket = await linked(http, slack)
    asked = asyncio.create_task(slack.command("/quote"))
    await ack(socket, {"text": "", "blocks": []})
    answered = await asked
    assert str(answered.error).startswith("invalid_blocks: /text")
    assert answered.message is None


async def test_a_late_ack_is_a_timeout(
    slack: FakeSlack, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "ACK_WITHIN", 0.1)
    socket = await linked(http, slack)
    asked = asyncio.create_task(slack.command("/quote"))
    await ack(socket, {"text": "late"}, after=0.2)
    assert (await asked).error == "operation_timeout"


async def test_without_a_connection_nothing_is_dispatched(slack: FakeSlack) -> None:
    assert (await slack.command("/quote")).error == "dispatch_failed"


async def test_a_response_url_takes_five_messages_within_the_limits(
    slack: FakeSlack, http: aiohttp.ClientSession
) -> None:
    socket = await linked(http, slack)
    asked = asyncio.create_task(slack.command("/quote"))
    url = (await ack(socket))["payload"]["response_url"]
    answered = await asked
    assert (await http.post(url, json={"text": "<!channel>"})).status == 400
    for _ in range(USES - 1):
        assert (await http.post(url, json={"text": "ok"})).status == 200
    assert (await http.post(url, json={"text": "ok"})).status == 404
    assert len(answered.url.messages) == USES - 1
    assert answered.url.refused[-1] == "used_url"


async def test_a_response_url_closes_after_a_while(
    slack: FakeSlack, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = await linked(http, slack)
    asked = asyncio.create_task(slack.command("/quote"))
    url = (await ack(socket))["payload"]["response_url"]
    await asked
    monkeypatch.setattr(exchange, "OPEN_FOR", 0.0)
    refused = await http.post(url, json={"text": "ok"})
    assert (refused.status, await refused.text()) == (404, "expired_url")


async def test_an_event_says_how_often_it_was_tried(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    socket = await linked(http, slack)
    asked = asyncio.create_task(slack.event({"type": "app_mention", "text": "hello"}, retry=1))
    came = await ack(socket)
    assert (came["type"], came["retry_attempt"], came["retry_reason"]) == ("events_api", 1, "timeout")
    assert (await asked).error is None


async def test_every_ack_is_counted_also_of_a_second_delivery(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    socket = await linked(http, slack)
    made = envelope("slash_commands", {"command": "/quote"})
    for _ in range(2):
        asked = asyncio.create_task(slack.deliver(made))
        await ack(socket)
        await asked
    assert slack.acks == [made["envelope_id"]] * 2


async def test_a_refresh_and_a_cut_look_like_slacks(slack: FakeSlack, http: aiohttp.ClientSession) -> None:
    socket = await linked(http, slack)
    await slack.disconnect("warning")
    assert json.loads((await socket.receive()).data)["reason"] == "warning"
    slack.cut()
    assert (await socket.receive()).type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE}
