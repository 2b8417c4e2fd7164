"""What a test waits for: lists that grow, and changes that come."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Bell:
    """Wakes whoever waits, from code that does not wait itself."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def ring(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def until(self, true: Callable[[], bool], within: float) -> None:
        """Wait until this is true; it is asked again at every ring. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not true():
                waiting = asyncio.get_running_loop().create_future()
                self._waiting.append(waiting)
                await waiting


class Kept(list[T], Generic[T]):
    """What has come so far, in order. Called, it waits for more: `await slack.posted(2, within=3)`."""

    def __init__(self) -> None:
        super().__init__()
        self._bell = Bell()

    def come(self, item: T) -> None:
        """Keep an item, and wake who waits."""
        self.append(item)
        self._bell.ring()

    async def __call__(self, count: int = 1, within: float = 3.0) -> list[T]:
        """The items once there are so many. Raises TimeoutError."""
        await self._bell.until(lambda: len(self) >= count, within)
        return list(self)


class Changes(Generic[T]):
    """Counts changes; `next` gives the latest thing changed since `mark`, or since the `next` before."""

    def __init__(self) -> None:
        self.count = 0
        self._seen = 0
        self.latest: T | None = None
        """What changed last, None when nothing has."""
        self._bell = Bell()

    def come(self, changed: T) -> None:
        """Count a change, and wake who waits."""
        self.count += 1
        self.latest = changed
        self._bell.ring()

    def mark(self) -> None:
        """What has changed so far is seen."""
        self._seen = self.count

    async def next(self, within: float) -> T:
        """The latest change that was not seen yet. Raises TimeoutError."""
        await self._bell.until(lambda: self.count > self._seen, within)
        self.mark()
        assert self.latest is not None  # noqa: S101 - a change has come
        return self.latest
