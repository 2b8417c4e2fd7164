"""The words of a text, in a form in which two texts can be held against each other, and the marks between them.

Two words are the same only letter by letter: numbers, names, endings and capitals count. What does not count is how a
text is set: the shape of an apostrophe, blanks, invisible characters, the way in which an accent is stored.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from corpus.knowledge import read_toml

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INNER = rf"[\u0300-\u036f{_INVISIBLE}]"
# A minus belongs to its number; a dash between words does not.
_NUMBER = r"(?:(?<![^\s(\[“‘\"'$€£])[-−–])?\d+(?:[.,:/]\d+)*[^\W\d_]*"
_MORE = rf"[^\W_]*(?:{_INNER}[^\W_]*)*"
# Of words, numbers and signs most are words: they are tried first.
_UNIT = re.compile(rf"[^\W\d_]{_MORE}(?:['’ʼ](?:{_INNER}|[^\W_]){_MORE})*|{_NUMBER}|[^\w\s]")
_SIGNS = frozenset("%‰&@#§")
_MARKUP = frozenset("`^~´¨*_")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212]+")
_ELLIPSES = re.compile(r"\.{2,}|…")
_UNCOUNTED = re.compile(r"[^,.;:!?()\[\]/…-]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")


class Word(NamedTuple):
    """A word, a number or a sign that counts as one (%, €): `key` is what is compared, `between` the marks before it.

    `start` and `end` are code points of the text that it was read from.
    """

    key: str
    start: int
    end: int
    between: str = ""


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a source, which are asked for again and again; see `read_words`."""
    return _read(text)


@lru_cache(maxsize=8)
def read_words(text: str) -> tuple[Word, ...]:
    """The words of a draft, perhaps a long one, in their order; () for a text that has none."""
    return _read(text)


def _read(text: str) -> tuple[Word, ...]:
    """Between blanks, which no word has within: most of what stands there is one plain word, and told at once."""
    found: list[Word] = []
    last = start = 0
    made = partial(tuple.__new__, Word)  # of some hundred thousand words a second
    for piece in text.split(" "):
        end = start + len(piece)
        for first, behind in ((start, end),) if piece.isalpha() and piece.isascii() else _units(text, start, end):
            between, unit = text[last:first], text[first:behind]
            key = unit if unit.isascii() else _key(unit)
            found.append(made((key, first, behind, "" if between == " " else marks(between))))
            last = behind
        start = end + 1
    return tuple(found)


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """From where to where words stand in a stretch of a text."""
    for match in _UNIT.finditer(text, start, end):
        unit = match.group()
        if unit[-1].isalnum() or _counts(unit):
            yield match.span()


def _counts(unit: str) -> bool:
    """Whether what ends with no letter or digit is a word."""
    return len(unit) > 1 or unit in _SIGNS or (unit not in _MARKUP and unicodedata.category(unit)[0] in "SM")


def _key(unit: str) -> str:
    plain = unicodedata.normalize("NFC", _DROPPED.sub("", unit))
    return plain.replace("’", "'").replace("ʼ", "'").replace("−", "-").replace("–", "-")


def marks(between: str) -> str:
    """The punctuation between two words, however it is set; quotation marks and blanks are none."""
    if not between or between.isspace():
        return ""
    plain = _DASHES.sub("-", _ELLIPSES.sub("…", between))
    return re.sub(r"-+", "-", _UNCOUNTED.sub("", plain))


def same(one: Word, other: Word, *, first: bool = False) -> bool:
    """Whether it is the same word; the first one of a quotation may have lost or gained its capital."""
    return one.key == other.key or (first and without_capital(one.key) == without_capital(other.key))


def without_capital(key: str) -> str:
    return key[:1].lower() + key[1:]


def ends_sentence(between: str) -> bool:
    return "." in between or "!" in between or "?" in between


# -- what words weigh --------------------------------------------------------------------------------------------------


def is_content(word: Word) -> bool:
    """Whether it says what a statement is about, as a name, a number, a noun and most verbs do."""
    return is_content_key(word.key)


@lru_cache(maxsize=50_000)
def is_content_key(key: str) -> bool:
    """The same of the key of a word."""
    return not is_common(key) and key[-1].isalnum()


def is_common(word: str) -> bool:
    """Whether it stands in any statement and so names nothing."""
    return word.casefold() in _listed("common")


def names_nobody(word: str) -> bool:
    """Whether its capital makes it no name: a word of any statement, a day, a label such as "Breaking"."""
    return is_common(word) or word.casefold() in _listed("capitals")


def is_filler(word: str, before: str) -> bool:
    """Whether it is a sound that nobody prints ("um"), or with the word before it a phrase that says nothing."""
    return word.casefold() in _listed("fillers") or f"{before}_{word}".casefold() in _listed("fillers")


def stands_for_somebody(word: str) -> bool:
    """Whether it is a pronoun that means somebody who was named before."""
    return word.casefold() in _listed("pronouns")


def begins_phrase(word: str) -> bool:
    """Whether it is an article, or stands for one, before words that describe somebody."""
    return word.casefold() in _listed("articles")


def begins_clause(word: str) -> bool:
    """Whether another clause begins with it, of which somebody else may be the subject."""
    return word.casefold() in _listed("clauses")


def stands_before_saying(word: str) -> bool:
    """Whether it may stand between a name and its verb of saying ("Lund has also said")."""
    return word in _listed("between")


def says(word: str) -> bool:
    """Whether it is a verb that brings in a quotation ("said", "adds")."""
    return word in _listed("saying")


def counts(word: Word) -> bool:
    """Whether it is a number, in figures or in letters ("one" may be none)."""
    return word.key[0].isdigit() or word.key.casefold() in _listed("numbers")


def negates(word: Word) -> bool:
    key = word.key.casefold()
    return key in _listed("negations") or key.endswith("n't")


@cache
def _listed(name: str) -> frozenset[str]:
    table = read_toml(Path(__file__).with_name("words.toml"))
    return frozenset(table[name].split())


# -- what turns a cut passage round ------------------------------------------------------------------------------------

NEAR = 3
"""How many words before a passage may turn it round without standing in it ("not" before "noticed anything")."""


def negation_before(words: Sequence[Word], at: int, near: int = NEAR) -> int | None:
    """The number of a negation at most `near` words before word `at` with no mark in between; None for none."""
    for number in range(at - 1, max(-1, at - 1 - near), -1):
        if words[number + 1].between:
            return None
        if negates(words[number]):
            return number
    return None


def negation_after(words: Sequence[Word], end: int) -> int | None:
    """The number of a negation right behind the passage that ends before word `end`; None if there is none."""
    return end if end < len(words) and not words[end].between and negates(words[end]) else None


def negation_in_sentence(words: Sequence[Word], at: int) -> int | None:
    """The number of the last negation in the same sentence before word `at`; None if there is none."""
    for number in range(at - 1, -1, -1):
        if ends_sentence(words[number + 1].between):
            return None
        if negates(words[number]):
            return number
    return None
