"""Parties that no list holds, under names of their own: "House Democrats", "ethnic Chileans", "the Tide Front"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from corpus.document.entities.actor import (
    BELONGING,
    MODIFIERS,
    NAME_PARTS,
    PLACES,
    Actor,
    base,
    common_nouns,
    is_apart,
    is_outside_name,
    left_edge,
    listed,
    of_mention,
)
from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mentions
from corpus.document.entities.states import States
from corpus.document.parse import Parse
from corpus.document.tokens import Token
from corpus.names.likeness.ids import party_id

_ARTICLES = frozenset(["the", "a", "an"])
_LONGEST_PLACE = 6
"""Tokens that "of", "in" or "from" may add to the name of a group."""


@dataclass(frozen=True)
class OwnNames:
    """The names that one article gives to those of no list."""

    parse: Parse
    mentions: Mentions

    @cached_property
    def _states(self) -> States:
        return States(self.parse, self.mentions)

    def of_home_politics(self, noun: Token) -> tuple[Actor, ...]:
        """As in "Republicans", "House Democrats", "Labour MPs": a party of one country's politics, in its whole."""
        ranks = base(noun) in listed("ranks_and_file") and noun.tag_ == "NNS"
        labels = [child for child in noun.lefts if child.dep_ in MODIFIERS] if ranks else [noun]
        some = any(
            child.like_num or child.lower_ in listed("amounts") | _not_telling() - _ARTICLES for child in noun.lefts
        )
        if some or is_apart(noun):
            return ()
        told = (
            (one, self._states.party_labelled(one.text)) for one in labels if one.text[0].isupper() and len(one) > 2
        )
        label, name = next(((one, name) for one, name in told if name is not None), (noun, None))
        if name is None or _is_narrowed(noun, label):
            return ()
        return (Actor(party_id(name), name, self.without_article(left_edge(noun), noun.i), noun.i),)

    def under_own_name(self, noun: Token) -> Iterator[Actor]:
        """A group under the words that describe it, without its article and its number; none of one common noun."""
        if noun.tag_ == "NN" and base(noun) not in listed("collectives"):
            return
        telling = [child for child in noun.lefts if child.dep_ in MODIFIERS and child.lower_ not in _not_telling()]
        first = min([noun.i, *(child.left_edge.i for child in telling)])
        first, last = self.without_article(first, noun.i), noun.i
        if first == last:
            behind = (child for child in noun.rights if child.dep_ == "prep" and child.lower_ in BELONGING | PLACES)
            last = next((child.right_edge.i for child in behind if child.right_edge.i - last <= _LONGEST_PLACE), last)
        if first < last:
            yield self._as_printed(first, last)

    def named_apart(self, noun: Token) -> Iterator[Actor]:
        """A body that no list holds, by its capitals: no person's name, no office and no single word that opens."""
        first = min([noun.i, *(child.left_edge.i for child in noun.lefts if child.dep_ in NAME_PARTS)])
        first = self.without_article(first, noun.i)
        mention = next((one for at in range(first, noun.i + 1) if (one := self.mentions.at(at)) is not None), None)
        if mention is not None and mention.last == noun.i:
            yield of_mention(mention)
        elif self._is_name(first, noun):
            yield self._as_printed(first, noun.i)

    def _is_name(self, first: int, noun: Token) -> bool:
        """Not a person's or a place before a dash; a capital alone only inside a sentence, for there it tells."""
        opens = self.parse.doc[first]
        person = is_given(opens.text) and self.mentions.at(first) is None and noun.tag_ in ("NNP", "NNPS")
        if person:
            return False
        if first < noun.i:
            proper = [token for token in self.parse.doc[first : noun.i + 1] if token.pos_ == "PROPN"]
            return any(base(token) not in common_nouns() and self._is_known_inside(token) for token in proper)
        return len(noun.text) > 2 and base(noun) not in common_nouns() and self._is_known_inside(noun)

    def _is_known_inside(self, word: Token) -> bool:
        """Whether a word has its capital inside a sentence, too, where it tells."""
        return word.text in self._capitals

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """The names that stand inside a sentence of the body."""
        body = self.parse.doc[self.parse.body_token :]
        inside = (token for token in body if token.pos_ == "PROPN" and token.i > 0 and token.nbor(-1).is_alpha)
        return frozenset(token.text for token in inside if token.text[0].isupper())

    def _as_printed(self, first: int, last: int) -> Actor:
        name = self.parse.words(first, last)
        name = name[:1].upper() + name[1:]
        return Actor(party_id(name), name, first, last)

    def without_article(self, first: int, last: int) -> int:
        while first < last and is_outside_name(self.parse.doc[first], self.mentions.at(first)):
            first += 1
        return first


@cache
def _not_telling() -> frozenset[str]:
    return listed("not_telling") | listed("counting")


def _is_narrowed(noun: Token, label: Token) -> bool:
    """«moderate Republicans», «Republicans in Oslo», «who …»: some, or others; «House Democrats» are all there."""
    beside = (child for child in noun.lefts if child.dep_ in MODIFIERS and child.i != label.i)
    behind = (inner for child in noun.rights if child.dep_ == "prep" for inner in child.children)
    clause = any(child.dep_ in ("relcl", "acl") for child in noun.rights)
    return clause or any(base(one) not in listed("chambers") for one in (*beside, *behind))
