"""Whether the words of a draft stand in a source, one for one: nothing in here is fuzzy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.quote_check.drafts import DraftQuotation, Part
from corpus.words import Word, is_content, same, without_capital

MOST_REPLACED = 6
"""How many words of the source an insertion in square brackets may stand for ("[Mr Smith]" for "he")."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the words stand: numbers of words of the source, end exclusive; `gaps` are those that the draft leaves out.

    `marks_differ` where the words are the same and the punctuation between them is not.
    """

    first: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()
    marks_differ: bool = False
    bracketed: bool = False


def find(draft: DraftQuotation, source: Sequence[Word]) -> Stretch | None:
    """Where the source has these very words, in one piece or in the parts of the draft; None if it has not."""
    if not draft.words:
        return None
    at = next(_places(draft.words, source), None)
    if at is not None:
        end = at + len(draft.words)
        return Stretch(at, end, marks_differ=_marks_differ(draft, source, at, end))
    return _in_parts(draft, source) if draft.is_cut and _is_telling(draft.parts) else None


def _places(words: Sequence[Word], source: Sequence[Word], start: int = 0) -> Iterator[int]:
    """Every place from `start` on at which the words stand side by side."""
    rest = [word.key for word in words[1:]]
    head = without_capital(words[0].key)
    for at in range(start, len(source) - len(rest)):
        if without_capital(source[at].key) == head and same(words[0], source[at], first=True):
            following = source[at + 1 : at + 1 + len(rest)]
            if all(word.key == key for word, key in zip(following, rest, strict=True)):
                yield at


def _in_parts(draft: DraftQuotation, source: Sequence[Word]) -> Stretch | None:
    """The parts in their order, with the fewest words left out."""
    first, *others = draft.parts
    found = [
        stretch for at in _places(first.words, source) if (stretch := _follow(first, others, source, at)) is not None
    ]
    best = min(found, key=lambda one: one.end - one.first, default=None)
    if best is None:
        return None
    return Stretch(best.first, best.end, best.gaps, bracketed=bool(draft.inserted))


def _follow(first: Part, others: Sequence[Part], source: Sequence[Word], at: int) -> Stretch | None:
    end = at + len(first.words)
    gaps: list[tuple[int, int]] = []
    for part in others:
        place = next(_places(part.words, source, end), None)
        if place is None or (not part.open and place - end > MOST_REPLACED):
            return None
        if place > end:
            gaps.append((end, place))
        end = place + len(part.words)
    return Stretch(at, end, tuple(gaps))


def _is_telling(parts: Sequence[Part]) -> bool:
    """Whether parts of a draft are long enough to be known again; single words would be found anywhere."""
    if not parts:
        return False
    words = [word for part in parts for word in part.words]
    longest = max(len(part.words) for part in parts)
    if len(parts) == 1:
        return True
    if sum(map(is_content, words)) < 2:
        return False
    return (len(words) >= 4 and longest >= 3) if any(part.open for part in parts) else len(words) >= 3


def _marks_differ(draft: DraftQuotation, source: Sequence[Word], at: int, end: int) -> bool:
    """Whether the punctuation inside differs, or a question or exclamation was made or unmade at the end."""
    inside = zip(draft.words[1:], source[at + 1 : end], strict=True)
    return any(_plain(one.between) != _plain(other.between) for one, other in inside)


def _plain(between: str) -> str:
    return between.replace("…", "")
