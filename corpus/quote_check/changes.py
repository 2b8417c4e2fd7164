"""How nearly the same words differ, word by word, and whether they are near enough to be the same statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from corpus.quote_check.drafts import DraftQuotation
from corpus.words import Word, is_content, negation_after, negation_before, same

ENOUGH_WORDS = 5
ENOUGH_CONTENT = 3
"""Either so many words or so many words with content must be shared, in order."""

SHARED_CONTENT = 0.6
SHARED_WORDS = 0.65
"""Which part of both sides must be shared: less would pair two statements on one subject."""

LONGEST = 400
"""Words of a draft that are compared one by one: no quotation is longer, and a pasted page takes too long."""

LONGEST_SOURCE = 1_500

Kind = Literal["same", "changed", "added", "missing", "left out"]


class Change(NamedTuple):
    """A run of words as the draft and as the source has it; "left out" is what an ellipsis stands for."""

    kind: Kind
    draft: str
    source: str


class _Run(NamedTuple):
    kind: Kind
    source: tuple[int, int]
    draft: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A draft beside the words of a source that it is like: numbers of words, end exclusive; `score` is 0 to 1."""

    first: int
    end: int
    draft_first: int
    draft_end: int
    score: float
    runs: tuple[_Run, ...]


def compare(draft: DraftQuotation, source: Sequence[Word], *, loose: bool = False) -> Likeness | None:
    """How the draft is like the source; None if it is not like enough, or not different at all.

    `loose` drafts are whole messages: what stands before and behind the words that are alike belongs to the message.
    """
    words, source = draft.bare, source[:LONGEST_SOURCE]
    if not 3 <= len(words) <= LONGEST or not _may_be_alike(words, source, loose):
        return None
    runs = _trimmed(_runs(words, source, draft.seams), source, words, loose)
    if not runs:
        return None
    likeness = Likeness(
        runs[0].source[0], runs[-1].source[1], runs[0].draft[0], runs[-1].draft[1], _score(runs), tuple(runs)
    )
    return likeness if _is_alike(runs, words, source) else None


def changes(likeness: Likeness, draft: DraftQuotation, source: Sequence[Word], source_text: str) -> tuple[Change, ...]:
    """The runs in words; neighbours of one kind are one."""
    return tuple(
        Change(run.kind, cut_out(draft.text, draft.bare, *run.draft), cut_out(source_text, source, *run.source))
        for run in likeness.runs
    )


def cut_out(text: str, words: Sequence[Word], first: int, end: int) -> str:
    """The text from one word to another, as it stands there; "" for no words."""
    return text[words[first].start : words[end - 1].end] if first < end else ""


# -- runs --------------------------------------------------------------------------------------------------------------


def _may_be_alike(words: Sequence[Word], source: Sequence[Word], loose: bool) -> bool:
    """A quick look before the slow one."""
    there = {word.key.casefold() for word in source}
    asked = [word.key.casefold() for word in words if is_content(word)]
    shared = sum(key in there for key in asked)
    return shared >= 2 if loose else shared >= SHARED_CONTENT * len(asked)


def _runs(words: Sequence[Word], source: Sequence[Word], seams: frozenset[int]) -> list[_Run]:
    one, other = ([word.key.casefold() for word in side] for side in (source, words))
    found: list[_Run] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _equal(words, source, seams, _Run("same", (i1, i2), (j1, j2)))
        elif tag == "delete":
            found.append(_Run("left out" if j1 in seams else "missing", (i1, i2), (j1, j2)))
        else:
            found.append(_Run("changed" if tag == "replace" else "added", (i1, i2), (j1, j2)))
    return found


def _equal(words: Sequence[Word], source: Sequence[Word], seams: frozenset[int], run: _Run) -> Iterator[_Run]:
    """Words that are the same but perhaps for a capital: where it is not that of a beginning, it is a change."""
    i, j, size = run.source[0], run.draft[0], run.draft[1] - run.draft[0]
    kinds: list[Kind] = [
        "same" if same(words[j + n], source[i + n], first=0 in (i + n, j + n) or j + n in seams) else "changed"
        for n in range(size)
    ]
    start = 0
    for n in range(1, size + 1):
        if n == size or kinds[n] != kinds[start]:
            yield _Run(kinds[start], (i + start, i + n), (j + start, j + n))
            start = n


def _trimmed(runs: list[_Run], source: Sequence[Word], words: Sequence[Word], loose: bool) -> list[_Run]:
    """Without what the source has before and behind: a draft may quote a part, but not cut off a negation."""
    if not any(run.kind == "same" for run in runs):
        return []
    if loose:
        same_runs = [number for number, run in enumerate(runs) if run.kind == "same"]
        runs = runs[same_runs[0] : same_runs[-1] + 1]
    head, tail = runs[0], runs[-1]
    if head.kind in ("missing", "left out"):
        runs = [*_cut_before(head, source), *runs[1:]]
    elif head.kind == "changed":
        size = head.draft[1] - head.draft[0]
        runs = [head._replace(source=(max(head.source[0], head.source[1] - size), head.source[1])), *runs[1:]]
    if tail.kind in ("missing", "left out"):
        runs = [*runs[:-1], *_cut_behind(tail, source)]
    elif tail.kind == "changed" and len(runs) > 1:
        size = tail.draft[1] - tail.draft[0]
        runs = [*runs[:-1], tail._replace(source=(tail.source[0], min(tail.source[1], tail.source[0] + size)))]
    return runs


def _cut_before(run: _Run, source: Sequence[Word]) -> list[_Run]:
    at = negation_before(source, run.source[1])
    return [] if at is None else [_Run("missing", (at, run.source[1]), run.draft)]


def _cut_behind(run: _Run, source: Sequence[Word]) -> list[_Run]:
    at = negation_after(source, run.source[0])
    return [] if at is None else [_Run("missing", (at, at + 1), run.draft)]


# -- judging -----------------------------------------------------------------------------------------------------------


def _score(runs: Sequence[_Run]) -> float:
    """The share of the words of both sides that are alike."""
    alike = sum(run.draft[1] - run.draft[0] for run in runs if run.kind == "same")
    both = sum(run.draft[1] - run.draft[0] for run in runs)
    both += sum(run.source[1] - run.source[0] for run in runs if run.kind != "left out")
    return 2 * alike / both if both else 0.0


def _is_alike(runs: Sequence[_Run], words: Sequence[Word], source: Sequence[Word]) -> bool:
    if all(run.kind in ("same", "left out") for run in runs):
        return False
    shared = [word for run in runs if run.kind == "same" for word in words[slice(*run.draft)]]
    content = sum(map(is_content, shared))
    mine = sum(is_content(word) for run in runs for word in words[slice(*run.draft)])
    theirs = sum(is_content(word) for run in runs if run.kind != "left out" for word in source[slice(*run.source)])
    enough = content >= ENOUGH_CONTENT or (len(shared) >= ENOUGH_WORDS and content >= 2)
    return enough and content >= SHARED_CONTENT * max(mine, theirs) and _score(runs) >= SHARED_WORDS
