"""Whether a text is English: by its most frequent words, which every language has others of."""

import re
from collections import Counter
from functools import cache

from corpus.errors import UnwantedError
from corpus.knowledge import read_table

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_ENOUGH = 25
"""Words; with fewer nobody can tell, and what the metadata says is taken."""

_MOST = 4_000
"""Words that are looked at."""

_SHARE, _LEAD = 0.15, 1.4
"""Of the words of a language's text a third to a half are its frequent ones, and less than a tenth of another's."""


def refuse_other_languages(text: str, declared: str | None) -> None:
    """Raises `UnwantedError`, which names the language, for a text that is surely not English."""
    words = [word.lower() for word in _WORD.findall(text)[:_MOST]]
    if len(words) < _ENOUGH:
        tag = (declared or "en").lower().replace("_", "-").split("-")[0]
        if tag not in ("en", "eng", "und", "mul", "x"):
            raise UnwantedError(f"is in another language than English, as it says itself ({declared})")
        return
    if sum(1 for word in words if _LATIN.fullmatch(word)) < len(words) / 2:
        raise UnwantedError("is in another script than English is written in")
    shares = shares_of(words)
    name, most = max(shares.items(), key=lambda pair: pair[1])
    if name != "English" and most >= _SHARE and most > _LEAD * shares["English"]:
        raise UnwantedError(f"is in {name}, not in English")


def shares_of(words: list[str]) -> dict[str, float]:
    """For each language how many of the words, from 0 to 1, are among its most frequent ones."""
    counts = Counter(words)
    total = len(words) or 1
    return {name: sum(counts[word] for word in known) / total for name, known in _profiles().items()}


@cache
def _profiles() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read_table("languages.toml")["frequent"].items()}
