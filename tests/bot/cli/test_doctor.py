"""`readout doctor` against the fake Slack: nothing to say of a sound install, a sentence for each thing that is not."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.doctor import OPTIONAL, report
from bot.cli.specimens import specimens
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import granted
from bot.settings import Settings
from corpus.store import Corpus, open_corpus
from tests.newsroom import fill

READY = (
    "good   Slack knows Readout as readout in Loopback.",
    "good   Every scope that it needs is granted.",
    "good   Slack opens connections for Socket Mode.",
)


EVERY_SCOPE = granted() | OPTIONAL


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(scopes=EVERY_SCOPE) as made:
        yield made


@pytest.fixture
def newsroom(corpus: Corpus) -> Corpus:
    fill(corpus)
    return corpus


async def told(slack: FakeSlack, corpus: Corpus, **settings: Any) -> tuple[bool, list[str]]:
    own = {"bot_token": slack.api.bot_token, "app_token": slack.api.app_token}
    lines: list[str] = []
    own["api_url"] = slack.environment["SLACK_API_URL"]
    made = Settings(_env_file=None, **{**own, **settings})
    return await report(made, corpus, lines.append), lines


async def faults(slack: FakeSlack, corpus: Corpus, **settings: Any) -> str:
    """The faults that are told, which there must be."""
    good, lines = await told(slack, corpus, **settings)
    assert not good
    return "\n".join(one for one in lines if one.startswith("fault"))


async def test_a_sound_install_has_no_fault(slack: FakeSlack, corpus: Corpus) -> None:
    good, lines = await told(slack, corpus)
    assert good
    assert tuple(lines[:3]) == READY
    assert "kinds of messages and views" in lines[3]


async def test_every_kind_is_judged_and_nothing_is_posted(slack: FakeSlack, newsroom: Corpus) -> None:
    good, lines = await told(slack, newsroom)
    assert good
    kinds = len(specimens(newsroom))
    assert kinds > 30
    assert f"Slack takes all {kinds} kinds" in lines[3]
    assert slack.api.calls.count("blocks.validate") == kinds
    assert set(slack.api.calls) == {"auth.test", "apps.connections.open", "blocks.validate"}


async def test_tokens(slack: FakeSlack, corpus: Corpus) -> None:
    assert "are missing" in await faults(slack, corpus, bot_token=None, app_token=None)
    assert "SLACK_APP_TOKEN is missing" in await faults(slack, corpus, app_token=None)
    assert "another kind of token" in await faults(slack, corpus, bot_token="xapp-1")
    assert "does not take SLACK_BOT_TOKEN (invalid_auth)" in await faults(slack, corpus, bot_token="xoxb-old")
    assert "no connection with SLACK_APP_TOKEN (invalid_auth)" in await faults(slack, corpus, app_token="xapp-old")


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked"])
async def test_a_token_that_slack_has_ended(slack: FakeSlack, corpus: Corpus, error: str) -> None:
    slack.api.fail("auth.test", error)
    assert f"({error})" in await faults(slack, corpus)


async def test_socket_mode_that_is_switched_off(slack: FakeSlack, corpus: Corpus) -> None:
    slack.api.fail("apps.connections.open", "forbidden_request")
    assert "Switch Socket Mode on" in await faults(slack, corpus)


@pytest.mark.parametrize("scope", sorted(granted()))
async def test_a_scope_that_is_not_granted(corpus: Corpus, scope: str) -> None:
    async with FakeSlack(scopes=EVERY_SCOPE - {scope}) as slack:
        assert f"The scope {scope} is not granted" in await faults(slack, corpus)


async def test_an_optional_scope_is_a_note(corpus: Corpus) -> None:
    async with FakeSlack(scopes=granted()) as slack:
        good, lines = await told(slack, corpus)
    assert good
    assert any(one.startswith("note") and "user group" in one for one in lines)


async def test_an_agent_that_is_none_for_slack(slack: FakeSlack, corpus: Corpus) -> None:
    assert "READOUT_AGENT is on" in await faults(slack, corpus, agent=True)
    async with FakeSlack(scopes=EVERY_SCOPE | {"assistant:write"}) as agent:
        assert (await told(agent, corpus, agent=True))[0]


async def test_settings_that_answer_nobody(slack: FakeSlack, corpus: Corpus) -> None:
    wrong = await faults(slack, corpus, workspaces="T0ELSEWHERE", editors="U0NOBODY, S0NOTHING")
    assert "READOUT_WORKSPACES does not list Loopback" in wrong
    assert "lists U0NOBODY, and Slack does not say who that is (user_not_found)" in wrong
    assert "lists S0NOTHING" in wrong


async def test_a_block_that_slack_does_not_know(slack: FakeSlack, newsroom: Corpus) -> None:
    slack.api.messages.unknown.add("rich_text")
    wrong = await faults(slack, newsroom)
    assert "Slack would refuse the answer to /quote" in wrong
    assert "unsupported type (at /blocks/" in wrong
    assert "the view of the Home" in wrong


async def test_a_slack_that_judges_nothing_is_a_note(slack: FakeSlack, corpus: Corpus) -> None:
    slack.api.fail("blocks.validate", "unknown_method")
    good, lines = await told(slack, corpus)
    assert good
    assert "note   Slack did not judge the messages that Readout sends (unknown_method)." in lines


async def test_a_slack_that_is_not_there(slack: FakeSlack, corpus: Corpus) -> None:
    assert "does not take SLACK_BOT_TOKEN (ClientConnectorError)" in await faults(
        slack, corpus, api_url="http://127.0.0.1:9/api/"
    )


async def test_a_corpus_that_cannot_be_read(slack: FakeSlack, tmp_path: Path) -> None:
    (tmp_path / "torn.db").write_bytes(b"no database" * 100)
    with open_corpus(f"sqlite:///{tmp_path / 'torn.db'}") as corpus:
        assert "The corpus cannot be read" in await faults(slack, corpus)
