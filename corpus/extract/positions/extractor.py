"""The positions of an article: who takes which stance on what, with the words that show it.

`predicates` finds where the text says so, `actors` whose it is, `modality` whether anybody stands for it, `evidence`
which words show it. What none of them can tell is left out: no position is ever made up from a default.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.document.dates import DatePhrase, find_dates, find_focus, said_on
from corpus.document.entities.parties import Mentions
from corpus.document.factuality import Factuality, factuality_of
from corpus.document.parse import Parse
from corpus.document.syntax import RELATIVES, agents_of, is_negated, is_nobody, is_noun, is_passive, is_verb
from corpus.extract.positions.actors import Cast
from corpus.extract.positions.anaphora import Actor
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.cues import beginnings
from corpus.extract.positions.evidence import Proof, prove
from corpus.extract.positions.judgements import find_verdicts
from corpus.extract.positions.modality import is_long_past, is_recalled, saying_over, words_of
from corpus.extract.positions.predicates import claims_at
from corpus.extract.positions.restatements import merge
from corpus.models import Modality, Person, Position, Quote, SpeakerKind, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEDGES = frozenset(["reportedly", "allegedly", "apparently", "supposedly", "purportedly"])


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose a claim is: the parties, who says so, and whether that is somebody else."""

    actors: tuple[Actor, ...]
    frame: tuple[Actor, ...] = ()
    quote: Quote | None = None
    second_hand: bool = False
    saying: "Token | None" = None


def find_positions(
    parse: Parse,
    mentions: Mentions,
    people: Sequence[Person],
    quotes: Sequence[Quote],
    dates: tuple[DatePhrase, ...] | None = None,
) -> tuple[Position, ...]:
    """Every position in the article, in the order of its first evidence; () where nobody takes any.

    `people` and `quotes` are those of the same article: they tell who "he" and "we" are. `dates` saves finding the
    article's dates once more.
    """
    cast = Cast.of(parse, mentions, people, quotes)
    claims = [claim for token in beginnings(parse.doc) for claim in claims_at(token)]
    claims.extend(find_verdicts(parse, claims))
    if dates is None:
        dates = find_dates(parse) if claims else ()
    focus = find_focus(parse, dates)
    found: list[Position] = []
    for claim in _outermost(claims):
        recalled = is_recalled(parse.article.published, focus.at(claim.verb.i))
        found.extend(one.model_copy(update={"background": recalled}) for one in _positions_of(cast, claim, dates))
    return merge(found)


# --------------------------------------------------------------------------- which claims stand


def _outermost(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims that are not part of what another is about, in order; a noun's with an owner of its own is its own."""
    covered: dict[int, list[Claim]] = {}
    words = {word.i for claim in claims for word in claim.words}
    for claim in claims:
        for root in claim.roots:
            covered.setdefault(root.i, []).append(claim)
    for claim in claims:
        if claim.stands and claim.anchor.i not in words and not _is_covered(claim, covered):
            yield claim


def _is_covered(claim: Claim, covered: dict[int, list[Claim]]) -> bool:
    token = claim.anchor
    for step in [token, *token.ancestors]:
        if _is_aside(step):
            return False
        others = [
            other
            for other in covered.get(step.i, ())
            if other is not claim and (other.anchor.i != token.i or other.by_speaker)
        ]
        if others and not (claim.owned and is_noun(token)):
            return True
    return False


def _is_aside(clause: "Token") -> bool:
    """A relative clause that only adds something, with a subject of its own: "…, something Kyiv has long sought"."""
    if clause.dep_ != "relcl":
        return False
    own = next((child for child in clause.lefts if child.dep_ == "nsubj"), None)
    before = clause.doc[max(0, clause.left_edge.i - 1)]
    return before.lower_ == "," or (own is not None and own.lower_ not in RELATIVES and clause.head.dep_ != "pobj")


def _positions_of(cast: Cast, claim: Claim, dates: tuple[DatePhrase, ...]) -> Iterator[Position]:
    parse = cast.parse
    sentence = parse.sentence_of(claim.anchor)
    words = parse.article.text[sentence.start_char : sentence.end_char]
    if is_long_past(claim.verb, words, parse.article.published):
        return
    holder = _holder(cast, claim)
    if holder is None or not holder.actors:
        return
    day = _day(parse, claim, holder, dates)
    for actor in _unique(holder.actors):
        for proof in prove(cast, claim, actor, holder.frame, holder.quote):
            yield _position(parse, claim, actor, holder, proof).model_copy(update={"said_on": day})


def _day(parse: Parse, claim: Claim, holder: _Holder, dates: tuple[DatePhrase, ...]) -> date | None:
    """The day of the quotation, else the one that the verb of saying or of the clause stands with."""
    if holder.quote is not None and holder.quote.said_on is not None:
        return holder.quote.said_on
    return said_on(parse, (holder.saying if holder.saying is not None else claim.verb).i, dates)


def _position(parse: Parse, claim: Claim, actor: Actor, holder: _Holder, proof: Proof) -> Position:
    return Position(
        id="",
        party_name=actor.party_name,
        stance=claim.stance,
        issue=proof.issue,
        issue_phrase=proof.issue_phrase,
        evidence=(proof.evidence,),
        actor=parse.span(actor.first, actor.last),
        condition=proof.condition,
        strength=claim.strength,
        modality=_modality(claim, holder),
        speaker_name=_speaker(actor, holder),
        addressee_name=proof.addressee_name,
        quote_ids=proof.quote_ids,
    )


def _unique(actors: Sequence[Actor]) -> list[Actor]:
    return list({actor.party_name: actor for actor in reversed(actors)}.values())[::-1]


def _modality(claim: Claim, holder: _Holder) -> Modality:
    hedged = any(child.lower_ in _HEDGES for child in claim.verb.children)
    told = holder.saying is not None and is_passive(holder.saying)
    if holder.second_hand or hedged or told:
        return Modality.REPORTED
    return claim.modality


def _speaker(actor: Actor, holder: _Holder) -> str | None:
    """The person who says it: who does it in person, or who is quoted with it, for the party or about it."""
    said = [one.speaker_name for one in holder.frame if one.party_name == actor.party_name or holder.second_hand]
    named = [name for name in said if name]
    if named:
        return named[0]
    quoted = holder.quote.speaker_name if holder.quote and holder.quote.speaker_kind is SpeakerKind.PERSON else None
    return actor.speaker_name or quoted


# --------------------------------------------------------------------------- whose a claim is


def _holder(cast: Cast, claim: Claim) -> _Holder | None:
    """Who holds the position; None where nobody stands for it."""
    quote, saying = cast.quote_over(claim.anchor), saying_over(claim.verb)
    owned = quote is not None and quote.speaker_name is not None
    if (
        _is_of_nothing(claim)
        or _is_not_yet(claim)
        or factuality_of(claim.verb, polarity=False, owned=owned) is not Factuality.REAL
    ):
        return None
    frame: list[Actor] = []
    if saying is not None:
        frame = cast.said_by(saying)
    inside = saying is not None and cast.quote_over(saying) is not None
    if quote is not None and not inside:
        speaker = cast.speaker_of(quote)
        frame = [speaker] if speaker else frame
    if claim.by_speaker:
        return _of_speaker(cast, claim, frame, quote, saying)
    return _of_subject(cast, claim, frame, quote, saying)


def _is_of_nothing(claim: Claim) -> bool:
    """«offered no clear path to talks»; not where the "no" is the cue's own ("has no intention")."""
    own = {claim.anchor.i, *(word.i for word in claim.words)}
    return any(child.dep_ == "dobj" and child.i not in own and is_nobody(child) for child in claim.verb.children)


def _is_not_yet(claim: Claim) -> bool:
    """«has not (yet) agreed»: what has not happened so far is not refused."""
    before = {child.lower_ for child in claim.verb.lefts}
    perfect = before & {"have", "has", "had"} and "never" not in before
    return claim.stance is Stance.REJECT and bool(perfect) and is_negated(claim.verb)


def _of_speaker(
    cast: Cast, claim: Claim, frame: Sequence[Actor], quote: Quote | None, saying: "Token | None"
) -> _Holder | None:
    """As in "X must …": the position of who says it; nothing in the outlet's own voice, or of one's own duty."""
    parties = {actor.party_name for actor in frame}
    about = {
        actor.party_name for noun in agents_of(claim.verb) if noun.lower_ != "it" for actor in cast.acting(noun, frame)
    }
    ours = any(noun.lower_ == "we" for noun in agents_of(claim.verb)) and quote is not None
    if not frame or (claim.stance is Stance.DEMAND and about & parties and not ours):
        return None
    if claim.stance is Stance.CRITICISE and is_verb(claim.anchor):
        named = {mention.name for mention in cast.mentions.acting()}
        if about & parties or not about & named or not parties & named:
            return None
    return _Holder(tuple(frame), tuple(frame), quote, saying=saying)


def _of_subject(
    cast: Cast, claim: Claim, frame: Sequence[Actor], quote: Quote | None, saying: "Token | None"
) -> _Holder | None:
    nouns = _owners(claim) if claim.owned and _owners(claim) else agents_of(claim.verb)
    actors = [actor for noun in nouns for actor in _acting(cast, claim, noun, frame)]
    if not actors and claim.owned and claim.verb.lemma_.lower() in words_of("light"):
        actors = [actor for noun in agents_of(claim.verb) for actor in cast.acting(noun, frame)]
    if not actors:
        return None
    ours = {actor.party_name for actor in frame}
    foreign = bool(ours) and not ours & {actor.party_name for actor in actors}
    if foreign and quote is not None:
        return None
    if claim.announced and (foreign or not (frame or saying is not None or quote is not None)):
        return None
    return _Holder(tuple(actors), tuple(frame), quote, foreign, saying)


def _acting(cast: Cast, claim: Claim, noun: "Token", frame: Sequence[Actor]) -> list[Actor]:
    if claim.owned and noun.i < claim.anchor.i and noun.head.i == claim.anchor.i:
        return cast.owning(noun, frame, claim.verb)
    return cast.acting(noun, frame)


def _owners(claim: Claim) -> list["Token"]:
    """The nouns beside a cue that is a noun, which tell whose demand or offer it is."""
    before = [child for child in claim.anchor.lefts if child.dep_ in ("poss", "amod", "compound")]
    after = [
        noun
        for child in claim.anchor.rights
        if child.lower_ in ("by", "from") and child.dep_ in ("prep", "agent")
        for noun in child.children
        if noun.dep_ == "pobj"
    ]
    return before + after
