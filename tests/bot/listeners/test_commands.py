"""Orders behind a command: to be told of news in a channel, to be told no more, to get a file."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.fake_slack.slack import FakeSlack
from bot.socket_mode import Connection
from bot.tasks import Tasks
from tests.running import TroubledCorpus, button, connected, followed, newest, pressed, shown

Granted = Callable[[Iterable[str]], AbstractAsyncContextManager[FakeSlack]]


@pytest.fixture
def granted(newsroom: TroubledCorpus, tasks: Tasks, hurried: None) -> Granted:
    """A fake Slack with these scopes, the app connected to it."""

    @asynccontextmanager
    async def running(scopes: Iterable[str]) -> AsyncIterator[FakeSlack]:
        async with FakeSlack(scopes=scopes) as slack, connected(slack, newsroom, tasks):
            yield slack

    return running


YES = {"type": "button", "action_id": "order:1", "value": "follow /quote Nordmann", "text": {"text": "Follow here"}}
"""The button under the question that comes before a channel's first follow."""


async def told(slack: FakeSlack, line: str, **where: str) -> str:
    """The text that a command is answered with after its ack."""
    command, _, text = line.partition(" ")
    asked = await slack.command(command, text, **where)
    assert asked.payload is None
    return str(shown(await asked.answered(within=5))["text"])


class TestFollow:
    async def test_the_channel_is_told_and_it_is_kept_once(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await followed(slack, "/quote Nordmann")
        message = await newest(slack, 1)
        assert message["channel"] == "C0NEWSROOM"
        assert message["text"].startswith("editor follows quotes of Kari Nordmann here.")
        assert "asked for by somebody else" in await told(slack, "/quote Kari Nordmann follow", user="U0DESK")
        assert "asked for by you" in await told(slack, "/quote Nordmann follow")
        assert len(slack.posted) == 1
        (kept,) = newsroom.notebook.follows()
        assert (kept.channel, kept.user, kept.team) == ("C0NEWSROOM", "U0EDITOR", "T0LOOPBACK")
        assert kept.upto == newsroom.latest_arrival()

    async def test_where_the_app_is_not_it_says_so_and_keeps_nothing(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        assert "Everybody in this channel" in await told(slack, "/quote Nordmann follow", channel="C0ELSEWHERE")
        elsewhere = {"channel": "C0ELSEWHERE"}
        why = (await pressed(slack, YES, {"text": "x", "response_type": "ephemeral"}, **elsewhere))["text"]
        assert why == "Readout is not in the channel. Type /invite @Readout there, then try again."
        assert newsroom.notebook.follows() == ()

    async def test_before_the_first_one_who_asks_is_asked(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        asked = shown(await (await slack.command("/quote", "Nordmann follow")).answered(within=3))
        assert asked["response_type"] == "ephemeral"
        assert "Everybody in this channel will be told that it follows quotes of Kari Nordmann" in asked["text"]
        assert newsroom.notebook.follows() == ()
        assert list(slack.posted) == []
        await slack.press(button(asked, "order"), asked)
        assert "follows quotes of Kari Nordmann here" in (await newest(slack, 1))["text"]
        await slack.command("/talks", "follow")
        assert "follows all talks here" in (await newest(slack, 2))["text"]

    async def test_two_at_the_same_moment_are_one_and_announced_once(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        users = ("U0EDITOR", "U0DESK")
        asked = {"text": "x", "response_type": "ephemeral"}
        await asyncio.gather(*(slack.press(YES, asked, user=user) for user in users))
        assert await app._tasks.finished(within=3)
        assert len(newsroom.notebook.follows()) == 1
        assert len(slack.posted) == 1

    async def test_a_missing_scope_is_named_and_nothing_kept(self, granted: Granted, newsroom: TroubledCorpus) -> None:
        async with granted({"commands"}) as slack:
            asked = {"text": "x", "response_type": "ephemeral"}
            assert "lacks the permission chat:write" in (await pressed(slack, YES, asked))["text"]
        assert newsroom.notebook.follows() == ()

    async def test_slack_being_busy_is_waited_for(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        slack.api.limit("chat.postMessage", times=1, retry_after=1)
        await followed(slack, "/talks")
        assert "follows all talks here" in (await newest(slack, 1))["text"]
        assert slack.api.calls.count("chat.postMessage") == 2
        assert len(newsroom.notebook.follows()) == 1

    async def test_nobody_of_that_name_is_followed(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        assert "Nobody and nothing" in await told(slack, "/quote Zzyzx follow")
        assert newsroom.notebook.follows() == ()

    async def test_without_a_name_nothing_is_followed(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await told(slack, "/quote follow")
        assert newsroom.notebook.follows() == ()


class TestUnfollow:
    async def test_by_its_line(self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus) -> None:
        await followed(slack, "/quote Nordmann")
        await newest(slack, 1)
        asked = await (await slack.command("/quote", "kari nordmann unfollow")).answered(within=3)
        assert shown(asked)["response_type"] == "in_channel"
        assert "follows quotes of Kari Nordmann no longer. editor has ended it." in shown(asked)["text"]
        assert newsroom.notebook.follows() == ()
        assert "does not follow" in await told(slack, "/quote Nordmann unfollow")

    async def test_without_a_name_it_lists_what_is_followed(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        assert await told(slack, "/quote unfollow") == "This channel follows nothing."
        await followed(slack, "/quote Nordmann")
        await newest(slack, 1)
        await followed(slack, "/talks")
        await newest(slack, 2)
        asked = await (await slack.command("/quote", "unfollow")).answered(within=3)
        listed = shown(asked)
        assert listed["text"] == "This channel follows: quotes of Kari Nordmann. all talks."
        await pressed(slack, button(listed, "unfollow"), listed)
        assert [one.label for one in newsroom.notebook.follows()] == ["all talks"]

    async def test_by_its_button_once(self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus) -> None:
        await followed(slack, "/quote Nordmann")
        message = await newest(slack, 1)
        ended = await pressed(slack, button(message, "unfollow"), message, user="U0REPORTER")
        assert ended["response_type"] == "in_channel"
        assert "reporter has ended it" in ended["text"]
        assert newsroom.notebook.follows() == ()
        again = await pressed(slack, button(message, "unfollow"), message)
        assert again["text"] == "This is not followed any longer."


class TestExport:
    async def test_the_file_is_in_the_direct_messages_of_who_asked(self, slack: FakeSlack, app: Connection) -> None:
        text = await told(slack, "/quote Jonsson export", user="U0REPORTER")
        (file,) = await slack.files(1)
        assert text == f"{file.name} is in your direct messages with Readout."
        assert file.name.startswith("readout-quotes-jon-jonsson-")
        assert file.channel == "D0REPORTER"
        assert file.data is not None
        rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))
        assert [row["text"] for row in rows] == ["No deal <!channel> is *signed* until the last page is read,"]
        assert file.data.startswith(b"\xef\xbb\xbf")
        assert all(message["channel"] == "D0REPORTER" for message in slack.posted)

    async def test_the_apps_own_file_starts_nothing(self, slack: FakeSlack, app: Connection) -> None:
        await told(slack, "/talks export")
        posted = len(slack.posted)
        await slack.echoes(2)
        await app._tasks.finished(within=3)
        assert len(slack.posted) == posted

    async def test_a_missing_scope_is_named(self, granted: Granted) -> None:
        async with granted({"commands", "chat:write"}) as slack:
            assert "lacks the permission files:write" in await told(slack, "/quote Nordmann export")
            assert slack.files == []
            assert slack.posted == []

    async def test_nothing_to_list_is_said(self, slack: FakeSlack, app: Connection) -> None:
        assert "Nobody and nothing" in await told(slack, "/quote Zzyzx export")
        assert slack.files == []
        assert slack.posted == []

    async def test_a_database_that_fails_is_told_with_a_reference(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        newsroom.failure = RuntimeError("a secret detail")
        text = await told(slack, "/quote Nordmann export")
        assert text.startswith("Something went wrong on our side (ref ")


class TestOwnName:
    """Another app may have a command of the same name: `/readout` takes each of ours behind it."""

    @pytest.mark.parametrize("line", ["/quote Nordmann", "/positions Norway", "/talks latest", "/heard Norway"])
    async def test_any_command_is_answered_behind_it_as_by_itself(
        self, slack: FakeSlack, app: Connection, line: str
    ) -> None:
        command, _, text = line.partition(" ")
        itself = await slack.command(command, text)
        behind = await slack.command("/readout", line.removeprefix("/"))
        assert shown(behind) == shown(itself)
        assert shown(await slack.command("/READOUT", f" {line}")) == shown(itself)

    async def test_alone_or_with_what_is_no_command_it_helps(self, slack: FakeSlack, app: Connection) -> None:
        for words in ("", "Nordmann", "frobnicate the cod"):
            assert "/quote" in shown(await slack.command("/readout", words))["text"]

    async def test_an_order_stands_behind_it_too(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await followed(slack, "/readout quote Nordmann")
        assert (await newest(slack, 1))["text"].startswith("editor follows quotes of Kari Nordmann here.")
        (kept,) = newsroom.notebook.follows()
        assert kept.line.startswith("/quote ")
