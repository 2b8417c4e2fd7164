"""What is asked of the corpus and what comes back: names and whom they mean, filters, records with sources."""

from collections.abc import Sequence
from datetime import date
from datetime import date as date_type
from typing import Literal

from corpus.models.base import Record, Source
from corpus.models.found import Event, Person, Position, Quote, QuoteFlag, QuoteKind, Talk, TalkStatus

RowKey = tuple[str, str]
"""The article's id, and the record's own, which is unique within the article."""


class Entity(Record):
    """Somebody or something that a name can mean: what `NameIndex` is built from. `country` is an ISO 3166 code."""

    id: str
    kind: Literal["person", "party"]
    name: str
    aliases: Sequence[str] = ()
    country: str | None = None


Match = Literal["exact", "alias", "spelling", "script"]


class Answer(Record):
    """The one entity that the query means. `match` says how it was recognised."""

    entity: Entity
    match: Match
    query: str


class Ask(Record):
    """Several entities that the query may mean, likeliest first; or one that is only plausible."""

    candidates: tuple[Entity, ...]
    query: str


class Unknown(Record):
    """Nobody of that name. `nearest` holds what is spelled most alike, for a did-you-mean; perhaps nothing."""

    query: str
    nearest: tuple[Entity, ...] = ()


Resolution = Answer | Ask | Unknown


class QuoteFilter(Record):
    """Which quotes; what is None or empty does not narrow. `words` are searched stemmed, in any case, all of them.

    `speaker_id` and `party_id` are entity ids; `id` is a quote's own, unique within its article only. `article_ids`
    names several articles. `since` and `until` are the first and the last day that the article was printed on; an
    article without a date lies within neither. `indirect` adds reported speech, which is no quote. `limit` is the most
    that come back, the first in their order.
    """

    id: str | None = None
    speaker_id: str | None = None
    party_id: str | None = None
    words: str = ""
    article_id: str | None = None
    article_ids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    indirect: bool = False
    limit: int | None = None


class PositionFilter(Record):
    """Which positions; what is None or empty does not narrow. Fields that quotes have too mean the same there.

    `story` is the one that their articles are of.
    """

    id: str | None = None
    party_ids: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    story: str | None = None
    words: str = ""
    article_id: str | None = None
    article_ids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int | None = None


class TalkFilter(Record):
    """Which rounds; what is None or empty does not narrow.

    `date` is a prefix of an ISO date ("2022", "2022-03"), `month` the number of one of any year; `place` a name; all of
    `party_ids` took part, and one of each of `people`, who are given by all of their names. `reported_in` are articles
    that tell of them, `story` the story that they are of, `statuses` those that they may have; one account has all of
    the `words`. From `since` to `until`, both inclusive, some account has them at least in part; talks without a date
    lie within neither.
    """

    date: str | None = None
    month: int | None = None
    place: str | None = None
    party_ids: tuple[str, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    reported_in: tuple[str, ...] = ()
    story: str | None = None
    statuses: tuple[TalkStatus, ...] = ()
    words: str = ""
    since: date_type | None = None
    until: date_type | None = None
    limit: int | None = None


class QuoteRow(Record):
    """A quote as stored: `speaker_ids` are the entities that speak, if known; `around` the speech it stands in.

    Quotes with the same `utterance` have the same words, or nearly; None for what is too short to be known again.
    """

    quote: Quote
    source: Source
    speaker_ids: tuple[str, ...] = ()
    party_id: str | None = None
    around: Quote | None = None
    utterance: int | None = None

    @property
    def speaker_id(self) -> str | None:
        """The one entity that speaks; None where none is known, or several do."""
        return self.speaker_ids[0] if len(self.speaker_ids) == 1 else None

    @property
    def stands_alone(self) -> bool:
        """Whether it is shown for itself: no reported speech, and no words quoted inside a quote."""
        return is_alone(self.quote.kind, self.quote.flags, self.around.kind if self.around else None)


def is_alone(kind: str, flags: Sequence[str], around: str | None) -> bool:
    """Whether a quote of that kind, in one of the kind `around` or in none, is shown for itself."""
    nested = QuoteFlag.NESTED in flags or around not in (None, QuoteKind.INDIRECT)
    return kind != QuoteKind.INDIRECT and not nested


class PositionRow(Record):
    """A position as stored, with the quotes it rests on, the events that speak against it, and its article's story."""

    position: Position
    source: Source
    party_id: str | None = None
    story: str | None = None
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def key(self) -> RowKey:
        """Which position it is: no other in the corpus has this key."""
        return self.source.id, self.position.id


class TalkAccount(Record):
    """What one article says of some talks, and the story that the article is of."""

    talk: Talk
    source: Source
    story: str | None = None

    @property
    def key(self) -> RowKey:
        """Which account it is: no other in the corpus has this key."""
        return self.source.id, self.talk.id


class Round(Record):
    """Talks with every account of them, newest account first; `talk` is the newest, filled up from the others."""

    talk: Talk
    accounts: tuple[TalkAccount, ...]

    @property
    def story(self) -> str | None:
        """The story of most of the accounts; None where none of them is of a story."""
        told = [account.story for account in self.accounts if account.story]
        return max(told, key=told.count, default=None)


class Figures(Record):
    """The corpus in numbers; `newest` is the date of its newest article."""

    articles: int = 0
    people: int = 0
    parties: int = 0
    quotes: int = 0
    positions: int = 0
    talks: int = 0
    newest: date | None = None


class PersonRow(Record):
    """A person as one article has them."""

    person: Person
    source: Source


class EventRow(Record):
    """An event as stored; `party_id` is the entity id of who did it."""

    event: Event
    source: Source
    party_id: str | None = None
