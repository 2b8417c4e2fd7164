"""Reading one article within a budget, here or in a process of its own: whatever it is, the next one is read too."""

import ctypes
import logging
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from typing import TypeVar

from corpus.articles import read_article
from corpus.errors import ArticleError, LanguageModelError, UnwantedError
from corpus.ingest.formats import articles_in
from corpus.ingest.formats.language import refuse_other_languages
from corpus.ingest.formats.piece import Origin
from corpus.ingest.formats.states import why_not
from corpus.models import Article, Extraction, Record

logger = logging.getLogger(__name__)

Reader = Callable[[Article], Extraction]
"""From an article to what was found in it; must be importable by other processes."""


class Job(Record):
    """Something to read: the bytes of a file, or an article that was taken out of its file before."""

    origin: Origin
    data: bytes = b""
    article: Article | None = None

    @property
    def source(self) -> str:
        """The name that failures are told under."""
        return self.origin.source


class Failure(Record):
    """Why an article could not be read, in words that go behind "the article"; `trace` where the fault is ours.

    `unwanted` for what can be read and is not taken in, `article` where that is so because its sender says so.
    """

    source: str
    reason: str
    trace: str | None = None
    unwanted: bool = False
    article: Article | None = None


Result = tuple[Article, Extraction] | Failure
"""What a reader gave, or that it failed."""

_T = TypeVar("_T")

LONGEST = 60.0
"""Seconds for an article; a page of newspaper takes less than one, a hundred thousand words some thirty."""

MOST_MEMORY = 4 << 30
"""Bytes that a process may have which reads; half a gigabyte is usual."""

MOST_FOUND, SPARE = 40, 100_000
"""How many times its own size, and how many characters more, what is found in an article may come to.

Of 120 articles of newspapers the median came to 6 times its size and the largest to 10; a text that comes to 40
repeats itself, and would fill a disk.
"""

DIED = "ended the process that read it; perhaps it needs more memory than there is"


def extract_article(article: Article) -> Extraction:
    """The project's own reader. The language model is loaded here, in the process that reads."""
    from corpus.extract.extraction import extract

    return extract(article)


def read(reader: Reader, job: Job) -> tuple[Result, ...]:
    """Reads wherever this is called, each article within its own budget; a failure becomes a value that travels.

    It is logged by the process that asked for the reading: see `logged`.
    """
    opened = open_job(job)
    if isinstance(opened, Failure):
        return (opened,)
    return tuple(_guarded(article.source, partial(_read_one, reader, article)) for article in opened)


def open_job(job: Job) -> tuple[Article, ...] | Failure:
    """The articles that a job holds, not read yet."""
    if job.article is not None:
        return (job.article,)
    return _guarded(job.source, lambda: articles_in(job.data, job.origin))


def _read_one(reader: Reader, article: Article) -> Result:
    """Raises `ArticleError` where so much would be found that it is no article, `UnwantedError` for other languages."""
    if why := why_not(article):
        return Failure(source=article.source, reason=why, unwanted=True, article=article)
    body = article.text[article.body_start :]
    refuse_other_languages(body, article.original.language if article.original else None)
    found = reader(article)
    if len(found.model_dump_json()) > MOST_FOUND * len(article.text) + SPARE:
        raise ArticleError("holds so much to quote that it cannot be an article")
    return article, found


def _guarded(source: str, work: Callable[[], _T]) -> _T | Failure:
    try:
        with _within(LONGEST):
            return work()
    except LanguageModelError:
        raise  # it would fail every article alike
    except ArticleError as error:
        return Failure(source=source, reason=str(error), unwanted=isinstance(error, UnwantedError))
    except TimeoutError:
        return Failure(source=source, reason=_too_long(LONGEST))
    except MemoryError:
        return Failure(source=source, reason="needs more memory to read than an article should")
    except Exception as error:
        reason = f"could not be understood: {type(error).__name__}: {error}".strip(": ")
        return Failure(source=source, reason=reason, trace=traceback.format_exc())


def _within(seconds: float) -> AbstractContextManager[None]:
    """Raises TimeoutError after so many seconds, between two steps of the interpreter."""
    alarmed = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    return _by_alarm(seconds) if alarmed else _by_timer(seconds)


@contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    """In the main thread, by a signal."""

    def end(*_: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    """In another thread, as Dask's workers read in one; and on Windows, which has no such signal."""
    thread, deciding, over = threading.get_ident(), threading.Lock(), False

    def end() -> None:
        with deciding:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeoutError))

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with deciding:
            over = True
        timer.cancel()  # what was raised just before arrives with this call at the latest, and never behind it


def _too_long(seconds: float) -> str:
    return f"takes longer than {seconds:.0f} seconds to read; the reading was ended"


def logged(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """The results as they are; the trace of a failure that is no fault of the article goes to the log."""
    for result in results:
        if isinstance(result, Failure) and result.trace:
            logger.error("%r %s\n%s", result.source, result.reason, result.trace.rstrip())
    return results


def read_apart(text: str, source: str, reader: Reader = extract_article, within: float | None = LONGEST) -> Result:
    """Reads the text of one article in a new process, which is ended after `within` seconds; blocks until then.

    A failure comes back as a value, and its trace is in the log. Raises `LanguageModelError` if no language model is
    installed.
    """
    try:
        article = read_article(text, source)
    except ArticleError as error:
        return Failure(source=source, reason=str(error))
    (result,) = read_job_apart(Job(origin=Origin(source=source, file=source), article=article), reader, within)
    return result


def read_job_apart(job: Job, reader: Reader, within: float | None) -> tuple[Result, ...]:
    """The same for a job; `within` None: never ended."""
    # A new interpreter, not a copy of this one: the copy would share its database connections.
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read_and_send, args=(sender, reader, job), daemon=True)
    try:
        process.start()
    except (OSError, NotImplementedError):
        return (Failure(source=job.source, reason=DIED),)
    finally:
        sender.close()
    try:
        results = _received(receiver, job.source, within)
    finally:
        receiver.close()
        process.kill()
        process.join()
    if isinstance(results, LanguageModelError):
        raise results
    return logged(results)


def _received(receiver: Connection, source: str, within: float | None) -> tuple[Result, ...] | LanguageModelError:
    try:
        if within is not None and not receiver.poll(within):
            return (Failure(source=source, reason=_too_long(within)),)
        answer: tuple[Result, ...] | LanguageModelError = receiver.recv()
    except (EOFError, OSError):
        return (Failure(source=source, reason=DIED),)
    return answer


def _read_and_send(sender: Connection, reader: Reader, job: Job) -> None:
    follow_parent()
    try:
        sender.send(read(reader, job))
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
