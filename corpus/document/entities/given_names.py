"""First names: whether a word is one, and whether men or women bear it."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from corpus.knowledge import read_table, words_of
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


def is_short_form(one: str, other: str) -> bool:
    """Whether two first names may be one person's: "Mike" and "Michael", by the families of names that are one."""
    return bool(_families().get(one, frozenset()) & _families().get(other, frozenset()))


@cache
def _families() -> Mapping[str, frozenset[int]]:
    """The numbers of the families that a first name is of."""
    found = defaultdict[str, set[int]](set)
    for number, family in enumerate(read_table("names.toml")["given"].strip().splitlines()):
        for name in family.split():
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def _by_count() -> Mapping[str, str]:
    table = read_table("given_names.toml")
    return {name: sex for sex, key in (("m", "men_by_count"), ("f", "women_by_count")) for name in table[key].split()}


def family_first(words: tuple[str, ...]) -> bool:
    """Whether a folded name is one of those that begin with the family: Chinese, Korean, Vietnamese."""
    family = len(words) in (2, 3) and words[0] in words_of("roles.toml", "family_first")
    return family and not is_given(words[-1])


def sex_of(word: str) -> str | None:
    """Gives "m" or "f" for a first name that hardly anybody of the other sex bears; None for any other word."""
    return _by_count().get(word) or _sexes().get(word) or None
