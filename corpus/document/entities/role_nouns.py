"""Which words say what somebody is, from ``knowledge/roles.toml`` and ``nouns.toml``."""

from collections.abc import Mapping
from functools import partial

from corpus.document.tokens import Doc, Token
from corpus.knowledge import read_table, words_of

role_words = partial(words_of, "roles.toml")


def is_role_noun(word: str) -> bool:
    return word in role_words("roles") or word.removesuffix("s") in role_words("roles")


def is_human_noun(word: str) -> bool:
    """Whether a common noun is one for people: "docker", "teammate"."""
    person = word in words_of("nouns.toml", "persons") and word not in role_words("vessels")
    return person or is_role_noun(word)


def role_noun(token: Token) -> str:
    """What somebody is, in the singular and in full: "minister" for «Ministers», "governor" for «Gov.»."""
    short: Mapping[str, str] = read_table("roles.toml")["short"]
    word = short.get(plain(token), plain(token))
    return word if word in role_words("roles") or not is_role_noun(word) else word.removesuffix("s")


def plain(token: Token) -> str:
    return token.lower_.rstrip(".")


def word_at(doc: Doc, at: int) -> str:
    """The word at a place in small letters; "" beyond the text."""
    return doc[at].lower_ if 0 <= at < len(doc) else ""
