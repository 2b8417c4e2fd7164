"""Which party a noun stands for: by its own name, through who speaks for it, or by the words that describe it.

Positions, talks and events read it alike. "The Chilean army" and "Chile's foreign minister" act for Chile; its former
president, its opposition and "ethnic Chileans" do not: they act under a name of their own, or nobody is named.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from corpus.document.entities.given_names import is_given
from corpus.document.entities.leaders import party_led_by
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.furniture import Kind
from corpus.document.parse import Parse
from corpus.document.syntax import conjuncts, is_left_out, nouns_behind, word_before
from corpus.knowledge import words_of
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind, Person
from corpus.names.likeness.ids import party_id

if TYPE_CHECKING:
    from spacy.tokens import Token

listed = partial(words_of, "offices.toml")
_MODIFIERS = frozenset(["amod", "compound", "nmod", "poss"])
_NAME_PARTS = _MODIFIERS | {"case", "flat"}
_OF = frozenset(["of"])
_MAKING = frozenset(["by", "from"])
_BELONGING = frozenset(["of", "for", "from", "by"])
_PLACES = frozenset(["in"])
_DEEPEST = 4
_LONGEST_PLACE = 6
"""Tokens that "of", "in" or "from" may add to the name of a group."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party at work, with the tokens that name it; `person` speaks or acts for it, if one is named.

    `party_id` and `party_name` are None for somebody of no known party. `told` is False where the text only points to
    the party ("both sides").
    """

    party_id: str | None
    party_name: str | None
    first: int
    last: int
    person: Person | None = None
    told: bool = True

    @property
    def kind(self) -> PartyKind | None:
        """None for a party that the gazetteer does not hold."""
        entry = parties().get((self.party_id or "").removeprefix("party:"))
        return entry.kind if entry else None


def base(noun: "Token") -> str:
    """The dictionary form; of a plural that the tagger takes for a name ("Negotiators"), too."""
    form = str(noun.lemma_).lower()
    return form[:-1] if noun.tag_ == "NNPS" and form.endswith("s") else form


@dataclass(frozen=True)
class Actors:
    """All who can act in one article."""

    parse: Parse
    mentions: Mentions
    people: tuple[Person, ...] = ()
    meant: Mapping[int, Person] = field(default_factory=dict)
    """The person whom a pronoun means for certain, by its token."""

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
    def retired(self) -> frozenset[str]:
        """The people whose office is told as one of the past: "Lind, once Peru's president", "who was president"."""
        return frozenset(one.id for at, one in self.person_at.items() if _held_once(self.parse.doc[at]))

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
            if token.pos_ in ("NOUN", "PROPN") and base(token) in _common():
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

    def all(self, noun: "Token") -> tuple[Actor, ...]:
        """Whom a noun and those joined to it stand for."""
        return tuple(actor for one in joined(noun) for actor in self.of(one))

    def of(self, noun: "Token", depth: int = 0) -> tuple[Actor, ...]:
        """Whom a noun stands for, () if nobody; and for most pronouns."""
        if self.parse.furniture_at(noun.i) is Kind.DATELINE:
            return ()
        person = self.person_at.get(noun.i)
        if person is not None:
            return (*self._hung_below(noun), self._of_person(noun, person))
        mention = self.mentions.at(noun.i)
        if mention is not None:
            return tuple(self._of_mention(noun, mention))
        return tuple(self._described(noun, depth)) if depth <= _DEEPEST and noun.pos_ != "PRON" else ()

    def is_listed(self, actor: Actor) -> bool:
        """Whether it is a party by more than the words that describe it here."""
        return actor.kind is not None or (actor.person is None and self.mentions.at(actor.last) is not None)

    # ----------------------------------------------------------------- names

    def _of_mention(self, noun: "Token", mention: Mention) -> Iterator[Actor]:
        """A party by its name; a people is one of its own ("ethnic Chileans"), but for "the Chileans" alone.

        Nobody for one common noun: which rebels "the rebels" are is told elsewhere.
        """
        if not mention.acts:
            return
        if mention.form == "described" and mention.first == mention.last:
            yield from self._under_own_name(noun)
        elif mention.form != "adjective":
            yield of_mention(mention)
        elif noun.tag_ in ("NNS", "NNPS", "NNP") and noun.dep_ not in ("amod", "compound"):
            people = mention.kind is PartyKind.STATE and not _stand_alone(noun)
            yield from self._under_own_name(noun) if people else (of_mention(mention),)

    def _of_person(self, noun: "Token", person: Person) -> Actor:
        last = noun.i
        while self.person_at.get(last + 1) is person:
            last += 1
        return self.as_actor(person, self._without_article(_left_edge(noun), last), last)

    def as_actor(self, person: Person, first: int, last: int, *, in_office: bool = False) -> Actor:
        """A person at work, for their party if they speak for it; else for themselves, if they are in politics."""
        if speaks_for_party(person) and person.id not in self.retired:
            return Actor(person.party_id, person.party_name, first, last, person)
        own = in_office or bool(_held(person) & (listed("offices") | listed("people")))
        return Actor(party_id(person.name) if own else None, person.name if own else None, first, last, person)

    def _hung_below(self, name: "Token") -> Iterator[Actor]:
        """People before "and" whom the parser has hung below the last name: "President Lind and leader Kim Un met"."""
        words = [token for token in self.parse.doc[name.left_edge.i : name.i] if token.dep_ not in ("poss", "pobj")]
        if not any(token.lower_ == "and" for token in words):
            return
        own, seen = self.person_at[name.i], set[str]()
        for token in words:
            person = self.person_at.get(token.i)
            if person is not None and person is not own and person.id not in seen:
                seen.add(person.id)
                yield self._of_person(token, person)

    # ----------------------------------------------------------------- descriptions

    def _described(self, noun: "Token", depth: int) -> Iterator[Actor]:
        lemma = base(noun)
        if {lemma, noun.lower_} & listed("amounts") and any(child.lower_ == "of" for child in noun.rights):
            yield from self._behind(noun, _OF, depth)
        elif lemma in listed("papers"):
            yield from self.makers(noun, depth)
        elif lemma in listed("offices") or _has_title(noun):
            yield from self._holders(noun) or self._office(noun, depth)
        elif lemma in listed("arms"):
            yield from self.beside(noun, depth)
        elif noun.tag_ in ("NNP", "NNPS"):
            yield from self._named_apart(noun)
        elif lemma in listed("collectives") or (noun.tag_ == "NNS" and lemma in listed("people")):
            yield from self._of_movement(noun) or self._under_own_name(noun)

    def _holders(self, noun: "Token") -> tuple[Actor, ...]:
        """The person whose name stands behind their office: "Peru's foreign minister, Ada Byron"."""
        first = self._without_article(_left_edge(noun), noun.i)
        people = [(child.i, self.person_at.get(child.i)) for child in noun.rights if child.dep_ == "appos"]
        return tuple(self.as_actor(one, first, at, in_office=True) for at, one in people if one is not None)

    def _office(self, noun: "Token", depth: int) -> Iterator[Actor]:
        """Whom an office speaks for; an opposition and former ministers go by the words for them."""
        if is_apart(noun):
            yield from self._under_own_name(noun)
            return
        beside = self.beside(noun, depth) or tuple(self._named_apart(noun))
        if len(beside) == 1:
            first = min(self._without_article(_left_edge(noun), noun.i), beside[0].first)
            beside = (replace(beside[0], first=first, last=noun.i, person=None),)
        yield from beside

    def makers(self, noun: "Token", depth: int = 0) -> tuple[Actor, ...]:
        """Whose a paper or an act is: "Chile's statement", "a statement by the leaders of Chile and Peru"."""
        before = (tuple(self.modifier(child, depth)) for child in noun.lefts if child.dep_ in ("poss", "amod"))
        made = [noun, *(child for child in noun.rights if child.dep_ == "acl" and child.lemma_ in listed("authoring"))]
        behind = (actor for one in made for actor in self._behind(one, _MAKING, depth))
        return next((actors for actors in before if actors), ()) or tuple(behind)

    def beside(self, noun: "Token", depth: int = 0) -> tuple[Actor, ...]:
        """The parties that a noun's modifiers name: "Chilean and Peruvian", "President Soto's", "of Chile and Peru".

        The first counts, and what is joined to it: in "Chile's Peru envoy" the second is what the envoy looks after.
        """
        found: tuple[Actor, ...] = ()
        for child in noun.lefts:
            if child.dep_ in _MODIFIERS and (not found or _goes_on(child)):
                found += tuple(self.modifier(child, depth))
        if not found:
            places = _PLACES if base(noun) in listed("bodies") else frozenset[str]()
            found = tuple(self._behind(noun, _BELONGING | places, depth))
        return tuple({actor.party_id: actor for actor in reversed(found)}.values())[::-1]

    def modifier(self, modifier: "Token", depth: int = 0) -> Iterator[Actor]:
        """The parties that a modifier names, with those joined to it: "Russian and Ukrainian", "army"."""
        if depth > _DEEPEST:
            return
        for one in conjuncts(modifier):
            person, mention = self.person_at.get(one.i), self.mentions.at(one.i)
            inner = [
                child for child in one.lefts if child.dep_ in _MODIFIERS and mention is not self.mentions.at(child.i)
            ]
            outer = tuple(actor for child in inner for actor in self.modifier(child, depth + 1)) if not person else ()
            if person is not None:
                yield self._of_person(one, person)
            elif outer:
                yield from outer
            elif mention is not None:
                yield from (of_mention(mention),) if mention.acts else ()
            else:
                yield from self.beside(one, depth + 1) if base(one) in listed("offices") else self._led_by(one)

    def _led_by(self, name: "Token") -> Iterator[Actor]:
        """As in "the Biden administration", of a leader whom the article need not name in full."""
        led = parties().get(party_led_by((name.lower_,)) or "") if name.pos_ == "PROPN" else None
        if led is not None:
            yield Actor(f"party:{led.id}", led.name, name.i, name.i)

    def _behind(self, noun: "Token", prepositions: frozenset[str], depth: int) -> Iterator[Actor]:
        for preposition in noun.rights:
            if preposition.dep_ not in ("prep", "agent") or preposition.lower_ not in prepositions:
                continue
            for governed in nouns_behind(preposition):
                for one in conjuncts(governed):
                    place = self.mentions.at(one.i) if preposition.lower_ in _PLACES else None
                    yield from (of_mention(place),) if place is not None else self.of(one, depth + 1)

    # ----------------------------------------------------------------- names of their own

    def _of_movement(self, noun: "Token") -> tuple[Actor, ...]:
        """As in "the Hamas movement", "Taliban fighters": a party that is no state, in its whole."""
        beside = self.beside(noun) if base(noun) in listed("ranks_and_file") else ()
        return tuple(one for one in beside if one.kind not in (None, PartyKind.STATE, PartyKind.BLOC))

    def _under_own_name(self, noun: "Token") -> Iterator[Actor]:
        """A group under the words that describe it, without its article and its number; none of one common noun."""
        if noun.tag_ == "NN" and base(noun) not in listed("collectives"):
            return
        telling = [child for child in noun.lefts if child.dep_ in _MODIFIERS and child.lower_ not in _not_telling()]
        first = min([noun.i, *(child.left_edge.i for child in telling)])
        first, last = self._without_article(first, noun.i), noun.i
        if first == last:
            behind = (child for child in noun.rights if child.dep_ == "prep" and child.lower_ in _BELONGING | _PLACES)
            last = next((child.right_edge.i for child in behind if child.right_edge.i - last <= _LONGEST_PLACE), last)
        if first < last:
            yield self._as_printed(first, last)

    def _named_apart(self, noun: "Token") -> Iterator[Actor]:
        """A body that no list holds, by its capitals: no person's name, no office and no single word that opens."""
        first = min([noun.i, *(child.left_edge.i for child in noun.lefts if child.dep_ in _NAME_PARTS)])
        first = self._without_article(first, noun.i)
        mention = next((one for at in range(first, noun.i + 1) if (one := self.mentions.at(at)) is not None), None)
        if mention is not None and mention.last == noun.i:
            yield of_mention(mention)
        elif self._is_name(first, noun):
            yield self._as_printed(first, noun.i)

    def _is_name(self, first: int, noun: "Token") -> bool:
        """Not a person's or a place before a dash; a capital alone only inside a sentence, for there it tells."""
        opens = self.parse.doc[first]
        person = is_given(opens.text) and self.mentions.at(first) is None and noun.tag_ in ("NNP", "NNPS")
        if person:
            return False
        if first < noun.i:
            proper = [token for token in self.parse.doc[first : noun.i + 1] if token.pos_ == "PROPN"]
            return any(base(token) not in _common() and self._is_known_inside(token) for token in proper)
        return len(noun.text) > 2 and base(noun) not in _common() and self._is_known_inside(noun)

    def _is_known_inside(self, word: "Token") -> bool:
        """Whether a word has its capital inside a sentence, too, where it tells."""
        return word.text in self._capitals

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """The names that stand inside a sentence of the body."""
        body = self.parse.doc[self.parse.body_token :]
        inside = (token for token in body if token.pos_ == "PROPN" and token.i > 0 and token.nbor(-1).is_alpha)
        return frozenset(token.text for token in inside if token.text[0].isupper())

    def _as_printed(self, first: int, last: int) -> Actor:
        name = " ".join(self.parse.span(first, last).text.split())
        name = name[:1].upper() + name[1:]
        return Actor(party_id(name), name, first, last)

    def _without_article(self, first: int, last: int) -> int:
        while first < last and _is_outside_name(self.parse.doc[first], self.mentions.at(first)):
            first += 1
        return first


def joined(noun: "Token") -> list["Token"]:
    """A noun and those in one list with it, where the parse breaks the list, too: "envoys from A, B and C agreed"."""
    several = any(child.dep_ == "conj" for child in noun.rights)
    before = [child for child in noun.head.lefts if child.dep_ == noun.dep_ and child.i < noun.i] if several else []
    broken = [one for one in before if noun.left_edge.i == one.right_edge.i + 1 and one.right_edge.text == ","]
    parted = [one for one in noun.head.lefts if one.dep_ == noun.dep_ and _adds(one.right_edge, noun)]
    whole = [*broken, *parted, *conjuncts(noun)]
    return [*whole, *(one for name in whole for one in _accompanying(name))]


def _adds(last: "Token", noun: "Token") -> bool:
    """Whether the words before a noun end with what joins it to them: "A as well as B", where the parse parts them."""
    return last.dep_ == "cc" and last.i + 1 == noun.left_edge.i and not is_left_out(noun)


def _accompanying(noun: "Token") -> Iterator["Token"]:
    """Those who do it with a subject: "Peru, together with Chile and Mali," "along with Chile", "alongside Chile"."""
    for child in noun.rights:
        for preposition in (child, *child.children) if child.dep_ == "prep" else ():
            with_them = preposition.lower_ == "with" and word_before(preposition).lower_ in ("together", "along")
            if with_them or preposition.lower_ == "alongside":
                yield from (one for pobj in preposition.children if pobj.dep_ == "pobj" for one in conjuncts(pobj))


def of_mention(mention: Mention) -> Actor:
    return Actor(f"party:{mention.party_id}", mention.name, mention.first, mention.last)


def is_apart(noun: "Token") -> bool:
    """Whether an office is told from its state's own: "former", "opposition", "rebel", "in exile"."""
    placed = (one for child in noun.rights if child.lower_ == "in" for one in child.children)
    if any(one.lower_ == "exile" for one in placed):
        return True
    return any(token.lower_ in listed("apart") for child in noun.lefts for token in (child, *child.lefts))


def _held_once(name: "Token") -> bool:
    """Whether right behind a name an office is told as one of the past."""
    past = any(child.lower_ in listed("past") for child in name.rights)
    if past and any(child.dep_ == "appos" and base(child) in listed("offices") for child in name.rights):
        return True
    was = (child for child in name.rights if child.dep_ == "relcl" and child.lower_ in ("was", "were"))
    return any(base(one) in listed("offices") for clause in was for one in clause.children if one.dep_ == "attr")


def speaks_for_party(person: Person) -> bool:
    """Whether somebody's words are their party's: a state's only if they hold an office of it."""
    entry = parties().get((person.party_id or "").removeprefix("party:"))
    if entry is None or entry.kind not in (PartyKind.STATE, PartyKind.BLOC) or person.role is None:
        return person.party_id is not None
    return bool(_held(person) & listed("offices")) and not _held(person) & listed("apart")


def _held(person: Person) -> set[str]:
    """The words for what somebody is."""
    return set(re.findall(r"[\w-]+", (person.role or "").lower()))


def _stand_alone(noun: "Token") -> bool:
    """Whether a people stands for its state, as in "the Russians" and not in "most Russians", "Russians abroad"."""
    article = [child for child in noun.children if child.lower_ == "the"]
    others = [child for child in noun.children if child.dep_ in (*_MODIFIERS, "nummod", "prep", "relcl", "acl")]
    return bool(article) and not others


def _goes_on(modifier: "Token") -> bool:
    """Whether a comma or an "and" joins it to what stands before: "Chilean, Peruvian and Bolivian"."""
    before = modifier.nbor(modifier.left_edge.i - modifier.i - 1) if modifier.left_edge.i else modifier
    return before.text == "," or before.dep_ == "cc"


def _has_title(noun: "Token") -> bool:
    """As in "President Lind", of somebody who is not known as a person."""
    return noun.pos_ == "PROPN" and any(base(child) in listed("offices") for child in noun.lefts)


def _is_outside_name(token: "Token", mention: Mention | None) -> bool:
    outer = token.dep_ in ("det", "predet", "poss", "nummod", "case") and mention is None
    return outer or token.like_num or token.is_punct or token.is_space or token.lower_ in ("the", "a", "an")


def _left_edge(noun: "Token") -> int:
    """Where a noun's own words begin: without what the parser hangs before it from the clause around."""
    first = noun.i
    for child in reversed(list(noun.lefts)):
        if child.dep_ not in (*_NAME_PARTS, "det", "predet", "nummod", "advmod", "punct"):
            break
        first = child.left_edge.i
    return first


@cache
def _common() -> frozenset[str]:
    """The words that a capital makes no name of: offices, groups, days and months."""
    return listed("offices") | listed("collectives") | listed("people") | words_of("roles.toml", "other_capitals")


@cache
def _not_telling() -> frozenset[str]:
    return listed("not_telling") | listed("counting")
