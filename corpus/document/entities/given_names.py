"""First names: whether a word is one, and whether men or women bear it."""

from collections.abc import Mapping
from functools import cache

from corpus.knowledge import read_table
from corpus.names.likeness.romanise import fold


def is_given(word: str) -> bool:
    """Whether a word is a first name, or two of them joined by a hyphen."""
    return any(part in _sexes() for part in fold(word))


@cache
def _sexes() -> Mapping[str, str]:
    """First names, folded, with "m", "f" or "" where both bear them."""
    table = read_table("given_names.toml")
    men, women = set(table["men"].split()), set(table["women"].split())
    for family in read_table("names.toml")["given"].strip().splitlines():
        names = set(family.split())
        unlisted, of_men, of_women = names - men - women, len(names & men), len(names & women)
        men |= unlisted if of_men >= of_women else set()
        women |= unlisted if of_women >= of_men else set()
    return {name: "" if name in men and name in women else "m" if name in men else "f" for name in men | women}


def sex_of(word: str) -> str | None:
    """Gives "m" or "f" for a first name that only men or only women bear; None for any other word."""
    return _sexes().get(word) or None
