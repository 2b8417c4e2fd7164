"""What is found in one article: people, parties, quotes, positions, talks and events, each with its stretch of text.

A party's id is its entity id ("party:norway"), the same in every article; a person's ("person3") is the `id` of a
`Person` of the same article. The name beside an id is for readers, and never looked up again.
"""

from datetime import date
from enum import StrEnum

from corpus.models.base import Certainty, Record, Span


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
    DECIDED = "decided"  # an editor has said so, or has said that it is right


class Quote(Record):
    """Words that somebody said or wrote, as a span of the source.

    The span leaves out the outer quotation marks. `speaker_name` is the person's fullest name in the article, or the
    source as printed ("a senior diplomat", "the White House") when nobody is named, or None when it is not certain.
    `speaker_span` holds the words beside the quote that name the speaker (a pronoun, perhaps); `within` the id of
    the quote that this one stands in; `sentence` the sentence or sentences that it stands in. `speaker_ids` are the
    people who speak, or the party that does: one, several for a joint statement ("Ada Byron and Carl Gauss"), or none
    that the article names.
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
    speaker_ids: tuple[str, ...] = ()
    certainty: float = 0.0
    party_name: str | None = None
    party_id: str | None = None
    cue: Span | None = None
    sentence: Span | None = None
    within: str | None = None
    said_on: date | None = None
    flags: tuple[QuoteFlag, ...] = ()


class Person(Record):
    """One person in one article: the fullest name printed, the role as printed, every mention of the name.

    `told_apart` is how an editor tells this one from a namesake of the same party; "" as it was read.
    """

    id: str
    name: str
    told_apart: str = ""
    role: str | None = None
    role_span: Span | None = None
    party_name: str | None = None
    party_id: str | None = None
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


class MoveKind(StrEnum):
    DROPPED = "dropped"
    FIRMER = "firmer"
    SOFTER = "softer"
    CHANGED = "changed"


class ToldMove(Record):
    """That a party moved, as the source itself tells it, and in which words: "dropped its demand"."""

    kind: MoveKind
    words: Span


class Position(Record):
    """A party's stance on an issue, with the words that show it.

    `actor` holds the words that name the party; `issue` is an id of the issues' table, and `issue_phrase` the words
    of the object ("NATO aspirations"), which are the label where the issue is "other". `speaker_name` is None when the
    outlet says it in its own voice; `addressee_id` is a party's. `contradicted_by` holds ids of events of the same
    article. `background` is what the article only recalls, from a month or more before it was printed. `told_move` is
    None where the source tells of no move.
    """

    id: str
    party_name: str
    party_id: str | None = None
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
    addressee_id: str | None = None
    quote_ids: tuple[str, ...] = ()
    said_on: date | None = None
    contradicted_by: tuple[str, ...] = ()
    background: bool = False
    told_move: ToldMove | None = None


class Event(Record):
    """An act that the outlet reports in its own voice and that a party's words can be held against.

    `target_id` is the party that it is done to, where the sentence names one.
    """

    id: str
    kind: str
    party_name: str | None = None
    party_id: str | None = None
    target_id: str | None = None
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
    """Somebody at the talks; `person_id` is the `id` of a `Person` of the same article."""

    name: str
    person_id: str | None = None
    basis: Certainty


class Talk(Record):
    """Talks, told from others by date, place and parties.

    `date` and `date_end` are ISO dates or parts of one ("2022-03-29", "2024-06"); `date_phrase` is the date as
    written. `several` marks a summary of more than one ("several rounds"), `background` what the article only recalls.
    `party_ids` go with `party_names` one by one; `mediator_id` is a party's. `apart` has the rulings by which editors
    hold accounts of other talks apart from this one, each with the side that this is on: "12 other"; () as it was read.
    """

    id: str
    name: str | None = None
    date: str | None = None
    date_end: str | None = None
    date_phrase: Span | None = None
    place: str | None = None
    party_names: tuple[str, ...] = ()
    party_ids: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    level: TalkLevel | None = None
    form: TalkForm | None = None
    mediator: str | None = None
    mediator_id: str | None = None
    status: TalkStatus = TalkStatus.HELD
    outcome: Span | None = None
    evidence: tuple[Span, ...] = ()
    announced_by: str | None = None
    several: bool = False
    background: bool = False
    apart: tuple[str, ...] = ()


class Extraction(Record):
    """All that was found in one article. Ids are unique within it; every list is in the order of the text."""

    people: tuple[Person, ...] = ()
    parties: tuple[Party, ...] = ()
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    talks: tuple[Talk, ...] = ()
    events: tuple[Event, ...] = ()
