"""The garbage collector, kept from looking through all that a process holds while many records are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

_Kept = TypeVar("_Kept")


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector: nothing that is made within waits for it to be let go of."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settled(kept: _Kept) -> _Kept:
    """What is kept for long, which the collector need not look through again: each time all answers would wait for it.

    Where a process does without the collector, what is garbage by then may stay.
    """
    if gc.isenabled():
        gc.collect()
    gc.freeze()
    return kept
