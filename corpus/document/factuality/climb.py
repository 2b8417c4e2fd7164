"""The climb from an event to the root of its sentence, and how much of what stands above says something of it.

What a clause beside the event denies (adverbial, relative, joined with a subject of its own) does not reach it: "did
not pay, saying …". And what words hold is one thing, that they were said another: who says something false did say it.
So what is said of a claim reaches only an event that is `told`, part of what somebody says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from corpus.document.factuality.scale import listed
from corpus.document.syntax import is_infinitive, is_nobody, is_verb, says, word_before
from corpus.document.tokens import Token

_CONTENT = frozenset({"ccomp", "acl", "relcl", "csubj", "xcomp", "prep", "pcomp", "parataxis", "appos"})
_CONTENT_NOUNS = (
    *("claims", "supposed_nouns", "hoped_nouns", "untrue_nouns"),
    *("denials", "proofs", "doubts", "carrying_nouns"),
)


class Reach(IntEnum):
    """What still reaches the event: only a story around it, a condition too, or everything."""

    STORY = 1
    CONDITION = 2
    ALL = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A word above the event (or it), what hangs on it there, and whether the event is part of what somebody says."""

    at: Token
    below: Token | None
    reach: Reach
    told: bool


def steps(event: Token) -> Iterator[Step]:
    """The event, then each word above it up to the root."""
    step = Step(event, None, Reach.ALL, told=False)
    yield step
    while step.at.head.i != step.at.i:
        below, above = step.at, _above(step.at)
        reach = min(step.reach, _reach(below, above))
        told = step.told or (reach is Reach.ALL and _is_content(below) and _brings(above))
        step = Step(above, below, reach, told)
        yield step


def _is_content(below: Token) -> bool:
    return below.dep_ in _CONTENT or mark_of(below) == "that"


def _brings(word: Token) -> bool:
    """Whether what hangs on a word is what somebody says: "said", "the claim", "a story went round"."""
    named = (word, *(child for child in word.lefts if child.dep_ == "nsubj"))
    kinds = ("claims", "untrue_nouns", "supposed_nouns", "believing")
    return says(word) or any(one.lemma_.lower() in listed(*kinds) for one in named)


def _above(token: Token) -> Token:
    """The word that a token hangs on; for a clause the noun or verb right before it whose content it must be."""
    before = token.left_edge.nbor(-1) if token.left_edge.i > token.sent.start else token
    if token.dep_ not in ("ccomp", "advcl") or mark_of(token) != "that":
        return token.head
    noun = before.pos_ == "NOUN" and before.lemma_ in listed(*_CONTENT_NOUNS)
    return before if noun or (is_verb(before) and says(before)) else token.head


def _reach(below: Token, above: Token) -> Reach:
    dep = below.dep_
    if dep == "conj":
        return Reach.ALL if _shares_negation(below, above) else Reach.CONDITION
    if dep in ("acl", "relcl"):
        return Reach.ALL if is_verb(above) or is_clause_of(below, above) else Reach.STORY
    if dep == "ccomp" and above.pos_ == "NOUN":
        return Reach.ALL
    if dep == "advcl":
        return Reach.ALL if is_infinitive(below) or mark_of(below) == "that" else Reach.CONDITION
    if dep in ("prep", "cc", "mark") and below.lower_ in listed("excepting"):
        return Reach.STORY
    return Reach.CONDITION if dep in ("parataxis", "npadvmod") else Reach.ALL


def is_clause_of(clause: Token, noun: Token) -> bool:
    """Whether a clause behind a noun tells its content: "the claim that …", "a refusal to …", not "a man who …"."""
    if clause.dep_ == "acl" and mark_of(clause) != "that" and clause.tag_ in ("VBG", "VBN"):
        apart = word_before(clause).text == ","
        return clause.tag_ == "VBG" and not apart and noun.lemma_.lower() in listed("claims")
    opens = clause.dep_ == "acl" or clause.left_edge.lower_ in ("that", "to")
    return opens and (clause.dep_ == "acl" or noun.lemma_.lower() in listed(*_CONTENT_NOUNS) or is_nobody(noun))


def _shares_negation(second: Token, first: Token) -> bool:
    """«did not say or write», «has not come out and said»; not «did not pay but said»."""
    joining = {child.lower_ for child in first.children if child.dep_ in ("cc", "preconj") and child.i < second.i}
    own = any(child.dep_ in ("aux", "nsubj", "nsubjpass", "csubj") for child in second.children)
    return not joining & listed("excepting") and (second.tag_ in ("VB", "VBN", "VBG") or "or" in joining) and not own


def mark_of(clause: Token) -> str:
    return next((child.lower_ for child in clause.lefts if child.dep_ == "mark"), "")


def is_finite_past(clause: Token) -> bool:
    helpers = [child for child in clause.lefts if child.dep_ in ("aux", "auxpass")]
    return (helpers[0] if helpers else clause).tag_ == "VBD"
