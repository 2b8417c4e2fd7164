"""Steps of Workflow Builder: the latest talks, or what is new of somebody, whenever a workflow says so."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sendable
from bot.context import Interaction
from bot.delivery import delivered
from bot.errors import apology
from bot.noting import shown
from bot.service import Listener, Service
from corpus.excerpts import cut, one_line
from corpus.models import Unknown
from handlers.answer import command_named
from handlers.desk.share import posted
from handlers.texts import say

logger = logging.getLogger(__name__)

Json = dict[str, Any]
Inputs = Mapping[str, Any]

LONGEST_INPUT = 150
LONGEST_ANSWER = 3000
LONGEST_FAULT = 300
MOST_DAYS = 366
RUN_FOR = timedelta(days=1)
"""How long a run is remembered: Slack may hand it over twice."""


class Input(NamedTuple):
    """What a step is given, of a type of Slack's."""

    type: str
    title: str
    told: str
    required: bool = False


class Asked(NamedTuple):
    """What a step asks: the command, the words that may name somebody, and the days behind them."""

    command: str
    words: str
    days: str = ""


class Step(NamedTuple):
    """A step: how Workflow Builder shows it, what it is given, and what it asks for that."""

    title: str
    told: str
    inputs: Mapping[str, Input]
    asks: Callable[[Inputs, date], Asked]


class Wrong(Exception):
    """A step that cannot be done as it is set; the text says why."""


def _latest_talks(inputs: Inputs, _: date) -> Asked:
    return Asked("talks", f"{_line(inputs, 'about')} latest".strip())


def _new_quotes(inputs: Inputs, today: date) -> Asked:
    who = _line(inputs, "who")
    if not who:
        raise Wrong(say("step_who"))
    given = str(inputs.get("days") or 1)
    days = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    if not 1 <= days <= MOST_DAYS:
        raise Wrong(say("step_days", most=MOST_DAYS))
    return Asked("quote", who, f"since {today - timedelta(days=days)}")


def _line(inputs: Inputs, name: str) -> str:
    return one_line(str(inputs.get(name) or ""))[:LONGEST_INPUT]


CHANNEL = Input(
    "slack#/types/channel_id", "Post in", "A channel that Readout is in; nothing is posted where nothing is new."
)

STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "latest_talks": Step(
            "Latest talks",
            "What the last talks brought, in the sources' own words",
            {"about": Input("string", "About", "Parties or a place; all where it is empty."), "channel": CHANNEL},
            _latest_talks,
        ),
        "new_quotes": Step(
            "New quotes of somebody",
            "What a person or party was quoted with in the last days, word for word",
            {
                "who": Input("string", "Of whom", "A person or a party, such as Peskov.", required=True),
                "days": Input("integer", "Days", "Printed in so many days; 1 where it is empty."),
                "channel": CHANNEL,
            },
            _new_quotes,
        ),
    }
)
"""By callback_id. A manifest that announces them is printed by `readout manifest --steps`."""

OUTPUTS: Mapping[str, Input] = MappingProxyType(
    {
        "answer": Input("slack#/types/rich_text", "Answer", "The records in words, with their sources", required=True),
        "count": Input("integer", "Count", "How many records there are; 0 for nothing new", required=True),
    }
)


def on_step(service: Service, name: str) -> Listener:
    """Ack at once, then run; a run that Slack hands over twice is run once."""

    async def on_step(ack: AsyncAck, body: Json, client: AsyncWebClient) -> BoltResponse:
        service.tasks.start(_run(service, name, Run(body, client)))
        return await ack()

    return on_step


class Run(NamedTuple):
    """One run of a step, and the client that bears its token."""

    body: Json
    client: AsyncWebClient

    @property
    def event(self) -> Json:
        return self.body.get("event") or {}

    @property
    def id(self) -> str:
        return str(self.event.get("function_execution_id") or "")

    @property
    def inputs(self) -> Json:
        return self.event.get("inputs") or {}

    @property
    def at(self) -> Interaction:
        channel = str(self.inputs.get("channel") or "")
        return Interaction(team=str(self.body.get("team_id") or ""), channel=channel)

    async def ended(self, method: str, **how: Any) -> None:
        """Tell the workflow; as JSON, for an answer is longer than an address may be."""
        await self.client.api_call(method, json={"function_execution_id": self.id, **how})


async def _run(service: Service, name: str, run: Run) -> None:
    try:
        if not await service.once(f"step {run.id}", RUN_FOR):
            return
        with service.audit.entry(run.at, f"step {name}") as entry:
            entry.count = await _done(service, STEPS[name], run)
    except Wrong as error:
        await _failed(run, str(error))
    except Exception as error:
        await _failed(run, apology(error).spoken)


async def _done(service: Service, step: Step, run: Run) -> int:
    if refused := service.gate.unlisted(run.at):
        raise Wrong(refused)
    asked = step.asks(run.inputs, datetime.now(UTC).date())
    found = (await service.answers(await service.tasks.in_thread(_line_for, service, asked))).reply
    if found.count and run.at.channel:
        payload = {key: value for key, value in sendable(posted(found)).items() if key != "response_type"}

        async def send() -> Json:
            sent = await delivered(lambda made: run.client.chat_postMessage(channel=run.at.channel, **made), payload)
            return sent.data if isinstance(sent.data, dict) else {}

        await service.books.posting(shown(payload, run.at.channel), send)
    outputs = {"answer": in_rich_text(cut(found.spoken, LONGEST_ANSWER)), "count": found.count}
    await run.ended("functions.completeSuccess", outputs=outputs)
    return found.count


def _line_for(service: Service, asked: Asked) -> str:
    """The command line. Raises `Wrong` where it is not certain who is meant: a workflow cannot be asked back."""
    command = command_named(asked.command)
    who = asked.words.removesuffix("latest").strip()
    if command and command.subject and who:
        meant = command.subject(who, service.corpus)
        if isinstance(meant, Unknown) or not meant.certain:
            raise Wrong(say("step_uncertain", typed=cut(who, 60)))
    return f"/{asked.command} {asked.words} {asked.days}".strip()


async def _failed(run: Run, why: str) -> None:
    try:
        await run.ended("functions.completeError", error=cut(one_line(why), LONGEST_FAULT))
    except Exception:
        logger.exception("A step of a workflow could not be ended")


def in_rich_text(text: str) -> Json:
    """The words as rich text, which Slack shows letter by letter whatever they hold."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
