"""The grammar of a clause as the parse has it: who its subject is, what its complement is, where it begins and ends."""

from collections.abc import Iterator
from functools import partial

from corpus.document.syntax import RELATIVES, is_infinitive, is_noun, is_verb, nouns_behind
from corpus.document.tokens import Token
from corpus.knowledge import words_of

_words = partial(words_of, "conditions.toml")
_BESIDE = frozenset(["advcl", "relcl", "parataxis", "ccomp", "acl", "appos", "cc", "conj", "punct", "mark", "neg"])
_DEEPEST = 3


def complements(head: Token) -> list[Token]:
    """The roots of what a word is about: its objects and clauses, else what its prepositions govern."""
    direct = [
        child
        for child in head.children
        if child.dep_ in ("dobj", "ccomp", "xcomp", "oprd", "attr", "acomp", "nsubjpass", "acl", "dative")
    ]
    direct += [child for child in head.rights if child.dep_ == "relcl" and is_infinitive(child)]
    direct = [child for child in direct if child.i > head.i or child.dep_ in ("nsubjpass", "dobj")]
    if head.dep_ == "acl" and head.tag_ == "VBN" and not direct and is_verb(head):
        direct = [head.head]  # «the dam opposed by Peru»
    if head.dep_ == "relcl" and not [child for child in direct if child.lower_ not in RELATIVES]:
        direct = [_named_thing(head.head)]
    return direct + governed(head) if is_verb(head) else governed(head) + direct


def governed(head: Token) -> list[Token]:
    """What the prepositions of a word govern, nouns and clauses, but no time, place or cause."""
    return [
        thing
        for preposition in head.rights
        if preposition.dep_ in ("prep", "prt", "dative") and preposition.lower_ not in _words("circumstances")
        for thing in preposition.children
        if thing.dep_ in ("pobj", "pcomp") and not is_time(thing)
    ]


def is_time(token: Token) -> bool:
    return token.lower_ in _words("times") or token.lemma_ in _words("times")


def is_pointer(noun: Token) -> bool:
    """Whether a word names nothing itself, and stands for what is named beside it: "something", "one", "which"."""
    return noun.lower_ in _words("pointing")


def is_open(clause: Token) -> bool:
    """«could not agree on whether to leave»."""
    return any(child.lower_ in ("whether", "if") and child.dep_ == "mark" for child in clause.lefts)


def _named_thing(noun: Token) -> Token:
    """What a word that only points, like "something", stands beside."""
    if not is_pointer(noun):
        return noun
    before = [
        child
        for child in noun.head.children
        if child.i < noun.i and child.dep_ in ("dobj", "prep") and child.i > noun.head.i
    ]
    objects = [pobj for child in before for pobj in _nouns_within(child)]
    return objects[-1] if objects else noun


def _nouns_within(token: Token) -> list[Token]:
    """The object that a verb's dependent brings, looking through "the prospect of"."""
    of = (child for child in token.children if child.dep_ == "prep")
    return next((nouns_behind(child) for child in of), nouns_behind(token) or [token])


def objects(root: Token, depth: int = 0) -> list[Token]:
    """The nouns at the bottom of a complement: of "to scale back its operations" the operations; [] if it has none."""
    if is_noun(root) and root.tag_ not in ("PRP", "DT", "WDT"):
        return [root]
    if depth >= _DEEPEST:
        return []
    found: list[Token] = []
    for child in [*complements(root), *(child for child in root.rights if child.dep_ in ("conj", "attr"))]:
        found.extend(objects(child, depth + 1))
        if found:
            break
    if not found and is_verb(root):
        found = [child for child in root.lefts if child.dep_ in ("nsubjpass", "nsubj") and is_noun(child)]
        found = [noun for noun in found if noun.pos_ != "PRON"]
    return found


def edges(token: Token, stop: frozenset[int] = frozenset()) -> tuple[int, int]:
    """The first and last token of a word's phrase without what only runs on beside it.

    Left out are clauses joined to it, asides, trailing punctuation and the subtrees of the tokens in `stop`.
    """
    numbers = sorted(_kept(token, stop, top=True))
    return numbers[0], numbers[-1]


def _kept(token: Token, stop: frozenset[int], *, top: bool) -> Iterator[int]:
    yield token.i
    for child in token.children:
        goes_on = is_verb(token) and (child.dep_ == "cc" or (child.dep_ == "conj" and is_verb(child)))
        left_out = child.i in stop or child.dep_ == "parataxis" or (top and (goes_on or child.dep_ == "punct"))
        if not left_out:
            yield from _kept(child, stop, top=False)


def phrase_edges(noun: Token) -> tuple[int, int]:
    """The first and last token of a noun's phrase without its relative and other side clauses."""
    numbers = sorted(_phrase(noun))
    return numbers[0], numbers[-1]


def _phrase(token: Token) -> Iterator[int]:
    yield token.i
    for child in token.children:
        within = child.dep_ in ("cc", "conj") and token.dep_ in ("pobj", "compound", "amod")
        if within or child.dep_ not in _BESIDE:
            yield from _phrase(child)


def markers(verb: Token) -> list[str]:
    return [child.lower_ for child in verb.children if child.dep_ == "mark" or child.tag_ == "WRB"]
