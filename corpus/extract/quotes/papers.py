"""Whose a paper is that tells something: "a tally by the charity", "the letter", "an analysis in the Herald"."""

from collections.abc import Iterator

from corpus.document.entities.bodies import Names
from corpus.document.entities.bodies_meant import is_paper
from corpus.document.entities.capital_runs import Capitals
from corpus.document.entities.states import body_words
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import makers_of, nouns_behind, subject_of, verb_over
from corpus.document.tokens import Doc, Token
from corpus.extract.quotes.sources import Source, noun_phrase
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues

_FURTHEST = 8
"""Sentences before "the letter" in which the letter and who wrote it may be told."""


def is_of_makers(head: Token) -> bool:
    """Whether a noun is a paper, which speaks for who made it and not for whom it is about or sent to."""
    return head.pos_ in ("NOUN", "PROPN") and head.lemma_.lower() in body_words("of_makers")


def maker_of_paper(names: Names, head: Token) -> Source | None:
    """Who made a paper: as its own phrase tells, or as was told where it was named before; None if nobody is told."""
    if not is_of_makers(head):
        return None
    maker = next(_in_phrase(names, head), None) or _told_before(names.parse, head)
    return noun_phrase(maker) if maker is not None else None


def _in_phrase(names: Names, head: Token) -> Iterator[Token]:
    """«the bank's letter», «a tally by the bank», «an editorial in the Herald»; a journal or a town made nothing."""
    yield from (child for child in head.lefts if child.dep_ == "poss")
    yield from makers_of(head)
    for inside in (child for child in head.rights if child.lower_ == "in"):
        printed = ((noun, names.name_at(noun.i)) for noun in nouns_behind(inside))
        yield from (noun for noun, name in printed if name is not None and _prints(names, name))


def _prints(names: Names, name: Capitals) -> bool:
    return is_paper(names, name) or names.bare(name) in words_of("bodies.toml", "outlets")


def _told_before(parse: Parse, head: Token) -> Token | None:
    """«The bank said in a letter … The letter said»: the last one called so, if it is told whose it is."""
    if not any(child.lower_ in ("the", "this") for child in head.lefts):
        return None
    begin = parse.sentences[max(0, parse.sentence_numbers[head.i] - _FURTHEST)].start
    for noun in reversed(parse.doc[begin : head.i]):
        same = noun.lemma_ == head.lemma_ and parse.inside[noun.i] == OUTSIDE
        if not same or not _telling(head) <= _telling(noun):
            continue
        sender = _sender(noun)
        if sender is not None or not any(child.lower_ in ("the", "this") for child in noun.lefts):
            return sender if sender is not None and sender.pos_ != "PRON" else None
    return None


def _telling(noun: Token) -> set[str]:
    """The words that tell one paper from another: "second", "joint"."""
    return {child.lower_ for child in noun.lefts if child.dep_ in ("amod", "compound", "nummod")}


def _sender(noun: Token) -> Token | None:
    """Who says something in a paper or sends it: not who gets, welcomes or is told of in it."""
    made = next(iter([*(child for child in noun.lefts if child.dep_ == "poss"), *makers_of(noun)]), None)
    verb = verb_over(noun)
    if made is not None or verb is None:
        return made
    within = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "with") and noun.head.head.i == verb.i
    sent = noun.dep_ == "dobj" and verb.lemma_.lower() in words_of("dates.toml", "sent")
    return subject_of(verb) if within or sent else None


def stands_in_paper(doc: Doc, cue: int, first: int) -> bool:
    """«Police said they had found a note: "…"»: what stands in a paper that is told of is not said by who tells."""
    papers = (token for token in doc[cue + 1 : first] if token.lemma_.lower() in cues("carriers") - cues("messages"))
    told = (verb_over(paper) for paper in papers if paper.dep_ in ("dobj", "nsubj", "nsubjpass"))
    return any(verb is not None and verb.i > cue and verb.dep_ == "ccomp" for verb in told)
