"""Who says what a reporting clause brings, whatever the parse hangs its verb on."""

from corpus.document.document import Document
from corpus.document.syntax import agent_of, says, verb_over
from corpus.document.syntax.words import listed
from corpus.document.tokens import Token
from corpus.extract.quotes.sources import Source, noun_phrase, source_of
from corpus.extract.quotes.voices import can_speak

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"PROPN", "NOUN"})


def teller_of(document: Document, verb: Token) -> Source | None:
    """Who says it, as `sources` tells; of what one verb tells of another («recalled her boss, Tom Hale, saying»)
    its object, and of a participle that hangs on a thing («stood near houses, shouting») whoever does the rest.
    """
    head = verb.head
    told = [child for child in head.rights if child.dep_ in ("dobj", "dative") and child.i < verb.i]
    between = document.parse.doc[told[-1].right_edge.i + 1 : verb.i] if told else ()
    perceived = head.lemma_.lower() in listed("perceiving") and verb.tag_ in ("VBG", "VB", "VBP")
    if told and perceived and all(token.text == "," for token in between):
        return noun_phrase(told[-1])
    source = source_of(document.parse, verb)
    if verb.tag_ in _FINITE and says(verb) and verb.i:
        named = source is None and document.people.at(verb.i - 1) is not None
        unsure = source is None or document.parse.doc[source.head].pos_ == "PRON"
        if named or (unsure and _is_set_off(document, verb)):
            return noun_phrase(verb.nbor(-1))  # «former Commissioner for Lights Ada Byron said»
    if source is None or verb.tag_ != "VBG" or can_speak(document, document.parse.doc[source.head]):
        return source
    over = verb_over(document.parse.doc[source.head])
    agent = agent_of(over) if over is not None else None
    return source if agent is None or not can_speak(document, agent) else noun_phrase(agent)


def _is_set_off(document: Document, verb: Token) -> bool:
    """«It was, Byron notes, a "…"»: a subject and its verb between commas, whatever the parse hangs them on."""
    doc, noun = document.parse.doc, verb.nbor(-1)
    start = noun_phrase(noun).first
    alone = start > 0 and doc[start - 1].text == doc[verb.i + 1 : verb.i + 2].text == ","
    return alone and noun.pos_ in _NAMING and can_speak(document, noun)
