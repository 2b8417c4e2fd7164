"""Words spelled a little otherwise than what could be found: spelling is forgiven for topics as for names."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from corpus.names.likeness import romanise

SHORTEST = 5
"""Letters; shorter words are one slip away from another word."""

ALIKE = 80.0
"""Of 100, by Levenshtein's distance with swaps counted once over both lengths: two slips in ten letters."""


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one known name or word that the typed one is misspelt for; None where there is none, or two as near."""
    plain = _plain(typed)
    if len(plain) < SHORTEST:
        return None
    by_plain = {_plain(one): one for one in known}
    found = process.extract(plain, by_plain.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return by_plain[found[0][0]]


def respelt(typed: str, texts: Iterable[str]) -> str | None:
    """The typed words with each that stands in none of the texts as the one that does; None if one has no nearest."""
    known = {_plain(word): word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    words = [word if _plain(word) in known else nearest(word, known.values()) for word in typed.split()]
    told = " ".join(word for word in words if word)
    return told if all(words) and _plain(told) != _plain(typed) else None


def _plain(text: str) -> str:
    return " ".join(romanise.fold(text))
