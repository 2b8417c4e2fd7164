"""Words as they are held against each other across articles, whoever printed them and in whichever house's spelling."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise

from corpus.knowledge import read_table
from corpus.words import Word, is_common, is_content_key, words_of

FEWEST_WORDS, FEWEST_TELLING = 5, 3
"""Words, and words that tell what it is about: with fewer, two people say the same by chance, and one on two days."""

_TOGETHER = 3
"""Telling words that two wordings must have one after the other to be looked at; of short ones all but one will do."""

_SHORT = 5
"""Telling words of a wording in which one that differs leaves no three together."""

_WINDOW = 2
"""Of so many neighbouring shingles the least is kept: a stretch of four telling words is found by one of its two."""

_BITS = 63


class Wording:
    """The words of a quote with the marks between them that say something: brackets, ellipses, ends of sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Sequence[Word] = words_of(text)
        loud = not any(letter.islower() for letter in text)
        self.keys: tuple[str, ...] = tuple([_loud(word.key) if loud else key_of(word.key) for word in self.words])

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The numbers of the words that say what it is about."""
        return tuple([at for at, word in enumerate(self.words) if is_content_key(word.key)])

    @property
    def runs(self) -> int:
        """Of how many shingles those of a wording that has the same words and more are a part, about."""
        return max(1, len(self.telling) - _TOGETHER + 1)

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What stands before each word, and behind the last one."""
        behind = self.text[self.words[-1].end :] if self.words else self.text
        return (*[word.between for word in self.words], re.sub(r"\.{2,}", "…", behind).strip())

    @cached_property
    def marks(self) -> frozenset[str]:
        """Every mark that stands before, between or behind the words."""
        return frozenset("".join(self.gaps))

    @cached_property
    def bracketed(self) -> frozenset[int]:
        """The numbers of the words that stand in brackets: who printed them put them in, or so it may be."""
        if not any("[" in gap or "(" in gap for gap in self.gaps if gap):
            return frozenset()
        inside, found = False, set[int]()
        for at, gap in enumerate(self.gaps[:-1]):
            for mark in re.findall(r"[\[\]()]", gap):
                inside = mark in "[("
            if inside:
                found.add(at)
        return frozenset(found)

    @property
    def size(self) -> int:
        """Words, without what stands in brackets."""
        return len(self) - len(self.bracketed)

    @property
    def is_enough(self) -> bool:
        """Whether it is more than two people say by chance."""
        return len(self) >= FEWEST_WORDS and len(self.telling) >= FEWEST_TELLING

    @cached_property
    def plain(self) -> str:
        """One line for all printings that differ only in how they are set."""
        told = zip(self.gaps, self.keys, strict=False)
        marked = [f"{_telling_mark(gap)}{key}" if gap else key for gap, key in told]
        return f"{' '.join(marked)}{'?' if '?' in self.gaps[-1] else ''}"

    @cached_property
    def number(self) -> int:
        """The same for all printings with the same `plain` words, and no other's; at most 63 bits."""
        return _number((self.plain,))

    def span(self, first: int, end: int) -> tuple[int, int]:
        """From where to where in the text some words stand, in code points."""
        return self.words[first].start, self.words[end - 1].end


@lru_cache(maxsize=1024)
def wording_of(text: str) -> Wording:
    return Wording(text)


def shingles(wording: Wording) -> frozenset[int]:
    """Numbers of which two wordings share one if they have a stretch in common; () for what is too short to tell.

    A stretch is four telling words one after the other, or all but one of five or fewer. Common words and what is set
    otherwise do not matter.
    """
    if not wording.is_enough:
        return frozenset()
    told = [wording.keys[at] for at in wording.telling]
    runs = [_number(told[at : at + _TOGETHER]) for at in range(len(told) - _TOGETHER + 1)]
    kept = {min(pair) for pair in pairwise(runs)} if len(told) > _SHORT + _TOGETHER else set(runs)
    return frozenset(kept | set(_all_but_one(told)))


def _all_but_one(told: Sequence[str]) -> Iterator[int]:
    """A short wording without each of its words, and a shorter one whole."""
    if _TOGETHER < len(told) <= _SHORT:
        yield _number(told)
        yield from (_number([*told[:at], *told[at + 1 :]]) for at in range(len(told)))


def _number(words: Iterable[str]) -> int:
    made = blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(made) >> (64 - _BITS)


def _telling_mark(gap: str) -> str:
    """The marks that may change what is said, or say that something is left out or put in."""
    if not gap:
        return ""
    told = [mark for mark in re.findall(r"[\[\]()…?.!;:]", gap) if mark not in ";:"]
    return "".join("." if mark == "!" else mark for mark in told)


# -- one word in two spellings -----------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """What a word is compared by: the same for "Defence" and "defense", two for "US" and "us"."""
    return word if len(word) > 1 and word.isupper() and is_common(word) else _loud(word)


@lru_cache(maxsize=50_000)
def _loud(word: str) -> str:
    """The same where all words are in capitals."""
    small = _without_accents(word.casefold())
    if _any_rule().search(small):
        for pattern, other in _rules():
            small = pattern.sub(other, small)
    return small


def same_letters(one: Iterable[Word], other: Iterable[Word]) -> bool:
    """Whether words differ only in where they are parted: "cease-fire" and "ceasefire"."""
    return key_of("".join(word.key for word in one)) == key_of("".join(word.key for word in other))


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


@cache
def _any_rule() -> re.Pattern[str]:
    return re.compile("|".join(pattern for pattern, _ in read_table("spelling.toml")["rules"]))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), other) for pattern, other in read_table("spelling.toml")["rules"])
