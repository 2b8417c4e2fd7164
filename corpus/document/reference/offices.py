"""Whom "the president" or "the official" means: the one person of that office, or somebody who came in without a name.

Who was brought in as "a senior official" stays that official, however many holders of such an office are named since.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.document.entities import Known, People
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import is_role_noun, role_words
from corpus.document.parse import Parse
from corpus.document.syntax import nouns_behind
from corpus.knowledge import read_table, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Offices:
    """Who holds which office in one article, and which of them somebody without a name was brought in by."""

    parse: Parse
    mentions: Mentions
    people: People

    def holder_of(self, head: "Token") -> Known | None:
        """The one person whom a definite phrase means by the office; None where that is nobody or several."""
        if not is_definite(head) or self._brought_in.get(head.lemma_.lower(), head.i) < head.i:
            return None
        holders = self._holders_of(head)
        return holders[0] if len(holders) == 1 else None

    def brings_in(self, noun: "Token") -> bool:
        """Whether a noun brings in somebody without a name: "a senior official", but not "an official, Ada Byron"."""
        if noun.dep_ in ("compound", "attr", "appos", "oprd") or noun.pos_ != "NOUN":
            return False
        near = [noun.i + 1, *(child.i for child in noun.rights if child.dep_ == "appos")]
        named = any(self.people.at(at) is not None for at in near)
        return not named and any(child.lower_ in words_of("reference.toml", "introducing") for child in noun.lefts)

    @cached_property
    def _brought_in(self) -> Mapping[str, int]:
        """The first token by which each noun brings in somebody without a name."""
        found: dict[str, int] = {}
        for token in self.parse.doc:
            if token.pos_ == "NOUN" and self.brings_in(token):
                found.setdefault(token.lemma_.lower(), token.i)
        return found

    def _holders_of(self, head: "Token") -> list[Known]:
        """The people named before who hold an office; of several only the one under the very noun, if there is one.

        A party beside the noun ("the Chilean president") must be theirs; somebody of it without any office counts.
        """
        noun, party = head.lower_, self.mentions.of(head)
        offices = {*_offices_of(head)}
        before = [person for person in self.people.known if person.runs[0].first < head.i]
        holders = [person for person in before if _holds(person, offices, party.party_id if party else None)]
        if party is None:
            holders = [person for person in holders if self._is_of_place(person, head)]
        exact = [person for person in holders if noun in _held_by(person)]
        return exact if len(holders) > 1 and len(exact) == 1 and party is not None else holders

    def _is_of_place(self, person: Known, head: "Token") -> bool:
        """Whether a name beside the office ("the Halden mayor", "mayor of Halden") stands beside theirs as well."""
        of = (noun for child in head.rights if child.lower_ == "of" for noun in nouns_behind(child))
        beside = [*(child for child in head.lefts if child.dep_ in ("compound", "nmod")), *of]
        named = {token.text for token in beside if token.pos_ == "PROPN"}
        roles = (run.role for run in person.runs if run.role is not None)
        around = {token.text for role in roles for token in self.parse.sentence_of(self.parse.doc[role.first])}
        return named <= around


def is_definite(head: "Token") -> bool:
    """Whether a phrase names an office that somebody holds: "the president", "his deputy", "President"."""
    determined = head.pos_ == "PROPN" or any(
        child.lower_ in words_of("reference.toml", "definite") or child.dep_ == "poss" for child in head.lefts
    )
    return determined and is_role_noun(head.lower_) and not head.lower_.endswith("s")


def _holds(person: Known, offices: set[str], party_id: str | None) -> bool:
    if party_id is not None and person.party_id != party_id:
        return False
    held = _held_by(person)
    return bool(held & offices) or (party_id is not None and not held)


def _held_by(person: Known) -> set[str]:
    """The words of the titles and roles that somebody holds still; "Mr" is no office."""
    held: set[str] = set()
    for run in person.runs:
        role = run.role.text.lower().replace("-", " ").split() if run.role is not None else []
        held |= set() if role_words("no_longer") & set(role) else {*role, *run.title}
    return held - role_words("courtesies")


def _offices_of(head: "Token") -> Iterator[str]:
    """What the holder of an office may be called: "the prime minister" is no "secretary", as "the minister" may be."""
    offices: Mapping[str, list[str]] = read_table("reference.toml")["same_office"]
    noun = head.lower_
    before = f"{head.nbor(-1).lower_} {noun}" if head.i else noun
    yield noun
    yield from offices.get(before, offices.get(noun, ()))
