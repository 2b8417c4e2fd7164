"""The scale, and the words of the operators."""

from enum import StrEnum
from functools import cache

from corpus.knowledge import read_table


class Factuality(StrEnum):
    """What becomes of an event, from the weakest operator to the strongest."""

    REAL = "real"
    AHEAD = "ahead"
    OFFERED = "offered"
    """Offered, wished, asked for, or no more than somebody's belief."""
    SUPPOSED = "supposed"
    DENIED = "denied"
    FAKE = "fake"
    WITHDRAWN = "withdrawn"

    @property
    def is_disowned(self) -> bool:
        """Whether nobody says that it is so: it is supposed, denied, faked or taken back."""
        return _RANK[self] >= _RANK[Factuality.SUPPOSED]


_RANK = {one: number for number, one in enumerate(Factuality)}


def strongest(*found: Factuality) -> Factuality:
    return max(found, key=_RANK.__getitem__)


@cache
def listed(*kinds: str) -> frozenset[str]:
    """The words of one or more lists of ``knowledge/factuality.toml``."""
    table = read_table("factuality.toml")
    return frozenset(word for kind in kinds for word in str(table[kind]["words"]).split())


@cache
def effect(kind: str) -> Factuality:
    return Factuality(read_table("factuality.toml")[kind].get("factuality", "denied"))
