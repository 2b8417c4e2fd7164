"""Quotation marks: which stretches of a text stand between them, judged by the way each mark points.

A mark opens after a space, a bracket or a dash and before a letter; it closes after a letter or `,.!?` and before a
space, an end or punctuation; only where its neighbours leave it open does its shape count (“ opens, ” closes). A stack
then pairs the marks of one paragraph. Pairing by parity instead turns `"A "b" c."` into three false fragments.

Offsets are code points into the text. Nothing in here knows of grammar or of who speaks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corpus.knowledge import read_table

Direction = Literal["open", "close", "either"]

_DOUBLE = re.compile(r"[\"“”„«»″‟]|``|'{2,}|’{2,}|‘{2,}")
_SINGLE = re.compile(r"(?<!['‘’])['‘’](?!['‘’])")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_OPENING_SHAPES, _CLOSING_SHAPES = "“„«`‘", "”»"
_BEFORE_AN_OPENER = "([{/" + "-–—" + ":;,"
_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_DECADE = re.compile(r"\d\ds?\b")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quotation marks: `start`/`end` without them, `outer_start`/`outer_end` with them.

    `depth` counts the stretches that it stands in. `closed` is False where no closing mark was found before the
    paragraph's end; `continued` is True where it carries on a quotation of the paragraph before. `single` tells which
    marks it has. `irregular` marks are of one kind and nested, or point the wrong way.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int = 0
    closed: bool = True
    continued: bool = False
    single: bool = False
    irregular: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    direction: Direction
    single: bool
    against_shape: bool = False


def find_quoted(text: str, start: int = 0) -> list[Quoted]:
    """Every stretch of `text` from `start` on that stands between quotation marks, in order, outer before inner."""
    found: list[Quoted] = []
    carried: Quoted | None = None
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text, start)]
    marks = [_marks(text, low, high) for low, high in paragraphs]
    for number, (low, high) in enumerate(paragraphs):
        following = marks[number + 1] if number + 1 < len(marks) else []
        found.extend(_pair(text, low, high, marks[number], carried))
        left_open = next((one for one in found[::-1] if not one.closed and one.outer_end == high), None)
        carried = left_open if left_open and _carries_on(text, paragraphs, number, following, left_open) else None
        if left_open and left_open.single and not carried:
            found.remove(left_open)
    return sorted(found, key=lambda one: (one.outer_start, -one.outer_end))


def enclosing(quoted: list[Quoted], offset: int) -> Quoted | None:
    """The outermost of `quoted` (in order) whose marks or words cover `offset`."""
    place = bisect_right([one.outer_start for one in quoted], offset) - 1
    while place >= 0 and quoted[place].depth:
        place -= 1
    return quoted[place] if place >= 0 and offset < quoted[place].outer_end else None


# --------------------------------------------------------------------------- reading one paragraph's marks


def _marks(text: str, low: int, high: int) -> list[_Mark]:
    doubles = list(_double_marks(text, low, high))
    singles = list(_single_marks(text, low, high))
    return sorted([*doubles, *singles], key=lambda mark: mark.start)


def _double_marks(text: str, low: int, high: int) -> Iterator[_Mark]:
    for match in _DOUBLE.finditer(text, low, high):
        start, end = match.span()
        if match.group() in '"″' and _INCHES.search(text[max(low, start - 6) : start]):
            continue
        direction, against_shape = _direction(text, start, end, low, high)
        yield _Mark(start, end, direction, single=False, against_shape=against_shape)


def _direction(text: str, start: int, end: int, low: int, high: int) -> tuple[Direction, bool]:
    """The way a double mark points, and whether its shape says the contrary."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    can_open = not after.isspace() and (before.isspace() or before in _BEFORE_AN_OPENER or before in "'‘")
    can_close = not before.isspace() and (after.isspace() or not after.isalnum())
    shape: Direction = "either"
    if text[start] in _OPENING_SHAPES:
        shape = "open"
    elif text[start] in _CLOSING_SHAPES:
        shape = "close"
    if can_open != can_close:
        way: Direction = "open" if can_open else "close"
        return way, shape not in ("either", way)
    return shape, False


def _single_marks(text: str, low: int, high: int) -> Iterator[_Mark]:
    """Single marks in pairs: an opener, and the likeliest closer before the next opener. The rest are apostrophes."""
    candidates = [match.start() for match in _SINGLE.finditer(text, low, high)]
    openers = [at for at in candidates if _opens_single(text, at, low, high)]
    closers = [at for at in candidates if at not in openers and _closes_single(text, at, low, high)]
    taken = low
    for place, opener in enumerate(openers):
        if opener < taken:
            continue
        limit = openers[place + 1] if place + 1 < len(openers) else high
        closer = _best_closer(text, opener, [at for at in closers if opener < at < limit])
        if closer is not None:
            taken = closer + 1
            yield _Mark(opener, opener + 1, "open", single=True)
            yield _Mark(closer, closer + 1, "close", single=True)
        elif limit == high:
            yield _Mark(opener, opener + 1, "open", single=True)


def _opens_single(text: str, at: int, low: int, high: int) -> bool:
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if not (before.isspace() or before in _BEFORE_AN_OPENER or before in '"“') or not (
        after.isalnum() or after in '[($£€…"“'
    ):
        return False
    word = re.match(r"\w+", text[at + 1 : high])
    return not (word and (word.group().lower() in _elisions() or _DECADE.match(word.group())))


def _closes_single(text: str, at: int, low: int, high: int) -> bool:
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    return not before.isspace() and not after.isalnum()


def _best_closer(text: str, opener: int, closers: list[int]) -> int | None:
    """The first closer that cannot be a plural's apostrophe ("the parties' demands"), else the last one of all."""
    for at in closers:
        plural = text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
        if not plural:
            return at
    return closers[-1] if closers else None


def _opens_paragraph(text: str, at: int, low: int) -> bool:
    return not text[low:at].strip()


@cache
def _elisions() -> frozenset[str]:
    return frozenset(read_table("marks.toml")["elisions"])


# --------------------------------------------------------------------------- pairing them


def _pair(text: str, low: int, high: int, marks: list[_Mark], carried: Quoted | None) -> list[Quoted]:
    """The stretches of one paragraph; what `carried` left open goes on in it."""
    found: list[Quoted] = []
    stack: list[_Mark] = []
    if carried and not _resumes(text, low, marks, carried.single):
        stack.append(_Mark(low, low, "open", carried.single))
    for mark in marks:
        if _is_opener(mark, stack):
            stack.append(mark)
        elif any(open_mark.single == mark.single for open_mark in stack):
            while stack[-1].single != mark.single:
                stack.pop()
            found.append(_stretch(text, stack.pop(), mark, stack))
    if stack and not (stack[0].against_shape and not _opens_paragraph(text, stack[0].start, low)):
        found = _close_at_end(text, high, stack, found)
    if carried and found:
        first = min(found, key=lambda one: one.outer_start)
        if _opens_paragraph(text, first.outer_start, low):
            found[found.index(first)] = replace(first, continued=True)
    return found


def _close_at_end(text: str, high: int, stack: list[_Mark], found: list[Quoted]) -> list[Quoted]:
    """A mark that nothing closes holds up to the next opening mark of its kind, or to the paragraph's end."""
    opener = stack[0]
    after = [mark.start for mark in stack[1:]] + [one.outer_start for one in found if one.outer_start > opener.start]
    end = min([high, *[at for at in after if not opener.single]])
    inner = [one for one in found if one.outer_start > opener.start]
    found = [one for one in found if one not in inner]
    found += [
        replace(one, depth=max(0, one.depth - len(stack)), irregular=False) for one in inner if one.outer_start >= end
    ]
    unclosed = replace(_stretch(text, opener, _Mark(end, end, "close", opener.single), []), closed=False)
    return [*found, unclosed] if unclosed.end > unclosed.start else found


def _is_opener(mark: _Mark, stack: list[_Mark]) -> bool:
    if mark.direction == "either":
        return not any(open_mark.single == mark.single for open_mark in stack)
    return mark.direction == "open"


def _stretch(text: str, opener: _Mark, closer: _Mark, around: list[_Mark]) -> Quoted:
    start, end = opener.end, closer.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    nested_in_its_kind = any(outer.single == opener.single for outer in around)
    irregular = nested_in_its_kind or opener.against_shape or closer.against_shape
    return Quoted(start, end, opener.start, closer.end, len(around), single=opener.single, irregular=irregular)


def _resumes(text: str, low: int, marks: list[_Mark], single: bool) -> bool:
    """Whether the paragraph begins with an opening mark, as a quotation over several paragraphs does."""
    return (
        bool(marks)
        and marks[0].single == single
        and marks[0].direction != "close"
        and _opens_paragraph(text, marks[0].start, low)
    )


def _carries_on(
    text: str, paragraphs: list[tuple[int, int]], number: int, following: list[_Mark], left_open: Quoted
) -> bool:
    """Whether the quotation left open in this paragraph goes on in the next."""
    if number + 1 >= len(paragraphs) or not following:
        return False
    resumed = _resumes(text, paragraphs[number + 1][0], following, left_open.single)
    return resumed or (not left_open.single and following[0].direction == "close")
