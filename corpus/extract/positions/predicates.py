"""Where the text says that somebody takes a stance: the cues among its verbs, adjectives and nouns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document.entities.actor import base, listed
from corpus.document.syntax import (
    agent_of,
    is_infinitive,
    is_negated,
    is_noun,
    is_passive,
    is_verb,
    nouns_behind,
    subject_of,
    subjects_of,
)
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.clauses import complements, is_open, is_pointer
from corpus.extract.positions.conditions import find_condition
from corpus.extract.positions.cues import Cue, cues_at, followed_by, strength_with, taken_back
from corpus.extract.positions.deeds import deed_words, holds, is_any_harm, is_courtesy, is_mere_thing, is_refusal
from corpus.extract.positions.modality import is_purpose, modal_of
from corpus.extract.positions.modals import (
    MAYBE,
    OUGHT,
    WILL,
    is_imperative,
    is_order,
    of_going,
    of_let,
    of_modal,
    of_necessity,
)
from corpus.extract.positions.noun_cues import is_presupposed, is_taking_back, noun_claim
from corpus.extract.positions.polarity import Polarity, is_carried, is_left_open, is_no_longer, polarity_of
from corpus.models import Modality, MoveKind, Stance, Strength

_OWN_TERMS = frozenset([Stance.PROPOSE, Stance.ACCEPT, Stance.PLEDGE])
_OF_A_MATTER = frozenset([Stance.DEMAND, Stance.PLEDGE])
_AGAINST = frozenset([Stance.CRITICISE, Stance.REJECT, Stance.THREATEN])


def claims_at(token: Token) -> Iterator[Claim]:
    """The claims that this token begins; nearly always none."""
    if token.lower_ == "let" and is_imperative(token):
        claim = of_let(token)
    else:
        cues = cues_at(token)
        claim = of_necessity(token) or of_going(token) or (None if is_order(token) else _of_cue(token, cues))
        claim = claim or _of_grammar(token, has_cues=bool(cues))
    if claim is not None:
        real = is_presupposed(claim) or (is_carried(claim.verb) and not is_left_open(claim.verb))
        yield claim if real else replace(claim, stands=False)


def _of_grammar(token: Token, *, has_cues: bool) -> Claim | None:
    """What "will", "must" and "may" claim, of a verb that is no cue or none in this use."""
    if token.tag_ == "MD" and not cues_at(token.head):
        return of_modal(token, token.head)
    if has_cues and is_verb(token):
        modal = next((child for child in token.children if child.tag_ == "MD"), None)
        if modal is not None:
            return of_modal(modal, token)
    return None


def _of_cue(token: Token, cues: Sequence[Cue]) -> Claim | None:
    modal = modal_of(token)
    if modal in OUGHT:
        return None
    for cue in cues:
        words = followed_by(token, cue.words)
        if words is None:
            continue
        if (cue.future and modal not in WILL) or (cue.of_others and modal and not cue.future):
            return None
        claim = noun_claim(token, cue) if cue.kind == "noun" else _predicate_claim(token, cue, words)
        if claim is not None:
            guessed = cue.kind == "adjective" and modal_of(claim.verb) in MAYBE
            return replace(claim, stands=False) if guessed else _in_mood(claim, modal)
    return None


# --------------------------------------------------------------------------- verbs and adjectives


def _predicate_claim(token: Token, cue: Cue, words: Sequence[Token]) -> Claim | None:
    verb = token if cue.kind == "verb" else _copula(token)
    if verb is None or token.dep_ in ("amod", "compound") or _makes_paper(token):  # «the accused man»
        return None
    favours = cue.stance in (Stance.SUPPORT, Stance.OFFER) and _is_of_what_is_judged(token)
    if favours or (cue.act and _is_only_named(verb)):
        return None
    roots = _content(token, verb, words)
    other = (not words and is_taking_back(token)) or _is_undergone(token) or _is_charged(token)
    if other or is_courtesy(token, roots) or not _fits(cue, verb, roots):
        return None
    stance = _turned(cue, verb, token, words, roots)
    return Claim(
        stance or cue.stance,
        token,
        verb,
        tuple(roots),
        tuple(words),
        strength_with(cue, stance or cue.stance),
        stands=stance is not None,
        by_speaker=cue.of_others or (cue.announced and _is_of_nobody(verb)),
        announced=cue.announced,
        inner=cue.inner,
        aside=cue.aside,
        move=MoveKind.DROPPED if is_no_longer(verb) else cue.move,
    )


def _is_of_nobody(verb: Token) -> bool:
    """«more aid is needed»: who needs it is not told, and so who says it asks for it; not «the aid that is needed»."""
    return is_passive(verb) and agent_of(verb) is None and verb.dep_ not in ("relcl", "acl")


def _fits(cue: Cue, verb: Token, roots: Sequence[Token]) -> bool:
    """Whether the cue can be about what it is about here: a matter to take sides on, of a kind that it takes."""
    if not roots:
        return cue.bare and not cue.needs and cue.stance is not Stance.CONSIDER and _tells(cue, verb)
    if any(root.pos_ == "PRON" and root.lower_.endswith(("self", "selves")) for root in roots) or _is_trifle(
        cue, roots
    ):
        return False
    if cue.stance in _OF_A_MATTER and all(root.lower_ in ("that", "it", "this") for root in roots):
        return False
    if cue.stance in (Stance.REJECT, Stance.ACCEPT) and is_passive(verb) and _is_person(subject_of(verb)):
        return False  # «she was turned down for the post»
    if cue.stance is Stance.CONSIDER and not any(is_noun(root) or is_verb(root) for root in roots):
        return False
    if (cue.stance is not Stance.CONSIDER or cue.kind == "adjective") and any(is_open(root) for root in roots):
        return False
    if any(holds(kind, roots, deep=False) for kind in cue.lacks) or (cue.act and holds("bare_things", roots)):
        return False
    named = [*roots, *_named_as(roots)] if verb.lemma_.lower() in deed_words("taken_for") else roots
    return _tells(cue, verb) and (not cue.needs or any(holds(kind, named) for kind in cue.needs))


def _named_as(things: Sequence[Token]) -> Iterator[Token]:
    """«described the raid as a provocation», where the parse hangs "as" on the raid."""
    for thing in things:
        yield from (noun for child in thing.rights if child.lower_ == "as" for noun in nouns_behind(child))


def _is_oneself(noun: Token) -> bool:
    return noun.pos_ == "PRON" and noun.lower_.endswith(("self", "selves"))


def _is_person(noun: Token | None) -> bool:
    return noun is not None and noun.lower_ in ("he", "she", "i")


def _tells(cue: Cue, verb: Token) -> bool:
    """«the paper backs the plan»: some cues are a position only where a paper is what has them."""
    return not cue.by_paper or any(base(noun) in listed("papers") for noun in subjects_of(verb))


def _is_trifle(cue: Cue, roots: Sequence[Token]) -> bool:
    """Whether all that is given, taken or backed are things that nobody negotiates about."""
    own = cue.stance in _OWN_TERMS
    if cue.stance is Stance.SUPPORT and (all(map(_is_own, roots)) or any(map(_is_own_attack, roots))):
        return True
    asked = (own or cue.stance is Stance.SUPPORT) and not cue.needs and not cue.by_paper
    return asked and all(is_mere_thing(root, somebody=own) for root in roots)


def _is_own(thing: Token) -> bool:
    """«defended her work», «praised itself»: nobody takes sides with what is their own."""
    return thing.dep_ == "dobj" and any(child.tag_ == "PRP$" for child in thing.lefts)


def _is_own_attack(thing: Token) -> bool:
    """«stood by its criticism»: no support of what is criticised."""
    own = any(child.tag_ == "PRP$" for child in thing.lefts)
    return own and any(cue.stance in _AGAINST for cue in cues_at(thing))


def _is_undergone(verb: Token) -> bool:
    """«Peru is to blame», «the terms are to accept or to leave»: what is done there is done to the subject."""
    objects = any(child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.rights)
    return is_infinitive(verb) and verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and not objects


def _is_charged(verb: Token) -> bool:
    """«was jailed for criticising the army»: so say those who did it to them."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "of", "with") and is_passive(verb.head.head)


def _makes_paper(verb: Token) -> bool:
    """«a letter signed by Peru»: what it says is told by the verb of the letter."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and base(verb.head) in listed("papers")


def _is_of_what_is_judged(verb: Token) -> bool:
    """«criticised the plan as lopsided, favouring the rich»: so is the plan, and not who criticises it."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i < verb.head.i:
        return False
    opens = any(child.dep_ in ("mark", "prep") for child in verb.lefts)
    judges = any(cue.stance in (Stance.CRITICISE, Stance.SUPPORT) for cue in cues_at(verb.head))
    return judges and not opens and any(word.lower_ == "as" for word in verb.doc[verb.head.i : verb.i])


def _is_only_named(verb: Token) -> bool:
    """«a deal that would see Peru release the crew»: a deed that is spoken of and not done."""
    return verb.tag_ == "VB" and verb.dep_ == "ccomp" and not any(child.dep_ == "aux" for child in verb.lefts)


def _copula(adjective: Token) -> Token | None:
    head = adjective
    while head.dep_ == "conj":
        head = head.head
    return head.head if head.dep_ in ("acomp", "attr", "oprd", "ccomp") and is_verb(head.head) else None


def _content(token: Token, verb: Token, words: Sequence[Token]) -> list[Token]:
    """The roots of what the cue is about. A party that is only addressed is left to the clause beside it."""
    own = {word.i for word in words}
    found = [root for root in complements(token) if root.i not in own]
    for word in words:
        found.extend(root for root in complements(word) if root.i not in own)
        found.extend(root for root in word.rights if root.dep_ in ("pobj", "pcomp") and root not in found)
    if not found and verb is not token:
        found = [root for root in complements(verb) if root.i > token.i]
    found.extend(child for child in [*token.rights, *verb.rights] if is_purpose(child))
    found.extend(child for child in token.rights if child.dep_ == "conj" and is_noun(child) and is_verb(token))
    unique = list({root.i: root for root in found if not is_pointer(root)}.values())
    return sorted(unique, key=lambda root: root.i)


def _turned(cue: Cue, verb: Token, token: Token, words: Sequence[Token], roots: Sequence[Token]) -> Stance | None:
    """The stance of a cue once its polarity and the kind of deed are known; None if nothing is claimed."""
    polarity = polarity_of(token, verb, words)
    if polarity is Polarity.UNSAID or (polarity is Polarity.ABSENT and cue.negated is Stance.REJECT):
        return None
    if polarity is not Polarity.AFFIRMED:
        return cue.negated or (taken_back().get(cue.stance) if is_no_longer(verb) else None)
    if cue.stance is Stance.REJECT and any(is_verb(root) and _rejects(root) for root in roots):
        return None
    if cue.harmful and is_any_harm(roots):
        return cue.harmful
    clause = next((root for root in roots if is_verb(root)), None)
    if cue.withheld and clause is not None and is_negated(clause) and is_refusal(clause):
        return cue.withheld
    if cue.stance is Stance.PROPOSE and clause is not None and _sets_aside(clause):
        return Stance.DEFER
    return cue.stance


def _rejects(verb: Token) -> bool:
    """Whether what is refused is a refusal itself: "refused to reject", "stopped short of ruling out"."""
    first = next((cue for cue in cues_at(verb) if followed_by(verb, cue.words) is not None), None)
    return first is not None and first.stance is Stance.REJECT and not is_negated(verb)


def _sets_aside(verb: Token) -> bool:
    return any(cue.stance is Stance.DEFER and followed_by(verb, cue.words) is not None for cue in cues_at(verb))


def _in_mood(claim: Claim, modal: str) -> Claim:
    """What "will", "would" and "may" before the cue make of it."""
    if modal in ("will", "shall", "would"):
        stance = claim.stance
        if stance in (Stance.SUPPORT, Stance.OFFER):
            stance = Stance.PLEDGE
        if stance is Stance.CRITICISE:
            stance = Stance.THREATEN
        strength = Strength.PLEDGE if stance is Stance.PLEDGE else claim.strength
        return replace(claim, stance=stance, strength=strength, modality=Modality.FUTURE, announced=modal == "would")
    refused = modal in ("can", "could") and claim.stance is Stance.REJECT and is_negated(claim.verb)
    if modal == "could" and claim.stance in _OWN_TERMS | {Stance.OFFER} and not is_negated(claim.verb):
        return replace(claim, stance=Stance.CONSIDER, strength=Strength.SIGNAL, announced=True)
    given = modal == "can" and claim.stance is Stance.OFFER and find_condition(list(claim.verb.subtree)) is not None
    if given:
        return replace(claim, strength=Strength.OFFER, announced=True)
    if modal in MAYBE and not refused:
        return replace(claim, stands=False)
    return claim
