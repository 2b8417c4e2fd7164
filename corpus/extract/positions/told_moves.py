"""The move of a party that the source itself tells: "dropped its demand", "after first refusing"."""

from functools import cache

from corpus.document.parse import Parse
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.clauses import edges
from corpus.extract.positions.cues import cues_at, followed_by
from corpus.knowledge import read_table
from corpus.models import MoveKind, ToldMove


def told_move(parse: Parse, claim: Claim) -> ToldMove | None:
    """The move that leads to what is claimed, in the words that tell it; None where the clause tells of none."""
    if claim.move is not None:
        own = [claim.anchor, claim.verb, *claim.words, *_denying(claim.verb)]
        return ToldMove(kind=claim.move, words=parse.span(min(one.i for one in own), max(one.i for one in own)))
    clause = next((one for one in claim.verb.children if _is_first_time(one) or _is_before(one, claim)), None)
    return None if clause is None else ToldMove(kind=MoveKind.CHANGED, words=parse.span(*edges(clause)))


def _denying(verb: Token) -> list[Token]:
    return [one for child in verb.children if child.lower_ in ("longer", "anymore") for one in child.subtree]


def _is_first_time(phrase: Token) -> bool:
    times = (child for child in phrase.children if child.lower_ == "time")
    return phrase.lower_ == "for" and any(word.lower_ == "first" for time in times for word in time.lefts)


def _is_before(clause: Token, claim: Claim) -> bool:
    """«after first demanding a veto, now accepts …»: another stance of before, told as one that has changed."""
    verb = next((one for one in (clause, *clause.children) if one.tag_ in ("VBG", "VBN", "VBD")), clause)
    opens = clause.lower_ == "after" or any(child.lower_ in ("having", "after") for child in verb.lefts)
    held = next((cue for cue in cues_at(verb) if followed_by(verb, cue.words) is not None), None)
    if not opens or held is None or held.stance is claim.stance:
        return False
    before = {child.lower_ for child in verb.children} & _listed("before")
    return bool(before or {child.lower_ for child in claim.verb.children} & _listed("now"))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(str(read_table("cues.toml")["told"][kind]).split())
