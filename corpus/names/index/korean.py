"""Korean names: syllables that are spelled in many ways in Latin letters, compared syllable by syllable."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.knowledge import read_table
from corpus.names.likeness.romanise import Writing

COUNTRIES = frozenset({"kr", "kp", "kor", "prk", "south_korea", "north_korea"})
FEWEST, MOST = 2, 5


class Syllable(NamedTuple):
    """A syllable by what its spellings have in common; `vowels` are those that the letters may stand for."""

    onset: str
    vowels: frozenset[str]
    coda: str

    def may_be(self, other: "Syllable", *, exact: bool) -> bool:
        """Whether both may be one syllable; unless `exact`, n and ng are one, as in Cyrillic."""
        one, two = (self.coda, other.coda) if exact else (self.coda[:1], other.coda[:1])
        return self.onset == other.onset and one == two and bool(self.vowels & other.vowels)


@cache
def _pattern() -> re.Pattern[str]:
    table = read_table("letters.toml")["korean"]
    onset, vowel, coda = (
        "|".join(sorted(table[part], key=len, reverse=True)) for part in ("onsets", "vowels", "codas")
    )
    follows = f"(?=$|(?:{onset})?(?:{vowel}))"
    return re.compile(f"({onset})?({vowel})h?({coda})??{follows}")


@lru_cache(maxsize=20_000)
def syllables(words: tuple[str, ...]) -> tuple[Syllable, ...]:
    """The syllables of a folded name; () when it cannot be a Korean one."""
    found = [syllable for word in words for syllable in _syllables_of(word)]
    return tuple(found) if FEWEST <= len(found) <= MOST and all(map(_syllables_of, words)) else ()


@lru_cache(maxsize=20_000)
def _syllables_of(word: str) -> tuple[Syllable, ...]:
    table = read_table("letters.toml")["korean"]
    found, at = [], 0
    while at < len(word):
        match = _pattern().match(word, at)
        if match is None:
            return ()
        onset, vowel, coda = match.groups()
        found.append(
            Syllable(
                table["onsets"].get(onset, ""), frozenset(table["vowels"][vowel].split()), table["codas"].get(coda, "")
            )
        )
        at = match.end()
    return tuple(found)


def frame(name: tuple[Syllable, ...]) -> str:
    """The onsets and codas of a name: names with different frames are never one."""
    return " ".join(f"{syllable.onset}-{syllable.coda[:1]}" for syllable in name)


def are_alike(one: tuple[Syllable, ...], other: tuple[Syllable, ...], *, exact: bool) -> bool:
    return len(one) == len(other) and all(a.may_be(b, exact=exact) for a, b in zip(one, other, strict=True))


def read(words: tuple[str, ...], text: str, script: Writing) -> tuple[str, ...]:
    """The words of a query as a Korean would read them: hanja by their Korean sounds, Arabic and Hebrew with vowels."""
    if script is Writing.HAN:
        readings = _hanja()
        return tuple(readings[letter] for letter in text if letter in readings) if set(text) <= set(readings) else ()
    if script is Writing.ABJAD:
        return tuple(word.replace("aw", "u").replace("ay", "i").replace("w", "u").replace("y", "i") for word in words)
    return words


@cache
def _hanja() -> Mapping[str, str]:
    readings: Mapping[str, str] = read_table("letters.toml")["hanja"]
    return {letter: sound for sound, letters in readings.items() for letter in letters}
