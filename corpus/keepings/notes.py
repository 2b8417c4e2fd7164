"""What those who use Readout in Slack wrote down for themselves, chose, and said is wrong."""

from datetime import date, datetime
from typing import Literal

from corpus.models import Record


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
