"""Questions in plain English as plain.toml has them: what is read off the words alone, before any name is looked up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.asking.dates import take_date
from corpus.excerpts import one_line
from corpus.knowledge import read_toml
from corpus.linking.days import days_of
from corpus.models import Record
from handlers.blocks.text import as_read
from handlers.typed_dates import Days

_MENTION = re.compile(r"<@[UW]\w*(?:\|[^<>]*)?>")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_MARKS = re.compile(r"[\"“”„«»]")
_QUOTATION = re.compile(r"[\"“„«][^\"“”„«»]*\w[^\"“”„«»]*[\"”“»]")
_STOPS = " ,.!?…;:–—-"
_LONGEST_DATE = 4  # words
LONGEST_CHECKED = 3_000  # characters of a message that ask about a quotation in it


class Rule(Record):
    """Questions that mean one command line; see the head of plain.toml."""

    line: str
    patterns: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    kind: Literal["", "person", "party"] = ""
    sure: bool = False
    found: bool = False
    joining: tuple[str, ...] = ()


class Polite(Record):
    before: tuple[str, ...]
    after: tuple[str, ...]


class Slots(Record):
    determiners: frozenset[str]
    joining: tuple[str, ...]
    foreign: frozenset[str]
    spanning: frozenset[str]


class Told(Record):
    """Questions that are answered without a command line, or not at all."""

    patterns: tuple[str, ...] = ()
    examples: tuple[str, ...]


class Book(Record):
    """Everything in plain.toml."""

    longest_text: int
    longest_topic: int
    longest_name: int
    polite: Polite
    reads: Mapping[str, str]
    dates: Mapping[str, frozenset[str]]
    slots: Slots
    words: Mapping[str, str]
    rules: tuple[Rule, ...] = Field(alias="rule")
    check: Told
    help: Told
    not_understood: Told


class Period(Days):
    """The days that a question is about. `day` is an ISO date or the beginning of one, "" for none."""

    day: str = ""


@cache
def book() -> Book:
    """The rules, read once."""
    return Book.model_validate(read_toml(Path(__file__).with_name("plain.toml")))


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern with its braces filled in."""
    slots = {"who": "(?P<who>.+?)", "both": "(?P<both>.+?)", "where": "(?P<where>.+?)", "topic": "(?P<topic>.+)"}
    names = {**book().words, **slots}
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda found: names[found[1]], pattern), re.IGNORECASE)


def without_mentions(text: str) -> str:
    """A message without the app's name in it, as its writer sees it: without bold, emoji and links' addresses."""
    return as_read(_MENTION.sub(" ", text)).replace("`", " ").strip(" >\n")


def question_in(text: str) -> str:
    """The question on one line, without greetings, thanks and marks; "" when nothing is left or it is too long."""
    question = _plain(text) if len(text) <= 4 * book().longest_text else ""
    return question if len(question) <= book().longest_text else ""


def _plain(text: str) -> str:
    plain = _MARKS.sub(" ", one_line(without_mentions(text)).translate(_APOSTROPHES))
    return _without_courtesy(" ".join(map(_as_meant, plain.split())))


def _as_meant(token: str) -> str:
    """A short form or a slip as the words that it stands for, with the marks behind it."""
    word = token.rstrip(_STOPS)
    meant = book().reads.get(word.casefold())
    return token if meant is None else meant + token[len(word) :]


def _without_courtesy(text: str) -> str:
    """Greetings and thanks come one after another: they go as long as there is one."""
    before, after = _courtesies(book().polite)
    kept, text = "", text.strip(_STOPS)
    while text != kept:
        kept = text
        text = after.sub("", before.sub("", text, count=1), count=1).strip(_STOPS)
    return kept


@cache
def _courtesies(polite: Polite) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = rf"(?:{'|'.join(polite.before)})(?=[\s,.!?:;]|$)[\s,.!?:;–-]*"
    after = rf"(?:^|[\s,.!?:;–-]+)(?:{'|'.join(polite.after)})$"
    return re.compile(rf"^{before}", re.IGNORECASE), re.compile(after, re.IGNORECASE)


def asks_to_check(text: str) -> bool:
    """Whether somebody wants to know whose words these are, or whether they are right.

    A question that stands in marks as a whole is asked like any other.
    """
    read = without_mentions(text)
    if not _QUOTATION.search(read) or not re.search(r"\w", _QUOTATION.sub(" ", read)):
        return False
    return _fits(_plain(text[:LONGEST_CHECKED]), book().check)


def is_courtesy(text: str) -> bool:
    """Whether a message asks nothing: thanks, a greeting, an emoji. The app's name alone asks what it can do."""
    words = _MENTION.sub("", text).strip()
    return 0 < len(words) <= book().longest_text and not re.search(r"\w", question_in(words))


def asks_for_help(question: str) -> bool:
    return _fits(question, book().help)


def _fits(question: str, told: Told) -> bool:
    return any(_expression(pattern).fullmatch(question) for pattern in told.patterns)


def fitting(question: str) -> Iterator[tuple[Rule, Mapping[str, str]]]:
    """The rules that fit the question, in their order, with what stands in their slots."""
    for rule in book().rules:
        for found in filter(None, (_expression(pattern).fullmatch(question) for pattern in rule.patterns)):
            yield rule, {name: words.strip(_STOPS) for name, words in found.groupdict().items() if words}


def take_period(question: str) -> tuple[str, Period] | None:
    """The question without the dates in it, and what they bound; None for a date that no calendar has.

    Only a date that a word such as "in" or "since" leads to is one; "2014" alone may be part of a topic.
    """
    period = Period()
    for _ in range(2):
        found = next(_dates(question.split()), None)
        if found is None:
            return question, period
        question, bounds = found
        if bounds is None:
            return None
        period = period.model_copy(update=bounds.model_dump(exclude_defaults=True))
    return question, period


def _dates(tokens: Sequence[str]) -> Iterator[tuple[str, Period | None]]:
    """The question without a date and the word that leads to it, and what that bounds, if a calendar has it."""
    for at, token in enumerate(tokens):
        kinds = [kind for kind, words in book().dates.items() if token.casefold() in words]
        first, size = _written(tokens[at + 1 :]) if kinds else ("", 0)
        behind = tokens[at + 1 + size :]
        spans = first and "between" in kinds and behind and behind[0].casefold() in book().slots.spanning
        last, more = _written(behind[1:]) if spans else ("", 0)
        kind = "between" if last else next((one for one in kinds if one != "between"), "")
        if first and kind:
            yield " ".join([*tokens[:at], *behind[more + 1 if last else 0 :]]), _bounded(kind, first, last or first)


def _written(tokens: Sequence[str]) -> tuple[str, int]:
    """The date that the words begin with, and in how many of them it is written; ("", 0) for none."""
    for size in range(min(_LONGEST_DATE, len(tokens)), 0, -1):
        found, rest = take_date(" ".join(tokens[:size]).strip(_STOPS))
        if found and not rest:
            return found, size
    return "", 0


def _bounded(kind: str, first: str, last: str) -> Period | None:
    """What a date bounds behind a word of that kind; None where no calendar has it."""
    begin, end = days_of(first), days_of(last)
    if begin is None or end is None or begin[0] > end[1]:
        return None
    bounds: dict[str, Period] = {
        "since": Period(since=begin[0]),
        "after": Period(since=begin[1] + timedelta(days=1)),
        "until": Period(until=begin[1]),
        "before": Period(until=begin[0] - timedelta(days=1)),
        "within": Period(since=begin[0], until=begin[1], day=first),
    }
    return bounds.get(kind, Period(since=begin[0], until=end[1]))


def topic_in(words: str) -> str | None:
    """The topic without an article; None when it is more than a topic."""
    kept = bare(words)
    tokens = kept.split()
    fits = 0 < len(tokens) <= book().longest_topic and not re.search(r"[?!;:/]|\.\s", kept)
    return kept if fits and not any(map(is_foreign, tokens)) else None


def bare(words: str) -> str:
    tokens = words.split()
    while len(tokens) > 1 and tokens[0].casefold() in book().slots.determiners:
        tokens = tokens[1:]
    return " ".join(tokens)


def is_foreign(token: str) -> bool:
    """Whether no name and no topic has this word; "US" and "WHO" in capitals are names."""
    word = token.strip(",.!?;:'()").casefold()
    is_name = len(token) > 1 and token.isupper() and word in {"us", "who", "it"}
    return not is_name and (word in book().slots.foreign or word.endswith("n't"))


def joins(token: str) -> bool:
    return token.casefold() in book().slots.joining
