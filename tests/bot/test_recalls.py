"""What was shown is called back: on a kill, a hold, a correction; once, whatever Slack answers or restarts."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import posting_client
from bot.cli.recall import outcome, receipt
from bot.fake_slack.slack import FakeSlack
from bot.recalls import Recalls
from bot.settings import Settings
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.desk.references import quote_ref
from corpus.keepings import ArticleState, Shown
from corpus.models import SpeakerKind
from corpus.store import Corpus
from handlers.desk.deciding import Said, decision_of
from tests.running import button, connected, pressed, shown, viewed

SEEN = "fishing grounds"
ALONE = "cannot be edited: one person alone saw it"
ASKED = "/quote Nordmann"


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def recalls(slack: FakeSlack, corpus: Corpus, tasks: Tasks) -> Recalls:
    settings = Settings(
        _env_file=None, bot_token=slack.api.bot_token, app_token=slack.api.app_token,
        api_url=slack.environment["SLACK_API_URL"],
    )  # fmt: skip
    return Recalls(corpus, posting_client(settings), tasks, every=0.05)


async def share(slack: FakeSlack, times: int = 1, **who: Any) -> None:
    for _ in range(times):
        before = len(slack.posted)
        asked = await slack.command("/quote", "Nordmann", **who)
        message = shown(asked if asked.message else await asked.answered(within=5))
        await slack.press(button(message, "share"), message, **who)
        await slack.posted(before + 1, within=5)


async def called_back(slack: FakeSlack, newsroom: Corpus, tasks: Tasks) -> None:
    """Until nothing is left to do; a message that was just posted has its id a moment later."""
    async with asyncio.timeout(60):
        while newsroom.ledger.steps(left=True) or in_sight(slack):
            await recalls(slack, newsroom, tasks).work_off()
            await asyncio.sleep(0.02)


def article_id(corpus: Corpus) -> str:
    return corpus.quotes()[0].source.id


def in_sight(slack: FakeSlack) -> list[str]:
    return [str(one) for one in slack.posted if SEEN in str(one)]


async def test_a_kill_takes_the_words_away_and_tells_the_thread_once_also_after_a_restart(
    slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks
) -> None:
    await share(slack, 2)
    await slack.mention("what did Nordmann say?")
    await slack.posted(3, within=5)
    assert len(in_sight(slack)) == 3
    known = article_id(newsroom)
    newsroom.desk.rule(known, ArticleState.KILLED, by="ada", reason="KILLED: no grounds")
    await called_back(slack, newsroom, tasks)
    assert in_sight(slack) == []
    steps = newsroom.ledger.steps(known)
    assert [outcome(one) for one in steps if one.shown.kind == "message"] == ["reached: edited, told"] * 3
    alone = [outcome(one).partition(", ") for one in steps if one.shown.kind != "message"]
    assert [told for _, _, told in alone] == [ALONE] * 2
    told = [one for one in slack.posted if "Please do not use what stood here" in one["text"]]
    assert sorted(one["thread_ts"] for one in told) == sorted(
        one["thread_ts"] or one["ts"] for one in [*slack.posted][:3]
    )
    assert "no grounds" not in str([*slack.posted])
    count = len(slack.posted)
    await called_back(slack, newsroom, tasks)
    assert len(slack.posted) == count
    assert "3 of 3 reached" in receipt(newsroom.ledger.steps(known))


async def test_a_quote_that_is_corrected_is_called_back_where_it_was_shown(
    slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks
) -> None:
    await share(slack)
    row = next(row for row in newsroom.quotes() if SEEN in row.quote.text)
    said = Said(ref=quote_ref(row), what="speaker", value="Somebody Else", kind=SpeakerKind.PERSON, by="ada")
    newsroom.corrections.decide(decision_of(said, newsroom))
    await called_back(slack, newsroom, tasks)
    assert in_sight(slack) == []
    assert "was corrected" in slack.posted[0]["text"]
    assert button(slack.posted[0], "ask")["value"] == ASKED
    assert newsroom.ledger.steps(left=True) == ()


async def test_what_was_confirmed_is_left(slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks) -> None:
    await share(slack)
    row = next(row for row in newsroom.quotes() if SEEN in row.quote.text)
    assert row.quote.speaker_name
    said = Said(ref=quote_ref(row), what="speaker", value=row.quote.speaker_name, kind="person", by="ada")
    newsroom.corrections.decide(decision_of(said, newsroom))
    assert newsroom.ledger.steps() == ()


async def test_what_its_sharer_took_back_is_not_looked_for(
    slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks
) -> None:
    await share(slack)
    message = slack.posted[0]
    await (await slack.press(button(message, "unshare"), message)).answered(within=3)
    await asyncio.sleep(0.1)
    newsroom.desk.rule(article_id(newsroom), ArticleState.KILLED, by="ada")
    assert [one.shown.kind for one in newsroom.ledger.steps()] == ["private"]


async def test_whoever_has_a_file_is_told(slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks) -> None:
    await slack.command("/quote", "Nordmann export")
    await slack.files(1, within=5)
    await asyncio.sleep(0.1)
    known = article_id(newsroom)
    newsroom.desk.rule(known, ArticleState.ON_HOLD, by="ada")
    await called_back(slack, newsroom, tasks)
    (step,) = [one for one in newsroom.ledger.steps(known) if one.shown.kind == "file"]
    assert outcome(step) == "reached: told"
    assert "Please do not use them" in slack.posted[-1]["text"]


async def test_what_cannot_be_reached_is_on_the_receipt(
    slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks
) -> None:
    await share(slack)
    elsewhere = {"channel": "C0ELSEWHERE"}
    message = shown(await slack.command("/quote", "Nordmann", **elsewhere))
    await pressed(slack, button(message, "share"), message, **elsewhere)  # the app is not in that channel
    slack.api.messages.delete({"channel": slack.posted[0]["channel"], "ts": slack.posted[0]["ts"]})
    known = article_id(newsroom)
    newsroom.desk.rule(known, ArticleState.KILLED, by="ada")
    await recalls(slack, newsroom, tasks).work_off()
    told = receipt(newsroom.ledger.steps(known))
    assert "not reached: message_not_found" in told
    assert "not reached: no id" in told
    assert "0 of 2 reached" in told


async def test_whoever_saw_words_in_a_modal_is_on_the_receipt(
    slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks
) -> None:
    asked = await slack.command("/quote", "Nordmann", user="U0REPORTER")
    message = shown(asked if asked.message else await asked.answered(within=5))
    await slack.press(button(message, "source"), message, user="U0REPORTER")
    await viewed(slack)
    await asyncio.sleep(0.2)
    known = article_id(newsroom)
    newsroom.desk.rule(known, ArticleState.KILLED, by="ada")
    steps = newsroom.ledger.steps(known)
    assert [one.shown.kind for one in steps] == ["private", "private"]
    assert [outcome(one) for one in steps] == [f"was shown to U0REPORTER, {ALONE}"] * 2
    assert not any(one.is_open for one in steps)


async def test_whoever_saw_an_answer_alone_is_on_the_receipt_with_the_moment(
    slack: FakeSlack, app: Connection, newsroom: Corpus, tasks: Tasks
) -> None:
    asked = await slack.command("/quote", "Nordmann", user="U0REPORTER")
    message = shown(asked if asked.message else await asked.answered(within=5))
    assert SEEN in str(message)
    await slack.command("/quote", "Nobodyatall")
    await asyncio.sleep(0.1)
    known = article_id(newsroom)
    newsroom.desk.rule(known, ArticleState.KILLED, by="ada")
    await recalls(slack, newsroom, tasks).work_off()
    (step,) = newsroom.ledger.steps(known)
    assert (step.shown.kind, step.shown.user) == ("private", "U0REPORTER")
    assert outcome(step) == f"was shown to U0REPORTER, {ALONE}"
    told = receipt((step,))
    assert f"private {step.shown.channel}, {step.shown.at:%Y-%m-%d %H:%M} UTC, U0REPORTER" in told
    assert "0 of 0 reached; 1 shown where nothing can be changed" in told
    assert [one for one in slack.posted if "Please do not use" in one["text"]] == []


async def test_fifty_messages_are_called_back_in_a_minute_though_slack_is_busy(
    slack: FakeSlack, newsroom: Corpus, tasks: Tasks
) -> None:
    async with posting(slack, newsroom, tasks):
        await share(slack, 50)
    known = article_id(newsroom)
    slack.api.limit("chat.update", times=5, retry_after=1)
    slack.api.limit("chat.postMessage", times=5, retry_after=1)
    slack.api.fail("chat.update", "internal_error", times=1)
    newsroom.desk.rule(known, ArticleState.KILLED, by="ada")
    began = time.monotonic()
    await called_back(slack, newsroom, tasks)
    took = time.monotonic() - began
    assert in_sight(slack) == []
    told = receipt(newsroom.ledger.steps(known))
    assert "50 of 50 reached" in told
    assert len(slack.posted) == 100
    print(f"recall of 50 messages took {took:.1f} s; 11 refusals on the way")
    assert took < 60


@asynccontextmanager
async def posting(slack: FakeSlack, newsroom: Corpus, tasks: Tasks) -> AsyncIterator[None]:
    async with connected(slack, newsroom, tasks):
        yield


def test_a_message_that_is_on_its_way_during_a_kill_is_found(any_corpus: Corpus) -> None:
    from tests.bot.web.test_desk import NOW
    from tests.invented import FOUND, article

    any_corpus.save(article(), FOUND, "1")
    number = any_corpus.ledger.note(Shown(at=NOW, channel="C1", words="A lot of work remain before anybody signs"))
    other = any_corpus.ledger.note(Shown(at=NOW, channel="C1", words="Nothing of the kind was said by anybody at all"))
    any_corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
    (step,) = any_corpus.ledger.steps(article().id)
    assert (step.shown.id, outcome(step)) == (number, "not reached: no id")
    any_corpus.ledger.placed(number, "C1", "1.0")
    any_corpus.ledger.failed(other)
    (step,) = any_corpus.ledger.steps(left=True)
    assert (step.shown.ts, outcome(step)) == ("1.0", "waiting")
    any_corpus.ledger.edited(step)
    assert any_corpus.ledger.claim(step)
    assert not any_corpus.ledger.claim(step)
    assert any_corpus.ledger.steps(left=True) == ()
    assert any_corpus.ledger.recall(article().id, "bob") == 0


def test_what_nobody_can_reach_is_forgotten_after_a_while_but_for_what_was_called_back(any_corpus: Corpus) -> None:
    from corpus.store.ledger import _SWEPT_EVERY, BEYOND_KEPT
    from tests.bot.web.test_desk import NOW
    from tests.invented import FOUND, article

    any_corpus.save(article(), FOUND, "1")
    words = "A lot of work remain before anybody signs"
    note = any_corpus.ledger.note
    kept = note(Shown(at=NOW, kind="private", channel="C1", user="U1", words=words))
    any_corpus.ledger.recall(article().id, "ada")
    note(Shown(at=NOW, kind="export", channel="terminal", user="U2", words=words))
    message = note(Shown(at=NOW, channel="C1", ts="1.0", words=words))
    later = Shown(at=NOW + 2 * BEYOND_KEPT, kind="assistant", channel="mcp", words="x")
    while note(later) % _SWEPT_EVERY:
        pass
    any_corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
    assert {one.shown.id for one in any_corpus.ledger.steps()} == {kept, message}
