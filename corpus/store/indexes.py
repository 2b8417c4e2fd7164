"""The indexes over everybody's names, each built when it is first needed and kept: names to be sure of, names begun."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.collector import settled, uncollected
from corpus.models import Answer, Ask, Entity, Resolution

if TYPE_CHECKING:
    from corpus.names.index import NameIndex
    from corpus.names.index.suggestions import Suggestions

_FEW = 3
"""Where fewer names than this begin as typed, it may be misspelt."""


class Indexes:
    """What is looked up among some entities, which come, go and change; `entities` has them as they are."""

    def __init__(self, entities: Collection[Entity]) -> None:
        self._entities = entities

    def put(self, entity: Entity) -> None:
        """Takes in what has come or changed, wherever an index has been built."""
        for index in self._built():
            index.put(entity)

    def drop(self, entity_id: str) -> None:
        for index in self._built():
            index.drop(entity_id)

    def _built(self) -> "Iterator[NameIndex | Suggestions]":
        return (self.__dict__[name] for name in ("names", "suggestions") if name in self.__dict__)

    def lookup_remembered(self, typed: str, meant: Entity) -> Resolution:
        """Answers `meant`, of whom the spelling is an alias by now, unless somebody else is called so as well."""
        found = self.names.lookup(typed)
        sure = found.entity == meant if isinstance(found, Answer) else self.suggestions.bearing(typed) == (meant,)
        return Answer(entity=meant, match="alias", query=found.query) if sure else found

    def suggest(self, typed: str, first: Collection[str], limit: int) -> tuple[Entity, ...]:
        """Those whose names begin as typed, the ids in `first` first, and where they are few what is spelled alike."""
        found = self.suggestions.of(typed, first, limit)
        if len(found) >= _FEW:
            return found
        meant = _meant_by(self.names.lookup(typed))
        return tuple({entity.id: entity for entity in (*found, *meant)}.values())[:limit]

    @cached_property
    def names(self) -> "NameIndex":
        from corpus.names.index import NameIndex

        with uncollected():
            index = NameIndex(self._entities)
        return settled(index)

    @cached_property
    def suggestions(self) -> "Suggestions":
        from corpus.names.index.suggestions import Suggestions

        with uncollected():
            index = Suggestions(self._entities)
        return settled(index)


def _meant_by(found: Resolution) -> tuple[Entity, ...]:
    match found:
        case Answer():
            return (found.entity,)
        case Ask():
            return found.candidates
    return ()
