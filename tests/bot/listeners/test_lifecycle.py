"""Channels, people and the app itself change or go: what channels follow ends, or goes on."""

import logging
from typing import Any

import pytest

from bot.fake_slack import goings
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import granted
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.keepings import Follow, Preferences
from corpus.store import Corpus
from tests.running import TroubledCorpus, connected

Json = dict[str, Any]

SCOPES = granted() | {"channels:read", "groups:read"}


@pytest.fixture
async def slack() -> Any:
    async with FakeSlack(scopes=SCOPES) as running:
        yield running


def followed(corpus: Corpus, channel: str = "C0NEWSROOM", user: str = "U0EDITOR", line: str = "/talks") -> Follow:
    wanted = Follow(team="T0LOOPBACK", channel=channel, user=user, line=line, label=f"label of {line}")
    return corpus.notebook.follow(wanted)


async def happens(slack: FakeSlack, app: Connection, tasks: Tasks, event: Json) -> None:
    told = await slack.event(event)
    assert (told.error, told.attempts) == (None, 1)
    await tasks.finished(within=5)


@pytest.mark.parametrize(
    "event",
    [
        goings.channel_archived(),
        goings.channel_archived(private=True),
        goings.channel_deleted(),
        goings.channel_deleted(private=True),
    ],
)
async def test_what_a_channel_that_is_gone_followed_has_ended(
    slack: FakeSlack, app: Connection, tasks: Tasks, newsroom: TroubledCorpus, event: Json
) -> None:
    followed(newsroom)
    kept = followed(newsroom, channel="C0ELSEWHERE")
    await happens(slack, app, tasks, event)
    assert newsroom.notebook.follows() == (kept,)
    assert list(slack.posted) == []


@pytest.mark.parametrize(
    "event",
    [
        goings.channel_archived(moved=True),
        goings.channel_archived("C0ELSEWHERE"),
        goings.channel_archived(""),
        goings.channel_renamed(),
        goings.user_changed(name="another"),
        goings.app_uninstalled(),
        goings.tokens_revoked(),
        {"type": "channel_archive", "event_ts": "1.1"},
        {"type": "channel_archive", "channel": None, "event_ts": "1.1"},
        {"type": "channel_id_changed", "old_channel_id": "C0NEWSROOM", "event_ts": "1.1"},
        {"type": "user_change", "user": "U0EDITOR", "event_ts": "1.1"},
        {"type": "user_change", "user": {"deleted": True}, "event_ts": "1.1"},
        {"type": "member_left_channel", "user": "U0EDITOR", "event_ts": "1.1"},
        {"type": "tokens_revoked", "tokens": None, "event_ts": "1.1"},
    ],
)
async def test_other_changes_end_nothing(
    slack: FakeSlack, app: Connection, tasks: Tasks, newsroom: TroubledCorpus, event: Json
) -> None:
    kept = followed(newsroom)
    await happens(slack, app, tasks, event)
    assert newsroom.notebook.follows() == (kept,)


async def test_a_channel_with_another_id_follows_on_and_stays_chosen(
    slack: FakeSlack, tasks: Tasks, newsroom: TroubledCorpus, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.shared.prefer(Preferences(channels=("C0NEWSROOM", "C0ELSEWHERE")))
    followed(newsroom)
    async with connected(slack, newsroom, tasks, channels="C0NEWSROOM") as app:
        await happens(slack, app, tasks, goings.channel_renumbered())
    assert [one.channel for one in newsroom.notebook.follows()] == ["C0SHARED"]
    assert newsroom.shared.preferences().channels == ("C0SHARED", "C0ELSEWHERE")
    assert "READOUT_CHANNELS lists C0NEWSROOM, which is C0SHARED now" in caplog.text


async def test_what_somebody_followed_who_left_goes_on_and_is_theirs_no_longer(
    slack: FakeSlack, app: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    followed(newsroom)
    followed(newsroom, channel="C0ELSEWHERE")
    followed(newsroom, user="U0DESK", line="/quote Nordmann")
    await happens(slack, app, tasks, goings.member_left())
    owners = {(one.channel, one.line): one.user for one in newsroom.notebook.follows()}
    assert owners == {
        ("C0NEWSROOM", "/talks"): "",
        ("C0ELSEWHERE", "/talks"): "U0EDITOR",
        ("C0NEWSROOM", "/quote Nordmann"): "U0DESK",
    }


async def test_what_somebody_heard_alone_whose_account_is_off_has_ended(
    slack: FakeSlack, app: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    followed(newsroom)
    followed(newsroom, channel="D0EDITOR")
    followed(newsroom, channel="D0DESK", user="U0DESK")
    await happens(slack, app, tasks, goings.user_changed(deleted=True))
    assert [(one.channel, one.user) for one in newsroom.notebook.follows()] == [
        ("C0NEWSROOM", ""),
        ("D0DESK", "U0DESK"),
    ]


@pytest.mark.parametrize(
    ("event", "told"),
    [(goings.app_uninstalled(), True), (goings.tokens_revoked(), True), (goings.tokens_revoked(bot=False), False)],
)
async def test_an_app_that_was_taken_out_says_so_in_the_log(
    slack: FakeSlack, app: Connection, tasks: Tasks, caplog: pytest.LogCaptureFixture, event: Json, told: bool
) -> None:
    with caplog.at_level(logging.ERROR):
        await happens(slack, app, tasks, event)
    assert ("no longer installed here" in caplog.text) == told


async def test_a_database_that_is_away_is_said_in_the_log_alone(
    slack: FakeSlack,
    app: Connection,
    tasks: Tasks,
    newsroom: TroubledCorpus,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(type(newsroom.notebook), "unfollow_all")
    await happens(slack, app, tasks, goings.channel_archived())
    assert "What channel_archive changes could not be settled" in caplog.text
    assert list(slack.posted) == []
