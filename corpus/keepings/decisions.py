"""What editors say of records, and of people, parties and rounds across articles."""

from datetime import datetime
from typing import Literal

from corpus.models import Record, SpeakerKind


class Selector(Record):
    """Words of an article with what stands right before and behind them, to find them again in another state of it.

    https://www.w3.org/TR/annotation-model/#text-quote-selector. `start` is where they stood, in code points.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


Mended = Literal["speaker", "words", "role", "party", "day", "stance", "issue", "parties", "place", "gone"]
"""What an editor can say of a record. `gone` says that it is none: no words of anybody, no position, no talks."""


class Decision(Record):
    """What an editor says of a quote, a position or talks, whatever a reading makes of it; `id` is 0 until it is kept.

    `of` are its words. `value` is a name, words of the text, a role, a day as in ISO 8601, a stance, an issue, a place
    or names of parties with semicolons between; "" for none. Of talks the day may be a month or a year, or two with
    "/" between. Of a speaker, `kind` says what they are, None for nobody who is certain. `as_read` tells records of
    the same words apart. `unfit` says why it was not applied to the text as it is now, None where it was.
    """

    id: int = 0
    article_id: str
    record: Literal["quote", "position", "talk"]
    of: Selector
    what: Mended
    value: str = ""
    kind: SpeakerKind | None = None
    as_read: str = ""
    by: str
    at: datetime
    why: str = ""
    unfit: str | None = None


class PeopleRuling(Record):
    """What an editor says of people, by their keys in the corpus (`linking.people.bearer_key`).

    `one`: who has `keys` and who has `others` are the same. `apart`: who has `keys` is nobody else. `nobody`: who has
    `keys` is no person. `another`: in these `articles` who has `keys` is somebody else of that name and party, who is
    `told_apart` by a word.
    """

    id: int = 0
    what: Literal["one", "apart", "nobody", "another"]
    keys: tuple[str, ...]
    others: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    told_apart: str = ""
    label: str = ""
    by: str
    at: datetime
    why: str = ""


class PartyRuling(Record):
    """What an editor says of the party with the id `party`, whose name was `name`.

    `one`: it is the party `other`. `apart`: it is that in these `articles`, or in what this `outlet` prints. `nobody`:
    it is no party.
    """

    id: int = 0
    what: Literal["one", "apart", "nobody"]
    party: str
    name: str
    other: str = ""
    other_name: str = ""
    outlet: str = ""
    articles: tuple[str, ...] = ()
    by: str
    at: datetime
    why: str = ""


class Told(Record):
    """What an article says of some talks, by its words: `as_read` tells accounts of the same words apart."""

    article_id: str
    of: Selector
    as_read: str


class RoundRuling(Record):
    """What an editor says of two rounds of talks that are not one: the accounts of the one, and those of the other."""

    id: int = 0
    what: Literal["two rounds"] = "two rounds"
    one: tuple[Told, ...]
    other: tuple[Told, ...]
    label: str = ""
    by: str
    at: datetime
    why: str = ""

    @property
    def articles(self) -> tuple[str, ...]:
        """Those that tell of the talks."""
        return tuple(dict.fromkeys(told.article_id for told in (*self.one, *self.other)))


AnyRuling = PeopleRuling | PartyRuling | RoundRuling
"""What is decided across articles."""
