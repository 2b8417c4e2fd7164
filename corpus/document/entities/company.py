"""Who does something together: a noun with those in one list with it, and with those in its company."""

from collections.abc import Iterator

from corpus.document.syntax import conjuncts, is_left_out, word_before
from corpus.document.tokens import Token
from corpus.knowledge.attribution import cues


def joined(noun: Token) -> list[Token]:
    """A noun and those in one list with it, where the parse breaks the list, too: "envoys from A, B and C agreed"."""
    several = any(child.dep_ == "conj" for child in noun.rights)
    before = [child for child in noun.head.lefts if child.dep_ == noun.dep_ and child.i < noun.i] if several else []
    broken = [one for one in before if noun.left_edge.i == one.right_edge.i + 1 and one.right_edge.text == ","]
    parted = [one for one in noun.head.lefts if one.dep_ == noun.dep_ and _adds(one.right_edge, noun)]
    whole = [*broken, *parted, *conjuncts(noun)]
    return [*whole, *(one for name in whole for one in accompanying(name))]


def _adds(last: Token, noun: Token) -> bool:
    """Whether the words before a noun end with what joins it to them: "A as well as B", where the parse parts them."""
    return last.dep_ == "cc" and last.i + 1 == noun.left_edge.i and not is_left_out(noun)


def accompanying(noun: Token) -> Iterator[Token]:
    """Those who do it with a subject: "Peru, together with Chile and Mali," "along with Chile", "alongside Chile"."""
    for child in noun.rights:
        for preposition in (child, *child.children) if child.dep_ == "prep" else ():
            with_them = preposition.lower_ == "with" and word_before(preposition).lower_ in cues("company")
            if with_them or preposition.lower_ == "alongside":
                yield from (one for pobj in preposition.children if pobj.dep_ == "pobj" for one in conjuncts(pobj))
