"""The days that an article tells of, seen from the day it was printed."""

from corpus.document.dates.focus import Focus, find_focus
from corpus.document.dates.phrases import DatePhrase, days_by_governor, find_dates
from corpus.document.dates.said import said_on

__all__ = ["DatePhrase", "Focus", "days_by_governor", "find_dates", "find_focus", "said_on"]
