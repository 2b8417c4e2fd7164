"""Who made a paper or a remark, and whether it goes on to speak."""

from collections.abc import Iterator

from corpus.document.syntax.words import listed, nouns_behind, word_behind
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
