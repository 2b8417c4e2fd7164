"""Text as it goes into an answer, pure: on one line, cut at a word's end, days and counts as readers write them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.texts import texts

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SENTENCE_END = re.compile(r"[.!?…]['\"’”»)]*(?=\s)")
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


def one_line(text: str) -> str:
    """A name, a title or typed words on one line, without control and direction marks: they disturb what is beside."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    kept = (" " if kind in {"Cc", "Zl", "Zp"} else letter for letter, kind in kinds if kind not in {"Cf", "Cs"})
    return " ".join("".join(kept).split())


def short(text: str | None, most: int = 120) -> str:
    """A name, a role or a place as it goes into a sentence of ours: one line, never long; "" for None."""
    return cut(one_line(text or ""), most)


def cut(text: str, most: int) -> str:
    """The text if it fits into `most` characters, else its beginning up to a word's end, and an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not text[most - 1].isspace() and not kept[-1:].isspace():
        kept = kept.rsplit(maxsplit=1)[0] if len(kept.split()) > 1 else kept
    return kept.rstrip().rstrip("…").rstrip() + "…"


def beginning(text: str, most: int) -> str:
    """At most `most` characters from the start of a quote, up to a sentence's end if one is near, else a word's end.

    Nothing is added: what comes back is a span of what went in.
    """
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, most // 2, most + 1)]
    words = [found.start() for found in re.finditer(r"\s+", text[: most + 1])]
    return text[: (ends or [n for n in words if n] or [most])[-1]]


def around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """From where to where at most `most` characters around a stretch of the text reach, whole words beside it."""
    if len(text) <= most:
        return 0, len(text)
    if end - start >= most:
        return start, start + len(beginning(text[start:end], most))
    low = max(0, min(start - (most - (end - start)) // 2, len(text) - most))
    high = min(len(text), low + most)
    begun = re.compile(r"\s+").search(text, low, start) if low else None
    blanks = [found.start() for found in re.finditer(r"\s+", text[end:high].rstrip())] if high < len(text) else []
    return begun.end() if begun else low, end + blanks[-1] if blanks else high


def cut_around(text: str, start: int, end: int, most: int) -> str:
    """As `cut`, but where its beginning lacks the stretch, the part of the text around that, with an ellipsis."""
    if end < most or len(text) <= most:
        return cut(text, most)
    low, high = around(text, start, end, most - 2)
    return f"{'…' if low else ''}{text[low:high].strip()}{'…' if high < len(text) else ''}"


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
