"""One refused block never loses an answer, wherever it is sent."""

from typing import Any

import pytest

from bot.delivery import delivered, in_doubt
from bot.errors import RefusedError
from bot.fake_slack.slack import FakeSlack
from bot.socket_mode import Connection
from tests.running import button, newest, pressed, shown, viewed

Json = dict[str, Any]

WORDS = "fishing grounds in June"


async def test_a_posted_answer_comes_with_the_refused_blocks_as_paragraphs(slack: FakeSlack, app: Connection) -> None:
    slack.api.messages.unknown.add("rich_text")
    await slack.mention("what did Nordmann say?")
    message = await newest(slack, 1)
    assert WORDS in str(message["blocks"])
    assert "rich_text" not in str(message["blocks"])
    assert button(message, "source")


async def test_where_slack_does_not_say_which_the_text_comes_alone(slack: FakeSlack, app: Connection) -> None:
    slack.api.fail("chat.postMessage", "invalid_blocks")
    await slack.mention("what did Nordmann say?")
    message = await newest(slack, 1)
    assert WORDS in message["text"]
    assert "blocks" not in message


async def test_at_a_response_url_too(slack: FakeSlack, app: Connection) -> None:
    elsewhere = {"channel": "C0ELSEWHERE"}
    message = shown(await slack.command("/quote", "Nordmann", **elsewhere))
    slack.api.messages.unknown.add("rich_text")
    exchange = await slack.press(button(message, "share"), message, **elsewhere)
    await exchange.answered(within=3)
    for _ in range(100):
        if exchange.message:
            break
        await exchange.answered(within=1)
    assert WORDS in str((exchange.message or {}).get("blocks"))


async def test_in_a_modal_too(slack: FakeSlack, app: Connection) -> None:
    message = shown(await slack.command("/quote", "Nordmann"))
    slack.api.messages.unknown.add("rich_text")
    await slack.press(button(message, "source"), message)
    assert WORDS in str((await viewed(slack))["blocks"])


async def test_another_error_is_none_of_the_blocks(slack: FakeSlack, app: Connection) -> None:
    message = shown(await slack.command("/quote", "Nordmann"))
    slack.api.fail("views.open", "internal_error")
    slack.api.fail("views.open", "internal_error")
    told = await pressed(slack, button(message, "source"), message)
    assert "ref " in told["text"]
    assert slack.api.calls.count("views.open") == 1


async def test_a_form_is_never_told_in_words() -> None:
    async def send(_: Json) -> None:
        raise RefusedError(400, "invalid_blocks")

    with pytest.raises(RefusedError):
        await delivered(send, {"type": "modal", "blocks": [{"type": "input"}]})


def test_slack_points_at_what_it_refuses() -> None:
    assert in_doubt(RefusedError(400, "invalid_blocks: [json-pointer:/view/blocks/12/text] and /blocks/3")) == {3, 12}
    assert in_doubt(RefusedError(400, "invalid_blocks")) == set()
