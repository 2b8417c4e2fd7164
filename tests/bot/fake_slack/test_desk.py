"""`readout slack`: what a person types at the desk is done in the fake Slack, and what comes is shown."""

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from rich.console import Console

from bot.fake_slack.desk import Desk
from bot.fake_slack.slack import FakeSlack
from tests.socket_app import EVERY_SCOPE, BareApp, answering

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


NEXT = {"type": "button", "text": plain("Next"), "value": "/quote x page 2", "action_id": "ask:1"}
SHARE = {"type": "button", "text": plain("Share"), "value": "1 /quote x", "action_id": "share:2"}
ANSWER: Json = {"text": "Three quotes", "blocks": [{"type": "actions", "elements": [NEXT, SHARE]}]}
FORM: Json = {
    "type": "modal",
    "title": plain("Search"),
    "submit": plain("Show"),
    "blocks": [
        {
            "type": "input",
            "block_id": "who",
            "label": plain("Who"),
            "element": {"type": "external_select", "action_id": "who", "min_query_length": 1},
        }
    ],
}


class Sitting:
    """A desk, the app at the other end, and what stands on the screen."""

    def __init__(self, slack: FakeSlack, app: BareApp) -> None:
        self.app = app
        self._paper = io.StringIO()
        self.desk = Desk(slack, Console(file=self._paper, width=200, soft_wrap=True, highlight=False))

    async def type(self, line: str) -> str:
        """What one line brings onto the screen."""
        start = len(self._paper.getvalue())
        await self.desk.do(line)
        return self._paper.getvalue()[start:]


@pytest.fixture
async def sitting(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sitting]:
    monkeypatch.setattr("bot.fake_slack.desk.CALM", 0.02)
    monkeypatch.setattr("bot.fake_slack.desk.PATIENCE", 0.2)
    async with FakeSlack(scopes=EVERY_SCOPE) as slack, BareApp.connected(slack) as app:
        yield Sitting(slack, app)


async def test_a_command_is_answered_and_any_of_its_buttons_pressed(sitting: Sitting) -> None:
    sitting.app.on["slash_commands"] = answering(ANSWER)
    shown = await sitting.type("/quote Nordmann")
    assert "[1 Next]  [2 Share]" in shown
    assert "acked after" in shown

    async def share(pressed: Json) -> None:
        await sitting.app.http.post(pressed["response_url"], json={"text": "Shared", "response_type": "in_channel"})

    sitting.app.on["block_actions"] = share
    assert "Shared" in await sitting.type("2")
    assert sitting.app.last["actions"][0]["action_id"] == "share:2"


@pytest.mark.parametrize(("line", "kind"), [("@ Nordmann", "app_mention"), ("> Nordmann", "message")])
async def test_plain_words_are_answered_in_a_message(sitting: Sitting, line: str, kind: str) -> None:
    async def answer(callback: Json) -> None:
        if "bot_id" not in callback["event"]:
            await sitting.app.call("chat.postMessage", channel=callback["event"]["channel"], text="One quote")

    sitting.app.on["events_api"] = answer
    assert "One quote" in await sitting.type(line)
    assert sitting.app.came[0]["payload"]["event"]["type"] == kind


async def test_a_form_is_opened_filled_and_sent(sitting: Sitting) -> None:
    async def open_form(chosen: Json) -> None:
        await sitting.app.call("views.open", trigger_id=chosen["trigger_id"], view=FORM)

    found = {"type": "modal", "title": plain("Found"), "blocks": [{"type": "section", "text": plain("One quote")}]}
    sitting.app.on |= {
        "shortcut": open_form,
        "block_suggestion": answering({"options": [option("Nord"), option("Nordmann")]}),
        "view_submission": answering({"response_action": "update", "view": found}),
    }
    assert "1 Who: –" in await sitting.type("search")
    assert "required: who" in await sitting.type("submit")
    assert "That cannot be done: there are 1 fields" in await sitting.type("fill 2 x")
    assert "Who: Nordmann" in await sitting.type("fill 1 nordm")
    shown = await sitting.type("submit")
    assert "Found" in shown
    assert "One quote" in shown
    await sitting.type("close")
    assert "That cannot be done: no modal is open" in await sitting.type("submit")


async def test_the_home_and_the_shortcuts_on_a_message(sitting: Sitting) -> None:
    async def publish(_: Json) -> None:
        view = {"type": "home", "blocks": [{"type": "actions", "elements": [NEXT]}]}
        await sitting.app.call("views.publish", user_id="U0EDITOR", view=view)

    sitting.app.on["events_api"] = publish
    assert "[1 Next]" in await sitting.type("home")
    await sitting.type("1")
    assert sitting.app.last["container"]["type"] == "view"
    await sitting.type("check He said so.")
    assert (sitting.app.last["callback_id"], sitting.app.last["message"]["text"]) == ("check", "He said so.")
    await sitting.type("add An article.")
    assert sitting.app.last["callback_id"] == "add_message"
    await sitting.type("add")
    assert sitting.app.last["callback_id"] == "add"


async def test_what_slack_refused_is_told(sitting: Sitting) -> None:
    sitting.app.on["slash_commands"] = answering({"text": " "})
    assert "failed with the error invalid_blocks" in await sitting.type("/quote")

    async def answer_badly(typed: Json) -> None:
        await sitting.app.http.post(typed["response_url"], json={"text": ""})

    sitting.app.on["slash_commands"] = answer_badly
    assert "refused: invalid_blocks" in await sitting.type("/quote")


async def test_what_the_desk_does_not_know_it_says(sitting: Sitting) -> None:
    for line in ("hello", "7", "fill"):
        shown = await sitting.type(line)
        assert "starts with a slash" in shown or "cannot be done" in shown
    assert sitting.app.came == []
