"""How English writes days, months and years, as patterns, each with the rule that tells what it means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.document.dates.days import (
    UNKNOWN,
    Meaning,
    ago,
    day_of_month,
    exactly,
    month_alone,
    months,
    named_day,
    period,
    shifted,
    weekday,
    weekday_of_week,
)
from corpus.document.dates.tense import Tense
from corpus.knowledge import read_table


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule may look at beside the words that it matched."""

    match: re.Match[str]
    printed: date | None
    tense: Tense
    beside: date | None
    """The day that the sentence has named before."""
    before: date | None
    """The day that it or the sentence before has named."""
    then: str | None
    """The day, month or year that the paragraph has told of last, as a value of a phrase."""

    def __getitem__(self, group: str) -> str:
        return self.match.groupdict().get(group) or ""


Rule = Callable[[Seen], Meaning]


@cache
def date_rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """What to look for and what it means, the surest first; a later one never takes words of an earlier one."""
    table = read_table("dates.toml")
    parts = {
        "W": "|".join(table["weekdays"]),
        "M": "|".join([*table["months"], *(rf"{name}\b\.?" for name in table["short_months"])]),
        "N": "|".join(name for number in table["numbers"] for name in (number, number.capitalize())),
        "IN": "|".join(rf"(?<=\b{before} )" for word in table["before_year"] for before in (word, word.capitalize())),
        "Y": r"(?:19|20)\d\d(?!\d)|(?:last|this|next|that|the (?:same|following|next|previous)) year",
        "TO": r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b|&)\s*",
    }
    return tuple((_pattern(text, parts), rule) for text, rule in _PATTERNS)


def _pattern(text: str, parts: dict[str, str]) -> re.Pattern[str]:
    for name, choice in parts.items():
        text = text.replace(f"<{name}>", f"(?:{choice})")
    return re.compile(rf"(?<![\w£$€])(?P<phrase>{text})(?!\w)")


def _count(word: str) -> int:
    numbers: dict[str, int] = read_table("dates.toml")["numbers"]
    return int(word) if word.isdigit() else numbers.get(word.lower(), 0)


def _iso(seen: Seen) -> Meaning:
    try:
        return exactly(date.fromisoformat(seen["iso"]))
    except ValueError:
        return UNKNOWN


def _dated(seen: Seen) -> Meaning:
    month = months()[seen["month"].rstrip(".")]
    other = months()[seen["month2"].rstrip(".")] if seen["month2"] else month
    year = _year(seen, seen["year"], month)
    start = None if year is None else day_of_month(int(seen["day"]), month, year, seen.printed, seen.tense)
    end = day_of_month(int(seen["day2"]), other, year or "", start, "future") if seen["day2"] and start else None
    return exactly(start, end)


def _weekdays(seen: Seen) -> Meaning:
    which = " ".join(seen["which"].lower().split())
    start = weekday(seen["w1"], seen.printed, seen.tense, which.removeprefix("this "))
    end = weekday(seen["w2"], start, "future") if seen["w2"] else None
    if start and end and seen.tense == "past" and seen.printed and end > seen.printed:
        start, end = start - timedelta(days=7), end - timedelta(days=7)
    return exactly(start, end)


def _of_week(seen: Seen) -> Meaning:
    """As in "Monday last week", "two weeks ago on Friday", "the Monday before last"."""
    if seen["before"]:
        last = weekday(seen["w1"], seen.printed, "past", "last")
        return exactly(last - timedelta(days=7) if last else None)
    weeks = -_count(seen["weeks"]) if seen["weeks"] else {"last": -1, "this": 0, "next": 1}[seen["which"].lower()]
    return exactly(weekday_of_week(seen["w1"], weeks, seen.printed))


def _month(seen: Seen) -> Meaning:
    month = months()[seen["lone"].rstrip(".")]
    year = _year(seen, seen["lone_year"], 0 if seen["which"] else month)
    if year is None:
        return UNKNOWN
    return Meaning(month_alone(month, year, seen.printed, seen.tense, seen["which"].lower()))


def _year(seen: Seen, told: str, month: int) -> str | None:
    """The year of a date as told, or that of the time told of before; "" for none, None where it cannot be said."""
    said = told.lower().split()
    year = int(seen.then[:4]) if seen.then else None
    if len(said) == 3 or said[:1] == ["that"]:
        return str(year + _OF_THEN[said[-2]]) if year else None
    same = not said and seen.then is not None and seen.then[5:7] == f"{month:02}"
    return str(year) if same else " ".join(said)


def _then(seen: Seen) -> Meaning:
    """As in "the following month", "that year", "two years later": counted from the time told of before."""
    ago = -1 if seen["side"] == "earlier" else 1
    count = ago * _count(seen["count"]) if seen["count"] else _OF_THEN[seen["which"].lower().split()[-1]]
    return Meaning(shifted(seen.then, seen["unit"], count) if seen.then else None)


def _from_day(seen: Seen) -> Meaning:
    """As in "a day after" the main clause's day, or "a day later" than the day that was named before."""
    count, word = _count(seen["count"] or "one"), seen["side"].lower()
    if word in ("after", "before"):
        anchor = seen.beside
        shift = -count if word == "after" else count
    else:
        anchor = seen.before
        back = "before" in (word, seen["aside"]) or word == "earlier" or seen["adjective"].lower() == "previous"
        shift = -count if back else count
    return exactly(anchor + timedelta(days=shift)) if anchor and abs(shift) < 10000 else UNKNOWN


def _same_day(seen: Seen) -> Meaning:
    return exactly(seen.before)


_OF_THEN = {"that": 0, "same": 0, "following": 1, "next": 1, "previous": -1}
_MONTH_DAY = r"(?P<month><M>)\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
_DAY_MONTH = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_PART = r"(?:\s+(?:morning|lunchtime|afternoon|evening|night))?"
_YEAR = r"(?:,?\s+(?P<year><Y>))?"
_PATTERNS: tuple[tuple[str, Rule], ...] = (
    (r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)", _iso),
    (
        rf"(?:<W>,?\s+)?{_DAY_MONTH}\s+(?P<month><M>)<TO>(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month2><M>){_YEAR}",
        _dated,
    ),
    (
        rf"(?:<W>,?\s+)?(?:the\s+)?{_DAY_MONTH}(?:<TO>(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?P<month><M>){_YEAR}",
        _dated,
    ),
    (rf"(?:<W>,?\s+)?{_MONTH_DAY}<TO>(?P<month2><M>)\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d){_YEAR}", _dated),
    (rf"(?:<W>,?\s+)?{_MONTH_DAY}(?:<TO>(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?{_YEAR}", _dated),
    (r"(?:[Tt]he )?(?P<w1><W>) (?P<before>before last)", _of_week),
    (rf"(?P<w1><W>){_PART},? (?:of |in )?(?P<which>last|this|next) week", _of_week),
    (rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) week,? (?:on )?(?P<w1><W>){_PART}", _of_week),
    (rf"(?P<weeks><N>|\d) weeks? ago,? (?:on )?(?P<w1><W>){_PART}", _of_week),
    (rf"(?P<w1><W>){_PART},? (?P<weeks><N>|\d) weeks? ago", _of_week),
    (
        r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: coming)?|[Cc]oming)\s+)?"
        r"(?P<w1><W>)(?:(?:\s*(?:-|–|—)\s*|\s+(?:and|to|through|until)\s+)"
        rf"(?P<w2><W>))?{_PART}",
        _weekdays,
    ),
    (
        r"[Tt]he day (?:before yesterday|after tomorrow)|[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight"
        r"|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night",
        lambda seen: exactly(named_day(seen["phrase"], seen.printed)),
    ),
    (
        r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|start|middle|end) of)[-\s]+"
        r"(?P<lone><M>)(?:,?\s+(?P<lone_year><Y>))?",
        _month,
    ),
    (r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<lone><M>)(?:,?\s+(?:of\s+)?(?P<lone_year><Y>))?", _month),
    (r"[Tt]he (?:same|very) day", _same_day),
    (
        r"(?:[Tt]he (?P<adjective>previous|next|following) day|"
        r"(?P<count><N>) days? (?P<side>earlier|later))",
        _from_day,
    ),
    (r"(?:[Aa]|[Oo]ne|[Tt]he) day (?P<aside>after|before)(?=[,.;])", _from_day),
    (r"(?:(?P<count><N>) days?|[Tt]he day) (?P<side>after|before)", _from_day),
    (
        r"(?P<count>\d{1,3}|<N>) (?P<unit>day|week|month|year)s? ago",
        lambda seen: ago(_count(seen["count"]), seen["unit"], seen.printed),
    ),
    (
        r"(?:(?:[Ee]arlier|[Ll]ater) )?"
        r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his coming|[Tt]he (?:past|coming)) "
        r"(?P<unit>week|weekend|month|year)",
        lambda seen: Meaning(period(seen["which"].lower().split()[-1], seen["unit"], seen.printed)),
    ),
    (r"(?P<which>[Tt]hat|[Tt]he (?:same|following|next|previous)) (?P<unit>month|year)", _then),
    (r"(?P<count><N>) (?P<unit>month|year)s? (?P<side>later|earlier)", _then),
    (r"<IN>(?:19|20)\d\d(?![\d-])", lambda seen: Meaning(seen["phrase"])),
    (r"(?:(?<=\b[Tt]he )|(?<=['’]s ))(?:19[5-9]|20[0-4])\d(?= [A-Za-z])", lambda seen: Meaning(seen["phrase"])),
)
