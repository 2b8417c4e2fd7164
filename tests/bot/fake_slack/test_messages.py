"""The fake Slack's people, channels, scopes, messages and events are as strict as Slack's."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import exchange, server
from bot.fake_slack.exchange import Exchange
from bot.fake_slack.forms import Impossible
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import MANIFEST, USUAL_SCOPES, granted
from tests.socket_app import EVERY_SCOPE, BareApp, answering, call

Json = dict[str, Any]

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Next"}, "value": "/quote x", "action_id": "ask:1"}
BLOCKS = [{"type": "actions", "block_id": "pages", "elements": [BUTTON]}]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(scopes=EVERY_SCOPE) as running:
        running.retry_pauses = (0.0, 0.01, 0.01)
        yield running


@pytest.fixture
async def app(slack: FakeSlack) -> AsyncIterator[BareApp]:
    async with BareApp.connected(slack) as connected:
        yield connected


# -- people, channels, scopes ------------------------------------------------------------------------------------------


async def test_a_command_says_who_typed_it_and_where(slack: FakeSlack, app: BareApp) -> None:
    await slack.command("/quote", "x", user="U0REPORTER", channel="D0REPORTER")
    assert (app.last["user_id"], app.last["user_name"]) == ("U0REPORTER", "reporter")
    assert (app.last["channel_id"], app.last["channel_name"]) == ("D0REPORTER", "directmessage")
    with pytest.raises(LookupError, match="U0EDITOR"):
        await slack.command("/quote", user="U0NOBODY")


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C0ELSEWHERE", "not_in_channel"), ("C0NOWHERE", "channel_not_found"), ("", "channel_not_found")],
)
async def test_the_app_posts_only_where_it_is(slack: FakeSlack, app: BareApp, channel: str, error: str) -> None:
    assert (await app.call("chat.postMessage", channel=channel, text="x"))["error"] == error
    assert slack.posted == []


async def test_a_message_to_a_person_is_a_direct_message(slack: FakeSlack, app: BareApp) -> None:
    answer = await app.call("chat.postMessage", channel="U0REPORTER", text="x")
    assert answer["channel"] == "D0REPORTER"
    assert slack.posted[0]["channel"] == "D0REPORTER"


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("chat.postMessage", "chat:write"),
        ("chat.postEphemeral", "chat:write"),
        ("chat.update", "chat:write"),
        ("chat.delete", "chat:write"),
        ("files.getUploadURLExternal", "files:write"),
        ("files.completeUploadExternal", "files:write"),
    ],
)
async def test_a_method_wants_its_scope(method: str, needed: str) -> None:
    async with FakeSlack(scopes=["commands"]) as slack, BareApp.connected(slack) as app:
        refused = await app.call(method, channel="C0NEWSROOM", text="x")
        assert refused == {"ok": False, "error": "missing_scope", "needed": needed, "provided": "commands"}
        assert (await app.call("views.publish", user_id="U0EDITOR", view={"type": "home", "blocks": []}))["ok"]


async def test_events_want_their_scopes() -> None:
    async with FakeSlack(scopes=["commands"]) as slack, BareApp.connected(slack) as app:
        assert (await slack.mention("x")).error == "not_subscribed"
        assert (await slack.direct_message("x")).error == "not_subscribed"
        assert (await slack.open_home()).error is None
        assert [made["payload"]["event"]["type"] for made in app.came] == ["app_home_opened"]


def test_the_scopes_are_those_of_the_manifest(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    assert granted(manifest) == set(USUAL_SCOPES)
    manifest.write_text(json.dumps({"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}}}))
    assert granted(manifest) == {"commands", "chat:write"}
    assert MANIFEST.is_file()
    assert "commands" in FakeSlack().api.scopes


# -- messages ----------------------------------------------------------------------------------------------------------


async def test_a_posted_message_keeps_its_thread(slack: FakeSlack, app: BareApp) -> None:
    first = await app.call("chat.postMessage", channel="C0NEWSROOM", text="one")
    await app.call("chat.postMessage", channel="C0NEWSROOM", text="two", thread_ts=first["ts"])
    one, two = await slack.posted(2, within=1)
    assert (one["thread_ts"], two["thread_ts"]) == (None, first["ts"])
    assert one["ts"] != two["ts"]
    assert first["message"]["bot_id"] == "B0READOUT"


async def test_slacks_own_client_posts(slack: FakeSlack) -> None:
    client = AsyncWebClient(
        token=slack.api.bot_token, base_url=slack.environment["SLACK_API_URL"], team_id="T0LOOPBACK"
    )
    await client.chat_postMessage(channel="C0NEWSROOM", text="x", blocks=BLOCKS, unfurl_links=False)
    assert "token" not in slack.posted[0]
    assert "team_id" not in slack.posted[0]


async def test_waiting_for_a_message_that_comes_later(slack: FakeSlack, app: BareApp) -> None:
    waiting = asyncio.create_task(slack.posted(1, within=2))
    await asyncio.sleep(0)
    await app.call("chat.postMessage", channel="C0NEWSROOM", text="x")
    assert (await waiting)[0]["text"] == "x"
    with pytest.raises(TimeoutError):
        await slack.posted(2, within=0.05)


async def test_a_message_is_changed_and_taken_back(slack: FakeSlack, app: BareApp) -> None:
    posted = await app.call("chat.postMessage", channel="C0NEWSROOM", text="x", blocks=BLOCKS)
    at = {"channel": "C0NEWSROOM", "ts": posted["ts"]}
    assert (await app.call("chat.update", **at, text="y", blocks=[]))["ok"]
    assert (slack.posted[0]["text"], slack.posted[0]["blocks"], slack.posted[0]["ts"]) == ("y", [], posted["ts"])
    assert (await app.call("chat.update", **at, text="<!channel>"))["error"] == "invalid_blocks"
    assert (await app.call("chat.delete", **at))["ok"]
    assert slack.posted == []
    assert (await app.call("chat.delete", **at))["error"] == "message_not_found"
    assert (await app.call("chat.update", channel="C0NEWSROOM", ts="1.1", text="y"))["error"] == "message_not_found"


async def test_what_one_person_sees_cannot_be_changed(slack: FakeSlack, app: BareApp) -> None:
    posted = await app.call("chat.postEphemeral", channel="C0NEWSROOM", user="U0REPORTER", text="x")
    assert slack.posted[0]["is_ephemeral"] is True
    refused = await app.call("chat.update", channel="C0NEWSROOM", ts=posted["message_ts"], text="y")
    assert refused["error"] == "cant_update_message"
    nobody = await app.call("chat.postEphemeral", channel="C0NEWSROOM", user="U0NOBODY", text="x")
    assert nobody["error"] == "user_not_in_channel"


async def test_an_empty_message_is_refused(app: BareApp) -> None:
    assert (await app.call("chat.postMessage", channel="C0NEWSROOM"))["error"] == "no_text"


async def test_a_channel_takes_about_a_message_a_second(slack: FakeSlack, app: BareApp) -> None:
    slack.api.messages.pace = 1.0
    assert (await app.call("chat.postMessage", channel="C0NEWSROOM", text="x"))["ok"]
    assert (await app.call("chat.postMessage", channel="D0EDITOR", text="x"))["ok"]
    url = slack.environment["SLACK_API_URL"] + "chat.postMessage"
    form = {"token": slack.api.bot_token, "channel": "C0NEWSROOM", "text": "x"}
    async with app.http.post(url, data=form) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
        assert (await answer.json())["error"] == "ratelimited"


# -- presses and shortcuts ---------------------------------------------------------------------------------------------


async def test_a_press_on_a_posted_message_tells_where_it_is(slack: FakeSlack, app: BareApp) -> None:
    await app.call("chat.postMessage", channel="C0NEWSROOM", text="x", blocks=BLOCKS, thread_ts="1.5")
    message = slack.posted[0]
    pressed = await slack.press(BUTTON, message, user="U0REPORTER")
    assert pressed.error is None
    assert app.last["container"] == {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": "C0NEWSROOM",
        "is_ephemeral": False,
        "thread_ts": "1.5",
    }
    assert app.last["message"]["blocks"] == BLOCKS
    assert app.last["user"]["id"] == "U0REPORTER"
    assert app.last["actions"][0]["block_id"] == "pages"
    answer = await app.http.post(app.last["response_url"], json={"text": "ok", "thread_ts": "1.5"})
    assert answer.status == 400  # what only one person sees would land beside the thread
    public = {"text": "ok", "thread_ts": "1.5", "response_type": "in_channel", "replace_original": False}
    answer = await app.http.post(app.last["response_url"], json=public)
    assert answer.status == 200


async def test_a_message_for_one_person_is_not_sent_along(slack: FakeSlack, app: BareApp) -> None:
    app.on["slash_commands"] = answering({"text": "x", "blocks": BLOCKS})
    message = (await slack.command("/quote")).message
    assert message is not None
    await slack.press(BUTTON, message)
    assert app.last["container"]["is_ephemeral"] is True
    assert "message" not in app.last
    await slack.press(BUTTON, {**message, "response_type": "in_channel"})
    assert app.last["container"]["is_ephemeral"] is False
    assert app.last["message"]["text"] == "x"


async def test_a_private_message_cannot_become_everybodys(slack: FakeSlack, app: BareApp) -> None:
    for_all = {"text": "x", "response_type": "in_channel", "replace_original": True}
    for where, taken in (({"response_type": "in_channel"}, 200), ({}, 400)):
        pressed = await slack.press(BUTTON, {"text": "x", "blocks": BLOCKS, **where})
        assert (await app.http.post(app.last["response_url"], json=for_all)).status == taken
    assert pressed.url.refused[0].startswith("cannot_share_in_place")
    beside = {**for_all, "replace_original": False}
    assert (await app.http.post(app.last["response_url"], json=beside)).status == 200


async def test_what_the_ack_of_a_press_holds_is_no_message(slack: FakeSlack, app: BareApp) -> None:
    app.on["block_actions"] = answering({"text": "An answer"})
    assert (await slack.press(BUTTON, {"text": "x"})).message is None


async def test_a_shortcut_on_a_message_brings_the_message(slack: FakeSlack, app: BareApp) -> None:
    file = slack.share_file("note.txt", b"x")
    message = {"text": "He said so.", "files": [file], "user": "U0DESK", "thread_ts": "1.5"}
    await slack.message_shortcut("check", message, channel="C0ELSEWHERE")
    assert (app.last["type"], app.last["callback_id"]) == ("message_action", "check")
    assert app.last["message"].items() >= message.items()
    assert app.last["message_ts"] == app.last["message"]["ts"]
    assert app.last["channel"] == {"id": "C0ELSEWHERE", "name": "elsewhere"}
    assert {"response_url", "trigger_id", "user", "team"} <= app.last.keys()
    await slack.message_shortcut("check", "He said so.")
    assert app.last["message"]["text"] == "He said so."


# -- events ------------------------------------------------------------------------------------------------------------


async def test_a_mention_names_the_app(slack: FakeSlack, app: BareApp) -> None:
    assert (await slack.mention("Nordmann", thread_ts="1.5")).error is None
    event = app.last["event"]
    assert event["text"] == "<@U0READOUT> Nordmann"
    assert (event["type"], event["channel"], event["thread_ts"]) == ("app_mention", "C0NEWSROOM", "1.5")
    assert event["ts"] == event["event_ts"]
    for channel in ("C0ELSEWHERE", "D0EDITOR"):
        assert (await slack.mention("x", channel=channel)).error == "not_in_channel"


async def test_a_direct_message_may_bring_files(slack: FakeSlack, app: BareApp) -> None:
    await slack.direct_message("Nordmann", user="U0DESK")
    assert (app.last["event"]["channel"], app.last["event"]["channel_type"]) == ("D0DESK", "im")
    assert "subtype" not in app.last["event"]
    await slack.direct_message("", files=[slack.share_file("note.txt", b"x")])
    assert app.last["event"]["subtype"] == "file_share"
    assert app.last["event"]["files"][0]["name"] == "note.txt"


async def test_the_app_hears_its_own_direct_messages(slack: FakeSlack, app: BareApp) -> None:
    posted = await app.call("chat.postMessage", channel="D0EDITOR", text="x")
    await app.call("chat.update", channel="D0EDITOR", ts=posted["ts"], text="y")
    await app.call("chat.postMessage", channel="C0NEWSROOM", text="x")
    await slack.echoes(2, within=2)
    own, changed = [made["payload"]["event"] for made in app.came]
    assert (own["bot_id"], own["user"], own["ts"]) == ("B0READOUT", "U0READOUT", posted["ts"])
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "y")


async def test_an_event_comes_again_until_it_is_acked(
    slack: FakeSlack, app: BareApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    app.silent = 2
    told = await slack.mention("x")
    assert told.error is None
    assert told.attempts == 3
    assert [made["retry_attempt"] for made in app.came] == [0, 1, 2]
    assert [made["retry_reason"] for made in app.came] == ["", "timeout", "timeout"]
    assert len({made["payload"]["event_id"] for made in app.came}) == 1
    assert len({made["envelope_id"] for made in app.came}) == 3


async def test_after_three_more_attempts_slack_gives_up(
    slack: FakeSlack, app: BareApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    app.silent = 9
    told: Exchange = await slack.direct_message("x")
    assert (told.error, told.attempts, len(app.came)) == ("operation_timeout", 4, 4)


async def test_an_event_waits_for_the_connection_to_come_back(slack: FakeSlack) -> None:
    slack.retry_pauses = (0.0, 0.2, 0.5)
    telling = asyncio.create_task(slack.mention("x"))
    await asyncio.sleep(0.05)
    async with BareApp.connected(slack) as app:
        told = await telling
        assert told.error is None
        assert app.came[0]["retry_attempt"] == told.attempts - 1 == 2


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "ACK_WITHIN", 0.05)
    monkeypatch.setattr(server, "GRACE", 0.0)


# -- what people write, and who they are -------------------------------------------------------------------------------


def runs(blocks: list[Json]) -> list[Json]:
    (block,) = blocks
    assert block["type"] == "rich_text"
    return [element for part in block["elements"] for element in part["elements"]]


async def test_what_people_write_carries_its_words_as_rich_text(slack: FakeSlack, app: BareApp) -> None:
    await slack.mention("what did *Peskov* say &amp; when, <@U0DESK>? <https://example.org|here> :eyes:")
    told = app.last["event"]
    assert told["text"].startswith("<@U0READOUT> what did *Peskov* say &amp; when")
    assert runs(told["blocks"]) == [
        {"type": "user", "user_id": "U0READOUT"},
        {"type": "text", "text": " what did "},
        {"type": "text", "text": "Peskov", "style": {"bold": True}},
        {"type": "text", "text": " say & when, "},
        {"type": "user", "user_id": "U0DESK"},
        {"type": "text", "text": "? "},
        {"type": "link", "url": "https://example.org", "text": "here"},
        {"type": "text", "text": " "},
        {"type": "emoji", "name": "eyes"},
    ]
    await slack.direct_message("&gt; “No.”\n&gt; “Yes.”\nWho said that?")
    (block,) = app.last["event"]["blocks"]
    assert [part["type"] for part in block["elements"]] == ["rich_text_quote", "rich_text_section"]
    await slack.message_shortcut("check", "“No.”")
    assert runs(app.last["message"]["blocks"]) == [{"type": "text", "text": "“No.”"}]


async def test_what_apps_post_has_the_blocks_that_they_gave_it(slack: FakeSlack, app: BareApp) -> None:
    await slack.message_shortcut("check", {"text": "New story", "bot_id": "B0WIRE", "blocks": BLOCKS})
    assert app.last["message"]["blocks"] == BLOCKS
    await slack.message_shortcut("check", {"text": "New story", "bot_id": "B0WIRE"})
    assert "blocks" not in app.last["message"]


async def test_people_of_other_companies_are_offered_no_commands_and_no_shortcuts(slack: FakeSlack) -> None:
    for doing in (
        slack.command("/quote", "x", user="U0PARTNER"),
        slack.shortcut("search", user="U0PARTNER"),
        slack.message_shortcut("check", "x", user="U0PARTNER"),
    ):
        with pytest.raises(Impossible, match="another company"):
            await doing


async def test_people_of_other_companies_mention_and_press(slack: FakeSlack, app: BareApp) -> None:
    await slack.mention("x", user="U0PARTNER")
    assert (app.last["event"]["user_team"], app.last["is_ext_shared_channel"]) == ("T0PARTNER", True)
    await slack.press(BUTTON, {"text": "x", "blocks": BLOCKS}, user="U0PARTNER")
    assert (app.last["team"]["id"], app.last["user"]["team_id"]) == ("T0LOOPBACK", "T0PARTNER")
    assert (await app.call("users.info", user="U0PARTNER"))["error"] == "missing_scope"


async def test_an_organisation_has_several_workspaces() -> None:
    async with FakeSlack(everywhere=True) as slack, BareApp.connected(slack) as app:
        me = await app.call("auth.test")
        assert (me["enterprise_id"], me["is_enterprise_install"]) == ("E0LOOPBACK", True)
        await slack.command("/quote", "x", user="U0SISTER")
        assert (app.last["team_id"], app.last["enterprise_id"]) == ("T0SISTER", "E0LOOPBACK")
        assert app.last["is_enterprise_install"] == "true"
        await slack.press(BUTTON, {"text": "x", "blocks": BLOCKS}, user="U0SISTER")
        assert (app.last["enterprise"]["id"], app.last["team"]["id"]) == ("E0LOOPBACK", "T0SISTER")
        await slack.mention("x", user="U0SISTER")
        assert (app.last["enterprise_id"], app.last["event"]["team"]) == ("E0LOOPBACK", "T0SISTER")


async def test_what_one_person_sees_is_shown_in_a_thread_only_when_that_has_begun(
    slack: FakeSlack, app: BareApp
) -> None:
    alone = {"channel": "C0NEWSROOM", "user": "U0EDITOR", "text": "x", "thread_ts": "1700000000.000100"}
    assert (await app.call("chat.postEphemeral", **alone))["ok"]
    assert (len(slack.posted), len(slack.api.messages.unseen)) == (0, 1)
    await slack.mention("x", thread_ts="1700000000.000100")
    await app.call("chat.postEphemeral", **alone)
    assert len(slack.posted) == 1


async def test_payloads_go_to_any_of_the_connections(slack: FakeSlack, app: BareApp) -> None:
    async with BareApp.connected(slack) as other:
        await slack.connected(count=2)
        for _ in range(40):
            await slack.command("/quote", "x")
        assert len(app.came) + len(other.came) == 40
        assert app.came
        assert other.came


async def test_an_eleventh_connection_is_told_to_leave(slack: FakeSlack, app: BareApp) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(9):
            await stack.enter_async_context(BareApp.connected(slack))
        opened = await app.call("apps.connections.open")
        assert opened["error"] == "not_allowed_token_type"
        opened = await call(app.http, slack, "apps.connections.open", slack.api.app_token)
        async with app.http.ws_connect(opened["url"]) as socket:
            assert await socket.receive_json() == {"type": "disconnect", "reason": "too_many_websockets"}


async def test_a_file_of_a_channel_that_is_shared_with_a_company_comes_as_its_id(
    slack: FakeSlack, app: BareApp
) -> None:
    file = slack.share_file("cod.txt", b"Cod", by_partner=True)
    assert set(file) == {"id", "mode", "file_access", "created", "timestamp", "user"}
    told = (await app.call("files.info", file=file["id"]))["file"]
    assert (told["name"], told["size"], told["file_access"]) == ("cod.txt", 3, "visible")
    assert (await app.call("files.info", file="F0GONE"))["error"] == "file_not_found"
