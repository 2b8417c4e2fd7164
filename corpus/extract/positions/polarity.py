"""Which way a cue points: a walk from it up to the verb of its subject, and down to the determiner of its object.

One known negator turns the cue. Where the walk meets anything else that takes from what is said, or a word that it does
not know, nothing is said: an absence ("did not agree", "has not agreed yet") refuses nothing.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from corpus.document.factuality import listed as factual
from corpus.document.syntax import is_beside, is_nobody, is_noun, is_verb
from corpus.document.syntax import is_negated as is_denied
from corpus.document.tokens import Token
from corpus.extract.positions.modality import saying_over
from corpus.knowledge import words_of

_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_OBJECTS = frozenset(["dobj", "attr"])
_CHAIN = frozenset(["pcomp", "acl", "xcomp"])


class Polarity(Enum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"
    ABSENT = "absent"
    """Not so, as a report says: that refuses nothing."""
    UNSAID = "unsaid"


def polarity_of(cue: Token, verb: Token, own: Sequence[Token] = ()) -> Polarity:
    """Which way a cue points in the clause of `verb`; `own` are its further words, whose "no" is its own."""
    if _is_diminished(cue, verb, own):
        return Polarity.UNSAID
    inside = any(child.dep_ == "neg" and is_beside(child, cue) for child in verb.children)  # «was "not angry"»
    if not (inside or is_denied(verb) or is_denied(cue)):
        return Polarity.AFFIRMED
    return Polarity.ABSENT if _is_absence(verb) else Polarity.NEGATED


def is_no_longer(verb: Token) -> bool:
    """«no longer insists», «does not insist any longer»."""
    return is_denied(verb) and any(child.lower_ in ("longer", "anymore") for child in verb.children)


def _is_diminished(cue: Token, verb: Token, own: Sequence[Token]) -> bool:
    """«hardly accepts», «neither accepted», «offered no path», «showed little interest»."""
    children = [*verb.children, *(cue.children if cue.i != verb.i else ())]
    joining = [child for child in verb.head.children if child.dep_ == "cc" and child.i < verb.i and verb.dep_ == "conj"]
    small = (child for child in (*children, *joining) if child.dep_ in ("advmod", "preconj", "cc"))
    if any(child.lower_ in _listed("diminishing" if child.dep_ == "advmod" else "neither") for child in small):
        return True
    if any(child.dep_ in _SUBJECTS and is_nobody(child) for child in verb.children):
        return True
    goals = [noun for child in children if child.lower_ == "to" for noun in child.children if noun.dep_ == "pobj"]
    things = [child for child in children if child.dep_ in _OBJECTS and child.i != cue.i]
    return any(_is_little(thing, own) for thing in (*things, *goals))


def _is_little(thing: Token, own: Sequence[Token] = ()) -> bool:
    words = [word for word in (thing, *thing.lefts) if word not in own and word.dep_ != "poss"]
    many = any(word.lower_ == "a" for word in words)
    return any(word.lower_ in _listed("little") for word in words) and not many


def is_carried(verb: Token) -> bool:
    """Whether nothing above a clause takes it back from who does it: "no assurance that it would", "near accepting"."""
    noun = verb.head if verb.dep_ in ("acl", "ccomp", "relcl") and is_noun(verb.head) else None
    if noun is not None and noun.dep_ == "dobj" and verb.tag_ == "VB" and is_denied(noun.head):
        return False  # «makes no move to», «is not making moves to»
    said = noun is None or noun.lemma_.lower() in factual("doubts") or not _is_little(noun)
    return said and all(_carries(above, below) for above, below in _between(verb))


def is_left_open(verb: Token) -> bool:
    """Whether a clause, or the one that it is joined to, is a guess or a question: "will likely", "asked why it"."""
    guessed = any(child.tag_ == "MD" for child in verb.lefts)
    if guessed and any(child.lower_ in _listed("guessing") for child in verb.lefts):
        return True
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    opens = (child for child in verb.lefts if child.dep_ in ("mark", "advmod"))
    return verb.dep_ != "ROOT" and any(child.lower_ in _listed("asking") for child in opens)


def _between(verb: Token) -> Iterator[tuple[Token, Token]]:
    """The words above a clause that takes its subject from them, each with what hangs on it there."""
    below = verb
    while below.dep_ in _CHAIN and below.head.i != below.i and not any(one.dep_ in _SUBJECTS for one in below.lefts):
        above = below.head.head if below.dep_ == "pcomp" else below.head
        yield above, below
        below = above


def _carries(above: Token, below: Token) -> bool:
    if is_noun(above):
        return below.dep_ == "acl" and (below.tag_ != "VB" or above.lemma_.lower() in factual("carrying_nouns"))
    return below.dep_ == "xcomp" or (is_verb(above) and above.lemma_ != "be")


def _is_absence(verb: Token) -> bool:
    """Whether a negated clause only reports that something has not come about; what a party says of itself does not."""
    before = {child.lower_ for child in verb.lefts} | ({verb.lower_} if verb.lemma_ == "be" else set())
    if before & _listed("pending"):
        return True
    perfect = before & {"have", "has", "had", "'ve", "'s"}
    reported = saying_over(verb) is not None and not perfect
    return bool(before & _listed("absent")) and "never" not in before and not reported


def _listed(kind: str) -> frozenset[str]:
    return words_of("polarity.toml", kind)
