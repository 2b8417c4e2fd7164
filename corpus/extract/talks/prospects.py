"""Whether the talks that a noun names took place, go on, are ahead, were offered, called off or refused.

A sentence may also say nothing of the kind ("hopes for talks"), or say it of talks that are not real ("if talks fail").
"""

from corpus.document.dates.tense import tense_of_verb
from corpus.document.factuality import factuality_of
from corpus.document.tokens import Token
from corpus.extract.talks.standing import (
    Standing,
    adjectives,
    event_verb,
    governors,
    is_of,
    of_journey,
    standing_of_verb,
    verbs,
)

_DEEPEST = 8

_BY_ADJECTIVE = (
    ("unreal", Standing.UNREAL),
    ("cancelled", Standing.CANCELLED),
    ("possible", Standing.OFFERED),
    ("ahead", Standing.AHEAD),
    ("under_way", Standing.UNDER_WAY),
    ("held", Standing.HELD),
)
"""Kinds of adjectives and what they say of talks, the strongest first."""


def standing_of_noun(noun: Token, depth: int = 0) -> Standing:
    """What the sentence says of the talks that a noun names: by its adjectives first, then by what governs it."""
    head = noun.head
    undone = _undone(noun, head)
    told = undone if undone is not None else _by_modifiers(noun)
    if told is not None or depth > _DEEPEST:
        return told or Standing.UNTOLD
    if noun.dep_ in ("conj", "appos", "compound") and head.pos_ in ("NOUN", "PROPN"):
        return standing_of_noun(head, depth + 1)
    if noun.dep_ in ("pobj", "nsubj", "advcl") and noun.tag_ == "VBZ":
        return Standing.HELD
    if noun.dep_ == "pobj":
        return _by_preposition(head, depth)
    if noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "dative") and head.pos_ in ("VERB", "AUX"):
        return _by_verb(noun, head)
    if noun.dep_ == "ROOT":
        infinitive = next((child for child in noun.children if child.tag_ == "VB"), None)
        return Standing.AHEAD if infinitive is not None else Standing.UNTOLD
    return Standing.UNTOLD


def _undone(noun: Token, verb: Token) -> Standing | None:
    """Called off or refused, whatever was planned: that is told by the verb of which the talks are the object."""
    if noun.dep_ == "pobj" and verb.lower_ in ("of", "from") and is_of(above_preposition(verb), "back_out"):
        return Standing.REFUSED
    if noun.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB":
        return None
    if is_of(verb, "cancel"):
        return Standing.UNTOLD if standing_of_verb(verb) in (Standing.UNREAL, Standing.WISHED) else Standing.CANCELLED
    if is_of(verb, "refuse"):
        return Standing.UNTOLD if factuality_of(verb).is_disowned else Standing.REFUSED
    return None


def _by_modifiers(noun: Token) -> Standing | None:
    before = {child.lower_ for child in noun.lefts if child.dep_ in ("amod", "det", "compound", "predet", "nmod")}
    for kind, standing in _BY_ADJECTIVE:
        if before & adjectives(kind):
            return standing
    told = (_by_clause_behind(noun, child) for child in noun.rights)
    return next((standing for standing in told if standing is not None), None)


def _by_clause_behind(noun: Token, child: Token) -> Standing | None:
    """As in "talks scheduled for", "talks that ended"."""
    lemma = child.lemma_.lower()
    if child.dep_ in ("acl", "advcl", "amod") and child.tag_ == "VBN":
        if lemma in adjectives("due") | verbs("schedule"):
            return Standing.AHEAD
        if lemma in verbs("cancel"):
            return Standing.CANCELLED
        return Standing.HELD if lemma in verbs("conduct") else None
    if child.dep_ == "relcl" and lemma in verbs("realise") | verbs("beginning"):
        told = standing_of_verb(child)
        return told if told in (Standing.HELD, Standing.AHEAD, Standing.UNDER_WAY) else None
    return None


def _by_preposition(preposition: Token, depth: int) -> Standing:
    word, above = preposition.lower_, above_preposition(preposition)
    if word in ("after", "following", "during", "since"):
        verb = _verb_above(above)
        return Standing.UNTOLD if verb is not None and standing_of_verb(verb) == Standing.UNREAL else Standing.HELD
    if word == "before" or (word == "of" and above.lower_ == "ahead"):
        return Standing.AHEAD
    if word == "of" and above.lower_ == "any":
        return Standing.UNTOLD
    if above.pos_ in ("NOUN", "PROPN") and word in ("of", "for", "on", "about", "to", "over"):
        return _by_noun(above, depth)
    if above.pos_ in ("VERB", "AUX"):
        return _by_verb_with_preposition(word, above)
    if above.pos_ == "ADJ":
        return _by_adjective(above)
    if word in ("at", "in") and above.pos_ in ("NOUN", "PROPN"):
        verb = _verb_above(above)
        return Standing.HELD if verb is not None and tense_of_verb(verb) == "past" else Standing.UNTOLD
    return Standing.UNTOLD


def above_preposition(preposition: Token) -> Token:
    """What a preposition belongs to, past another one and past the place before "for": "invited her to Lima for"."""
    above = preposition.head
    while above.head.i != above.i and (above.dep_ == "prep" or (above.pos_ == "PROPN" and preposition.lower_ == "for")):
        above = above.head
    return above


def _by_verb_with_preposition(word: str, verb: Token) -> Standing:
    lemma = verb.lemma_.lower()
    if word == "for" and lemma in verbs("travel"):
        return of_journey(verb)
    if word == "for" and lemma in verbs("wish"):
        return Standing.WISHED
    if word in ("to", "for") and lemma in verbs("propose"):
        return Standing.UNTOLD if factuality_of(verb).is_disowned else Standing.OFFERED
    if word in ("at", "in", "on", "to", "with", "from", "through") and lemma not in verbs("wish"):
        told = standing_of_verb(verb)
        if word == "in" and lemma == "be" and told == Standing.UNTOLD:
            return Standing.UNDER_WAY
        unreal = told in (Standing.UNREAL, Standing.WISHED, Standing.OFFERED, Standing.REFUSED)
        return Standing.UNTOLD if unreal else told
    return Standing.UNTOLD


def _by_noun(noun: Token, depth: int) -> Standing:
    lemma = noun.lemma_.lower()
    if lemma in governors("cancelled") or _undone(noun, noun.head) == Standing.CANCELLED:
        return Standing.CANCELLED
    if lemma in governors("possible"):
        return Standing.OFFERED
    if lemma in governors("wish"):
        return Standing.WISHED
    if lemma in governors("begin"):
        return standing_of_noun(noun, depth + 1)
    return Standing.UNTOLD


def _by_adjective(adjective: Token) -> Standing:
    if adjective.lower_ in adjectives("ready"):
        return Standing.OFFERED
    return Standing.AHEAD if adjective.lower_ in adjectives("due") else Standing.UNTOLD


def _by_verb(noun: Token, verb: Token) -> Standing:
    """By what is done to the talks, or by what they do themselves."""
    verb = event_verb(verb)
    lemma, is_object = verb.lemma_.lower(), noun.dep_ in ("dobj", "nsubjpass")
    if is_object and lemma in verbs("propose"):
        return Standing.UNTOLD if factuality_of(verb).is_disowned else Standing.OFFERED
    if is_object and lemma in verbs("arrange") and verb.lemma_ not in ("be", "set", "go", "stand"):
        return Standing.UNREAL if factuality_of(verb).is_disowned else Standing.AHEAD
    if is_object and lemma in verbs("wish") and not any(child.dep_ == "oprd" for child in verb.children):
        return Standing.WISHED  # «called for them», not «called them useful»
    over = not is_object and lemma in verbs("conclusive") and tense_of_verb(verb) == "past"
    if over and not factuality_of(verb, polarity=False).is_disowned:
        return Standing.HELD  # «brought no result», too
    told = standing_of_verb(verb)
    if told == Standing.REFUSED and noun.dep_ in ("nsubj", "nsubjpass") and lemma in verbs("realise"):
        return Standing.CANCELLED
    if lemma not in verbs("realise"):
        return Standing.UNREAL if told == Standing.UNREAL and is_object else Standing.UNTOLD
    if lemma in verbs("attend") and is_object and lemma != "take":
        return {Standing.UNREAL: Standing.UNTOLD}.get(told, Standing.AHEAD if is_only_asked(told) else told)
    return told


def is_only_asked(standing: Standing) -> bool:
    """Whether somebody is merely wanted at talks, or stays away: then the talks may be real, but not with them."""
    return standing in (Standing.WISHED, Standing.OFFERED, Standing.REFUSED, Standing.UNREAL)


def _verb_above(token: Token) -> Token | None:
    for _ in range(_DEEPEST):
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            break
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else None
