"""The record of a claim: a place in the text where somebody seems to take a stance.

A claim is grammar only. Whether it becomes a position, and whose, is decided in ``positions``.
"""

from dataclasses import dataclass

from corpus.document.tokens import Token
from corpus.models import Modality, MoveKind, Stance, Strength

_STRENGTHS = {
    Stance.CONSIDER: Strength.SIGNAL,
    Stance.OFFER: Strength.OFFER,
    Stance.PROPOSE: Strength.OFFER,
    Stance.PLEDGE: Strength.PLEDGE,
    Stance.ACCEPT: Strength.PLEDGE,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A stance at the token `anchor`, about what stands under `roots`; `words` are the cue's further words.

    `verb` is the verb whose subject takes it. `stands` is False where the words are there and claim nothing ("did not
    demand"): then nothing below them is claimed either. `by_speaker` is True where the stance is the speaker's and
    about the verb's subject; `owned` where the cue is a noun with its owner beside it; `announced` where it counts
    only if the party itself says so, `inner` where it does not count if another says so, `aside` where what is claimed
    within it counts instead.
    `move` is the one that the words tell.
    """

    stance: Stance
    anchor: Token
    verb: Token
    roots: tuple[Token, ...] = ()
    words: tuple[Token, ...] = ()
    strength: Strength = Strength.STATEMENT
    modality: Modality = Modality.ASSERTED
    stands: bool = True
    by_speaker: bool = False
    owned: bool = False
    announced: bool = False
    inner: bool = False
    aside: bool = False
    move: MoveKind | None = None


def strength_of(stance: Stance) -> Strength:
    """How strong a stance is by itself."""
    return _STRENGTHS.get(stance, Strength.STATEMENT)


def is_prospect(claim: Claim) -> bool:
    """Whether a claim only judges what is to come: what is claimed within it stands beside it."""
    return claim.stance is Stance.ASSESS and claim.modality is Modality.FUTURE and claim.by_speaker
