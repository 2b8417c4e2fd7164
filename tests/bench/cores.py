"""How much sooner reading is done with all cores of this machine than with one.

    python -m tests.bench.cores                 300 invented articles, three times each, by turns
    python -m tests.bench.cores --articles 2000

The same command reads the same articles into an empty SQLite file, held to one core and then let go. What others do on
the same cores changes `seconds` much and the other two figures little: `processor s` is what this process and its
readers took, `cores kept busy` how many of their threads ran or could have, on average, no more than there are cores.
From these two follows what the clock would say without anybody else: `processor s` over `cores kept busy`.
"""

import argparse
import os
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from corpus.ingest import extract_article, ingest
from corpus.store import open_corpus
from tests.bench.ingest_growth import write_articles

BETWEEN = 0.02
"""Seconds from one look at the threads to the next."""


class Run(NamedTuple):
    """What one reading took: seconds by the clock, seconds of processors, and the cores that it kept busy."""

    wall: float
    processor: float
    busy: float

    @property
    def undisturbed(self) -> float:
        """What the clock would say on idle cores."""
        return self.processor / self.busy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    every = sorted(os.sched_getaffinity(0))
    runs: dict[int, list[Run]] = {1: [], len(every): []}
    shown = Table(title=f"{options.articles:,} articles", title_justify="left", box=None, padding=(0, 2))
    for column in ("cores", "seconds", "processor s", "cores kept busy", "load"):
        shown.add_column(column, justify="right")
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder, "articles"), options.articles)
        for _ in range(options.rounds):
            for count, each in runs.items():
                os.sched_setaffinity(0, every[:count])  # which the processes that read inherit
                run = measured(Path(folder), count)
                each.append(run)
                figures = (f"{run.wall:.1f}", f"{run.processor:.1f}", f"{run.busy:.2f}", f"{os.getloadavg()[0]:.1f}")
                shown.add_row(str(count), *figures)
    clock = faster([[run.wall for run in each] for each in runs.values()])
    alone = faster([[run.undisturbed for run in each] for each in runs.values()])
    told = f"{clock:.2f} times as fast on {len(every)} cores as on one by the clock, {alone:.2f} times by the others"
    Console(width=110).print(shown, f"{told}, by medians")


def faster(times: list[list[float]]) -> float:
    one, all_of_them = map(statistics.median, times)
    return one / all_of_them


def measured(folder: Path, cores: int) -> Run:
    """What reading all of it into an empty corpus takes."""
    file = folder / "readout.db"
    started, before = time.perf_counter(), processor()
    with watched(cores) as busy, open_corpus(f"sqlite:///{file}") as corpus:
        report = ingest(corpus, [folder / "articles"], reader=extract_article)
    taken = time.perf_counter() - started
    for process in active_children():  # those of a pool end by themselves; what they took counts from then on
        process.join()
    assert len(report.of("added")) == len(report.files)
    for made in folder.glob("readout.db*"):
        made.unlink()
    return Run(taken, processor() - before, statistics.fmean(busy))


def processor() -> float:
    """Seconds that this process, and those that it waited for, were busy."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


@contextmanager
def watched(cores: int) -> Iterator[list[int]]:
    """How many cores what runs or is ready to run would keep busy, at each look."""
    looks, over = list[int](), threading.Event()

    def look() -> None:
        while not over.wait(BETWEEN):
            looks.append(min(cores, ready(but=threading.get_native_id())))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield looks
    finally:
        over.set()
        thread.join()


def ready(*, but: int) -> int:
    """The threads of this process and its children that run or could, without one."""
    count = 0
    for pid in (os.getpid(), *(process.pid for process in active_children())):
        for task in Path(f"/proc/{pid}/task").glob("*"):
            try:
                state = (task / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:  # it has just ended
                continue
            count += state == "R" and int(task.name) != but
    return count


if __name__ == "__main__":
    main()
