"""What "will", "going to", "must", "may", "has to" and "let" claim of a verb that is no cue by itself."""

from corpus.document.syntax import is_infinitive, is_negated, is_verb, says
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim, strength_of
from corpus.extract.positions.clauses import complements, is_open
from corpus.extract.positions.conditions import find_condition
from corpus.extract.positions.cues import cues_at
from corpus.extract.positions.deeds import deed_words, holds, is_grant, is_harm, is_negotiated, is_refusal
from corpus.extract.positions.modality import modal_of
from corpus.models import Modality, Stance, Strength

MAYBE = frozenset(["may", "might", "could", "can"])
WILL = frozenset(["will", "would", "shall"])
_DESCRIBING = frozenset(["relcl", "acl", "advcl", "pcomp"])
OUGHT = frozenset(["must", "should", "ought"])


def of_modal(modal: Token, verb: Token) -> Claim | None:
    word = modal_of(verb)
    if not is_verb(verb) or modal.i == verb.i:
        return None
    before = [child for child in verb.lefts if child.i < modal.i and child.dep_ == "nsubj"]
    told = any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.lefts)
    if word in OUGHT and (told or (not before and any(child.dep_ == "nsubj" for child in verb.lefts))):
        return None  # «must have seen it», «Should Peru leave, …»
    if word in OUGHT:
        return Claim(Stance.DEMAND, verb, verb, (verb,), by_speaker=True)
    if word in (*WILL, "can", "could") and _is_of_none(verb):
        return Claim(Stance.REJECT, verb, verb, (verb,), modality=Modality.FUTURE, by_speaker=True)
    if word in MAYBE:
        return _of_may(verb, word)
    if _is_of_consequences(verb):
        return Claim(Stance.THREATEN, verb, verb, (verb,), modality=Modality.FUTURE, by_speaker=True)
    stance, announced = _of_will(verb)
    if stance is None:
        return prospect(verb)
    strength = strength_of(stance)
    return Claim(stance, verb, verb, (verb,), (), strength, Modality.FUTURE, announced=announced or word == "would")


def prospect(verb: Token) -> Claim | None:
    """«said the talks would take time», «the truce may hold»: how somebody judges what is to come.

    Nothing of what is on a programme, of what another wishes, or of what only describes a thing.
    """
    before = {child.lower_ for child in verb.lefts}
    known = verb.lemma_.lower() in deed_words("no_prospects") or _is_on_programme(verb)
    if known or verb.dep_ in _DESCRIBING or before & {"have", "you", "one"}:
        return None
    return Claim(Stance.ASSESS, verb, verb, (verb,), modality=Modality.FUTURE, by_speaker=True)


def of_going(token: Token) -> Claim | None:
    """As in "is going to leave", of a verb that claims nothing by itself; nothing of what was going to be."""
    helper = next((child for child in token.lefts if child.lemma_ == "be" and child.dep_ == "aux"), None)
    if any(child.lower_ in ("if", "unless", "you") for child in token.lefts):
        return None
    if token.lemma_ != "go" or token.tag_ != "VBG" or helper is None or helper.tag_ == "VBD" or modal_of(token):
        return None
    clause = next((child for child in token.rights if child.dep_ == "xcomp" and is_infinitive(child)), None)
    negated = is_negated(token) or (clause is not None and is_negated(clause))
    if clause is None or not is_verb(clause) or (_is_cue(clause) and not (negated and is_refusal(clause))):
        return None
    stance, announced = _of_will(clause, negated=negated)
    if stance is None:
        return None
    return Claim(stance, clause, token, (clause,), (), strength_of(stance), Modality.FUTURE, announced=announced)


def _is_of_what_was_said(verb: Token) -> bool:
    """«will not do that», «is not going to do so»: what is refused stands before."""
    return verb.lemma_ == "do" and any(child.lower_ in ("that", "this", "it", "so") for child in verb.rights)


def _is_cue(verb: Token) -> bool:
    """Whether a verb claims something by itself of who does it."""
    return any(not cue.of_others for cue in cues_at(verb))


def _of_will(verb: Token, *, negated: bool | None = None) -> tuple[Stance | None, bool]:
    """The stance of "will …" and whether it is one only where the party itself announces it."""
    negated = is_negated(verb) if negated is None else negated
    verb = _going_on(verb) or verb
    lemma = verb.lemma_.lower()
    own = says(verb) or lemma in deed_words("states_of_affairs") or _is_on_programme(verb) or _is_under_way(verb)
    if negated:
        if lemma in deed_words("not_tolerated"):
            return None if holds("things", complements(verb)) else Stance.THREATEN, False
        if is_refusal(verb) or _is_of_what_was_said(verb):
            return None if holds("particulars", [verb]) else Stance.REJECT, False
        return None if own else Stance.PLEDGE, True
    if is_harm(verb) or any(mark.dep_ == "mark" and mark.lower_ == "unless" for mark in verb.subtree):
        return Stance.THREATEN, False
    return None if own and not is_grant(verb) else Stance.PLEDGE, not is_grant(verb)


def _is_of_consequences(verb: Token) -> bool:
    """«there will be consequences for this raid», «for those who …»: said to somebody, and not of the weather."""
    if verb.lemma_ != "be" or is_negated(verb) or not any(child.dep_ == "expl" for child in verb.lefts):
        return False
    things = [noun for noun in verb.rights if noun.dep_ == "attr" and noun.lemma_.lower() in deed_words("reckonings")]
    things = [noun for noun in things if not any(child.lower_ in ("no", "few", "little") for child in noun.lefts)]
    met = [one for noun in (verb, *things) for child in noun.rights if child.lower_ == "for" for one in child.rights]
    return bool(things) and any(_is_pointed_at(one) for one in met)


def _is_of_none(verb: Token) -> bool:
    """«there will be no retreat», «no talks until they leave»: what is yielded, or negotiated on a condition."""
    if verb.lemma_ != "be" or not any(child.dep_ == "expl" for child in verb.lefts):
        return False
    things = [noun for noun in verb.rights if noun.dep_ == "attr" and any(one.lower_ == "no" for one in noun.lefts)]
    yielded = any(noun.lemma_.lower() in deed_words("yielding") for noun in things)
    return yielded or (any(map(is_negotiated, things)) and find_condition(list(verb.subtree)) is not None)


def _is_pointed_at(noun: Token) -> bool:
    pointed = {noun.lower_, *(child.lower_ for child in noun.lefts)}
    return noun.pos_ == "PROPN" or bool(pointed & {"this", "these", "that", "those", "anyone", "such", "any"})


def vague_will(claim: Claim) -> bool:
    """Whether a promise is only what somebody will do, and no deed that gives anything: "will look at the numbers"."""
    bare = claim.stance is Stance.PLEDGE and claim.modality is Modality.FUTURE and claim.roots == (claim.anchor,)
    verb = _going_on(claim.anchor) or claim.anchor
    giving = is_grant(verb) or _makes_sure(verb) or any(map(is_grant, _purposes(verb)))
    return bare and verb.tag_ in ("VB", "VBN") and not giving and not is_negated(claim.anchor)


def _purposes(verb: Token) -> list[Token]:
    """What something is done for: "will do our best to end the war"."""
    return [child for child in verb.rights if child.dep_ in ("xcomp", "advcl") and is_infinitive(child)]


def _makes_sure(verb: Token) -> bool:
    return verb.lemma_ == "make" and any(child.lower_ in ("sure", "certain") for child in verb.rights)


def _going_on(verb: Token) -> Token | None:
    """What "will continue to" and "will start with" bring."""
    if verb.lemma_.lower() not in deed_words("going_on"):
        return None
    inner = [child for child in verb.rights if child.dep_ == "xcomp"]
    inner += [child for prep in verb.rights if prep.lower_ == "with" for child in prep.rights if child.dep_ == "pcomp"]
    return next((child for child in inner if is_verb(child)), None)


def _is_under_way(verb: Token) -> bool:
    """«will be mulling over its answer», «would be crossing a line»: what goes on then, and no promise of it."""
    return verb.tag_ == "VBG" and any(child.dep_ == "aux" and child.lemma_ == "be" for child in verb.lefts)


def _is_on_programme(verb: Token) -> bool:
    """«will visit Chad on Monday»: a date and no promise, unless on a condition or to give something."""
    known = verb.lemma_.lower() in deed_words("meetings") | deed_words("errands")
    gives = any(is_infinitive(child) and is_grant(child) for child in verb.rights)
    return known and not gives and find_condition(list(verb.subtree)) is None


def _of_may(verb: Token, word: str) -> Claim | None:
    """«may halt its aid if …» threatens, «can lift it if …» offers, «could …» hints, «cannot accept» rejects."""
    if is_negated(verb):
        known = is_refusal(verb) if word == "can" else verb.lemma_.lower() in deed_words("not_to_be_borne")
        refused = word in ("can", "could") and known and not any(map(is_open, complements(verb)))
        return Claim(Stance.REJECT, verb, verb, (verb,)) if refused else None
    warned = verb.head.lemma_ == "warn" and holds("own_harm", [verb])
    threatens = is_harm(verb) and (
        warned or any(mark.lower_ in ("if", "unless") for mark in verb.subtree if mark.dep_ == "mark")
    )
    if threatens:
        return Claim(Stance.THREATEN, verb, verb, (verb,), strength=Strength.SIGNAL)
    if word == "can" and is_grant(verb) and not is_harm(verb) and find_condition(list(verb.subtree)) is not None:
        return Claim(Stance.OFFER, verb, verb, (verb,), strength=Strength.OFFER, announced=True)
    if word == "can":
        return None
    if is_grant(verb) and not is_harm(verb) and word == "could":
        return Claim(Stance.CONSIDER, verb, verb, (verb,), strength=Strength.SIGNAL, announced=True)
    return prospect(verb)


def of_necessity(token: Token) -> Claim | None:
    """As in "has to leave", "needs to stop"."""
    if token.lemma_ not in ("have", "need") or token.tag_ == "VBG" or not is_verb(token):
        return None
    if is_negated(token) or modal_of(token) or token.head.lemma_ == "go":
        return None
    clause = next((child for child in token.rights if child.dep_ == "xcomp" and is_infinitive(child)), None)
    if clause is None:
        return None
    return Claim(Stance.DEMAND, clause, token, (clause,), by_speaker=True)


def is_imperative(token: Token) -> bool:
    return token.tag_ == "VB" and not any(child.dep_ in ("nsubj", "aux") for child in token.children)


def is_order(token: Token) -> bool:
    """«Free the crew and lift the ban!»: whoever is told to do so, it is not who says it."""
    first = token
    while first.dep_ == "conj" and is_imperative(first):
        first = first.head
    if not (is_imperative(token) and is_imperative(first)) or is_infinitive(first) or is_infinitive(token):
        return False
    return first.i == first.sent.start or first.nbor(-1).is_punct


def of_let(token: Token) -> Claim | None:
    clause = next((child for child in token.rights if child.dep_ in ("ccomp", "xcomp")), None)
    if clause is None or says(clause):
        return None  # «Let's say that …»
    return Claim(Stance.DEMAND, token, clause, (clause,), by_speaker=True)
