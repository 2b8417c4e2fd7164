"""What somebody types after a command: a name, and behind it perhaps a topic."""

import re
from collections.abc import Iterator, Sequence

from corpus.models import Answer, Ask, Record, Resolution, Unknown
from corpus.names.index.name_index import Found, NameIndex

MOST_WORDS_OF_A_NAME = 8

_UNIT = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')


class Reading(Record):
    """Whom the first words mean, and the words after them; `rest` is "" when there are none."""

    resolution: Resolution
    rest: str = ""


def read_words(index: NameIndex, words: str) -> Reading:
    """Splits a typed line into a name and a topic: "Sergei Lavrov sanctions", "North Korea missiles".

    Words in double quotes stay together. The longest beginning that is a name to the letter is the name; without one,
    the longest that is clearly somebody's, then the longest that may be. If no beginning names anybody, the whole line
    is Unknown and nothing rests.
    """
    units = split_quoted(words)
    whole = index.find(" ".join(units))
    if whole.literal and not whole.unexplained:
        return Reading(resolution=whole.resolution)
    best = min(_beginnings(index, units), key=lambda one: one[0], default=None)
    if best is None:
        return Reading(resolution=Unknown(query=words.strip()))
    _, size, resolution = best
    if isinstance(resolution, Unknown):
        return Reading(resolution=index.lookup(" ".join(units)))
    return Reading(resolution=resolution, rest=" ".join(units[size:]))


def split_quoted(words: str) -> list[str]:
    """The words of a line, those in double quotes as one; a quotation mark without its fellow is left out."""
    return [unit for quoted, word in _UNIT.findall(words) if (unit := " ".join((quoted or word).split()))]


def _beginnings(index: NameIndex, units: Sequence[str]) -> Iterator[tuple[tuple[int, int, int], int, Resolution]]:
    """Every beginning that may be a name, with its rank: the least is the best."""
    for size in range(min(len(units), MOST_WORDS_OF_A_NAME), 0, -1):
        found = index.find(" ".join(units[:size]))
        yield (_rank(found), found.unexplained, -size), size, found.resolution


def _rank(found: Found) -> int:
    """A clear name before one that is asked about, and either to the letter before one that sounds so."""
    resolution = found.resolution
    if isinstance(resolution, Answer):
        return 0 if found.literal and not found.unexplained else 1 if not found.unexplained else 2
    return (3 if found.literal else 4) if isinstance(resolution, Ask) else 5
