"""Quotation marks: which stretches of a text stand between them.

Every mark may open, close, or be none (an apostrophe, inches, one too many). What stands around it and its shape make
each of these dearer or cheaper (``knowledge/marks.toml``), and the cheapest reading of the whole text is taken: so a
mark that is glued to its neighbours, points the wrong way or has lost its other half is read by what the others tell,
and spoils none of them. Pairing by parity instead turns `"A "b" c."` into three false fragments.

Offsets are code points into the text. Nothing in here knows of grammar or of who speaks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Literal, NamedTuple

from corpus.knowledge import read_table, words_of

_words = partial(words_of, "marks.toml")
Act = Literal["open", "close", "skip", "restart", "reopen", "drop", "resume", "carry"]
"""What a mark does; or, at a paragraph's end, what becomes of a quotation that is open there."""

_MARK = re.compile(r"[\"“”„«»″‟]|``|'{2,}|’{2,}|‘{2,}|(?P<single>['‘’])")
_PARAGRAPH = re.compile(r"\S[^\n]*")
_OPENING_SHAPES, _CLOSING_SHAPES = "“„«`‘", "”»’"
_ANY_MARK = "\"“”„«»″‟`'‘’"
_OPENING, _DASHES, _POINTING, _ENDS, _ELLIPSIS = "([{/", "-–—", ":;,", ".!?…", re.compile(r"…|\.\.")
_BEFORE_WORDS = "[($£€#@…"
_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_DECADE = re.compile(r"\d\ds?\b")
_WORD = re.compile(r"\w+")
_SENTENCE_ENDED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_TWO_DOUBLE = ("DD", "CC", "DC", "CD")
_WIDEST = 8.0
"""A reading that costs so much more than the best one so far is given up."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quotation marks: `start`/`end` without them, `outer_start`/`outer_end` with them.

    `depth` counts the stretches that it stands in. `closed` is False where no closing mark was found before the
    paragraph's end; `continued` is True where it carries on the quotation before it, as the next paragraph of one does.
    `single` tells which marks it has. `irregular` marks are of one kind and nested, or point the wrong way.
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


def find_quoted(text: str, start: int = 0) -> list[Quoted]:
    """Every stretch of `text` from `start` on that stands between quotation marks, in order, outer before inner."""
    found = _stretches(text, _cheapest(list(_signs(text, start))))
    return sorted(found, key=lambda one: (one.outer_start, -one.outer_end))


# --------------------------------------------------------------------------- what each mark may be


class _Sign(NamedTuple):
    """A mark, and what it costs to read it as each; or a paragraph's end (`kind` "¶"), up to where the next one begins.

    `kind` is "S" for single marks, "D" for straight double ones and "C" for those that have a `shape`, which is where
    they point to. `begins` says that nothing stands before it in its paragraph; `restarts` is what it costs to begin a
    paragraph of the quotation that is open. At an end `resumed` is the kind of mark that begins the next paragraph.
    """

    start: int
    end: int
    kind: str
    opens: float = inf
    closes: float = inf
    skips: float = 0.0
    restarts: float = inf
    shape: str = ""
    begins: bool = False
    resumed: str = ""


def _signs(text: str, start: int) -> Iterator[_Sign]:
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text, start)]
    marks = [list(_marks(text, low, high)) for low, high in paragraphs]
    for number, (_, high) in enumerate(paragraphs):
        yield from marks[number]
        following = marks[number + 1][:1] if number + 1 < len(paragraphs) else []
        low = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else high
        resumed = "".join(mark.kind for mark in following if mark.begins and mark.opens < inf)
        yield _Sign(high, low, "¶", resumed=resumed)


def _marks(text: str, low: int, high: int) -> Iterator[_Sign]:
    for match in _MARK.finditer(text, low, high):
        start, end = match.span()
        before, after = _neighbours(text, start, end, low, high)
        if match["single"]:
            if before.isalnum() and after.isalnum():
                continue
            sign = _single(text, start, before, after, high)
        elif text[start] in '"″' and _INCHES.search(text[max(low, start - 6) : start]):
            continue
        else:
            sign = _double(text, start, end, before, after)
        yield sign._replace(begins=start == low)


def _neighbours(text: str, start: int, end: int, low: int, high: int) -> tuple[str, str]:
    """What stands before and after a mark, other marks left out; a blank where the paragraph begins or ends."""
    furthest = (max(low, start - 3), min(high, end + 3))
    while start > furthest[0] and text[start - 1] in _ANY_MARK:
        start -= 1
    while end < furthest[1] and text[end] in _ANY_MARK:
        end += 1
    return text[start - 1] if start > low else " ", text[end] if end < high else " "


def _double(text: str, start: int, end: int, before: str, after: str) -> _Sign:
    shape = "open" if text[start] in _OPENING_SHAPES else "close" if text[start] in _CLOSING_SHAPES else ""
    shape = "" if text[start] in "'’" else shape
    kind = "C" if shape and text[start] != "`" else "D"
    opens = _opening(text, end, before, after) + _cost("against_shape") * (shape == "close")
    closes = _closing(before, after) + _cost("against_shape") * (shape == "open")
    return _Sign(start, end, kind, opens, closes, _cost("stray"), _restart(text, start, opens, after), shape)


def _opening(text: str, end: int, before: str, after: str) -> float:
    if after.isspace():
        return _cost("detached") if before.isspace() else _cost("wrong_side")
    if after in _ENDS + _POINTING + ")]}%" and not _ELLIPSIS.match(text, end):
        return _cost("detached")
    if before.isspace() or before in _OPENING + _DASHES:
        return 0.0
    return _cost("glued") if before in _POINTING + _ENDS else _cost("in_word")


def _closing(before: str, after: str) -> float:
    if before.isspace() or before in _OPENING:
        return _cost("detached") if after.isspace() else _cost("wrong_side")
    if not after.isalnum():
        return 0.0
    return _cost("glued") if not before.isalnum() else _cost("in_word")


def _restart(text: str, start: int, opens: float, after: str) -> float:
    """Where paragraphs are glued an opening mark that a sentence ends before begins the next one of a quotation."""
    ended = _SENTENCE_ENDED.search(text, max(0, start - 6), start) is not None
    return opens + _cost("restart") if ended and (after.isupper() or after in _BEFORE_WORDS) else inf


def _single(text: str, start: int, before: str, after: str, high: int) -> _Sign:
    """A single mark is first of all an apostrophe: it opens before a word, and closes after one."""
    shape = "open" if text[start] == "‘" else "close" if text[start] == "’" else ""
    opens, closes, skips = inf, inf, _cost("apostrophe") + _cost("single") * (shape == "open")
    glued = _cost("glued") if before in _ENDS + _POINTING else 0.0
    if (glued or before.isspace() or before in _OPENING + _DASHES) and (after.isalnum() or after in _BEFORE_WORDS):
        opens = _cost("single") + glued + _cost("against_shape") * (shape == "close")
        word = _WORD.match(text, start + 1, high)
        if word and (word.group().lower() in _words("elisions") or _DECADE.match(word.group())):
            opens, skips = opens + _cost("wrong_side"), 0.0
    if not before.isspace() and (glued or not after.isalnum()):
        closes = (glued if after.isalnum() else 0.0) + _cost("against_shape") * (shape == "open")
        if text[start - 1] in "sS" and text[start + 1 : start + 2] == " " and text[start + 2 : start + 3].islower():
            closes, skips = closes + _cost("plural"), 0.0
    return _Sign(start, start + 1, "S", opens, closes, skips, _restart(text, start, opens, after), shape)


def _cost(name: str) -> float:
    return float(read_table("marks.toml")["costs"][name])


# --------------------------------------------------------------------------- the cheapest reading of them all


class _Step(NamedTuple):
    """What was done with a sign, and the steps before it."""

    sign: _Sign
    act: Act
    before: "_Step | None"


def _cheapest(signs: list[_Sign]) -> list[_Step]:
    """What each sign does in the reading that costs least.

    A state is what is open, the outermost first: "Ds" for single marks in double ones that begin their paragraph.
    """
    states: dict[str, tuple[float, _Step | None]] = {"": (0.0, None)}
    for sign in signs:
        reached: dict[str, tuple[float, _Step | None]] = {}
        for state, (spent, before) in states.items():
            for following, cost, act in _moves(state, sign):
                total = spent + cost
                if total < reached.get(following, (inf, None))[0]:
                    reached[following] = (total, _Step(sign, act, before))
        limit = min(cost for cost, _ in reached.values()) + _WIDEST
        states = {state: way for state, way in reached.items() if way[0] <= limit}
    last = min(states.values(), key=lambda way: way[0])[1]
    steps: list[_Step] = []
    while last is not None:
        steps.append(last)
        last = last.before
    return steps[::-1]


def _moves(state: str, sign: _Sign) -> Iterator[tuple[str, float, Act]]:
    """The states that a sign may lead to, each with its cost."""
    if sign.kind == "¶":
        yield from _endings(state, sign)
        return
    top, single = state[-1:].upper(), sign.kind == "S"
    yield state, sign.skips + _cost("longer") * (top == "S"), "skip"
    if top and (top == "S") == single:
        yield state[:-1], sign.closes + _cost("mixed") * (top != sign.kind), "close"
        if len(state) == 1:
            yield state, sign.restarts, "restart"
            yield state, sign.opens + _cost("given_up"), "reopen"
    elif single and state.upper() in ("SD", "SC"):
        yield "", sign.closes + _cost("unclosed"), "close"
    if len(state) < 3 and not (top == "S" and single) and state.upper() not in _TWO_DOUBLE:
        nested = 0.0 if not top or (top == "S") != single else _cost("nested" if top != sign.kind else "in_own_kind")
        yield state + (sign.kind if sign.begins else sign.kind.lower()), sign.opens + nested, "open"


def _endings(state: str, end: _Sign) -> Iterator[tuple[str, float, Act]]:
    """A quotation may go on in the next paragraph, whether that begins with a mark or not; single marks need one."""
    if not state:
        yield "", 0.0, "drop"
        return
    inner = inf if "S" in state[1:].upper() else _cost("unclosed") * len(state[1:])
    single = state[0].upper() == "S"
    if end.resumed and single == (end.resumed == "S"):
        yield "", inner, "resume"
    if not single:
        yield "", inner + _cost("unclosed" if state[0].isupper() else "unclosed_within"), "drop"
        yield state[0].upper() + state[1:], inner + _cost("carried"), "carry"


# --------------------------------------------------------------------------- the stretches that it holds


class _Open(NamedTuple):
    sign: _Sign
    continued: bool = False


def _stretches(text: str, steps: list[_Step]) -> Iterator[Quoted]:
    stack: list[_Open] = []
    resumed = False
    for step in steps:
        sign = step.sign
        if step.act == "close":
            while (stack[-1].sign.kind == "S") != (sign.kind == "S"):
                stack.pop()
            yield _stretch(text, stack.pop(), sign, stack)
        elif step.act != "skip" and sign.kind != "¶":
            if step.act == "restart":
                yield from _unclosed(text, stack.pop(), sign.start)
            elif step.act == "reopen":
                stack.pop()  # Where its words ended nothing tells.
            stack.append(_Open(sign, resumed or step.act == "restart"))
            resumed = False
        elif sign.kind == "¶" and stack:
            yield from _unclosed(text, stack[0], sign.start)
            resumed = step.act == "resume"
            stack = [_Open(_Sign(sign.end, sign.end, one.sign.kind), continued=True) for one in stack]
            stack = stack if step.act == "carry" else []


def _unclosed(text: str, opened: _Open, end: int) -> Iterator[Quoted]:
    """The stretch that nothing closes before `end`; none if it has no words."""
    one = _stretch(text, opened, _Sign(end, end, opened.sign.kind), [], closed=False)
    if one.end > one.start:
        yield one


def _stretch(text: str, opened: _Open, closer: _Sign, around: list[_Open], closed: bool = True) -> Quoted:
    opener = opened.sign
    start, end = opener.end, closer.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    nested_in_its_kind = any(outer.sign.kind == opener.kind for outer in around)
    irregular = nested_in_its_kind or opener.shape == "close" or closer.shape == "open"
    single = opener.kind == "S"
    return Quoted(start, end, opener.start, closer.end, len(around), closed, opened.continued, single, irregular)
