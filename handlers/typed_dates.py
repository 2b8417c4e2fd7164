"""Dates as people type them: a year, a month, a day, last week; the rest of the words comes back with them."""

import re
from datetime import date, timedelta
from functools import cache

from corpus.knowledge import read_table
from corpus.linking.days import days_of
from corpus.models import Record
from handlers.blocks.text import day
from handlers.texts import texts

_BOUND = re.compile(r"(?<!\S)(since|until)\s+", re.IGNORECASE)


class Days(Record):
    """From which to which day, both included; None bounds nothing."""

    since: date | None = None
    until: date | None = None

    @property
    def bounds(self) -> str:
        """The days as a command line has them behind its words: "since 2022-03-01"; "" for none."""
        return " ".join(f"{name} {end}" for name, end in (("since", self.since), ("until", self.until)) if end)

    def meets(self, first: date, last: date) -> bool:
        """Whether some of the days from the first to the last lie within."""
        return not ((self.since and last < self.since) or (self.until and first > self.until))

    def holds(self, on: date | None) -> bool:
        """Whether a day lies within; one that is not known lies within what nothing bounds."""
        if on is None:
            return not (self.since or self.until)
        return (self.since or on) <= on <= (self.until or on)

    @property
    def printed(self) -> str:
        """What is told of the days of an answer: "printed from 1 Mar 2022 on"; "" for none."""
        return f"printed {self.window}" if self.window else ""

    @property
    def window(self) -> str:
        """The days in words: "from 1 Mar 2022 to 30 Mar 2022"; "" for none."""
        if self.since and self.since == self.until:
            return f"on {day(self.since)}"
        if self.since and self.until:
            return f"from {day(self.since)} to {day(self.until)}"
        return f"from {day(self.since)} on" if self.since else f"up to {day(self.until)}" if self.until else ""


@cache
def _months() -> tuple[str, ...]:
    return tuple(name.casefold() for name in read_table("dates.toml")["months"])


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """A date in each way of writing, the surest first; a month without its year comes last."""
    month = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _months())}|sept)\.?"
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
    return next(at for at, name in enumerate(_months(), 1) if name.startswith(written[:3].lower()))


def take_bounds(words: str, today: date) -> tuple[str, Days]:
    """The words without the days at their end, and these; "since the war" is no date and stays."""
    head, *rest = _BOUND.split(words)
    bounds: dict[str, date] = {}
    while rest and (which := rest[-2].casefold()) not in bounds and (days := _typed_days(rest[-1], today)):
        bounds[which] = days[which == "until"]
        del rest[-2:]
    kept = "".join([head, *(part + " " * (at % 2 == 0) for at, part in enumerate(rest))]).strip()
    for size in () if bounds else (1, 2):
        tokens = kept.split()
        if recent := recent_days(" ".join(tokens[-size:]), today):
            return " ".join(tokens[:-size]), Days(since=recent[0], until=recent[1])
    return kept, Days.model_validate(bounds)


def _typed_days(words: str, today: date) -> tuple[date, date] | None:
    written, rest = take_date(words)
    return (days_of(written) if not rest else None) or days_meant(words, today)


def days_meant(words: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that the words mean as a whole, by the day that they are typed on; None for no day.

    A month alone is the last one of that name that has begun.
    """
    month, rest = take_month(words)
    if month and not rest and len(words.split()) == 1:
        return days_of(f"{today.year - (month > today.month)}-{month:02}")
    return recent_days(words, today)


def recent_days(words: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of "yesterday" or "last week", a week beginning on Monday; None for other words."""
    match texts().recent.get(" ".join(words.casefold().split())):
        case ("day", back):
            return today - timedelta(days=back), today - timedelta(days=back)
        case ("week", back):
            monday = today - timedelta(days=today.weekday() + 7 * back)
            return monday, monday + timedelta(days=6)
        case ("month", back):
            return days_of(f"{today.replace(day=1) - timedelta(days=back):%Y-%m}")
        case ("year", back):
            return days_of(f"{today.year - back:04}")
    return None
