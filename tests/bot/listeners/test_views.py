"""Forms: search, check and add, from the shortcut that opens them to what stands in the modal at the end."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import drafts
from bot.fake_slack import exchange
from bot.fake_slack.forms import offered_in
from bot.fake_slack.slack import FakeSlack
from bot.listeners import views
from bot.reading import read_draft
from bot.socket_mode import Connection
from bot.tasks import QUICK_THREADS, THREADS, Tasks
from corpus.errors import StoreError
from corpus.keepings import Draft
from corpus.store import Corpus
from handlers.blocks.forms import waiting
from handlers.blocks.reply import View
from handlers.desk import add
from tests.readers import read_without_model, read_words
from tests.running import TroubledCorpus, button, connected, newest, shown, viewed

Json = dict[str, Any]

MESSAGE = (
    '"We will reopen the fishing grounds in June," said Kari Nordmann. She added: "We will close the fishing grounds '
    'in June for good." And: "The sea is made of lemonade and cake."'
)
ARTICLE = (
    "Delegations from Norway and Iceland met in Oslo on Monday.\n\n"
    '"We are ready to share the cod quota," said Norwegian fisheries minister Ingrid Solbakken.\n'
)


def texts(view: Json) -> str:
    return str(view["blocks"])


class TestSearch:
    async def opened(self, slack: FakeSlack) -> Json:
        await slack.shortcut("search")
        return await viewed(slack)

    async def offered(self, slack: FakeSlack, typed: str, field: str = "who") -> list[str]:
        asked = await slack.suggest(field, field, typed)
        assert asked.error is None
        return [option["text"]["text"] for option in offered_in(asked.payload or {})]

    async def choose(self, slack: FakeSlack, typed: str) -> None:
        asked = await slack.suggest("who", "who", typed)
        slack.fill("who", "who", offered_in(asked.payload or {})[0]["value"])

    async def test_names_are_suggested_in_any_script(self, slack: FakeSlack, app: Connection) -> None:
        view = await self.opened(slack)
        assert view["title"]["text"] == "Search Readout"
        for typed in ("nord", "Нордм", "kari n"):
            assert any("Kari Nordmann" in one for one in await self.offered(slack, typed))
        assert any("Iceland" in one for one in await self.offered(slack, "icel"))
        assert await self.offered(slack, "nat", "issue")

    async def test_nothing_begins_so(self, slack: FakeSlack, app: Connection) -> None:
        await self.opened(slack)
        for typed in ("zzyzx", "<!channel>", "x" * 300):
            assert await self.offered(slack, typed) == []

    async def test_names_are_suggested_while_every_answer_waits(
        self, slack: FakeSlack, app: Connection, tasks: Tasks, held: threading.Event
    ) -> None:
        await self.opened(slack)
        for _ in range(THREADS + 1):
            tasks.start(tasks.in_thread(held.wait))
            tasks.start(tasks.quickly(held.wait))
        assert any("Kari Nordmann" in one for one in await self.offered(slack, "nord"))

    async def test_nothing_is_suggested_where_names_take_longer_than_typing(
        self, slack: FakeSlack, app: Connection, tasks: Tasks, held: threading.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exchange, "ACK_WITHIN", 1.5)  # a Slack that gives up on an ack twice as soon
        await self.opened(slack)
        for _ in range(QUICK_THREADS):
            tasks.start(tasks.while_typing(held.wait))
        assert await self.offered(slack, "nord") == []
        held.set()
        assert any("Kari Nordmann" in one for one in await self.offered(slack, "nord"))

    async def test_what_is_wrong_stands_beside_its_field(self, slack: FakeSlack, app: Connection) -> None:
        view = await self.opened(slack)
        submitted = await slack.submit()
        assert submitted.error is None
        assert submitted.payload == {
            "response_action": "errors",
            "errors": {"who": "Say at least one of these: who, an issue, words or days."},
        }
        slack.fill("since", "since", "2021-05-05")
        slack.fill("until", "until", "2021-05-01")
        await self.choose(slack, "nord")
        errors = ((await slack.submit()).payload or {})["errors"]
        assert errors == {"until": "This day is before the first one."}
        assert (slack.view or {})["id"] == view["id"]

    async def test_what_is_found_takes_the_place_of_the_form(self, slack: FakeSlack, app: Connection) -> None:
        form = await self.opened(slack)
        await self.choose(slack, "Нордм")
        assert (await slack.submit()).error is None
        result = await viewed(slack)
        assert result["id"] == form["id"]
        assert "We will reopen the fishing grounds in June" in texts(result)
        assert "share:" not in texts(result)

    async def test_what_is_found_is_sent_to_a_channel(self, slack: FakeSlack, app: Connection) -> None:
        await self.found(slack)
        assert (await slack.submit()).error == "required: to"
        slack.fill("to", "to", "C0ELSEWHERE")  # where the app is not, its sender is
        sent = await (await slack.submit()).answered(within=5)
        assert sent.url.refused == []
        (message,) = sent.messages
        assert message["response_type"] == "in_channel"
        assert "fishing grounds in June" in texts(message)
        assert message["text"].endswith("Shared by editor.")
        assert await app._tasks.finished(within=5)
        assert "It is sent, with your name." in texts(slack.view or {})

    async def test_what_has_changed_since_is_not_sent_but_shown(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await self.found(slack)
        newsroom.remove("norway-iceland")
        slack.fill("to", "to", "C0NEWSROOM")
        sent = await slack.submit()
        assert await app._tasks.finished(within=5)
        assert sent.messages == []
        assert "has changed since" in texts(slack.view or {})

    async def test_nothing_is_sent_where_readout_does_not_answer(
        self, slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks, hurried: None
    ) -> None:
        async with connected(slack, newsroom, tasks, channels="C0NEWSROOM"):
            await self.found(slack)
            slack.fill("to", "to", "C0ELSEWHERE")
            refused = (await slack.submit()).payload or {}
            assert "does not answer in this channel" in refused["errors"]["to"]

    async def found(self, slack: FakeSlack) -> Json:
        await self.opened(slack)
        await self.choose(slack, "nord")
        assert (await slack.submit()).error is None
        return await viewed(slack)

    async def test_a_slow_database_shows_that_it_is_waited_for(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "OPEN_WITHIN", 0.05)
        newsroom.pause = 0.2
        await self.opened(slack)
        await self.choose(slack, "nord")
        assert (await slack.submit()).error is None
        assert "Looking it up" in texts(await viewed(slack))
        assert "fishing grounds in June" in texts(await viewed(slack))

    async def test_what_is_found_is_not_overwritten_by_an_ack_that_takes_longer(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "OPEN_WITHIN", 0.0)
        monkeypatch.setattr(views, "ACK_ARRIVES", 0.5)
        await self.opened(slack)
        await self.choose(slack, "nord")
        slack.acks_take = 0.2
        assert (await slack.submit()).error is None
        assert await app._tasks.finished(within=5)
        assert "fishing grounds in June" in texts(slack.view or {})

    async def test_who_closes_the_modal_meanwhile_hears_no_more(
        self,
        slack: FakeSlack,
        app: Connection,
        newsroom: TroubledCorpus,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setattr(views, "OPEN_WITHIN", 0.05)
        newsroom.pause = 0.2
        await self.opened(slack)
        await self.choose(slack, "nord")
        await slack.submit()
        await viewed(slack)
        await slack.close_view()
        assert await app._tasks.finished(within=5)
        assert slack.posted == []
        assert "failed" not in caplog.text

    @pytest.mark.parametrize("within", [1.5, 0.0])
    async def test_a_database_that_fails_is_told_in_the_modal(
        self,
        slack: FakeSlack,
        app: Connection,
        newsroom: TroubledCorpus,
        monkeypatch: pytest.MonkeyPatch,
        within: float,
    ) -> None:
        monkeypatch.setattr(views, "OPEN_WITHIN", within)
        await self.opened(slack)
        await self.choose(slack, "nord")
        newsroom.failure = RuntimeError("a secret detail")
        assert (await slack.submit()).error is None
        view = await viewed(slack)
        if "Looking it up" in texts(view):
            view = await viewed(slack)
        assert "Something went wrong on our side (ref " in texts(view)
        assert "secret detail" not in texts(view)

    async def test_a_form_that_fails_is_kept_beneath_what_is_said(
        self, slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(values: object) -> str:
            raise RuntimeError("a secret detail")

        monkeypatch.setattr(views, "line_of", fail)
        form = await self.opened(slack)
        assert (await slack.submit()).error is None
        assert slack.views[0]["id"] == form["id"]
        assert "Something went wrong on our side (ref " in texts(slack.views[1])


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What threads wait for; at the end of a test at the latest it comes."""
    event = threading.Event()
    yield event
    event.set()


def shows(draft: Draft, corpus: Corpus) -> View:
    """A preview of an article, without reading it."""
    read = waiting("Preview", "What would be found")
    return replace(read, callback_id="confirm", submit="Add", state=draft.id)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    return Path("seeds")


def files_in(folder: Path) -> int:
    return len([*folder.rglob("*.txt")])


class TestAdd:
    def fill(self, slack: FakeSlack, headline: str = "Ministers talk about cod") -> None:
        slack.fill("headline", "headline", headline)
        slack.fill("date", "date", "2022-04-05")

    async def opened(self, slack: FakeSlack, text: str = ARTICLE) -> Json:
        await slack.message_shortcut("add_message", text)
        return await viewed(slack)

    async def previewed(self, slack: FakeSlack) -> Json:
        """The view after a submitted form, once the article is read."""
        assert (await slack.submit()).error is None
        assert "Reading the article" in texts(await viewed(slack))
        return await slack.shown(within=20)

    async def test_it_is_read_shown_and_stored_and_answers_at_once(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, seeds: Path
    ) -> None:
        await self.opened(slack)
        self.fill(slack)
        preview = await self.previewed(slack)
        assert "We are ready to share the cod quota" in texts(preview)
        assert files_in(seeds) == 0
        assert "cod quota" not in str(shown(await slack.command("/quote", "Solbakken"))["blocks"])
        assert (await slack.submit()).error is None
        while "is added, with" not in texts(view := await viewed(slack)):
            assert "Looking it up" in texts(view)
        assert files_in(seeds) == 1
        assert "We are ready to share the cod quota" in str(shown(await slack.command("/quote", "Solbakken"))["blocks"])

    async def test_the_global_shortcut_opens_an_empty_form(self, slack: FakeSlack, app: Connection) -> None:
        await slack.shortcut("add")
        view = await viewed(slack)
        assert view["title"]["text"] == "Add article"
        assert (await slack.submit()).error == "required: headline, text"

    async def test_what_is_wrong_stands_beside_its_field(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await self.opened(slack)
        self.fill(slack)
        slack.fill("url", "url", "javascript:alert(1)")
        submitted = await slack.submit()
        assert submitted.error is None
        assert list((submitted.payload or {})["errors"]) == ["url"]
        slack.fill("url", "url", None)
        slack.fill("text", "text", "  \n ")
        assert list(((await slack.submit()).payload or {})["errors"]) == ["text"]

    @pytest.mark.parametrize(
        ("reader", "word", "says"),
        [(read_words, "unreadable", "could not be understood"), (read_without_model, "", "No English language model")],
    )
    async def test_an_article_that_cannot_be_read_is_said_and_can_be_tried_again(
        self,
        slack: FakeSlack,
        app: Connection,
        monkeypatch: pytest.MonkeyPatch,
        reader: Any,
        word: str,
        says: str,
    ) -> None:
        monkeypatch.setattr(drafts, "read_draft", partial(read_draft, reader=reader))
        await self.opened(slack, ARTICLE + word)
        self.fill(slack)
        failed = await self.previewed(slack)
        assert says in texts(failed)
        monkeypatch.setattr(drafts, "read_draft", lambda draft, corpus: waiting("Read at last"))
        await slack.press_in_view(button(failed, "draft", "Try again"))
        while (view := await viewed(slack))["title"]["text"] != "Read at last":
            assert "Reading the article" in texts(view)

    async def test_a_draft_that_is_gone_is_said_to_be(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept: list[Draft] = []

        def read(draft: Draft, corpus: Corpus) -> Any:
            kept.append(draft)
            return add.failed(draft, "could not be understood")

        monkeypatch.setattr(drafts, "read_draft", read)
        await self.opened(slack)
        self.fill(slack)
        failed = await self.previewed(slack)
        newsroom.notebook.drop_draft(kept[0].id)
        await slack.press_in_view(button(failed, "draft"))
        assert "not kept any longer" in texts(await viewed(slack))

    async def test_words_that_are_attached_to_a_message_stand_in_the_form(
        self, slack: FakeSlack, app: Connection
    ) -> None:
        await slack.message_shortcut("add_message", {"text": "See:", "attachments": [{"text": ARTICLE}]})
        view = await viewed(slack)
        assert view["state"]["values"]["text"]["text"]["value"].startswith("See:\n\nDelegations from Norway")

    @pytest.mark.parametrize("text", [ARTICLE, "word " * 4000])
    async def test_a_database_that_somebody_else_writes_to_is_said_to_be_busy_in_time(
        self,
        slack: FakeSlack,
        app: Connection,
        newsroom: TroubledCorpus,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        text: str,
    ) -> None:
        monkeypatch.setattr(views, "OPEN_WITHIN", 0.05)
        form = await self.opened(slack, text)
        self.fill(slack)
        writer = sqlite3.connect(tmp_path / "readout.db")
        writer.execute("BEGIN IMMEDIATE")
        submitted = await slack.submit()
        assert submitted.error is None
        assert (submitted.payload or {})["errors"] == {"headline": "The database is busy. Press again in a moment."}
        assert (slack.view or {})["id"] == form["id"]
        assert "Ministers talk about cod" in str((slack.view or {})["state"])
        writer.close()

    async def test_who_closes_the_modal_while_it_is_read_is_led_back_to_it(
        self, slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch, held: threading.Event
    ) -> None:
        def read(draft: Draft, corpus: Corpus) -> View:
            held.wait()
            return shows(draft, corpus)

        monkeypatch.setattr(drafts, "read_draft", read)
        await self.opened(slack)
        self.fill(slack)
        await slack.submit()
        await slack.close_view()
        held.set()
        message = await newest(slack, 1)
        assert message["channel"] == "D0EDITOR"
        assert "“Ministers talk about cod” has been read." in message["text"]
        await slack.press(button(message, "draft", "Show it"), message)
        while "What would be found" not in texts(view := await viewed(slack)):
            assert "Reading the article" in texts(view)

    async def test_who_closes_the_modal_while_it_is_stored_is_told_alone(
        self, slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch, held: threading.Event
    ) -> None:
        def keep(draft: Draft, corpus: Corpus, seeds: Path) -> View:
            held.wait()
            return add.failed(draft, "could not be written to seeds: No space left on device")

        monkeypatch.setattr(drafts, "read_draft", shows)
        monkeypatch.setattr(drafts, "store_draft", keep)
        await self.opened(slack)
        self.fill(slack)
        assert (await slack.submit()).error is None
        while "What would be found" not in texts(await viewed(slack)):
            pass
        monkeypatch.setattr(views, "OPEN_WITHIN", 0.02)
        assert (await slack.submit()).error is None
        assert "Adding it" in texts(await viewed(slack))
        await slack.close_view()
        held.set()
        message = await newest(slack, 1)
        assert message["channel"] == "D0EDITOR"
        assert "“Ministers talk about cod” could not be written to seeds" in message["text"]
        assert button(message, "draft", "Try again")

    async def test_a_long_message_is_kept_whole(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long = "word " * 4000
        view = await self.opened(slack, long)
        assert "It is kept whole" in texts(view)
        kept = newsroom.notebook.draft(view["private_metadata"])
        assert kept is not None
        assert kept.text == long.strip()

    async def test_a_database_that_fails_leaves_what_was_typed(
        self, slack: FakeSlack, app: Connection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise StoreError("The database is locked.")

        await self.opened(slack)
        self.fill(slack)
        monkeypatch.setattr(add, "read_form", fail)
        assert (await slack.submit()).error is None
        assert "The database is locked" in texts(slack.views[1])
        await slack.close_view()
        assert "Ministers talk about cod" in str((slack.view or {})["state"])


async def test_a_form_of_somebody_who_asks_too_fast_is_kept_beneath_the_refusal(
    slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks, hurried: None
) -> None:
    async with connected(slack, newsroom, tasks, answers_per_minute=1):
        await slack.shortcut("search")
        form = await viewed(slack)
        assert (await slack.submit()).error is None
        assert slack.views[0]["id"] == form["id"]
        assert "That is over 1 answer in a minute." in texts(slack.views[1])


class TestFollow:
    async def test_the_form_follows_in_the_channel_and_has_the_way_back(
        self, slack: FakeSlack, app: Connection, newsroom: TroubledCorpus
    ) -> None:
        await slack.open_home()
        home = await viewed(slack)
        await slack.press_in_view(button(home, "open", "Follow"), view=home)
        await viewed(slack)
        slack.fill("what", "what", "talks")
        offered = await slack.suggest("who", "who", "norw")
        slack.fill("who", "who", offered_in(offered.payload or {})[0]["value"])
        slack.fill("channel", "channel", "C0NEWSROOM")
        await slack.submit()
        while "has been told so" not in str((view := await viewed(slack))["blocks"]):
            pass
        assert "follows talks with Norway here" in (await newest(slack, 1))["text"]
        assert len(newsroom.notebook.follows()) == 1
        await slack.press_in_view(button(view, "unfollow"), view=view)
        assert "no longer" in (await newest(slack, 2))["text"]
        assert newsroom.notebook.follows() == ()
