"""Whom "the president" or "the official" means: the one person of that office, or somebody who came in without a name.

Who was brought in as "a senior official" stays that official, however many holders of such an office are named since.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.document.entities import Known, People, name_of
from corpus.document.entities.capitals import NameRun
from corpus.document.entities.leaders import is_known_head, offices_of_head
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, role_words
from corpus.document.parse import Parse
from corpus.document.syntax import is_beside, nouns_behind
from corpus.document.syntax.words import age_of
from corpus.document.tokens import Token
from corpus.knowledge import read_table, words_of
from corpus.names.likeness.romanise import fold

_FURTHEST_HEAD = 2
"""Sentences between a head of state and the office alone that means him or her."""

_FURTHEST_AGE = 9
"""Tokens between a name and the age that stands beside it."""


@dataclass(frozen=True)
class Offices:
    """Who holds which office in one article, and which of them somebody without a name was brought in by."""

    parse: Parse
    mentions: Mentions
    people: People

    def holder_of(self, head: Token) -> Known | None:
        """The one person whom a definite phrase means by office or age; None where that is nobody or several."""
        if (age := age_of(head)) is not None:
            return self._aged(head, age)
        if (named := self._of_age(head)) is not None:
            return named
        if not is_definite(head) or self._brought_in.get(head.lemma_.lower(), head.i) < head.i:
            return None
        holders = self._holders_of(head)
        if self.mentions.of(head) is None or not holders:
            holders = list({person.id: person for person in (*holders, *self._heads_of_state(head))}.values())
        return holders[0] if len(holders) == 1 else None

    def _heads_of_state(self, head: Token) -> list[Known]:
        """«Angela Merkel came. The chancellor said …»: who was just named and is known to have held that office then.

        Only those of the state that stands beside the office; "the former president" had left it by the day of print.
        Nobody, where another was named of whom nothing tells that it is not theirs.
        """
        numbers, party = self.parse.sentence_numbers, self.mentions.of(head)
        if not self._is_bare(head, of_state=party is not None):
            return []
        first = self.parse.sentences[max(0, numbers[head.i] - _FURTHEST_HEAD)].start
        runs = ((run.last, person) for person in self.people.known for run in person.runs)
        near = {person.id: person for at, person in runs if first <= at < head.i}
        if party is not None:
            return [one for one in near.values() if one.party_id == party.party_id and self._heads(one, head)]
        fitting = [one for one in near.values() if self._heads(one, head)]
        others = (one for one in near.values() if one not in fitting and one.role is None)
        unknown = any(not is_known_head(fold(name_of(self.parse, one))) for one in others)
        return [] if unknown else fitting

    def _is_bare(self, head: Token, *, of_state: bool) -> bool:
        """«the French president», not «the new president», «the club's president» or «the president of the club»."""
        known = role_words("no_longer") | {"the", "prime", "-"}
        own = head.doc[head.left_edge.i : head.i]
        plain = all(word.lower_ in known or self.mentions.at(word.i) is not None for word in own)
        return plain and (of_state or not any(child.dep_ in ("prep", "relcl") for child in head.rights))

    def _heads(self, person: Known, head: Token) -> bool:
        before = [word.lower_ for word in head.doc[head.left_edge.i : head.i]]
        if not words_of("reference.toml", "below").isdisjoint(before):
            return False
        former = not role_words("no_longer").isdisjoint(before)
        offices = offices_of_head(fold(name_of(self.parse, person)), self.parse.article.published, former=former)
        return " ".join([*(word for word in before[-1:] if word == "prime"), head.lower_]) in offices

    def brings_in(self, noun: Token) -> bool:
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

    def _holders_of(self, head: Token) -> list[Known]:
        """The people named before who hold an office; of several only the one under the very noun, if it is told which
        party's holder is meant or nobody of the others was named since.

        A party beside the noun ("the Chilean president") must be theirs; somebody of it without any office counts.
        """
        noun, party = head.lower_, self.mentions.of(head)
        offices = {*_offices_of(head)}
        before = [person for person in self.people.known if person.runs[0].first < head.i]
        former = head.i > 0 and head.nbor(-1).lower_ in role_words("no_longer")
        party_id = party.party_id if party else None
        holders = [person for person in before if _holds(person, offices, party_id, former=former)]
        holders = [person for person in holders if self._is_same_office(person, head)]
        if party is None:
            holders = [person for person in holders if self._is_of_place(person, head)]
        exact = [person for person in holders if noun in _held_by(person)]
        latest = max(
            holders, key=lambda person: max(run.first for run in person.runs if run.first < head.i), default=None
        )
        return exact if len(exact) == 1 and (party is not None or exact[0] is latest) else holders

    def _aged(self, head: Token, age: str) -> Known | None:
        """Whose age it is as printed at the name («Ada Byron, 25,»); or the only one named before, whose age is not."""
        before = [person for person in self.people.known if person.runs[0].first < head.i]
        told = [person for person in before if age in self._ages[person.id]]
        if told or self._first_of_age[age] < head.i:
            return told[0] if len(told) == 1 else None
        if len(before) != 1 or self._ages[before[0].id]:
            return None
        last = max(run.last for run in before[0].runs if run.first < head.i)
        since = (one for one in head.doc[last + 1 : head.i] if is_beside(one, head))
        return None if any(one.pos_ == "NOUN" and is_human_noun(one.lower_) for one in since) else before[0]

    def _of_age(self, noun: Token) -> Known | None:
        """«the 25-year-old pilot»: whose age that is as printed at the name, and of nobody else; None for "a"."""
        ages = [age for child in noun.lefts if (age := age_of(child)) is not None]
        if not ages or not any(child.lower_ == "the" for child in noun.lefts):
            return None
        before = [person for person in self.people.known if person.runs[0].first < noun.i]
        told = [person for person in before if ages[0] in self._ages[person.id]]
        return told[0] if len(told) == 1 else None

    @cached_property
    def _first_of_age(self) -> Mapping[str, int]:
        """The first token by which somebody of an age is told of: "a 31-year-old man"."""
        return {age: token.i for token in reversed(self.parse.doc) if (age := age_of(token)) is not None}

    @cached_property
    def _ages(self) -> Mapping[str, set[str]]:
        return {one.id: {age for run in one.runs for age in self._ages_at(run)} for one in self.people.known}

    def _ages_at(self, run: NameRun) -> Iterator[str]:
        """«Ada Byron, 25,», «Ada Byron (25)», «Ada Byron, a 25-year-old pilot,», «25-year-old Ada Byron»."""
        doc = self.parse.doc
        mark, stated = (doc[at : at + 1].text for at in (run.last + 1, run.last + 2))
        if mark in (",", "(") and stated.isdigit():
            yield stated
        for token in doc[max(run.first - _FURTHEST_AGE, 0) : run.last + _FURTHEST_AGE]:
            before = token.i < run.first
            between = doc[token.i + 1 : run.first] if before else doc[run.last + 2 : token.i - 4]
            apart = any(word.text in (",", ".", ";") or word.pos_ in ("VERB", "AUX") for word in between)
            if (before or mark == ",") and not apart and (age := age_of(token)) is not None:
                yield age

    def _is_same_office(self, person: Known, head: Token) -> bool:
        """Whether what stands before an office is theirs: a vice president is no president, nor the other way about."""
        own = {word.lower_ for word in head.doc[head.left_edge.i : head.i] if self._ranks(word)}
        held = {word for run in person.runs for word in _words_of(run)}
        below = words_of("reference.toml", "below") & held - own
        return own <= held and not (below and head.lower_ in held)

    def _ranks(self, word: Token) -> bool:
        """«the prime minister», «the defence minister», «the police chief», but not «the new Halden mayor»."""
        if word.lower_ in words_of("reference.toml", "ranking") | words_of("reference.toml", "below"):
            return True
        return word.is_lower and word.tag_ == "NN" and self.mentions.at(word.i) is None and word.nbor().dep_ != "case"

    def _is_of_place(self, person: Known, head: Token) -> bool:
        """Whether a name beside the office ("the Halden mayor", "mayor of Halden") stands beside theirs as well."""
        of = (noun for child in head.rights if child.lower_ == "of" for noun in nouns_behind(child))
        beside = [*(child for child in head.lefts if child.dep_ in ("compound", "nmod")), *of]
        named = {token.text for token in beside if token.pos_ == "PROPN"}
        roles = (run.role for run in person.runs if run.role is not None)
        around = {token.text for role in roles for token in self.parse.sentence_of(self.parse.doc[role.first])}
        return named <= around


def is_definite(head: Token) -> bool:
    """Whether a phrase names an office that somebody holds: "the president", "his deputy", "President"."""
    determined = head.pos_ == "PROPN" or any(
        child.lower_ in words_of("reference.toml", "definite") or child.dep_ == "poss" for child in head.lefts
    )
    return determined and is_role_noun(head.lower_) and not head.lower_.endswith("s")


def _holds(person: Known, offices: set[str], party_id: str | None, *, former: bool) -> bool:
    if party_id is not None and person.party_id != party_id:
        return False
    held = _held_by(person, former=former)
    return bool(held & offices) or (party_id is not None and not held)


def _held_by(person: Known, *, former: bool = False) -> set[str]:
    """The words of the titles and roles that somebody holds still, or ever held if `former`; "Mr" is no office."""
    words = (_words_of(run) for run in person.runs)
    held = {word for of_run in words if former or not role_words("no_longer") & of_run for word in of_run}
    return held - role_words("courtesies")


def _words_of(run: NameRun) -> set[str]:
    """The words of somebody's title and role at one mention."""
    return {*run.title, *(run.role.text.lower().replace("-", " ").split() if run.role is not None else ())}


def _offices_of(head: Token) -> Iterator[str]:
    """What the holder of an office may be called: "the prime minister" is no "secretary", as "the minister" may be."""
    offices: Mapping[str, list[str]] = read_table("reference.toml")["same_office"]
    noun = head.lower_
    before = f"{head.nbor(-1).lower_} {noun}" if head.i else noun
    yield noun
    yield from offices.get(before, offices.get(noun, ()))
