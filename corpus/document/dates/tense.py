"""Whether the sentence puts something behind or ahead of the day on which it was written."""

from functools import partial
from typing import Literal

from corpus.document.syntax import finite_over, says
from corpus.document.tokens import Doc, Token
from corpus.knowledge import words_of

words = partial(words_of, "dates.toml")
Tense = Literal["past", "present", "future"]

_DEEPEST = 12
"""Steps up the parse; a sentence whose parse is deeper than this has gone wrong."""


def tense_at(doc: Doc, first: int, anchor: int) -> Tense:
    """The time of the phrase that begins at token `first`, by its word `anchor`: "said on Monday it would" is past."""
    before, told = verb_before(doc, first), clause_told_of(doc[anchor])
    if told is not None and tense_of_verb(told) == "past":
        return "past"  # «until Monday, when they met»
    return "past" if before is not None and before.tag_ == "VBD" and says(before) else tense_of(doc[anchor])


def clause_told_of(day: Token) -> Token | None:
    """The verb that tells what was on a day: "met" in "on Monday, when they met"; None if there is none."""
    behind = (child for child in day.rights if child.dep_ == "relcl")
    return next((verb for verb in behind if any(child.lower_ == "when" for child in verb.lefts)), None)


def verb_before(doc: Doc, first: int) -> Token | None:
    """The verb that a phrase of time stands right behind ("said late on Monday"); None if there is none."""
    before = first - 1
    while before > 0 and doc[before].lower_ in words("beside"):
        before -= 1
    return doc[before] if before >= 0 and doc[before].pos_ in ("VERB", "AUX") else None


def tense_of(token: Token) -> Tense:
    """The time of what `token` belongs to: of its verb, if nothing nearer tells ("the upcoming summit").

    "present" where neither is told: a headline, a caption, a sentence without a verb.
    """
    node, later = token, False
    for _ in range(_DEEPEST):
        if node.pos_ in ("VERB", "AUX"):
            found = tense_of_verb(node)
            return "future" if later and found != "future" else found
        told = _told_by_modifiers(node)
        if told is not None:
            return told
        if node.lower_ == "during":
            node = finite_over(node.head)  # «asked her to pay during a visit on Monday»
            continue
        done = any(child.dep_ == "pcomp" for child in node.children)  # «bowed before sitting down»
        later = later or (not done and node.dep_ in ("prep", "advmod", "mark") and node.lower_ in words("ahead_of"))
        if node.head.i == node.i:
            break
        node = node.head
    return "future" if later else "present"


def tense_of_verb(verb: Token) -> Tense:
    """The time of a verb with its auxiliaries; a gerund or an infinitive takes that of the verb above it."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    lemma = verb.lemma_.lower()
    due = any(child.dep_ == "acomp" and child.lower_ in words("arranged") for child in verb.children)
    arranged = due or (verb.tag_ == "VBN" and lemma in words("arranged"))
    if arranged or any(helper.lower_ in words("modals") for helper in helpers):
        return "future"
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" or helper.lemma_ == "have" for helper in helpers):
        return "past"
    if any(helper.lower_ == "to" for helper in helpers):
        return _tense_of_infinitive(verb)
    if verb.tag_ == "VBN":
        return "present" if helpers else "past"
    if verb.tag_ == "VBG" and not helpers:
        return tense_of(verb.head) if verb.head.i != verb.i and verb.dep_ != "acl" else "present"
    state = lemma == "be" and not any(child.dep_ == "xcomp" for child in verb.children)
    return "future" if lemma in words("timetabled") and not state else "present"


def _tense_of_infinitive(verb: Token) -> Tense:
    above = verb.head
    if above.i != verb.i and above.pos_ == "VERB" and above.lemma_.lower() in words("fulfilled"):
        return tense_of_verb(above)
    return "future"


def _told_by_modifiers(noun: Token) -> Tense | None:
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound") and child.lower_ in words("ahead"):
            return "future"
        if child.dep_ == "amod" and child.lower_ in words("behind"):
            return "past"
    participle = next((child for child in noun.rights if child.dep_ == "acl" and child.tag_ == "VBN"), None)
    return "future" if participle is not None and participle.lemma_.lower() in words("arranged") else None
