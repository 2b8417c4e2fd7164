"""What answers cost over a large archive: the time of twenty lines, and of the first ones after one more article.

    python -m tests.bench.archive_speed --quotes 10000
    python -m tests.bench.archive_speed --quotes 1000000 --json archive.json
    python -m tests.bench.archive_speed --quotes 1000000 --url postgresql+psycopg://user@host/name

The archive is invented (`tests.bench.archive`) and goes straight into the store; the same number gives the same one.
Every line is asked of a corpus that has just been told of one more article, so that nothing is remembered of it. A
process of its own answers and does nothing else, as `serve` beside an ingest: `memory_mb` is what that one holds.
`cpu` is the time that it was busy for an answer, without what a database server did for it: the one to look at where
`load` says that others were busy on the same cores. `saved_per_s` counts articles saved in groups, as `ingest` does.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import NamedTuple, Self

from rich.console import Console
from rich.table import Table

from corpus.ingest.saving import TOGETHER
from corpus.store import Corpus, open_corpus
from corpus.store.batch import Offer
from handlers.typed import answer_typed
from tests.bench.archive import World, fill
from tests.bench.ingest_growth import resident

ROUNDS = 10
"""How often each line is asked."""

GROUPS = 4
"""How many groups of articles are saved, each in one transaction."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", type=int, default=10_000)
    parser.add_argument("--url", help="an empty database; without it a SQLite file that is removed again")
    parser.add_argument("--filled", action="store_true", help="the database at --url has this archive already")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path, help="a file for the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{folder}/readout.db"
        world = World(options.quotes // 10)
        filled = 0.0 if options.filled else seconds(lambda: fill(url, world))
        found = measure(url, world, options.rounds) | {"quotes": options.quotes, "fill_s": round(filled, 1)}
    show(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2), "utf-8")


def measure(url: str, world: World, rounds: int) -> dict[str, object]:
    lines = world.lines()
    times: dict[str, list[float]] = {line: [] for line in lines}
    busy: list[float] = []
    with open_corpus(url) as corpus, Answering(url) as answering:
        first = dict(zip(lines, (one.taken for one in answering.ask(lines)), strict=True))
        saved, again = [], []
        for number in range(rounds):
            saved.append(seconds(partial(save_one, corpus, world, number)))
            again += [one.taken for one in answering.ask([lines[number % len(lines)]])]
            for line, one in zip(lines, answering.ask(lines), strict=True):
                times[line].append(one.taken)
                busy.append(one.busy)
        memory = answering.memory()
        together = saved_together(corpus, world, rounds)
    every = sorted(taken for each in times.values() for taken in each)
    busy.sort()
    return {
        "p50_ms": ms(statistics.median(every)),
        "p99_ms": ms(every[int(len(every) * 0.99)]),
        "p50_cpu_ms": ms(statistics.median(busy)),
        "p99_cpu_ms": ms(busy[int(len(busy) * 0.99)]),
        "after_one_more_ms": ms(max(again)),
        "memory_mb": round(memory),
        "save_ms": ms(statistics.median(saved)),
        **together,
        "cold_ask_s": round(seconds(lambda: cold(url, lines[0])), 2),
        "load": os.getloadavg()[0],
        "lines": {line: {"first_ms": ms(first[line]), **spread(times[line])} for line in lines},
    }


class Timed(NamedTuple):
    """Seconds for an answer, and how many of them its process was busy."""

    taken: float
    busy: float


class Answering:
    """A process that answers lines of a database, for as long as the `with` statement."""

    def __init__(self, url: str) -> None:
        context = get_context("spawn")
        self._pipe, self._theirs = context.Pipe()
        self._process = context.Process(target=_answer_all, args=(url, self._theirs), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        self._theirs.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join()

    def ask(self, lines: Sequence[str]) -> Sequence[Timed]:
        """What each takes, one after the other. Raises `EOFError` where the process has died."""
        self._pipe.send(lines)
        found: Sequence[Timed] = self._pipe.recv()
        return found

    def memory(self) -> float:
        """Megabytes that the process holds."""
        return resident(self._process.pid or 0)


def _answer_all(url: str, pipe: Pipe) -> None:
    with open_corpus(url) as corpus, suppress(EOFError):
        while True:
            pipe.send([_timed(line, corpus) for line in pipe.recv()])


def _timed(line: str, corpus: Corpus) -> Timed:
    busy = time.process_time()
    taken = seconds(lambda: answer_typed(line, corpus).payload())
    return Timed(taken, time.process_time() - busy)


def cold(url: str, line: str) -> None:
    """A process of its own that answers one line, as `readout ask` does."""
    environment = os.environ | {"READOUT_DATABASE_URL": url}
    command = [sys.executable, "-m", "bot", "ask", "--json", line]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def save_one(corpus: Corpus, world: World, number: int) -> None:
    """One more article, as `ingest` saves it."""
    made = world.article(world.articles + number)
    corpus.save(made.article, made.found, "digest")


def saved_together(corpus: Corpus, world: World, before: int) -> dict[str, object]:
    """Articles a second that come many at once, as a first fill saves them, by the clock and by this process's time."""
    first = world.articles + before
    made = [world.article(number) for number in range(first, first + TOGETHER * GROUPS)]
    offers = [Offer(one.article, one.found, "digest") for one in made]
    busy = time.process_time()
    taken = seconds(
        lambda: [corpus.intake.take_all(offers[at : at + TOGETHER]) for at in range(0, len(made), TOGETHER)]
    )
    busy = time.process_time() - busy
    return {"saved_per_s": round(len(made) / taken), "saved_per_cpu_s": round(len(made) / busy)}


def spread(taken: list[float]) -> dict[str, float]:
    return {"p50_ms": ms(statistics.median(taken)), "most_ms": ms(max(taken))}


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ms(taken: float) -> float:
    return round(taken * 1000, 1)


def show(found: dict[str, object]) -> None:
    table = Table(box=None, padding=(0, 2))
    for column in ("line", "first ms", "p50 ms", "most ms"):
        table.add_column(column, justify="left" if column == "line" else "right")
    for row in rows_of(found["lines"]):
        table.add_row(*row)
    told = {name: value for name, value in found.items() if name != "lines"}
    Console(width=110).print(table, "", ", ".join(f"{name} {value}" for name, value in told.items()))


def rows_of(lines: object) -> Iterator[tuple[str, ...]]:
    for line, told in dict(lines).items() if isinstance(lines, dict) else ():
        yield (line, *(f"{value:.1f}" for value in told.values()))


if __name__ == "__main__":
    main()
