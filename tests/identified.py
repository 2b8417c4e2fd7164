"""Records that a test wrote with names only get the ids that reading would have given them."""

from typing import TypeVar

from corpus.models import Event, Extraction, Person, Position, Quote, SpeakerKind, Talk
from corpus.names.likeness.ids import party_id

Found = TypeVar("Found", Person, Quote, Position, Event)


def identified(found: Extraction) -> Extraction:
    """What was found, with an id beside the name of every party and every speaker who is one of its people."""
    people = tuple(_with_party(person) for person in found.people)
    return found.model_copy(
        update={
            "people": people,
            "parties": tuple(party.model_copy(update={"id": party_id(party.name)}) for party in found.parties),
            "quotes": tuple(_with_speaker(_with_party(quote), people) for quote in found.quotes),
            "positions": tuple(map(_with_party, found.positions)),
            "talks": tuple(map(talk_identified, found.talks)),
            "events": tuple(map(_with_party, found.events)),
        }
    )


def talk_identified(talk: Talk) -> Talk:
    mediator = party_id(talk.mediator) if talk.mediator else None
    return talk.model_copy(update={"party_ids": tuple(map(party_id, talk.party_names)), "mediator_id": mediator})


def _with_party(record: Found) -> Found:
    return record.model_copy(update={"party_id": party_id(record.party_name) if record.party_name else None})


def _with_speaker(quote: Quote, people: tuple[Person, ...]) -> Quote:
    if len(quote.speaker_ids) > 1 or quote.speaker_kind in (None, SpeakerKind.UNNAMED):
        return quote
    if quote.speaker_kind is SpeakerKind.PARTY:
        return quote.model_copy(update={"speaker_ids": (quote.party_id,) if quote.party_id else ()})
    named = [one for one in people if one.name == quote.speaker_name]
    same = [one for one in named if one.party_id == quote.party_id] if len(named) > 1 else named
    return quote.model_copy(update={"speaker_ids": tuple(one.id for one in same[:1])})
