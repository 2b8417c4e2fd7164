"""Fakes, stories, corrections: what comes by way of somebody who made it up or has since taken it back."""

from collections.abc import Iterator

from corpus.document.factuality.climb import Step
from corpus.document.factuality.scale import Factuality, effect, listed
from corpus.document.syntax import (
    RELATIVES,
    agent_of,
    is_beside,
    is_negated,
    is_quoted_from,
    is_verb,
    nouns_behind,
    says,
    subject_of,
)
from corpus.document.tokens import Token
from corpus.knowledge.attribution import cues

REAL = Factuality.REAL
_MODIFIERS = frozenset({"amod", "compound", "nmod", "advmod"})
_SHORT = 12
"""Tokens of a sentence that only says what the one before it was worth ("That is a lie.")."""


def is_in_story(verb: Token) -> bool:
    """«In the novel, …», «in one scene of the play», «a novel in which …»."""
    return is_verb(verb) and any(noun.lemma_.lower() in listed("stories") for noun in _places(verb))


def _places(verb: Token) -> list[Token]:
    places = [child for child in verb.children if child.dep_ in ("prep", "agent") and child.lower_ in listed("within")]
    places += [to for child in verb.children if child.lower_ == "according" for to in child.children]
    nouns = [noun for place in places for noun in nouns_behind(place)]
    inside = verb.dep_ == "relcl" and any(noun.lower_ in RELATIVES for noun in nouns)
    nouns += [verb.head] if inside or any(child.lower_ == "where" for child in verb.lefts) else []
    if verb.dep_ == "relcl" and verb.head.dep_ == "pobj" and verb.head.head.lower_ in listed("within"):
        nouns += [] if any(child.lower_ in RELATIVES for child in verb.children) else [verb.head]
    return nouns + [part for noun in nouns for of in noun.rights if of.lower_ == "of" for part in of.children]


def of_retelling(step: Step) -> Factuality:
    """What becomes of an event by who tells it: a fake, a corrected article, a paper that has it wrong; else `REAL`."""
    verb, below = step.at, step.below
    adverbs = {child.lower_ for child in verb.children if child.dep_ == "advmod"}
    if below is not None and verb.lemma_.lower() in listed("misquoting"):
        return effect("misquoting")
    if step.told and below is not None and (adverbs & listed("wrongly") or _is_baseless(verb)):
        return effect("wrongly")
    subjects = [noun for noun in (subject_of(verb), agent_of(verb)) if noun is not None]
    tellers = subjects + _places(verb)
    if any(is_fake(noun) for noun in tellers):
        return effect("fakes")
    if any(_is_withdrawn(noun, adverbs if noun in subjects else set()) for noun in tellers):
        return effect("withdrawing")
    if step.told and below is not None:
        if any(_is_wrong(noun) for noun in subjects):
            return effect("wrong")
        ours = not subjects or any(noun.lower_ == "we" or noun.lemma_ in cues("outlets") for noun in subjects)
        return effect("withdrawing") if ours and says(verb) and _is_correction(verb) else REAL
    return REAL


def _is_baseless(verb: Token) -> bool:
    """«claimed without evidence that …»."""
    without = (child for child in verb.children if child.dep_ == "prep" and child.lower_ in listed("lacking"))
    return any(noun.lemma_.lower() in listed("proofs") for child in without for noun in child.children)


def is_fake(noun: Token) -> bool:
    """«a doctored clip», «a parody account», «a deepfake», «a letter, which is a forgery»."""
    beside = (child for child in noun.children if child.dep_ in _MODIFIERS)
    if any(word.lower_ in listed("fakes") for word in (noun, *beside)):
        return True
    clauses = (child for child in noun.rights if child.dep_ in ("relcl", "acl", "appos"))
    return any(_is_called(clause, listed("fakes")) for clause in clauses)


def _is_called(clause: Token, words: frozenset[str]) -> bool:
    """«…, which turned out to be forged», «…, which police call a fake», «… exposed as a forgery»."""
    return not is_negated(clause) and any(one.lower_ in words for one in _predicated(clause))


def _predicated(word: Token) -> Iterator[Token]:
    if not any(child.dep_ == "dobj" for child in word.rights):  # «which forged closer ties»
        yield word
    for child in word.rights:
        if child.dep_ in ("acomp", "attr", "oprd", "dobj", "xcomp") or child.lower_ == "as" or word.lower_ == "as":
            yield from _predicated(child)


def _is_withdrawn(noun: Token, adverbs: set[str]) -> bool:
    """«an earlier version of this article said», «the article originally said»."""
    former = {child.lower_ for child in noun.lefts} & listed("former")
    if noun.lemma_.lower() in listed("articles"):
        return bool(former or adverbs & listed("formerly"))
    whole = [part for child in noun.rights if child.lower_ == "of" for part in child.children]
    of_article = not whole or any(part.lemma_.lower() in listed("articles") for part in whole)
    return noun.lemma_.lower() in listed("versions") and bool(former) and of_article


def _is_wrong(source: Token) -> bool:
    """«critics who say … are wrong»."""
    verb = source.head
    about = {child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr")}
    return source.dep_ == "nsubj" and bool(about & listed("wrong"))


def _is_correction(verb: Token) -> bool:
    return any(token.lower_ in listed("correcting") for token in verb.sent[:3])


# --------------------------------------------------------------------------- around the sentence


def of_sentence(event: Token) -> Factuality:
    """What becomes of everything in a question, or behind a label like "Rumour:"."""
    words = _line(event)
    ends = [token for token in words[-3:] if token.text == "?"]
    if any(is_beside(event, mark) for mark in ends):
        return Factuality.SUPPOSED
    if words and words[0].lower_ in listed("supposing"):
        return effect("supposing")  # «Imagine she left.»
    labelled = len(words) > 2 and words[1].text == ":" and words[0].lower_ in listed("labels")
    return effect("labels") if labelled else REAL


def _line(event: Token) -> list[Token]:
    """The words of the sentence, with the label before a colon that the parse took for a sentence of its own."""
    first = event.sent.start
    if first and event.doc[first - 1].text == ":":
        first = event.doc[first - 1].sent.start
    return [token for token in event.doc[first : event.sent.end] if not token.is_space]


def of_sequel(event: Token, told: bool) -> Factuality:
    """What the text behind says of it: «That is a lie.», «…, but it was a hoax», «…, a claim that is false»."""
    sentence, doc = event.sent, event.doc
    verdicts = [token for token in doc[event.i + 1 : sentence.end] if _is_apart(token, event)]
    behind = doc[sentence.end].sent if sentence.end < len(doc) else None
    if behind is not None and len(behind) <= _SHORT:
        verdicts.append(behind.root)
    refuted = any(_refutes(verb, told) for verb in verdicts if not is_quoted_from(event, verb))
    return Factuality.DENIED if refuted else REAL


def _is_apart(verb: Token, event: Token) -> bool:
    """Whether a verb behind the event says something of it: in a clause joined to it, or of what it is called."""
    if not is_verb(verb):
        return False
    named = verb.dep_ == "relcl" and verb.head.dep_ in ("appos", "ROOT", "dep")
    return named or (verb.dep_ in ("conj", "parataxis", "ROOT") and event not in verb.subtree)


def _refutes(verb: Token, told: bool) -> bool:
    subject, words = subject_of(verb), listed("untrue", "untrue_nouns", *(["wrong"] if told else []))
    if subject is None or not _points_back(subject):
        return False
    about = {child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr")}
    return bool(about & (listed("true") if is_negated(verb) else words))


def _points_back(subject: Token) -> bool:
    """«that», «it», «none of this», «the story», «a claim that …»."""
    parts = (part for of in subject.rights if of.lower_ == "of" for part in of.children)
    pointing = any(one.lower_ in ("that", "this", "it", "which") for one in (subject, *parts))
    return pointing or subject.lemma_.lower() in listed("claims")
