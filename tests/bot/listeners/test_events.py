"""What happens in the workspace without a command: mentions, direct messages, files, the Home. Never a loop."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.fake_slack.envelopes import app_mention, envelope, event_callback, message_im
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.typed import rich_text_of
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.ingest import LARGEST
from tests.running import TroubledCorpus, button, connected, followed, newest, shown, viewed

Json = dict[str, Any]

ASKED = "what did Nordmann say?"
ARTICLE = b" date 2022-04-06 Cod talks end early\n\nNorway and Iceland met.\n"


def said(message: Json) -> str:
    return str(message["blocks"])


async def home_of_a_follower(slack: FakeSlack) -> Json:
    """The Home of somebody who has had the channel follow Kari Nordmann."""
    await followed(slack, "/quote Nordmann")
    await newest(slack, 1)
    await slack.open_home()
    return await viewed(slack)


class TestMentions:
    async def test_in_a_channel_it_is_answered_in_a_thread_of_it(self, slack: FakeSlack, app: Connection) -> None:
        await slack.mention(ASKED)
        message = await newest(slack, 1)
        assert message["channel"] == "C0NEWSROOM"
        assert message["thread_ts"] is not None
        assert "fishing grounds in June" in said(message)
        for does in ("share", "remember"):
            with pytest.raises(LookupError):
                button(message, does)

    @pytest.mark.parametrize("words", ["thanks!", "thank you :pray:", "👍", ":+1:"])
    async def test_thanks_before_all_others_get_no_answer(self, slack: FakeSlack, app: Connection, words: str) -> None:
        await slack.mention(words)
        await slack.mention(ASKED)
        assert "fishing grounds in June" in said(await newest(slack, 1))
        assert len(slack.posted) == 1

    async def test_one_whose_words_stand_in_its_blocks_alone_is_answered(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        await slack.event({**app_mention("U0EDITOR", "C0NEWSROOM", ASKED, None), "text": ""})
        assert "fishing grounds in June" in said(await newest(slack, 1))

    async def test_in_a_thread_it_is_answered_in_that_thread(self, slack: FakeSlack, app: Connection) -> None:
        await slack.mention(ASKED, thread_ts="1.000001")
        assert (await newest(slack, 1))["thread_ts"] == "1.000001"

    async def test_what_is_not_understood_gets_examples_that_work(self, slack: FakeSlack, app: Connection) -> None:
        await slack.mention("who will win the cup?")
        message = await newest(slack, 1)
        assert message["text"].startswith("I did not understand that.")
        example = button(message, "ask")
        pressed = await (await slack.press(example, message)).answered(within=3)
        assert pressed.message is not None
        assert pressed.message["replace_original"] is False
        assert pressed.message["thread_ts"] == message["thread_ts"]

    async def test_a_failure_is_told_in_the_thread_too(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        newsroom.failure = RuntimeError("a secret detail")
        await slack.mention(ASKED)
        message = await newest(slack, 1)
        assert message["text"].startswith("Something went wrong on our side (ref ")
        assert message["thread_ts"] is not None

    async def test_hostile_words_call_nobody(self, slack: FakeSlack, app: Connection) -> None:
        for number, words in enumerate(("<!channel> *hi* <https://x.org|y>", "x" * 12_000, "\0\x1b[2J", "@here"), 1):
            await slack.mention(words)
            message = await newest(slack, number)
            assert "<!channel>" not in message["text"]
            assert "mrkdwn" not in said(message)

    async def test_a_text_beside_a_mention_is_offered_in_its_thread(self, slack: FakeSlack, app: Connection) -> None:
        file = slack.share_file("cod.txt", ARTICLE)
        mention = app_mention("U0EDITOR", "C0NEWSROOM", "please add this", None)
        await slack.event({**mention, "files": [file]})
        offer = await newest(slack, 1)
        assert "“cod.txt” holds “Cod talks end early”" in offer["text"]
        assert (offer["channel"], offer["thread_ts"]) == ("C0NEWSROOM", mention["ts"])
        assert button(offer, "draft")

    async def test_where_a_rule_forbids_to_post_the_person_is_told_alone(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        slack.api.fail("chat.postMessage", "restricted_action", times=2)
        await slack.mention(ASKED)
        message = await newest(slack, 1)
        assert message["channel"] == "D0EDITOR"
        assert message["text"].startswith("A rule of this workspace keeps Readout from posting")

    async def test_a_mention_orders_too(self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus) -> None:
        await slack.mention("/quote Nordmann follow")
        asked = await newest(slack, 1)
        await slack.press(button(asked, "order"), asked)
        assert "follows quotes of Kari Nordmann here" in (await newest(slack, 2))["text"]
        assert [one.channel for one in newsroom.notebook.follows()] == ["C0NEWSROOM"]


class TestDirectMessages:
    async def test_a_question_is_answered_where_it_was_asked(self, slack: FakeSlack, app: Connection) -> None:
        await slack.direct_message(ASKED)
        message = await newest(slack, 1)
        assert (message["channel"], message["thread_ts"]) == ("D0EDITOR", None)
        assert "fishing grounds in June" in said(message)
        await slack.direct_message(ASKED, thread_ts="1.000001", user="U0REPORTER")
        message = await newest(slack, 2)
        assert (message["channel"], message["thread_ts"]) == ("D0REPORTER", "1.000001")

    async def test_an_answer_in_a_thread_that_is_sent_to_the_conversation_too_is_answered(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        said_twice = message_im("U0EDITOR", ASKED, "1.000001", [])
        await slack.event({**said_twice, "subtype": "thread_broadcast"})
        message = await newest(slack, 1)
        assert "fishing grounds in June" in said(message)
        assert message["thread_ts"] == "1.000001"

    async def test_a_person_can_follow_for_themselves(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await slack.direct_message("/quote Nordmann follow")
        assert "follows quotes of Kari Nordmann here" in (await newest(slack, 1))["text"]
        assert [one.channel for one in newsroom.notebook.follows()] == ["D0EDITOR"]

    async def test_a_message_that_is_passed_on_without_a_word_is_checked(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        words = "“We will reopen the fishing grounds in June,” said Kari Nordmann."
        inner = {"message": {"blocks": rich_text_of(words)}}
        passed_on = {"is_share": True, "is_msg_unfurl": True, "text": words, "message_blocks": [inner]}
        await slack.event({**message_im("U0EDITOR", "", None, []), "attachments": [passed_on]})
        assert "1. Verbatim" in said(await newest(slack, 1))

    async def test_the_apps_own_messages_are_left_alone(self, slack: FakeSlack, app: Connection) -> None:
        await slack.direct_message(ASKED)
        posted = await newest(slack, 1)
        await slack.echoes(1)
        await app.app.client.chat_update(channel=posted["channel"], ts=posted["ts"], text="/quote Nordmann")
        await slack.echoes(2)
        assert [echo.error for echo in slack.echoes] == [None, None]
        await app._tasks.finished(within=3)
        assert len(slack.posted) == 1

    @pytest.mark.parametrize(
        "more",
        [
            {"bot_id": "B0OTHER"},
            {"subtype": "bot_message", "bot_id": "B0OTHER", "user": None},
            {"subtype": "message_changed", "user": None, "message": {"user": "U0EDITOR", "text": ASKED}},
            {"subtype": "message_deleted", "user": None},
            {"subtype": "channel_join"},
            {"channel_type": "channel"},
            {"channel_type": "mpim"},
        ],
    )
    async def test_other_bots_edits_and_talk_among_people_are_left_alone(
        self, slack: FakeSlack, app: Connection, more: Json
    ) -> None:
        event = {"type": "message", "channel_type": "im", "user": "U0EDITOR", "channel": "D0EDITOR", "text": ASKED}
        told = await slack.deliver(envelope("events_api", event_callback({**event, "ts": "1.0", **more})))
        assert told.error is None
        await app._tasks.finished(within=3)
        assert slack.posted == []

    async def test_an_event_that_comes_three_times_is_answered_once(self, slack: FakeSlack, app: Connection) -> None:
        event = {"type": "message", "channel_type": "im", "user": "U0EDITOR", "channel": "D0EDITOR", "text": ASKED}
        callback = event_callback({**event, "ts": "1.0"})
        for attempt in range(3):
            assert (await slack.deliver(envelope("events_api", callback, retry=attempt))).error is None
        await app._tasks.finished(within=3)
        assert len(slack.posted) == 1


PARAGRAPHS = (
    "The boats came home to the harbour before noon on Tuesday, and the ministers went back to their hotels.",
    "Nobody signed anything on the quay, the harbour master said, and nobody had been asked to sign anything either.",
    "The talks about the quota for cod will go on in the spring, when the ice has left the fjord and the boats go out.",
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Cod talks end early</title>
<meta property="og:title" content="Cod talks end early"></head><body><article><h1>Cod talks end early</h1>
{"".join(f"<p>{one}</p>" for one in PARAGRAPHS)}</article></body></html>""".encode()
FORMS = {
    "cod.html": PAGE,
    "cod": PAGE,
    "cod.md": "\n\n".join(("# Cod talks end early", *PARAGRAPHS, "")).encode(),
    "cod.eml": "\r\n".join(
        (
            "From: Desk <desk@example.org>",
            "To: readout@example.org",
            "Subject: Cod talks end early",
            "Date: Tue, 05 Apr 2022 12:00:00 +0000",
            "Message-ID: <1@example.org>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "",
            *(f"{one}\r\n" for one in PARAGRAPHS),
        )
    ).encode(),
}
"""One article as different programs have it."""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://example.org</link>
<description>d</description>{
    "".join(
        f"<item><title>Item {n}</title><guid>https://example.org/{n}</guid><link>https://example.org/{n}</link>"
        f"<description>{' '.join(PARAGRAPHS)}</description></item>"
        for n in (1, 2)
    )
}</channel></rss>""".encode()


class TestFiles:
    async def sent(self, slack: FakeSlack, name: str, data: bytes, words: str = "", **more: Any) -> Json:
        before = len(slack.posted)
        file = {**slack.share_file(name, data), **more}
        await slack.direct_message(words, files=[file])
        return await newest(slack, before + 1)

    async def test_a_text_is_offered_to_be_read(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        offer = await self.sent(slack, "cod.txt", ARTICLE)
        assert "“cod.txt” holds “Cod talks end early”, 4 words." in offer["text"]
        draft = newsroom.notebook.draft(button(offer, "draft")["value"])
        assert draft is not None
        assert str(draft.published) == "2022-04-06"

    async def test_another_kind_is_told_what_to_send_instead(self, slack: FakeSlack, app: Connection) -> None:
        told = await self.sent(slack, "cod.png", b"\x89PNG")
        assert told["text"].startswith("“cod.png” is no article. One is sent as text, a web page,")

    @pytest.mark.parametrize("name", ["cod.html", "cod.eml", "cod.md", "cod"])
    async def test_articles_of_other_formats_are_opened_in_a_process_of_their_own(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, name: str
    ) -> None:
        offer = await self.sent(slack, name, FORMS[name], mimetype={"cod": "text/html"}.get(name, "x/unknown"))
        draft = newsroom.notebook.draft(button(offer, "draft")["value"])
        assert draft is not None
        assert draft.title == "Cod talks end early"
        assert "Nobody signed anything on the quay" in draft.text

    async def test_what_the_name_promises_and_the_bytes_are_not_is_said(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        assert "“cod.docx” " in (await self.sent(slack, "cod.docx", b"PK\x03\x04 nothing"))["text"]
        told = await self.sent(slack, "cod.pdf", b"%PDF-1.7 nothing at all")
        assert told["text"].startswith("“cod.pdf” ")
        assert "Something went wrong" not in told["text"]

    async def test_a_file_with_many_articles_is_not_taken_for_one(self, slack: FakeSlack, app: Connection) -> None:
        told = await self.sent(slack, "wire.xml", FEED)
        assert told["text"].startswith("“wire.xml” holds 2 articles.")

    async def test_slack_is_asked_for_a_file_of_a_channel_that_is_shared_with_another_company(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        file = slack.share_file("cod.txt", ARTICLE, by_partner=True)
        assert (file["file_access"], "name" in file) == ("check_file_info", False)
        await slack.direct_message("", files=[file])
        assert "“cod.txt” holds “Cod talks end early”" in (await newest(slack, 1))["text"]
        asked = await slack.message_shortcut("add_message", {"text": "", "files": [file]})
        assert "“cod.txt” holds" in shown(await asked.answered(within=3))["text"]

    @pytest.mark.parametrize("error", ["file_not_found", "missing_scope", "internal_error"])
    async def test_a_file_of_which_slack_tells_nothing_is_said_to_be_out_of_reach(
        self, slack: FakeSlack, app: Connection, error: str
    ) -> None:
        slack.api.fail("files.info", error)
        await slack.direct_message("", files=[slack.share_file("cod.txt", ARTICLE, by_partner=True)])
        told = await newest(slack, 1)
        assert told["text"].startswith("“The file” cannot be fetched: Readout is not where it was shared")

    async def test_words_beside_a_picture_are_answered(self, slack: FakeSlack, app: Connection) -> None:
        told = await self.sent(slack, "cod.png", b"\x89PNG", ASKED)
        assert "fishing grounds in June" in said(told)

    @pytest.mark.parametrize(
        ("data", "more", "says"),
        [
            (b"\xff\xfe\x00 cod", {}, "“cod.txt” "),
            (b"", {}, "“cod.txt” "),
            (b"Cod", {"size": LARGEST + 1}, "is too large: 20.0 MB, and 20 MB is the most."),
            (b"Cod", {"url_private_download": "https://evil.example/cod.txt"}, "it does not lie with Slack"),
            (b"Cod", {"url_private_download": "", "url_private": ""}, "it does not lie with Slack"),
        ],
    )
    async def test_a_file_that_cannot_be_read_is_said_with_its_reason(
        self, slack: FakeSlack, app: Connection, data: bytes, more: Json, says: str
    ) -> None:
        told = await self.sent(slack, "cod.txt", data, **more)
        assert says in told["text"]
        assert "Something went wrong" not in told["text"]
        with pytest.raises(LookupError):
            button(told, "draft")

    @pytest.mark.parametrize(
        ("mode", "says"), [("tombstone", "has been deleted."), ("hidden_by_limit", "is hidden by")]
    )
    async def test_a_file_that_slack_does_not_hand_out_is_said_to_be_gone(
        self, slack: FakeSlack, app: Connection, mode: str, says: str
    ) -> None:
        await slack.direct_message("", files=[{"id": "F0GONE", "mode": mode}])
        assert (await newest(slack, 1))["text"].startswith(f"“The file” {says}")

    async def test_a_file_that_slack_has_lost_is_said_to_be(self, slack: FakeSlack, app: Connection) -> None:
        lost = slack.share_file("cod.txt", ARTICLE)["url_private_download"].replace("files-pri/", "files-pri/X")
        told = await self.sent(slack, "cod.txt", ARTICLE, url_private_download=lost.replace("F", "G"))
        assert "cannot be fetched" in told["text"]

    async def test_a_long_text_arrives_whole(self, slack: FakeSlack, app: Connection) -> None:
        offer = await self.sent(slack, "cod.txt", b"word " * 300_000)
        assert "300,000 words" in offer["text"]

    @pytest.mark.parametrize("trouble", ["gone", "refused", "broken off"])
    async def test_a_file_in_trouble_keeps_no_other_from_being_offered(
        self, slack: FakeSlack, app: Connection, trouble: str
    ) -> None:
        bad, good = slack.share_file("bad.txt", ARTICLE), slack.share_file("good.txt", ARTICLE)
        changed, says = {
            "gone": ({"url_private_download": bad["url_private_download"].replace(bad["id"], "F0GONE")}, "no longer"),
            "refused": ({"url_private_download": f"{slack.api.files.address}/link"}, "Readout is not where it was"),
            "broken off": ({}, "could not be fetched just now. Send it again."),
        }[trouble]
        if trouble == "broken off":
            slack.api.files.broken.add("bad.txt")
        await slack.direct_message("", files=[{**bad, **changed}, good])
        told, offer = await slack.posted(2)
        assert told["text"].startswith("“bad.txt” ")
        assert says in told["text"]
        assert "“good.txt” holds “Cod talks end early”" in offer["text"]

    async def test_more_than_four_files_are_too_many(self, slack: FakeSlack, app: Connection) -> None:
        files = [slack.share_file(f"{number}.txt", ARTICLE) for number in range(6)]
        await slack.direct_message("", files=files)
        told = [message["text"] for message in await slack.posted(5)]
        assert ["holds" in text for text in told] == [True] * 4 + [False]
        assert told[4] == "These are 6 files. Send at most 4 at a time."

    @pytest.mark.parametrize("channel", ["C0NEWSROOM", "C0ELSEWHERE"])
    async def test_add_article_on_a_message_offers_its_files_in_private(
        self, slack: FakeSlack, app: Connection, channel: str
    ) -> None:
        files = [slack.share_file(f"{number}.txt", ARTICLE) for number in range(6)]
        asked = await slack.message_shortcut("add_message", {"text": "look", "files": files}, channel=channel)
        assert await app._tasks.finished(within=3)
        assert "at most 4 at a time" in shown(asked)["text"]
        assert [message["response_type"] for message in asked.messages] == ["ephemeral"] * 5
        assert button(asked.messages[0], "draft")
        assert slack.posted == []

    async def test_many_files_are_each_spoken_of(self, slack: FakeSlack, app: Connection) -> None:
        files = [slack.share_file(f"{number}.txt", ARTICLE) for number in range(3)]
        await slack.direct_message("", files=files)
        assert len(await slack.posted(3)) == 3


@pytest.fixture
async def unread(newsroom: TroubledCorpus, tasks: Tasks, hurried: None) -> AsyncIterator[FakeSlack]:
    """A Slack that lets the app read no files."""
    async with FakeSlack(scopes={"chat:write", "im:history"}) as slack, connected(slack, newsroom, tasks):
        yield slack


async def test_without_the_scope_for_files_it_is_named(unread: FakeSlack) -> None:
    await unread.direct_message("", files=[unread.share_file("cod.txt", ARTICLE)])
    assert "lacks the permission files:read" in (await newest(unread, 1))["text"]


class TestHome:
    async def test_it_is_shown_with_what_is_followed(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        home = await home_of_a_follower(slack)
        assert home["type"] == "home"
        assert "quotes of Kari Nordmann" in said(home)
        assert "Geneva" in said(home)

    async def test_what_is_ended_there_goes_from_it(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        home = await home_of_a_follower(slack)
        await slack.press_in_view(button(home, "unfollow"), view=home)
        while (view := await viewed(slack))["type"] != "home":
            assert "no longer" in said(view)
        assert "quotes of Kari Nordmann" not in said(view)
        assert newsroom.notebook.follows() == ()

    async def test_the_channel_is_told_what_was_ended_there(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        home = await home_of_a_follower(slack)
        await slack.press_in_view(button(home, "unfollow"), view=home)
        told = await newest(slack, 2)
        assert told["channel"] == "C0NEWSROOM"
        assert "quotes of Kari Nordmann no longer. editor has ended it." in told["text"]

    async def test_it_can_be_ended_there_when_its_channel_cannot_be_told(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        home = await home_of_a_follower(slack)
        slack.api.fail("chat.postMessage", "not_in_channel")
        await slack.press_in_view(button(home, "unfollow"), view=home)
        assert await app._tasks.finished(within=3)
        assert "quotes of Kari Nordmann" not in said(slack.home["U0EDITOR"])
        assert len(slack.views) == 1
        assert len(slack.posted) == 1

    async def test_another_tab_is_none_of_its_business(self, slack: FakeSlack, app: Connection) -> None:
        await slack.event({"type": "app_home_opened", "user": "U0EDITOR", "channel": "D0EDITOR", "tab": "messages"})
        await app._tasks.finished(within=3)
        assert slack.home == {}
