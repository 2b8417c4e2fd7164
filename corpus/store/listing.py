"""A list of records that are read from the database when they are looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

K = TypeVar("K")
T = TypeVar("T")

CHUNK = 50


class Listing(Sequence[T], Generic[K, T]):
    """The records that `read` gives for the keys, in their order; it may give fewer if some have gone meanwhile."""

    def __init__(self, keys: Sequence[K], read: Callable[[Sequence[K]], Sequence[T]]) -> None:
        self._keys = keys
        self._read = read

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._read(self._keys[at]) if isinstance(at, slice) else self._read([self._keys[at]])[0]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self._keys), CHUNK):
            yield from self._read(self._keys[start : start + CHUNK])
