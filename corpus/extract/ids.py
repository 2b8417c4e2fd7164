"""The ids beside the names of parties, in everything that was found in one article.

In one article a party goes by one name, whatever it is called there, so that the readers may tell parties apart by it.
What leaves the article carries the id, which is the same in all of them.
"""

from collections.abc import Callable

from corpus.document.document import Document
from corpus.document.entities import party_name_of
from corpus.models import Event, Extraction, Position, Quote, SpeakerKind, Talk
from corpus.names.likeness.ids import entity_id, party_id

IdOf = Callable[[str], str]


def with_ids(document: Document, found: Extraction) -> Extraction:
    """What was found, the id of every party beside its name; a name that the document does not know is its own id."""
    known = {mention.name: mention.party_id for mention in document.mentions.found}
    known |= {name: party for one in document.people.known if (name := party_name_of(one)) and (party := one.party_id)}

    def id_of(name: str) -> str:
        return entity_id(known[name]) if name in known else party_id(name)

    return found.model_copy(
        update={
            "quotes": tuple(_quote(quote, id_of) for quote in found.quotes),
            "positions": tuple(_position(position, id_of) for position in found.positions),
            "talks": tuple(_talk(talk, id_of) for talk in found.talks),
            "events": tuple(_event(event, id_of) for event in found.events),
        }
    )


def _quote(quote: Quote, id_of: IdOf) -> Quote:
    if quote.party_name is None:
        return quote
    party = id_of(quote.party_name)
    spoken = {"speaker_ids": (party,)} if quote.speaker_kind is SpeakerKind.PARTY and not quote.speaker_ids else {}
    return quote.model_copy(update={"party_id": party} | spoken)


def _position(position: Position, id_of: IdOf) -> Position:
    addressee = id_of(position.addressee_name) if position.addressee_name else None
    return position.model_copy(update={"party_id": id_of(position.party_name), "addressee_id": addressee})


def _talk(talk: Talk, id_of: IdOf) -> Talk:
    mediator = id_of(talk.mediator) if talk.mediator else None
    return talk.model_copy(update={"party_ids": tuple(map(id_of, talk.party_names)), "mediator_id": mediator})


def _event(event: Event, id_of: IdOf) -> Event:
    return event.model_copy(update={"party_id": id_of(event.party_name)}) if event.party_name else event
