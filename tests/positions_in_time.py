"""Positions as they come out of the store, for tests of what is worked out over several articles."""

from datetime import date
from itertools import count
from typing import Any

from corpus.models import Event, EventRow, Position, PositionRow, Source, Span, Stance
from corpus.names.likeness.ids import party_id

_NUMBERS = count(1)


def source(article: str, day: str | None) -> Source:
    """An article that was printed on that day."""
    return Source(id=article, source=f"{article}.txt", published=date.fromisoformat(day) if day else None)


def said(stance: Stance, day: str | None, words: str = "its boats", **fields: Any) -> PositionRow:
    """One position, each in an article of its own unless `article` names one; `party` is Norway unless it is given."""
    party, article = fields.pop("party", "Norway"), fields.pop("article", f"{stance} {day}")
    span = Span(start=0, end=len(words), text=words)
    phrase = fields.pop("about", None)
    position = Position(
        id=f"s{next(_NUMBERS)}",
        party_name=party,
        stance=stance,
        evidence=(span,),
        actor=span,
        issue=fields.pop("issue", "withdrawal_deescalation"),
        issue_phrase=Span(start=0, end=len(phrase), text=phrase) if phrase else None,
        **fields,
    )
    return PositionRow(position=position, source=source(article, day), party_id=party_id(party))


def done(kind: str, day: str, party: str = "Norway", article: str | None = None) -> EventRow:
    """An act of a party, told in an article of that day."""
    words = f"{party} {kind}"
    event = Event(id="event1", kind=kind, party_name=party, evidence=Span(start=0, end=len(words), text=words))
    return EventRow(event=event, source=source(article or f"{kind} {day}", day), party_id=party_id(party))
