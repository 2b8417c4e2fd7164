"""Words that a page has run together, where it dropped the blanks of its links: «a guard toldHarbour News ina post»."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from corpus.document.language import english
from corpus.knowledge import words_of

_listed = partial(words_of, "pages.toml", "words")
_WORD = re.compile(r"(?<![\w@#/.'’-])[^\W\d_]{3,24}(?![\w@/'’-]|\.\w)")
_CAPITAL_WITHIN = re.compile(r"(?<=[a-z])[A-Z](?=[a-z])")
_FEWEST, _FEWEST_SMALL = 2, 3
"""Words that a page has run together before any is parted; more where all are small, and may be foreign."""
_SHORTEST = 3
"""Letters of what stands beside a small word («ina post», but «to support», «said in»)."""


def seams(text: str, start: int) -> list[int]:
    """The places from `start` on at which a blank is missing; [] for a page that has lost none."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(text, start)]
    capitals = Counter(word for _, word in words if word[0].isupper())
    found = [(at + seam, word) for at, word in words if (seam := _seam(word, capitals)) is not None]
    several = {word for _, word in found}
    small = all(word.islower() for word in several)
    return [at for at, _ in found] if len(several) >= (_FEWEST_SMALL if small else _FEWEST) else []


def _seam(word: str, capitals: Collection[str]) -> int | None:
    """Where two words are run together, in letters from the first; None for one word."""
    inner = _CAPITAL_WITHIN.search(word)
    if inner is not None:
        own = word[: inner.start()]
        return inner.start() if len(own) > 1 and own.islower() and _is_word(own) else None
    if word[0].isupper():
        ends = (at for at in range(4, len(word) - 2) if word[:at] in capitals and word[at:] in _listed("run_on"))
        return next(ends, None)
    if _is_word(word):
        return None
    parts = [at for at in range(1, len(word)) if _are_words(word[:at], word[at:])]
    return parts[0] if len(parts) == 1 else None


def _are_words(one: str, other: str) -> bool:
    small = _listed("small")
    if one in small and other in small:
        return len(one) + len(other) > _SHORTEST
    long = other if one in small else one
    return (one in small or other in small) and len(long) > _SHORTEST and _is_word(long)


def _is_word(word: str) -> bool:
    known = any(form in english(kind) for form in _forms(word) for kind in ("noun", "verb", "adj", "adv"))
    return known or word in _listed("small") or word in _listed("other_small")


def _forms(word: str) -> Iterator[str]:
    """A word with what its endings may leave of it: "signalled", "signall", "signal"."""
    yield word
    for ending in ("s", "es", "ed", "d", "ing", "er", "est", "ly", "ies", "ied"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)]
            yield from (stem, stem + "e", stem + "y")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
