"""Words of an article that are found again in another state of its text, by what stands around them."""

import re

from corpus.keepings import Selector

AROUND = 64
"""Code points kept on either side, within the paragraph: who says words stands there as a rule."""

_EDGES = re.compile(r"^\W+|\W+$")


def select(text: str, start: int, end: int) -> Selector:
    """The selector of a stretch of a text."""
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    behind = text[end : end + AROUND].partition("\n")[0]
    return Selector(exact=text[start:end], prefix=before, suffix=behind, start=start)


def places(selector: Selector, text: str) -> tuple[int, ...]:
    """Where the words stand, whatever is around them, nearest to where they stood first; () for nowhere."""
    found = [one.start() for one in re.finditer(re.escape(selector.exact), text)] if selector.exact else []
    return tuple(sorted(found, key=lambda at: abs(at - selector.start)))


def place(selector: Selector, text: str) -> int | None:
    """Where the words stand with the same around them, blanks aside; None for nowhere.

    Of several such places it is the nearest to where they stood, for nothing tells them apart.
    """
    return next((at for at in places(selector, text) if _is_around(selector, text, at)), None)


def _is_around(selector: Selector, text: str, at: int) -> bool:
    end = at + len(selector.exact)
    same = select(text, at, end)
    return _plain(same.prefix) == _plain(selector.prefix) and _plain(same.suffix) == _plain(selector.suffix)


def core(words: str) -> str:
    """Words without the marks around them: two readings may draw the bounds before or behind a comma."""
    return _EDGES.sub("", words)


def _plain(words: str) -> str:
    return " ".join(words.split())
