"""How likely one word is a spelling of another, as it is heard, typed and romanised."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from corpus.knowledge import read_table
from corpus.names.likeness.romanise import Writing, shape, sounds, sounds_in
from corpus.names.likeness.slips import SWAPPED, cost_of_slips

SAME_SOUND = 0.95
"""The likeness of two words that may be said alike."""


@lru_cache(maxsize=20_000)
def alike(typed: str, word: str) -> float:
    """How likely `typed` is a spelling of `word`, both folded: 1 the same, from .95 of one sound, from .7 plausible."""
    if typed == word:
        return 1.0
    one, other = sounds(typed), sounds(word)
    if min(len(typed), len(word)) < 3:
        return 0.9 if len(typed) == len(word) and one[0] == other[0] else 0.0
    other_gender = 0.12 if _is_feminine(typed) != _is_feminine(word) else 0.0
    if one[0] == other[0]:
        return (0.89 if {typed[-1], word[-1]} == {"v", "w"} else 0.97) - other_gender
    if set(one) & set(other):
        return SAME_SOUND - other_gender
    cost = min(_slip(typed, word), *(_mishearing(a, b) for a in one for b in other))
    if typed[0] != word[0] and shape(one[0]).close[0] != shape(other[0]).close[0]:
        cost += 0.3
    return max(0.0, _likeness(cost, max(len(typed), len(word))) - other_gender)


def _likeness(cost: float, length: int) -> float:
    """What a cost in letters means for words of a length: the longer, the more may differ."""
    budget = 0.6 + 0.22 * length if length > 3 else 0.5
    return 1 - 0.30 * cost / budget if cost <= budget else max(0.0, 0.7 - 0.8 * (cost - budget) / budget)


def _mishearing(one: str, other: str) -> float:
    """Consonants count one, vowels and sounds that are easily taken for each other about half."""
    a, b = shape(one), shape(other)
    close = OSA.distance(a.close, b.close)
    bare = max(close, OSA.distance(a.bare, b.bare))
    return close + 0.55 * (bare - close) + 0.45 * max(0, OSA.distance(one, other) - bare) + 0.1


def _slip(typed: str, word: str) -> float:
    """The cost of one or two slips of the hand; beyond that, more than any word can pay."""
    distance = OSA.distance(typed, word, score_cutoff=2)
    if distance > 2:
        return 9.0
    edits = Levenshtein.editops(typed, word)
    if len(edits) > distance:
        return SWAPPED * distance
    return cost_of_slips(((edit.tag, edit.src_pos, edit.dest_pos) for edit in edits), typed, word)


def _is_feminine(word: str) -> bool:
    return word.endswith(tuple(read_table("names.toml")["feminine"].split()))


def alike_outlines(one: str, other: str) -> float:
    """For scripts that write few vowels or add some: consonants alone, which are never certain."""
    if one == other:
        return 0.88 if len(one) > 2 else 0.78 if len(one) == 2 else 0.6
    length = max(len(one), len(other))
    if length < 3:
        return 0.0
    distance = OSA.distance(one, other)
    return max(0.0, 0.86 - 0.75 * distance / length) if distance <= 1 + (length > 6) else 0.0


def _alike_codes(one: str, other: str) -> float:
    a, b = shape(one), shape(other)
    closer = 0.02 * (a.close == b.close) + 0.02 * (one[0] == other[0]) + 0.02 * (one[-1] == other[-1])
    return min(alike_outlines(a.outline, b.outline) + closer, 0.94)


@lru_cache(maxsize=20_000)
def alike_in_consonants(typed: str, word: str, script: Writing) -> float:
    """`alike` for a word that was written in a script of few vowels, or of too many."""
    if typed == word:
        return 1.0
    return max(_alike_codes(code, other) for code in sounds_in(typed, script) for other in sounds(word))


def share_of_letters(one: str, other: str) -> float:
    """How much of two words is the same, letter by letter: 1.0 for the same, 0.0 for nothing in common."""
    return Levenshtein.normalized_similarity(one, other)
