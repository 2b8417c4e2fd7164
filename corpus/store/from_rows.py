"""From a row that a query of `queries` finds back to its record: pure, and the same for both databases."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row

from corpus.models import (
    Event,
    EventRow,
    Person,
    PersonRow,
    Position,
    PositionRow,
    Quote,
    QuoteRow,
    Source,
    Talk,
    TalkAccount,
)
from corpus.store.tables import articles

FoundRow: TypeAlias = "Row[*tuple[Any, ...]]"

_QUOTES = TypeAdapter(tuple[Quote, ...])
_EVENTS = TypeAdapter(tuple[Event, ...])
_SOURCE = (
    articles.c.id,
    articles.c.title,
    articles.c.published,
    articles.c.outlet,
    articles.c.url,
    articles.c.source,
)
BETWEEN = "\x1f"
"""What stands between two speakers: no name keeps it, for it counts as a blank."""


def source_columns() -> tuple[ColumnElement[Any], ...]:
    """The columns that `article_source` reads; they must come first."""
    return tuple(column.label(f"source_{column.name}") for column in _SOURCE)


def quote_row(row: FoundRow, person_of: Mapping[str, str]) -> QuoteRow:
    """A quote; `person_of` has the person of each bearer key among its speakers."""
    return QuoteRow(
        quote=Quote.model_validate_json(row.record),
        source=article_source(row),
        speaker_ids=tuple(person_of.get(key, key) for key in speaker_keys(row)),
        party_id=row.party_id,
        around=Quote.model_validate_json(row.around) if row.around else None,
        utterance=row.utterance,
    )


def speaker_keys(row: FoundRow) -> tuple[str, ...]:
    """Who speaks in a quote: the bearer keys of people, and the ids of parties that speak themselves."""
    return tuple(row.speakers.split(BETWEEN)) if row.speakers else ()


def position_row(row: FoundRow) -> PositionRow:
    beside = {"quotes": _QUOTES.validate_json(row.quotes), "events": _EVENTS.validate_json(row.events)}
    return bare_position_row(row).model_copy(update=beside)


def bare_position_row(row: FoundRow) -> PositionRow:
    """A position without what it rests on and what speaks against it, from a row without these."""
    return PositionRow(
        position=Position.model_validate_json(row.record),
        source=article_source(row),
        party_id=row.party_id,
        story=row.story,
    )


def event_row(row: FoundRow) -> EventRow:
    return EventRow(event=Event.model_validate_json(row.record), source=article_source(row), party_id=row.party_id)


def talk_account(row: FoundRow) -> TalkAccount:
    return TalkAccount(talk=Talk.model_validate_json(row.record), source=article_source(row), story=row.story)


def person_row(row: FoundRow) -> PersonRow:
    return PersonRow(person=Person.model_validate_json(row.record), source=article_source(row))


def article_source(row: FoundRow) -> Source:
    """The source of a row that begins with `source_columns`."""
    return _source_of(*row[: len(_SOURCE)])


@lru_cache(maxsize=4096)
def _source_of(*values: Any) -> Source:
    """One record for all rows of an article, which come one after the other."""
    return Source(**dict(zip((column.name for column in _SOURCE), values, strict=True)))
