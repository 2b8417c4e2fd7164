"""The ids beside the names of parties, in the quotes of one article.

In one article a party goes by one name, whatever it is called there, so that the readers may tell parties apart by it.
What leaves the article carries the id, which is the same in all of them.
"""

from collections.abc import Callable, Sequence

from corpus.document.document import Document
from corpus.document.entities import party_name_of
from corpus.models import Quote, SpeakerKind
from corpus.names.likeness.ids import entity_id, party_id

IdOf = Callable[[str], str]


def with_party_ids(document: Document, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes, the id of every party beside its name; a name that the document does not know is its own id."""
    known = {mention.name: mention.party_id for mention in document.mentions.found}
    known |= {name: party for one in document.people.known if (name := party_name_of(one)) and (party := one.party_id)}

    def id_of(name: str) -> str:
        return entity_id(known[name]) if name in known else party_id(name)

    return tuple(_quote(quote, id_of) for quote in quotes)


def _quote(quote: Quote, id_of: IdOf) -> Quote:
    if quote.party_name is None:
        return quote
    party = id_of(quote.party_name)
    spoken = {"speaker_ids": (party,)} if quote.speaker_kind is SpeakerKind.PARTY and not quote.speaker_ids else {}
    return quote.model_copy(update={"party_id": party} | spoken)
