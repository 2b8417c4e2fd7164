"""What is kept beside the articles: what editors wrote down for themselves, and in which order articles arrived."""

from datetime import date, datetime

from corpus.models import Record, Source


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
