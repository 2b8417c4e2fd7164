"""Whom an editor may mean who says that somebody else speaks, nearest first."""

from collections.abc import Sequence

from corpus.desk.references import AnyRow
from corpus.linking.people import fold
from corpus.models import Person, QuoteRow, Record, SpeakerKind
from corpus.store import Corpus

MOST_CHOICES = 9
"""As many as there are keys."""


class Choice(Record):
    """Somebody who may be meant: by name, what they are, and what is known of them beside."""

    name: str
    kind: SpeakerKind
    told: str = ""


def choices(row: AnyRow, corpus: Corpus) -> Sequence[Choice]:
    """Who may speak here: whoever is named now, then the people of the article, by how near they are mentioned."""
    if not isinstance(row, QuoteRow):
        return ()
    quote = row.quote
    people = sorted(corpus.people_in(row.source.id), key=lambda one: _distance(one, quote.start, quote.end))
    found = [Choice(name=one.name, kind=SpeakerKind.PERSON, told=_told(one)) for one in people]
    if quote.speaker_name and quote.speaker_kind:
        told = ", ".join(filter(None, (quote.speaker_role, quote.party_name)))
        found.insert(0, Choice(name=quote.speaker_name, kind=quote.speaker_kind, told=told))
    once: dict[str, Choice] = {}
    for one in found:
        once.setdefault(fold(one.name), one)
    return list(once.values())[:MOST_CHOICES]


def _distance(person: Person, start: int, end: int) -> int:
    """Code points between a person's nearest mention and some words; what comes before counts for nearer."""
    away = [start - one.end if one.end <= start else 2 * (one.start - end) for one in person.mentions]
    return min((abs(one) for one in away), default=1_000_000)


def _told(person: Person) -> str:
    return ", ".join(filter(None, (person.role, person.party_name)))
