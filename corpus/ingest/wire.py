"""What an article says of itself on the wire: that it is killed, held, or embargoed, and until when."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from corpus.keepings import WIRE, ArticleState, Ruling
from corpus.models import Article

LINES = 6
"""Lines that are no blank, from the first on, on which a notice may stand; one further down is the story's own."""

LONGEST_LINE = 200
_BEHIND = r"(?=\s*(?:[:–—/,.()*]|-\s|$)|\s+(?i:until|till|to|for release)\b{time})"
_TIME_BEHIND = r"|\s+\d"
"""Only what ends has a time right behind it: «KILLED 12» is a story's."""

FEWEST_WORDS = 40
"""Words of a story; the text of a notice has fewer."""

_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
_SLUG = re.compile(r"[A-Z]{2,}(?:[-_][A-Z0-9]+)+")

_BEFORE = re.compile(r"[\W_]+|(?:[A-Z]{2,}|Editors|Note to editors):\s*")
_TIME = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)\s*(?P<zone>[A-Z]{1,4}\b|[+-]\d\d:?\d\d)")
_ISO = re.compile(
    r"\b(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(?P<zone>[A-Z]{1,4}\b|[+-]\d\d:?\d\d)"
)
_DAY = re.compile(r"\b(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})\b")
_DAY_AMERICAN = re.compile(r"\b(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})\b")
_WEEKDAY = re.compile(r"\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\b", re.IGNORECASE)


def said_of_itself(article: Article, now: datetime | None = None) -> Ruling | None:
    """The ruling that an article carries in its own words; None for none, which nearly all have.

    An embargo whose moment cannot be told for certain, with its year and its zone, is a hold.
    """
    at = now or datetime.now(UTC)
    prose = _is_prose(article)
    for line in _head(article):
        before = _BEFORE.match(line)
        begins = (line, line[before.end() :]) if before else (line,)
        for state, notice in _notices().items():
            embargo = state is ArticleState.EMBARGOED
            if any(_is_notice(notice, words, prose=prose) or (embargo and _embargoed(words)) for words in begins):
                until = moment_in(line) if embargo else None
                held = embargo and until is None
                return Ruling(state=ArticleState.ON_HOLD if held else state, reason=line, by=WIRE, at=at, until=until)
    return None


def _is_notice(notice: re.Pattern[str], words: str, *, prose: bool) -> bool:
    """Whether a line is a notice, and not a headline that begins with the same word: "KILLED: TWELVE IN A FIRE".

    A headline goes on in the letters that it began in, above a story in small ones, or counts the dead; a notice stands
    alone or names what it is about: a story, an article, a slug. Words that no headline begins with are notices always.
    """
    found = notice.match(words)
    if found is None or found[0] not in _table()["also_headlines"]["words"]:
        return found is not None
    rest = _MARKS.sub("", words[found.end() :])
    told = rest.casefold().split()
    if not told or moment_in(words) or not {*re.findall(r"\w+", rest.casefold())}.isdisjoint(_desk_words()):
        return True
    counted = told[0].isdigit() or rest.casefold().startswith(tuple(_table()["also_headlines"]["counts"]))
    return not (counted or (prose and rest.isupper() and not _SLUG.fullmatch(rest)))


def _is_prose(article: Article) -> bool:
    """Whether a story stands there in small letters: so much is no notice alone, nor a wire in capitals only."""
    body = article.text[article.body_start :]
    small = sum(letter.islower() for letter in body)
    return len(body.split()) >= FEWEST_WORDS and small > sum(letter.isupper() for letter in body)


def _desk_words() -> frozenset[str]:
    return frozenset(_table()["also_headlines"]["about"])


def _embargoed(words: str) -> bool:
    """«Embargoed until 06:00 GMT, 6 May 2031», in whatever letters: a notice by its moment."""
    notices = sorted(map(re.escape, _table()["embargoed"]["notices"]), key=len, reverse=True)
    return re.match(rf"(?i:{'|'.join(notices)})\b", words) is not None and moment_in(words) is not None


def moment_in(line: str) -> datetime | None:
    """The one moment that a line names, in UTC; None where it names none for certain.

    A weekday that is not the day's makes it uncertain.
    """
    if iso := _ISO.search(line):
        return _moment(f"{iso['day']} {iso['time']}", "%Y-%m-%d %H:%M", iso["zone"])
    time = _TIME.search(line)
    if time is None or len(_TIME.findall(line)) > 1:
        return None
    rest = line[: time.start()] + " " + line[time.end() :]
    days = [*_DAY.finditer(rest), *_DAY_AMERICAN.finditer(rest)]
    if len(days) != 1:
        return None
    day = f"{days[0]['day']} {days[0]['month'][:3].title()} {days[0]['year']}"
    found = _moment(f"{day} {time['hour']}:{time['minute']}", "%d %b %Y %H:%M", time["zone"])
    if found is None:
        return None
    weekday = _WEEKDAY.search(rest)
    local = found + _offset(time["zone"], timedelta())
    return None if weekday and local.strftime("%A").casefold() != weekday[0].casefold() else found


def _moment(written: str, form: str, zone: str) -> datetime | None:
    offset = _offset(zone, None)
    if offset is None:
        return None
    try:
        return datetime.strptime(written, form).replace(tzinfo=timezone(offset)).astimezone(UTC)
    except ValueError:
        return None


def _offset(zone: str, unknown: Any) -> Any:
    """How far a zone is from UTC; `unknown` for one that nobody can tell."""
    if zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        return (1 if zone[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes) if hours < 15 else unknown
    hours = _table()["zones"].get(zone)
    return unknown if hours is None else timedelta(hours=hours)


def _head(article: Article) -> Iterator[str]:
    if article.title:
        yield article.title
    body = article.text[article.body_start : article.body_start + LINES * LONGEST_LINE]
    kept = [line.strip() for line in body.splitlines() if line.strip()]
    yield from (line for line in kept[:LINES] if len(line) <= LONGEST_LINE)


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("wire.toml").read_text(encoding="utf-8"))


@cache
def _notices() -> Mapping[ArticleState, re.Pattern[str]]:
    """How a line begins that says so, by state: in capitals and set apart, or in the wire's own sentence."""
    found = {}
    for name, entry in _table().items():
        if name not in ("zones", "also_headlines"):
            longest = sorted(map(re.escape, entry["notices"]), key=len, reverse=True)
            sentences = "".join(f"|(?i:{re.escape(one)})" for one in entry["sentences"])
            ends = ArticleState(name) in (ArticleState.EMBARGOED, ArticleState.ON_HOLD)
            behind = _BEHIND.format(time=_TIME_BEHIND if ends else "")
            found[ArticleState(name)] = re.compile(rf"(?:{'|'.join(longest)}){behind}{sentences}")
    return found
