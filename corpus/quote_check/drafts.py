"""A quotation as a draft has it: its words, in the parts between which it says that it leaves out or puts in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from corpus.words import Word, read_words

MOST_CUTS = 40
"""Ellipses and brackets of a draft that are read; one with more leaves nothing to be compared."""

FEWEST_SET = 3
"""Words of a quotation that is set in capitals: one or two may be "US" and "NATO"."""

LONG = 4
"""Letters of a word that has a capital wherever a headline sets its words so; shorter ones may join others."""

LOOKED_UP = 60
"""Words by which a draft is looked up."""

_DOTS = r"(?:…|\.\s?\.\s?\.)+\.?"
_CUT = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}|\[(?P<inserted>[^\[\]\n]{{1,200}})\]")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand side by side; `open` where any number of words may be left out before them, else a few."""

    words: tuple[Word, ...]
    open: bool = False


@dataclass(frozen=True)
class DraftQuotation:
    """A quotation to be checked; offsets of words are code points into `text`."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, those in square brackets too."""
        return read_words(self.text)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The words without those in square brackets, in the parts that ellipses and brackets make."""
        return tuple(part for part in self._parts() if part.words)

    @cached_property
    def inserted(self) -> tuple[str, ...]:
        """What stands in square brackets, with them."""
        return tuple(found.group() for found in self._cuts if found["inserted"])

    @cached_property
    def is_cut(self) -> bool:
        return bool(self._cuts)

    @cached_property
    def _cuts(self) -> tuple[re.Match[str], ...]:
        cuts = tuple(islice(_CUT.finditer(self.text), MOST_CUTS + 1))
        return cuts if len(cuts) <= MOST_CUTS else ()

    @cached_property
    def bare(self) -> tuple[Word, ...]:
        """The words without those in square brackets."""
        return tuple(word for part in self.parts for word in part.words)

    @cached_property
    def seams(self) -> frozenset[int]:
        """The numbers in `bare` before which words may have been left out."""
        sizes = [len(part.words) for part in self.parts]
        return frozenset(sum(sizes[:number]) for number in range(1, len(sizes)))

    def _parts(self) -> Iterator[Part]:
        start, is_open = 0, False
        for cut in self._cuts:
            part = self._between(start, cut.start(), is_open)
            yield part
            start, is_open = cut.end(), not cut["inserted"] or (is_open and not part.words)
        yield self._between(start, len(self.text), is_open)

    def _between(self, start: int, end: int, is_open: bool) -> Part:
        return Part(tuple(word for word in self.words if start <= word.start < end), is_open)


def in_capitals(text: str) -> bool:
    """Whether words are set in capitals throughout, as headlines are: then these tell no name from another word."""
    return text.isupper() and sum(word.key.isalpha() and len(word.key) > 1 for word in read_words(text)) >= FEWEST_SET


def in_title_case(text: str) -> bool:
    """Whether every long word begins with a capital, as in headlines: these tell no name from another word either."""
    told = [word.key for word in read_words(text) if len(word.key) >= LONG and word.key.isalpha()]
    return len(told) >= FEWEST_SET and all(key[0].isupper() for key in told) and not in_capitals(text)


def recased(text: str, source: Sequence[Word]) -> str:
    """Words set with capitals as a source writes them, in its order as far as it has them so; the others stay."""
    words, written = read_words(text), [word.key.casefold() for word in source]
    asked = [word.key.casefold() for word in words]
    starts = range(len(written) - len(asked) + 1)
    at = next((start for start in starts if written[start : start + len(asked)] == asked), 0)
    parts, end = list[str](), 0
    for word, key in zip(words, asked, strict=True):
        found = next((n for n in (*range(at, len(written)), *range(at)) if written[n] == key), None)
        at = at if found is None else found + 1
        parts += [text[end : word.start], word.key if found is None else source[found].key]
        end = word.end
    return "".join((*parts, text[end:]))


def looked_up(text: str) -> str:
    """The words by which sources of a draft are looked up: those in square brackets are the newsroom's own."""
    return " ".join(word.key for word in DraftQuotation(text).bare[:LOOKED_UP])
