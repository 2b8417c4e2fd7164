"""What is being answered just now, so that an answer can take its time and leaving can wait for it."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any, TypeVar

T = TypeVar("T")

THREADS = 12  # a slow database must hold up no more than its own answers; within the connections that a pool allows
QUICK_THREADS = 2
START_WITHIN = 5.0


class Tasks:
    """Tasks under way and the threads that answers are found in. Belongs to one event loop; close it at the end."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._quick = ThreadPoolExecutor(QUICK_THREADS, thread_name_prefix="quick")
        self._typing = ThreadPoolExecutor(QUICK_THREADS, thread_name_prefix="typing")
        for pool, number in ((self._threads, threads), (self._quick, QUICK_THREADS), (self._typing, QUICK_THREADS)):
            started(pool, number)
        self._underway: set[asyncio.Task[Any]] = set()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run it as a task that `finished` waits for."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._underway.add(task)
        task.add_done_callback(self._underway.discard)
        return task

    async def in_thread(self, function: Callable[..., T], *args: Any) -> T:
        """Call a function that may wait for a database, without holding up the event loop."""
        return await _run(self._threads, function, *args)

    async def quickly(self, function: Callable[..., T], *args: Any) -> T:
        """Call a function that waits for next to nothing, on threads that no slow answer holds."""
        return await _run(self._quick, function, *args)

    async def while_typing(self, function: Callable[..., T], *args: Any) -> T:
        """Call a function whose result somebody waits for who is typing, on threads that nothing else holds."""
        return await _run(self._typing, function, *args)

    @property
    def under_way(self) -> int:
        return len(self._underway)

    async def finished(self, within: float) -> bool:
        """Wait until nothing is under way, at most `within` seconds; whether all was finished."""
        deadline = asyncio.get_running_loop().time() + within
        while self._underway:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            await asyncio.wait(self._underway, timeout=left)
        return True

    def close(self) -> None:
        """Take nothing more for the threads; what they still do ends with the process."""
        for threads in (self._threads, self._quick, self._typing):
            threads.shutdown(wait=False, cancel_futures=True)


def started(
    threads: ThreadPoolExecutor, number: int, at_first: Callable[[], None] = lambda: None
) -> list[Future[None]]:
    """Have all threads of a pool there now, not only from the first burst of questions on; each does `at_first` once.

    What comes back is done when they have; one that could not be started within a few seconds is started when needed.
    """
    together = Barrier(number)

    def first() -> None:
        with suppress(BrokenBarrierError):
            together.wait(START_WITHIN)  # so that none of them does the first of another
        at_first()

    return [threads.submit(first) for _ in range(number)]


async def _run(threads: ThreadPoolExecutor, function: Callable[..., T], *args: Any) -> T:
    """The function called in a thread that knows what request it is of, as `asyncio.to_thread` does."""
    call = partial(copy_context().run, function, *args)
    return await asyncio.get_running_loop().run_in_executor(threads, call)
