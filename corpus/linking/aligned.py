"""Two wordings laid beside each other, word by word: what is the same, and what makes the difference."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import takewhile
from typing import Literal, NamedTuple

from corpus.linking.wordings import Wording, same_letters
from corpus.words import Word, ends_sentence, negates

What = Literal["same", "set", "left out", "not marked", "inserted", "changed"]
"""The same word; only set otherwise; left out where an ellipsis says so, or whole sentences where nothing does; put
into brackets; another word."""

_PUT_FOR = 6
"""Words that brackets may stand for."""

_MOVED = 0.6
"""The part of the telling words of what one side leaves out that the other has elsewhere: then they are moved."""


class Run(NamedTuple):
    """A run of words: numbers of the first, and of the one behind the last, on both sides."""

    what: What
    one: tuple[int, int]
    other: tuple[int, int]

    @property
    def sizes(self) -> tuple[int, int]:
        return self.one[1] - self.one[0], self.other[1] - self.other[0]


class Aligned:
    """Two wordings with the `runs` that lie beside each other, from the first words that both have to the last."""

    def __init__(self, one: Wording, other: Wording) -> None:
        self.one, self.other = one, other
        blocks = SequenceMatcher(None, one.keys, other.keys, autojunk=False).get_opcodes()
        runs = [Run("same" if tag == "equal" else "changed", (i1, i2), (j1, j2)) for tag, i1, i2, j1, j2 in blocks]
        inner = _inner(_slid(runs, one, other), one, other) if any(run.what == "same" for run in runs) else []
        self.runs = tuple(run if run.what == "same" else self._named(run) for run in inner)

    @property
    def ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first word of both sides that lies beside the other, and the one behind the last."""
        first, last = self.runs[0], self.runs[-1]
        return (first.one[0], last.one[1]), (first.other[0], last.other[1])

    def words(self, run: Run) -> tuple[Sequence[Word], Sequence[Word]]:
        return self.one.words[slice(*run.one)], self.other.words[slice(*run.other)]

    def of(self, *which: What) -> Iterator[Run]:
        return (run for run in self.runs if run.what in which)

    def is_marked(self, run: Run) -> bool:
        """Whether an ellipsis stands on one side for what the other has."""
        return 0 in run.sizes and "…" in _seam(run, self.one, self.other)

    @cached_property
    def shared(self) -> int:
        """Telling words that are the same."""
        telling = set(self.one.telling)
        return sum(at in telling for run in self.of("same", "set") for at in range(*run.one))

    @property
    def asks_otherwise(self) -> bool:
        """Whether a question on one side is a statement on the other."""
        if "?" not in self.one.marks and "?" not in self.other.marks:
            return False
        pairs = ((run.one[0] + at, run.other[0] + at) for run in self.of("same") for at in range(1, run.sizes[0] + 1))
        ends = ((self.one.gaps[i], self.other.gaps[j]) for i, j in pairs)
        return any(
            "?" in mine + theirs and not ("?" in mine and "?" in theirs)
            for mine, theirs in ends
            if _both_end(mine, theirs)
        )

    @property
    def is_moved(self) -> bool:
        """Whether words that one side leaves out stand at another place there."""
        met = tuple(self.of("same", "set"))
        loose = (
            _without(self.one, {at for run in met for at in range(*run.one)}),
            _without(self.other, {at for run in met for at in range(*run.other)}),
        )
        return any(
            _has_most(self.one, run.one, loose[1]) or _has_most(self.other, run.other, loose[0])
            for run in self.of("left out", "not marked")
        )

    def _named(self, run: Run) -> Run:
        mine, theirs = self.words(run)
        if mine and theirs and same_letters(mine, theirs):
            return run._replace(what="set")
        if self._is_put_in(run):
            return run._replace(what="inserted")
        if mine and theirs:
            return run
        fuller, which = (self.one, run.one) if mine else (self.other, run.other)
        return run._replace(what=_left_out(fuller, which, _seam(run, self.one, self.other)))

    def _is_put_in(self, run: Run) -> bool:
        """Whether brackets on one side hold all that differs, and neither side denies or counts anything in it."""
        mine, theirs = run.sizes
        held = (_in_brackets(self.one, run.one) and theirs <= _PUT_FOR) or (
            _in_brackets(self.other, run.other) and mine <= _PUT_FOR
        )
        words = (word for side in self.words(run) for word in side)
        return held and not any(negates(word) or word.key.isdecimal() for word in words)


def _both_end(mine: str, theirs: str) -> bool:
    return ends_sentence(mine) and ends_sentence(theirs)


def _without(wording: Wording, taken: set[int]) -> set[str]:
    return {key for at, key in enumerate(wording.keys) if at not in taken}


def _has_most(wording: Wording, which: tuple[int, int], among: set[str]) -> bool:
    telling = [wording.keys[at] for at in wording.telling if which[0] <= at < which[1]]
    return bool(telling) and sum(key in among for key in telling) >= _MOVED * len(telling)


def _in_brackets(wording: Wording, which: tuple[int, int]) -> bool:
    return which[0] < which[1] and wording.bracketed.issuperset(range(*which))


def _left_out(fuller: Wording, which: tuple[int, int], seam: str) -> What:
    """What a side leaves out, where `seam` stands instead: marked, whole sentences, or words out of a sentence."""
    if _is_whole(fuller, which):
        return "left out" if "…" in seam else "not marked"
    denies = any(map(negates, fuller.words[slice(*which)]))
    return "left out" if "…" in seam and not denies else "changed"


# -- between which words something is left out -------------------------------------------------------------------------


def _slid(runs: list[Run], one: Wording, other: Wording) -> list[Run]:
    """What one side leaves out, where it is left out: "The" may be the one before a sentence or the one behind it."""
    found = list(runs)
    for at in range(1, len(runs) - 1):
        run = found[at]
        if 0 in run.sizes and found[at - 1].what == found[at + 1].what == "same":
            steps = _steps(run, one if run.sizes[0] else other, found[at - 1].sizes[0] - 1, found[at + 1].sizes[0] - 1)
            by = next((by for by in steps if _is_seam(_moved(run, by, by), one, other)), 0)
            found[at - 1 : at + 2] = _moved(found[at - 1], 0, by), _moved(run, by, by), _moved(found[at + 1], by, 0)
    return found


def _steps(run: Run, fuller: Wording, before: int, behind: int) -> list[int]:
    """By how many words a run can be moved and be of the same words still, so many words on both sides left alone."""
    first, end = run.one if run.sizes[0] else run.other
    back = takewhile(lambda by: fuller.keys[first - by] == fuller.keys[end - by], range(1, before + 1))
    on = takewhile(lambda by: fuller.keys[first + by - 1] == fuller.keys[end + by - 1], range(1, behind + 1))
    return [0, *(-by for by in back), *on]


def _is_seam(run: Run, one: Wording, other: Wording) -> bool:
    """Whether whole sentences are left out there, or an ellipsis stands there instead."""
    fuller, which = (one, run.one) if run.sizes[0] else (other, run.other)
    return "…" in _seam(run, one, other) or _is_whole(fuller, which)


def _seam(run: Run, one: Wording, other: Wording) -> str:
    """What stands on one side where words of the other are left out."""
    return other.gaps[run.other[0]] if run.sizes[0] else one.gaps[run.one[0]]


def _to_the_end(wording: Wording, which: tuple[int, int]) -> int:
    """How many of these words are of the sentence that the first of them is in."""
    first, end = which
    return next((at - first for at in range(first, end) if ends_sentence(wording.gaps[at])), end - first)


def _moved(run: Run, first: int, end: int) -> Run:
    return Run(run.what, (run.one[0] + first, run.one[1] + end), (run.other[0] + first, run.other[1] + end))


def _is_whole(wording: Wording, which: tuple[int, int]) -> bool:
    """Whether some words are whole sentences."""
    first, end = which
    return (first == 0 or ends_sentence(wording.gaps[first])) and (
        end == len(wording) or ends_sentence(wording.gaps[end])
    )


# -- where they begin and end ------------------------------------------------------------------------------------------


def _inner(runs: list[Run], one: Wording, other: Wording) -> list[Run]:
    """Without what one side alone has before and behind; of a first or last word that differs, as many on both."""
    if runs[0].what != "same":
        mine, theirs = _kept_at_the_edge(runs[0], one, other)
        (_, i), (_, j) = runs[0].one, runs[0].other
        runs = [Run("changed", (i - mine, i), (j - theirs, j)), *runs[1:]]
    if runs[-1].what != "same":
        mine, theirs = _kept_at_the_edge(runs[-1], one, other, is_last=True)
        (i, _), (j, _) = runs[-1].one, runs[-1].other
        runs = [*runs[:-1], Run("changed", (i, i + mine), (j, j + theirs))]
    return [run for run in runs if any(run.sizes)]


def _kept_at_the_edge(run: Run, one: Wording, other: Wording, *, is_last: bool = False) -> tuple[int, int]:
    """How many words of both sides belong to what is compared: those in brackets do all, whatever they stand for.

    What comes in a further sentence belongs to none.
    """
    bounds = run.sizes
    if is_last:
        bounds = _to_the_end(one, run.one), _to_the_end(other, run.other)
    mine, theirs = run.sizes
    return (
        mine if _in_brackets(one, run.one) else min(bounds[0], theirs),
        theirs if _in_brackets(other, run.other) else min(bounds[1], mine),
    )
