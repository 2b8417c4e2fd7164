"""Dates as people type them: a year, a month, a day, last week; the rest of the words comes back with them."""

import re
from datetime import date, timedelta

from corpus.linking.days import days_of

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)}|sept)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = tuple(
    re.compile(rf"(?<!\S)(?:{form})(?!\S)", re.IGNORECASE)
    for form in (
        _YEAR + r"-(?P<month>\d\d)-(?P<day>\d\d)",
        _YEAR + r"-(?P<month>\d\d)",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        _YEAR,
    )
)


def take_date(words: str) -> tuple[str | None, str]:
    """The date in the words as an ISO date or the beginning of one ("2022-03"), and the words without it.

    (None, words) when there is none, or one that no calendar has. A month needs its year.
    """
    for form in _WRITTEN:
        found = form.search(words)
        if found and (written := _iso(found.groupdict())):
            rest = f"{words[: found.start()]} {words[found.end() :]}"
            return written, " ".join(rest.split())
    return None, words


def _iso(parts: dict[str, str | None]) -> str | None:
    month, day = _month(parts.get("month")), int(parts.get("day") or 0)
    if month is None or month > 12 or day > 31:
        return None
    return "-".join([str(parts["year"]), *(f"{number:02}" for number in (month, day) if number)])


def _month(written: str | None) -> int | None:
    """The number of a month; 0 for none written, None for one that does not exist."""
    if not written:
        return 0
    if written.isdigit():
        return int(written) or None
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(written[:3].lower()))


def days_meant(words: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that the words mean as a whole, by the day that they are typed on; None for no day.

    A month alone is the last one of that name that has begun.
    """
    phrase = " ".join(words.casefold().split())
    if found := re.fullmatch(_MONTH, phrase):
        number = _month(found["month"]) or 0
        return days_of(f"{today.year - (number > today.month)}-{number:02}")
    if phrase in ("today", "yesterday"):
        day = today - timedelta(days=phrase == "yesterday")
        return day, day
    which, _, unit = phrase.partition(" ")
    back = {"this": 0, "last": 1, "past": 1}.get(which)
    return None if back is None else _unit(unit, today, back)


def _unit(unit: str, today: date, back: int) -> tuple[date, date] | None:
    """A week from Monday, a month or a year, this one or the one before."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        last = today.replace(day=1) - timedelta(days=1) if back else today
        return days_of(f"{last:%Y-%m}")
    return days_of(f"{today.year - back:04}") if unit == "year" else None


def take_month(words: str) -> tuple[int | None, str]:
    """The number of a month that stands among the words without a year, and the others; (None, words) for none."""
    found = re.search(rf"(?<!\S)(?:in\s+)?{_MONTH}(?!\S)", words, re.IGNORECASE)
    if not found:
        return None, words
    return _month(found["month"]), " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())
