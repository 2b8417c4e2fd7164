"""Who tells what a sentence reports: whoever a clause of saying that opens it has for its subject.

«Byron said the statement that Gauss had made would raise doubts since Lind led the club, and Holt kept its books»:
however the parse hangs the rest together, it is all in what Byron says.
"""

from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import agent_of, is_verb, nouns_behind, says
from corpus.document.tokens import Token, Tokens
from corpus.knowledge.attribution import cues

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = 2
"""Words before the "to" of a sentence that opens with "according to"; "But according to"."""


def reporter_of(parse: Parse, sentence: Tokens) -> Token | None:
    """The subject of the clause of saying that opens a sentence; None where no such clause does."""
    told = [token for token in sentence if parse.inside[token.i] == OUTSIDE and token.is_alpha]
    opening = (token for token in told[:_OPENING] if token.lower_ == "according")
    if (cited := next((noun for token in opening for noun in _cited_by(token)), None)) is not None:
        return cited
    finite = (token for token in told if token.tag_ in _FINITE)
    verb = next((verb for verb in map(_main, finite) if _opens(verb)), None)
    if verb is None or not says(verb) or _asks(verb):
        return None
    agent = agent_of(verb)
    return agent if agent is not None and sentence.start <= agent.i < verb.i else None


def _asks(verb: Token) -> bool:
    """«A clerk asked Byron whether he would go.»: what is said next is an answer; not «asked them to go»."""
    requests = any(child.dep_ == "xcomp" or child.lower_ == "for" for child in verb.rights)
    return verb.lemma_.lower() in cues("asking") and not requests


def is_cited(name: Token) -> bool:
    """Whether "according to" cites a name."""
    to = name.head
    return name.dep_ == "pobj" and to.lower_ == "to" and to.head.lower_ == "according"


def _cited_by(according: Token) -> list[Token]:
    return [noun for to in according.children if to.lower_ == "to" for noun in nouns_behind(to)]


def _opens(verb: Token) -> bool:
    """Whether a verb stands in no clause that another one before it brings: «Asked whether Byron agreed, …»."""
    inner = verb.dep_ in ("relcl", "advcl", "acl")
    return not inner and not any(is_verb(above) and above.i < verb.i for above in verb.ancestors)


def _main(verb: Token) -> Token:
    """The verb that a helper helps: "told" of "has told"."""
    return verb.head if verb.dep_ in ("aux", "auxpass") else verb
