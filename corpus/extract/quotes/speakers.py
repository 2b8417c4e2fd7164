"""Whom the words beside a quote mean: a person, a party, or somebody described without a name.

A name is its person; "he" is the most salient man before it; "the prime minister" is the one person of that office.
Where two people could be meant the speaker stays as printed or unnamed: no speaker is better than a wrong one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from corpus.document.entities import Known, People, name_of, party_name_of
from corpus.document.entities.parties import Mentions
from corpus.document.entities.roles import Role, is_role_noun, words_of
from corpus.document.parse import OUTSIDE, Parse
from corpus.extract.quotes.descriptions import as_printed, is_turn, party_of_source, sender_of
from corpus.extract.quotes.sources import Source, noun_phrase
from corpus.knowledge import read_table
from corpus.models import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token


_CAPTION = re.compile(
    r"\((?:pictured|[LRC]|left|right|centre|center|above|file)\b[^)]*\)"
    r"|\bpictured\b(?!,)|Getty Images|AP Photo|/Reuters|/AFP"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. `name` is a person's fullest name or the source as printed; `pronoun` says that it was "he"."""

    name: str
    kind: SpeakerKind
    role: Role | None = None
    party_name: str | None = None
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class _Trace:
    """That a token meant a person (or, with `body`, a party or institution), and how prominently."""

    token: int
    person: Known | None
    body: Speaker | None
    weight: float


@dataclass
class Resolver:
    """Resolves the sources of one article in the order of the text: what it has resolved, later pronouns refer to."""

    parse: Parse
    mentions: Mentions
    people: People
    _traces: list[_Trace] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Every printed name is a trace; those that speak or act weigh more."""
        for person in self.people.known:
            for run in person.runs:
                weight = self._weight_of_name(run.last)
                self._traces.append(_Trace(run.last, person, None, weight))

    def _weight_of_name(self, token: int) -> float:
        if self._in_caption(token):
            return _salience("caption")
        return _salience("quoted") if self.parse.inside[token] != OUTSIDE else _weight(self.parse.doc[token])

    def _in_caption(self, token: int) -> bool:
        """Whether the sentence is a picture's: "(pictured)", "(L)", "Getty Images"."""
        return _CAPTION.search(self.parse.sentence_of(self.parse.doc[token]).text) is not None

    def resolve(self, source: Source) -> Speaker | None:
        """The speaker that the words of `source` mean; None where they mean nobody for certain."""
        head = self.parse.doc[source.head]
        if head.lower_ in _words("relative") and head.head.dep_ == "relcl":
            head = head.head.head
            source = noun_phrase(head)
        sender = sender_of(self.parse, head)
        if sender is not None:
            source, head = sender, self.parse.doc[sender.head]
        pronoun = _pronoun_sex(head)
        if pronoun is not None:
            return self._person_behind(head, pronoun)
        if head.lower_ in _words("bodies"):
            return self._body_behind(head)
        if head.pos_ == "PRON":
            return None
        return self._described(source, head)

    # ----------------------------------------------------------------- names, parties and descriptions

    def _described(self, source: Source, head: "Token") -> Speaker:
        person = self._named(source, head) or self._office_holder(head)
        if person is not None:
            weight = _salience("caption") if self._in_caption(head.i) else _salience("source")
            self._traces.append(_Trace(head.i, person, None, weight))
            return self._as_speaker(person)
        speaker = self._unnamed(source, head)
        self._traces.append(_Trace(head.i, None, speaker, _salience("source")))
        return speaker

    def _unnamed(self, source: Source, head: "Token") -> Speaker:
        """A party, or somebody described; «the company» is the one that has just spoken."""
        before = [trace.body for trace in self._before(head.i) if trace.body is not None]
        named = [body for body in before if body.kind is SpeakerKind.PARTY]
        nearby = self._body_behind(head)
        if head.text in _words("institutions") and nearby in [replace(body, role=None, pronoun=True) for body in named]:
            name, party = as_printed(self.parse, source), nearby.party_name if nearby else None
            return Speaker(name, SpeakerKind.UNNAMED, party_name=party)
        name = as_printed(self.parse, source)
        proper = head.pos_ == "PROPN" and not is_turn(self.parse, source)
        kind = SpeakerKind.PARTY if self.mentions.at(head.i) is not None or proper else SpeakerKind.UNNAMED
        earlier = [(body.name, body.party_name) for body in before]
        party = party_of_source(self.parse, self.mentions, self.people, source, earlier)
        return Speaker(name, kind, party_name=party)

    def _named(self, source: Source, head: "Token") -> Known | None:
        """The person whose name is the phrase's noun, or stands beside it ("the chief of staff, Ada Byron")."""
        own = self.people.at(head.i)
        if own is not None:
            return own if not self._joined(head, own) else None
        if head.lower_.rstrip(".") in words_of("letters_after"):
            return self.people.at(head.i - 1)
        if not is_role_noun(head.lower_.rstrip(".")):
            return None
        # A name before the noun owns it: "the Byron campaign's spokesman", "Byron aides".
        beside = [child for child in head.rights if child.dep_ in ("appos", "compound", "nmod", "flat")]
        for child in beside:
            person = self.people.at(child.i) or self.people.within(child.left_edge.i, child.right_edge.i)
            if person is not None:
                return person
        return self._named_after(source, head) or self._named_before(source, head)

    def _named_before(self, source: Source, head: "Token") -> Known | None:
        """«Ada Byron, director of the institute, said»: the name, where the parse takes the role for the subject."""
        comma = next((at for at in range(source.first, head.i) if self.parse.doc[at].text == ","), None)
        return self.people.at(comma - 1) if comma else None

    def _named_after(self, source: Source, head: "Token") -> Known | None:
        """«the head of the Commission Ursula von der Leyen»: the first name after the role, unless it owns the rest."""
        for at in range(head.i + 1, min(len(self.parse.doc) - 1, source.last + 2)):
            token, person = self.parse.doc[at], self.people.at(at)
            if token.pos_ in ("VERB", "AUX") or token.text in (",", ";"):
                return None
            if person is not None:
                last = max(run.last for run in person.runs if run.first <= at <= run.last)
                return None if self.parse.doc[last + 1].tag_ == "POS" else person
        return None

    def _joined(self, head: "Token", own: Known) -> bool:
        """«Graham and Cruz said»: two people are not one speaker."""
        others = [child for child in head.conjuncts if child.i > head.i]
        return any((person := self.people.at(other.i)) is not None and person is not own for other in others)

    def _office_holder(self, head: "Token") -> Known | None:
        """The one person of the article who holds the office that a definite phrase names, or None."""
        noun = head.lower_
        determined = head.pos_ == "PROPN" or any(
            child.lower_ in _words("definite") or child.dep_ == "poss" for child in head.lefts
        )
        if not is_role_noun(noun) or noun.endswith("s") or not determined:
            return None
        party = self.mentions.of(head)
        offices = {noun, *_same_office(noun)}
        holders = [
            person for person in self.people.known if self._holds(person, offices, party.party_id if party else None)
        ]
        holders = [person for person in holders if person.runs[0].first < head.i]
        if self._is_somebody_unnamed(head, holders):
            return None
        if len(holders) == 1:
            return holders[0]
        exact = [person for person in holders if any(run.role and noun in run.role.text.lower() for run in person.runs)]
        if len(exact) == 1 and party is not None:
            return exact[0]
        latest = max(self._before(head.i), key=lambda trace: trace.token, default=None)
        return latest.person if latest and latest.person in holders and party is None else None

    def _is_somebody_unnamed(self, head: "Token", holders: list[Known]) -> bool:
        """«A senior official said …», then "the official": the unnamed one, unless a holder was named in between."""
        before = self._before(head.i)
        unnamed = [one.token for one in before if one.body and head.lower_ in one.body.name.lower().split()]
        named = [one.token for one in before if one.person in holders]
        return bool(unnamed) and max(unnamed) > max(named, default=-1)

    def _holds(self, person: Known, offices: set[str], party_id: str | None) -> bool:
        if party_id is not None and person.party_id != party_id:
            return False
        held = {
            word for run in person.runs for word in (*run.title, *(run.role.text.lower().split() if run.role else ()))
        }
        return bool(held & offices) or (party_id is not None and not held)

    def _as_speaker(self, person: Known, pronoun: bool = False) -> Speaker:
        name = name_of(self.parse, person)
        return Speaker(name, SpeakerKind.PERSON, person.role, party_name_of(person), pronoun)

    # ----------------------------------------------------------------- pronouns

    def _person_behind(self, pronoun: "Token", sex: str) -> Speaker | None:
        """The person whom "he" or "she" means: the most salient one before it, if no other comes near."""
        ranked: dict[int, tuple[float, Known]] = {}
        subject = self._clause_subject(pronoun)
        for trace in self._before(pronoun.i):
            if trace.person is None or trace.person.sex not in (sex, None):
                continue
            if trace.person.sex is None and self._is_told_apart(pronoun, sex):
                continue
            weight = self._salience_at(trace, pronoun) + (_salience("same_clause") if trace.token == subject else 0.0)
            if weight > ranked.get(id(trace.person), (0.0, trace.person))[0]:
                ranked[id(trace.person)] = (weight, trace.person)
        best = sorted(ranked.values(), key=lambda row: -row[0])
        if not best or (len(best) > 1 and best[0][0] - best[1][0] < _salience("certain_by")):
            return None
        person = best[0][1]
        self._traces.append(_Trace(pronoun.i, person, None, _salience("source")))
        if person.sex is None and all(other is person or other.sex is not None for _, other in best):
            person.sex = sex
        return self._as_speaker(person, pronoun=True)

    def _is_told_apart(self, pronoun: "Token", sex: str) -> bool:
        """Whether the sentence names somebody of that sex before: then nobody of unknown sex is meant."""
        start = self.parse.sentence_of(pronoun).start
        named = (self.people.at(at) for at in range(start, pronoun.i))
        return any(person is not None and person.sex == sex for person in named)

    def _clause_subject(self, pronoun: "Token") -> int | None:
        """The token of X in «X said that he …» and «X, who insisted he …»."""
        for verb in pronoun.ancestors:
            if verb.dep_ == "relcl" and verb.head.i < pronoun.i:
                return verb.head.i
            for child in verb.children:
                if child.dep_ == "nsubj" and child.i != pronoun.i:
                    return child.i
        return None

    def _salience_at(self, trace: _Trace, pronoun: "Token") -> float:
        apart = self._told_sentences(trace.token, pronoun.i)
        if apart > _salience("furthest_sentences"):
            return 0.0
        unknown = _salience("unknown_sex") if trace.person is not None and trace.person.sex is None else 0.0
        paragraphs = self.parse.paragraph[pronoun.i] - self.parse.paragraph[trace.token]
        far = _salience("per_sentence") * apart + _salience("per_paragraph") * (paragraphs > 0)
        return max(0.0, trace.weight + unknown - far)

    def _told_sentences(self, first: int, last: int) -> int:
        """How many sentences begin between two tokens; a quotation of many sentences does not push its speaker away."""
        return self._told[self.parse.sentence_numbers[last]] - self._told[self.parse.sentence_numbers[first]]

    @cached_property
    def _told(self) -> list[int]:
        """For each sentence the number of those before it that the article tells in its own voice."""
        told, numbers = 0, []
        for sentence in self.parse.sentences:
            outside = any(self.parse.inside[token.i] == OUTSIDE and token.is_alpha for token in sentence)
            told += outside
            numbers.append(told)
        return numbers

    def _body_behind(self, pronoun: "Token") -> Speaker | None:
        """What "it" or "they" mean: the institution or the people that spoke last, if that was just before."""
        spoke = [trace for trace in self._before(pronoun.i) if trace.body is not None]
        latest = max(spoke, key=lambda trace: trace.token, default=None)
        if latest is None or latest.body is None:
            return None
        apart = self._told_sentences(latest.token, pronoun.i)
        body = latest.body
        return Speaker(body.name, body.kind, None, body.party_name, pronoun=True) if apart <= 2 else None

    def _before(self, token: int) -> list[_Trace]:
        return [trace for trace in self._traces if trace.token < token]


def _weight(token: "Token") -> float:
    """How prominent a printed name is: a subject before an object, and inside a quotation as elsewhere."""
    head = token
    while head.dep_ in ("compound", "appos", "flat") and head.head.i != head.i:
        head = head.head
    return _salience("subject") if head.dep_ in ("nsubj", "nsubjpass") else _salience("other")


def _pronoun_sex(token: "Token") -> str | None:
    if token.lower_ in _words("men"):
        return "m"
    return "f" if token.lower_ in _words("women") else None


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_table("speakers.toml")["words"][kind])


@cache
def _table() -> Mapping[str, Any]:
    return read_table("speakers.toml")


def _same_office(noun: str) -> list[str]:
    offices: Mapping[str, list[str]] = _table()["same_office"]
    return offices.get(noun, [])


def _salience(kind: str) -> float:
    return float(_table()["salience"][kind])
