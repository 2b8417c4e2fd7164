"""The positions of an article: who takes which stance on what, with the words that show it.

`predicates` finds where the text says so, `holders` whose it is, `modality` whether anybody stands for it, `evidence`
which words show it. What none of them can tell is left out: no position is ever made up from a default.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.document.dates import DatePhrase, said_on
from corpus.document.document import Document
from corpus.document.entities.actor import Actor
from corpus.document.parse import Parse
from corpus.document.syntax import RELATIVES, is_noun, is_passive
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim, is_prospect
from corpus.extract.positions.cues import beginnings
from corpus.extract.positions.evidence import Proof, prove
from corpus.extract.positions.holders import Holder, Voices
from corpus.extract.positions.judgements import find_verdicts
from corpus.extract.positions.modality import is_long_past, is_recalled
from corpus.extract.positions.modals import prospect, vague_will
from corpus.extract.positions.predicates import claims_at
from corpus.extract.positions.restatements import merge
from corpus.extract.positions.told_moves import told_move
from corpus.knowledge.vocabulary import OTHER
from corpus.models import Modality, Position, Quote, Stance

_OF_A_MATTER = frozenset([Stance.DEMAND, Stance.PLEDGE])
"""Who rejects or backs something answers what has been named; these say nothing without what they are about."""
_HEDGES = frozenset(["reportedly", "allegedly", "apparently", "supposedly", "purportedly"])


def find_positions(document: Document, quotes: Sequence[Quote]) -> tuple[Position, ...]:
    """Every position in the article, in the order of its first evidence; () where nobody takes any.

    `quotes` are those of the same article: they tell who "we" are.
    """
    parse, voices = document.parse, Voices.of(document.actors, quotes)
    claims = [claim for token in beginnings(parse.doc) for claim in claims_at(token)]
    verdicts = list(find_verdicts(parse, [claim for claim in claims if not is_prospect(claim)]))
    judged = {verdict.verb.i for verdict in verdicts}
    claims = [claim for claim in claims if not (is_prospect(claim) and claim.verb.i in judged)] + verdicts
    found = (one for claim in _outermost(claims) for one in _positions_of(document, voices, claim))
    return merge(found, parse.article.body_start)


# --------------------------------------------------------------------------- which claims stand


def _outermost(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims that are not part of what another is about, in order; a noun's with an owner of its own is its own."""
    covered: dict[int, list[Claim]] = {}
    words = {word.i for claim in claims for word in claim.words}
    claims = [claim for claim in claims if not (claim.aside and _holds_another(claim, claims))]
    for claim in claims:
        for root in claim.roots:
            covered.setdefault(root.i, []).append(claim)
    for claim in claims:
        if claim.stands and claim.anchor.i not in words and not _is_covered(claim, covered):
            yield claim


def _holds_another(claim: Claim, claims: Sequence[Claim]) -> bool:
    return any(root.is_ancestor(one.anchor) or root == one.anchor for one in claims for root in claim.roots)


def _is_covered(claim: Claim, covered: dict[int, list[Claim]]) -> bool:
    token = claim.anchor
    for step in [token, *token.ancestors]:
        if _is_aside(step):
            return False
        others = [
            other
            for other in covered.get(step.i, ())
            if other is not claim and not is_prospect(other) and (other.anchor.i != token.i or other.by_speaker)
        ]
        if others and not (claim.owned and is_noun(token)):
            return True
    return False


def _is_aside(clause: Token) -> bool:
    """A relative clause that only adds something, with a subject of its own: "…, something Kyiv has long sought"."""
    if clause.dep_ != "relcl":
        return False
    own = next((child for child in clause.lefts if child.dep_ == "nsubj"), None)
    before = clause.doc[max(0, clause.left_edge.i - 1)]
    return before.lower_ == "," or (own is not None and own.lower_ not in RELATIVES and clause.head.dep_ != "pobj")


def _positions_of(document: Document, voices: Voices, claim: Claim) -> Iterator[Position]:
    parse = document.parse
    sentence = parse.sentence_of(claim.anchor)
    words = sentence.text
    if is_long_past(claim.verb, words, parse.article.published):
        return
    holder = voices.holder_of(claim)
    if holder is None and (judged := _as_judged(claim)) is not None:
        claim, holder = judged, voices.holder_of(judged)
    if holder is None:
        return
    recalled = is_recalled(parse.article.published, document.focus.at(claim.verb.i))
    told = {
        "said_on": _day(parse, claim, holder, document.dates),
        "background": recalled or _is_over(claim.verb),
        "told_move": told_move(parse, claim),
    }
    parties = {actor.party_id: actor for actor in reversed(holder.actors) if actor.party_id}
    for actor in reversed(parties.values()):
        for proof in prove(voices, claim, actor, holder.frame, holder.quote):
            if _is_readable(claim, proof):
                yield _position(parse, claim, actor, holder, proof).model_copy(update=told)


def _as_judged(claim: Claim) -> Claim | None:
    """What is no position of whom it is told of may be one of who tells it."""
    if claim.inner and claim.stance is Stance.REJECT:
        return replace(claim, stance=Stance.CRITICISE, by_speaker=True)  # «Chad said Mali had blocked the convoy»
    if claim.announced and claim.modality is Modality.FUTURE and claim.verb.tag_ == "VB":
        return prospect(claim.verb)  # «Chad said Mali would not sign»
    return None


def _is_readable(claim: Claim, proof: Proof) -> bool:
    """Whether a reader can tell what is asked or promised: an issue, a matter's name, or to whom it is said."""
    vague = proof.issue == OTHER and proof.issue_phrase is None and proof.addressee is None
    if vague_will(claim) and proof.issue == OTHER and proof.condition is None and proof.addressee is None:
        return False
    if is_prospect(claim):
        return proof.issue != OTHER or proof.addressee is not None
    told = any(is_noun(root) and root.pos_ != "PRON" for root in claim.roots)
    return told or not vague or claim.stance not in _OF_A_MATTER


def _is_over(verb: Token) -> bool:
    """«Peru, which had opposed the mission, backs it», «after opposing it»: what is told of before is background."""
    after = verb.dep_ == "pcomp" and verb.head.lower_ == "after"
    helpers = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    return after or ("had" in helpers and verb.dep_ == "relcl") or ("having" in helpers and verb.dep_ == "advcl")


def _day(parse: Parse, claim: Claim, holder: Holder, dates: tuple[DatePhrase, ...]) -> date | None:
    """The day of the quotation, else the one that the verb of saying or of the clause stands with."""
    if holder.quote is not None and holder.quote.said_on is not None:
        return holder.quote.said_on
    return said_on(parse, (holder.saying if holder.saying is not None else claim.verb).i, dates)


def _position(parse: Parse, claim: Claim, actor: Actor, holder: Holder, proof: Proof) -> Position:
    return Position(
        id="",
        party_name=actor.party_name or "",
        party_id=actor.party_id,
        stance=claim.stance,
        issue=proof.issue,
        issue_phrase=proof.issue_phrase,
        evidence=(proof.evidence,),
        actor=parse.span(actor.first, actor.last),
        condition=proof.condition,
        strength=claim.strength,
        modality=_modality(claim, holder),
        speaker_name=_speaker(actor, holder),
        addressee_name=proof.addressee.party_name if proof.addressee else None,
        addressee_id=proof.addressee.party_id if proof.addressee else None,
        quote_ids=proof.quote_ids,
    )


def _modality(claim: Claim, holder: Holder) -> Modality:
    hedged = any(child.lower_ in _HEDGES for child in claim.verb.children)
    told = holder.saying is not None and is_passive(holder.saying)
    if holder.second_hand or hedged or told:
        return Modality.REPORTED
    return claim.modality


def _speaker(actor: Actor, holder: Holder) -> str | None:
    """The person who says it: who does it in person, or who is quoted with it, for the party or about it."""
    said = [one for one in holder.frame if one.party_id == actor.party_id or holder.second_hand]
    people = [one.person for one in (*said, actor) if one.person is not None]
    quoted = holder.quote.speaker_name if holder.quote and holder.quote.speaker_ids else None
    return people[0].name if people else quoted
