"""Dates of which only the beginning may be known: a year, a month, a day."""

import re
from calendar import monthrange
from datetime import date


def days_of(written: str | None) -> tuple[date, date] | None:
    """The first and the last day of an ISO date or the beginning of one; None for none, or one that no calendar has."""
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", written or "")
    if not found:
        return None
    year, month, number = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, number or 1)
        last = date(first.year, month or 12, number or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first, last
