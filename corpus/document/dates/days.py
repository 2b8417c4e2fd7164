"""The calendar of the news: which day, month or year a phrase means, seen from the day it was printed.

Pure: phrases come as the parts that a pattern found, days go as ISO dates or parts of one. Whether something is behind
or ahead is told by the caller, who has read the sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.document.dates.tense import Tense
from corpus.knowledge import read_table

_NEAR = timedelta(days=30)
"""Within this distance a date without a year is the nearest one, even against the tense of the sentence."""

_SOON = timedelta(days=60)
"""A date that is as near as this before its next return is not told of the past without its year."""
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means; `value` is None where it cannot be told, `end` the last day of a stretch."""

    value: str | None = None
    end: str | None = None
    precise: bool = False


UNKNOWN = Meaning()


@cache
def weekdays() -> Mapping[str, int]:
    """The number of every weekday by its name; Monday is 0."""
    return {name: number for number, name in enumerate(read_table("dates.toml")["weekdays"])}


@cache
def months() -> Mapping[str, int]:
    """The number of every month by its name and its short form, without the full stop."""
    table = read_table("dates.toml")
    short: dict[str, int] = table["short_months"]
    return {name: number for number, name in enumerate(table["months"], 1)} | short


def weekday(name: str, printed: date | None, tense: Tense, which: str = "") -> date | None:
    """The day of that name nearest to the day of printing, which counts itself; `which` is "last", "next" or "".

    None for the day after printing in the past: it is a week old, or the day of printing is one too early.
    """
    if printed is None:
        return None
    back = (printed.weekday() - weekdays()[name]) % 7
    if which == "last":
        return printed - timedelta(days=back or 7)
    if which == "next":
        return printed + timedelta(days=7 - back)
    ahead = tense == "future" or which in ("this", "coming")
    if ahead:
        return printed + timedelta(days=(7 - back) % 7)
    return printed - timedelta(days=back) if back != 6 else None


def weekday_of_week(name: str, weeks: int, printed: date | None) -> date | None:
    """The day of that name in the week that many weeks away; None about Sundays, with which a week begins or ends."""
    if printed is None or 6 in (weekdays()[name], printed.weekday()):
        return None
    return printed + timedelta(days=7 * weeks + weekdays()[name] - printed.weekday())


def day_of_month(day: int, month: int, year: str, printed: date | None, tense: Tense) -> date | None:
    """The day that a date means; without a year, the nearest one, or the next or last one where that is far.

    None for a day that no such year has, as the 29th of February two years before a leap year, and where a year cannot
    be told: the past of a day that is soon to come.
    """
    if year.isdigit():
        return _day(int(year), month, day)
    if printed is None:
        return None
    if year:
        return _day(printed.year + _SHIFTS[year.split(maxsplit=1)[0].lower()], month, day)
    years = (printed.year - 1, printed.year, printed.year + 1)
    days = [one for one in (_day(year, month, day) for year in years) if one and abs((one - printed).days) <= 366]
    if not days:
        return None
    nearest = min(days, key=lambda one: abs(one - printed))
    if tense == "past" and timedelta(0) < nearest - printed <= _SOON:
        return None
    agrees = tense == "present" or (nearest >= printed) == (tense == "future")
    if abs(nearest - printed) <= (_HALF_A_YEAR if agrees else _NEAR):
        return nearest
    ahead = [one for one in days if (one >= printed) == (tense == "future")]
    return min(ahead, key=lambda one: abs(one - printed), default=nearest)


def month_alone(month: int, year: str, printed: date | None, tense: Tense, which: str = "") -> str | None:
    """A month as "YYYY-MM". `which` is "last", "next", "this" or ""; `year` four digits, "last year" or ""."""
    if year.isdigit():
        return f"{year}-{month:02}"
    if printed is None:
        return None
    if year:
        return f"{printed.year + _SHIFTS[year.split(maxsplit=1)[0].lower()]}-{month:02}"
    distance = (month - printed.month) % 12
    if which == "last":
        return _month(printed, distance - 12 if distance else -12)
    if which in ("next", "this", "coming") or tense == "future":
        return _month(printed, distance)
    if tense == "present" and distance <= 4:
        return _month(printed, distance)
    return _month(printed, distance - 12 if distance else 0)


def named_day(word: str, printed: date | None) -> date | None:
    """As in "yesterday", "this morning", "last night", "tomorrow", "the day before yesterday"."""
    shift = {"yesterday": -1, "night": -1, "tomorrow": 1}.get(word.rsplit(maxsplit=1)[-1].lower(), 0)
    shift += shift if "day" in word.lower().split() else 0
    return printed + timedelta(days=shift) if printed else None


def period(which: str, unit: str, printed: date | None) -> str | None:
    """As in "last month" as "YYYY-MM", "next year" as "YYYY". Weeks and weekends are of no one day, month or year."""
    if printed is None or unit not in ("month", "year"):
        return None
    shift = _SHIFTS[which]
    return _month(printed, shift) if unit == "month" else str(printed.year + shift)


def ago(count: int, unit: str, printed: date | None) -> Meaning:
    """As in "two days ago" is a day, "three months ago" a month, "ten years ago" a year."""
    if printed is None or unit.startswith("week") or count > 2000:
        return UNKNOWN
    if unit.startswith("day"):
        return exactly(printed - timedelta(days=count))
    return Meaning(_month(printed, -count) if unit.startswith("month") else str(printed.year - count))


def exactly(day: date | None, end: date | None = None) -> Meaning:
    """A day, or the stretch from one to another; nothing where the first is unknown, it alone if none follows."""
    if day is None:
        return UNKNOWN
    return Meaning(day.isoformat(), end.isoformat() if end and end > day else None, precise=True)


def shifted(then: str, unit: str, count: int) -> str | None:
    """The month or year that many of them after a time; None for a month where the time is only a year."""
    if unit == "year":
        return str(int(then[:4]) + count)
    return _month(date(int(then[:4]), int(then[5:7]), 1), count) if len(then) > 4 else None


_SHIFTS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(printed: date, shift: int) -> str:
    number = printed.year * 12 + printed.month - 1 + shift
    return f"{number // 12:04}-{number % 12 + 1:02}"
