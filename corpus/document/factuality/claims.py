"""What a noun, an adjective or a preposition makes of the clause behind it, and what is said of a claim."""

from corpus.document.factuality.climb import Step
from corpus.document.factuality.predicates import (
    CLAUSES,
    DENIED,
    REAL,
    by_predicate,
    contradicted,
    of_infinitive,
    predicates_of,
)
from corpus.document.factuality.retellings import is_fake
from corpus.document.factuality.scale import Factuality, effect, listed, strongest
from corpus.document.syntax import (
    is_infinitive,
    is_negated,
    is_nobody,
    is_quoted_from,
    is_verb,
    object_of,
)
from corpus.document.tokens import Token


def of_claim(step: Step, claim: Token, negated: bool) -> Factuality:
    """What a verb says of a claim ("the report that … was wrong"), or of an event that is a noun ("denied talks")."""
    verb, lemma, thing = step.at, step.at.lemma_.lower(), object_of(step.at)
    is_object = thing is not None and thing.i == claim.i
    if not step.told:
        denied = is_object and lemma in listed("contradicting_events") and not negated
        proof = negated and claim.dep_ == "attr" and claim.lemma_.lower() in listed("proofs")
        return DENIED if denied or proof else REAL
    if is_object and lemma in listed("contradicting"):
        return contradicted(step, claim, negated)
    waved = any(child.dep_ in ("prt", "advmod") and child.lower_ in listed("waving") for child in verb.children)
    if (is_object and waved) or (negated and (lemma in listed("believing") or claim.dep_ == "attr")):
        return DENIED
    return by_predicate(step, negated) or REAL


def of_noun(step: Step) -> Factuality:
    """What a noun makes of the clause behind it, or its modifiers of the event that it is."""
    noun, below, lemma = step.at, step.below, step.at.lemma_.lower()
    before = {child.lower_ for child in noun.lefts}
    if below is not None and below.dep_ not in CLAUSES | {"appos"}:
        return REAL
    if before & listed("fakes") or is_fake(noun):
        return effect("fakes")
    for kind in ("untrue", "unthinkable", "wrong", "unsure", "doubtful"):
        if before & listed(kind):
            return effect(kind)
    if below is None:
        return REAL
    if _is_lacking(noun):
        return DENIED if lemma in listed("proofs", "claims") or noun.pos_ == "PRON" else REAL
    if below.dep_ == "prep" and lemma not in listed("claims", "untrue_nouns", "denials"):
        return REAL  # «the prospect of talks»
    for kind in ("untrue_nouns", "denials", "supposed_nouns", "hoped_nouns"):
        if lemma in listed(kind):
            return effect(kind)
    return strongest(_belated(step, noun), of_infinitive(below, lemma in listed("carrying_nouns")))


def _is_lacking(noun: Token) -> bool:
    """«no evidence», «little interest», «without proof»."""
    little = any(child.lower_ in ("little", "scant") for child in noun.lefts)
    return is_nobody(noun) or little or (noun.dep_ == "pobj" and noun.head.lower_ in listed("lacking"))


def _belated(step: Step, noun: Token) -> Factuality:
    """«The report that … was debunked», where the parse hangs the verdict on something else."""
    if noun.dep_ not in ("ROOT", "nsubj") or not step.told:
        return REAL
    later = (token for token in noun.sent if step.below is not None and token.i > step.below.i and is_verb(token))
    told = (token for token in later if not is_negated(token) and not is_quoted_from(noun, token))
    untrue = listed("untrue", "unthinkable", "wrong", "untrue_nouns")
    return DENIED if any(predicates_of(token) & untrue for token in told) else REAL


def of_adjective(step: Step) -> Factuality:
    below, lemma = step.below, step.at.lemma_.lower()
    if below is None or below.dep_ not in CLAUSES:
        return REAL
    if is_infinitive(below):
        refused = lemma in listed("unwilling", "unsure")
        return DENIED if refused else of_infinitive(below, lemma in listed("factive_adjectives"))
    return effect("unsure") if lemma in listed("unsure") else REAL


def of_preposition(step: Step) -> Factuality:
    """«without calling», «short of calling», «close to calling»."""
    before = step.at.head.lower_ if step.at.head.i < step.at.i else ""
    without = step.at.lower_ in listed("without") or before in listed("short_of")
    return DENIED if without and step.below is not None and step.below.dep_ == "pcomp" else REAL
