"""Who meets whom: the parties and people that a sentence names as those of some talks.

Whom a noun stands for is told by `Actors`, and by what points back to a pair ("both sides"). Nobody is added because
the talks would make sense with them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from corpus.document.entities.actor import Actor, base
from corpus.document.entities.actors import Actors
from corpus.document.entities.company import joined
from corpus.document.entities.parties import is_hyphenated
from corpus.document.entities.pointing import meant_by
from corpus.document.tokens import Token
from corpus.knowledge import read_table, united, words_of
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind, Person

nouns = partial(words_of, "talks.toml", "people")


class Side(NamedTuple):
    """A party that takes part, by its entity id and its name."""

    id: str
    name: str

    @property
    def kind(self) -> PartyKind | None:
        """None for a party that the gazetteer does not hold."""
        entry = parties().get(self.id.removeprefix("party:"))
        return entry.kind if entry else None


@dataclass(frozen=True)
class Attendance:
    """Parties and people, in the order of the text; `told` is False where the text only points to them."""

    parties: tuple[Side, ...] = ()
    people: tuple[Person, ...] = ()
    told: bool = True

    def __add__(self, other: "Attendance") -> "Attendance":
        return Attendance(
            tuple(dict.fromkeys(self.parties + other.parties)),
            tuple(dict.fromkeys(self.people + other.people)),
            self.told and other.told,
        )


NOBODY = Attendance()


def attendance_of(actors: Actors, noun: Token | None) -> Attendance:
    """Who a noun stands for, with those joined to it by "and" or a comma; `NOBODY` for reporters and for things."""
    if noun is None:
        return NOBODY
    found = NOBODY
    appositions = [child for child in noun.rights if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN")]
    for one in (*joined(noun), *(one for apposition in appositions for one in joined(apposition))):
        if base(one) not in nouns("audience"):
            found += pair_in(one.text)
            found += _counterparts(actors, one) or as_attendance(actors, actors.of(one) or meant_by(actors, one))
    return found


def _counterparts(actors: Actors, noun: Token) -> Attendance | None:
    """As in "his Somali and Kenyan counterparts", who are of the parties of the adjectives; None for other nouns."""
    if base(noun) not in nouns("counterparts"):
        return None
    adjectives = [child for child in noun.lefts if child.dep_ in ("amod", "compound")]
    found = NOBODY
    for child in adjectives:
        for one in joined(child):
            found += modifier(actors, one)
    return found if found.parties else None


def are_officials(tokens: Iterable[Token]) -> bool:
    """Whether the words name people who meet for somebody, whoever that is: "African leaders"."""
    return any(base(one) in nouns("delegates") | nouns("leaders") for token in tokens for one in joined(token))


def has_office(people: Iterable[Person]) -> bool:
    """Whether one of them holds an office in which people meet for somebody."""
    roles = (word for person in people for word in (person.role or "").lower().split())
    return not united(nouns("delegates"), nouns("leaders")).isdisjoint(roles)


def all_of(actors: Actors, tokens: Iterable[Token]) -> Attendance:
    found = NOBODY
    for token in tokens:
        found += attendance_of(actors, token)
    return found


def as_attendance(actors: Actors, found: Iterable[Actor]) -> Attendance:
    """Those of whom the article or the gazetteer says more than a description: farmers hold no talks of their own."""
    known = [one for one in found if one.person is not None or actors.is_listed(one) or _is_body(actors, one)]
    told = [one for one in known if one.kind or (one.person is None and _is_body(actors, one))]
    sides = (Side(one.party_id, one.party_name) for one in told if one.party_id and one.party_name)
    people = (one.person for one in known if one.person is not None)
    return Attendance(tuple(sides), tuple(people), all(one.told for one in known))


def _is_body(actors: Actors, one: Actor) -> bool:
    """Whether somebody goes by a body's name of its own: "the Dockers' Union", not "dockers on the quay"."""
    words = actors.parse.doc[one.first : one.last + 1]
    kinds = united(words_of("affiliations.toml", "kinds"), words_of("offices.toml", "collectives")) - nouns("audience")
    if words[0].pos_ == "PRON":
        return not kinds.isdisjoint((one.party_name or "").lower().split())
    named = all(word.text[:1].isupper() or word.pos_ not in ("NOUN", "ADJ", "VERB", "PROPN", "CCONJ") for word in words)
    return named and any(base(word) in kinds for word in actors.parse.doc[words[-1].left_edge.i : one.last + 1])


def modifier(actors: Actors, word: Token) -> Attendance:
    """Whom a word before the noun names: "US-China", where a hyphen joins two, "Russian and Ukrainian", "Byron's"."""
    named = [actors.mentions.at(one.i) for one in (*word.lefts, word)]
    joined = [one for one in named if one is not None and is_hyphenated(actors.parse, one.first, one.last)]
    sides = Attendance(tuple(Side(f"party:{one.party_id}", one.name) for one in joined))
    return sides + as_attendance(actors, actors.modifier(word))


def pair_in(words: str) -> Attendance:
    """The parties that a word names two at a time: "inter-Korean", "the two Koreas"; nobody for all others."""
    pairs: dict[str, list[str]] = read_table("talks.toml")["words"]["pairs"]
    named = [one for known, both in pairs.items() if known in words.lower() for one in both]
    return Attendance(tuple(Side(f"party:{one}", parties()[one].name) for one in named))


def governed(token: Token, *prepositions: str) -> Iterator[Token]:
    """The nouns that a word governs by one of these prepositions: "Russia" for "talks with Russia"."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            yield from (noun for noun in child.children if noun.dep_ in ("pobj", "pcomp"))
