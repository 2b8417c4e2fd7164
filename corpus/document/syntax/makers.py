"""Who made a paper or a remark, and whether it goes on to speak."""

from collections.abc import Iterator

from corpus.document.syntax.words import listed, nouns_behind, says, word_before, word_behind
from corpus.document.tokens import Token
from corpus.knowledge.attribution import cues


def makers_of(noun: Token) -> Iterator[Token]:
    """Those behind "by" or "from", or who wrote it: whose statement, demand or attempt a noun is."""
    following = word_behind(noun)
    if following.lower_ in ("by", "from") and following.head.i != noun.i:
        yield from nouns_behind(following)  # «mocked a leaflet by Byron», where the parse has it by Byron mocked
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            yield from nouns_behind(child)
        elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() not in listed("receiving"):
            yield from (maker for by in child.children if by.dep_ == "agent" for maker in nouns_behind(by))


def is_remark(noun: Token) -> bool:
    """«protested Byron's remarks in Rome calling them thieves»: what somebody said, which goes on saying it."""
    owned = any(child.dep_ == "poss" for child in noun.lefts)
    return owned and noun.lemma_.lower() in cues("nouns") | cues("verdicts")


def speaks_for_itself(paper: Token, verb: Token) -> bool:
    """Whether what a paper says is not what the subject of `verb` says, who receives it, or answers to it."""
    of_another = verb.lemma_.lower() in listed("receiving") or any(makers_of(paper))
    return paper.lemma_.lower() in listed("papers") and of_another


def heard_before(verb: Token) -> Token | None:
    """«shared a clip of Holt saying …», «answered an email from Holt saying …»: whom the words right before are of.

    Behind "was filmed by Lind saying" it is who was filmed.
    """
    if verb.tag_ != "VBG" or not says(verb):
        return None
    before = word_before(verb)
    noun = word_before(before) if before.text == "," else before
    top = noun
    while top.dep_ in ("appos", "compound") and top.head.i != top.i:
        top = top.head
    preposition = top.head
    if top.dep_ != "pobj" or not preposition.i:
        return None
    if preposition.lower_ == "by" and preposition.head.lemma_.lower() in listed("perceiving"):
        return next((child for child in preposition.head.lefts if child.dep_ == "nsubjpass"), None)
    thing = word_before(preposition).lemma_.lower()
    held = {"of": listed("recordings"), "from": listed("papers"), "by": listed("papers") | listed("recordings")}
    return noun if before.text != "," and thing in held.get(preposition.lower_, ()) else None
