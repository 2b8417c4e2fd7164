"""Whether what a verb says happened, goes on, is ahead, or is only offered, wished, refused or supposed."""

from enum import StrEnum
from functools import partial

from corpus.document.dates.tense import tense_of_verb
from corpus.document.factuality import Factuality, factuality_of
from corpus.document.syntax import clause_over, is_negated
from corpus.document.tokens import Token
from corpus.knowledge import words_of

verbs = partial(words_of, "talks.toml", "verbs")
adjectives = partial(words_of, "talks.toml", "adjectives")
governors = partial(words_of, "talks.toml", "governors")
_DEEPEST = 8
"""Steps up the parse; a sentence whose parse is deeper than this has gone wrong."""


def is_of(verb: Token, *kinds: str) -> bool:
    """Whether a verb, alone or with its particle ("call off"), is of one of these kinds."""
    lemma = verb.lemma_.lower()
    beside = [child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod", "prep")]
    return any(not verbs(kind).isdisjoint((lemma, *(f"{lemma} {word}" for word in beside))) for kind in kinds)


class Standing(StrEnum):
    HELD = "held"
    UNDER_WAY = "under_way"
    AHEAD = "ahead"
    OFFERED = "offered"
    WISHED = "wished"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    UNREAL = "unreal"
    UNTOLD = "untold"


def standing_of_verb(verb: Token, depth: int = 0) -> Standing:
    """Whether what a verb says happened, goes on, is ahead or is merely offered, wished, refused or supposed."""
    if depth > _DEEPEST:
        return Standing.UNREAL
    told, factuality = _by_helpers(verb, depth), factuality_of(verb)
    refused = told == Standing.REFUSED and factuality == Factuality.DENIED
    return Standing.UNREAL if factuality.is_disowned and not refused else told


def _by_helpers(verb: Token, depth: int) -> Standing:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not helpers and not is_negated(verb):
        return standing_of_verb(verb.head, depth + 1)  # «will fly to Peru and visit Chile»
    if is_negated(verb):
        return Standing.REFUSED if helpers & {"will", "wo", "would"} else Standing.UNREAL
    if _is_hoped(verb):
        return Standing.WISHED
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and verb.head.lemma_.lower() in verbs("propose"):
        return Standing.OFFERED
    if helpers & {"will", "'ll", "shall", "wo"}:
        return Standing.AHEAD
    if "would" in helpers:
        return Standing.AHEAD if _is_reported(verb) else Standing.WISHED
    if helpers & {"may", "might", "could"}:
        return Standing.OFFERED
    if helpers & {"can", "ca", "should", "must", "ought"}:
        return Standing.WISHED
    if "to" in helpers:
        return _by_governor_of_infinitive(verb, depth)
    return _by_form(verb, depth)


def event_verb(verb: Token) -> Token:
    """The verb that says what happens, behind one that only says when: "resume" in "are set to resume"."""
    for child in verb.children:
        if (
            child.dep_ == "xcomp"
            and child.tag_ == "VB"
            and verb.lemma_.lower() in verbs("arrange") | {"appear", "seem"}
        ):
            return child
        if child.dep_ == "acomp" and child.lower_ in adjectives("due"):
            return next((inner for inner in child.children if inner.dep_ == "xcomp"), verb)
    return verb


def _is_hoped(verb: Token) -> bool:
    """As in "hopes that they will meet", "the hope that they would meet"."""
    above = verb.head
    if (
        verb.dep_ not in ("ccomp", "acl")
        or above.i == verb.i
        or not any(child.dep_ == "nsubj" for child in verb.children)
    ):
        return False
    lemma = above.lemma_.lower()
    return lemma in governors("wish") if above.pos_ == "NOUN" else lemma in verbs("wish")


def _by_governor_of_infinitive(verb: Token, depth: int) -> Standing:
    above = verb.head
    lemma = above.lemma_.lower()
    if above.i == verb.i:
        return Standing.AHEAD
    if above.pos_ in ("NOUN", "PROPN"):
        return by_governing_noun(above)
    if lemma in adjectives("ready") or above.lower_ in adjectives("ready"):
        return Standing.OFFERED
    if above.lower_ in adjectives("unwilling") or lemma in verbs("refuse"):
        return Standing.REFUSED
    if lemma in verbs("propose"):
        return Standing.OFFERED
    if above.lower_ in adjectives("due") or lemma in verbs("arrange"):
        told = standing_of_verb(above, depth + 1) if above.pos_ in ("VERB", "AUX") else Standing.AHEAD
        return told if told in (Standing.UNREAL, Standing.REFUSED) else Standing.AHEAD
    if lemma in verbs("wish"):
        return Standing.WISHED
    if lemma in verbs("travel") or verb.dep_ == "advcl":
        return of_journey(above)
    return standing_of_verb(above, depth + 1) if above.pos_ in ("VERB", "AUX") else Standing.WISHED


def by_governing_noun(noun: Token) -> Standing:
    lemma = noun.lemma_.lower()
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in verbs("refuse"):
        return Standing.REFUSED
    if lemma in governors("arranged"):
        return Standing.AHEAD
    return Standing.OFFERED if lemma in governors("possible") else Standing.WISHED


def of_journey(verb: Token) -> Standing:
    """A journey to talks says that they are to follow; whether they have by now is told by their day."""
    told = standing_of_verb(verb)
    return Standing.AHEAD if told in (Standing.HELD, Standing.UNDER_WAY, Standing.UNTOLD) else told


def _by_form(verb: Token, depth: int) -> Standing:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lemma_ == "have" for child in helpers):
        return Standing.HELD
    if verb.tag_ == "VBN":
        return Standing.UNTOLD if helpers and verb.lemma_.lower() not in verbs("realise") else Standing.HELD
    if verb.tag_ == "VBG" and helpers:
        return (
            Standing.AHEAD
            if tense_of_verb(verb) == "future" and verb.lemma_ in ("head", "travel", "go")
            else Standing.UNDER_WAY
        )
    if verb.tag_ == "VBG":
        return _of_gerund(verb, depth)
    if verb.lemma_.lower() in verbs("beginning") and verb.tag_ in ("VBZ", "VBP"):
        return Standing.AHEAD
    if verb.lemma_.lower() in verbs("continuing"):
        return Standing.UNDER_WAY
    return Standing.UNTOLD


def _of_gerund(verb: Token, depth: int) -> Standing:
    above = verb.head
    told_by = above.head
    if verb.dep_ == "pcomp" and above.lower_ == "after" and told_by.pos_ == "VERB" and told_by.i != verb.i:
        return Standing.AHEAD if standing_of_verb(told_by, depth + 1) == Standing.AHEAD else Standing.HELD
    if verb.dep_ == "pcomp" and above.lower_ in ("after", "since", "by", "upon", "on", "following", "in"):
        return Standing.HELD
    if verb.dep_ == "pcomp" and above.lower_ == "before":
        held = told_by.pos_ == "VERB" and standing_of_verb(told_by, depth + 1) == Standing.HELD
        return Standing.HELD if held else Standing.AHEAD
    if verb.dep_ == "pcomp":
        return by_governing_noun(above.head) if above.head.pos_ == "NOUN" else Standing.UNTOLD
    if verb.dep_ == "xcomp" and is_of(above, "propose"):
        return Standing.OFFERED
    if verb.dep_ == "xcomp" and above.lemma_.lower() in verbs("saying") | verbs("recall"):
        return Standing.HELD
    over = (clause_over(above) or above) if verb.dep_ == "advcl" else above
    told = over.i != verb.i and over.pos_ in ("VERB", "AUX") and verb.dep_ in ("advcl", "conj")
    return standing_of_verb(over, depth + 1) if told else Standing.UNTOLD


def _is_reported(verb: Token) -> bool:
    """As in "said that they would meet": the "would" of reported speech is a "will"."""
    node = verb
    while node.dep_ in ("conj", "xcomp") and node.head.i != node.i:
        node = node.head
    return node.dep_ == "ccomp" and node.head.tag_ in ("VBD", "VBN")
