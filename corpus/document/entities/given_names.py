"""First names: whether a word is one, and whether men or women bear it."""

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
    """Whether one first name is the short form of the other: "Mike" of "Michael", but "Mick" of no "Mike"."""
    return one in _short_forms().get(other, ()) or other in _short_forms().get(one, ())


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    rows = (row.split() for row in read_table("names.toml")["short"].strip().splitlines())
    return {whole: frozenset(short) for whole, *short in rows}


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
