"""From names that fit a query, best first, to what may be said: one, several, or nobody.

One is given only where its family name and given name both fit, no word is left over and no other person is near.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.names.index import korean
from corpus.names.likeness.alignment import CLEAR, Fit, words_of
from corpus.names.likeness.alike import SAME_SOUND
from corpus.names.likeness.romanise import Writing

SURE_SCORE, ASKED_SCORE, ASKED_ALONE = 0.80, 0.64, 0.76
SURE_SURNAME, SURE_ALONE, SURE_GIVEN = 0.90, 0.93, 0.80
FOREIGN_SURNAME = 0.88
"""Where the given name is spelled otherwise too, a family name may differ more: then it is a way of spelling."""

SURE_IN_CONSONANTS = 0.78
LEAD, ALONE_LEAD, SAME_SOUND_LEAD = 0.05, 0.07, 0.02
"""How far the next person must be behind: in general, for a family name alone, and for one of the same sound."""

LOWEST = 0.75
"""A word less alike than this is another word, even if it weighs little."""

LONG_SURNAME = 9
"""So many letters are hardly anybody else's name but for one of them."""

BEHIND = 0.14
MOST_ASKED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity, by its place in the index, and how one of its names fits."""

    who: int
    words: tuple[str, ...]
    family_first: bool
    fit: Fit

    @property
    def is_syllabic(self) -> bool:
        """Whether the name is of short syllables, of which a letter makes another: Kim Jong Nam, Kim Yong Nam."""
        return self.family_first or len(self.words) == len(korean.syllables(self.words)) == 3


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a query and what the index knows of them; `known` are those that occur in somebody's name."""

    words: tuple[str, ...]
    writing: Writing
    known: frozenset[str]

    def is_full(self, best: Fit) -> bool:
        """Whether it is more than a family name."""
        long = [word for word in self.words if len(word) > 1 and word not in words_of("particles")]
        return len(long) > 1 or len(long) < len(self.words) or (best.given >= CLEAR and self.writing.has_vowels)


def judge(typed: Typed, ranked: Sequence[Candidate]) -> tuple[bool, list[int]]:
    """Whether the best candidate is clearly meant, and the candidates to give or to ask about, likeliest first."""
    if not ranked:
        return False, []
    best = ranked[0].fit
    full = typed.is_full(best)
    sure = _is_sure_full(typed, ranked) if full else _is_sure_alone(typed, ranked)
    if sure:
        return True, [ranked[0].who]
    least = max(ASKED_SCORE if full else ASKED_ALONE, best.score - BEHIND)
    return False, [one.who for one in ranked if one.fit.score >= least][:MOST_ASKED]


def _is_sure_full(typed: Typed, ranked: Sequence[Candidate]) -> bool:
    best, fit = ranked[0], ranked[0].fit
    if fit.turned or fit.score < SURE_SCORE or _lead(ranked) < LEAD or not _is_explained(typed, fit):
        return False
    if typed.writing is Writing.HAN or fit.lowest < LOWEST or (fit.given < SURE_GIVEN and len(best.words) > 1):
        return False
    if best.is_syllabic:
        return typed.writing.has_vowels and _is_whole(fit)
    if not typed.writing.has_vowels:
        return fit.surname >= SURE_IN_CONSONANTS and fit.evidence >= 6 and fit.lowest >= 0.85
    least = SURE_SURNAME if fit.given == 1.0 else FOREIGN_SURNAME
    return fit.surname >= least and (fit.surname >= SAME_SOUND or not _is_other_word(typed, best))


def _is_whole(fit: Fit) -> bool:
    """Whether both names are the same to the letter."""
    return fit.lowest == 1.0 and not fit.slight and not fit.missing


def _is_explained(typed: Typed, fit: Fit) -> bool:
    """No word is left over, unless more names stand between the two. What comes behind them may be no name at all."""
    if not fit.unexplained:
        return True
    return typed.writing.has_vowels and not fit.before and not fit.after and min(fit.surname, fit.given) >= SAME_SOUND


def _is_other_word(typed: Typed, best: Candidate) -> bool:
    """Whether a word that is not in the best name is somebody else's: what is a name is no slip of the hand."""
    return any(word in typed.known and word not in best.words and len(word) > 2 for word in typed.words)


def _is_sure_alone(typed: Typed, ranked: Sequence[Candidate]) -> bool:
    fit = ranked[0].fit
    if (typed.known and typed.writing is Writing.LATIN) or typed.writing is Writing.HAN:
        return False
    if not typed.writing.has_vowels:
        return (
            fit.surname >= 0.88 and fit.evidence >= 4 and _lead(ranked) >= ALONE_LEAD and not _has_rival(ranked, 0.85)
        )
    least = SURE_ALONE if fit.evidence < LONG_SURNAME else SURE_SURNAME
    lead = SAME_SOUND_LEAD if fit.surname >= SAME_SOUND else ALONE_LEAD
    rival = 0.90 if typed.writing is Writing.LATIN else 0.85
    return fit.surname >= least and fit.evidence >= 3 and _lead(ranked) >= lead and not _has_rival(ranked, rival)


def _has_rival(ranked: Sequence[Candidate], alike: float) -> bool:
    """Whether the family name of somebody else is that much alike too."""
    return any(one.fit.surname >= alike for one in ranked[1:])


def _lead(ranked: Sequence[Candidate]) -> float:
    return ranked[0].fit.score - (ranked[1].fit.score if len(ranked) > 1 else 0.0)
