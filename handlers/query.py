"""A command line as a typed value: what somebody typed after a command, misspelt, pasted from anywhere, hostile.

`read` makes a query of words; `str` of a query is its command line, which is all that a button carries.
"""

import re
from datetime import date
from typing import Literal, get_args

from corpus.linking.days import days_of
from corpus.models import Record
from handlers.blocks.text import cut, day, one_line
from handlers.typed_dates import days_meant, take_date

MOST = 300
"""How many characters of a command's words are read; names and topics are shorter."""

Order = Literal["follow", "unfollow", "export"]
"""What may stand at the end of a command line and asks for more than an answer."""

_PAGE = re.compile(r"(?:^|\s)page\s+(\d{1,6})$", re.IGNORECASE)
_PICKED = re.compile(r"(?:^|\s)picked\s+(?P<id>(?:person|party):\S+)\s+for\s+(?P<typed>.+)$")
_BOUND = re.compile(r"(?:^|\s)(?P<which>since|until)\s+(?P<date>[^\s].*)$", re.IGNORECASE)

_RECENT = re.compile(r"(?:^|\s)(?P<days>today|yesterday|(?:this|last|past)\s+(?:week|month|year))$", re.IGNORECASE)


class Picked(Record):
    """Whom a reader picked when asked what the words `typed` mean."""

    entity_id: str
    typed: str


class Query(Record):
    """A command with its words on one line, the page that is asked for, and from which to which day it was printed.

    `since` and `until` are inclusive; None bounds nothing. `picked` tells that a button asked, of which one.
    """

    command: str = ""
    words: str = ""
    page: int = 1
    since: date | None = None
    until: date | None = None
    picked: Picked | None = None

    def __str__(self) -> str:
        """The command line that asks for just this: "/quote Peskov since 2022-03-01 page 2"."""
        turned = f"page {self.page}" if self.page > 1 else ""
        picked = f"picked {self.picked.entity_id} for {self.picked.typed}" if self.picked else ""
        return " ".join(part for part in (f"/{self.command}", self.words, self.bounds, turned, picked) if part)

    def of(self, words: str = "", page: int = 1) -> "Query":
        """The same command and days with other words."""
        return self.model_copy(update={"words": " ".join(words.split()), "page": page, "picked": None})

    @property
    def bounds(self) -> str:
        """The days as a command line has them behind its words: "since 2022-03-01"; "" for none."""
        ends = (("since", self.since), ("until", self.until))
        return " ".join(f"{name} {end}" for name, end in ends if end)

    @property
    def window(self) -> str:
        """The days in words: "from 1 Mar 2022 to 30 Mar 2022"; "" for none."""
        if self.since and self.since == self.until:
            return f"on {day(self.since)}"
        if self.since and self.until:
            return f"from {day(self.since)} to {day(self.until)}"
        return f"from {day(self.since)} on" if self.since else f"up to {day(self.until)}" if self.until else ""


def read(words: str, command: str = "", today: date | None = None) -> Query:
    """The words in plain characters, shortened at a word's end, without quotation marks around them all.

    What stands behind them is read off in this order: days ("since March 2022 until 30 Mar 2022"), "page 2", and what
    our own buttons add, "picked person:x for y". "Last week" is counted from `today`, which is the day of the call.
    """
    plain = one_line(_as_typed(words[: 4 * MOST]))
    plain, picked = _take_picked(plain)
    found = _PAGE.search(plain)
    number = max(1, int(found.group(1))) if found else 1
    kept, since, until = _take_bounds((plain[: found.start()] if found else plain).strip(), today or date.today())
    kept = cut(_without_marks(kept), MOST).removesuffix("…")
    return Query(command=command, words=kept, page=number, since=since, until=until, picked=picked)


def order_of(line: str) -> tuple[str, Order | None]:
    """A command line without the order at its end, and the order: "/quote Peskov follow" orders to follow.

    (line, None) where there is none, or no command before it.
    """
    kept, _, last = line.rstrip().rpartition(" ")
    order = next((one for one in get_args(Order) if one == last.casefold()), None)
    return (kept.rstrip(), order) if order and kept.strip() else (line, None)


def _take_picked(words: str) -> tuple[str, Picked | None]:
    found = _PICKED.search(words)
    if not found:
        return words, None
    return words[: found.start()].strip(), Picked(entity_id=found["id"], typed=cut(found["typed"], MOST))


def _take_bounds(words: str, today: date) -> tuple[str, date | None, date | None]:
    """The words without the days at their end; "since the war" is no date and stays a word."""
    bounds: dict[str, date] = {}
    while (found := _last_bound(words, today)) and found[0] not in bounds:
        which, on, words = found
        bounds[which] = on
    found_days = None if bounds else _RECENT.search(words)
    if found_days and (days := days_meant(found_days["days"], today)):
        return words[: found_days.start()].strip(), *days
    return words, bounds.get("since"), bounds.get("until")


def _last_bound(words: str, today: date) -> tuple[str, date, str] | None:
    """Which bound stands at the end, its day (the first of a month for since, the last for until), and what is left."""
    for start in reversed([found.start() for found in re.finditer(r"(?<!\S)(?:since|until)\s", words, re.IGNORECASE)]):
        found = _BOUND.match(words, max(0, start - 1) if start else 0)
        written, rest = take_date(found["date"]) if found else (None, "")
        days = days_of(written) if not rest else None
        days = days or (days_meant(found["date"], today) if found else None)
        if found and days:
            which = found["which"].casefold()
            return which, days[which == "until"], words[:start].strip()
    return None


def _without_marks(words: str) -> str:
    """Without the marks of a quotation that holds all the words; marks around some of them bind those together."""
    inner = words.strip(" \"'“”„«»‘’")
    return words if re.search(r"[\"“”„«»]", inner) else inner


def _as_typed(words: str) -> str:
    """Slack sends `& < >` escaped; undone here, since whatever shows the words escapes them again."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
