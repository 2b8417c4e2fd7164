"""What each word from an event to the root of its sentence makes of it."""

from corpus.document.factuality.claims import of_adjective, of_noun, of_preposition
from corpus.document.factuality.climb import Reach, Step, is_finite_past, steps
from corpus.document.factuality.governors import governed
from corpus.document.factuality.predicates import DENIED, REAL, is_mistagged
from corpus.document.factuality.retellings import is_in_story, of_retelling, of_sentence, of_sequel
from corpus.document.factuality.scale import Factuality, effect, listed, strongest
from corpus.document.syntax import (
    is_beside,
    is_negated,
    is_nobody,
    is_noun,
    is_preferred,
    is_quoted_from,
    is_verb,
    says,
    word_before,
)
from corpus.document.tokens import Token


def factuality_of(event: Token, *, polarity: bool = True, owned: bool = False) -> Factuality:
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
    said = polarity and says(event) and not told
    return found if found.is_disowned or said else strongest(found, of_sequel(event, told))


def _of_step(step: Step, polarity: bool) -> Factuality:
    if is_in_story(step.at):
        return effect("stories")
    if is_verb(step.at) and step.reach >= Reach.CONDITION and (found := _condition(step.at)) is not None:
        return found
    if step.told and is_verb(step.at) and step.at.lemma_.lower() in listed("withdrawing") and not is_negated(step.at):
        return effect("withdrawing")
    if step.reach is not Reach.ALL:
        return REAL
    if is_noun(step.at) or is_mistagged(step.at):
        return of_noun(step)
    if is_verb(step.at):
        return _of_verb(step, polarity)
    return of_adjective(step) if step.at.pos_ == "ADJ" else of_preposition(step)


def _condition(verb: Token) -> Factuality | None:
    """What "if", "whether", "until", "had she …" make of a clause; None without one."""
    for child in verb.lefts:
        if child.dep_ not in ("mark", "advmod", "prep") or is_quoted_from(verb, child):
            continue
        though = child.lower_ == "though" and word_before(child).lower_ == "as"  # as "as if"
        if child.lower_ in listed("conditions") or though:
            return effect("conditions")
        if child.lower_ in listed("until") and child.dep_ != "prep" and not is_finite_past(verb):
            return effect("until")
    subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    helping = (child for child in verb.lefts if child.dep_ in ("aux", "auxpass"))
    inverted = subject is not None and any(child.i < subject.left_edge.i and _opens(child) for child in helping)
    inverted = inverted or (_opens(verb) and any(child.dep_ == "nsubj" for child in verb.rights))
    return effect("inverting") if inverted else None


def _opens(helper: Token) -> bool:
    before = helper.nbor(-1) if helper.i > helper.sent.start else helper
    return helper.lower_ in listed("inverting") and (before.is_punct or before is helper or before.pos_ == "CCONJ")


def _of_verb(step: Step, polarity: bool) -> Factuality:
    below = step.below
    found = strongest(_helped(step.at), of_retelling(step))
    if below is None:
        return strongest(found, _own_polarity(step.at, polarity))
    return found if _is_presupposed(below) else strongest(found, governed(step, below))


def _helped(verb: Token) -> Factuality:
    """«would have said», «was to have said», «allegedly said», «almost said»."""
    helping = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    if {"to", "have"} <= helping and verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        return effect("unreal")
    if any(child.dep_ == "advmod" and child.i < verb.i and child.lower_ in listed("nearly") for child in verb.children):
        return DENIED
    if "have" in helping and helping & listed("unreal"):
        return effect("unreal")
    doubtful = any(child.dep_ == "advmod" and child.lower_ in listed("doubtful") for child in verb.children)
    return effect("doubtful") if doubtful else REAL


def _own_polarity(verb: Token, polarity: bool) -> Factuality:
    """What its own "no" and "not" make of a verb; «shouted "no tolls"» says what was shouted."""
    deps = ("nsubj", "nsubjpass", "dobj", "dative") if polarity else ("nsubj", "nsubjpass")
    own = (child for child in verb.children if child.dep_ in deps)
    things = (child for child in own if child.left_edge.i == child.i or is_beside(child.left_edge, verb))
    if any(map(is_nobody, things)) or is_contrasted(verb.left_edge):
        return DENIED
    return DENIED if polarity and is_negated(verb) else REAL


def is_contrasted(first: Token) -> bool:
    """Whether words are put against others: «"X", not "Y"», «and not that …», «rather than "Y"»."""
    doc, start = first.doc, first.sent.start
    at = first.i if first.lower_ in ("not", "than") else max(start, first.i - 1)
    while at > start and (doc[at].lower_ in ("that", "it", '"', "'")):
        at -= 1
    if is_preferred(doc[at]):
        return True
    before = doc[at - 1] if at > start else doc[at]
    return doc[at].lower_ == "not" and (before.text in (",", ";", "-", "–", "—") or before.lower_ == "and")


def _is_presupposed(clause: Token) -> bool:
    """«did not say why she had called it "…"»: so she had."""
    return any(child.dep_ == "advmod" and child.lower_ in listed("presupposing") for child in clause.lefts)


def is_contradicted(words: Token, saying: Token) -> bool:
    """Whether between words and the verb that brings them stands a denial of them: "denied that …", "a denial of …"."""
    for step in steps(words):
        verb, below = step.at, step.below
        if below is not None and step.reach is Reach.ALL and not is_quoted_from(saying, verb):
            named = below.dep_ in ("dobj", "pobj", "prep") and verb.lemma_.lower() in listed("contradicting_events")
            clause = below.dep_ in ("ccomp", "xcomp") or (below.dep_ == "dobj" and step.told)
            if below.dep_ == "ccomp" and verb.lemma_.lower() in listed("believing") and is_negated(verb):
                return True
            if is_verb(verb) and (named or (clause and verb.lemma_.lower() in listed("contradicting"))):
                return True
            if verb.lemma_.lower() in listed("denials"):
                return True
        if verb.i == saying.i:
            break
    return False
