"""The quotations in a text that somebody wrote by hand: between marks of any kind, in quoted lines, in code."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from corpus.document.marks import Quoted, find_quoted
from corpus.quote_check.sayers import nearest

MOST_MARKS = 400
"""How many marks of a text are read: more than any draft has, and what a text of nothing but marks would take."""

# Marks that the reader of articles does not know, and which of its own they are; each is one character for one.
_MARKS = str.maketrans("‹›‚‛❛❜❝❞〝〞「」『』《》〈〉＂＇", "«»‘‘‘’“”“”“”“”“”“”\"'")
_MARK = re.compile(r"[\"“”„«»‟`]|(?<!\w)['‘’]|['‘’](?!\w)")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"(?:^[ \t]*>.*(?:\n|$))+", re.MULTILINE)
_CODE = re.compile(r"```(?P<block>[^`]+)```|(?<!`)`(?P<inline>[^`\n]+)`(?!`)")
_QUOTED_LINE = re.compile(r"^[ \t]*>+[ \t]?", re.MULTILINE)
_LETTER = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[.!?][\"”’'»)]*\s+|\n+")
_GOES_ON = re.compile(r"[^\S\n]*(?:,|[a-z])")
_MOST_BEFORE = 3
"""Paragraphs before a quotation in which somebody may be named whom a pronoun beside it means."""

_SIGNED = re.compile(r"(?:(?<=[.!?…\"”’'»])\s+|\n[ \t]*>+[ \t]*)[-–—―]+\s*(?=[A-ZÀ-Þ])[^\n]{1,80}\n?\Z")
"""Behind quoted lines, who said them; nothing else stands there."""

_BYLINE = re.compile(r"\s*[-–—―]+\s*[^\n]{1,80}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in a text: its words without marks, and what stands beside it in the same sentence.

    `before` are the paragraphs that end where it begins, the nearest first, without quotations. `inner` are the
    quotations inside it. `marked` is False for a text without any marks, which is then all of it. `start` is a place in
    the text with each run of blanks as one, in code points.
    """

    words: str
    beside: str = ""
    before: tuple[str, ...] = ()
    inner: tuple["Quotation", ...] = ()
    marked: bool = True
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    outer_start: int
    outer_end: int
    inner: tuple["_Place", ...] = ()


def find_quotations(text: str, most_marks: int = MOST_MARKS) -> tuple[Quotation, ...]:
    """The outermost quotations in their order; the whole text where it has none, () where it has no words.

    Quoted lines and code are quotations unless most of what they hold stands in marks: then the marked words are.
    Nothing is read from the mark on that follows the first `most_marks`.
    """
    text = _readable(text, most_marks)
    places = [one for one in _places(text) if _LETTER.search(text, one.start, one.end)]
    if not places:
        return (Quotation(_unlined(text), marked=False),) if _LETTER.search(text) else ()
    return tuple(_quotations(text, places, 0, len(text)))


def without_code(text: str) -> str:
    """The text with blanks for Markdown's code, letter by letter: nobody says it."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def _quotations(text: str, places: Sequence[_Place], low: int, high: int) -> Iterator[Quotation]:
    """The quotations at these places, and those inside them, whose sentences begin and end within it."""
    for number, one in enumerate(places):
        yield Quotation(
            _unlined(text[one.start : one.end]),
            _beside(text, number, places, low, high),
            _before(text, one, places, low),
            tuple(_quotations(text, one.inner, one.start, one.end)),
            start=one.start,
        )


def _readable(text: str, most_marks: int) -> str:
    """The text up to the last mark that is read, each run of blanks as one: long ones take long to read."""
    text = _BLANKS.sub(" ", text)
    last = next(islice(_MARK.finditer(text), most_marks, None), None)
    return text[: last.start()] if last else text


def _places(text: str) -> list[_Place]:
    """Every outermost quotation, whatever sets it apart."""
    quoted = find_quoted(_as_known(text))
    marked = [_marked(text, number, quoted) for number, one in enumerate(quoted) if one.depth == 0]
    apart = [_with_inner(one, marked) for one in islice(_set_apart(text), MOST_MARKS) if not _is_told(one, marked)]
    kept = [one for one in marked if not any(_touch(one, other) for other in apart)]
    return sorted([*kept, *apart], key=lambda one: one.start)


def _is_told(apart: _Place, marked: list[_Place]) -> bool:
    """Whether quoted lines or code hold quotations with something around them: then those are what was said."""
    inside = sum(min(one.end, apart.end) - max(one.start, apart.start) for one in marked if _touch(one, apart))
    return 2 * inside > apart.end - apart.start


def _with_inner(apart: _Place, marked: list[_Place]) -> _Place:
    return replace(apart, inner=tuple(one for one in marked if _touch(one, apart)))


def _as_known(text: str) -> str:
    """The text with every mark as the reader of articles knows it, and blanks for what begins a quoted line."""
    blank = _QUOTED_LINE.sub(lambda found: " " * len(found.group()), text.translate(_MARKS))
    return _CODE.sub(lambda found: found.group().replace("`", " "), blank)


def _marked(text: str, number: int, quoted: list[Quoted]) -> _Place:
    one = quoted[number]
    inside = (other for other in _following(quoted, number) if other.outer_end <= one.outer_end)
    inner = (_Place(other.start, other.end, other.outer_start, other.outer_end) for other in inside)
    told = tuple(other for other in inner if _LETTER.search(text, other.start, other.end))
    return _Place(one.start, one.end, one.outer_start, one.outer_end, told)


def _following(quoted: list[Quoted], number: int) -> Iterator[Quoted]:
    """What stands inside a quotation, whatever stands in that again left out."""
    for other in islice(quoted, number + 1, None):
        if not other.depth:
            return
        if other.depth == 1:
            yield other


def _set_apart(text: str) -> Iterator[_Place]:
    for found in _LINES.finditer(text):
        signed = _SIGNED.search(text, found.start(), found.end())
        end = signed.start() if signed else found.end()
        yield _Place(found.start(), end, found.start(), end)
    for found in _CODE.finditer(text):
        group = "block" if found["block"] else "inline"
        yield _Place(found.start(group), found.end(group), found.start(), found.end())


def _touch(one: _Place, other: _Place) -> bool:
    return one.outer_start < other.outer_end and other.outer_start < one.outer_end


def _unlined(words: str) -> str:
    return _QUOTED_LINE.sub("", words).strip()


# -- what stands beside it ---------------------------------------------------------------------------------------------


def _beside(text: str, number: int, places: Sequence[_Place], low: int, high: int) -> str:
    """The sentence around a quotation without quotations, or of one with several what is this one's."""
    place = places[number]
    start, end = max(low, _sentence_start(text, place.outer_start)), min(high, _sentence_end(text, place))
    before = _without_quotations(text, start, place.outer_start, places)
    beside = f"{before} … {_without_quotations(text, place.outer_end, end, places)}".strip()
    after = max((one.outer_end for one in places[max(0, number - 1) : number]), default=0)
    until = min((one.outer_start for one in places[number + 1 : number + 2]), default=end)
    if after <= start and until >= end:
        return beside
    return nearest(text[max(start, after) : place.outer_start], text[place.outer_end : min(until, end)], beside)


def _before(text: str, place: _Place, places: Sequence[_Place], low: int) -> tuple[str, ...]:
    """What stands before it in its paragraph and in those before, without quotations."""
    told: list[str] = []
    end = place.outer_start
    while end > low and len(told) < _MOST_BEFORE:
        start = max(low, text.rfind("\n", low, end) + 1)
        if words := _without_quotations(text, start, end, places).strip():
            told.append(words)
        end = start - 1
    return tuple(told)


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence before `at` begins; a line that ends in a colon belongs to what follows it."""
    low = max(0, at - 500)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, at)]
    ends = [end for end in ends if text[end:at].strip() or not text[low:end].rstrip().endswith(":")]
    if ends and text[ends[-1] : at].strip() == "" and not text[low : ends[-1]].rstrip().endswith(":"):
        return at
    return ends[-1] if ends else low


def _sentence_end(text: str, place: _Place) -> int:
    """Where the sentence ends: at the quotation's own full stop, if it has one; a line that signs it belongs to it."""
    byline = _BYLINE.match(text, place.outer_end)
    if byline:
        return byline.end()
    if text[place.end : place.outer_end].endswith("\n") or _ends_here(text, place):
        return place.outer_end
    end = _SENTENCE_END.search(text, place.outer_end, place.outer_end + 500)
    return end.start() if end else min(len(text), place.outer_end + 500)


def _ends_here(text: str, place: _Place) -> bool:
    """Whether the quotation's own full stop ends the sentence; behind a comma or in small letters it goes on."""
    stop = re.search(r"\.\s*$", text[place.start : place.end])
    return bool(stop) and not _GOES_ON.match(text, place.outer_end)


def _without_quotations(text: str, start: int, end: int, places: Sequence[_Place]) -> str:
    kept, at = [], start
    for place in islice(places, bisect_left(places, start, key=attrgetter("outer_start")), None):
        if place.outer_start >= end:
            break
        if place.outer_end <= end:
            kept.append(text[at : place.outer_start])
            at = max(at, place.outer_end)
    return " … ".join([*kept, text[at:end]])
