"""Slips of the hand: what it costs to explain one word as another, mistyped."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from corpus.knowledge import read_table

DOUBLED, SWAPPED, VOWEL, LETTER, NEIGHBOUR, OTHER = 0.25, 0.5, 0.45, 0.6, 0.75, 1.0
"""The cost of a letter typed twice or once too few, of two swapped, of a vowel, of a consonant left out or added, of
the key beside the right one, and of any other letter in its place."""

Edit = tuple[str, int, int]
"""What was done to a typed word to get the right one ("insert", "delete", "replace"), and where in both."""


def cost_of_slips(edits: Iterable[Edit], typed: str, word: str) -> float:
    """The cost of all edits together."""
    return sum(_cost(kind, typed, at, word, to) for kind, at, to in edits)


def _cost(kind: str, typed: str, at: int, word: str, to: int) -> float:
    if kind == "replace":
        pair = typed[at], word[to]
        return VOWEL if all(map(_is_vowel, pair)) else NEIGHBOUR if pair in _neighbours() else OTHER
    longer, place = (typed, at) if kind == "delete" else (word, to)
    letter = longer[place]
    if letter in longer[max(0, place - 1) : place] + longer[place + 1 : place + 2]:
        return DOUBLED
    return VOWEL if _is_vowel(letter) else LETTER


def _is_vowel(letter: str) -> bool:
    return letter in "aeiouy"


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of keys that lie side by side."""
    rows: list[str] = read_table("names.toml")["keyboard"]["rows"]
    pairs = [pair for row in rows for pair in pairwise(row)]
    for upper, lower in pairwise(rows):
        pairs += [(key, above) for at, key in enumerate(lower) for above in upper[at : at + 2]]
    return frozenset(pairs) | frozenset((one, other) for other, one in pairs)
