"""What was found in an article, as the rows of a golden expectation."""

from typing import Any

from corpus.models import Event, Extraction, Person, Position, Quote, QuoteKind, Span, Talk

Row = dict[str, Any]

USUAL: dict[str, Row] = {
    "people": {"name": None, "role": None, "party": None},
    "quotes": {"text": None, "kind": "direct", "speaker": None, "party": None}
    | {"within": None, "said_on": None, "flags": []},
    "positions": {"party": None, "stance": None, "issue": None, "condition": None},
    "talks": {"status": "held", "date": None},
    "events": {"party": None},
}
"""The parts of an expectation, with what a row need not say."""


def rows_of(found: Extraction) -> dict[str, list[Row]]:
    words = {quote.id: quote.text for quote in found.quotes}
    events = {event.id: event.evidence.text for event in found.events}
    quotes = [quote for quote in found.quotes if quote.kind is not QuoteKind.INDIRECT]
    return {
        "people": [_person(person) for person in found.people],
        "quotes": [_quote(quote, words) for quote in quotes],
        "positions": [_position(position, events) for position in found.positions],
        "talks": [_talk(talk) for talk in found.talks],
        "events": [_event(event) for event in found.events],
    }


def _person(person: Person) -> Row:
    return {"name": person.name, "role": person.role, "party": person.party_name}


def _quote(quote: Quote, words: dict[str, str]) -> Row:
    row = quote.model_dump(mode="json", include={"text", "kind", "said_on"})
    speaker = {"speaker": quote.speaker_name, "party": quote.party_name}
    return row | speaker | {"within": words.get(quote.within or ""), "flags": sorted(quote.flags)}


def _position(position: Position, events: dict[str, str]) -> Row:
    row = position.model_dump(mode="json", include={"stance", "issue", "said_on"})
    row |= {"party": position.party_name, "speaker": position.speaker_name, "condition": _text(position.condition)}
    contrary = [events[event] for event in position.contradicted_by]
    return row | {"evidence": _texts(position.evidence), "contradicted_by": contrary}


def _talk(talk: Talk) -> Row:
    row = talk.model_dump(mode="json", include={"status", "date", "place", "level", "several"})
    row |= {"parties": list(talk.party_names), "participants": [person.name for person in talk.participants]}
    return row | {"outcome": _text(talk.outcome), "evidence": _texts(talk.evidence)}


def _event(event: Event) -> Row:
    row = event.model_dump(mode="json", include={"kind", "happened_on", "place"})
    return row | {"party": event.party_name, "evidence": [event.evidence.text]}


def reported_of(found: Extraction) -> list[Row]:
    return [{"text": quote.text, "speaker": quote.speaker_name} for quote in found.quotes if quote.kind == "indirect"]


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _texts(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans]
