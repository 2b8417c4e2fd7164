"""Which party a noun stands for: by its own name, through who speaks for it, or by the words that describe it.

Positions, talks and events read it alike. "The Chilean army" and "Chile's foreign minister" act for Chile; its former
president, its opposition and "ethnic Chileans" do not: they act under a name of their own, or nobody is named.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from corpus.document.entities.actor import (
    BELONGING,
    MODIFIERS,
    PLACES,
    Actor,
    base,
    common_nouns,
    held_by,
    is_apart,
    is_office,
    left_edge,
    listed,
    of_mention,
    speaks_for_party,
    stands_alone,
)
from corpus.document.entities.company import joined
from corpus.document.entities.own_names import OwnNames
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.furniture import Kind
from corpus.document.parse import Parse
from corpus.document.syntax import conjuncts, nouns_behind
from corpus.document.tokens import Token
from corpus.models import PartyKind, Person
from corpus.names.likeness.ids import party_id

_OF = frozenset(["of"])
_MAKING = frozenset(["by", "from"])
_DEEPEST = 4


@dataclass(frozen=True)
class Actors:
    """All who can act in one article."""

    parse: Parse
    mentions: Mentions
    people: tuple[Person, ...] = ()
    meant: Mapping[int, Person] = field(default_factory=dict)
    """The person whom a pronoun means for certain, by its token."""

    @cached_property
    def _own(self) -> OwnNames:
        return OwnNames(self.parse, self.mentions)

    @cached_property
    def person_at(self) -> dict[int, Person]:
        """The person whose name a token is part of, or whom it means."""
        found = dict(self.meant)
        for person in self.people:
            for span in person.mentions:
                first, last = self.parse.tokens(span.start, span.end)
                found.update(dict.fromkeys(range(first, last + 1), person))
        return found

    @cached_property
    def named(self) -> list[Actor]:
        """Every naming of a party, by its own name or by one of its people's, in the order of the text."""
        own = [of_mention(one) for one in self.mentions.acting()]
        people = [(person, span) for person in self.people if person.party_id for span in person.mentions]
        tokens = [(person, *self.parse.tokens(span.start, span.end)) for person, span in people]
        own += [Actor(person.party_id, person.party_name, first, last) for person, first, last in tokens]
        return sorted(own, key=lambda one: one.first)

    @cached_property
    def offices(self) -> Mapping[str, Sequence[tuple[int, Actor]]]:
        """The parties whose each office or group is named as, by its noun: where, and whose."""
        found: dict[str, list[tuple[int, Actor]]] = defaultdict(list)
        for token in self.parse.doc:
            if token.pos_ in ("NOUN", "PROPN") and base(token) in common_nouns():
                for actor in self.of(token):
                    if actor.party_id is not None:
                        found[base(token)].append((token.i, actor))
        for person in self.people:
            at = self.parse.token_at(person.mentions[0].start)
            if person.party_id is not None and person.role and speaks_for_party(person):
                actor = Actor(person.party_id, person.party_name, at, at, person)
                for word in person.role.lower().split():
                    found[word].append((at, actor))
        return found

    def all(self, noun: Token) -> tuple[Actor, ...]:
        """Whom a noun and those joined to it stand for."""
        return tuple(actor for one in joined(noun) for actor in self.of(one))

    def of(self, noun: Token, depth: int = 0) -> tuple[Actor, ...]:
        """Whom a noun stands for, () if nobody; and for most pronouns."""
        if self.parse.furniture_at(noun.i) is Kind.DATELINE:
            return ()
        person = self.person_at.get(noun.i)
        if person is not None:
            return (self._of_person(noun, person),)
        mention = self.mentions.at(noun.i)
        if mention is not None:
            return tuple(self._of_mention(noun, mention))
        if depth > _DEEPEST or noun.pos_ == "PRON":
            return ()
        return self._own.of_home_politics(noun) or tuple(self._described(noun, depth))

    def is_listed(self, actor: Actor) -> bool:
        """Whether it is a party by more than the words that describe it here."""
        return actor.kind is not None or (actor.person is None and self.mentions.at(actor.last) is not None)

    # ----------------------------------------------------------------- names

    def _of_mention(self, noun: Token, mention: Mention) -> Iterator[Actor]:
        """A party by its name; a people is one of its own ("ethnic Chileans"), but for "the Chileans" alone.

        Nobody for one common noun: which rebels "the rebels" are is told elsewhere.
        """
        if not mention.acts:
            return
        if mention.form == "described" and mention.first == mention.last:
            yield from self._own.under_own_name(noun)
        elif mention.form != "adjective":
            yield of_mention(mention)
        elif noun.tag_ in ("NNS", "NNPS", "NNP") and noun.dep_ not in ("amod", "compound"):
            people = mention.kind is PartyKind.STATE and not stands_alone(noun)
            yield from self._own.under_own_name(noun) if people else (of_mention(mention),)

    def _of_person(self, noun: Token, person: Person) -> Actor:
        last = noun.i
        while self.person_at.get(last + 1) is person:
            last += 1
        return self.as_actor(person, self._own.without_article(left_edge(noun), last), last)

    def as_actor(self, person: Person, first: int, last: int, *, in_office: bool = False) -> Actor:
        """A person at work, for their party if they speak for it; else for themselves, if they are in politics."""
        if speaks_for_party(person):
            return Actor(person.party_id, person.party_name, first, last, person)
        own = in_office or bool(held_by(person) & (listed("offices") | listed("people")))
        return Actor(party_id(person.name) if own else None, person.name if own else None, first, last, person)

    # ----------------------------------------------------------------- descriptions

    def _described(self, noun: Token, depth: int) -> Iterator[Actor]:
        lemma = base(noun)
        if {lemma, noun.lower_} & listed("amounts") and any(child.lower_ == "of" for child in noun.rights):
            yield from self._behind(noun, _OF, depth)
        elif lemma in listed("papers"):
            yield from self.makers(noun, depth)
        elif is_office(noun):
            yield from self._holders(noun) or self._office(noun, depth)
        elif lemma in listed("arms"):
            yield from self.beside(noun, depth)
        elif noun.tag_ in ("NNP", "NNPS"):
            yield from self._own.named_apart(noun)
        elif lemma in listed("collectives") or (noun.tag_ == "NNS" and lemma in listed("people")):
            yield from self._of_movement(noun) or self._own.under_own_name(noun)

    def _holders(self, noun: Token) -> tuple[Actor, ...]:
        """The person whose name stands behind their office: "Peru's foreign minister, Ada Byron"."""
        first = self._own.without_article(left_edge(noun), noun.i)
        people = [(child.i, self.person_at.get(child.i)) for child in noun.rights if child.dep_ == "appos"]
        return tuple(self.as_actor(one, first, at, in_office=True) for at, one in people if one is not None)

    def _office(self, noun: Token, depth: int) -> Iterator[Actor]:
        """Whom an office speaks for; an opposition and former ministers go by the words for them."""
        if is_apart(noun):
            yield from self._own.under_own_name(noun)
            return
        beside = self.beside(noun, depth) or tuple(self._own.named_apart(noun))
        if len(beside) == 1:
            first = min(self._own.without_article(left_edge(noun), noun.i), beside[0].first)
            beside = (replace(beside[0], first=first, last=noun.i, person=None),)
        yield from beside

    def makers(self, noun: Token, depth: int = 0) -> tuple[Actor, ...]:
        """Whose a paper or an act is: "Chile's statement", "a statement by the leaders of Chile and Peru"."""
        before = (tuple(self.modifier(child, depth)) for child in noun.lefts if child.dep_ in ("poss", "amod"))
        made = [noun, *(child for child in noun.rights if child.dep_ == "acl" and child.lemma_ in listed("authoring"))]
        behind = (actor for one in made for actor in self._behind(one, _MAKING, depth))
        return next((actors for actors in before if actors), ()) or tuple(behind)

    def beside(self, noun: Token, depth: int = 0) -> tuple[Actor, ...]:
        """The parties that a noun's modifiers name: "Chilean and Peruvian", "President Soto's", "of Chile and Peru".

        The first counts, and what is joined to it: in "Chile's Peru envoy" the second is what the envoy looks after.
        """
        found: tuple[Actor, ...] = ()
        for child in noun.lefts:
            if child.dep_ in MODIFIERS and not found:
                found += tuple(self.modifier(child, depth))
        if not found:
            places = PLACES if base(noun) in listed("bodies") else frozenset[str]()
            found = tuple(self._behind(noun, BELONGING | places, depth))
        return tuple({actor.party_id: actor for actor in reversed(found)}.values())[::-1]

    def modifier(self, modifier: Token, depth: int = 0) -> Iterator[Actor]:
        """The parties that a modifier names, with those joined to it: "Russian and Ukrainian", "army"."""
        if depth > _DEEPEST:
            return
        for one in conjuncts(modifier):
            person, mention = self.person_at.get(one.i), self.mentions.at(one.i)
            inner = [
                child for child in one.lefts if child.dep_ in MODIFIERS and mention is not self.mentions.at(child.i)
            ]
            outer = tuple(actor for child in inner for actor in self.modifier(child, depth + 1)) if not person else ()
            if person is not None:
                yield self._of_person(one, person)
            elif outer:
                yield from outer
            elif mention is not None:
                yield from (of_mention(mention),) if mention.acts else ()
            else:
                yield from self.beside(one, depth + 1) if base(one) in listed("offices") else ()

    def _behind(self, noun: Token, prepositions: frozenset[str], depth: int) -> Iterator[Actor]:
        for preposition in noun.rights:
            if preposition.dep_ not in ("prep", "agent") or preposition.lower_ not in prepositions:
                continue
            for governed in nouns_behind(preposition):
                for one in conjuncts(governed):
                    place = self.mentions.at(one.i) if preposition.lower_ in PLACES else None
                    yield from (of_mention(place),) if place is not None else self.of(one, depth + 1)

    def _of_movement(self, noun: Token) -> tuple[Actor, ...]:
        """As in "the Hamas movement", "Taliban fighters": a party that is no state, in its whole."""
        beside = self.beside(noun) if base(noun) in listed("ranks_and_file") else ()
        return tuple(one for one in beside if one.kind not in (None, PartyKind.STATE, PartyKind.BLOC))
