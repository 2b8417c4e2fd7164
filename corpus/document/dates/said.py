"""On which day somebody said something: what the sentence of saying tells, or one that it goes on from, else nothing.

A day is that of the words where it hangs on the verb of saying, by itself or through what the words are sent or given
in ("said in an interview with a paper on Monday"). A day of another thing, however near, is not.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from corpus.document.dates.phrases import DatePhrase, dates_in
from corpus.document.dates.tense import verb_before, words
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import is_verb, says, subject_of, verb_over
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

IsSource = Callable[["Token"], bool]

_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "acl", "csubj", "parataxis", "pcomp", "conj", "xcomp", "ROOT"})
_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPEAKERS = frozenset({"nsubj", "appos"})
_REACH = 3
"""Sentences of the source's own that a day is carried over; what stands in quotation marks does not count."""


def said_on(parse: Parse, cue: int, dates: tuple[DatePhrase, ...], is_source: IsSource | None = None) -> date | None:
    """The day on which something was said, by the number of the token that says so ("said", "according").

    `is_source` tells whether a word names who said it: with it, a sentence without a day takes that of the source's
    words right before it. None where the text does not tell, in a paper's note on itself, and for a day after printing.
    """
    printed = parse.article.published
    if _is_note(parse, cue):
        return None
    day, silent = _told_here(parse, parse.doc[cue], dates)
    if silent and is_source is not None:
        day = _told_before(parse, cue, dates, is_source)
    return day if day is not None and (printed is None or day <= printed) else None


def _told_here(parse: Parse, cue: "Token", dates: tuple[DatePhrase, ...]) -> tuple[date | None, bool]:
    """The day that the sentence tells of its cue, and whether it is silent on all days."""
    here = _phrases_of(parse, parse.sentence_of(cue), dates, parse.inside[cue.i])
    for verb in _joined(cue):
        told = [phrase for phrase in here if _is_day_of(parse, phrase, verb)]
        if told:
            days = {phrase.day for phrase in told}
            return (days.pop() if len(days) == 1 else None), False
    return None, not here and not any(_is_elsewhen(token) for token in _outside(parse, cue.sent))


def _is_elsewhen(word: "Token") -> bool:
    """Whether a word tells of another time, the name of a day even where it is taken for a part of a name."""
    return word.lower_ in words("elsewhen") or word.text in words("weekdays")


def _phrases_of(parse: Parse, sentence: "Span", dates: tuple[DatePhrase, ...], inside: int) -> list[DatePhrase]:
    return [one for one in dates_in(sentence, dates) if parse.inside[one.first] == inside]


def _outside(parse: Parse, sentence: "Span") -> list["Token"]:
    return [token for token in sentence if parse.inside[token.i] == OUTSIDE and token.is_alpha]


def _is_note(parse: Parse, cue: int) -> bool:
    first = next((at for at in range(cue, 0, -1) if parse.paragraph[at - 1] != parse.paragraph[cue]), 0)
    opening, own = (parse.sentence_of(parse.doc[at]).text.lower() for at in (first, cue))
    return any(note in text for text in (opening, own) for note in words("notes"))


# --------------------------------------------------------------------------- the words that share the day


def _joined(cue: "Token") -> Iterator["Token"]:
    """The cue itself, then what shares its day: "rejected it on Monday, saying", "Speaking today, he said"."""
    yield cue
    before = [child for child in cue.lefts if child.dep_ in ("advcl", "prep") and child.tag_ in ("VBG", "VBN")]
    beside = [verb for child in cue.lefts if child.dep_ == "nsubj" for verb in child.rights if verb.tag_ == "VBG"]
    yield from (verb for verb in before if not _is_set_apart(verb))
    yield from (verb for verb in beside if says(verb) and verb.nbor(-1).text == ",")
    node = cue
    while (above := _above(node)) is not None:
        yield above
        node = above


def _is_set_apart(clause: "Token") -> bool:
    """«Having met her on Monday», «after meeting her»: what the clause tells of was before."""
    return any(child.dep_ in ("aux", "mark", "prep") and child.i < clause.i for child in clause.children)


def _above(node: "Token") -> "Token | None":
    """The verb that a verb goes on with, its subject the same, and all at one time; None if there is none."""
    head = node.head
    own = any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in node.children)
    if head.i == node.i or own or not is_verb(node):
        return None
    if node.dep_ == "pcomp" and head.lower_ == "as":
        return verb_over(head)
    if node.tag_ == "VBG" and node.dep_ in ("advcl", "acl") and node.i > head.i:
        return head if is_verb(head) else verb_over(head)
    both = any(word.dep_ == "cc" for word in head.rights if word.i < node.i)
    joined = node.dep_ == "conj" and node.tag_ == head.tag_ and both
    return head if is_verb(head) and (joined or node.dep_ == "xcomp") else None


# --------------------------------------------------------------------------- whether a day is that of a verb


def _is_day_of(parse: Parse, phrase: DatePhrase, verb: "Token") -> bool:
    """Whether the phrase tells the verb's own day, and neither that of a clause below it nor of a thing named in it."""
    beyond = parse.doc[phrase.last].lower_ in ("after", "before")
    if beyond or parse.inside[phrase.first] != parse.inside[verb.i]:
        return False
    top = phrase.top(parse.doc)
    if top.dep_ in _MODIFIERS and top.head.i > phrase.last:
        occasion = top.head.head.lower_ in words("occasions") and top.head.head.head.i == verb.i
        return (occasion or _is_carrier(top.head)) and _leads(top.head, verb, apart=False)
    if top.dep_ != "pobj" and top.nbor().tag_ in _FINITE and verb.i < top.i:
        return False
    beside = verb_before(parse.doc, phrase.first)
    if beside is not None and beside.i == verb.i:
        return True
    if top.dep_ == "pobj":
        top = top.head
        if top.lower_ != "on":
            return False
    if any(
        token.lower_ in words("beyond") and not _is_to_somebody(token) for token in parse.doc[verb.i : phrase.first]
    ):
        return False
    if not says(verb) and verb.tag_ == "VBG" and top.head.i != verb.i:
        return False
    return _leads(top, verb, apart=phrase.first > verb.i and top.left_edge.nbor(-1).text == ",")


def _leads(node: "Token", verb: "Token", apart: bool) -> bool:
    """Whether what is above `node`, up to the verb, are its speaker or the ways in which it is said.

    What stands `apart`, behind a comma, may follow any description of the speaker.
    """
    path = []
    while node.i != verb.i:
        if node.dep_ in _CLAUSES and not _is_sending(node):
            return False
        path.append(node)
        node = node.head
    if apart and any(step.dep_ in _SPEAKERS for step in path):
        return True
    return all(_is_way(step, verb) for step in path[1:])


def _is_way(node: "Token", verb: "Token") -> bool:
    """Whether a word leads from a verb of saying to the day of it: "in", "statement", a name, a listener."""
    if node.dep_ in ("prep", "agent"):
        return node.lower_ in words("where")
    if node.pos_ == "ADV":
        return node.lower_ in words("beside")
    if node.pos_ == "PROPN" or _is_carrier(node):
        return True
    if node.dep_ == "pobj":
        occasion = node.head.lower_ in words("occasions") and node.head.head.i == verb.i
        return occasion or (node.head.lower_ == "to" and _listens(node))
    return _is_sending(node) or (node.dep_ in ("dobj", "dative") and node.head.lemma_.lower() in words("told"))


def _is_to_somebody(preposition: "Token") -> bool:
    """Whether a preposition leads to whom something is told: "before the Senate"."""
    return any(noun.dep_ == "pobj" and _listens(noun) for noun in preposition.children)


def _listens(noun: "Token") -> bool:
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in words_of("nouns.toml", "persons") | words("listeners")


def _is_sending(node: "Token") -> bool:
    """The "issued" of "in a statement issued on Monday"."""
    sent = node.dep_ == "acl" and node.tag_ == "VBN" and node.lemma_ in words("sent")
    return sent and node.head.lemma_.lower() in cues("carriers")


def _is_carrier(noun: "Token") -> bool:
    return noun.lemma_.lower() in words("carriers") or noun.lower_ in words("carriers")


# --------------------------------------------------------------------------- the sentences before


def _told_before(parse: Parse, cue: int, dates: tuple[DatePhrase, ...], is_source: IsSource) -> date | None:
    """The day of the source's words right before, as long as nobody else speaks or does anything in between."""
    carried = 0
    for number in range(parse.sentence_numbers[cue] - 1, -1, -1):
        sentence = parse.sentences[number]
        if carried == _REACH or not _goes_on(parse, sentence.end - 1, cue):
            return None
        if not _outside(parse, sentence):
            continue
        verbs = [token for token in _outside(parse, sentence) if is_verb(token) and _counts(token, sentence)]
        if not verbs or not all(_is_of(verb, is_source) for verb in verbs):
            return None
        if _phrases_of(parse, sentence, dates, OUTSIDE):
            worded = [verb for verb in verbs if _is_worded(verb)]
            return next((day for verb in worded if (day := _told_here(parse, verb, dates)[0])), None)
        carried += 1
    return None


def _goes_on(parse: Parse, last: int, cue: int) -> bool:
    """Whether a sentence stands in the paragraph of the cue, or in the one before it and "he" goes on with it."""
    apart = parse.paragraph[cue] - parse.paragraph[last]
    subject = subject_of(parse.doc[cue]) if apart else None
    return apart == 0 or (apart == 1 and subject is not None and subject.pos_ == "PRON")


def _counts(verb: "Token", sentence: "Span") -> bool:
    return verb.i == sentence.root.i or says(verb)


def _is_of(verb: "Token", is_source: IsSource) -> bool:
    subject = subject_of(verb)
    return subject is None or is_source(subject)


def _is_worded(verb: "Token") -> bool:
    """Whether a verb is one of words: "said", "played down"."""
    phrases = (f"{verb.lemma_.lower()} {child.lower_}" for child in verb.rights if child.dep_ in ("prt", "prep"))
    return says(verb) or not words("worded").isdisjoint(phrases)
