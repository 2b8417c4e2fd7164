"""Names in any script as plain Latin words, so that they can be compared letter by letter.

A name is folded to lower-case words of the letters a to z and digits. Nothing in here knows anybody's name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from anyascii import anyascii

from corpus.knowledge import read_table

LETTERS_FILE = "letters.toml"

_SCRIPTS_OF_LETTERS = ("latin", "cyrillic", "greek", "armenian", "arabic", "hebrew", "kana")
_WORD = re.compile(r"[a-z0-9]+")
_SEPARATOR = re.compile(r"[·・･‧•＝=]")
_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")
_HANGUL_SYLLABLE = re.compile(r"([가-힣])")


class Writing(Enum):
    """How much of a name's sound its script writes down: that decides how closely spellings can be compared."""

    LATIN = "latin"
    ALPHABET = "alphabet"  # Cyrillic, Greek, Georgian, Devanagari …: vowels and consonants
    ABJAD = "abjad"  # Arabic, Hebrew: consonants
    SYLLABLES = "syllables"  # kana: consonants with vowels put between them
    HANGUL = "hangul"
    HAN = "han"

    @property
    def has_vowels(self) -> bool:
        """Whether names in it can be compared letter by letter."""
        return self in (Writing.LATIN, Writing.ALPHABET)


_WRITING = {
    "LATIN": Writing.LATIN,
    "ARABIC": Writing.ABJAD,
    "HEBREW": Writing.ABJAD,
    "SYRIAC": Writing.ABJAD,
    "HIRAGANA": Writing.SYLLABLES,
    "KATAKANA": Writing.SYLLABLES,
    "THAI": Writing.ABJAD,
    "LAO": Writing.ABJAD,
    "TAMIL": Writing.ABJAD,
    "MYANMAR": Writing.ABJAD,
    "HANGUL": Writing.HANGUL,
    "CJK": Writing.HAN,
}


def letters() -> Mapping[str, Any]:
    """The tables of ``knowledge/letters.toml``."""
    return read_table(LETTERS_FILE)


def writing(text: str) -> Writing:
    """The writing that most letters of `text` belong to; LATIN when it has no letters at all."""
    if text.isascii():
        return Writing.LATIN
    scripts = Counter(
        unicodedata.name(letter, "?").split(" ", 1)[0].split("-")[0] for letter in text if letter.isalpha()
    )
    if not scripts:
        return Writing.LATIN
    return _WRITING.get(scripts.most_common(1)[0][0], Writing.ALPHABET)


@cache
def _replacements(tables: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    strings = {old: new for table in tables for old, new in letters()[table]["strings"].items()}
    strings |= dict.fromkeys(letters()["dropped"]["letters"], "") | strings
    longest_first = sorted(strings, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), strings


@cache
def _marked() -> frozenset[str]:
    return frozenset(letters()["latin"]["strings"])


def _read_letters(text: str, *, spoken: bool) -> str:
    tables = _SCRIPTS_OF_LETTERS if spoken else _SCRIPTS_OF_LETTERS[1:]
    pattern, strings = _replacements(tables)
    return pattern.sub(lambda found: strings[found.group()], text)


@lru_cache(maxsize=20_000)
def fold(text: str, *, spoken: bool = False) -> tuple[str, ...]:
    """The words of a name in plain lower-case Latin letters; () when nothing of it can be read.

    Use the words as they are for spelling ("Šolc" is "solc", as people type it); with `spoken`, Latin letters with
    marks are written as they sound ("sholc"). Syllables of Hangul become words of their own.
    """
    if text.isascii():
        return tuple(_WORD.findall(_POSSESSIVE.sub("", text.lower()).replace("'", "").replace("`", "")))
    text = _SEPARATOR.sub(" ", unicodedata.normalize("NFKC", text))
    if spoken and _marked().isdisjoint(text):
        return fold(text)
    text = _ARABIC_ARTICLE.sub("ال ", _POSSESSIVE.sub("", text))
    text = _HANGUL_SYLLABLE.sub(r"\1 " if " " not in text.strip() else r"\1", text)
    plain = anyascii(_read_letters(text, spoken=spoken)).lower().replace("'", "").replace("`", "")
    return tuple(_WORD.findall(plain))


# -- how a word sounds


@cache
def _sounds() -> tuple[re.Pattern[str], Mapping[str, str]]:
    strings: dict[str, str] = letters()["sounds"]["strings"]
    return re.compile("|".join(sorted(strings, key=len, reverse=True))), strings


_FINAL_H = re.compile(r"(?<=[aeiou])h$")
_FINAL_I = re.compile(r"(?<=.)(?:iy|yi|ij|yj|ii|yy|ey|ei|ai|ay|aj|ej|uy)$")
_GLIDE = re.compile(r"[jy]+(?=[aeou])|i(?=[aeou])")
_FINAL_F = re.compile(r"ff?$")
_TWICE = re.compile(r"(.)\1+")


def _sound(word: str) -> str:
    pattern, strings = _sounds()
    word = word[:-1] + "k" if word.endswith("c") else word
    word = pattern.sub(lambda found: strings[found.group()], _FINAL_H.sub("", word))
    word = _GLIDE.sub("", _FINAL_I.sub("i", word)).replace("j", "i").replace("y", "i")
    word = word[:-1] if word.endswith("ine") else word
    return _TWICE.sub(r"\1", _FINAL_F.sub("v", word))


@lru_cache(maxsize=20_000)
def sounds(word: str) -> tuple[str, ...]:
    """How a folded word may sound, likeliest first: one code letter a sound, several codes where languages differ.

    Words that share a code are spellings of one name ("Medwedew", "Medvedev"). At least one code comes back.
    """
    spellings = [word]
    for other, rule in letters()["readings"].items():
        if rule["letter"] in word and not any(part in word for part in rule["unless"].split()):
            spellings.append(word.replace(rule["letter"], other))
    if word.endswith("z") and len(word) > 2:
        spellings.append(word.rstrip("tz") + "ts")
    codes = dict.fromkeys(code for spelling in spellings[:4] if (code := _sound(spelling)))
    return tuple(codes) or (word,)


_VOWELS = str.maketrans(dict.fromkeys("aeiou"))
_CLOSE = str.maketrans({"S": "s", "Z": "s", "C": "s", "J": "s", "c": "s", "z": "s", "g": "h", "f": "v"})
_BROAD = str.maketrans(dict(zip("vpblrkhtdmns", "BBBRRKKTTMNS", strict=True)))


class Shape(NamedTuple):
    """A sound code in coarser and coarser writing; a code of vowels alone keeps them.

    `bare` is without its vowels; in `close` the easily mistaken consonants are one; `outline` has consonants by the
    place of the mouth only, which is what every script and every typist agree on.
    """

    bare: str
    close: str
    outline: str


@lru_cache(maxsize=50_000)
def shape(code: str) -> Shape:
    bare = code.translate(_VOWELS) or code
    close = _TWICE.sub(r"\1", bare.translate(_CLOSE))
    return Shape(bare, close, _TWICE.sub(r"\1", close.translate(_BROAD)))


def outline(code: str) -> str:
    """`Shape.outline` of a code."""
    return shape(code).outline


_PINYIN = (("ng", "n"), ("x", "sh"), ("q", "ch"), ("j", "dj"), ("er", "r"))


@lru_cache(maxsize=20_000)
def sounds_in(word: str, script: Writing) -> tuple[str, ...]:
    """The sound codes of a word that was written in another script, where its romanised letters stand for less.

    A w may be a vowel in Arabic or Hebrew; chi and ji are also ti and di in kana; Chinese has its own q, x and j.
    """
    if script is Writing.ABJAD:
        return tuple(dict.fromkeys((*sounds(word), *sounds(word.replace("w", "u")))))
    if script is Writing.SYLLABLES:
        return tuple(dict.fromkeys((*sounds(word), *sounds(word.replace("ch", "t").replace("j", "d")))))
    if script is Writing.HAN:
        for pinyin, sound in _PINYIN:
            word = word.replace(pinyin, sound)
    return sounds(word)
