"""A party at work in a text, and what tells for whom an office, a people or a person acts."""

import re
from dataclasses import dataclass
from functools import cache, partial

from corpus.document.entities.parties import Mention
from corpus.document.tokens import Token
from corpus.knowledge import words_of
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind, Person

listed = partial(words_of, "offices.toml")
MODIFIERS = frozenset(["amod", "compound", "nmod", "poss"])
NAME_PARTS = MODIFIERS | {"case", "flat"}
BELONGING = frozenset(["of", "for", "from", "by"])
PLACES = frozenset(["in"])
"""Behind which stands whose, or where, a group is."""


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


def base(noun: Token) -> str:
    """The dictionary form; of a plural that the tagger takes for a name ("Negotiators"), too."""
    form = str(noun.lemma_).lower()
    return form[:-1] if noun.tag_ == "NNPS" and form.endswith("s") else form


def of_mention(mention: Mention) -> Actor:
    return Actor(f"party:{mention.party_id}", mention.name, mention.first, mention.last)


def speaks_for_party(person: Person) -> bool:
    """Whether somebody's words are their party's: a state's only if they hold an office of it."""
    entry = parties().get((person.party_id or "").removeprefix("party:"))
    if entry is None or entry.kind not in (PartyKind.STATE, PartyKind.BLOC) or person.role is None:
        return person.party_id is not None
    return bool(held_by(person) & listed("offices")) and not held_by(person) & listed("apart")


def held_by(person: Person) -> set[str]:
    """The words for what somebody is."""
    return set(re.findall(r"[\w-]+", (person.role or "").lower()))


def stands_alone(noun: Token) -> bool:
    """Whether a people stands for its state, as in "the Russians" and not in "most Russians", "Russians abroad"."""
    article = [child for child in noun.children if child.lower_ == "the"]
    others = [child for child in noun.children if child.dep_ in (*MODIFIERS, "nummod", "prep", "relcl", "acl")]
    return bool(article) and not others


def is_outside_name(token: Token, mention: Mention | None) -> bool:
    outer = token.dep_ in ("det", "predet", "poss", "nummod", "case") and mention is None
    return outer or token.like_num or token.is_punct or token.is_space or token.lower_ in ("the", "a", "an")


def is_apart(noun: Token) -> bool:
    """Whether an office is told from its state's own: "former", "opposition", "rebel", "in exile"."""
    placed = (one for child in noun.rights if child.lower_ == "in" for one in child.children)
    if any(one.lower_ == "exile" for one in placed):
        return True
    return any(token.lower_ in listed("apart") for child in noun.lefts for token in (child, *child.lefts))


def is_office(noun: Token) -> bool:
    """Whether a noun names who speaks for a state: "minister", "the minister's office", "the presidential office"."""
    seat = base(noun) in listed("seats")
    return base(noun) in listed("offices") or (seat and any(_is_of_office(child) for child in noun.lefts))


def _is_of_office(modifier: Token) -> bool:
    words = {modifier.lower_, base(modifier)}
    return modifier.dep_ in MODIFIERS and not words.isdisjoint(listed("offices") | listed("of_offices"))


def left_edge(noun: Token) -> int:
    """Where a noun's own words begin: without what the parser hangs before it from the clause around."""
    first = noun.i
    for child in reversed(list(noun.lefts)):
        if child.dep_ not in (*NAME_PARTS, "det", "predet", "nummod", "advmod", "punct"):
            break
        first = child.left_edge.i
    return first


@cache
def common_nouns() -> frozenset[str]:
    """The words that a capital makes no name of: offices, groups, days and months."""
    return listed("offices") | listed("collectives") | listed("people") | words_of("roles.toml", "other_capitals")
