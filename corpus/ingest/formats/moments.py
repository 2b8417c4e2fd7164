"""Moments as metadata writes them: ISO 8601 in its long and short form, and the form of e-mail."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime


def moment(written: object) -> datetime | None:
    """The moment, with its zone; None where there is none, it has no zone, or it cannot be read."""
    found = _read(written)
    return found if found is not None and found.tzinfo is not None else None


def day(written: object) -> date | None:
    """The day, in the zone that it was written in; None where it cannot be read."""
    found = _read(written)
    return found.date() if found else None


def _read(written: object) -> datetime | None:
    words = written.strip() if isinstance(written, str) else ""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(words)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
    return None
