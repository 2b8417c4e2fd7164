"""Dates as people type them: a year, a month, a day; the rest of the words comes back with them."""

import re
from functools import cache

from corpus.knowledge import read_table


@cache
def months() -> tuple[str, ...]:
    return tuple(name.casefold() for name in read_table("dates.toml")["months"])


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """A date in each way of writing, the surest first; a month without its year comes last."""
    month = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in months())}|sept)\.?"
    number, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
    in_digits = (rf"{year}-(?P<month>\d\d)-(?P<day>\d\d)", rf"{year}-(?P<month>\d\d)")
    written = (rf"{number}\s+(?:of\s+)?{month},?\s+{year}", rf"{month}\s+{number},?\s+{year}", rf"{month},?\s+{year}")
    forms = (*in_digits, *written, year, rf"(?:in\s+)?{month}")
    return tuple(re.compile(rf"(?<!\S)(?:{form})(?!\S)", re.IGNORECASE) for form in forms)


def take_date(words: str) -> tuple[str | None, str]:
    """The date in the words as an ISO date or the beginning of one ("2022-03"), and the words without it.

    (None, words) when there is none, or one that no calendar has. A month needs its year.
    """
    for found in filter(None, (form.search(words) for form in _forms()[:-1])):
        if written := _iso(found.groupdict()):
            return written, _without(found)
    return None, words


def take_month(words: str) -> tuple[int | None, str]:
    """The number of a month that stands among the words without a year, and the others; (None, words) for none."""
    found = _forms()[-1].search(words)
    return (_month(found["month"]), _without(found)) if found else (None, words)


def _without(found: re.Match[str]) -> str:
    return " ".join(f"{found.string[: found.start()]} {found.string[found.end() :]}".split())


def _iso(parts: dict[str, str | None]) -> str | None:
    month, number = _month(parts.get("month")), int(parts.get("day") or 0)
    if month is None or month > 12 or number > 31:
        return None
    return "-".join([str(parts["year"]), *(f"{one:02}" for one in (month, number) if one)])


def _month(written: str | None) -> int | None:
    """The number of a month; 0 for none written, None for one that does not exist."""
    if not written or written.isdigit():
        return (int(written) or None) if written else 0
    return next(at for at, name in enumerate(months(), 1) if name.startswith(written[:3].lower()))
