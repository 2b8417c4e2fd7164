"""What of a page is no prose: labels and the headlines behind them, captions, credits, datelines, notes of the paper.

Each is marked with its kind and cut from nothing: what reads the page asks at a token whether it stands in one. It is
told by its form and by its place among the paragraphs; a word of ``knowledge/pages.toml`` only settles what these leave
open.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise, zip_longest

from corpus.knowledge import words_of


class Kind(StrEnum):
    """What a stretch is: `RELATED` are headlines of other articles, a `NOTE` is what the paper says of itself."""

    LABEL = "label"
    RELATED = "related"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    DATELINE = "dateline"
    TICKER = "ticker"
    NOTE = "note"
    REPEATED = "repeated"


UNTOLD = frozenset({Kind.LABEL, Kind.RELATED, Kind.CREDIT, Kind.BYLINE, Kind.DATELINE, Kind.TICKER})
"""What the article does not tell itself: nobody is quoted there."""

BESIDE = UNTOLD | {Kind.NOTE, Kind.REPEATED}
"""What stands beside the story: nobody takes a position or meets there."""

ASIDE = BESIDE | {Kind.CAPTION}
"""Where no "he" of the story points back to."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the page that is no prose, by its kind."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the page, with where its sentences begin and where it ends.

    `heads` says that it is short and ends as no sentence does.
    """

    start: int
    end: int
    text: str
    heads: bool
    edges: tuple[int, ...]


Reader = Callable[[Sequence[_Line]], Iterator[Furniture]]

_LINE = re.compile(r"\S[^\n]*")
_STOP = re.compile(r"(?:[.!?…:;,–—]|--)[\"'”’»)\]]*$")
_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…][\"'”’)]*\s+(?=[A-Z\"“'‘])")
_HEADLINE = 150
"""Characters; the headlines of the agencies are shorter."""

_LONGEST_NOTE = 600
"""Characters; what goes on longer is the article again."""

_LABEL = re.compile(r"(?:(?<=^)|(?<=[.!?…\"”’] )|(?<=  ))(?P<name>[A-Z][A-Z’'.&\- ]{1,30}?):(?=\s|$)")
_POINTER = re.compile(r"(?<=[\w.!?…\"”’] )(?P<name>[A-Z][a-z]+(?:[ -][a-z]+){1,2}):?(?= [\"“'‘A-Z])")
_CAPITALS = 0.85
"""The share of words with a capital that makes a line a heading."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_LISTED = re.compile(r"\b[A-Z]\w+,")
_PLACE = re.compile(r"(?P<place>[A-Z][^\"“”:;!?\n]{1,80}?)\s*(?:-{1,2}|[–—―])\s+(?=[\"“‘']?[A-Z0-9$£€])")
_NAME = r"[A-Z][\w.’'-]*"
_BYLINE = re.compile(rf"(?i:by|author|writer|source|story by|words by)\b(?:/\w+)?:? +{_NAME}")
_FIGURE = re.compile(r"[+\-−▲▼$£€¥]?\d[\d.,:]*%?|[▲▼|•]+")


def find_furniture(prose: str, start: int, body: int) -> tuple[Furniture, ...]:
    """Every stretch from `start` on that is no prose, in order; none shares words with another.

    The headline, which ends before `body`, can only be a heading.
    """
    lines = [_line(match) for match in _LINE.finditer(prose, start)]
    told = [line for line in lines if line.start >= body]
    found: list[Furniture] = []
    for reader in (_notes, _labels, _pointers, _lists, _bylines, _tickers, _shouted, _datelines, _captions, _repeated):
        found += _apart(reader(told), found)
    found += _apart(_headings(lines), found)
    return tuple(sorted(found, key=lambda one: one.start))


def _line(match: re.Match[str]) -> _Line:
    text = match[0].rstrip()
    heads = len(text) <= _HEADLINE and not _STOP.search(text)
    edges = (0, *(sentence.end() for sentence in _SENTENCE.finditer(text)), len(text))
    return _Line(match.start(), match.start() + len(text), text, heads, edges)


def _apart(new: Iterator[Furniture], found: Sequence[Furniture]) -> list[Furniture]:
    """Those that stand in no stretch found before."""
    taken = {one.start: one.end for one in found}
    starts = sorted(taken)
    kept: list[Furniture] = []
    at = 0
    for one in sorted(new, key=lambda one: one.start):
        while at < len(starts) and taken[starts[at]] <= one.start:
            at += 1
        if (at == len(starts) or one.end <= starts[at]) and (not kept or kept[-1].end <= one.start):
            kept.append(one)
    return kept


@cache
def _listed(kind: str) -> tuple[str, ...]:
    return tuple(sorted(words_of("pages.toml", "words", kind), reverse=True))


# --------------------------------------------------------------------------- labels, and the headlines behind them


def _labels(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """«READ MORE: The ferry sinks»: capitals that are words of the trade, or that no speech ever follows."""
    spoken = _spoken(lines)
    for line, following in zip_longest(lines, lines[1:]):
        for match in _LABEL.finditer(line.text):
            alone = not match.start() and line.heads and match["name"].strip() not in spoken
            if _is_trade(match["name"]) or alone:
                yield from _labelled(line, match.start(), match.end(), following)


def _spoken(lines: Sequence[_Line]) -> set[str]:
    """The names before a colon that words follow which end as a sentence does: they may be speakers."""
    first = ((_LABEL.match(line.text), line) for line in lines)
    return {match["name"].strip() for match, line in first if match and not line.heads}


def _is_trade(name: str) -> bool:
    return all(word in _listed("labels") for word in re.findall(r"[\w']+", name.lower().replace("’", "'")))


def _labelled(line: _Line, start: int, end: int, following: _Line | None) -> Iterator[Furniture]:
    """A label, and the headline behind or below it; no headline where a sentence follows, which the page tells."""
    yield Furniture(line.start + start, line.start + end, Kind.LABEL)
    if line.text[end:].strip():
        yield from _headline(line, end, bool(start))
    elif following is not None:
        yield from _headline(following, 0, inline=not following.heads)


def _headline(line: _Line, start: int, inline: bool) -> Iterator[Furniture]:
    """From `start` on; within a line, up to where a sentence begins; nothing where that cannot be told."""
    start += len(line.text) - start - len(line.text[start:].lstrip())
    ends = _headline_end().search(line.text, start + 2, start + _HEADLINE) if inline else None
    end = ends.start() if ends else len(line.text)
    words = line.text[start:end].rstrip()
    if len(words) < _HEADLINE and (words.endswith("?") or not _STOP.search(words)):
        yield Furniture(line.start + start, line.start + start + len(words), Kind.RELATED)


@cache
def _headline_end() -> re.Pattern[str]:
    """Before a capital that only a sentence begins with, a quotation that is one, or where lines were joined."""
    openers = "|".join(word.capitalize() for word in _listed("openers"))
    return re.compile(rf"\s{{2,}}|(?<=\w) (?=[\"“][A-Z])|(?<=[\w?!’'”]) (?=(?:{openers})\b)|(?<=[.?!]) ")


def _pointers(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """«Read more about the ferry»: a line that points away; «Related article The ferry sinks»: the midst of one."""
    for line in lines:
        if line.text.lower().replace("’", "'").startswith(_listed("pointers")) and len(line.text) <= 2 * _HEADLINE:
            yield Furniture(line.start, line.end, Kind.RELATED)
        for match in _POINTER.finditer(line.text):
            if match["name"].split()[0].lower() in _listed("pointing") and _is_trade(match["name"]):
                yield from _labelled(line, match.start(), match.end(), None)


def _shouted(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """«MAYOR CALLS PIER 'A DISGRACE'»: a headline in capitals between paragraphs that are none."""
    shouted = [line.heads and len(line.text.split()) > 3 and line.text.upper() == line.text for line in lines]
    if 2 * sum(shouted) < len(lines):
        for line, loud in zip(lines, shouted, strict=True):
            if loud and line.text[0].isalpha() and not _LABEL.match(line.text):
                yield Furniture(line.start, line.end, Kind.RELATED)


def _lists(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """Three or more lines without a stop, and all that stand below a label; no list that a sentence announces."""
    before: _Line | None = None
    for heads, group in groupby(lines, key=lambda line: line.heads and not _LABEL.match(line.text)):
        run = list(group)
        announced = before is not None and before.text.endswith(":") and not _is_label(before)
        labelled = before is not None and _is_label(before)
        if heads and not announced and (labelled or len(run) > 2 or _is_label(run[0])):
            for line in run:
                yield Furniture(line.start, line.end, Kind.LABEL if _is_label(line) else Kind.RELATED)
        before = run[-1]


def _is_label(line: _Line) -> bool:
    return len(line.text) < 40 and line.text[:1].isupper() and _is_trade(line.text)


# --------------------------------------------------------------------------- lines of other kinds


def _notes(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """«Correction: …», «An earlier version of this article …»; what stands below such a label too.

    Where the page has lost its lines a note may be a sentence, or the last ones.
    """
    below = False
    for line in lines:
        text = line.text.lower().replace("’", "'")
        for begin, end in pairwise(line.edges):
            words = text[begin : begin + _HEADLINE].lstrip("*•([ ")
            noted = words.startswith(_listed("notes")) or words.rstrip(":. ") in _listed("note_labels")
            if noted or (below and not begin):
                last = len(text) if len(text) - begin <= _LONGEST_NOTE else end
                yield Furniture(line.start + begin, line.start + len(line.text[:last].rstrip()), Kind.NOTE)
                below = line.heads or below
                break


def _headings(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """Lines in which every longer word has a capital: there a capital tells of no name. A list of people is none."""
    for line in lines:
        words = _WORD.findall(line.text)
        capitals = sum(word[0].isupper() for word in words)
        if capitals > 3 and capitals >= _CAPITALS * len(words) and not _LISTED.search(line.text):
            yield Furniture(line.start, line.end, Kind.HEADING)


def _bylines(lines: Sequence[_Line]) -> Iterator[Furniture]:
    for line in lines:
        if line.heads and len(line.text) < 100 and _BYLINE.match(line.text):
            yield Furniture(line.start, line.end, Kind.BYLINE)


def _tickers(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """«FTSE 8,203 +0.4% DAX 18,111 -0.2%»: as many figures as words."""
    for line in lines:
        words = line.text.split()
        if len(words) > 3 and 2 * sum(_FIGURE.fullmatch(word) is not None for word in words) >= len(words):
            yield Furniture(line.start, line.end, Kind.TICKER)


def _datelines(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """«MINSK, 26 February (BelTA) –», «CNN —», «Oslo, Norway CNN —» at the beginning of a sentence."""
    for line in lines:
        for begin in line.edges[:-1]:
            match = _PLACE.match(line.text, begin)
            if match is not None and _is_place(match["place"]):
                yield Furniture(line.start + begin, line.start + len(line.text[: match.end()].rstrip()), Kind.DATELINE)


def _is_place(words: str) -> bool:
    """Capitals and figures only, one of them wholly in capitals or in brackets."""
    named = re.findall(r"[^\W\d_][\w.'’]*", re.sub(r"\([^)]*\)", "", words))
    capital = all(word[0].isupper() for word in named) and len(named) < 8
    shouted = any(word.isupper() and len(word) > 2 for word in named)
    return capital and (shouted or words.endswith(")")) and not re.search(r"[a-z]{2}\. ", words)


def _captions(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """A credit and the sentence before it; a sentence that tells where in the picture somebody stands."""
    for line in lines:
        for match in _credit().finditer(line.text):
            before = bisect_left(line.edges, match.start())
            if before:
                yield Furniture(line.start + line.edges[before - 1], line.start + match.start(), Kind.CAPTION)
            yield Furniture(line.start + match.start(), line.start + match.end(), Kind.CREDIT)
        for begin, end in pairwise(line.edges):
            if _marked().search(line.text, begin, end):
                yield Furniture(line.start + begin, line.start + len(line.text[:end].rstrip()), Kind.CAPTION)


@cache
def _credit() -> re.Pattern[str]:
    """«Ada Byron/Harbour Media/Getty Images» between two sentences."""
    house = rf"(?:{_alternatives('agencies')}|{_NAME}(?:(?: {_NAME}){{0,2}} (?:{_alternatives('houses')}))?)"
    names = rf"(?:{_NAME} ){{0,5}}{_NAME}(?:/{_NAME}(?: {_NAME}){{0,4}}(?=/))*/{house}"
    return re.compile(rf"(?:^|(?<=[.!?…\"”’)] )){names}(?=\s+[\"“‘A-Z]|\.?\s*$)")


@cache
def _marked() -> re.Pattern[str]:
    """«(pictured, left)», «(Photo by …)», «via Getty Images)»."""
    agency = rf"(?:{_alternatives('agencies')}|{_NAME}(?: {_NAME}){{0,2}} (?:{_alternatives('houses')}))"
    seen = rf"\((?:not )?(?:{_alternatives('in_pictures')})(?:[^)]{{0,99}}\)|(?<=\)))|\bpictured\b(?!,)"
    return re.compile(rf"{seen}|(?:\bvia |/ ?){agency}\)|\b(?:{_alternatives('sure_credits')})\b")


def _alternatives(kind: str) -> str:
    return "|".join(map(re.escape, _listed(kind)))


def _repeated(lines: Sequence[_Line]) -> Iterator[Furniture]:
    """What stands a second time, word for word."""
    seen: Mapping[str, list[_Line]] = defaultdict(list)
    for line in lines:
        again = seen[" ".join(line.text.casefold().split())]
        if again and len(line.text.split()) > 3:
            yield Furniture(line.start, line.end, Kind.REPEATED)
        again.append(line)
