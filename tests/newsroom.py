"""A small corpus for tests of the app: one invented article with what was found in it, saved without reading it."""

from datetime import date

from corpus.models import (
    Article,
    Extraction,
    Participant,
    Party,
    PartyKind,
    Person,
    Position,
    Quote,
    QuoteKind,
    Span,
    SpeakerKind,
    Stance,
    Talk,
)
from corpus.store import Corpus
from tests.identified import identified

TEXT = (
    "GENEVA, 4 May 2021. Delegations from Norway and Iceland met on Tuesday.\n\n"
    '"We will reopen the fishing grounds in June," said Norwegian minister Kari Nordmann. '
    "Norway offered to reopen the fishing grounds.\n\n"
    '"No deal <!channel> is *signed* until the last page is read," said Jon Jonsson, an Icelandic negotiator.\n'
)


def span(words: str) -> Span:
    """Where the words first stand in the article."""
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def fill(corpus: Corpus, url: str | None = None) -> None:
    """Save the article in a corpus, perhaps with the address of its page."""
    printed = {"title": "Talks on fish", "published": date(2021, 5, 4), "source": "fish.txt", "url": url}
    article = Article(id="norway-iceland", text=TEXT, **printed)
    found = Extraction(people=PEOPLE, parties=PARTIES, quotes=QUOTES, positions=POSITIONS, talks=TALKS)
    corpus.save(article, identified(found), "1")


def quote(number: int, words: str, speaker: str, party: str) -> Quote:
    where = span(words)
    return Quote(
        id=f"q{number}",
        start=where.start,
        end=where.end,
        text=words,
        kind=QuoteKind.DIRECT,
        speaker_name=speaker,
        speaker_kind=SpeakerKind.PERSON,
        speaker_span=span(speaker),
        party_name=party,
    )


PEOPLE = (
    Person(id="p1", name="Kari Nordmann", role="minister", party_name="Norway", mentions=(span("Kari Nordmann"),)),
    Person(id="p2", name="Jon Jonsson", role="negotiator", party_name="Iceland", mentions=(span("Jon Jonsson"),)),
)
PARTIES = (
    Party(id="norway", name="Norway", kind=PartyKind.STATE, mentions=(span("Norway"),)),
    Party(id="iceland", name="Iceland", kind=PartyKind.STATE, mentions=(span("Iceland"),)),
)
QUOTES = (
    quote(1, "We will reopen the fishing grounds in June,", "Kari Nordmann", "Norway"),
    quote(2, "No deal <!channel> is *signed* until the last page is read,", "Jon Jonsson", "Iceland"),
)
POSITIONS = (
    Position(
        id="s1",
        party_name="Norway",
        stance=Stance.OFFER,
        issue="other",
        issue_phrase=span("fishing grounds"),
        evidence=(span("Norway offered to reopen the fishing grounds."),),
        actor=span("Norway"),
    ),
)
TALKS = (
    Talk(
        id="t1",
        date="2021-05-04",
        place="Geneva",
        party_names=("Norway", "Iceland"),
        participants=(Participant(name="Kari Nordmann", basis="explicit"),),
        evidence=(span("Delegations from Norway and Iceland met on Tuesday."),),
    ),
)
