"""What is kept beside the articles: what editors wrote down for themselves, and in which order articles arrived."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from corpus.models import Quote, Record, Source, SpeakerKind


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


class Remembered(Record):
    """A spelling that the editor `by` declared to mean an entity, as typed; `on` is the moment, in UTC."""

    typed: str
    entity_id: str
    by: str
    on: datetime


class Follow(Record):
    """A command line that a channel is told of when an article brings something new to it.

    `id` is 0 until it is kept. `upto` is the number of the last arrival that was looked at, `told_at` when the channel
    last heard of it, None for never; `label` is the line in words.
    """

    id: int = 0
    team: str
    channel: str
    user: str
    line: str
    label: str
    upto: int = 0
    told_at: datetime | None = None


class Draft(Record):
    """An article that an editor typed in and has not saved yet: `text` as typed, `found` as JSON once it was read.

    An empty `id` gets one when the draft is kept.
    """

    id: str = ""
    user: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    text: str
    found: str | None = None
    at: datetime


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


class Preferences(Record):
    """What editors chose in Slack; None, or nothing, for what the settings of the server say.

    `channels` are the ids of those that are answered in. Between the hours `quiet_from` and `quiet_until`, in `zone`,
    no channel is told anything by itself.
    """

    channels: tuple[str, ...] = ()
    minutes_between_alerts: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    zone: str = "UTC"


class Digest(Record):
    """A follow that is told of once a day at an hour, 0 to 23 in the zone of the preferences, last on `told_on`."""

    follow: int
    hour: int
    told_on: date | None = None


Wrong = Literal["speaker", "words", "party", "day", "other"]
"""What can be wrong with a record."""


class Objection(Record):
    """What somebody says is wrong with a record, by the `ref` of its button; `settled_by` is None while open."""

    id: int = 0
    at: datetime
    team: str = ""
    user: str
    ref: str
    what: Wrong
    note: str = ""
    settled_by: str | None = None
    settled_at: datetime | None = None


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


ShownAs = Literal["message", "file", "private", "assistant", "export"]
"""A message in Slack; a file there; what one person alone saw; an answer to an assistant; a file outside Slack."""

REACHED: frozenset[ShownAs] = frozenset({"message", "file"})
"""What can be changed, or whose receiver can be told, by a program. Of the others a receipt says who has them."""


class Shown(Record):
    """What was shown to others: a message by its channel and `ts` ("" where Slack gave none), a file, an answer.

    `user` is who asked or has it.
    `words` are all of it, folded, until they have been recalled; `line` is the command line that it answers, if one.
    """

    id: int = 0
    at: datetime
    kind: ShownAs = "message"
    channel: str
    ts: str = ""
    thread: str | None = None
    user: str = ""
    line: str = ""
    words: str = ""


class Recall(Record):
    """Why what an article showed is called back: `state` is what became of the article, or "corrected"."""

    id: int = 0
    article_id: str
    state: str
    by: str
    at: datetime


Answered = Literal["", "claimed", "done"]
"""Whether those who saw something were told. Of what is only claimed nobody knows, and it is not told again."""


class Step(Record):
    """What a recall is to reach, and how far it got: `edited` when its words were taken away, `trouble` where never."""

    recall: Recall
    shown: Shown
    edited: datetime | None = None
    answered: Answered = ""
    trouble: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        to_edit = self.edited is None and self.shown.kind == "message"
        return not self.trouble and (to_edit or not self.answered)
