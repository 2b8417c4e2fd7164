"""Whether an article may be shown, and the shelf of those that may."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from corpus.models import Quote, Record, Source


class ArticleState(StrEnum):
    """Whether an article may be shown, and if not, why; `REMOVED` only stands in its history."""

    USABLE = "usable"
    ON_HOLD = "on hold"
    KILLED = "killed"
    EMBARGOED = "embargoed"
    EXPIRED = "expired"
    OFF_THE_RECORD = "off the record"
    BACKGROUND = "background"
    LEGAL_HOLD = "legal hold"
    REMOVED = "removed"


class Ruling(Record):
    """What somebody, or the wire itself, says of an article: its state, why, who, when.

    `until` ends an embargo; one without it is a hold, for nobody can tell when it ends.
    """

    state: ArticleState
    reason: str = ""
    by: str
    at: datetime
    until: datetime | None = None

    def ended(self, now: datetime) -> bool:
        """Whether it is an embargo that has ended."""
        return self.state is ArticleState.EMBARGOED and self.until is not None and self.until <= now


WIRE = "the wire"
"""Who has ruled where the article itself says so."""


class Withheld(Record):
    """An article that may not be shown, without its text, and the ruling that keeps it."""

    source: Source
    ruling: Ruling


class HeldBack(Withheld):
    """The same with its text and its quotes: to hold other words against them, and never to show any of them."""

    text: str = Field(repr=False)
    quotes: tuple[Quote, ...] = Field(repr=False)


class Shelved(Record):
    """An article without its text, and its state."""

    source: Source
    state: ArticleState


class Shelf(Record):
    """Which articles; what is None or empty does not narrow. `outlet` in any case, the days of print both inclusive."""

    outlet: str = ""
    since: date | None = None
    until: date | None = None
    state: ArticleState = ArticleState.USABLE
    limit: int = 100


class Act(Record):
    """What was done to an article: a line of its history, which outlives it."""

    article_id: str
    source: str
    ruling: Ruling
