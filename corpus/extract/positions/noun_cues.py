"""What a noun claims, as in "Kyiv's demand for …", and whoever drops a demand or withdraws an offer."""

from corpus.document.syntax import is_noun, makers_of, subjects_of, verb_over
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.clauses import governed
from corpus.extract.positions.cues import Cue, strength_with, taken_back
from corpus.extract.positions.deeds import holds
from corpus.extract.positions.modality import modal_of, voicing
from corpus.extract.positions.polarity import Polarity, polarity_of
from corpus.knowledge import words_of
from corpus.models import MoveKind, Stance

_NONE = frozenset(["no", "any", "without"])
_IN_SPITE = frozenset(["despite", "over", "amid", "notwithstanding"])
_AT = frozenset(["at"])
_ABOUT = frozenset(["for", "to", "on", "against", "about", "over", "toward", "towards"])


def noun_claim(noun: Token, cue: Cue) -> Claim | None:
    """As in "Kyiv's demand for …", "issued an ultimatum to …"; nothing if the text does not say what about."""
    if _claims_nothing(noun):
        return None
    verb = verb_over(noun)
    if verb is not None and noun.dep_ in ("dobj", "pobj", "nsubjpass") and _ends_stance(verb):
        return _taken_back(noun, cue, verb)
    judging = cue.stance in (Stance.CRITICISE, Stance.SUPPORT)
    if judging and verb is not None and noun.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in voicing("drawing"):
        return _drawn(noun, cue, verb)
    if cue.drawn:
        return None
    light = verb is not None and noun.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in voicing("light")
    roots = [root for root in _about(noun, cue) if _takes(cue, root)] or _against(noun, cue)
    if light and verb is not None and not roots:
        roots = [child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and child.i > noun.i]
        roots = roots or _behind(noun, verb)
    if not roots:
        return None
    owned = any(child.dep_ in ("poss", "amod", "compound") for child in noun.lefts) or _has_agent(noun)
    if not owned and not light:
        return None
    return Claim(
        cue.stance,
        noun,
        verb or noun,
        tuple(roots),
        strength=strength_with(cue, cue.stance),
        stands=not light or verb is None or polarity_of(noun, verb) is Polarity.AFFIRMED,
        owned=owned,
    )


def _claims_nothing(noun: Token) -> bool:
    """«no demand», «a demand letter», «the raid is a threat to Peru»: none, of another noun, or of the raid."""
    before = {child.lower_ for child in noun.lefts}
    absent = not before.isdisjoint(_NONE | words_of("polarity.toml", "only_thought_of"))
    told_of = noun.dep_ == "attr" and not any(child.dep_ == "poss" for child in noun.lefts)
    return noun.dep_ == "compound" or absent or told_of


def _drawn(noun: Token, cue: Cue, verb: Token) -> Claim | None:
    """«The dam drew criticism from Peru»: of whom "from" names, about what draws it; of nobody if none is named."""
    about = [one for one in subjects_of(verb) if one.pos_ != "PRON"] or _about(noun, cue)
    stands = polarity_of(noun, verb) is Polarity.AFFIRMED and not modal_of(verb)
    if not about or not any(makers_of(noun)):
        return None
    return Claim(cue.stance, noun, verb, tuple(about), stands=stands, owned=True)


def is_presupposed(claim: Claim) -> bool:
    """«may discuss Chad's demand for …», «whether its offer to … is serious»: it is there, whatever comes of it."""
    noun, verb = claim.anchor, claim.verb
    if not claim.owned or not is_noun(noun) or verb.lemma_.lower() in voicing("light"):
        return False
    return any(child.dep_ == "poss" for child in noun.lefts)


def _ends_stance(verb: Token) -> bool:
    """Whether a verb takes back or puts aside the offer or demand that it governs."""
    aside = any(child.lower_ == "aside" for child in verb.rights)
    return aside or verb.lemma_.lower() in voicing("ending") or is_taking_back(verb)


def is_taking_back(verb: Token) -> bool:
    """«backed away», «went back»: with its particle a verb means the contrary of what it means alone."""
    return any(f"{verb.lemma_.lower()} {child.lower_}" in voicing("ending") for child in verb.rights)


def _taken_back(noun: Token, cue: Cue, verb: Token) -> Claim | None:
    """«dropped its demand», «went back on a promise»: nothing if it is another's, or only put aside."""
    stance = taken_back().get(cue.stance)
    foreign = any(child.dep_ == "poss" and child.tag_ != "PRP$" for child in noun.lefts) or _has_agent(noun)
    aside = any(child.lower_ == "aside" for child in verb.rights)
    if stance is None or foreign or aside or polarity_of(noun, verb) is not Polarity.AFFIRMED:
        return None
    roots = tuple(_about(noun, cue) or _behind(noun, verb) or [noun])
    return Claim(stance, noun, verb, roots, strength=strength_with(cue, stance), move=MoveKind.DROPPED)


def _takes(cue: Cue, root: Token) -> bool:
    needed = not cue.needs or any(holds(kind, [root]) for kind in cue.needs)
    return needed and not any(holds(kind, [root]) for kind in cue.lacks)


def _against(noun: Token, cue: Cue) -> list[Token]:
    """«left the pact over Chad's objections», «left at Chad's request»: what the clause around it tells."""
    verb = verb_over(noun)
    kinds = {Stance.REJECT: _IN_SPITE, Stance.CRITICISE: _IN_SPITE, Stance.DEMAND: _AT}
    around = noun.dep_ == "pobj" and noun.head.lower_ in kinds.get(cue.stance, frozenset())
    return [verb] if around and verb is not None and not cue.needs else []


def _about(noun: Token, cue: Cue) -> list[Token]:
    governing = [root for root in governed(noun) if root.head.lower_ in _ABOUT or (cue.of and root.head.lower_ == "of")]
    clauses = [
        child for child in noun.rights if child.dep_ in ("acl", "ccomp", "xcomp", "relcl") and _is_content_clause(child)
    ]
    return governing + (clauses or _right_behind(noun))


def _right_behind(noun: Token) -> list[Token]:
    """«faced calls to resign», where the parse hangs what is called for on the verb."""
    to = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    verb = to.head
    return [verb] if to.tag_ == "TO" and verb.dep_ in ("advcl", "xcomp") and verb.head.i < noun.i else []


def _behind(noun: Token, verb: Token) -> list[Token]:
    """What a noun is about where the parse hangs it on the verb: "withdrew its objection to the loan"."""
    return [thing for thing in governed(verb) if thing.i > noun.i and thing.head.lower_ in _ABOUT]


def _is_content_clause(clause: Token) -> bool:
    """As in "to …" and "that …", but no description ("a proposal submitted by", "a plan which failed")."""
    return any(child.lower_ in ("to", "that") and child.dep_ in ("aux", "mark") for child in clause.lefts)


def _has_agent(noun: Token) -> bool:
    return any(child.lower_ in ("by", "from") and child.dep_ in ("prep", "agent") for child in noun.rights)
