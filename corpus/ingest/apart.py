"""Reading one article within a budget, here or in a process of its own: whatever it is, the next one is read too."""

import logging
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection

from corpus.errors import ArticleError, LanguageModelError
from corpus.models import Article, Extraction, Record

logger = logging.getLogger(__name__)

Reader = Callable[[str, str], tuple[Article, Extraction]]
"""From a text and its source to the article and what was found in it; must be importable by other processes."""


class Failure(Record):
    """Why an article could not be read, in words that go behind "the article"; `trace` where the fault is ours."""

    source: str
    reason: str
    trace: str | None = None


Result = tuple[Article, Extraction] | Failure
"""What a reader gave, or that it failed."""

LONGEST = 60.0
"""Seconds for an article; a page of newspaper takes less than one, a hundred thousand words some thirty."""

MOST_MEMORY = 4 << 30
"""Bytes that a process may have which reads; half a gigabyte is usual."""

MOST_FOUND, SPARE = 40, 100_000
"""How many times its own size, and how many characters more, what is found in an article may come to.

Of 120 articles of newspapers the median came to 6 times its size and the largest to 10; a text that comes to 40
repeats itself, and would fill a disk.
"""

_DIED = "ended the process that read it; perhaps it needs more memory than there is"


def read_article_text(text: str, source: str) -> tuple[Article, Extraction]:
    """The project's own reader. The language model is loaded here, in the process that reads."""
    from corpus.articles import read_article
    from corpus.extract.extraction import extract

    article = read_article(text, source=source)
    return article, extract(article)


def read(reader: Reader, text: str, source: str) -> Result:
    """Runs the reader wherever this is called; one article's failure becomes a value that travels between processes.

    It is logged by the process that asked for the reading: see `logged`.
    """
    try:
        with _within(LONGEST):
            article, found = reader(text, source)
            if len(found.model_dump_json()) > MOST_FOUND * len(text) + SPARE:
                raise ArticleError("holds so much to quote that it cannot be an article")
        return article, found
    except LanguageModelError:
        raise  # it would fail every article alike
    except ArticleError as error:
        return Failure(source=source, reason=str(error))
    except TimeoutError:
        return Failure(source=source, reason=_too_long(LONGEST))
    except MemoryError:
        return Failure(source=source, reason="needs more memory to read than an article should")
    except Exception as error:
        reason = f"could not be understood: {type(error).__name__}: {error}".strip(": ")
        return Failure(source=source, reason=reason, trace=traceback.format_exc())


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises TimeoutError after so many seconds, where that can be done: in the main thread, not on Windows."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _too_long(seconds: float) -> str:
    return f"takes longer than {seconds:.0f} seconds to read; the reading was ended"


def logged(result: Result) -> Result:
    """The result as it is; the trace of a failure that is no fault of the article goes to the log."""
    if isinstance(result, Failure) and result.trace:
        logger.error("%r %s\n%s", result.source, result.reason, result.trace.rstrip())
    return result


def read_apart(text: str, source: str, reader: Reader = read_article_text, within: float | None = LONGEST) -> Result:
    """Reads one article in a new process, which is ended after `within` seconds (None: never); blocks until then.

    A failure comes back as a value, and its trace is in the log. Raises `LanguageModelError` if no language model is
    installed.
    """
    # A new interpreter, not a copy of this one: the copy would share its database connections.
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read_and_send, args=(sender, reader, text, source), daemon=True)
    try:
        process.start()
    except (OSError, NotImplementedError):
        return Failure(source=source, reason=_DIED)
    finally:
        sender.close()
    try:
        result = _received(receiver, source, within)
    finally:
        receiver.close()
        process.kill()
        process.join()
    if isinstance(result, LanguageModelError):
        raise result
    return logged(result)


def _received(receiver: Connection, source: str, within: float | None) -> Result | LanguageModelError:
    try:
        if within is not None and not receiver.poll(within):
            return Failure(source=source, reason=_too_long(within))
        answer: Result | LanguageModelError = receiver.recv()
    except (EOFError, OSError):
        return Failure(source=source, reason=_DIED)
    return answer


def _read_and_send(sender: Connection, reader: Reader, text: str, source: str) -> None:
    follow_parent()
    try:
        sender.send(read(reader, text, source))
    except LanguageModelError as error:
        sender.send(error)


def follow_parent() -> None:
    """Leaves Ctrl-C to the process that started this one, ends with it even if it was killed; bounds its memory."""
    _bound_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > MOST_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
