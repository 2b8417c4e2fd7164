"""A command line as a typed value: what somebody typed after a command, misspelt, pasted from anywhere, hostile.

`read` makes a query of words; `str` of a query is its command line, which is all that a button carries.
"""

import re
from datetime import date
from typing import Literal, get_args

from corpus.excerpts import cut, one_line
from corpus.models import Record
from handlers.typed_dates import Days, take_bounds

MOST = 300
"""How many characters of a command's words are read; names and topics are shorter."""

Order = Literal["follow", "unfollow", "export"]
"""What may stand at the end of a command line and asks for more than an answer."""

_PAGE = re.compile(r"(?:^|\s)page\s+(\d{1,6})$", re.IGNORECASE)
_PICKED = re.compile(r"(?:^|\s)picked\s+(?P<id>(?:person|party):\S+)\s+for\s+(?P<typed>.+)$")


class Picked(Record):
    """Whom a reader picked when asked what the words `typed` mean."""

    entity_id: str
    typed: str


class Query(Days):
    """A command with its words on one line, the page that is asked for, and from which to which day it was printed.

    `picked` tells that a button asked, of which one.
    """

    command: str = ""
    words: str = ""
    page: int = 1
    picked: Picked | None = None

    def __str__(self) -> str:
        """The command line that asks for just this: "/quote Peskov since 2022-03-01 page 2"."""
        turned = f"page {self.page}" if self.page > 1 else ""
        picked = f"picked {self.picked.entity_id} for {self.picked.typed}" if self.picked else ""
        return " ".join(part for part in (f"/{self.command}", self.words, self.bounds, turned, picked) if part)

    def of(self, words: str = "", page: int = 1) -> "Query":
        """The same command and days with other words."""
        return self.model_copy(update={"words": " ".join(words.split()), "page": page, "picked": None})


def read(words: str, command: str = "", today: date | None = None) -> Query:
    """The words in plain characters, shortened at a word's end, without quotation marks around them all.

    What stands behind them is read off in this order: days ("since March 2022 until 30 Mar 2022"), "page 2", and what
    our own buttons add, "picked person:x for y". "Last week" is counted from `today`, which is the day of the call.
    """
    typed = words[: 4 * MOST].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")  # as Slack escapes them
    plain, picked = _take_picked(one_line(typed))
    found = _PAGE.search(plain)
    number = max(1, int(found.group(1))) if found else 1
    kept, days = take_bounds((plain[: found.start()] if found else plain).strip(), today or date.today())
    kept = cut(_without_marks(kept), MOST).removesuffix("…")
    return Query(command=command, words=kept, page=number, picked=picked, **days.model_dump())


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


def _without_marks(words: str) -> str:
    """Without the marks of a quotation that holds all the words; marks around some of them bind those together."""
    inner = words.strip(" \"'“”„«»‘’")
    return words if re.search(r"[\"“”„«»]", inner) else inner
