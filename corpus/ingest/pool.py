"""Reading many articles with one process a core, in the order they come, whatever happens to one of the processes.

No more articles are in flight than keep the cores busy, so memory does not grow with the number of articles. A stream
of jobs may hold other records, which need no reading and are passed on in their place.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context, parent_process
from typing import TypeVar

from corpus.errors import ArticleError, LanguageModelError
from corpus.models import Article, Extraction, Record


class Job(Record):
    """A text to read, under the name of its source."""

    source: str
    text: str


Item = TypeVar("Item", bound=Record)
"""A job, or a record that is passed on without a reading."""

Reader = Callable[[str, str], tuple[Article, Extraction]]
"""From a text and its source to the article and what was found in it; must be importable by other processes."""

Reading = tuple[Article, Extraction] | str
"""What a reader gave, or why it failed."""

_NO_PROCESS = (BrokenProcessPool, OSError, NotImplementedError)
"""What comes of a process that died, and of a system that does not let us start one."""


def _read(reader: Reader, text: str, source: str) -> Reading:
    """Runs the reader wherever this is called; one article's failure becomes a value that travels between processes."""
    try:
        return reader(text, source)
    except LanguageModelError:
        raise  # it would fail every article alike
    except ArticleError as error:
        return str(error)
    except Exception as error:
        return f"could not be understood: {type(error).__name__}: {error}".strip(": ")


def read_here(items: Iterable[Item], reader: Reader) -> Iterator[tuple[Item, Reading | None]]:
    """Reads one article after the other in this process."""
    for item in items:
        yield item, _read(reader, item.text, item.source) if isinstance(item, Job) else None


def read_in_processes(items: Iterator[Item], reader: Reader) -> Iterator[tuple[Item, Reading | None]]:
    """Reads in a pool, and in a new one after an article that ended the process reading it."""
    waiting: deque[Item] = deque()
    yield from _read_in_pool(items, reader, waiting)
    while waiting:
        if not _processes_work():
            yield from read_here(chain(waiting, items), reader)
            return
        while waiting:
            item = waiting.popleft()
            yield item, _read_alone(item, reader)
        yield from _read_in_pool(items, reader, waiting)


def _read_in_pool(items: Iterator[Item], reader: Reader, waiting: deque[Item]) -> Iterator[tuple[Item, Reading | None]]:
    """Reads with one process a core, in the order of the jobs; when the pool breaks, `waiting` holds the unanswered."""
    futures: deque[Future[Reading]] = deque()
    try:
        with _pool(_cores()) as pool:
            for item in items:
                if not isinstance(item, Job):
                    yield item, None
                    continue
                waiting.append(item)
                futures.append(pool.submit(_read, reader, item.text, item.source))
                if len(futures) > 2 * _cores():
                    yield _answer(waiting, futures)
            while futures:
                yield _answer(waiting, futures)
    except _NO_PROCESS:
        return


def _answer(waiting: deque[Item], futures: deque[Future[Reading]]) -> tuple[Item, Reading]:
    reading = futures[0].result()
    futures.popleft()
    return waiting.popleft(), reading


def _read_alone(item: Record, reader: Reader) -> Reading | None:
    try:
        with _pool(1) as pool:
            return pool.submit(_read, reader, item.text, item.source).result() if isinstance(item, Job) else None
    except _NO_PROCESS:
        return "ended the process that read it; perhaps it needs more memory than there is"


def _processes_work() -> bool:
    """Whether processes can be started at all: not in some sandboxes, nor for a script without a main guard."""
    try:
        with _pool(1) as pool:
            return pool.submit(bool, 1).result()
    except _NO_PROCESS:
        return False


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    # A new interpreter, not a copy of this one: the copy would share its database connections.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _follow_parent() -> None:
    """Leaves Ctrl-C to the process that started this one, and ends with it even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
