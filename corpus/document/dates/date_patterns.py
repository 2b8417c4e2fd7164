"""How English writes days, months and years: the patterns of ``dates.toml``, each with a rule for what it means."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.document.dates.days import (
    UNKNOWN,
    Meaning,
    day_of_month,
    exactly,
    month_alone,
    month_of,
    moved,
    numbers,
    weekday,
    weekday_of_week,
)
from corpus.document.dates.tense import Tense
from corpus.knowledge import read_table


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule may look at beside the words that it matched.

    `beside` is the day that the sentence has named before, `before` that of it or of the one before; `then` is the day,
    month or year that the paragraph has told of last.
    """

    match: re.Match[str]
    printed: date | None
    tense: Tense
    beside: date | None
    before: date | None
    then: str | None

    def __getitem__(self, group: str) -> str:
        return self.match.groupdict().get(group) or ""


_THIS_WEEK = 2
"""Days back for which "last Monday" may be this week's or the one before."""

Rule = Callable[[Seen], Meaning]


@cache
def date_rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """What to look for and what it means, the surest first; a later one never takes words of an earlier one."""
    return tuple((_pattern(row["pattern"]), _RULES[row["rule"]]) for row in read_table("dates.toml")["phrase"])


def _pattern(text: str) -> re.Pattern[str]:
    for name, choice in _parts().items():
        text = text.replace(f"<{name}>", f"(?:{choice})")
    return re.compile(rf"(?<![\w£$€])(?P<phrase>{text})(?!\w)")


@cache
def _parts() -> dict[str, str]:
    table = read_table("dates.toml")
    names = {
        "W": table["weekdays"],
        "M": [*table["months"], *(rf"{name}\b\.?" for name in table["short_months"])],
        "N": _in_both_cases(table["numbers"]),
        "NAMED": _in_both_cases(table["named_days"]),
        "IN": (rf"(?<=\b{before} )" for before in _in_both_cases(table["before_year"])),
    }
    return {**table["parts"], **{name: "|".join(words) for name, words in names.items()}}


def _in_both_cases(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, word.capitalize())]


def _iso(seen: Seen) -> Meaning:
    try:
        return exactly(date.fromisoformat(seen["phrase"]))
    except ValueError:
        return UNKNOWN


def _dated(seen: Seen) -> Meaning:
    month = month_of(seen["month"])
    other = month_of(seen["month2"]) or month
    year = _year(seen, month)
    start = None if year is None else day_of_month(int(seen["day"]), month, year, seen.printed, seen.tense)
    end = day_of_month(int(seen["day2"]), other, year or 0, start, "future") if seen["day2"] and start else None
    return exactly(start, end)


def _month(seen: Seen) -> Meaning:
    month, which = month_of(seen["lone"]), seen["which"].lower()
    year = _year(seen, 0 if which else month)
    if year is None or not (year or seen.printed):
        return UNKNOWN
    return Meaning(
        f"{year}-{month:02}" if year or not seen.printed else month_alone(month, seen.printed, seen.tense, which)
    )


def _year(seen: Seen, month: int) -> int | None:
    """The year of a date as told, or that of the same month told of before; 0 for none, None if it cannot be said."""
    told = seen["year"].lower().split()
    if not told:
        return int(seen.then[:4]) if seen.then and seen.then[5:7] == f"{month:02}" else 0
    if told[0].isdigit():
        return int(told[0])
    value = moved(
        seen.then if len(told) == 3 or told[0] == "that" else seen.printed, "year", numbers("sides")[told[-2]]
    ).value
    return int(value) if value else None


def _weekdays(seen: Seen) -> Meaning:
    which = " ".join(seen["which"].lower().split())
    start = weekday(seen["w1"], seen.printed, seen.tense, which.removeprefix("this "))
    if which == "last" and start and seen.printed and (seen.printed - start).days <= _THIS_WEEK:
        return UNKNOWN
    end = weekday(seen["w2"], start, "future") if seen["w2"] else None
    if start and end and seen.tense == "past" and seen.printed and end > seen.printed:
        start, end = start - timedelta(days=7), end - timedelta(days=7)
    return exactly(start, end)


def _of_week(seen: Seen) -> Meaning:
    return exactly(weekday_of_week(seen["w1"], _shift(seen), seen.printed))


def _before_last(seen: Seen) -> Meaning:
    return moved(weekday(seen["w1"], seen.printed, "past", "last"), "day", -7)


def _shift(seen: Seen) -> int:
    """How many units on: 1 for "the following month", -2 for "two days earlier"."""
    count = seen["count"].lower() or "a"
    many = int(count) if count.isdigit() else numbers("numbers")[count]
    return many * numbers("sides")[seen["side"].split()[-1].lower()]


_RULES: dict[str, Rule] = {
    "iso": _iso,
    "dated": _dated,
    "weekdays": _weekdays,
    "of_week": _of_week,
    "before_last": _before_last,
    "month": _month,
    "named": lambda seen: moved(seen.printed, "day", numbers("named_days")[seen["phrase"].lower()]),
    "from_printing": lambda seen: moved(seen.printed, seen["unit"], _shift(seen)),
    "from_then": lambda seen: moved(seen.before if seen["unit"] == "day" else seen.then, seen["unit"], _shift(seen)),
    "of_another": lambda seen: moved(seen.beside, "day", -_shift(seen)),
    "year": lambda seen: Meaning(seen["phrase"]),
}
