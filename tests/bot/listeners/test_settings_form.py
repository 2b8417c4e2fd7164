"""What editors choose in Slack, from the Home to what comes of it; the form to follow; the first look at the app."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.fake_slack.slack import FakeSlack
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.keepings import Follow, Objection, Preferences
from corpus.store import Corpus
from tests.running import TroubledCorpus, button, connected, newest, shown, viewed

Json = dict[str, Any]


async def opened(slack: FakeSlack, form: str = "settings", **who: str) -> Json:
    await slack.open_home(**who)
    home = await viewed(slack)
    found = next(one for one in buttons_of(home) if one["value"] == form)
    await slack.press_in_view(found, view=home, **who)
    return await viewed(slack)


def buttons_of(view: Json) -> list[Json]:
    return [one for block in view["blocks"] for one in block.get("elements", []) if one.get("type") == "button"]


async def sent(slack: FakeSlack) -> Json:
    asked = await slack.submit()
    return dict((asked.payload or {}).get("errors") or {})


def followed(corpus: Corpus) -> Follow:
    kept = Follow(team="T", channel="C0NEWSROOM", user="U0EDITOR", line="/talks", label="all talks", upto=0)
    return corpus.notebook.follow(kept)


@pytest.mark.usefixtures("app")
class TestSettings:
    async def test_what_is_chosen_is_kept_and_shown_again(self, slack: FakeSlack, corpus: Corpus) -> None:
        one = followed(corpus)
        await opened(slack)
        slack.fill("channels", "channels", ["C0NEWSROOM"])
        slack.fill("pace", "pace", "30")
        slack.fill("quiet_from", "quiet_from", "22")
        slack.fill("quiet_until", "quiet_until", "6")
        slack.fill("zone", "zone", "Europe/Oslo")
        slack.fill(f"digest:{one.id}", f"digest:{one.id}", "8")
        assert await sent(slack) == {}
        assert "answers in 1 channel" in str((await viewed(slack))["blocks"])
        chosen = Preferences(
            channels=("C0NEWSROOM",), minutes_between_alerts=30, quiet_from=22, quiet_until=6, zone="Europe/Oslo"
        )
        assert corpus.shared.preferences() == chosen
        assert corpus.shared.digests()[one.id].hour == 8
        await slack.close_view()
        form = await opened(slack)
        assert form["state"]["values"]["zone"]["zone"]["value"] == "Europe/Oslo"
        assert form["state"]["values"][f"digest:{one.id}"][f"digest:{one.id}"]["selected_option"]["value"] == "8"

    async def test_a_digest_whose_hour_has_passed_begins_tomorrow(self, slack: FakeSlack, corpus: Corpus) -> None:
        one, before = followed(corpus), datetime.now(UTC).date()
        await opened(slack)
        slack.fill(f"digest:{one.id}", f"digest:{one.id}", "0")
        assert await sent(slack) == {}
        told_on = corpus.shared.digests()[one.id].told_on
        assert told_on is not None
        assert before <= told_on <= datetime.now(UTC).date()

    async def test_what_cannot_be_is_said_beside_its_field(self, slack: FakeSlack, corpus: Corpus) -> None:
        await opened(slack)
        slack.fill("zone", "zone", "Atlantis")
        slack.fill("quiet_from", "quiet_from", "22")
        wrong = await sent(slack)
        assert set(wrong) == {"zone", "quiet_until"}
        assert corpus.shared.preferences() == Preferences()

    async def test_from_then_on_other_channels_are_not_answered(self, slack: FakeSlack) -> None:
        await opened(slack)
        slack.fill("channels", "channels", ["C0ELSEWHERE"])
        await sent(slack)
        refused = shown(await slack.command("/quote", "Nordmann"))
        assert "Editors choose where it does" in refused["text"]
        direct = shown(await slack.command("/quote", "Nordmann", channel="D0EDITOR"))
        assert "fishing grounds" in str(direct["blocks"])

    async def test_spellings_are_forgotten_there_and_objections_counted(self, slack: FakeSlack, corpus: Corpus) -> None:
        corpus.notebook.remember("Normann", next(iter(corpus.suggest("Nordmann"))).id, "U0EDITOR")
        corpus.shared.object_to(Objection(at=datetime.now(UTC), user="U1", ref="quote:a/b/c", what="day"))
        form = await opened(slack)
        assert "Said to be wrong so far: The day is another one: 1." in str(form["blocks"])
        await slack.press_in_view(button(form, "forget"))
        assert "“Normann” is forgotten" in str((await viewed(slack))["blocks"])
        assert corpus.notebook.remembered() == ()

    async def test_a_guest_is_not_led_there(self, slack: FakeSlack) -> None:
        await slack.open_home("U0GUEST")
        assert "settings" not in [one["value"] for one in buttons_of(await viewed(slack))]


@pytest.fixture
async def chosen_before(slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks) -> AsyncIterator[Connection]:
    newsroom.shared.prefer(Preferences(channels=("C0ELSEWHERE",)))
    async with connected(slack, newsroom, tasks) as made:
        yield made


@pytest.mark.usefixtures("chosen_before")
async def test_a_process_that_starts_keeps_to_what_was_chosen(slack: FakeSlack) -> None:
    assert "Editors choose" in shown(await slack.command("/quote", "Nordmann"))["text"]


@pytest.fixture
async def for_editors(slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks) -> AsyncIterator[Connection]:
    async with connected(slack, newsroom, tasks, editors="U0EDITOR") as made:
        yield made


@pytest.mark.usefixtures("for_editors")
async def test_only_editors_are_let_in(slack: FakeSlack, newsroom: TroubledCorpus) -> None:
    await opened(slack)
    slack.fill("pace", "pace", "0")
    refused = await slack.submit()
    assert refused.error is None
    assert newsroom.shared.preferences().minutes_between_alerts == 0
    await slack.open_home("U0REPORTER")
    home = await viewed(slack)
    assert [one["value"] for one in buttons_of(home)][:3] == ["search", "add", "follow"]
    forged = {**buttons_of(home)[0], "value": "settings"}
    await slack.press_in_view(forged, view=home, user="U0REPORTER")
    told = await viewed(slack)
    assert "Only the newsroom's editors can do that" in str(told["blocks"])


@pytest.mark.usefixtures("app")
class TestFollowForm:
    async def filled(self, slack: FakeSlack, channel: str) -> None:
        await opened(slack, "follow")
        offers = await slack.suggest("who", "who", "nord")
        slack.fill("who", "who", (offers.payload or {})["option_groups"][0]["options"][0]["value"])
        slack.fill("channel", "channel", channel)

    async def test_the_channel_that_was_chosen_follows(self, slack: FakeSlack, corpus: Corpus) -> None:
        await self.filled(slack, "C0NEWSROOM")
        assert await sent(slack) == {}
        told = await newest(slack, 1)
        assert told["channel"] == "C0NEWSROOM"
        (kept,) = corpus.notebook.follows()
        assert kept.line.startswith("/quote person:")
        assert kept.user == "U0EDITOR"

    async def test_a_channel_that_cannot_be_told_follows_nothing(self, slack: FakeSlack, corpus: Corpus) -> None:
        await self.filled(slack, "C0ELSEWHERE")
        await sent(slack)
        await slack.shown(within=5)
        async with asyncio.timeout(5):
            while corpus.notebook.follows():  # noqa: ASYNC110 - the follow is taken back behind what is shown
                await asyncio.sleep(0.02)
        assert len(slack.posted) == 0


@pytest.mark.usefixtures("app")
async def test_who_looks_for_the_first_time_is_welcomed_once(slack: FakeSlack) -> None:
    for _ in range(2):
        await slack.open_messages("U0REPORTER")
    told = await newest(slack, 1)
    assert told["channel"] == "D0REPORTER"
    assert told["text"].startswith("Readout answers who said what")
    assert len(slack.posted) == 1
