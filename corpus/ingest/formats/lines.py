"""Lines that were broken to fit a width, put together as paragraphs again; what was a line of its own stays one."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from statistics import quantiles

_NARROWEST, _WIDEST = 40, 160
"""Letters; of shorter lines each is its own, as in a poem, and a longer one is a paragraph already."""


def unwrapped(text: str) -> str:
    """The paragraphs of a text whose lines end where the width of a page did, a blank line apart."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return "\n\n".join(line.strip() for line in lines if line.strip())
    return "\n\n".join(_joined(lines, width))


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    """A line goes on in the next one where the first word of that would not have fitted behind it."""
    waiting = ""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        waiting = f"{waiting} {line.strip()}".strip()
        word = following.split()[:1]
        if waiting and (not word or len(line.rstrip()) + 1 + len(word[0]) <= width):
            yield waiting
            waiting = ""


def usual_width(lines: Sequence[str]) -> float:
    """How long a full line is: nine in ten of them are not longer."""
    lengths = [len(line) for line in lines if line.strip()]
    return quantiles(lengths, n=10)[8] if len(lengths) > 1 else float(len(lines[0]) if lines else 0)
