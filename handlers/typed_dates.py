"""Dates as people type them: a year, a month, a day, last week; the rest of the words comes back with them."""

import re
from datetime import date, timedelta

from corpus.asking.dates import take_date, take_month
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
