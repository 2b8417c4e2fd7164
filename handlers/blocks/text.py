"""Text as it goes into an answer, pure: on one line, cut at a word's end, days and counts as readers write them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from corpus.excerpts import short
from handlers.texts import texts

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


def escaped(text: str) -> str:
    """Text whose `& < >` Slack will not read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sendable(text: str) -> str:
    """The text with a mark in place of each letter that no message can carry."""
    return _UNSENDABLE.sub("\ufffd", text)


def day(value: date | str | None) -> str:
    """A calendar date as readers write it: "30 Mar 2022", of a part of one "Mar 2022" or "2022"; "" for none.

    What is not an ISO date comes back as it is, on one short line.
    """
    if value is None:
        return ""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", str(value))
    if not found:
        return short(str(value), 40)
    year, month, number = found.groups()
    return " ".join(part for part in (number and str(int(number)), month and _MONTHS[int(month) - 1], year) if part)


def listed(items: Sequence[str]) -> str:
    """As a sentence has it: "Russia, Ukraine and Turkey"; "" for nothing."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def joined(*parts: str | None, by: str = " · ") -> str:
    """The parts that say something, with a mark between them; "" for none."""
    return by.join(part for part in parts if part)


def sentence(*parts: str) -> str:
    """The parts that say something as one sentence: "5 quotes in 2 articles, newest first."."""
    return f"{joined(*parts, by=', ')}."


def counts(numbers: Mapping[str, int], *, every: bool = False) -> str:
    """What there is of each kind: "3 quotes and 1 person"; also what there is none of, if `every`."""
    return listed([counted(number, *texts().nouns[kind]) for kind, number in numbers.items() if number or every])


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: "1 quote", "3 quotes"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


_REFERENCE = re.compile(r"<(?P<target>(?:[@#!][^<>|\n]*|(?:https?|mailto|tel):[^<>|\n]*))(?:\|(?P<label>[^<>\n]*))?>")
_EMOJI = re.compile(r"(?<!\w):(?:[+-]1|[a-z][a-z0-9_+'-]*):(?!\w)")
_STYLE = re.compile(r"(?<![^\W_])[*_~`]+|[*_~`]+(?![^\W_])")


def as_read(text: str) -> str:
    """Marked-up text as people read it: links and mentions as their labels, styles and emoji left out.

    A line that is quoted keeps its mark, which says that the words are somebody else's.
    """
    bare = _STYLE.sub("", _EMOJI.sub("", _REFERENCE.sub(_label, text)))
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _label(found: re.Match[str]) -> str:
    address = found["target"] if found["target"].startswith("http") else ""
    return found["label"] or address
