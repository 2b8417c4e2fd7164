"""Who meets whom: the parties and people that a sentence names as those of some talks.

A party is told by its name, by somebody who acts for it ("Egyptian negotiators"), by a person whose party the article
tells, or by a pair that was just named ("both sides"). Nobody is added because the talks would make sense with them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from corpus.document.entities.parties import Mention, Mentions
from corpus.document.parse import Parse
from corpus.knowledge import read_table
from corpus.knowledge.gazetteer import parties
from corpus.models import Person

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = ("amod", "compound", "nmod", "poss")
_DEEPEST = 6
_PAIR = 2
_WINDOW = 3
"""Sentences, its own among them, in which a pair that is pointed to must have been named."""


@dataclass(frozen=True)
class Attendance:
    """Parties and people by name, in the order of the text; `told` is False where the text only points to them."""

    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    told: bool = True

    def __add__(self, other: "Attendance") -> "Attendance":
        return Attendance(
            tuple(dict.fromkeys(self.parties + other.parties)),
            tuple(dict.fromkeys(self.people + other.people)),
            self.told and other.told,
        )


NOBODY = Attendance()


@cache
def nouns(kind: str) -> frozenset[str]:
    return frozenset(read_table("talks.toml")["people"][kind])


def named_pairs(words: str) -> tuple[str, ...]:
    """The parties that a word names two at a time: "inter-Korean", "the two Koreas"; () for all others."""
    pairs: dict[str, list[str]] = read_table("talks.toml")["words"]["pairs"]
    return tuple(parties()[one].name for known, both in pairs.items() if known in words for one in both)


def base(token: "Token") -> str:
    """The dictionary form; of a plural that the tagger takes for a name ("Negotiators"), too."""
    form = str(token.lemma_).lower()
    return form[:-1] if token.tag_ == "NNPS" and form.endswith("s") and token.lower_ != "talks" else form


@dataclass(frozen=True)
class Cast:
    """All who could take part in talks of one article."""

    parse: Parse
    mentions: Mentions
    people: tuple[Person, ...]
    _memo: dict[int, Attendance] = field(default_factory=dict, repr=False)

    @cached_property
    def person_at(self) -> dict[int, Person]:
        """The person whose name a token is part of."""
        found: dict[int, Person] = {}
        for person in self.people:
            for span in person.mentions:
                first, last = self.parse.tokens(span.start, span.end)
                found.update(dict.fromkeys(range(first, last + 1), person))
        return found

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        """Every naming of a party, by the party itself or by one of its people, in the order of the text."""
        acting = [(one.first, one.name) for one in self.mentions.found if one.acts or self.is_hyphenated(one)]
        spans = [(self.parse.token_at(span.start), one.party_name) for one in self.people for span in one.mentions]
        return sorted([*acting, *[(number, name) for number, name in spans if name]])

    @cached_property
    def main_pair(self) -> tuple[str, ...]:
        """The two parties named most often in the article; () if there are not two."""
        counted = Counter(name for _, name in self._named).most_common(_PAIR)
        return tuple(name for name, _ in counted) if len(counted) == _PAIR else ()

    def is_somebody(self, number: int) -> bool:
        """Whether a token is part of the name of a person of whom the article says anything."""
        person = self.person_at.get(number)
        return person is not None and bool(person.party_name or person.role or len(person.mentions) > 1)

    def is_hyphenated(self, mention: Mention) -> bool:
        text, last = self.parse.article.text, self.parse.doc[mention.last]
        start, end = self.parse.doc[mention.first].idx, last.idx + len(last)
        return text[end : end + 1] in ("-", "–") or text[max(0, start - 1) : start] in ("-", "–")

    def who(self, token: "Token", depth: int = 0) -> Attendance:
        """Who a noun stands for, with those joined to it by "and" or a comma; `NOBODY` for reporters and for things."""
        if depth > _DEEPEST:
            return NOBODY
        found = self._one(token, depth)
        for child in token.children:
            if child.dep_ in ("conj", "appos") and child.i > token.i and child.pos_ in ("NOUN", "PROPN", "ADJ"):
                found += self.who(child, depth + 1)
        return found

    def _one(self, token: "Token", depth: int) -> Attendance:
        person = self.person_at.get(token.i)
        if person is not None:
            own = (person.party_name,) if person.party_name else self._party_beside(token)
            return self._joined_before(token) + Attendance(own, (person.name,))
        mention = self.mentions.at(token.i)
        if mention is not None:
            stands = mention.acts and self._is_noun(mention, token) and not _is_abstract(mention, token)
            return Attendance((mention.name,)) if stands else NOBODY
        if token.pos_ == "PRON":
            return self._antecedent(token)
        if named_pairs(token.lower_):
            return Attendance(named_pairs(token.lower_))
        lemma = base(token)
        if lemma in nouns("audience"):
            return NOBODY
        if self.points_back(token):
            return self.pair_before(token.i)
        if lemma in nouns("delegates") or token.lower_ in nouns("delegates"):
            return self.beside(token, depth)
        return NOBODY

    def _joined_before(self, name: "Token") -> Attendance:
        """People before "and" whom the parser has hung below the last name: "President Lind and leader Kim Un met"."""
        words = [token for token in self.parse.doc[name.left_edge.i : name.i] if token.dep_ not in ("poss", "pobj")]
        if not any(token.lower_ == "and" for token in words):
            return NOBODY
        found = NOBODY
        for token in words:
            found += self._named_at(token) if self.person_at.get(token.i) else NOBODY
        return found

    @staticmethod
    def _is_noun(mention: Mention, token: "Token") -> bool:
        return mention.form != "adjective" or token.tag_ in ("NNS", "NNPS", "NNP")

    def _party_beside(self, token: "Token") -> tuple[str, ...]:
        mention = self.mentions.of(token)
        return (mention.name,) if mention else ()

    def beside(self, noun: "Token", depth: int = 0) -> Attendance:
        """The parties and people that a noun's modifiers name: "US-China", "Russian and Ukrainian", "from Qatar"."""
        found = NOBODY
        for child in noun.children:
            if child.dep_ in _MODIFIERS and child.i < noun.i:
                found += self.modifier(child)
            elif child.dep_ == "prep" and child.lower_ in ("of", "from", "for", "by") and depth < _DEEPEST:
                for governed in child.children:
                    if governed.dep_ == "pobj":
                        found += self.who(governed, depth + 1)
        return found

    def modifier(self, token: "Token") -> Attendance:
        found = NOBODY
        for one in (*(child for child in token.children if child.dep_ in _MODIFIERS), token):
            found += self._named_at(one)
        for child in token.children:
            if child.dep_ in ("conj", "appos"):
                found += self.modifier(child)
        return found

    def _named_at(self, token: "Token") -> Attendance:
        person = self.person_at.get(token.i)
        if person is not None:
            return Attendance((person.party_name,) if person.party_name else (), (person.name,))
        mention = self.mentions.at(token.i)
        if mention is None or not (mention.acts or self.is_hyphenated(mention)):
            return NOBODY
        return Attendance((mention.name,))

    # ----------------------------------------------------------------------- those that the text points back to

    def points_back(self, noun: "Token") -> bool:
        """As in "both sides", "the two leaders", "the parties": no name of their own, and two of them."""
        if base(noun) not in nouns("pairs"):
            return False
        before = [
            child for child in noun.lefts if child.dep_ in ("det", "nummod", "amod", "poss", "predet", "compound")
        ]
        if any(self.mentions.at(child.i) or self.person_at.get(child.i) for child in before):
            return False
        counted = any(child.lower_ in ("both", "two", "warring", "rival", "opposing") for child in before)
        return counted or (base(noun) in ("side", "party") and noun.tag_ == "NNS" and bool(before))

    def pair_before(self, number: int) -> Attendance:
        """The two parties named last before a token, told apart from more by which are the article's main ones."""
        sentence = self.parse.sentence_numbers[number]
        names: tuple[str, ...] = ()
        for back in range(_WINDOW):
            near = [
                name for at, name in self._named if at < number and sentence - back <= self._sentence(at) <= sentence
            ]
            names = tuple(dict.fromkeys(near))
            if len(names) >= _PAIR:
                break
        if len(names) != _PAIR:
            names = self.main_pair if set(self.main_pair) <= set(names) else ()
        return Attendance(names, told=False)

    def _sentence(self, number: int) -> int:
        return self.parse.sentence_numbers[number]

    def _antecedent(self, pronoun: "Token") -> Attendance:
        if pronoun.lower_ in ("who", "which", "that"):
            node = pronoun.head
            while node.dep_ in ("conj", "xcomp") and node.head.i != node.i:
                node = node.head
            above = node.head if node.dep_ in ("relcl", "ccomp", "acl") else None
            above = self._plain_head(above) if above is not None else None
            return self.who(above) if above is not None and above.pos_ in ("NOUN", "PROPN") else NOBODY
        if pronoun.lower_ in ("he", "she"):
            return self._last_subject(pronoun)
        if pronoun.lower_ == "they":
            found = self._last_subject(pronoun, several=True)
            return Attendance(found.parties, found.people, told=False)
        return NOBODY

    def antecedent_of_possessive(self, pronoun: "Token") -> Attendance:
        """Whose "his" or "her" meeting it is."""
        return self._last_subject(pronoun)

    @staticmethod
    def _plain_head(noun: "Token") -> "Token":
        while noun.dep_ in ("appos",) and noun.head.i < noun.i:
            noun = noun.head
        return noun

    def _last_subject(self, pronoun: "Token", several: bool = False) -> Attendance:
        """The nearest subject before the pronoun, in its sentence or the two before it, that names somebody."""
        if self.parse.inside[pronoun.i] >= 0:
            return NOBODY
        sentence = self.parse.sentence_numbers[pronoun.i]
        for token in reversed(self.parse.doc[: pronoun.i]):
            if sentence - self.parse.sentence_numbers[token.i] > 2:
                break
            if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ == "PRON" or self.parse.inside[token.i] >= 0:
                continue
            found = self.who(token)
            if (several and len(found.parties) >= _PAIR) or (not several and len(found.people) == 1):
                return found
        return NOBODY


def _is_abstract(mention: Mention, token: "Token") -> bool:
    """As in "met with opposition" names nobody; "met the opposition" does."""
    return mention.form == "described" and token.tag_ == "NN" and not any(child.dep_ == "det" for child in token.lefts)


def governed(token: "Token", *prepositions: str) -> Iterator["Token"]:
    """The nouns that a word governs by one of these prepositions: "Russia" for "talks with Russia"."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            yield from (noun for noun in child.children if noun.dep_ in ("pobj", "pcomp"))
