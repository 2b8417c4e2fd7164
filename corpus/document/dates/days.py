"""The calendar of the news: which day, month or year a phrase means, seen from the day it was printed.

Pure: phrases come as the parts that a pattern found, days go as ISO dates or parts of one. Whether something is behind
or ahead is told by the caller, who has read the sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.document.dates.tense import Tense
from corpus.knowledge import read_table

_NEAR, _HALF_A_YEAR = timedelta(days=30), timedelta(days=183)
"""Within these a date without a year is the nearest one: against the tense of the sentence, and with it."""
_SOON = timedelta(days=60)
"""What comes within this is not told of the past without its year: last year's day would have it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means; `value` is None where it cannot be told, `end` the last day of a stretch."""

    value: str | None = None
    end: str | None = None
    precise: bool = False


UNKNOWN = Meaning()


def numbers(kind: str) -> Mapping[str, int]:
    """The numbers of the names of one kind in ``dates.toml``: "weekdays" from 0 for Monday, "months" from 1."""
    table: dict[str, int] = read_table("dates.toml")[kind]
    return table


def month_of(name: str) -> int:
    """The number of a month by its name or its short form, 0 for any other word."""
    name = name.rstrip(".")
    return numbers("months").get(name, numbers("short_months").get(name, 0))


def weekday(name: str, printed: date | None, tense: Tense, which: str = "") -> date | None:
    """The day of that name nearest to the day of printing, which counts itself; `which` is "last", "next" or "".

    None for the day after printing in the past: it is a week old, or the day of printing is one too early.
    """
    if printed is None:
        return None
    back = (printed.weekday() - numbers("weekdays")[name]) % 7
    if which in ("last", "next"):
        return printed + timedelta(days=-(back or 7) if which == "last" else 7 - back)
    if tense == "future" or which:
        return printed + timedelta(days=-back % 7)
    return printed - timedelta(days=back) if back != 6 else None


def weekday_of_week(name: str, weeks: int, printed: date | None) -> date | None:
    """The day of that name in the week that many weeks away; None about Sundays, with which a week begins or ends."""
    if printed is None or 6 in (numbers("weekdays")[name], printed.weekday()):
        return None
    return printed + timedelta(days=7 * weeks + numbers("weekdays")[name] - printed.weekday())


def day_of_month(day: int, month: int, year: int, printed: date | None, tense: Tense) -> date | None:
    """The day that a date means; without a year, 0, the nearest one, or the next or last one where that is far.

    None for a day that no such year has, as the 29th of February two years before a leap year, and where a year cannot
    be told: the past of a day that is soon to come.
    """
    if year or printed is None:
        return _day(year, month, day)
    years = (printed.year - 1, printed.year, printed.year + 1)
    days = [one for one in (_day(year, month, day) for year in years) if one and abs((one - printed).days) <= 366]
    nearest = min(days, key=lambda one: abs(one - printed), default=None)
    if nearest is None or (tense == "past" and timedelta(0) < nearest - printed <= _SOON):
        return None
    agrees = tense == "present" or (nearest >= printed) == (tense == "future")
    if abs(nearest - printed) <= (_HALF_A_YEAR if agrees else _NEAR):
        return nearest
    ahead = [one for one in days if (one >= printed) == (tense == "future")]
    return min(ahead, key=lambda one: abs(one - printed), default=nearest)


def month_alone(month: int, printed: date, tense: Tense, which: str = "") -> str:
    """A month without a year as "YYYY-MM"; `which` is "last", "next", "this" or ""."""
    ahead = (month - printed.month) % 12
    to_come = tense == "future" or (tense == "present" and ahead <= 4)
    if which != "last" and (which or to_come):
        return _month(printed, ahead)
    return _month(printed, ahead - 12 if ahead or which else 0)


def moved(start: date | str | None, unit: str, count: int) -> Meaning:
    """A time so many days, months or years on from another, a day or a part of one; weeks are of no one day."""
    value = str(start or "")
    if unit == "day" and len(value) == 10:
        return exactly(date.fromisoformat(value) + timedelta(days=count))
    if unit == "month" and len(value) >= 7:
        return Meaning(_month(date(int(value[:4]), int(value[5:7]), 1), count))
    return Meaning(str(int(value[:4]) + count)) if unit == "year" and value else UNKNOWN


def exactly(day: date | None, end: date | None = None) -> Meaning:
    """A day, or the stretch from one to another; nothing where the first is unknown, it alone if none follows."""
    if day is None:
        return UNKNOWN
    return Meaning(day.isoformat(), end.isoformat() if end and end > day else None, precise=True)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(printed: date, shift: int) -> str:
    number = printed.year * 12 + printed.month - 1 + shift
    return f"{number // 12:04}-{number % 12 + 1:02}"
