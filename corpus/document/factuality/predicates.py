"""What is predicated of a clause or a claim: true, false, unclear, contradicted, only meant."""

from corpus.document.factuality.climb import Step
from corpus.document.factuality.scale import Factuality, effect, listed
from corpus.document.syntax import is_infinitive, is_nobody, is_verb
from corpus.document.tokens import Token

REAL, OFFERED, SUPPOSED, DENIED = Factuality.REAL, Factuality.OFFERED, Factuality.SUPPOSED, Factuality.DENIED
CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "acl", "relcl", "prep", "advcl"})
"""What a clause hangs by on the word that it is the content of."""


def contradicted(step: Step, below: Token, negated: bool) -> Factuality:
    """«denied that …», «dismissed as nonsense reports that …»; not «rejected it as "…"»."""
    if below.dep_ not in ("ccomp", "xcomp", "csubj") and not step.told:
        return REAL
    if not negated:
        return DENIED
    nobody = any(is_nobody(child) for child in step.at.lefts if child.dep_ in ("nsubj", "nsubjpass"))
    return REAL if nobody or step.at.lemma_.lower() in listed("doubting") else SUPPOSED


def by_predicate(step: Step, negated: bool) -> Factuality | None:
    """«It is (not) true that …», «called it absurd that …», «reports that … were false»; None if it says nothing."""
    words, kind = predicates_of(step.at), _kind_of_subject(step)
    if kind is not None:
        return kind
    if words & listed("untrue", "unthinkable", "untrue_nouns") or (words & listed("wrong") and step.told):
        return REAL if negated else DENIED
    if words & listed("unsure"):
        return effect("unsure")
    if words & listed("factive_adjectives", "doubts"):
        return REAL
    return DENIED if negated and words & listed("true", "proofs") else None


def _kind_of_subject(step: Step) -> Factuality | None:
    """«One theory is that …»; None where the subject is no claim."""
    if step.at.lemma_ != "be" or step.below is None or step.below.dep_ != "ccomp":
        return None
    lemmas = {child.lemma_.lower() for child in step.at.lefts if child.dep_ == "nsubj"}
    kinds = (kind for kind in ("untrue_nouns", "denials", "supposed_nouns", "hoped_nouns") if lemmas & listed(kind))
    return next((effect(kind) for kind in kinds), None)


def predicates_of(verb: Token) -> frozenset[str]:
    """What a verb of being says its subject is, through "turned out to be", too."""
    inner = [child for child in verb.children if child.dep_ == "xcomp" and child.lemma_ == "be"]
    about = (child for one in (verb, *inner) for child in one.children)
    named = (child for child in about if child.dep_ in ("acomp", "attr", "oprd"))
    return frozenset(child.lemma_.lower() for child in named if not is_nobody(child))


def of_infinitive(below: Token, carried: bool) -> Factuality:
    """What is only meant to happen: "plans to", "went to the capital to"."""
    meant = is_infinitive(below) or (below.tag_ == "VB" and below.dep_ == "xcomp")
    meant = meant and (not carried or below.dep_ == "advcl")
    return OFFERED if meant and below.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp") else REAL


def is_mistagged(token: Token) -> bool:
    """A noun that the tagger takes for a verb: "the baseless reports that …", "Reports that …"."""
    deps = {child.dep_ for child in token.children}
    named = token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr") and deps & {
        "det",
        "amod",
        "poss",
        "acl",
        "relcl",
    }
    opens = token.tag_ == "VBZ" and token.i == token.sent.start and "nsubj" not in deps
    return is_verb(token) and bool(named or opens)
