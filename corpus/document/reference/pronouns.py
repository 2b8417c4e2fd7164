"""Whom "he" and "she" mean: the referent that the evidence prefers, and how certain that is.

The pronouns of an article are resolved in the order of the text, each leaving a trace that later ones may follow; what
was found before never changes.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from corpus.document.entities import People
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.reference.evidence import (
    FURTHEST_DESCRIBED,
    LOOKED_AT,
    NAMES,
    Candidate,
    Distances,
    commanded,
    evidence_of,
    is_possible,
    speaks,
)
from corpus.document.reference.offices import Offices
from corpus.document.reference.referents import (
    SUBJECTS,
    Referent,
    Trace,
    find_referents,
    role_of,
    sex_of_pronoun,
    top_of_name,
)
from corpus.document.syntax import says
from corpus.document.tokens import Doc, Token
from corpus.knowledge import read_table

_MOST_CANDIDATES = 12
"""Referents, the latest first; who stands further back is hardly ever meant, and time must grow with the text only."""
_REMEMBERED = 400
"""Traces kept of a referent."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a pronoun means, and how certain that is: the share of the best candidate, from 0 to 1."""

    referent: Referent
    certainty: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun with all whom it could mean and the evidence for each; what weights are fitted on.

    One that is `speaking` is the subject of a verb of saying: whom it means is told otherwise than of the rest.
    `by_names` is the evidence where the pronouns before it tell nothing.
    """

    pronoun: Token
    candidates: tuple[Candidate, ...]
    evidence: tuple[tuple[float, ...], ...]
    by_names: tuple[tuple[float, ...], ...]
    speaking: bool


Decide = Callable[[Choice], Meant | None]
Weights = Mapping[str, Sequence[float]]
"""What each piece of evidence counts, and what it counts for a pronoun that speaks."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The traces left so far, of whom the last ones are in the last place, and whom each quotation names."""

    traces: dict[Referent, list[Trace]]
    within: defaultdict[int, list[tuple[Trace, Referent]]]

    @classmethod
    def of(cls, parse: Parse, referents: Sequence[tuple[Trace, Referent]]) -> "_Told":
        within = defaultdict[int, list[tuple[Trace, Referent]]](list)
        for trace, referent in referents:
            within[parse.inside[trace.token]].append((trace, referent))
        return cls({}, within)

    def leave(self, trace: Trace, referent: Referent) -> None:
        self.traces[referent] = [*self.traces.pop(referent, []), trace][-_REMEMBERED:]


def find_meant(offices: Offices) -> dict[int, Meant]:
    """Whom each third-person singular pronoun means most likely, by its token; one that nobody fits is left out."""
    return resolve(offices, most_likely)


def resolve(offices: Offices, decide: Decide) -> dict[int, Meant]:
    """Whom `decide` takes each pronoun to mean; what it decides is a trace for the pronouns behind."""
    distances, meant = Distances(offices.parse), dict[int, Meant]()
    referents = find_referents(offices)
    told, named = _Told.of(offices.parse, referents), deque(referents)
    for token in offices.parse.doc:
        sex = sex_of_pronoun(token)
        if sex is None:
            continue
        while named and named[0][0].token < token.i:
            told.leave(*named.popleft())
        choice = _choice(distances, offices.people, token, sex, told)
        found = decide(choice) if choice.candidates else None
        if found is not None and _is_level(choice, found.referent):
            found = replace(found, certainty=min(found.certainty, 0.5))
        if found is not None:
            meant[token.i] = found
            trace = Trace(token.i, role_of(token), top_of_name(token).i, pronoun=True, certainty=found.certainty)
            told.leave(trace, found.referent)
            told.within[offices.parse.inside[token.i]].append((trace, found.referent))
    return meant


def _is_level(choice: Choice, best: Referent) -> bool:
    """Whether a pronoun that speaks could mean another as well, last told of beside the best: «Byron and Gauss left».

    So are the subject and the object of one verb («Byron sacked Gauss»), but for one of saying, whose subject goes on.
    Not whom the words tell of, nor where the best one is "he" already. Of pronouns that do not speak the weights tell
    better.
    """
    if not choice.speaking:
        return False
    doc = choice.pronoun.doc
    best_one = next(one for one in choice.candidates if one.referent is best)
    others = (one for one in choice.candidates if one.referent is not best and not one.told_of)
    return any(
        not (own := _standing(best_one) if _is_apart(doc, one) else best_one.traces[-1]).pronoun
        and not one.traces[-1].pronoun
        and (one.referent.name is not None or not _is_added(doc[one.traces[-1].token]))
        and _are_level(doc[own.token], doc[one.traces[-1].token], new=len(one.traces) == 1)
        for one in others
    )


def _is_apart(doc: Doc, one: Candidate) -> bool:
    """Whether it is somebody else for certain: a name, or who is joined to one («Byron and her daughter»)."""
    return one.referent.name is not None or doc[one.traces[-1].token].dep_ == "conj"


def _is_added(noun: Token) -> bool:
    """«Byron, and a poet» may be one; «Byron and her daughter» are two."""
    between = noun.doc[min(noun.i, noun.head.i) : noun.i]
    return noun.dep_ == "conj" and any(token.text == "," for token in between)


def _standing(one: Candidate) -> Trace:
    """The last trace of a candidate; the name before a "his" («Byron sacked his aide, Carl Gauss»)."""
    return next((trace for trace in reversed(one.traces) if trace.role != "possessive"), one.traces[-1])


def _are_level(one: Token, other: Token, *, new: bool) -> bool:
    """Whether two names are joined, or the subject and the object of one verb that brings no words.

    Also whom somebody meets or is brought to, where that one is `new`: «Byron was introduced to Carl Gauss».
    """
    above, over_other = _joined_above(one), _joined_above(other)
    subject, argument = above[-1], over_other[-1]
    if subject.i == argument.i:
        joined = any(token.dep_ == "conj" for token in (*above, *over_other))
        return joined and not (_describes(over_other, one) or _describes(above, other))  # «Byron, a poet and a peer»
    verb = subject.head
    acted_on = argument.dep_ in ("dobj", "dative") and argument.head.i == verb.i
    met = argument.head if argument.dep_ == "pobj" and new else argument
    bringing = ("to", "with", "by") if argument.pos_ == "PROPN" else ("to", "with")  # «rescued by a fisherman»
    acted_on |= met.lower_ in bringing and met.head.i == verb.i
    return subject.dep_ in SUBJECTS and acted_on and not says(verb)


def _describes(above: Sequence[Token], noun: Token) -> bool:
    """Whether the first of `above` stands in an apposition of a noun further up there."""
    at = next((number for number, token in enumerate(above) if token.i == noun.i), 0)
    return any(token.dep_ == "appos" for token in above[:at])


def _joined_above(name: Token) -> list[Token]:
    """A name with what it is joined to or describes, up to what hangs on the rest of the clause."""
    above = [name]
    while above[-1].dep_ in ("conj", "appos", "compound", "flat", "nmod") and above[-1].head.i != above[-1].i:
        above.append(above[-1].head)
    return above


def most_likely(choice: Choice, weights: Weights | None = None) -> Meant:
    """The candidate that the evidence prefers; where a pronoun before it is uncertain, names alone must tell the rest.

    Without `weights` those of ``knowledge/reference.toml`` count.
    """
    own = _in_order(weights, choice.speaking) if weights else _weights(choice.speaking)
    shares = _shares(choice.evidence, own)
    best, share = max(enumerate(shares), key=lambda one: one[1])
    sure = _surest(choice.pronoun.doc, choice.candidates[best])
    otherwise = _shares(choice.by_names, own)[best] if sure < 1 else 0.0
    return Meant(choice.candidates[best].referent, share * (sure + (1 - sure) * otherwise))


def _surest(doc: Doc, one: Candidate) -> float:
    """How certain the last sentence that tells of a candidate is to do so: a name beside a pronoun vouches for it."""
    last = doc[one.traces[-1].token].sent
    return max(trace.certainty for trace in one.traces[-LOOKED_AT:] if last.start <= trace.token < last.end)


def _beside(
    parse: Parse, pronoun: Token, told_of: Mapping[int, list[tuple[Trace, Referent]]]
) -> dict[Referent, list[Trace]]:
    """Whom the quotations beside a pronoun outside of marks tell of: those in its sentence, or right before it."""
    found = defaultdict[Referent, list[Trace]](list)
    if parse.inside[pronoun.i] == OUTSIDE:
        sentence = parse.sentence_of(pronoun)
        numbers = {*parse.inside[max(0, sentence.start - 1) : sentence.end]} - {OUTSIDE}
        for trace, referent in chain.from_iterable(told_of[number] for number in numbers):
            found[referent].append(trace)
    return found


def _choice(distances: Distances, people: People, pronoun: Token, sex: str, told: "_Told") -> Choice:
    parse, beside = distances.parse, _beside(distances.parse, pronoun, told.within)
    latest = (
        Candidate(referent, _told(parse, pronoun, told.traces[referent]), beside.get(referent, ()))
        for referent in reversed(told.traces)
    )
    others = {people.at(at) for at in commanded(parse, pronoun)} - {None}
    near = (one for one in latest if one.referent.person not in others and _is_near(distances, pronoun, one))
    possible = (one for one in near if is_possible(parse, pronoun, sex, one))
    candidates = tuple(islice(possible, _MOST_CANDIDATES))
    evidence = _evidence(distances, pronoun, candidates)
    chained = any(trace.certainty < 1 for one in candidates for trace in one.traces)
    by_names = _evidence(distances, pronoun, [_by_names(one) for one in candidates]) if chained else evidence
    return Choice(pronoun, candidates, evidence, by_names, speaks(parse, pronoun))


def _evidence(distances: Distances, pronoun: Token, candidates: Sequence[Candidate]) -> tuple[tuple[float, ...], ...]:
    return tuple(evidence_of(distances, pronoun, one, candidates) for one in candidates)


def _by_names(one: Candidate) -> Candidate:
    named = [trace for trace in one.traces if not trace.pronoun]
    return replace(one, traces=named or one.traces[:1])


def _told(parse: Parse, pronoun: Token, traces: list[Trace]) -> list[Trace]:
    """For a pronoun outside of marks what the article itself tells; what stands in marks only where that is all."""
    if parse.inside[pronoun.i] != OUTSIDE:
        return traces
    return [trace for trace in traces if parse.inside[trace.token] == OUTSIDE] or traces


def _is_near(distances: Distances, pronoun: Token, one: Candidate) -> bool:
    apart = distances.sentences(one.traces[-1].token, pronoun.i)
    return one.referent.name is not None or apart <= FURTHEST_DESCRIBED


def _shares(evidence: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """The share of each candidate in the softmax over all."""
    scores = [sum(weight * value for weight, value in zip(weights, row, strict=True)) for row in evidence]
    best = max(scores)
    powers = [math.exp(score - best) for score in scores]
    return [power / sum(powers) for power in powers]


@cache
def _weights(speaking: bool) -> tuple[float, ...]:
    return _in_order(read_table("reference.toml")["weights"], speaking)


def _in_order(weights: Weights, speaking: bool) -> tuple[float, ...]:
    return tuple(float(weights[name][speaking]) for name in NAMES)


def certain_from(*, speaking: bool = False) -> float:
    """The certainty from which on somebody is named; a lower one for a pronoun that is the source of a quotation."""
    return float(read_table("reference.toml")["speaking_from" if speaking else "certain_from"])
