"""Positions as they come out of the store, for tests of what is worked out over several articles."""

from datetime import date
from itertools import count
from typing import Any

from corpus.models import Event, EventRow, MoveKind, Position, PositionRow, Source, Span, Stance, ToldMove
from corpus.names.likeness.ids import party_id

_NUMBERS = count(1)
DROPPED = ToldMove(kind=MoveKind.DROPPED, words=Span(start=0, end=18, text="dropped its demand"))


def source(article: str, day: str | None) -> Source:
    """An article that was printed on that day."""
    return Source(id=article, source=f"{article}.txt", published=date.fromisoformat(day) if day else None)


def said(stance: Stance, day: str | None, words: str = "its boats", **fields: Any) -> PositionRow:
    """One position, each in an article of its own unless `article` names one, and all of one story unless told.

    `party` is Norway unless it is given.
    """
    story = fields.pop("story", "boats")
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
    return PositionRow(position=position, source=source(article, day), party_id=party_id(party), story=story)


def done(kind: str, day: str, party: str = "Norway", article: str | None = None, **fields: Any) -> EventRow:
    """An act of a party against Chile, done and told on that day unless `happened_on` and `target_id` say otherwise."""
    words = f"{party} {kind}"
    told = {"happened_on": date.fromisoformat(day), "target_id": "party:chile"} | fields
    span = Span(start=0, end=len(words), text=words)
    event = Event(id="event1", kind=kind, party_name=party, evidence=span, **told)
    return EventRow(event=event, source=source(article or f"{kind} {day}", day), party_id=party_id(party))
