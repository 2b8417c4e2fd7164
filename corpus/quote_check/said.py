"""A printed quotation beside what its speaker said by a transcript: which words are the same, and where they stand.

Two sources' words are laid side by side. Nothing here says who is right: transcripts err as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from corpus.models import Record
from corpus.quote_check.drafts import DraftQuotation
from corpus.words import (
    Word,
    counts,
    ends_sentence,
    is_content,
    is_filler,
    negates,
    negation_after,
    negation_before,
    read_words,
    same,
)

SHARED = 0.6
"""The part of the printed words that the transcript must have, in stretches, to be of the same statement."""

FEWEST = 3
"""Words of a stretch that stands apart from the others: fewer stand anywhere."""

LONGEST = 400
"""Printed words that are compared; no quotation has more."""

LONGEST_FALSE_START = 4
"""Words that somebody says twice, or breaks off and begins anew."""


class Said(StrEnum):
    """How printed words are to spoken ones, from the same to others. None of them is a judgement."""

    VERBATIM = "verbatim"
    CLEANED = "cleaned"  # without fillers, false starts and words said twice, and nothing else
    SPLICED = "spliced"  # from places that do not stand together, without a mark between
    REORDERED = "reordered"
    CHANGED = "other words"
    LOST = "a negation or number differs"
    NOT_FOUND = "not in the transcript"


class Piece(NamedTuple):
    """A stretch of the printed words, and where the transcript has it; both as code points of their texts."""

    printed: tuple[int, int]
    said: tuple[int, int]


class Compared(Record):
    """What became of the spoken words in print; `differ` are the words, printed and spoken, that are not the same."""

    how: Said
    pieces: tuple[Piece, ...] = ()
    differ: tuple[tuple[str, str], ...] = ()


class _Tile(NamedTuple):
    """Words that stand side by side in both: the number of the first one in each, and how many."""

    printed: int
    said: int
    size: int


def compare_said(printed: str, spoken: Iterable[tuple[int, str]]) -> Compared:
    """A printed quotation held against a speaker's turns, each with its place in the transcript's text.

    Offsets of `said` count in that text. Brackets and ellipses of the print are its own and count for nothing.
    """
    turns = [_moved(read_words(text), start) for start, text in spoken]
    all_said = tuple(word for turn in turns for word in turn)
    begun = frozenset(turn[0].start for turn in turns if turn)
    draft = DraftQuotation(printed)
    kept = _kept(all_said)
    mine = tuple(draft.bare[n] for n in _kept(draft.bare))[:LONGEST]
    if not mine:
        return Compared(how=Said.NOT_FOUND)
    found = _Side(draft, mine, all_said, kept, begun).compared()
    if found.how is Said.NOT_FOUND:  # perhaps it prints just what was broken off
        found = _Side(draft, draft.bare[:LONGEST], all_said, range(len(all_said)), begun).compared()
    return found


def _moved(words: Sequence[Word], start: int) -> list[Word]:
    """A turn's words at their places in the transcript; its first one begins a sentence."""
    moved = [Word(one.key, one.start + start, one.end + start, one.between) for one in words]
    return [Word(moved[0].key, moved[0].start, moved[0].end, "."), *moved[1:]] if moved else []


# -- what is said and not printed --------------------------------------------------------------------------------------


def _kept(words: Sequence[Word]) -> list[int]:
    """The numbers of the words without fillers and without what is said again or begun anew."""
    told = [n for n, word in enumerate(words) if not is_filler(word.key, words[n - 1].key if n else "")]
    dropped = {n for n, word in enumerate(words) if _is_first_of_two(words, n)}
    told = [n for n in told if n not in dropped]
    kept: list[int] = []
    at = 0
    while at < len(told):
        begun = _false_start(words, told, at)
        kept += [] if begun else [told[at]]
        at += begun or 1
    return kept


def _is_first_of_two(words: Sequence[Word], at: int) -> bool:
    """Whether it begins a filler of two words ("you know")."""
    return at + 1 < len(words) and is_filler(words[at + 1].key, words[at].key) and not is_filler(words[at + 1].key, "")


def _false_start(words: Sequence[Word], told: Sequence[int], at: int) -> int:
    """How many words from here on are said once more right behind, or broken off by a dash and begun anew; else 0."""
    for size in range(LONGEST_FALSE_START, 0, -1):
        first, again = told[at : at + size], told[at + size : at + 2 * size]
        if len(first) < size or not again:
            continue
        begins_anew = words[again[0]].key.casefold() == words[first[0]].key.casefold()
        twice = [words[n].key.casefold() for n in first] == [words[n].key.casefold() for n in again]
        broken_off = "-" in words[again[0]].between and not _turns(words[n] for n in first)
        if begins_anew and (twice or broken_off):
            return size
    return 0


def _turns(words: Iterable[Word]) -> bool:
    """Whether one of them is a negation or a number: without it the rest says something else."""
    return any(negates(word) or counts(word) for word in words)


# -- laying them side by side ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Side:
    """Both sides without what nobody prints: `kept` are the numbers of the spoken words that are compared.

    `turns` are the places at which a turn begins: somebody else may have spoken before it.
    """

    draft: DraftQuotation
    printed: Sequence[Word]
    all_said: Sequence[Word]
    kept: Sequence[int]
    turns: frozenset[int]

    @cached_property
    def said(self) -> Sequence[Word]:
        return tuple(self.all_said[n] for n in self.kept)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each word was said."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, word in enumerate(self.said):
            found[word.key.casefold()].append(n)
        return found

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of each printed word among all of the draft, by where it begins."""
        return {word.start: n for n, word in enumerate(self.draft.bare)}

    def compared(self) -> Compared:
        tiles = self._tiles()
        if sum(tile.size for tile in tiles) < max(FEWEST, SHARED * len(self.printed)) or not self._is_telling(tiles):
            return Compared(how=Said.NOT_FOUND)
        differ = tuple(self._differ(tiles))
        return Compared(how=self._how(tiles, differ), pieces=tuple(map(self._piece, tiles)), differ=differ)

    def _tiles(self) -> list[_Tile]:
        found: list[_Tile] = []
        at = 0
        while at < len(self.printed):
            tile = self._longest(at, found[-1] if found else None)
            if tile:
                found += [*self._before(tile, found[-1] if found else None), tile]
            at += tile.size if tile else 1
        return found

    def _before(self, tile: _Tile, last: _Tile | None) -> Iterator[_Tile]:
        """The few words before a stretch, where they were said right before it too but for a word or more."""
        at, low = (last.printed + last.size, last.said + last.size) if last else (0, 0)
        size = tile.printed - at
        for n in range(tile.said - size, max(low, tile.said - size - FEWEST) - 1, -1):
            if size and n >= 0 and self._alike(at, n) >= size and not self._parts(n + size, tile.said):
                yield _Tile(at, n, size)
                return

    def _parts(self, low: int, high: int) -> bool:
        """Whether a sentence ends between two words."""
        return any(ends_sentence(self.said[n].between) for n in range(low, high + 1))

    def _longest(self, at: int, before: _Tile | None) -> _Tile | None:
        """The longest stretch from a printed word on; of equal ones that which follows the one before most closely."""
        after = before.said + before.size if before else 0
        places = self.places.get(self.printed[at].key.casefold(), ())
        tiles = (_Tile(at, n, self._alike(at, n)) for n in places)
        best = max(tiles, key=lambda one: (one.size, one.said >= after, -abs(one.said - after)), default=None)
        near = before is not None and best is not None and 0 <= best.said - after <= FEWEST
        return best if best and (best.size >= FEWEST or (best.size and near)) else None

    def _alike(self, at: int, n: int) -> int:
        size = 0
        while at + size < len(self.printed) and n + size < len(self.said):
            mine, theirs = self.printed[at + size], self.said[n + size]
            begins = not size or ends_sentence(mine.between) or ends_sentence(theirs.between)
            if not same(mine, theirs, first=begins) or (size and theirs.start in self.turns):
                break
            size += 1
        return size

    def _is_telling(self, tiles: Sequence[_Tile]) -> bool:
        return sum(is_content(word) for tile in tiles for word in self.printed[tile.printed :][: tile.size]) >= 2

    # -- what they are together

    def _how(self, tiles: Sequence[_Tile], differ: Sequence[tuple[str, str]]) -> Said:
        if self._is_lost(tiles, differ):
            return Said.LOST
        if differ:
            return Said.CHANGED
        if any(other.said < one.said for one, other in pairwise(tiles)):
            return Said.REORDERED
        if not all(map(self._is_marked, tiles[1:])):
            return Said.SPLICED
        return Said.VERBATIM if all(map(self._is_whole, tiles)) else Said.CLEANED

    def _is_whole(self, tile: _Tile) -> bool:
        """Whether nothing was said between its words that is not printed."""
        first, last = self.kept[tile.said], self.kept[tile.said + tile.size - 1]
        return last - first == tile.size - 1 and self._printed_size(tile) == tile.size

    def _printed_size(self, tile: _Tile) -> int:
        first, last = self.printed[tile.printed], self.printed[tile.printed + tile.size - 1]
        return self.numbers[last.start] - self.numbers[first.start] + 1

    def _is_marked(self, other: _Tile) -> bool:
        return self.numbers[self.printed[other.printed].start] in self.draft.seams

    def _differ(self, tiles: Sequence[_Tile]) -> Iterator[tuple[str, str]]:
        """The printed words that no stretch has, each beside what was said in their place."""
        ends = [_Tile(0, tiles[0].said - tiles[0].printed, 0), *tiles]
        for one, other in pairwise([*ends, _Tile(len(self.printed), tiles[-1].said + tiles[-1].size, 0)]):
            mine = self.printed[one.printed + one.size : other.printed]
            if mine:
                gap = self.said[max(0, one.said + one.size) : max(0, other.said)]
                yield _words(mine), _words(gap if len(gap) <= 2 * len(mine) + FEWEST else ())
        for one, other in pairwise(tiles):
            gap = self.said[one.said + one.size : other.said]
            adjoining = one.printed + one.size == other.printed and not self._is_marked(other)
            if adjoining and 0 < len(gap) <= FEWEST and not self._parts(one.said + one.size, other.said):
                yield "", _words(gap)

    def _is_lost(self, tiles: Sequence[_Tile], differ: Sequence[tuple[str, str]]) -> bool:
        """Whether a negation or a number stands on one side only, in or right beside what is the same."""
        changed = any(_turns(read_words(one)) or _turns(read_words(other)) for one, other in differ)
        left_out = any(_turns(gap) for gap in self._gaps(tiles))
        inside = any(_turns(self._unprinted(tile)) for tile in tiles)
        return changed or left_out or inside or self._is_cut(tiles)

    def _gaps(self, tiles: Sequence[_Tile]) -> Iterator[Sequence[Word]]:
        """What was said between two stretches of one sentence, and is not printed."""
        for one, other in pairwise(tiles):
            gap = self.said[one.said + one.size : other.said]
            sentence = [*gap, self.said[other.said]]
            if gap and not any(ends_sentence(word.between) for word in sentence):
                yield gap

    def _unprinted(self, tile: _Tile) -> Sequence[Word]:
        first, last = self.kept[tile.said], self.kept[tile.said + tile.size - 1]
        kept = set(self.kept)
        return [self.all_said[n] for n in range(first, last) if n not in kept]

    def _is_cut(self, tiles: Sequence[_Tile]) -> bool:
        """Whether it begins right behind a negation, or ends right before one."""
        first, last = tiles[0], tiles[-1]
        begins, ends = first.said, last.said + last.size
        return (first.printed == 0 and negation_before(self.said, begins) is not None) or (
            last.printed + last.size == len(self.printed) and negation_after(self.said, ends) is not None
        )

    def _piece(self, tile: _Tile) -> Piece:
        mine = self.printed[tile.printed : tile.printed + tile.size]
        theirs = self.said[tile.said : tile.said + tile.size]
        return Piece((mine[0].start, mine[-1].end), (theirs[0].start, theirs[-1].end))


def _words(words: Sequence[Word]) -> str:
    return " ".join(word.key for word in words)
