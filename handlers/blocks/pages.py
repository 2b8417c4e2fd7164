"""Pages without state: where one begins follows from the records alone, so that a button needs only its number."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from handlers.blocks.kit import Button, room, size
from handlers.blocks.reply import Block

T = TypeVar("T")

MOST = 5
LAST = 500  # nobody leafs further by hand
BACK, ON = "Previous", "Next"
TURNING = frozenset({BACK, ON})
"""The labels of the buttons that turn pages."""


class Page(NamedTuple, Generic[T]):
    """Some of the records with their blocks; `first` is the index of the first, `number` counts pages from 1."""

    records: tuple[tuple[T, tuple[Block, ...]], ...]
    first: int
    total: int
    number: int

    @property
    def items(self) -> tuple[T, ...]:
        return tuple(item for item, _ in self.records)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for _, blocks in self.records for block in blocks)

    @property
    def end(self) -> int:
        return self.first + len(self.records)


def page(
    items: Sequence[T],
    number: int,
    compose: Callable[[T], tuple[Block, ...]],
    *,
    most: int = MOST,
    widows: int = 0,
) -> Page[T]:
    """That page of the records, or the last one when there are fewer; empty only when there are no records.

    A page holds `most` records, fewer when their text would overfill a message. So many `widows` are not worth a page
    of their own and join the page before if they fit.
    """
    first, reached = 0, 1
    while True:
        records = _fill(items, first, compose, most, widows)
        end = first + len(records)
        if reached >= min(number, LAST) or end >= len(items):
            return Page(records, first, len(items), reached)
        first, reached = end, reached + 1


def _fill(
    items: Sequence[T], first: int, compose: Callable[[T], tuple[Block, ...]], most: int, widows: int
) -> tuple[tuple[T, tuple[Block, ...]], ...]:
    wanted = len(items) - first if len(items) - first <= most + widows else most
    taken: list[tuple[T, tuple[Block, ...]]] = []
    used = 0
    for item in items[first : first + wanted]:
        blocks = compose(item)
        used += size(blocks)
        if taken and used > room():
            break
        taken.append((item, blocks))
    return tuple(taken)


def turning(shown: Page[T], command: str) -> tuple[Button, ...]:
    """The buttons to the pages before and after; `command` is the command line without its page."""
    back = (Button(BACK, _line(command, shown.number - 1)),) if shown.number > 1 else ()
    on = shown.end < shown.total and shown.number < LAST
    return (*back, *((Button(ON, _line(command, shown.number + 1)),) if on else ()))


def place(shown: Page[T]) -> str:
    """Which records these are, as "1 to 5 of 12"; "" when one page shows all."""
    if len(shown.records) == shown.total:
        return ""
    return f"{shown.first + 1} to {shown.end} of {shown.total}"


def _line(command: str, number: int) -> str:
    return command if number == 1 else f"{command} page {number}"
