"""The text of an article as prose: in lines as wide as their paragraphs, and as the model of the language reads it.

Nothing is cut from the article: `as_prose` leaves every character in its place, and a `Reading` knows for each of its
own where the article has it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from corpus.document.glued import seams
from corpus.document.marks import Quoted
from corpus.knowledge import united, words_of
from corpus.knowledge.attribution import cues

_words = partial(words_of, "pages.toml", "words")
_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‘’‚‛´`", "'"), **dict.fromkeys("\ufeff\u200b", " "), "―": "—"}
)
_BLANK = re.compile(r"[^\S\n]")
_BREAK = re.compile(r"\r(?!\n)|[\u2028\u2029]")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[-–—•*·▪●>|#]|\(?\w{1,2}[.)]\s|[A-Z][A-Z .'’-]*:)")
_FIRST_WORD = re.compile(r"\s*[\"'“‘(\[]*(\w+)")
_LAST_WORD = re.compile(r"([\w’']+)(,?)\s*$")
_NARROWEST, _WIDEST = 30, 100
"""Columns; what is wrapped is rarely narrower, as lists are, or wider, as lines are that hold a whole paragraph."""

_LONGEST_WORD = 40
_FULL = 0.8
"""How much of the widest line of its paragraph a line fills that a sentence ends by chance."""

_UNEVEN = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}|''+")
_GLUED = re.compile(r"(?:[^\W\d_]{2}|\d)[.!?]\)?(?=[A-Z][a-z]|I\b)")
_INITIAL = re.compile(r"(?<=[a-z] )(?P<letter>[A-Z])(?=\.\s+(?P<next>[A-Z]\w*))")
_CHUNK = re.compile(r"\S+")
_UNBROKEN = re.compile(r"(?:\S{50,99}[^\w\s]|\S{100})(?=\S)")
"""More without a blank than a word or an address has: the tokenizer takes the square of its length."""

_ADDRESS = re.compile(r"[/@]|www\.")

_INVERTED = re.compile(
    r"(?:\A|\n|[.!?][\"')]*) *(?P<verb>[A-Z][a-z]+) (?P<who>(?:the|an?|his|her|their|one|[A-Z])"
    r"(?:[^.!?\"\n]|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z]{2})\.)*)(?P<mark>[,:]) *\Z"
)
_LONGEST_OPENING = 200
"""Code points between the verb that opens a sentence and the words that it brings."""


# --------------------------------------------------------------------------- lines that the width of a page broke


def as_prose(text: str) -> str:
    """`text`, of the same length, with a blank for each newline that only the width of a page or screen made.

    Such a newline stands within a sentence; where most lines of a paragraph end so, it may stand between two. Every
    other blank becomes a plain one.
    """
    lines = _BLANK.sub(" ", _BREAK.sub("\n", text)).split("\n")
    joints: list[str] = []
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        block = list(group)
        joints += ["\n"] * len(block) if blank else [*_joints(block), "\n"]
    return "".join(line + joint for line, joint in zip(lines, joints, strict=True))[: len(text)]


def _joints(lines: list[str]) -> list[str]:
    """What stands between the lines of a block: a newline, or a blank where it is none."""
    pairs = list(pairwise(lines))
    wrapped, widest = pairs and _is_wrapped(pairs), max(len(line.rstrip()) for line in lines)
    return [" " if _is_one(one, following, widest if wrapped else 0) else "\n" for one, following in pairs]


def _is_one(line: str, following: str, widest: int) -> bool:
    """Whether a paragraph goes on from one line to the next; `widest` is 0 where no page was as wide as its lines."""
    if _ITEM.match(following):
        return False
    width = len(line.rstrip())
    if _STOP.search(line):
        return 0 < _FULL * widest <= width
    return widest > 0 or (_begins_small(following) and width >= _NARROWEST)


def _is_wrapped(pairs: list[tuple[str, str]]) -> bool:
    """Whether at least half of the lines break off where their sentence goes on, and are as wide as a page's."""
    within = [one for one, following in pairs if _goes_on(one, following)]
    if 2 * len(within) < len(pairs):
        return False
    return _NARROWEST <= median(len(one.rstrip()) for one in within) <= _WIDEST


def _goes_on(one: str, following: str) -> bool:
    if _STOP.search(one) or _ITEM.match(following):
        return False
    last = _LAST_WORD.search(one[-_LONGEST_WORD:])
    dangling = last is not None and (last[2] or last[1].lower() in _words("dangling") or last[1].endswith(("'s", "’s")))
    return bool(dangling) or _begins_small(following)


def _begins_small(line: str) -> bool:
    first = _FIRST_WORD.match(line)
    return first is not None and first[1].islower()


# --------------------------------------------------------------------------- what the model of the language reads


class Reading(NamedTuple):
    """A text with plain marks and single blanks.

    `places` tells where the article has each of its code points and, as its last, where the article ends.
    """

    text: str
    places: Sequence[int]

    def word_at(self, place: int) -> int:
        """Where it has the first word that the article has at `place` or after."""
        at = bisect_left(self.places, place)
        return at + (self.text[at : at + 1] == " ")


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def as_read(prose: str, start: int, quoted: Sequence[Quoted]) -> Reading:
    """The prose from `start` on, with a blank wherever sentences and marks are glued together, and no other twice.

    A verb of saying that opens a sentence before its subject has a small letter: with a capital it is read as a name.
    """
    plain = prose.translate(_PLAIN)
    text: list[str] = []
    places: list[int] = []
    at = start
    edits = {*_evened(plain, start), *_parted(plain, start), *_apart(plain, quoted), *_inverted(plain, start, quoted)}
    for edit in sorted(edits):
        if edit.start < at:
            continue
        text += plain[at : edit.start], edit.text
        places += range(at, edit.start)
        places += [edit.start] * len(edit.text)
        at = edit.end
    text.append(plain[at:])
    places += range(at, len(plain) + 1)
    return Reading("".join(text), places)


def _evened(plain: str, start: int) -> Iterator[_Edit]:
    """Runs of blanks become one, or as many newlines as they hold; doubled apostrophes become one mark."""
    for match in _UNEVEN.finditer(plain, start):
        run = match.group()
        yield _Edit(*match.span(), '"' if run[0] == "'" else "\n" * run.count("\n") or " ")


def _parted(plain: str, start: int) -> Iterator[_Edit]:
    """Blanks between sentences and words that are glued, and before the stop of a last letter («in a post on X.»).

    One in what goes on for long without any, too.
    """
    for match in _UNBROKEN.finditer(plain, start):
        yield _Edit(match.end(), match.end(), " ")
    for chunk in _CHUNK.finditer(plain, start):
        if not _ADDRESS.search(chunk.group()):
            for match in _GLUED.finditer(plain, *chunk.span()):
                yield _Edit(match.end(), match.end(), " ")
    yield from (_Edit(at, at, " ") for at in seams(plain, start))
    for match in _INITIAL.finditer(plain, start):
        if match["letter"] in _words("letters") or match["next"].lower() in _words("openers"):
            yield _Edit(match.end(), match.end(), " ")


def _apart(plain: str, quoted: Sequence[Quoted]) -> Iterator[_Edit]:
    """Blanks outside the marks of a quotation that touch the words around it."""
    for one in quoted:
        if one.closed and plain[one.outer_end : one.outer_end + 1].isalnum():
            yield _Edit(one.outer_end, one.outer_end, " ")
        before = plain[one.outer_start - 1 : one.outer_start]
        if one.start > one.outer_start and (before.isalnum() or (before in tuple('.,!?…:;"') and not one.depth)):
            yield _Edit(one.outer_start, one.outer_start, " ")


def _inverted(plain: str, start: int, quoted: Sequence[Quoted]) -> Iterator[_Edit]:
    """«Said Byron: "…"», where nothing else is the verb and nobody is called so («the baker Said Byron»)."""
    other_verbs = united(*map(cues, ("inverted", "inverted_before_colon", "finite")))
    for one in quoted:
        before = plain[max(start, one.outer_start - _LONGEST_OPENING) : one.outer_start]
        found = _INVERTED.search(before)
        if found is None:
            continue
        verb, who = found["verb"], found["who"]
        kinds = ("inverted", "inverted_before_colon") if found["mark"] == ":" else ("inverted",)
        brings = any(verb.lower() in cues(kind) for kind in kinds)
        if brings and other_verbs.isdisjoint(who.split()) and plain.count(f"{verb} {who.split()[0]}") == 1:
            at = one.outer_start - len(before) + found.start("verb")
            yield _Edit(at, at + 1, verb[0].lower())
