"""The records that travel through the corpus: frozen, and each with the span of text that it rests on.

Offsets are Unicode code points into the article's file as it is, end exclusive, so that for every span
``article.text[span.start:span.end] == span.text``. Nothing in here knows how a record is found, stored or shown.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

Certainty = Literal["explicit", "inferred"]
"""Whether the text says so itself, or it follows from what the text says elsewhere."""


class Record(BaseModel):
    """A frozen value; two with the same fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of an article's text: code points, end exclusive."""

    start: int
    end: int
    text: str


class Source(Record):
    """Where words were printed: an article without its text. `source` is the path or name it was read from."""

    id: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    source: str


class Article(Source):
    """An article as it came. `text` is the whole file, unchanged; `body_start` is where the first paragraph begins."""

    text: str
    body_start: int = 0
    title_span: Span | None = None


class QuoteKind(StrEnum):
    """A full quotation, a fragment inside reported speech, or the reported speech itself (never shown as a quote)."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"


class SpeakerKind(StrEnum):
    """A named person, a party or institution, or somebody whom the source describes without a name."""

    PERSON = "person"
    PARTY = "party"
    UNNAMED = "unnamed"


class QuoteFlag(StrEnum):
    """What a reader must be told beside the words."""

    IRREGULAR_MARKS = "irregular_marks"  # the source's marks nest or point the wrong way
    PROBABLY_INDIRECT = "probably_indirect"  # reported speech that stands in quotation marks
    NESTED = "nested"  # words quoted inside a quote
    UNCLOSED = "unclosed"  # no closing mark was found
    CONTINUED = "continued"  # a quotation that goes on from the paragraph before
    PRONOUN = "pronoun"  # attributed to he, she, they or it


class Quote(Record):
    """Words that somebody said or wrote, as a span of the source.

    The span leaves out the outer quotation marks. `speaker_name` is the person's fullest name in the article, or the
    source as printed ("a senior diplomat", "the White House") when nobody is named, or None when it is not certain.
    `speaker_span` holds the words beside the quote that name the speaker (a pronoun, perhaps); `within` the id of
    the quote that this one stands in; `sentence` the sentence or sentences that it stands in.
    """

    id: str
    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker_name: str | None = None
    speaker_kind: SpeakerKind | None = None
    speaker_role: str | None = None
    speaker_span: Span | None = None
    party_name: str | None = None
    cue: Span | None = None
    sentence: Span | None = None
    within: str | None = None
    said_on: date | None = None
    flags: tuple[QuoteFlag, ...] = ()


class Person(Record):
    """One person in one article: the fullest name printed, the role as printed, every mention of the name."""

    id: str
    name: str
    role: str | None = None
    role_span: Span | None = None
    party_name: str | None = None
    mentions: tuple[Span, ...] = ()


class PartyKind(StrEnum):
    STATE = "state"
    BLOC = "bloc"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    GROUP = "group"  # "western countries", "the rebels": a party that the text describes


class Party(Record):
    """A party as one article names it; `mentions` leaves out the places that bear the same name."""

    id: str
    name: str
    kind: PartyKind
    mentions: tuple[Span, ...] = ()


class Stance(StrEnum):
    DEMAND = "demand"
    PROPOSE = "propose"
    OFFER = "offer"
    PLEDGE = "pledge"
    ACCEPT = "accept"
    REJECT = "reject"
    CONSIDER = "consider"
    DEFER = "defer"
    SUPPORT = "support"
    CRITICISE = "criticise"
    THREATEN = "threaten"
    ASSESS = "assess"


OUTLOOK = frozenset({Stance.SUPPORT, Stance.CRITICISE, Stance.ASSESS})
"""Stances that put no terms on the table; they are shown apart."""


class Strength(StrEnum):
    SIGNAL = "signal"
    STATEMENT = "statement"
    OFFER = "offer"
    PLEDGE = "pledge"
    ACT = "act"


class Modality(StrEnum):
    ASSERTED = "asserted"
    REPORTED = "reported"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"


class Position(Record):
    """A party's stance on an issue, with the words that show it.

    `actor` holds the words that name the party; `issue` is an id of the issues' table, and `issue_phrase` the words
    of the object ("NATO aspirations"), which are the label where the issue is "other". `speaker_name` is None when the
    outlet says it in its own voice. `contradicted_by` holds ids of events of the same article.
    """

    id: str
    party_name: str
    stance: Stance
    issue: str
    issue_phrase: Span | None = None
    evidence: tuple[Span, ...]
    actor: Span
    condition: Span | None = None
    strength: Strength = Strength.STATEMENT
    modality: Modality = Modality.ASSERTED
    speaker_name: str | None = None
    addressee_name: str | None = None
    quote_ids: tuple[str, ...] = ()
    said_on: date | None = None
    contradicted_by: tuple[str, ...] = ()


class Event(Record):
    """An act that the outlet reports in its own voice and that a party's words can be held against."""

    id: str
    kind: str
    party_name: str | None = None
    evidence: Span
    happened_on: date | None = None
    place: str | None = None


class TalkStatus(StrEnum):
    HELD = "held"
    UNDER_WAY = "under_way"
    PLANNED = "planned"  # with a date
    PROPOSED = "proposed"  # without one
    CANCELLED = "cancelled"
    REFUSED = "refused"


class TalkLevel(StrEnum):
    LEADERS = "leaders"
    MINISTERS = "ministers"
    DELEGATIONS = "delegations"
    EXPERTS = "experts"


class TalkForm(StrEnum):
    IN_PERSON = "in_person"
    CALL = "call"
    INDIRECT = "indirect"


class Participant(Record):
    name: str
    basis: Certainty


class Talk(Record):
    """Talks, told from others by date, place and parties.

    `date` and `date_end` are ISO dates or parts of one ("2022-03-29", "2024-06"); `date_phrase` is the date as
    written. `several` marks a summary of more than one ("several rounds"), `background` what the article only recalls.
    """

    id: str
    name: str | None = None
    date: str | None = None
    date_end: str | None = None
    date_phrase: Span | None = None
    place: str | None = None
    party_names: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    level: TalkLevel | None = None
    form: TalkForm | None = None
    mediator: str | None = None
    status: TalkStatus = TalkStatus.HELD
    outcome: Span | None = None
    evidence: tuple[Span, ...] = ()
    announced_by: str | None = None
    several: bool = False
    background: bool = False


class Extraction(Record):
    """All that was found in one article. Ids are unique within it; every list is in the order of the text."""

    people: tuple[Person, ...] = ()
    parties: tuple[Party, ...] = ()
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    talks: tuple[Talk, ...] = ()
    events: tuple[Event, ...] = ()


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
    """Which positions; what is None or empty does not narrow. Fields that quotes have too mean the same there."""

    id: str | None = None
    party_ids: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    words: str = ""
    article_id: str | None = None
    article_ids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int | None = None


class TalkFilter(Record):
    """`date` is a prefix of an ISO date ("2022", "2022-03"); `place` a name; all of `party_ids` took part."""

    date: str | None = None
    place: str | None = None
    party_ids: tuple[str, ...] = ()


class QuoteRow(Record):
    """A quote as stored: `speaker_id` is the entity, if one is known; `around` the reported speech it stands in."""

    quote: Quote
    source: Source
    speaker_id: str | None = None
    party_id: str | None = None
    around: Quote | None = None


class PositionRow(Record):
    """A position as stored, with the quotes it rests on and the events that speak against it."""

    position: Position
    source: Source
    party_id: str | None = None
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()


class TalkAccount(Record):
    """What one article says of some talks."""

    talk: Talk
    source: Source


class Round(Record):
    """Talks with every account of them, newest account first; `talk` is the newest, filled up from the others."""

    talk: Talk
    accounts: tuple[TalkAccount, ...]


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
