"""Whom somebody may mean who has only begun to type: everybody with a word that begins so, in any script."""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from corpus.models import Entity
from corpus.names.index.bearers import LONGEST_QUERY
from corpus.names.index.titles import names_of, without_titles
from corpus.names.likeness.romanise import fold

_BEHIND_ALL = "{"
"""The character behind z: every word that begins with "pe" comes before "pe{"."""


class Suggestions:
    """The words of all names in the order of the alphabet, each with the place of its entity in that order."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = sorted(entities, key=lambda entity: (" ".join(fold(entity.name)), entity.id))
        pairs = sorted({(word, at) for at, entity in enumerate(self._entities) for word in _words_of(entity)})
        self._words = [word for word, _ in pairs]
        self._places = array("I", (at for _, at in pairs))

    def of(self, typed: str, first: Collection[str], limit: int) -> tuple[Entity, ...]:
        """Those with a word for each typed one that begins so, the ids in `first` first, then in alphabetical order."""
        words = fold(typed[:LONGEST_QUERY])
        found = self._beginning(words) or self._beginning(without_titles(words))
        known = (at for at in sorted(found) if self._entities[at].id in first)
        best = list(islice(known, limit))
        others = (at for at in found if self._entities[at].id not in first)
        best += heapq.nsmallest(limit - len(best), others) if len(best) < limit else []
        return tuple(self._entities[at] for at in best)

    def bearing(self, typed: str) -> tuple[Entity, ...]:
        """Everybody who has all of the typed words, whole, in their names; nobody where no word can be read."""
        sets = [self._between(word, f"{word}\0") for word in fold(typed[:LONGEST_QUERY])]
        return tuple(self._entities[at] for at in sorted(set.intersection(*sets))) if sets else ()

    def _beginning(self, words: Sequence[str]) -> set[int]:
        sets = [self._between(word, word + _BEHIND_ALL) for word in dict.fromkeys(words)]
        return set.intersection(*sets) if sets else set()

    def _between(self, start: str, end: str) -> set[int]:
        return set(self._places[bisect_left(self._words, start) : bisect_left(self._words, end)])


def _words_of(entity: Entity) -> Iterator[str]:
    names = dict.fromkeys(names_of(entity))
    return chain.from_iterable(chain(fold(name), fold(name, spoken=True)) for name in names)
