"""The search form: what it asks for, whom and what it suggests while somebody types, and the command line it makes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from corpus.errors import StoreError
from corpus.knowledge.vocabulary import OTHER, issues, issues_named
from corpus.models import Entity, Record
from corpus.store import Corpus
from handlers.blocks.fields import Values, choice, field, option
from handlers.blocks.kit import note
from handlers.blocks.limits import most_chars
from handlers.blocks.payload import Json, plain
from handlers.blocks.reply import View
from handlers.blocks.text import one_line
from handlers.command import Errors
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import whois
from handlers.query import order_of, read
from handlers.texts import say

CALLBACK = "search"
MOST = 12
"""How many people and parties are suggested; whoever has more in mind types more of the name."""

LONGEST_WORDS = 150
TWO_LETTERS = 2

_ENTITY = re.compile(r"(?:person|party):\S+")
_WORD = re.compile(r"\w+")


# -- the form ----------------------------------------------------------------------------------------------------------


def search_view() -> View:
    """The form, empty, for quotes."""
    kinds = [option(command.title, name) for name, command in COMMANDS.items()]
    what = {"type": "static_select", "action_id": "what", "options": kinds, "initial_option": kinds[0]}
    words = {"type": "plain_text_input", "action_id": "words", "max_length": LONGEST_WORDS}
    blocks = (
        note(say("search_how")),
        field("what", "What", what, optional=False),
        field("who", "Who", _suggesting("who", say("search_who")), hint=say("search_who_hint")),
        field("other", say("search_other"), _suggesting("other", "Anybody"), hint=say("search_other_hint")),
        field("issue", "Issue", _suggesting("issue", say("search_issue")), hint="For positions."),
        field("words", "Words", words, hint=say("search_words_hint")),
        field("since", "From", {"type": "datepicker", "action_id": "since"}),
        field("until", "To", {"type": "datepicker", "action_id": "until"}),
    )
    return View(title="Search Readout", blocks=blocks, callback_id=CALLBACK, submit="Search", close="Cancel")


def follow_view(channel: str = "") -> View:
    """The form for something that a channel is told of; `channel` is where it was opened, "" for nowhere."""
    kinds = [option(command.title, name) for name, command in COMMANDS.items() if command.followed]
    where: Json = {"type": "conversations_select", "action_id": "channel", "filter": {"include": ["public", "private"]}}
    where |= {"initial_conversation": channel} if channel else {"default_to_current_conversation": True}
    blocks = (
        note(say("follow_what")),
        field("what", "What", choice("static_select", "what", kinds, kinds[0]["value"]), optional=False),
        field("who", "Who", _suggesting("who", say("search_who")), hint=say("search_who_hint")),
        field("issue", "Issue", _suggesting("issue", say("search_issue")), hint="For positions."),
        field("channel", say("follow_where"), where, optional=False),
    )
    return View(title=say("follow"), blocks=blocks, callback_id="follow", submit=say("follow"), close="Cancel")


def _suggesting(name: str, prompt: str) -> Json:
    return {
        "type": "external_select",
        "action_id": name,
        "min_query_length": 1,
        "placeholder": plain(prompt, most_chars("external_select", "placeholder")),
    }


# -- while somebody types ----------------------------------------------------------------------------------------------


def options(action_id: str, typed: str, corpus: Corpus) -> dict[str, Any]:
    """What a field suggests for the beginning of a name or an issue: the payload that acks Slack's question.

    No options where nothing begins so, where the field suggests nothing, and while the corpus cannot be read.
    """
    try:
        if action_id in {"who", "other"}:
            return _people_and_parties(corpus.suggest(one_line(typed), limit=MOST), corpus)
    except StoreError:
        return {"options": []}
    return {"options": _issues(typed) if action_id == "issue" else []}


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


def _issues(typed: str) -> list[Json]:
    """Those whose label or a term has a word that begins so, then those that the words mean."""
    words = _WORD.findall(typed.casefold())
    if not words:
        return []
    begun = [key for key, issue in issues().items() if _begins(words, (issue.label, *issue.terms))]
    by_label = sorted(begun, key=lambda key: not _begins(words, (issues()[key].label,)))
    meant = [issue.id for issue in issues_named(typed)] if len(typed) > TWO_LETTERS else []
    return [option(issues()[key].label, key) for key in dict.fromkeys([*by_label, *meant]) if key != OTHER]


def _begins(words: Sequence[str], phrases: Iterable[str]) -> bool:
    """Whether one phrase has a word for each of these that begins with it."""
    named = (_WORD.findall(phrase.casefold()) for phrase in phrases)
    return any(all(any(one.startswith(word) for one in told) for word in words) for told in named)


# -- what was filled in ------------------------------------------------------------------------------------------------


class Filled(Record):
    """The fields of a submitted form; "" and None for what was left empty."""

    what: str = "quote"
    who: str = ""
    other: str = ""
    issue: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def days(self) -> str:
        ends = (("since", self.since), ("until", self.until))
        return " ".join(f"{name} {end.isoformat()}" for name, end in ends if end)


def line_of(values: Values) -> str | Errors:
    """The command line that the form asks for; or what is wrong with it, by field."""
    form = _filled(values)
    command = COMMANDS.get(form.what)
    if command is None:
        return {"what": say("choose_one")}
    errors = _mistakes(form)
    errors = errors if "who" in errors else command.mistakes(form.model_dump()) | errors
    return errors or " ".join(f"/{command.name} {_words(form, command.on)} {form.days}".split())


def _filled(values: Values) -> Filled:
    """What no form of ours sends counts as empty."""
    issue = issues().get(_chosen(values, "issue"))
    return Filled(
        what=_chosen(values, "what") or "quote",
        who=_entity(values, "who"),
        other=_entity(values, "other"),
        issue=issue.label if issue else "",
        words=one_line(_text(_field(values, "words").get("value")))[:LONGEST_WORDS].strip(' "“”„«»'),
        since=_day(values, "since"),
        until=_day(values, "until"),
    )


def _words(form: Filled, on: str) -> str:
    """The words after the command; what is searched for is bound together where it could be read as an order."""
    words = f'"{form.words}"' if form.words and _is_order(form.words) else form.words
    topic = form.issue or words
    return f"{form.who} {form.other} {on if topic else ''} {topic}"


def _is_order(words: str) -> bool:
    """Whether the end of the words means something else at the end of a command line: a page, a day, to follow it."""
    line = f"- {words}"
    return order_of(line)[1] is not None or read(line).words != line


# -- what is wrong -----------------------------------------------------------------------------------------------------


def _mistakes(form: Filled) -> Errors:
    """What is wrong whatever is asked for."""
    if not (form.who or form.other or form.issue or form.words or form.days):
        return {"who": say("form_is_empty")}
    days = {"until": say("days_turned_round")} if form.since and form.until and form.until < form.since else {}
    return days | ({"other": say("somebody_else")} if form.other and form.other == form.who else {})


# -- Slack's values ----------------------------------------------------------------------------------------------------


def _field(values: Values, name: str) -> Mapping[str, Any]:
    block = values.get(name)
    field = block.get(name) if isinstance(block, Mapping) else None
    return field if isinstance(field, Mapping) else {}


def _chosen(values: Values, name: str) -> str:
    option = _field(values, name).get("selected_option")
    return _text(option.get("value")) if isinstance(option, Mapping) else ""


def _entity(values: Values, name: str) -> str:
    found = _chosen(values, name)
    return found if _ENTITY.fullmatch(found) else ""


def _day(values: Values, name: str) -> date | None:
    try:
        return date.fromisoformat(_text(_field(values, name).get("selected_date")))
    except ValueError:
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
