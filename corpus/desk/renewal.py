"""Whom a follow means by now, where the ids of people have changed."""

from collections.abc import Iterable

from corpus.keepings import Follow
from corpus.models import Entity
from corpus.store import Corpus

_PERSON = "person:"


def renewed(one: Follow, corpus: Corpus) -> Follow:
    """The follow with the id that its person has by now; as it is where nobody else is certain to be meant.

    Whom it meant was in the corpus when it was last looked at: of several who may be meant, that one is.
    """
    words = [_called(word, one, corpus) for word in one.line.split(" ")]
    return one.model_copy(update={"line": " ".join(words)})


def _called(word: str, one: Follow, corpus: Corpus) -> str:
    if not word.startswith(_PERSON) or corpus.entity(word) is not None:
        return word
    name, _, party = word.removeprefix(_PERSON).partition("~")
    known = {arrival.article_id for arrival in corpus.arrivals() if arrival.number <= one.upto}
    bearing = (entity for entity in corpus.bearing(name.replace("-", " ")) if entity.kind == "person")
    meant = [entity.id for entity in bearing if _was_there(entity, party, known, corpus)]
    return meant[0] if len(meant) == 1 else word


def _was_there(entity: Entity, party: str, known: Iterable[str], corpus: Corpus) -> bool:
    """Whether an article that was looked at names this person, of that party if one is said."""
    rows = [row for row in corpus.person(entity.id) if row.source.id in known]
    return any(not party or row.person.party_id == f"party:{party}" for row in rows)
