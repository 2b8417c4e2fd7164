"""Whom the words of a question name: the beginning, the end or all of them, for certain, perhaps, or nobody."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.knowledge import read_toml
from corpus.linking.people import fold
from corpus.models import Answer, Entity, Record, Resolution, Unknown
from corpus.names.index.lines import split_quoted
from corpus.store import Corpus

LONGEST_NAME = 5


MOST_TOKENS = 8
"""How many words may name somebody: every stretch of them is looked up, which takes milliseconds each."""


_ENTITY_ID = re.compile(r"(?:person|party):\S+")


@cache
def _typed() -> Mapping[str, Sequence[str]]:
    return read_toml(Path(__file__).with_name("names.toml"))


@cache
def joining() -> frozenset[str]:
    """Words that join two names, and may be part of one."""
    return frozenset(_typed()["joining"])


@cache
def leading() -> frozenset[str]:
    """Words that lead to a topic or a place."""
    return frozenset(_typed()["leading"])


class Named(Record):
    """Who the words begin or end with: `typed` are the words that name them, `rest` the others."""

    resolution: Resolution
    typed: str
    rest: str = ""


class Parties(Record):
    """Whoever the words name for certain, each once and in their order, and the words that name nobody."""

    subjects: tuple[Named, ...] = ()
    rest: str = ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(one.resolution.entity for one in self.subjects if isinstance(one.resolution, Answer))


def subject_of(words: str, corpus: Corpus) -> Named:
    """The person or party that the words are about: the beginning that is a name, else the longest end that is one.

    Words in double quotes stay together. Nobody at all: `Unknown`, with what is nearest to the words as a whole.
    """
    first, _, rest = words.partition(" ")
    known = resolve(first, corpus) if is_id(first) else None  # as our own buttons have it
    if isinstance(known, Answer):
        return Named(resolution=known, typed=first, rest=_without_joints(split_quoted(rest)))
    whole = Named(resolution=resolve(words, corpus), typed=words)
    if isinstance(whole.resolution, Answer) or len(words.split()) < 2:
        return whole
    found = corpus.read_name(words)
    plain = " ".join(split_quoted(words))
    typed = plain.removesuffix(found.rest).strip()
    if isinstance(found.resolution, Unknown):
        return _at_the_end(plain, corpus) or whole
    return Named(resolution=found.resolution, typed=typed, rest=_without_joints(found.rest.split()))


def _at_the_end(words: str, corpus: Corpus) -> Named | None:
    """«sanctions by Lavrov»: the longest end of the words that clearly names somebody."""
    tokens = words.split()
    for size in range(min(len(tokens) - 1, LONGEST_NAME), 0, -1):
        typed = " ".join(tokens[-size:])
        found = resolve(typed, corpus)
        if isinstance(found, Answer):
            return Named(resolution=found, typed=typed, rest=_without_joints(tokens[:-size]))
    return None


def parties(words: str, corpus: Corpus) -> Parties:
    """Everybody whom the words name exactly, wherever they stand: "Russia and Ukraine prisoners" names two."""
    found = _parties(words, corpus)
    split = _parties(apart(words), corpus) if apart(words) != words else found
    return split if len(split.subjects) > len(found.subjects) else found


def apart(words: str) -> str:
    """Two capitalised words with a hyphen between them as two names; they may be one, so it is tried second."""
    return re.sub(r"(?<=\w\w)[-–](?=[A-Z])", " , ", words)


def _parties(words: str, corpus: Corpus) -> Parties:
    tokens = words.replace(",", " , ").split()
    named: dict[str, Named] = {}
    rest: list[str] = []
    start = 0
    while start < len(tokens):
        found = _named_at(tokens, start, corpus) if start < MOST_TOKENS else None
        if found is None:
            rest.append(tokens[start])
            start += 1
            continue
        start += len(found.typed.split())
        if isinstance(found.resolution, Answer):
            named.setdefault(found.resolution.entity.id, found)
    return Parties(subjects=tuple(named.values()), rest=_without_joints(rest))


def _named_at(tokens: list[str], start: int, corpus: Corpus) -> Named | None:
    """The longest exact name that begins at this token; never a single word that only joins others."""
    for end in range(min(len(tokens), start + LONGEST_NAME), start, -1):
        typed = " ".join(tokens[start:end])
        if {tokens[start].casefold(), tokens[end - 1].casefold()} & joining():
            continue
        found = resolve(typed, corpus)
        if isinstance(found, Answer) and found.match in {"exact", "alias"}:
            return Named(resolution=found, typed=typed)
    return None


def _without_joints(tokens: list[str]) -> str:
    while tokens and tokens[0].casefold() in joining() | leading():
        tokens = tokens[1:]
    while tokens and tokens[-1].casefold() in joining():
        tokens = tokens[:-1]
    return " ".join(tokens).replace(" ,", ",")


def resolve(typed: str, corpus: Corpus) -> Resolution:
    """Who it is; an entity's id, which our own buttons use where a name alone would be ambiguous, is certain."""
    if not typed:
        return Unknown(query=typed)
    if is_id(typed) and (entity := corpus.entity(typed)):
        return Answer(entity=entity, match="exact", query=entity.name)
    found = corpus.resolve(typed)
    several = bool(joining() & set(typed.casefold().split()))
    # "Chile and Norway" could be two names: then it is one only if it is written so, but for case, accents and article.
    written = (found.entity.name, *found.entity.aliases) if isinstance(found, Answer) and several else (typed,)
    plain = {fold(name).removeprefix("the ") for name in written}
    return found if fold(typed).removeprefix("the ") in plain else Unknown(query=typed)


def bears(entity: Entity, typed: str) -> bool:
    """Whether the typed words all stand in one of the entity's names, whatever their case and accents."""
    words = set(fold(typed).split())
    return bool(words) and any(words <= set(fold(name).split()) for name in (entity.name, *entity.aliases))


def is_id(typed: str) -> bool:
    """Whether it is written as the id of a person or a party, as our own buttons have it."""
    return _ENTITY_ID.fullmatch(typed) is not None
