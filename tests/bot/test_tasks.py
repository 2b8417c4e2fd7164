"""What serves takes its threads and its connections when it starts: a burst of questions adds none."""

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from bot.finding import InProcesses
from bot.tasks import Tasks, started
from corpus.store import Corpus, open_corpus
from tests.newsroom import fill


def open_files() -> int:
    return len(os.listdir("/proc/self/fd" if Path("/proc/self/fd").exists() else "/dev/fd"))


def articles(corpus: Corpus) -> int:
    return corpus.articles_read()


def test_all_threads_are_there_before_anything_is_asked() -> None:
    before = threading.active_count()
    tasks = Tasks(threads=7)
    assert threading.active_count() == before + 7 + 2 + 2
    tasks.close()


def test_each_thread_does_once_what_is_done_first() -> None:
    threads, did = ThreadPoolExecutor(5), list[int]()
    wait(started(threads, 5, lambda: did.append(threading.get_ident())))
    assert len(did) == len(set(did)) == 5
    threads.shutdown()


def test_closed_at_once_they_hold_nobody_up() -> None:
    for _ in range(20):
        Tasks().close()


def test_a_burst_of_questions_opens_no_more_of_a_sqlite_file(sqlite_url: str) -> None:
    with open_corpus(sqlite_url) as corpus, ThreadPoolExecutor(12) as threads:
        fill(corpus)
        wait(started(threads, 12))
        corpus.open_connections()
        corpus.articles_read()  # what watches for changes has one of its own from here on
        before = open_files()
        together = threading.Barrier(12)

        def ask() -> int:
            together.wait()
            return corpus.articles_read()

        for _ in range(5):
            assert len({one.result() for one in [threads.submit(ask) for _ in range(12)]}) == 1
        assert open_files() == before


async def test_each_thread_is_connected_to_each_process_from_the_start(sqlite_url: str) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
    find = InProcesses(sqlite_url)
    try:
        await find.start(Corpus.make_ready)
        before = open_files()
        await asyncio.gather(*(find(articles) for _ in range(100)))
        assert open_files() == before
    finally:
        find.close()
