"""An invented dispute over fishing, as an article and as the records that a careful reader would make of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from corpus.articles import read_article
from corpus.models import (
    Article,
    Event,
    Extraction,
    Modality,
    Participant,
    Party,
    PartyKind,
    Person,
    Position,
    Quote,
    QuoteFlag,
    QuoteKind,
    Span,
    SpeakerKind,
    Stance,
    Strength,
    Talk,
    TalkLevel,
    TalkStatus,
)
from corpus.names.likeness.ids import party_id
from corpus.store import Corpus, open_corpus
from tests.identified import identified

TEXT = (
    " date 2031-05-07 Norway plays down hopes of a 'breakthrough' on fishing\n\n"
    "Norway on Wednesday played down hopes of a quick deal on fishing, a day after delegations from both sides met. "
    'Foreign ministry spokeswoman Ingrid Solbakken said Norway had "seen nothing that looks like a breakthrough" '
    'at the Lisbon talks. "Oslo called it "useful" that Chile had come at all," she said. '
    '"A lot of work remain before anybody signs anything," she added.\n\n'
    "The talks ended without a signature on Tuesday after Chile promised it would pull back its patrol boats. "
    "However, on Wednesday, Chilean patrol boats were again seen off Bear Island.\n\n"
    "Norway also held out the prospect of a summit between the two prime ministers. Chile hinted at dropping its "
    "NATO partnership in exchange for written security guarantees. "
    '"We want guarantees that bind everybody," said Tomás Arriagada, a Chilean negotiator, on Tuesday. '
    'Chile also offered to open its ports "if the guarantees hold." "Nobody slept," a European diplomat said.\n'
)
NORWAY: Mapping[str, Any] = {"party_name": "Norway", "party_id": "party:norway"}
CHILE: Mapping[str, Any] = {"party_name": "Chile", "party_id": "party:chile"}
TUESDAY, WEDNESDAY = date(2031, 5, 6), date(2031, 5, 7)
SOLBAKKEN: Mapping[str, Any] = {
    "speaker_name": "Ingrid Solbakken",
    "speaker_kind": SpeakerKind.PERSON,
    "speaker_role": "Foreign ministry spokeswoman",
    "speaker_ids": ("p1",),
    "party_name": "Norway",
    "party_id": "party:norway",
    "said_on": WEDNESDAY,
}


def article(text: str = TEXT, source: str = "fishing.txt") -> Article:
    return read_article(text, source=source)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def quote(quote_id: str, words: str, *, text: str = TEXT, **fields: Any) -> Quote:
    return Quote(id=quote_id, **{"kind": QuoteKind.DIRECT, **span(words, text).model_dump(), **fields})


def position(position_id: str, party: str, stance: Stance, issue: str, words: str, **fields: Any) -> Position:
    return Position(
        id=position_id,
        party_name=party,
        party_id=party_id(party),
        stance=stance,
        issue=issue,
        evidence=(span(words),),
        actor=span(party),
        **fields,
    )


PEOPLE = (
    Person(id="p1", name="Ingrid Solbakken", role="Foreign ministry spokeswoman", **NORWAY),
    Person(id="p2", name="Tomás Arriagada", role="a Chilean negotiator", **CHILE),
    Person(id="p3", name="Marta Lund", role="prime minister", **NORWAY),
)
PARTIES = (
    Party(id="party:norway", name="Norway", kind=PartyKind.STATE, mentions=(span("Norway"),)),
    Party(id="party:chile", name="Chile", kind=PartyKind.STATE, mentions=(span("Chile"),)),
)
REPORTED = (
    "Foreign ministry spokeswoman Ingrid Solbakken said Norway had "
    '"seen nothing that looks like a breakthrough" at the Lisbon talks.'
)
OFFERED = 'Chile also offered to open its ports "if the guarantees hold."'
QUOTES = (
    quote("q0", REPORTED, kind=QuoteKind.INDIRECT, sentence=span(REPORTED), **SOLBAKKEN),
    quote(
        "q1",
        "seen nothing that looks like a breakthrough",
        kind=QuoteKind.PARTIAL,
        sentence=span(REPORTED),
        within="q0",
        **SOLBAKKEN,
    ),
    quote(
        "q2",
        'Oslo called it "useful" that Chile had come at all,',
        flags=(QuoteFlag.IRREGULAR_MARKS, QuoteFlag.PROBABLY_INDIRECT),
        **SOLBAKKEN,
    ),
    quote("q3", "useful", kind=QuoteKind.PARTIAL, within="q2", flags=(QuoteFlag.NESTED,), **SOLBAKKEN),
    quote("q4", "A lot of work remain before anybody signs anything,", flags=(QuoteFlag.PRONOUN,), **SOLBAKKEN),
    quote(
        "q5",
        "We want guarantees that bind everybody,",
        speaker_name="Tomás Arriagada",
        speaker_kind=SpeakerKind.PERSON,
        speaker_role="a Chilean negotiator",
        speaker_ids=("p2",),
        **CHILE,
        said_on=TUESDAY,
    ),
    quote(
        "q6",
        "if the guarantees hold.",
        kind=QuoteKind.PARTIAL,
        sentence=span(OFFERED),
        speaker_name="Chile",
        speaker_kind=SpeakerKind.PARTY,
        speaker_ids=("party:chile",),
        **CHILE,
    ),
    quote(
        "q7",
        "Nobody slept,",
        speaker_name="a European diplomat",
        speaker_kind=SpeakerKind.UNNAMED,
        party_name="European Union",
        party_id="party:european-union",
    ),
)
POSITIONS = (
    position(
        "s1",
        "Norway",
        Stance.ASSESS,
        "outcome_of_talks",
        "Norway on Wednesday played down hopes of a quick deal on fishing",
        speaker_name="Ingrid Solbakken",
        said_on=WEDNESDAY,
    ),
    position(
        "s2",
        "Chile",
        Stance.PLEDGE,
        "withdrawal_deescalation",
        "Chile promised it would pull back its patrol boats",
        said_on=TUESDAY,
        contradicted_by=("e1",),
    ),
    position(
        "s3",
        "Norway",
        Stance.CONSIDER,
        "leaders_meeting",
        "Norway also held out the prospect of a summit between the two prime ministers",
        strength=Strength.SIGNAL,
    ),
    position(
        "s4",
        "Chile",
        Stance.CONSIDER,
        "nato_membership",
        "Chile hinted at dropping its NATO partnership in exchange for written security guarantees",
        condition=span("in exchange for written security guarantees"),
    ),
    position(
        "s5",
        "Chile",
        Stance.DEMAND,
        "security_guarantees",
        "We want guarantees that bind everybody,",
        speaker_name="Tomás Arriagada",
        addressee_name="Norway",
        addressee_id="party:norway",
        said_on=TUESDAY,
        quote_ids=("q5",),
    ),
    position(
        "s6",
        "Chile",
        Stance.OFFER,
        "other",
        OFFERED,
        issue_phrase=span("its ports"),
        condition=span("if the guarantees hold."),
        modality=Modality.REPORTED,
        quote_ids=("q6",),
    ),
)
EVENTS = (
    Event(
        id="e1",
        kind="patrol",
        **CHILE,
        evidence=span("on Wednesday, Chilean patrol boats were again seen off Bear Island"),
        happened_on=WEDNESDAY,
    ),
)
TALKS = (
    Talk(
        id="t1",
        name="Lisbon talks",
        date="2031-05-06",
        place="Lisbon",
        party_names=("Norway", "Chile"),
        party_ids=("party:norway", "party:chile"),
        participants=(
            Participant(name="Tomás Arriagada", basis="explicit"),
            Participant(name="Ingrid Solbakken", basis="inferred"),
        ),
        level=TalkLevel.DELEGATIONS,
        outcome=span("ended without a signature"),
        evidence=(span("at the Lisbon talks"),),
    ),
    Talk(
        id="t2",
        party_names=("Norway", "Chile"),
        party_ids=("party:norway", "party:chile"),
        level=TalkLevel.LEADERS,
        status=TalkStatus.PROPOSED,
        evidence=(span("a summit between the two prime ministers"),),
    ),
)
FOUND = Extraction(people=PEOPLE, parties=PARTIES, quotes=QUOTES, positions=POSITIONS, talks=TALKS, events=EVENTS)


@contextmanager
def corpus_of(folder: Path, *saved: tuple[Article, Extraction]) -> Iterator[Corpus]:
    """A real corpus in a SQLite file of that folder, with these articles in it."""
    with open_corpus(f"sqlite:///{folder / 'readout.db'}") as corpus:
        for number, (printed, found) in enumerate(saved):
            corpus.save(printed, identified(found), f"digest {number}")
        yield corpus


def in_another_article(number: int, *quotes: Quote, people: tuple[Person, ...] = PEOPLE) -> tuple[Article, Extraction]:
    """The same words printed once more, on another day and elsewhere."""
    text = TEXT.replace("2031-05-07", f"2031-06-{number + 1:02}", 1)
    return article(text, f"more-{number}.txt"), identified(Extraction(people=people, parties=PARTIES, quotes=quotes))
