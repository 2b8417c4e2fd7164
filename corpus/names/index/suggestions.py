"""Whom somebody may mean who has only begun to type: everybody with a word that begins so, in any script."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain

from corpus.models import Entity
from corpus.names.index.bearers import LONGEST_QUERY
from corpus.names.index.titles import names_of, without_titles
from corpus.names.likeness.romanise import fold

_BEHIND_ALL = "{"
"""The character behind z: every word that begins with "pe" comes before "pe{"."""


class Suggestions:
    """The words of all names in the order of the alphabet, each with the number of its entity."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities: list[Entity] = []
        self._numbers: dict[str, int] = {}
        self._pairs: list[tuple[str, int]] = []
        for entity in entities:
            self._pairs += self._number(entity)
        self._pairs.sort()

    def put(self, entity: Entity) -> None:
        """Takes an entity in, in place of the one that had its id."""
        self.drop(entity.id)
        for pair in self._number(entity):
            insort(self._pairs, pair)

    def drop(self, entity_id: str) -> None:
        """Lets go of the entity of that id; one that is not there is fine."""
        who = self._numbers.pop(entity_id, None)
        for word in sorted(set(_words_of(self._entities[who]))) if who is not None else ():
            del self._pairs[bisect_left(self._pairs, (word, who))]

    def of(self, typed: str, first: Collection[str], limit: int) -> tuple[Entity, ...]:
        """Those with a word for each typed one that begins so, the ids in `first` first, then in alphabetical order."""
        words = fold(typed[:LONGEST_QUERY])
        found = self._beginning(words) or self._beginning(without_titles(words))
        best = nsmallest(limit, found, key=lambda one: (one.id not in first, _order(one)))
        return tuple(best)

    def bearing(self, typed: str) -> tuple[Entity, ...]:
        """Everybody who has all of the typed words, whole, in their names; nobody where no word can be read."""
        sets = [self._between(word, f"{word}\0") for word in fold(typed[:LONGEST_QUERY])]
        return tuple(sorted(self._shared(sets), key=_order))

    def _beginning(self, words: Sequence[str]) -> list[Entity]:
        return self._shared([self._between(word, word + _BEHIND_ALL) for word in dict.fromkeys(words)])

    def _shared(self, sets: Sequence[set[int]]) -> list[Entity]:
        return [self._entities[who] for who in set.intersection(*sets)] if sets else []

    def _between(self, start: str, end: str) -> set[int]:
        pairs = self._pairs[bisect_left(self._pairs, (start, -1)) : bisect_left(self._pairs, (end, -1))]
        return {who for _, who in pairs}

    def _number(self, entity: Entity) -> list[tuple[str, int]]:
        who = self._numbers[entity.id] = len(self._entities)
        self._entities.append(entity)
        return [(word, who) for word in set(_words_of(entity))]


def _order(entity: Entity) -> tuple[str, str]:
    return " ".join(fold(entity.name)), entity.id


def _words_of(entity: Entity) -> Iterator[str]:
    names = dict.fromkeys(names_of(entity))
    return chain.from_iterable(chain(fold(name), fold(name, spoken=True)) for name in names)
