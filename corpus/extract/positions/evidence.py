"""The words that show a position: the clause, the condition in it, what it is about and to whom it is addressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document.entities.actor import Actor
from corpus.document.parse import Parse
from corpus.document.syntax import agents_of, is_noun, is_verb, nouns_behind
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.clauses import edges, is_pointer, markers, phrase_edges
from corpus.extract.positions.conditions import find_condition
from corpus.extract.positions.holders import Voices
from corpus.extract.positions.labels import labels, trimmed
from corpus.extract.positions.modality import voicing
from corpus.models import Quote, QuoteKind, Span, Stance

_LONG_ASIDE = 8
"""Tokens."""
_ADDING = frozenset(["after", "as", "while", "although", "though", "when", "because", "since", "whereas"])
_ADDRESSING = frozenset(["to", "on", "upon", "from", "with", "against", "at", "of"])


@dataclass(frozen=True, slots=True)
class Proof:
    """What the text shows for one claim on one issue."""

    evidence: Span
    issue: str
    issue_phrase: Span | None = None
    condition: Span | None = None
    addressee: Actor | None = None
    quote_ids: tuple[str, ...] = ()


def prove(voices: Voices, claim: Claim, actor: Actor, frame: Sequence[Actor], quote: Quote | None) -> Iterator[Proof]:
    """The proof of a claim; one for each issue where it names several ("the question of Crimea and the borders")."""
    parse = voices.actors.parse
    first, last = _clause(voices, claim, frame, quote)
    own = [one for one in parse.doc[first : last + 1] if one.i not in _others_terms(claim)]
    condition = find_condition(own) or _condition_before(parse, claim, first)
    if condition is not None and condition[0] < first:
        first = condition[0]
    evidence = _with_marks(parse, parse.span(first, last))
    told = _condition_span(parse, condition)
    addressee = _addressee(voices, claim, actor)
    ids = _quote_ids(voices, evidence, quote)
    cut = range(condition[0], condition[1] + 1) if condition else range(0)
    for issue, phrase in labels(voices.actors, claim, actor, (first, last), cut):
        yield Proof(evidence, issue, phrase, told, addressee, ids)


# --------------------------------------------------------------------------- the clause


def _clause(voices: Voices, claim: Claim, frame: Sequence[Actor], quote: Quote | None) -> tuple[int, int]:
    """From the subject, or who says it where that comes first and a pronoun stands for it, to the end of the clause."""
    parse, verb = voices.actors.parse, claim.verb
    noun_only = claim.owned and is_noun(claim.anchor) and not _is_done_with(claim)
    top = claim.anchor if noun_only else _whole(voices, claim, quote)
    stop = frozenset(child.i for child in top.rights if _runs_on(child))
    own = edges(top, stop) if not _is_verdict(claim) else (edges(top, stop)[0], top.right_edge.i)
    first = own[0] if noun_only or top is not verb else _beginning(verb)
    last = max([own[1], *(edges(root)[1] for root in claim.roots if root.i > claim.anchor.i)])
    if not noun_only and quote is None:
        sentence = parse.sentence_of(verb)
        framed = [actor.first for actor in frame if sentence.start <= actor.first < first]
        pronoun = any(noun.pos_ == "PRON" for noun in agents_of(verb)) or claim.by_speaker
        first = min(framed) if framed and pronoun else first
    if quote is not None:
        first, last = _inside(parse, quote, first, last, claim.anchor)
    else:
        last = min([last, *(end for end in _ends_of_quoted(voices, claim) if not _goes_on(parse, end, last))])
    return trimmed(parse, min(first, claim.anchor.i), max(last, claim.anchor.i))


def _whole(voices: Voices, claim: Claim, quote: Quote | None) -> Token:
    """The verb of the clause; of a verdict in a quotation the uppermost verb of its sentence there."""
    top = claim.verb
    if quote is None or not claim.by_speaker:
        return top
    for above in claim.verb.ancestors:
        if is_verb(above) and voices.quote_over(above) is quote:
            top = above
    return top


def _is_verdict(claim: Claim) -> bool:
    return claim.by_speaker and claim.stance is Stance.ASSESS


def _runs_on(child: Token) -> bool:
    """What the sentence adds behind the clause: "…, after …", "…, something that …"."""
    if child.dep_ == "advcl":
        adds = bool(_ADDING.intersection(markers(child))) and find_condition(list(child.subtree)) is None
        return adds or child.lower_ in (
            "saying",
            "adding",
            "citing",
            "calling",
            "describing",
        )
    return is_pointer(child)


def _ends_of_quoted(voices: Voices, claim: Claim) -> Iterator[int]:
    """Where the quotations end that the clause runs into: the source named behind them is no part of it."""
    for root in claim.roots:
        quote = voices.quote_over(root)
        if quote is not None:
            joined = [edges(one)[1] for one in root.rights if one.dep_ == "conj" and is_noun(root)]
            yield max([voices.actors.parse.tokens(quote.start, quote.end)[1], *joined])


def _beginning(verb: Token) -> int:
    """Where the clause's own words begin: at its subject, without what the sentence puts before it."""
    nouns = [child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")]
    shared = [noun for noun in agents_of(verb) if noun.i < verb.i]
    if nouns and verb.dep_ == "relcl" and is_pointer(verb.head):
        return verb.head.i
    if nouns and not any(_is_told_of(noun, verb) for noun in nouns):
        return min(phrase_edges(noun)[0] for noun in nouns)
    near = [phrase_edges(noun)[0] for noun in shared if verb.i - noun.i < 40]
    if near and verb.dep_ in ("xcomp", "ccomp", "aux", "acomp", "pcomp"):
        return max(near) if len(near) == 1 else min(near)
    helpers = [child.i for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg", "advmod")]
    return min([verb.i, *helpers])


def _is_told_of(subject: Token, verb: Token) -> bool:
    """Whether so much is told of a subject before its verb that another position may stand there."""
    asides = (child for child in subject.rights if child.dep_ in ("relcl", "appos", "acl"))
    return any(verb.i > aside.i and aside.right_edge.i - aside.left_edge.i >= _LONG_ASIDE for aside in asides)


def _inside(parse: Parse, quote: Quote, first: int, last: int, anchor: Token) -> tuple[int, int]:
    """The part of a clause that stands in the quotation, if its cue and its beginning do; a partial quote runs on."""
    begin, end = parse.tokens(quote.start, quote.end)
    if quote.kind is not QuoteKind.DIRECT and _goes_on(parse, end, last):
        return first, last
    if first >= begin or quote.kind is QuoteKind.DIRECT:
        return max(first, begin), min(last, end)
    return first, min(max(last, anchor.i), end)


def _goes_on(parse: Parse, end: int, last: int) -> bool:
    """«blamed “everybody who voted” for the strike»: the clause runs on behind the closing mark."""
    return end + 2 <= last and not parse.doc[end + 2].is_punct


def _is_done_with(claim: Claim) -> bool:
    """«renewed its call for talks», «drew criticism from Peru»: its verb tells what comes of it, its clause is it."""
    renewed = claim.anchor.dep_ == "dobj" and claim.verb.lemma_.lower() in voicing("light")
    return renewed or any(root.head == claim.verb and root.i < claim.verb.i for root in claim.roots)


def _with_marks(parse: Parse, span: Span) -> Span:
    """A clause that opens a quotation keeps it whole up to its closing mark when only its stop is missing."""
    for quoted in parse.quoted:
        opens = span.start <= quoted.outer_start < span.end
        if opens and 0 <= quoted.outer_end - span.end <= 3:
            return parse.cut(span.start, quoted.outer_end)
    return span


# --------------------------------------------------------------------------- condition, addressee, quotations


def _others_terms(claim: Claim) -> frozenset[int]:
    """The tokens of what is another's: in "criticised Peru's promise to pay if asked" the condition is Peru's."""
    owned = (root for root in claim.roots if is_noun(root) and any(child.dep_ == "poss" for child in root.lefts))
    return frozenset(one.i for root in owned for one in root.subtree)


def _condition_before(parse: Parse, claim: Claim, first: int) -> tuple[int, int] | None:
    """A condition that the sentence puts before the subject."""
    before = [child for child in claim.verb.lefts if child.dep_ in ("advcl", "advmod", "prep") and child.i < first]
    for clause in before:
        found = find_condition(list(parse.doc[clause.left_edge.i : clause.right_edge.i + 1])) or _inverted(clause)
        if found:
            return found
    return None


def _inverted(clause: Token) -> tuple[int, int] | None:
    """«Should Peru leave, …», «Were it to leave, …»: a condition whose helper stands before its subject."""
    opens = clause.left_edge
    helps = opens.head.i == clause.i and opens.dep_ in ("aux", "auxpass") and opens.tag_ in ("MD", "VBD")
    return (opens.i, clause.right_edge.i) if helps else None


def _condition_span(parse: Parse, condition: tuple[int, int] | None) -> Span | None:
    if condition is None:
        return None
    span = parse.span(*condition)
    for quoted in parse.quoted:
        if abs(quoted.start - span.start) <= 1 and 0 <= quoted.end - span.end <= 2:
            return parse.cut(quoted.start, quoted.end)
    return span


def _quote_ids(voices: Voices, evidence: Span, quote: Quote | None) -> tuple[str, ...]:
    """The quotations that the evidence stands in or holds."""
    touching = [
        one.id
        for one in voices.quotes
        if one.kind is not QuoteKind.INDIRECT and one.start < evidence.end and evidence.start < one.end
    ]
    return tuple(dict.fromkeys([*touching, *([quote.id] if quote else [])]))


def _addressee(voices: Voices, claim: Claim, actor: Actor) -> Actor | None:
    """The other party that is spoken to: an object, what "to" or "from" governs, or who is to act."""
    found = (one for noun in _addressed(claim) for one in voices.actors.all(noun))
    return next((one for one in found if voices.actors.is_listed(one) and one.party_id != actor.party_id), None)


def _addressed(claim: Claim) -> Iterator[Token]:
    if claim.by_speaker:
        yield from agents_of(claim.verb)
    heads = [claim.anchor, *claim.words] if claim.anchor.i == claim.verb.i else [claim.anchor, *claim.words, claim.verb]
    heads += [child for child in claim.anchor.rights if child.dep_ == "xcomp" and is_verb(claim.anchor)]
    for head in heads:
        for child in head.rights:
            if child.dep_ in ("dobj", "dative") and is_noun(child):
                yield child
            elif child.dep_ in ("prep", "dative") and child.lower_ in _ADDRESSING:
                yield from nouns_behind(child)
    for root in claim.roots:
        if is_verb(root):
            yield from (child for child in root.lefts if child.dep_ == "nsubj")
        elif is_noun(root):
            for child in root.rights:
                if child.dep_ == "prep" and child.lower_ in ("from", "to", "with", "by"):
                    yield from nouns_behind(child)
