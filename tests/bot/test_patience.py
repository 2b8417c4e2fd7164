"""Patience: what never reached Slack is called again, what may have is not, and nobody waits for an hour."""

import pytest
from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError

from bot.app import web_client
from bot.fake_slack.slack import FakeSlack
from bot.patience import seconds_to_wait
from bot.settings import Settings


def settings(slack: FakeSlack, **more: str) -> Settings:
    own = {"bot_token": slack.api.bot_token, "app_token": slack.api.app_token}
    return Settings(_env_file=None, **{**own, "api_url": slack.environment["SLACK_API_URL"], **more})  # type: ignore[arg-type]


async def test_a_busy_slack_is_waited_for(slack: FakeSlack) -> None:
    slack.api.limit("auth.test", retry_after=0)
    assert (await web_client(settings(slack)).auth_test())["ok"]
    assert slack.api.calls == ["auth.test", "auth.test"]


async def test_a_slack_that_is_busy_for_long_is_told_at_once(slack: FakeSlack) -> None:
    slack.api.limit("auth.test", retry_after=3600)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web_client(settings(slack)).auth_test()
    assert slack.api.calls == ["auth.test"]


async def test_what_cannot_be_reached_is_an_error_in_the_end(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.patience.TRIES", 1)
    with pytest.raises(ClientConnectorError):
        await web_client(settings(slack, api_url="http://127.0.0.1:9/api/")).auth_test()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "7"}, 7), ({"retry-after": ["30"]}, 30), ({"Retry-After": "soon"}, 1), ({}, 1)],
)
def test_what_slack_asks_for(headers: dict[str, object], seconds: float) -> None:
    assert seconds_to_wait(headers) == seconds
