"""The words that occur in names, found by how they sound: exactly, but for a consonant, or as the same given name."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from corpus.knowledge import read_table
from corpus.names.likeness.romanise import outline, sounds

SHORTEST_OUTLINE, LONGEST_OUTLINE = 3, 9
"""Outlines that may miss a consonant: two letters tell no words apart, and long ones are cut nowhere by accident."""


class Bucket(NamedTuple):
    """Words, and at the same places the likeliest sound code of each."""

    words: list[str]
    codes: list[str]


class Lexicon:
    """Words by sound and by outline; words may come and go."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sounding: dict[str, list[str]] = {}
        self._outlined: dict[str, Bucket] = {}
        self._without: dict[str, list[str]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Takes in a word that is not there."""
        codes = sounds(word)
        for code in codes:
            self._sounding.setdefault(code, []).append(word)
        for key in dict.fromkeys(outline(code) for code in codes):
            if key not in self._outlined:
                self._outlined[key] = Bucket([], [])
                for shorter in _without_one(key):
                    self._without.setdefault(shorter, []).append(key)
            self._outlined[key].words.append(word)
            self._outlined[key].codes.append(codes[0])

    def remove(self, word: str) -> None:
        """Lets go of a word that is there."""
        codes = sounds(word)
        for code in codes:
            _take(self._sounding, code, word)
        for key in dict.fromkeys(outline(code) for code in codes):
            bucket = self._outlined[key]
            at = bucket.words.index(word)
            del bucket.words[at], bucket.codes[at]
            if not bucket.words:
                del self._outlined[key]
                for shorter in _without_one(key):
                    _take(self._without, shorter, key)

    def sounding(self, codes: Iterable[str]) -> list[str]:
        """Words that share one of the sound codes."""
        return list(dict.fromkeys(word for code in codes for word in self._sounding.get(code, ())))

    def outlines(self, codes: Iterable[str]) -> tuple[list[str], list[str]]:
        """The outlines of the codes, and those with one consonant missing or added; then those with one replaced."""
        near: dict[str, None] = {}
        far: dict[str, None] = {}
        for key in dict.fromkeys(outline(code) for code in codes):
            near |= dict.fromkeys((key, *self._without.get(key, ())))
            for shorter in _without_one(key):
                near[shorter] = None
                far |= dict.fromkeys(self._without.get(shorter, ()))
        return [key for key in near if key in self._outlined], [key for key in far if key not in near]

    def outlined(self, key: str) -> list[str]:
        """The words of an outline."""
        return self._outlined[key].words

    def bucket(self, outlines: Iterable[str]) -> Bucket:
        """The words of all of the outlines."""
        words: list[str] = []
        codes: list[str] = []
        for key in outlines:
            words += self._outlined[key].words
            codes += self._outlined[key].codes
        return Bucket(words, codes)


def _take(table: dict[str, list[str]], key: str, value: str) -> None:
    table[key].remove(value)
    if not table[key]:
        del table[key]


def _without_one(key: str) -> list[str]:
    if not SHORTEST_OUTLINE <= len(key) <= LONGEST_OUTLINE:
        return []
    return list(dict.fromkeys(key[:at] + key[at + 1 :] for at in range(len(key))))


@cache
def _families() -> Mapping[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for line in read_table("names.toml")["given"].strip().splitlines():
        family = frozenset(line.split())
        families |= {word: families.get(word, frozenset()) | family for word in family}
    return families


def forms_of_given(name: str) -> frozenset[str]:
    """The other forms of a given name, in other languages or in short; none when it is not a known one."""
    return _families().get(name, frozenset())


def is_same_given(one: str, other: str) -> bool:
    return other in forms_of_given(one)
