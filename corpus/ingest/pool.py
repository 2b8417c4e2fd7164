"""Reading many articles with one process a core, in the order they come, whatever happens to one of the processes.

No more articles are in flight than keep the cores busy, so memory does not grow with the number of articles. A stream
of jobs may hold other records, which need no reading and are passed on in their place.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context
from typing import Any, TypeVar

from corpus.ingest.apart import Job, Reader, Result, follow_parent, logged, read, read_job_apart
from corpus.models import Record

Results = tuple[Result, ...]
"""What became of the articles of one job."""

Item = TypeVar("Item", bound=Record)
"""A job, or a record that is passed on without a reading."""

_Done = TypeVar("_Done")

_AHEAD = 4
"""Articles a core that are handed out, so that none waits while what was read is saved: a second, at most."""

_NO_PROCESS = (BrokenProcessPool, OSError, NotImplementedError)
"""What comes of a process that died, and of a system that does not let us start one."""


def read_here(items: Iterable[Item], reader: Reader) -> Iterator[tuple[Item, Results | None]]:
    """Reads one article after the other in this process."""
    for item in items:
        yield item, logged(read(reader, item)) if isinstance(item, Job) else None


def read_in_processes(items: Iterator[Item], reader: Reader) -> Iterator[tuple[Item, Results | None]]:
    """Reads in a pool, and in a new one after an article that ended the process reading it."""
    waiting: deque[Item] = deque()
    yield from _read_in_pool(items, reader, waiting)
    while waiting:
        if not _processes_work():
            yield from read_here(chain(waiting, items), reader)
            return
        while waiting:
            item = waiting.popleft()
            yield item, read_job_apart(item, reader, within=None) if isinstance(item, Job) else None
        yield from _read_in_pool(items, reader, waiting)


def _read_in_pool(items: Iterator[Item], reader: Reader, waiting: deque[Item]) -> Iterator[tuple[Item, Results | None]]:
    """Reads with one process a core, in the order of the jobs; when the pool breaks, `waiting` holds the unanswered."""
    futures: deque[Future[Results]] = deque()
    try:
        with _pool(cores()) as pool:
            for item in items:
                if not isinstance(item, Job):
                    yield item, None
                    continue
                waiting.append(item)
                futures.append(_submitted(pool, read, reader, item))
                if len(futures) > _AHEAD * cores():
                    yield _answer(waiting, futures)
            while futures:
                yield _answer(waiting, futures)
    except _NO_PROCESS:
        return


def _answer(waiting: deque[Item], futures: deque[Future[Results]]) -> tuple[Item, Results]:
    result = futures[0].result()
    futures.popleft()
    return waiting.popleft(), logged(result)


def _processes_work() -> bool:
    """Whether processes can be started at all: not in some sandboxes, nor for a script without a main guard."""
    try:
        with _pool(1) as pool:
            return _submitted(pool, bool, 1).result()
    except _NO_PROCESS:
        return False


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., _Done], *about: Any) -> Future[_Done]:
    """The work handed out. While a pool breaks its files may be closed under the process that it starts just then."""
    try:
        return pool.submit(work, *about)
    except ValueError as error:
        raise BrokenProcessPool(str(error)) from error


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    # A new interpreter, not a copy of this one: the copy would share its database connections.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
