"""What came in, in which order, from where, and what became of it."""

from datetime import datetime
from typing import Literal

from corpus.models import Record, Source


class Arrival(Record):
    """The place of an article in the order in which articles first came, from 1; no number is ever used twice."""

    number: int
    article_id: str


class Recent(Record):
    """An article that came lately, with how much was found in it; reported speech is not counted among the quotes."""

    source: Source
    quotes: int = 0
    positions: int = 0
    talks: int = 0


Outcome = Literal["added", "updated", "unchanged", "failed", "left out", "removed"]
"""What becomes of a file, or of an article in one."""


class Taken(Record):
    """What became of an article that came in; `reason` says why it was left out, to go behind its name."""

    outcome: Outcome
    reason: str | None = None


class FileNote(Record):
    """What became of a file that is no article under its own name: an archive, a twin, one that was left out or failed.

    `digest` is that of its bytes and of what read them; `article_id` the article that it holds too.
    """

    source: str
    digest: str
    outcome: Outcome
    reason: str | None = None
    root: str | None = None
    article_id: str | None = None


class Feed(Record):
    """A feed that is read, and what is known of its address since it was last asked.

    It is asked again from `due` on; None for never, as its address is gone for good. `failures` came in a row, and
    `trouble` says why the last one did.
    """

    url: str
    due: datetime | None
    etag: str | None = None
    last_modified: str | None = None
    read: datetime | None = None
    failures: int = 0
    trouble: str | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be asked at that moment."""
        return self.due is not None and self.due <= now
