"""Pages without state: where one begins follows from the records alone, so that a button needs only its number."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from corpus.store.listing import Unfolding
from handlers.blocks.kit import Block, Button
from handlers.blocks.payload import room as room_of_a_message
from handlers.blocks.payload import size, words_in
from handlers.query import Query

T = TypeVar("T")

MOST = 6
LAST = 500  # nobody leafs further by hand
ROOM = 150
"""Words of records on a page: what a telephone shows without much scrolling."""


class Page(NamedTuple, Generic[T]):
    """Some of the records with their blocks; `first` is the index of the first, `number` counts pages from 1.

    `total` is None where nobody has counted them; `more` tells whether there are any behind these.
    """

    records: tuple[tuple[T, tuple[Block, ...]], ...]
    first: int
    total: int | None
    number: int
    more: bool

    @property
    def items(self) -> tuple[T, ...]:
        return tuple(item for item, _ in self.records)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for _, blocks in self.records for block in blocks)

    @property
    def end(self) -> int:
        return self.first + len(self.records)


def page(  # noqa: PLR0913
    items: Sequence[T],
    number: int,
    compose: Callable[[T], tuple[Block, ...]],
    *,
    most: int = MOST,
    widows: int = 0,
    room: int = ROOM,
    least: int = 1,
    besides: Sequence[Block] = (),
) -> Page[T]:
    """That page of the records, or the last one when there are fewer; empty only when there are no records.

    A page holds `most` records, fewer when they would take more words than `room`, or more letters than a message; the
    `least` records stand on it whatever words they take. `besides` is what else the first page says.
    So many `widows` are not worth a page of their own and join the page before if they fit.
    """
    first, reached = 0, 1
    while True:
        ahead = items[first : first + most + widows + 1]
        left = room if first else room - words_in(besides)
        records = _fill(ahead[: most if len(ahead) > most + widows else most + widows], compose, left, least)
        more = len(records) < len(ahead)
        if reached >= min(number, LAST) or not more:
            is_open = isinstance(items, Unfolding) and not items.is_whole
            return Page(records, first, None if is_open else len(items), reached, more)
        first, reached = first + len(records), reached + 1


def _fill(
    items: Sequence[T], compose: Callable[[T], tuple[Block, ...]], room: int, least: int
) -> tuple[tuple[T, tuple[Block, ...]], ...]:
    taken: list[tuple[T, tuple[Block, ...]]] = []
    used = letters = 0
    for item in items:
        blocks = compose(item)
        used, letters = used + words_in(blocks), letters + size(blocks)
        if (taken and letters > room_of_a_message()) or (len(taken) >= least and used > room):
            break
        taken.append((item, blocks))
    return tuple(taken)


def turning(shown: Page[T], query: Query) -> tuple[Button, ...]:
    """The buttons to the pages after and before."""
    on = shown.more and shown.number < LAST
    ways = (
        *((("Next", shown.number + 1),) if on else ()),
        *((("Previous", shown.number - 1),) if shown.number > 1 else ()),
    )
    return tuple(Button(label, str(query.of(query.words, number)), turns=True) for label, number in ways)


def place(shown: Page[T]) -> str:
    """Which records these are, as "1 to 5 of 12", or "1 to 5" of uncounted ones; "" when one page shows all."""
    if len(shown.records) == shown.total:
        return ""
    whole = "" if shown.total is None else f" of {shown.total}"
    return f"{shown.first + 1} to {shown.end}{whole}"
