"""A list of records that are read from the database when they are looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

K = TypeVar("K")
T = TypeVar("T")

CHUNK = 50


class Listing(Sequence[T], Generic[K, T]):
    """The records that `read` gives for the keys, in their order; it may give fewer if some have gone meanwhile."""

    def __init__(self, keys: Sequence[K], read: Callable[[Sequence[K]], Sequence[T]]) -> None:
        self.keys = keys
        self.read = read

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self.read(self.keys[at]) if isinstance(at, slice) else self.read([self.keys[at]])[0]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self.keys), CHUNK):
            yield from self.read(self.keys[start : start + CHUNK])


class Pages(Sequence[T]):
    """So many records, of which `read` gives those from a place on, as many as are looked at."""

    def __init__(self, total: int, read: Callable[[int, int], Sequence[T]]) -> None:
        self._total = total
        self._read = read

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        start, end, _ = at.indices(self._total) if isinstance(at, slice) else (at, at + 1, 1)
        found = self._read(start, end - start) if end > start else ()
        return found if isinstance(at, slice) else found[0]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, self._total, CHUNK):
            yield from self[start : start + CHUNK]


class Unfolding(Sequence[T]):
    """Records of which nobody has counted how many there are, taken from an iterator as far as they are looked at."""

    def __init__(self, told: Iterable[T]) -> None:
        self._told = iter(told)
        self._found: list[T] = []
        self.is_whole = False
        """Whether all of them have been looked at."""

    def __bool__(self) -> bool:
        return bool(self[:1])

    def __len__(self) -> int:
        """How many there are; use it only where they are few, for all are looked at."""
        self._reach(None)
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        """A slice, or a place, counted from the beginning."""
        self._reach(at.stop if isinstance(at, slice) else at + 1)
        return self._found[at]

    def __iter__(self) -> Iterator[T]:
        at = 0
        while self[at : at + 1]:
            yield self._found[at]
            at += 1

    def _reach(self, count: int | None) -> None:
        more = None if count is None else max(0, count - len(self._found))
        before = len(self._found)
        self._found += islice(self._told, more)
        self.is_whole |= more is None or len(self._found) - before < more
