"""Names that an article need not explain: well-known bodies, and the places below a state; from ``knowledge/``."""

from collections.abc import Sequence
from functools import cache

from corpus.document.tokens import Token
from corpus.knowledge import read_table, united, words_of

_LONGEST = 3
"""Words of a place's name."""


@cache
def known_bodies() -> frozenset[str]:
    """The bodies that news names without telling what they are."""
    kinds = ("firms", "groups", "agencies", "universities", "outlets")
    return united(*(words_of("bodies.toml", kind) for kind in kinds))


def has_staff(name: str, role: str) -> bool:
    """Whether whoever has a role right behind a well-known name is of it: «Oxfam adviser», but not «Oxfam critic»."""
    special = (("universities", "academics"), ("outlets", "writers"))
    lists = [roles for kind, roles in special if name in words_of("bodies.toml", kind)]
    return any(role in words_of("bodies.toml", roles) for roles in lists or ["staff"])


def longest_known(tokens: Sequence[Token]) -> int:
    """How many of the first tokens are a well-known body's name: «Save the Children», «McDonald's»; or 0."""
    printed = ["".join(token.text_with_ws for token in tokens[:size]).strip() for size in range(len(tokens), 1, -1)]
    return next((len(tokens) - back for back, name in enumerate(printed) if name in known_bodies()), 0)


def is_known(token: Token) -> bool:
    """Whether a capital that is a word of English as well is a body's name or a place's by itself."""
    return token.text in known_bodies() or begins_with_place([token.text])


@cache
def subdivisions() -> frozenset[str]:
    """The places below a state that have officers of their own."""
    return united(*(frozenset(names) for names in _of().values()))


def _of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_table("subdivisions.toml")["of"]
    return found


def begins_with_place(words: Sequence[str]) -> bool:
    """Whether a name's first words are a place's: «Ohio Supreme Court», «Salt Lake City Council»."""
    places = subdivisions() | words_of("subdivisions.toml", "towns", "names")
    return any(" ".join(words[:size]) in places for size in range(1, _LONGEST + 1))
