"""Whether "must", "should" and "have to" say what is owed: "must be stopped", and not "must be the wind".

The same words guess how things are. What tells the two apart is the grammar: a passive without a doer, a "not", an
act after "must", and a "we" that includes who listens ask for something; a state, a date or a thought do not.
"""

from collections.abc import Sequence

from corpus.document.syntax import is_negated, is_noun, is_passive, says, subject_of
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.clauses import complements, is_time
from corpus.extract.positions.deeds import deed_words, is_mere_thing
from corpus.extract.positions.modality import modal_of
from corpus.extract.positions.modals import OUGHT

_SHARED = frozenset(["we", "us"])


def is_duty(claim: Claim) -> bool:
    """Whether something is owed though nobody is named who owes it: "the fear must be overcome"."""
    verb, modal = claim.anchor, modal_of(claim.anchor)
    if _is_thought(verb):
        return False
    if is_passive(verb):
        return modal != "should" or not _is_dated(verb)
    things = _there_must_be(claim)
    if things:
        return True
    subject = subject_of(verb)
    if subject is None or not is_noun(subject) or subject.pos_ == "PRON" or is_mere_thing(subject):
        return False
    if subject.lemma_.lower() in deed_words("happenings"):
        return False
    acts = verb.lemma_.lower() not in deed_words("states_of_affairs")
    return (modal == "must" and acts) or (modal in OUGHT and is_negated(verb))


def is_guess(claim: Claim) -> bool:
    """«Chad must be mad», «there must be a way»: how things are, as far as somebody can tell."""
    verb = claim.anchor
    bare = any(child.dep_ == "acomp" and child.pos_ == "ADJ" and not any(child.rights) for child in verb.rights)
    things = _there_must_be(claim)
    guessed = bool(things) and any(noun.lemma_.lower() in deed_words("guesses") for noun in things)
    return guessed or (verb.lemma_ == "be" and bare and not is_negated(verb))


def is_shared(claim: Claim, owing: Sequence[Token]) -> bool:
    """«we must end this war»: asked of all, and not only of who says it; what they had to do is their affair."""
    verb = claim.anchor
    foreseen = modal_of(verb) == "should" and (verb.lemma_ == "be" or _is_dated(verb))
    things = complements(verb)
    forced = claim.verb.tag_ == "VBD" or (bool(things) and all(map(is_mere_thing, things)))
    return any(noun.lower_ in _SHARED for noun in owing) and not (_is_thought(verb) or foreseen or forced)


def is_existential(claim: Claim) -> bool:
    """«there must be»: what stands before it is nobody's subject."""
    return any(child.dep_ == "expl" for verb in (claim.verb, claim.anchor) for child in verb.lefts)


def _there_must_be(claim: Claim) -> list[Token]:
    verb = claim.anchor
    named = is_existential(claim) and verb.lemma_ == "be"
    return [child for child in verb.rights if child.dep_ == "attr"] if named else []


def _is_thought(verb: Token) -> bool:
    """«we must admit», «it should be noted»: a way of speaking."""
    return says(verb) or verb.lemma_.lower() in deed_words("thoughts")


def _is_dated(verb: Token) -> bool:
    """«should be finished by May» foresees it."""
    times = (thing for child in verb.rights if child.dep_ in ("prep", "agent") for thing in child.children)
    return any(is_time(word) for word in (*times, *(child for child in verb.rights if child.dep_ == "npadvmod")))
