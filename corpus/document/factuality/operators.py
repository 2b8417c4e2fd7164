"""What each word above an event makes of it: conditions, denials, doubts, wishes, claims and what is said of them."""

from typing import TYPE_CHECKING

from corpus.document.factuality.climb import Reach, Step, is_finite_past, is_infinitive, steps
from corpus.document.factuality.retellings import is_fake, is_in_story, of_retelling, of_sentence, of_sequel
from corpus.document.factuality.scale import Factuality, effect, listed, strongest
from corpus.document.syntax import (
    is_beside,
    is_negated,
    is_nobody,
    is_noun,
    is_passive,
    is_preferred,
    is_quoted_from,
    is_verb,
    object_of,
    says,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

REAL, OFFERED, SUPPOSED, DENIED = Factuality.REAL, Factuality.OFFERED, Factuality.SUPPOSED, Factuality.DENIED
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "acl", "relcl", "prep", "advcl"})


def factuality_of(event: "Token", *, polarity: bool = True, owned: bool = False) -> Factuality:
    """What becomes of an event that a verb or a noun tells; `REAL` where nothing around it says otherwise.

    With `polarity` false a plain "not" or "no" of the event's own is left to the caller, for whom it is a stance. With
    `owned` the event is part of words whose speaker is known, and only what they say themselves counts.
    """
    found, told = of_sentence(event), False
    for step in steps(event):
        if found.is_disowned or (owned and not is_beside(event, step.at)):
            return found
        told = step.told
        if not is_quoted_from(event, step.at):
            found = strongest(found, _of_step(step, polarity))
    return found if found.is_disowned or (says(event) and not told) else strongest(found, of_sequel(event))


def _of_step(step: Step, polarity: bool) -> Factuality:
    if is_in_story(step.at):
        return effect("stories")
    if is_verb(step.at) and step.reach >= Reach.CONDITION and (found := _condition(step.at)) is not None:
        return found
    if step.told and is_verb(step.at) and step.at.lemma_.lower() in listed("withdrawing") and not is_negated(step.at):
        return effect("withdrawing")
    if step.reach is not Reach.ALL:
        return REAL
    if step.at.pos_ in ("NOUN", "PROPN") or _is_mistagged(step.at):
        return _of_noun(step)
    if is_verb(step.at):
        return _of_verb(step, polarity)
    return _of_adjective(step) if step.at.pos_ == "ADJ" else _of_preposition(step)


def _is_mistagged(token: "Token") -> bool:
    """A noun that the tagger takes for a verb: "the baseless reports that …", "Reports that …"."""
    deps = {child.dep_ for child in token.children}
    named = token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and deps & {"det", "amod", "poss", "acl", "relcl"}
    opens = token.tag_ == "VBZ" and token.i == token.sent.start and "nsubj" not in deps
    return is_verb(token) and bool(named or opens)


def _condition(verb: "Token") -> Factuality | None:
    """What "if", "whether", "until", "had she …" make of a clause; None without one."""
    for child in verb.lefts:
        if child.dep_ not in ("mark", "advmod", "prep"):
            continue
        if child.lower_ in listed("conditions"):
            return effect("conditions")
        if child.lower_ in listed("until") and child.dep_ != "prep" and not is_finite_past(verb):
            return effect("until")
    subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    helping = (child for child in verb.lefts if child.dep_ in ("aux", "auxpass"))
    inverted = subject is not None and any(child.i < subject.left_edge.i and _opens(child) for child in helping)
    inverted = inverted or (_opens(verb) and any(child.dep_ == "nsubj" for child in verb.rights))
    return effect("inverting") if inverted else None


def _opens(helper: "Token") -> bool:
    before = helper.nbor(-1) if helper.i > helper.sent.start else helper
    return helper.lower_ in listed("inverting") and (before.is_punct or before is helper or before.pos_ == "CCONJ")


# --------------------------------------------------------------------------- a verb: the event's own, or one above it


def _of_verb(step: Step, polarity: bool) -> Factuality:
    below = step.below
    found = strongest(_helped(step.at), of_retelling(step))
    if below is None:
        return strongest(found, _own_polarity(step.at, polarity))
    return found if _is_presupposed(below) else strongest(found, _governed(step, below))


def _helped(verb: "Token") -> Factuality:
    """«would have said», «allegedly said»."""
    helping = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    if "have" in helping and helping & listed("unreal"):
        return effect("unreal")
    doubtful = any(child.dep_ == "advmod" and child.lower_ in listed("doubtful") for child in verb.children)
    return effect("doubtful") if doubtful else REAL


def _own_polarity(verb: "Token", polarity: bool) -> Factuality:
    deps = ("nsubj", "nsubjpass", "dobj", "dative") if polarity else ("nsubj", "nsubjpass")
    things = (child for child in verb.children if child.dep_ in deps)
    if any(is_nobody(thing) and is_beside(thing, verb) for thing in things) or is_contrasted(verb.left_edge):
        return DENIED
    return DENIED if polarity and is_negated(verb) else REAL


def is_contrasted(first: "Token") -> bool:
    """Whether words are put against others: «"X", not "Y"», «and not that …», «rather than "Y"»."""
    doc, start = first.doc, first.sent.start
    at = first.i if first.lower_ in ("not", "than") else max(start, first.i - 1)
    while at > start and (doc[at].lower_ in ("that", "it", '"', "'") or doc[at].dep_ == "det"):
        at -= 1
    if is_preferred(doc[at]):
        return True
    before = doc[at - 1] if at > start else doc[at]
    return doc[at].lower_ == "not" and (before.text in (",", ";", "-", "–", "—") or before.lower_ == "and")


def _is_presupposed(clause: "Token") -> bool:
    """«did not say why she had called it "…"»: so she had."""
    return any(child.dep_ == "advmod" and child.lower_ in listed("presupposing") for child in clause.lefts)


def _governed(step: Step, below: "Token") -> Factuality:
    """What a verb makes of a clause, or of a claim, that hangs on it."""
    verb, lemma = step.at, step.at.lemma_.lower()
    negated = is_negated(verb) or _tells_nobody(verb, below)
    if below.dep_ in ("attr", "dobj", "nsubj", "nsubjpass", "conj", "compound") and (
        is_noun(below) or _is_mistagged(below)
    ):
        return _of_claim(step, below, negated)
    if lemma in listed("contradicting"):
        return _contradicted(step, below, negated)
    beside = below.dep_ == "prep" and below.lower_ not in listed("reaching", "without")
    if beside or (below.dep_ not in _CLAUSES and below.dep_ not in ("acomp", "oprd", "conj")):
        return REAL
    found = _by_kind(verb, below, negated) if below.dep_ in _CLAUSES else None
    if found is None:
        found = _by_predicate(step, negated)
    if found is None and negated:
        found = _negated(verb, below)
    return found if found is not None else _of_infinitive(below, lemma in listed("carrying"))


def _tells_nobody(verb: "Token", below: "Token") -> bool:
    """«told nobody that …»; also «has yet to say»."""
    if is_infinitive(below) and any(child.lower_ == "yet" for child in verb.children):
        return True
    return any(child.dep_ in ("dobj", "dative") and is_nobody(child) for child in verb.children if child.i != below.i)


def _contradicted(step: Step, below: "Token", negated: bool) -> Factuality:
    """«denied that …», «dismissed as nonsense reports that …»; not «rejected it as "…"»."""
    if below.dep_ not in ("ccomp", "xcomp", "csubj") and not step.told:
        return REAL
    if not negated:
        return DENIED
    nobody = any(is_nobody(child) for child in step.at.lefts if child.dep_ in ("nsubj", "nsubjpass"))
    return REAL if nobody or step.at.lemma_.lower() in listed("doubting") else SUPPOSED


def _by_kind(verb: "Token", below: "Token", negated: bool) -> Factuality | None:
    """What a verb makes of its clause by its meaning; None for one that only brings it."""
    lemma = verb.lemma_.lower()
    if lemma in listed("withholding", "cancelling") and (below.dep_ != "advcl" or is_infinitive(below)):
        if negated:
            return REAL if lemma in listed("cancelling") else SUPPOSED
        return effect("withholding") if lemma in listed("withholding") else None
    if lemma in listed("hoping") and below.dep_ == "ccomp" and is_finite_past(below) and not negated:
        return effect("hoping")
    for kind in ("doubting", "supposing", "believing", "wishing", "foreseeing"):
        if lemma in listed(kind) and (negated or not is_passive(verb)) and below.dep_ != "advcl":
            return (REAL if kind == "doubting" else DENIED) if negated else effect(kind)
    return None


def _by_predicate(step: Step, negated: bool) -> Factuality | None:
    """«It is (not) true that …», «called it absurd that …», «reports that … were false»; None if it says nothing."""
    words = _predicates(step.at)
    if words & listed("untrue", "untrue_nouns") or (words & listed("wrong") and step.told):
        return REAL if negated else DENIED
    if words & listed("unsure"):
        return effect("unsure")
    if words & listed("factive_adjectives", "doubts"):
        return REAL
    return DENIED if negated and words & listed("true", "proofs") else None


def _predicates(verb: "Token") -> frozenset[str]:
    """What a verb of being says its subject is, through "turned out to be", too."""
    inner = [child for child in verb.children if child.dep_ == "xcomp" and child.lemma_ == "be"]
    about = (child for one in (verb, *inner) for child in one.children)
    named = (child for child in about if child.dep_ in ("acomp", "attr", "oprd"))
    return frozenset(child.lemma_.lower() for child in named if not is_nobody(child))


def _negated(verb: "Token", below: "Token") -> Factuality:
    """What is left of a clause below a verb with "not"."""
    if below.dep_ in ("xcomp", "conj", "acomp", "prep") or (below.dep_ == "advcl" and is_infinitive(below)):
        return DENIED
    return REAL if verb.lemma_.lower() in listed("factive") else SUPPOSED


def _of_infinitive(below: "Token", carried: bool) -> Factuality:
    """What is only meant to happen: "plans to", "went to the capital to"."""
    meant = is_infinitive(below) or (below.tag_ == "VB" and below.dep_ == "xcomp")
    meant = meant and (not carried or below.dep_ == "advcl")
    return OFFERED if meant and below.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp") else REAL


def is_contradicted(words: "Token", saying: "Token") -> bool:
    """Whether between words and the verb that brings them stands a denial of them: "denied that …", "a denial of …"."""
    for step in steps(words):
        verb, below = step.at, step.below
        if below is not None and step.reach is Reach.ALL and not is_quoted_from(saying, verb):
            named = below.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in listed("contradicting_events")
            clause = below.dep_ in ("ccomp", "xcomp") or (below.dep_ == "dobj" and step.told)
            if below.dep_ == "ccomp" and verb.lemma_.lower() in listed("believing") and is_negated(verb):
                return True
            if is_verb(verb) and (named or (clause and verb.lemma_.lower() in listed("contradicting"))):
                return True
            if verb.lemma_.lower() in listed("denials") and below.dep_ in ("acl", "prep", "ccomp"):
                return True
        if verb.i == saying.i:
            break
    return False


def is_excepted(words: "Token", saying: "Token") -> bool:
    """«would not say more than "…"»: the words are what was said after all."""
    path = [words, *words.ancestors]
    path = path[: next((at for at, token in enumerate(path) if token.i == saying.i), 0)]
    return any(token.lower_ in listed("excepting") and not is_preferred(token) for token in path)


# --------------------------------------------------------------------------- claims, and what is said of them


def _of_claim(step: Step, claim: "Token", negated: bool) -> Factuality:
    """What a verb says of a claim ("the report that … was wrong"), or of an event that is a noun ("denied talks")."""
    verb, lemma, thing = step.at, step.at.lemma_.lower(), object_of(step.at)
    is_object = thing is not None and (thing.i == claim.i or claim.dep_ == "nsubjpass")
    if not step.told:
        denied = is_object and lemma in listed("contradicting_events") and not negated
        proof = negated and claim.dep_ == "attr" and claim.lemma_.lower() in listed("proofs")
        return DENIED if denied or proof else REAL
    if is_object and lemma in listed("contradicting"):
        return _contradicted(step, claim, negated)
    waved = any(child.dep_ in ("prt", "advmod") and child.lower_ in listed("waving") for child in verb.children)
    if (is_object and waved) or (negated and (lemma in listed("believing") or claim.dep_ == "attr")):
        return DENIED
    baseless = any(is_nobody(child) and child.lemma_.lower() in listed("proofs") for child in verb.rights)
    return DENIED if baseless else _by_predicate(step, negated) or REAL


def _of_noun(step: Step) -> Factuality:
    """What a noun makes of the clause behind it, or its modifiers of the event that it is."""
    noun, below, lemma = step.at, step.below, step.at.lemma_.lower()
    before = {child.lower_ for child in noun.lefts}
    if below is not None and below.dep_ not in _CLAUSES | {"appos"}:
        return REAL
    if before & listed("fakes") or is_fake(noun):
        return effect("fakes")
    for kind in ("untrue", "wrong", "unsure", "doubtful"):
        if before & listed(kind):
            return effect(kind)
    if below is None:
        return REAL
    if _is_lacking(noun):
        return REAL if lemma in listed("doubts") else DENIED if lemma in listed("proofs", "claims") else REAL
    if below.dep_ == "prep" and lemma not in listed("claims", "untrue_nouns", "denials"):
        return REAL  # «the prospect of talks»
    for kind in ("untrue_nouns", "denials", "supposed_nouns", "hoped_nouns"):
        if lemma in listed(kind):
            return effect(kind)
    return strongest(_belated(step, noun), _of_infinitive(below, lemma in listed("carrying_nouns")))


def _is_lacking(noun: "Token") -> bool:
    """«no evidence», «little interest», «without proof»."""
    little = any(child.lower_ in ("little", "scant") for child in noun.lefts)
    return is_nobody(noun) or little or (noun.dep_ == "pobj" and noun.head.lower_ in listed("without"))


def _belated(step: Step, noun: "Token") -> Factuality:
    """«The report that … was debunked», where the parse hangs the verdict on something else."""
    if noun.dep_ not in ("ROOT", "nsubj") or not step.told:
        return REAL
    later = [token for token in noun.sent if step.below is not None and token.i > step.below.i and is_verb(token)]
    later = [token for token in later if not is_negated(token) and not is_quoted_from(noun, token)]
    lemmas = {token.lemma_.lower() for token in later if is_passive(token)}
    if lemmas & listed("withdrawing"):
        return effect("withdrawing")
    untrue = any(_predicates(token) & listed("untrue", "wrong", "untrue_nouns") for token in later)
    return DENIED if untrue or lemmas & listed("contradicting") else REAL


def _of_adjective(step: Step) -> Factuality:
    below, lemma = step.below, step.at.lemma_.lower()
    if below is None or below.dep_ not in _CLAUSES:
        return REAL
    if is_infinitive(below):
        wrong = step.told and lemma in listed("wrong", "untrue")
        return DENIED if wrong or lemma in listed("unwilling", "unsure") else _of_infinitive(below, carried=False)
    if lemma in listed("untrue"):
        return DENIED
    return effect("unsure") if lemma in listed("unsure") else REAL


def _of_preposition(step: Step) -> Factuality:
    """«without calling», «short of calling», «rather than call»."""
    without = step.at.lower_ in listed("without") or is_preferred(step.at)
    return DENIED if without and step.below is not None and step.below.dep_ == "pcomp" else REAL
