"""Whose words are whose name stands right before them: «and by the Herald as "…"», «in her own words, "…"»."""

from corpus.document.parse import OUTSIDE
from corpus.document.syntax import is_verb, nouns_behind, says, verb_over, word_behind
from corpus.document.tokens import Token
from corpus.extract.quotes.sources import noun_phrase
from corpus.extract.quotes.stretches import Stretch
from corpus.extract.quotes.voices import Hit
from corpus.knowledge.attribution import cues

_LONGEST_AGENT = 8


def agent_before(one: Stretch) -> Hit | None:
    """«hailed by Byron as "…" and by the Herald as "…"»: each by its own agent; None where "by" is no agent's."""
    doc, label = one.parse.doc, one.before
    if label.lower_ != "as":
        return None
    for token in reversed(doc[max(0, label.i - _LONGEST_AGENT) : label.i]):
        if one.parse.inside[token.i] != OUTSIDE or token.is_punct:
            return None
        if token.lower_ == "by":
            named = next((child for child in token.rights if child.dep_ == "pobj"), None)
            verb = verb_over(token)
            whole = named is not None and named.right_edge.i in (label.i - 1, label.i)
            calls = verb is not None and verb.lemma_.lower() in cues("strong") | cues("uttering") | cues("calling")
            return (noun_phrase(named), verb.i) if named is not None and verb is not None and whole and calls else None
    return None


def own_words_before(one: Stretch) -> Hit | None:
    """«lost, in her own words, "…"», «in the words of Byron, she is "…"»: of whose words they are called."""
    for noun in reversed(one.parse.doc[one.parse.sentence_of(one.before).start : one.first]):
        if one.parse.inside[noun.i] != OUTSIDE or says(noun):
            return None
        if noun.lower_ == "words" and noun.dep_ == "pobj" and noun.head.lower_ == "in" and _reaches(noun, one):
            behind = (named for child in noun.rights if child.lower_ == "of" for named in nouns_behind(child))
            owner = next((child for child in noun.lefts if child.dep_ == "poss"), None) or next(behind, None)
            outside = owner is not None and one.parse.inside[owner.i] == OUTSIDE
            return (noun_phrase(owner), noun.i) if owner is not None and outside else None
    return None


def _reaches(words: Token, one: Stretch) -> bool:
    """Whether "in the words of" stands right before a stretch, or before the clause that the stretch is part of."""
    if one.before.i - words.right_edge.i <= int(one.before.text in (",", ":")):
        return True
    comma, verb = words.right_edge, words.head.head
    set_off = comma.text == "," or word_behind(comma).text == ","
    return (
        set_off and is_verb(verb) and words.i < verb.i < one.first and any(verb.is_ancestor(a) for a in one.hanging())
    )
