"""The search form: what it asks for, whom and what it suggests while somebody types, and the command line it makes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.asking.suggested import issues_begun
from corpus.errors import StoreError
from corpus.excerpts import one_line
from corpus.knowledge.vocabulary import issues
from corpus.models import Entity
from corpus.store import Corpus
from handlers.blocks.forms import Values, day_picked, filled, form_view, option
from handlers.blocks.limits import most_chars
from handlers.blocks.payload import Json, plain
from handlers.blocks.reply import View
from handlers.blocks.text import joined
from handlers.command import Command, Errors
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import whois
from handlers.query import Query, order_of, read
from handlers.texts import say

MOST = 12
"""How many people and parties are suggested; whoever has more in mind types more of the name."""

LONGEST_WORDS = 150

_ENTITY = re.compile(r"(?:person|party):\S+")


def search_view() -> View:
    """The form, empty, for quotes."""
    return form_view("search", {"what": _kinds(COMMANDS.values())}, {"what": next(iter(COMMANDS))})


def follow_view(channel: str = "") -> View:
    """The form for something that a channel is told of; `channel` is where it was opened, "" for nowhere."""
    kinds = _kinds(one for one in COMMANDS.values() if one.news)
    return form_view("follow", {"what": kinds}, {"what": kinds[0]["value"], "channel": channel})


def _kinds(commands: Iterable[Command[Any]]) -> list[Json]:
    return [option(command.title, command.name) for command in commands]


def options(action_id: str, typed: str, corpus: Corpus) -> dict[str, Any]:
    """What a field suggests for the beginning of a name or an issue: the payload that acks Slack's question.

    No options where nothing begins so, where the field suggests nothing, and while the corpus cannot be read.
    """
    try:
        if action_id in {"who", "other"}:
            return _people_and_parties(corpus.suggest(one_line(typed), limit=MOST), corpus)
    except StoreError:
        return {"options": []}
    begun = issues_begun(typed) if action_id == "issue" else ()
    return {"options": [option(one.label, one.id) for one in begun]}


def _people_and_parties(found: Iterable[Entity], corpus: Corpus) -> dict[str, Any]:
    """Two groups; the one with the likeliest comes first."""
    groups: dict[str, list[Json]] = {}
    for entity in found:
        if len(entity.id) <= most_chars("option", "value") and _ENTITY.fullmatch(entity.id):
            title = "People" if entity.kind == "person" else "Parties"
            groups.setdefault(title, []).append(option(whois(entity, corpus), entity.id))
    if not groups:
        return {"options": []}
    return {"option_groups": [{"label": plain(title, 75), "options": shown} for title, shown in groups.items()]}


def line_of(values: Values) -> str | Errors:
    """The command line that the form asks for; or what is wrong with it, by field."""
    form = _form(values)
    command = COMMANDS.get(form["what"] or "quote")
    if command is None:
        return {"what": say("choose_one")}
    errors = _mistakes(form)
    errors = errors if "who" in errors else command.mistakes(form) | errors
    topic = form["issue"] or form["words"]
    line = f"- {topic}"
    if topic and not form["issue"] and (order_of(line)[1] is not None or read(line).words != line):
        topic = f'"{topic}"'  # its end would be read as an order, a page or days
    words = joined(form["who"], form["other"], command.on if topic else "", topic, by=" ")
    since, until = day_picked(form["since"]), day_picked(form["until"])
    return errors or str(Query(command=command.name, since=since, until=until).of(words))


def _form(values: Values) -> dict[str, str]:
    """What was filled in, by field; "" for what was left empty, and for what no form of ours sends."""
    given = filled(values)
    form = {name: given.get(name, "") for name in ("what", "who", "other", "issue", "words", "since", "until")}
    issue = issues().get(form["issue"])
    ids = {name: form[name] if _ENTITY.fullmatch(form[name]) else "" for name in ("who", "other")}
    days = {name: form[name] if day_picked(form[name]) else "" for name in ("since", "until")}
    words = one_line(form["words"])[:LONGEST_WORDS].strip(' "“”„«»')
    return {**form, **ids, **days, "issue": issue.label if issue else "", "words": words}


def _mistakes(form: Mapping[str, str]) -> Errors:
    """What is wrong whatever is asked for."""
    if not any(form[name] for name in ("who", "other", "issue", "words", "since", "until")):
        return {"who": say("form_is_empty")}
    turned = form["since"] and form["until"] and form["until"] < form["since"]
    days = {"until": say("days_turned_round")} if turned else {}
    return days | ({"other": say("somebody_else")} if form["other"] and form["other"] == form["who"] else {})
