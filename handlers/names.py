"""Whom the words of a command name: the beginning, the end or all of them, for certain, perhaps, or nobody."""

from corpus.asking.names import is_id
from corpus.excerpts import one_line
from corpus.models import Answer, Entity
from corpus.store import Corpus
from handlers.query import read


def address(entity: Entity, corpus: Corpus) -> str:
    """The words that mean this entity and no other in a command line: its name if that is enough, else its id."""
    name = one_line(entity.name)
    found = corpus.resolve(name) if name and read(name).words == name else None
    sure = isinstance(found, Answer) and found.entity.id == entity.id
    return name if sure else entity.id


def understood(entity: Entity, typed: str) -> str:
    """Whom we understood: "Dmitry Peskov (you typed Pesjov)"; the name alone where the typed words are part of it."""
    if set(typed.casefold().split()) <= set(entity.name.casefold().split()) or is_id(typed):
        return entity.name
    return f"{entity.name} (you typed {typed})"
