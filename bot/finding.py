"""Where answers are found: in threads, or in processes of their own, so that no heavy one holds up an ack."""

import asyncio
import logging
import os
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from typing import Any, Protocol, TypeVar

from bot.tasks import THREADS, Tasks, started
from corpus.ingest.apart import follow_parent
from corpus.store import Corpus, open_corpus
from corpus.store.dialects.engines import Server, is_in_memory

logger = logging.getLogger(__name__)

T = TypeVar("T")

PROCESSES = 2
"""Each takes some eighty megabytes; more than there are cores find nothing sooner."""
YIELDING = 5
"""How much they yield to the process that acks, as `nice` counts."""
_GONE = (EOFError, ConnectionError, BrokenPipeError, FileNotFoundError)


class Finder(Protocol):
    """Calls a function with some words and a corpus behind them, without holding up the event loop.

    The function is one that other processes can import; what it gets, gives and raises can be sent to one.
    """

    async def __call__(self, function: Callable[..., T], *words: Any) -> T: ...

    async def start(self, warm: Callable[[Corpus], None]) -> None:
        """Be ready, and do this wherever answers are found: for instance what takes long the first time."""

    def close(self) -> None:
        """Let go of whatever is still being found."""


def finder(url: str, corpus: Corpus, tasks: Tasks, server: Server = Server()) -> Finder:  # noqa: B008
    """What finds answers for a serving process; a corpus in memory is there for this process alone."""
    return InThreads(corpus, tasks) if is_in_memory(url) else InProcesses(url, server)


class InThreads:
    """Finds in this process."""

    def __init__(self, corpus: Corpus, tasks: Tasks) -> None:
        self._corpus = corpus
        self._tasks = tasks

    async def __call__(self, function: Callable[..., T], *words: Any) -> T:
        return await self._tasks.in_thread(function, *words, self._corpus)

    async def start(self, warm: Callable[[Corpus], None]) -> None:
        await self(warm)

    def close(self) -> None:
        """Nothing to do: the threads are closed with the tasks."""


class InProcesses:
    """Finds in processes that each open the corpus themselves. Belongs to one event loop; `close` it at the end.

    One that has died is replaced, and what it was asked is asked again, once.
    """

    def __init__(self, url: str, server: Server = Server(), processes: int = PROCESSES) -> None:  # noqa: B008
        self._ends = [_NearEnd(url, server) for _ in range(processes)]
        # These threads only wait for the other processes.
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="finding")

    async def start(self, warm: Callable[[Corpus], None]) -> None:
        await asyncio.gather(*(self._run(end.found, warm, ()) for end in self._ends))
        await asyncio.gather(*map(asyncio.wrap_future, started(self._threads, THREADS, self._greet)))

    def _greet(self) -> None:
        """A thread has a connection of its own to each process, which is opened with its first call."""
        for end in self._ends:
            end.found(_nothing, ())

    async def __call__(self, function: Callable[..., T], *words: Any) -> T:
        end = min(self._ends, key=lambda one: one.busy)
        end.busy += 1
        try:
            found: T = await self._run(end.found, function, words)
        finally:
            end.busy -= 1
        return found

    async def _run(self, call: Callable[..., T], *arguments: Any) -> T:
        in_context = partial(copy_context().run, call, *arguments)
        return await asyncio.get_running_loop().run_in_executor(self._threads, in_context)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for end in self._ends:
            end.close()


def _nothing(_: Corpus) -> None:
    """What is called for the sake of the call."""


class _Asked:
    """What lives in such a process: the corpus, of which several threads may ask at once."""

    def __init__(self, url: str, server: Server) -> None:
        self._corpus = open_corpus(url, server)

    def found(self, function: Callable[..., T], words: tuple[Any, ...]) -> T:
        try:
            return function(*words, self._corpus)
        except Exception as error:
            error.add_note(traceback.format_exc())  # a trace does not travel
            raise


class _Manager(BaseManager):
    """A process that holds such an object, and takes each call of it in a thread of its own."""


_Manager.register("asked", _Asked, exposed=("found",))


class _NearEnd:
    """The near end of such a process, for any thread; it is started with the first call."""

    def __init__(self, url: str, server: Server) -> None:
        self.busy = 0
        self._url = url
        self._server = server
        self._manager: _Manager | None = None
        self._asked: Any = None
        self._starting = threading.Lock()
        self._closed = False

    def found(self, function: Callable[..., T], words: tuple[Any, ...]) -> T:
        """What the function gives over there. Raises what it raises."""
        asked = self._started()
        try:
            result: T = asked.found(function, words)
        except _GONE as error:
            logger.warning("A process that finds answers has ended (%s); another takes its place", type(error).__name__)
            result = self._started(instead_of=asked).found(function, words)
        return result

    def _started(self, instead_of: Any = None) -> Any:
        with self._starting:
            if self._closed:
                raise EOFError
            if self._asked is None or self._asked is instead_of:
                self._end()
                self._manager = _Manager(ctx=get_context("spawn"))  # a copy would share this one's connections
                self._manager.start(_begin)
                self._asked = self._manager.asked(self._url, self._server)  # type: ignore[attr-defined]
            return self._asked

    def close(self) -> None:
        """End the process, and start none any more."""
        with self._starting:
            self._end()
            self._closed = True

    def _end(self) -> None:
        if self._manager is not None:
            self._manager.shutdown()
        self._manager = self._asked = None


def _begin() -> None:
    follow_parent()
    if hasattr(os, "nice"):
        os.nice(YIELDING)
