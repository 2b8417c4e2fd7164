"""Files that hold many articles, taken apart one after the other: what a part is, and what all of them may come to."""

from corpus.errors import ArticleError
from corpus.models import Record

LARGEST_FILE = 4_000_000_000
"""Bytes of an archive."""

MOST_UNPACKED = 20_000_000_000
"""Bytes that come out of one archive."""

MOST_PARTS = 1_000_000

MOST_FOLD = 200
"""How many times its own size an archive may come to; ten times is usual, lines of JSON may come to forty."""

SPARE_FOLD = 10_000_000
"""Bytes that are never too many."""


class Part(Record):
    """The bytes of an article in a larger file. `locator` says where it lies; `fault` why it cannot be taken, if so.

    `url` is the address that it was fetched from, where the file keeps that.
    """

    locator: str
    data: bytes = b""
    url: str | None = None
    fault: str | None = None
    unwanted: bool = False


def refuse_fold(packed: int, unpacked: int) -> None:
    """Raises `ArticleError` where so few bytes come to so many that it is no archive of articles."""
    if unpacked > MOST_UNPACKED or unpacked > MOST_FOLD * packed + SPARE_FOLD:
        raise ArticleError(
            f"unpacks to {unpacked / 1e6:,.0f} MB or more from {packed / 1e6:.1f}: that is no archive of articles"
        )
