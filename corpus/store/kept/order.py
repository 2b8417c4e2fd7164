"""Where a record stands among others, as text that sorts so: the newest article first, in the order of its text."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement

_END = 4_000_000
"""Later than any day by its number: days are counted down from it."""

_DIGITS = 12
_BEHIND = "~"


def place_of(published: date | None, number: int) -> str:
    """The place of the record with that number, in an article of that day; behind all others without one."""
    return f"{_day(published)}{number:0{_DIGITS}}"


def number_of(place: str) -> int:
    """The number of the record that stands there."""
    return int(place[-_DIGITS:])


def of_days(place: ColumnElement[str], since: date | None, until: date | None) -> Iterator[ColumnElement[bool]]:
    """The places of what was printed on these days; what has no day is in none."""
    if until:
        yield place > _day(until)
    if since:
        yield place < _day(since) + _BEHIND
    elif until:
        yield place < _day(None)


def _day(published: date | None) -> str:
    return f"{_END - published.toordinal() if published else _END:07}"
