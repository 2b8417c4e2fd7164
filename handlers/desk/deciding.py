"""From a record and what an editor says of it to a decision; and whom an editor may mean, nearest first."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, get_args

from corpus.desk.references import AnyRow
from corpus.errors import DecisionError
from corpus.keepings import Decision, Mended
from corpus.linking.decided import as_read, bounds
from corpus.linking.people import fold
from corpus.linking.selectors import select
from corpus.models import Person, Position, Quote, QuoteRow, Record, SpeakerKind, Talk, TalkAccount
from corpus.store import Corpus
from handlers.blocks.button_values import Stale, read_any
from handlers.blocks.text import joined

MOST_CHOICES = 9
"""As many as there are keys."""


class Said(Record):
    """What an editor says: of the record with this `ref`, in `what`, that it is `value`; `kind` is a speaker's."""

    ref: str
    what: str
    value: str = ""
    kind: str = ""
    by: str
    why: str = ""


class Choice(Record):
    """Somebody who may be meant: by name, what they are, and what is known of them beside."""

    name: str
    kind: SpeakerKind
    told: str = ""


def decision_of(said: Said, corpus: Corpus) -> Decision:
    """The decision as it is kept. Raises `DecisionError` where the record has changed since it was looked at."""
    row = read_any(said.ref, corpus)
    if isinstance(row, Stale):
        raise DecisionError(row.sentence)
    article = corpus.article(row.source.id)
    if article is None or said.what not in get_args(Mended):
        raise DecisionError("That cannot be said of such a record.")
    kind, record = _record_in(row)
    start, end = bounds(record)
    return Decision(
        article_id=row.source.id,
        record=kind,
        of=select(article.text, start, end),
        what=next(one for one in get_args(Mended) if one == said.what),
        value=said.value.strip(),
        kind=_kind(said.kind) if said.value.strip() else None,
        as_read=as_read(record),
        by=said.by,
        at=datetime.now(UTC),
        why=said.why.strip(),
    )


def _record_in(row: AnyRow) -> tuple[Literal["quote", "position", "talk"], Quote | Position | Talk]:
    if isinstance(row, QuoteRow):
        return "quote", row.quote
    return ("talk", row.talk) if isinstance(row, TalkAccount) else ("position", row.position)


def _kind(typed: str) -> SpeakerKind | None:
    return SpeakerKind(typed) if typed in list(SpeakerKind) else None


def choices(row: AnyRow, corpus: Corpus) -> Sequence[Choice]:
    """Who may speak here: whoever is named now, then the people of the article, by how near they are mentioned."""
    if not isinstance(row, QuoteRow):
        return ()
    quote = row.quote
    people = sorted(corpus.people_in(row.source.id), key=lambda one: _distance(one, quote.start, quote.end))
    found = [Choice(name=one.name, kind=SpeakerKind.PERSON, told=_told(one)) for one in people]
    if quote.speaker_name and quote.speaker_kind:
        told = joined(quote.speaker_role, quote.party_name, by=", ")
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
    return joined(person.role, person.party_name, by=", ")
