"""Steps of Workflow Builder: what a run is given, what it posts, and how it ends, once and with a sentence."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.fake_slack import goings
from bot.fake_slack.slack import FakeSlack
from bot.listeners.steps import STEPS
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.errors import StoreError
from corpus.models import Article, Extraction, Person, Quote, QuoteKind, SpeakerKind
from tests.identified import identified
from tests.running import TroubledCorpus, connected

Json = dict[str, Any]


async def ended(slack: FakeSlack, tasks: Tasks, name: str, *, again: bool = False, **inputs: Any) -> Json:
    """How a run of the step ended."""
    execution, before = f"Fx{uuid.uuid4().hex}", len(slack.api.steps)
    slack.api.run(execution)
    event = goings.step_reached(name, execution, slack.api.bot_token, **inputs)
    for _ in range(2 if again else 1):
        assert (await slack.event(event)).error is None
    await tasks.finished(within=5)
    (how,) = slack.api.steps[before:]
    return how


def words(how: Json) -> str:
    (section,) = how["outputs"]["answer"]["elements"]
    (piece,) = section["elements"]
    assert piece["type"] == "text"
    return str(piece["text"])


def printed_today(corpus: TroubledCorpus) -> None:
    today = datetime.now(UTC).date()
    text = '"We <!channel> sail *today*," said Norwegian minister Kari Nordmann.\n'
    said = "We <!channel> sail *today*,"
    quote = Quote(
        id="q1",
        start=1,
        end=1 + len(said),
        text=said,
        kind=QuoteKind.DIRECT,
        speaker_name="Kari Nordmann",
        speaker_kind=SpeakerKind.PERSON,
        speaker_ids=("p1",),
        party_name="Norway",
        party_id="party:norway",
    )
    people = (Person(id="p1", name="Kari Nordmann", party_name="Norway", party_id="party:norway"),)
    article = Article(id="today", title="Boats", published=today, source="today.txt", text=text)
    corpus.save(article, identified(Extraction(people=people, quotes=(quote,))), "today")


async def test_the_latest_talks_come_as_words_and_are_posted_where_asked(
    slack: FakeSlack, app: Connection, tasks: Tasks
) -> None:
    how = await ended(slack, tasks, "latest_talks", channel="C0NEWSROOM")
    assert how["outputs"]["count"] == 1
    assert "Norway" in words(how)
    (message,) = slack.posted
    assert (message["channel"], message.get("thread_ts")) == ("C0NEWSROOM", None)
    assert "Norway" in message["text"]


async def test_without_a_channel_nothing_is_posted(slack: FakeSlack, app: Connection, tasks: Tasks) -> None:
    assert (await ended(slack, tasks, "latest_talks", about="Norway"))["outputs"]["count"] == 1
    assert list(slack.posted) == []


async def test_what_was_printed_in_the_last_days_is_new(
    slack: FakeSlack, app: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    none = await ended(slack, tasks, "new_quotes", who="Nordmann", channel="C0NEWSROOM")
    assert none["outputs"]["count"] == 0
    assert list(slack.posted) == []
    printed_today(newsroom)
    how = await ended(slack, tasks, "new_quotes", who="Nordmann", days=2, channel="C0NEWSROOM")
    assert how["outputs"]["count"] == 1
    assert "We <!channel> sail *today*" in words(how)
    assert "fishing grounds" not in words(how)
    assert "&lt;!channel&gt;" in slack.posted[0]["text"]


@pytest.mark.parametrize(
    ("name", "inputs", "told"),
    [
        ("new_quotes", {}, "Say whose quotes"),
        ("new_quotes", {"who": "   "}, "Say whose quotes"),
        ("new_quotes", {"who": None}, "Say whose quotes"),
        ("new_quotes", {"who": "Zzyzx"}, "“Zzyzx” is nobody for certain"),
        ("new_quotes", {"who": "<!channel>\n\x00" * 900}, "is nobody for certain"),
        ("new_quotes", {"who": {"a": ["b"]}}, "is nobody for certain"),
        ("new_quotes", {"who": "Nordmann", "days": 0.5}, "Days are a number from 1 to 366."),
        ("new_quotes", {"who": "Nordmann", "days": -1}, "Days are a number"),
        ("new_quotes", {"who": "Nordmann", "days": "²"}, "Days are a number"),
        ("new_quotes", {"who": "Nordmann", "days": 10**30}, "Days are a number"),
        ("latest_talks", {"about": "Zzyzx"}, "“Zzyzx” is nobody for certain"),
        ("latest_talks", {"channel": "C0ELSEWHERE"}, "Readout is not in the channel"),
        ("latest_talks", {"channel": "C0NOWHERE"}, "cannot see this conversation"),
    ],
)
async def test_a_step_that_cannot_be_done_fails_with_a_sentence(
    slack: FakeSlack, app: Connection, tasks: Tasks, name: str, inputs: Json, told: str
) -> None:
    how = await ended(slack, tasks, name, **inputs)
    assert told in how["error"]
    assert len(how["error"]) <= 300
    assert list(slack.posted) == []


async def test_a_channel_that_is_not_answered_in_is_not_posted_in(
    slack: FakeSlack, newsroom: TroubledCorpus, tasks: Tasks
) -> None:
    async with connected(slack, newsroom, tasks, channels="C0OTHER"):
        how = await ended(slack, tasks, "latest_talks", channel="C0NEWSROOM")
    assert "READOUT_CHANNELS" in how["error"]


async def test_a_run_that_is_handed_over_twice_is_run_once(slack: FakeSlack, app: Connection, tasks: Tasks) -> None:
    await ended(slack, tasks, "latest_talks", again=True, channel="C0NEWSROOM")
    assert len(slack.posted) == 1


async def test_a_refused_block_costs_no_answer(slack: FakeSlack, app: Connection, tasks: Tasks) -> None:
    slack.api.messages.unknown.add("rich_text")
    how = await ended(slack, tasks, "latest_talks", channel="C0NEWSROOM")
    assert how["outputs"]["count"] == 1
    assert "Norway" in slack.posted[0]["text"]


async def test_a_database_that_is_away_is_said(
    slack: FakeSlack, app: Connection, tasks: Tasks, newsroom: TroubledCorpus
) -> None:
    newsroom.failure = StoreError("The database is away")
    how = await ended(slack, tasks, "new_quotes", who="Nordmann", days=300)
    assert "away" in how.get("error", "") or how["outputs"]["count"] == 0


async def test_a_workflow_that_cannot_be_told_leaves_a_line(
    slack: FakeSlack, app: Connection, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    event = goings.step_reached("latest_talks", "Fx0GONE", slack.api.bot_token)
    await slack.event(event)
    await tasks.finished(within=5)
    assert "could not be ended" in caplog.text


def test_every_step_says_what_it_is_given() -> None:
    for step in STEPS.values():
        assert step.inputs["channel"].type == "slack#/types/channel_id"
        assert all(one.title and one.told for one in step.inputs.values())
