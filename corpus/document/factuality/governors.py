"""What a verb makes of a clause that hangs on it: denied, doubted, supposed, wished for, refused, or simply brought."""

from corpus.document.factuality.claims import of_claim
from corpus.document.factuality.climb import Step, is_finite_past
from corpus.document.factuality.predicates import (
    CLAUSES,
    DENIED,
    OFFERED,
    REAL,
    SUPPOSED,
    by_predicate,
    contradicted,
    is_mistagged,
    of_infinitive,
)
from corpus.document.factuality.scale import Factuality, effect, listed
from corpus.document.syntax import is_infinitive, is_negated, is_nobody, is_noun, is_passive, says
from corpus.document.tokens import Token


def governed(step: Step, below: Token) -> Factuality:
    """What a verb makes of a clause, or of a claim, that hangs on it."""
    verb, lemma = step.at, step.at.lemma_.lower()
    negated = is_negated(verb) or _tells_nobody(verb, below)
    if lemma in listed("accusing") and _is_charge(below):
        return effect("accusing")
    if below.dep_ in ("attr", "dobj", "nsubj", "nsubjpass", "conj", "compound") and (
        is_noun(below) or is_mistagged(below)
    ):
        return of_claim(step, below, negated)
    if lemma in listed("contradicting"):
        return contradicted(step, below, negated)
    beside = below.dep_ == "prep" and below.lower_ not in listed("reaching", "without")
    if beside or (below.dep_ not in CLAUSES and below.dep_ not in ("acomp", "oprd", "conj")):
        return REAL
    found = _by_kind(verb, below, negated) if below.dep_ in CLAUSES else None
    if found is None:
        found = by_predicate(step, negated)
    if found is None and negated:
        found = _negated(verb, below)
    if found is None:
        found = of_infinitive(below, lemma in listed("carrying"))
    unsaid = step.told and says(below) and is_infinitive(below) and (not says(verb) or is_passive(verb))
    return SUPPOSED if found is OFFERED and unsaid else found  # «wants to say that …»


def _is_charge(below: Token) -> bool:
    """«accused Byron of calling …», where "of" may hang on the verb or, in the parse, on its object."""
    of = below if below.dep_ == "prep" else next((child for child in below.rights if child.dep_ == "prep"), None)
    return of is not None and of.lower_ == "of" and any(child.dep_ == "pcomp" for child in of.children)


def _tells_nobody(verb: Token, below: Token) -> bool:
    """«told nobody that …»; also «has yet to say»."""
    if is_infinitive(below) and any(child.lower_ == "yet" for child in verb.children):
        return True
    return any(child.dep_ in ("dobj", "dative") and is_nobody(child) for child in verb.children if child.i != below.i)


def _by_kind(verb: Token, below: Token, negated: bool) -> Factuality | None:
    """What a verb makes of its clause by its meaning; None for one that only brings it."""
    lemma = verb.lemma_.lower()
    meant = is_infinitive(below) or below.tag_ == "VBG" or below.dep_ == "prep"
    if lemma in listed("withholding", "cancelling") and meant:
        if negated:
            return REAL
        return effect("withholding") if lemma in listed("withholding") else None
    if lemma in listed("hoping") and below.dep_ == "ccomp" and is_finite_past(below):
        return effect("hoping")
    if is_passive(verb) and (lemma in listed("rumouring") or (lemma in listed("reputed") and _is_perfect(below))):
        return effect("rumouring")
    for kind in ("doubting", "supposing", "believing", "wishing", "foreseeing"):
        if lemma in listed(kind) and (negated or not is_passive(verb)) and below.dep_ != "advcl":
            return DENIED if negated else effect(kind)
    return None


def _is_perfect(verb: Token) -> bool:
    return any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.lefts)


def _negated(verb: Token, below: Token) -> Factuality:
    """What is left of a clause below a verb with "not"."""
    if below.dep_ in ("xcomp", "conj", "acomp", "prep") or (below.dep_ == "advcl" and is_infinitive(below)):
        return DENIED
    return REAL if verb.lemma_.lower() in listed("factive") else SUPPOSED
