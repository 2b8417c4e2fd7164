"""What stands around a name: titles, roles, and the countries and bodies that the roles belong to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from corpus.knowledge.gazetteer import entities, party_named
from corpus.models import Entity
from corpus.names.likeness.alignment import words_of
from corpus.names.likeness.romanise import fold


def without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words without titles and suffixes, and without a party that stands before a title.

    One word stays at least: "Russian foreign minister Lavrov" is "lavrov", and "Mr" is "mr".
    """
    start, end = 0, len(words)
    while end - start > 1 and words[end - 1] in words_of("suffixes"):
        end -= 1
    at = start
    while at < end - 1:
        if words[at] in words_of("titles"):
            at = start = at + 1
        elif size := _size_of_party(words[at : end - 1]):
            at += size
        else:
            break
    return words[start:end]


def _size_of_party(words: Sequence[str]) -> int:
    """How many of the first words name a party: two, one or none."""
    return next((size for size in (2, 1) if "".join(words[:size]) in listed_parties()), 0)


def is_nobody(words: tuple[str, ...]) -> bool:
    """Whether the words say only what somebody is, or nothing."""
    return len("".join(words)) < 2 or all(word in words_of("titles") for word in words)


def names_of(entity: Entity) -> Iterator[str]:
    """Every name of an entity; a party that the gazetteer lists has all of its names there too."""
    yield entity.name
    yield from entity.aliases
    if entity.kind == "party" and (listed := party_named(entity.name)):
        yield from listed_parties()["".join(fold(listed.name))]


@cache
def listed_parties() -> Mapping[str, tuple[str, ...]]:
    """Every name of every party of the gazetteer, folded and run together, with all names that such a party has."""
    listed: dict[str, tuple[str, ...]] = {}
    for entity in entities():
        names = (entity.name, *entity.aliases)
        for key in dict.fromkeys("".join(fold(name)) for name in names):
            listed[key] = (*listed.get(key, ()), *names)
    return listed
