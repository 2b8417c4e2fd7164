"""The parties of the world as data: states, blocs, organisations and armed groups, with every name they go by.

The table is ``knowledge/parties.toml``; nothing in here reads text or guesses at spelling.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from corpus.knowledge import read_table
from corpus.models import Entity, PartyKind, Record

PARTIES_FILE = "parties.toml"

_ARTICLE = re.compile(r"^the\s+(?=\S)")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_MARKS_AS_TYPED = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"})


class PartyEntry(Record):
    """A party and the words for it, each written as English prose writes it and without its article.

    `names` are its other names and abbreviations, `adjectives` its demonyms, adjectives and nouns alike ("Russian",
    "Russians"). `seats` are places that stand for it when they act ("Moscow", "Kremlin") and are only places when
    something happens there; `institutions` are bodies that always act for it ("Pentagon"). `ambiguous` repeats those
    of its words that also are a common word, place or person ("Jordan", "US"): running text must print them in just
    this case, and give a further sign, before they count. `foreign` are names in other languages and scripts, for
    look-up only. `country` is an ISO 3166 code of two letters (XK for Kosovo), None for a party of no one country.
    """

    id: str
    name: str
    kind: PartyKind
    country: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    def aliases(self) -> tuple[str, ...]:
        """Every word for the party but its name, foreign ones last; none that it shares and that means another."""
        return (*_english_aliases(self), *self.foreign)


class SharedName(Record):
    """A name that several parties bear: the party that it means nevertheless, or None where it must be asked about."""

    name: str
    parties: tuple[str, ...]
    means: str | None = None


@cache
def parties() -> Mapping[str, PartyEntry]:
    """Every party of the table by its id ("russia", "european-union"). An id, once given, never changes."""
    entries = read_table(PARTIES_FILE)["party"].items()
    return MappingProxyType({party_id: PartyEntry(id=party_id, **fields) for party_id, fields in entries})


@cache
def shared_names() -> Mapping[str, SharedName]:
    """The names that two parties or more have a right to, by name: "Korea", "Congo", "Brussels"."""
    shared = read_table(PARTIES_FILE)["shared"].items()
    return MappingProxyType({name: SharedName(name=name, **fields) for name, fields in shared})


@cache
def lookalikes() -> frozenset[str]:
    """Names that hold a party's name and mean something else: "Gulf of Mexico", "Washington Post", "Latin America".

    Where running text prints one of these, the party in it is not mentioned.
    """
    return frozenset(read_table(PARTIES_FILE)["lookalikes"])


def party_named(name: str) -> PartyEntry | None:
    """The one party that the name means in English, whatever its case, accents, full stops or leading article.

    None when no party is called so, and when several are and none of them has the better right ("Korea"): such a name
    is one of `shared_names`. Names in other languages are not looked at; `entities` has them.
    """
    return _meanings().get(fold(name))


@cache
def entities() -> tuple[Entity, ...]:
    """The parties as `NameIndex` wants them. A shared name that must be asked about is an alias of all who bear it."""
    return tuple(_entity(entry) for entry in parties().values())


def fold(name: str) -> str:
    """The form in which party names are compared: "the U.S." and "us", "l’Élysée" and "L'Elysee" come out alike."""
    plain = name if name.isascii() else _without_accents(name)
    return _ARTICLE.sub("", _INITIALS.sub("", " ".join(plain.casefold().split())))


def _without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).translate(_MARKS_AS_TYPED)
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub("", plain))


def _entity(entry: PartyEntry) -> Entity:
    names = entry.aliases()
    return Entity(id=f"party:{entry.id}", kind="party", name=entry.name, aliases=names, country=entry.country)


@cache
def _meanings() -> Mapping[str, PartyEntry]:
    shared = shared_names()
    return {
        fold(word): entry
        for entry in parties().values()
        for word in (entry.name, *_english_aliases(entry))
        if word not in shared or shared[word].means == entry.id
    }


def _english_aliases(entry: PartyEntry) -> tuple[str, ...]:
    """All English words for the party but its name, less those that mean another party which shares them."""
    shared = shared_names()
    words = dict.fromkeys((*entry.names, *entry.adjectives, *entry.seats, *entry.institutions))
    return tuple(word for word in words if word not in shared or shared[word].means in (None, entry.id))
