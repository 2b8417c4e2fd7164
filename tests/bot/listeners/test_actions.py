"""Presses: each button does what it says, wherever it is pressed, and says so where it cannot."""

import asyncio
from typing import Any, ClassVar

import pytest

from bot.context import Responder
from bot.errors import RefusedError
from bot.fake_slack.slack import FakeSlack
from bot.faults import faults
from bot.socket_mode import Connection
from corpus.errors import StoreError
from corpus.keepings import ArticleState
from corpus.models import Answer
from corpus.store import Corpus
from handlers.texts import say
from tests.running import TroubledCorpus, button, changed, followed, newest, pressed, shown, viewed
from tests.running import shared as shared_by

pytestmark = pytest.mark.usefixtures("app")

Json = dict[str, Any]


async def quotes(slack: FakeSlack, words: str = "Nordmann") -> Json:
    return shown(await slack.command("/quote", words))


async def in_modal(slack: FakeSlack) -> Json:
    """An answer in a modal: the check of a message that quotes."""
    await slack.message_shortcut("check", '"We will reopen the fishing grounds in June," said Kari Nordmann.')
    return await viewed(slack)


def meant(corpus: Corpus, typed: str) -> str | None:
    found = corpus.resolve(typed)
    return found.entity.name if isinstance(found, Answer) else None


class TestAsk:
    async def test_in_a_private_message_it_takes_its_place(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        answer = await pressed(slack, button(message, "ask"), message)
        assert answer["replace_original"] is True
        assert answer["response_type"] == "ephemeral"

    async def test_in_a_thread_it_is_answered_for_all_in_the_thread(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = {**message, "response_type": "in_channel", "ts": "1.000001", "thread_ts": "1.000000"}
        answer = await pressed(slack, button(message, "ask"), shared, user="U0REPORTER")
        assert answer["replace_original"] is False
        assert answer["response_type"] == "in_channel"
        assert answer["thread_ts"] == "1.000000"

    async def test_in_a_shared_one_outside_of_threads_it_is_answered_in_private(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = {**message, "response_type": "in_channel", "ts": "1.000001"}
        answer = await pressed(slack, button(message, "ask"), shared, user="U0REPORTER")
        assert (answer["replace_original"], answer["response_type"]) == (False, "ephemeral")

    async def test_in_direct_messages_it_takes_the_place_of_the_answer(self, slack: FakeSlack) -> None:
        await slack.direct_message("what did Nordmann say?")
        message = await newest(slack, 1)
        answer = await pressed(slack, button(message, "ask"), message)
        assert answer["replace_original"] is True
        with pytest.raises(LookupError):
            button(answer, "share")

    async def test_what_is_said_beside_in_a_thread_is_for_one_person_and_stays_there(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = {**message, "response_type": "in_channel", "ts": "1.000001", "thread_ts": "1.000000"}
        await slack.press({**button(message, "share"), "value": "U0ELSE", "action_id": "unshare:1"}, shared)
        told = (await slack.posted(1, within=3))[0]
        assert told["text"].startswith("Only who shared it can take it back")
        assert (told["is_ephemeral"], told["user"], told["thread_ts"]) == (True, "U0EDITOR", "1.000000")

    async def test_in_a_thread_where_the_app_is_not_it_is_said_in_direct_messages(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        place = {"channel": "C0ELSEWHERE", "ts": "1.000001", "thread_ts": "1.000000"}
        back = {**button(message, "share"), "value": "U0ELSE", "action_id": "unshare:1"}
        await slack.press(back, {**message, "response_type": "in_channel", **place})
        assert (await newest(slack, 1))["channel"] == "D0EDITOR"

    async def test_in_a_modal_it_updates_it(self, slack: FakeSlack) -> None:
        first = await in_modal(slack)
        await slack.press_in_view(button(first, "ask"))
        second = await viewed(slack)
        assert second["id"] == first["id"]
        assert len(slack.views) == 1
        assert second["blocks"] != first["blocks"]

    async def test_from_the_home_it_opens_a_modal(self, slack: FakeSlack) -> None:
        await slack.open_home()
        home = await viewed(slack)
        await slack.press_in_view(button(home, "ask", "talks"), view=home)
        modal = await viewed(slack)
        assert modal["type"] == "modal"
        assert "Geneva" in str(modal["blocks"])
        assert not any("share:" in str(block) for block in modal["blocks"])

    async def test_a_slow_answer_in_the_home_is_told_to_be_late(
        self, slack: FakeSlack, newsroom: TroubledCorpus
    ) -> None:
        await slack.open_home()
        home = await viewed(slack)
        slack.api.fail("views.open", "expired_trigger_id")
        slack.api.fail("views.open", "exchanged_trigger_id")
        await slack.press_in_view(button(home, "ask"), view=home)
        assert "took too long to open" in (await newest(slack, 1))["text"]
        assert slack.posted[0]["channel"] == "D0EDITOR"


class TestKeep:
    async def test_what_one_person_sees_goes_into_their_direct_messages(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        told = await pressed(slack, button(message, "keep"), message, user="U0REPORTER")
        kept = await newest(slack, 1)
        assert kept["channel"] == "D0REPORTER"
        assert "fishing grounds in June" in str(kept["blocks"])
        assert told["text"] == "It is in your direct messages with Readout."
        for does in ("keep", "share"):
            with pytest.raises(LookupError):
                button(kept, does)


class TestShare:
    async def test_it_is_posted_for_everybody_with_who_shared_it(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = await shared_by(slack, message, user="U0REPORTER")
        assert shared["channel"] == "C0NEWSROOM"
        assert shared["text"].endswith("Shared by reporter.")
        assert "fishing grounds in June" in str(shared["blocks"])
        with pytest.raises(LookupError):
            button(shared, "share")

    async def test_a_shared_answer_in_a_thread_stays_there(self, slack: FakeSlack) -> None:
        message = {**await quotes(slack), "thread_ts": "1.000000"}
        assert (await shared_by(slack, message))["thread_ts"] == "1.000000"

    async def seen(self, slack: FakeSlack) -> Json:
        """An answer as it stands in somebody's conversation: each press on it is a press on the same message."""
        return {**await quotes(slack), "ts": "1.000001", "is_ephemeral": True}

    async def test_pressed_twice_it_is_posted_once(self, slack: FakeSlack) -> None:
        message = await self.seen(slack)
        found = button(message, "share")
        presses = await asyncio.gather(*(slack.press(found, message) for _ in range(2)))
        answers = {asyncio.ensure_future(one.answered(within=3)) for one in presses}
        done, other = await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
        assert shown(done.pop().result())["text"] in ("You have shared this already.", say("shared_perhaps"))
        assert len(await slack.posted(1, within=5)) == 1
        async with asyncio.timeout(5):  # while the first press writes down what it posted, that may still be in doubt
            while (told := (await pressed(slack, found, message))["text"]) == say("shared_perhaps"):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert told == "You have shared this already."
        assert len(slack.posted) == 1
        for one in other:
            one.cancel()
        await shared_by(slack, message, user="U0REPORTER")

    async def test_every_press_that_all_would_notice_asks_before(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = await shared_by(slack, message)
        for one, does in ((message, "share"), (shared, "unshare")):
            assert button(one, does)["confirm"]["text"]["text"]

    async def test_its_sharer_takes_it_back_and_nobody_else(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = await shared_by(slack, message)
        back = button(shared, "unshare")
        told = await pressed(slack, back, shared, user="U0REPORTER")
        assert told["text"] == "Only who shared it can take it back, or an editor."
        gone = await (await slack.press(back, shared)).answered(within=3)
        assert gone.url.deleted

    async def test_it_names_its_sharer_as_a_person(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        shared = await shared_by(slack, message)
        assert "{'type': 'user', 'user_id': 'U0EDITOR'}" in str(shared["blocks"])

    async def test_after_a_failure_it_can_be_pressed_again(
        self, slack: FakeSlack, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail() -> str:
            raise StoreError("The database is locked.")

        message = await self.seen(slack)
        found = button(message, "share")
        with monkeypatch.context() as locked:
            locked.setattr(newsroom, "revision", fail)
            assert "The database is locked (ref " in (await pressed(slack, found, message))["text"]
        assert await shared_by(slack, message)

    async def test_where_the_app_is_not_in_the_channel_it_is_shared_all_the_same(self, slack: FakeSlack) -> None:
        message = shown(await slack.command("/quote", "Nordmann", channel="C0ELSEWHERE"))
        answer = await pressed(slack, button(message, "share"), message, channel="C0ELSEWHERE")
        assert (answer["response_type"], answer["replace_original"]) == ("in_channel", False)

    @pytest.mark.parametrize(
        "cut", [TimeoutError(), ConnectionResetError(), RefusedError(502, "<html>Bad Gateway</html>"), OSError("gone")]
    )
    async def test_what_may_have_been_shared_is_not_posted_again(
        self, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, cut: Exception
    ) -> None:
        """The connection is lost after Slack has taken the message."""
        through = Responder._through_url

        async def lost(self: Responder, in_place: bool, thread: str | None, payload: Json) -> None:
            await through(self, in_place, thread, payload)
            if payload.get("response_type") == "in_channel":
                raise cut

        message = await self.seen(slack)
        found = button(message, "share")
        with monkeypatch.context() as line:
            line.setattr(Responder, "_through_url", lost)
            first = await (await slack.press(found, message, channel="C0ELSEWHERE")).answered(within=3)
            await asyncio.sleep(0.2)
            assert [one["response_type"] for one in first.messages] == ["in_channel", "ephemeral"]
            assert "Look in the channel" in first.messages[-1]["text"]
        again = await pressed(slack, found, message, channel="C0ELSEWHERE")
        assert again["response_type"] == "ephemeral"
        assert "Look in the channel" in again["text"]

    @pytest.mark.parametrize("refused", [RefusedError(404, "channel_not_found"), RefusedError(400, "invalid_payload")])
    async def test_what_slack_refused_can_be_shared_again(
        self, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, refused: Exception
    ) -> None:
        elsewhere = {"channel": "C0ELSEWHERE"}
        through = Responder._through_url

        async def no(self: Responder, in_place: bool, thread: str | None, payload: Json) -> None:
            if payload.get("response_type") == "in_channel":
                raise refused
            await through(self, in_place, thread, payload)

        message = await self.seen(slack)
        found = button(message, "share")
        with monkeypatch.context() as line:
            line.setattr(Responder, "_through_url", no)
            assert (await pressed(slack, found, message, **elsewhere))["response_type"] == "ephemeral"
        assert (await pressed(slack, found, message, **elsewhere))["response_type"] == "in_channel"

    async def test_what_was_not_shared_is_not_said_to_be(self, slack: FakeSlack, newsroom: TroubledCorpus) -> None:
        message = await self.seen(slack)
        newsroom.remove("norway-iceland")
        for _ in range(2):
            assert "nothing was shared" in (await pressed(slack, button(message, "share"), message))["text"]

    async def test_what_has_changed_since_is_not_shared(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        found = button(message, "share")
        line = found["value"].partition(" ")[2]
        answer = await pressed(slack, {**found, "value": f"0000000000000000 {line}"}, message)
        assert answer["response_type"] == "ephemeral"
        assert "nothing was shared" in answer["text"]
        assert "fishing grounds in June" in str(answer["blocks"])

    async def test_what_is_gone_since_is_not_shared(self, slack: FakeSlack, newsroom: TroubledCorpus) -> None:
        message = await quotes(slack)
        newsroom.remove("norway-iceland")
        answer = await pressed(slack, button(message, "share"), message)
        assert answer["response_type"] == "ephemeral"
        assert "nothing was shared" in answer["text"]
        assert "fishing grounds in June" not in str(answer["blocks"])


class TestRecords:
    @pytest.mark.parametrize(("does", "title"), [("source", "Source"), ("copy", "Copy with attribution")])
    async def test_a_modal_opens_and_in_a_modal_a_second(self, slack: FakeSlack, does: str, title: str) -> None:
        message = await quotes(slack)
        await slack.press(button(message, does), message)
        view = await viewed(slack)
        assert view["title"]["text"] == title
        assert "We will reopen the fishing grounds in June," in str(view["blocks"])
        await slack.close_view()
        first = await in_modal(slack)
        await slack.press_in_view(button(first, does))
        assert (await viewed(slack))["title"]["text"] == title
        assert slack.views[0]["id"] == first["id"]
        assert len(slack.views) == 2

    async def test_a_record_that_has_changed_is_said_to_have(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        found = button(message, "source")
        await slack.press(changed(found), message)
        view = await viewed(slack)
        assert "has changed since" in str(view["blocks"])
        assert "fishing grounds" not in str(view["blocks"])

    @pytest.mark.parametrize("does", ["source", "copy"])
    async def test_a_record_that_is_gone_is_said_to_be(
        self, slack: FakeSlack, newsroom: TroubledCorpus, does: str
    ) -> None:
        message = await quotes(slack)
        newsroom.remove("norway-iceland")
        await slack.press(button(message, does), message)
        view = await viewed(slack)
        assert "no longer in the articles" in str(view["blocks"])
        assert "fishing grounds" not in str(view["blocks"])

    async def test_what_comes_too_late_to_open_is_said(self, slack: FakeSlack) -> None:
        message = await quotes(slack)
        slack.api.fail("views.open", "expired_trigger_id")
        told = await pressed(slack, button(message, "source"), message)
        assert told["text"] == "That took too long to open. Press it again."

    async def test_a_fourth_modal_is_refused_with_a_sentence(self, slack: FakeSlack) -> None:
        first = await in_modal(slack)
        source = button(first, "source")
        for count in (2, 3):
            await slack.press_in_view(source, view=first)
            await viewed(slack)
            assert len(slack.views) == count
        await slack.press_in_view(source, view=first)
        assert "Three windows are open" in (await newest(slack, 1))["text"]
        assert slack.posted[0]["channel"] == "D0EDITOR"


class TestSpellings:
    async def remembered(self, slack: FakeSlack) -> Json:
        """What is said after "Normann" was picked to be Nordmann, and remembered."""
        asked = shown(await slack.command("/quote", "Normann"))
        picked = await pressed(slack, button(asked, "ask", "Nordmann"), asked)
        return await pressed(slack, button(picked, "remember"), picked)

    async def test_it_is_kept_for_everybody_and_forgotten_again(
        self, slack: FakeSlack, newsroom: TroubledCorpus
    ) -> None:
        assert meant(newsroom, "Normann") is None
        told = await self.remembered(slack)
        assert told["text"] == "“Normann” now means Kari Nordmann, for everybody who asks."
        assert meant(newsroom, "Normann") == "Kari Nordmann"
        by = [one.by for one in newsroom.notebook.remembered()]
        assert by == ["U0EDITOR"]
        answer = shown(await slack.command("/quote", "Normann", user="U0REPORTER"))
        assert "fishing grounds in June" in str(answer["blocks"])
        forgotten = await pressed(slack, button(told, "forget"), told)
        assert "“Normann” is forgotten" in forgotten["text"]
        assert meant(newsroom, "Normann") is None
        again = await pressed(slack, button(forgotten, "remember"), forgotten)
        assert "“Normann” now means Kari Nordmann" in again["text"]
        assert meant(newsroom, "Normann") == "Kari Nordmann"

    async def test_slack_asks_before_what_is_for_everybody(self, slack: FakeSlack) -> None:
        told = await self.remembered(slack)
        assert button(told, "forget")["confirm"]["text"]["text"].endswith("for everybody.")

    async def test_somebody_who_is_gone_is_not_kept(self, slack: FakeSlack, newsroom: TroubledCorpus) -> None:
        asked = shown(await slack.command("/quote", "Normann"))
        picked = await pressed(slack, button(asked, "ask", "Nordmann"), asked)
        newsroom.remove("norway-iceland")
        told = await pressed(slack, button(picked, "remember"), picked)
        assert "nothing was kept" in told["text"]
        assert newsroom.notebook.remembered() == ()


class TestOrders:
    async def test_a_choice_after_a_question_gives_the_order(self, slack: FakeSlack, newsroom: TroubledCorpus) -> None:
        asked = shown(await (await slack.command("/quote", "Normann follow")).answered(within=3))
        assert newsroom.notebook.follows() == ()
        await slack.press(button(asked, "order", "Nordmann"), asked)
        assert "follows quotes of Kari Nordmann here" in (await newest(slack, 1))["text"]
        assert [one.label for one in newsroom.notebook.follows()] == ["quotes of Kari Nordmann"]

    async def test_what_everybody_is_told_takes_the_place_of_no_private_question(self, slack: FakeSlack) -> None:
        await followed(slack, "/quote Nordmann")
        await newest(slack, 1)
        asked = shown(await (await slack.command("/quote", "Normann unfollow")).answered(within=3))
        ended = await pressed(slack, button(asked, "order", "Nordmann"), asked)
        assert "editor has ended it" in ended["text"]
        assert (ended["response_type"], ended["replace_original"]) == ("in_channel", False)

    async def test_an_order_that_there_is_not_is_a_fault_of_ours(self, slack: FakeSlack) -> None:
        odd = {"type": "button", "action_id": "order:1", "value": "dance /quote Nordmann"}
        assert "Something went wrong on our side (ref " in (await pressed(slack, odd, {"text": "x"}))["text"]


class TestTheRest:
    @pytest.mark.parametrize(
        "unknown",
        [
            {"type": "button", "action_id": "dance:1", "value": "x"},
            {"type": "button", "action_id": "ask", "value": "/quote Nordmann"},
            {"type": "button", "action_id": "open", "url": "https://x.org"},
        ],
    )
    async def test_an_unknown_button_is_acked_and_nothing_else(self, slack: FakeSlack, unknown: Json) -> None:
        exchange = await slack.press(unknown, {"text": "x"})
        assert exchange.error is None
        assert exchange.url.uses == 0

    @pytest.mark.parametrize(
        "does",
        [
            "ask",
            "share",
            "source",
            "copy",
            "remember",
            "forget",
            "unfollow",
            "draft",
            "order",
            "menu",
            "open",
            "picture",
        ],
    )
    @pytest.mark.parametrize("value", ["", "\0", "x" * 2000, "<!channel> ' OR 1=1 --"])
    async def test_a_value_that_no_button_of_ours_has_gets_words_that_slack_takes(
        self, slack: FakeSlack, app: Connection, does: str, value: str
    ) -> None:
        odd = {"type": "button", "action_id": f"{does}:1", "value": value}
        exchange = await slack.press(odd, {"text": "x"})
        assert exchange.error is None
        if does in ("source", "copy", "draft"):
            assert "blocks" in await viewed(slack)
        else:
            message = shown(await exchange.answered(within=3))
            assert faults(message) == []
            assert "<!channel>" not in message["text"]


class TestTakeOut:
    """An article that was added by mistake: out of every answer, and back."""

    OUT: ClassVar[Json] = {
        "type": "button",
        "action_id": "remove:1",
        "value": "norway-iceland",
        "text": {"type": "plain_text", "text": "Out"},
    }

    async def out(self, slack: FakeSlack, **who: str) -> Json:
        message = await quotes(slack)
        with_button = {**message, "blocks": [{"type": "actions", "elements": [self.OUT]}]}
        return await pressed(slack, self.OUT, with_button, **who)

    async def test_no_answer_knows_of_it_until_it_is_put_back(self, slack: FakeSlack, corpus: Corpus) -> None:
        told = await self.out(slack)
        assert "is out" in told["text"]
        assert corpus.article("norway-iceland") is None
        back = button(told, "restore")
        assert back["confirm"]
        told = await pressed(slack, back, told)
        assert "is back in the answers" in told["text"]
        assert button(told, "remove")["confirm"]
        assert corpus.article("norway-iceland") is not None
        assert [one.ruling.by for one in corpus.desk.history("norway-iceland", 2)] == ["U0EDITOR", "U0EDITOR"]

    async def test_a_guest_takes_nothing_out(self, slack: FakeSlack, corpus: Corpus) -> None:
        await self.out(slack, user="U0GUEST")
        assert corpus.article("norway-iceland") is not None

    async def test_what_was_withheld_for_another_reason_is_not_put_back(self, slack: FakeSlack, corpus: Corpus) -> None:
        told = await self.out(slack)
        corpus.desk.rule("norway-iceland", ArticleState.LEGAL_HOLD, by="lawyer", reason="a letter")
        told = await pressed(slack, button(told, "restore"), told)
        assert "its state has changed since" in told["text"]
        assert corpus.article("norway-iceland") is None
