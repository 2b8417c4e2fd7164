"""How time and memory of ingest, and the time of questions, grow with the number of articles.

    python -m tests.bench.ingest_growth             100 and 1,000 articles
    python -m tests.bench.ingest_growth --full      10,000 as well; about ten minutes on two cores
    python -m tests.bench.ingest_growth --store     without the language model: what the store alone takes

The articles are made from templates, ten kinds of sentence with invented names, a different text each.
"""

import argparse
import os
import random
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.ingest import Reader, extract_article, ingest
from corpus.models import QuoteFilter, TalkFilter
from corpus.store import Corpus, open_corpus
from tests.bench.templates import article_text, template_found

COLUMNS = ("articles", "ingest s", "ms each", "again s", "peak MB", "workers MB", "file MB", "quotes")
QUESTIONS = ("articles", "first name ms", "name ms", "person's quotes ms", "word ms", "talks ms", "figures ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--url", help="a PostgreSQL database instead of a SQLite file; its corpus must be empty")
    options = parser.parse_args()
    sizes = (100, 1_000, 10_000) if options.full else (100, 1_000)
    growth, questions = table("Ingest", COLUMNS), table("Questions", QUESTIONS)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_articles(Path(folder, "articles"), size)
            url = options.url or f"sqlite:///{folder}/readout.db"
            grown, answered = measure(url, Path(folder), size, template_found if options.store else extract_article)
        growth.add_row(*grown)
        questions.add_row(*answered)
    Console(width=110).print(growth, "", questions)


def table(title: str, columns: Sequence[str]) -> Table:
    empty = Table(title=title, title_justify="left", box=None, padding=(0, 2))
    for column in columns:
        empty.add_column(column, justify="right", no_wrap=True)
    return empty


def write_articles(folder: Path, count: int, sentences: int = 18) -> None:
    folder.mkdir()
    chosen = random.Random(count)
    first = date(2020, 1, 1)
    for number in range(count):
        day = first + timedelta(days=number * 2000 // count)
        Path(folder, f"{number:06}.txt").write_text(article_text(chosen, day, sentences), "utf-8")


def measure(url: str, folder: Path, size: int, reader: Reader) -> tuple[list[str], list[str]]:
    with open_corpus(url) as corpus, memory_watched() as peak:
        ingested = seconds(lambda: ingest(corpus, [folder / "articles"], reader=reader))
        again = seconds(lambda: ingest(corpus, [folder / "articles"], reader=reader))
        figures = corpus.figures()
        file = folder / "readout.db"
        megabytes = f"{file.stat().st_size / 1e6:.1f}" if file.exists() else "-"
        grown = [
            *(f"{size:,}", f"{ingested:.1f}", f"{1000 * ingested / size:.1f}", f"{again:.2f}"),
            *(f"{peak['self']:.0f}", f"{peak['workers']:.0f}", megabytes, f"{figures.quotes:,}"),
        ]
    with open_corpus(url) as corpus:
        return grown, [f"{size:,}", *(f"{1000 * taken:.1f}" for taken in answers(corpus))]


def answers(corpus: Corpus) -> Iterator[float]:
    person = max(corpus.quotes(), key=lambda row: row.speaker_id or "").speaker_id
    yield seconds(lambda: corpus.resolve("Solbakken"))
    yield seconds(lambda: corpus.resolve("Arriagada"))
    yield seconds(lambda: corpus.quotes(QuoteFilter(speaker_id=person)))
    yield seconds(lambda: corpus.quotes(QuoteFilter(words="harbour dues")))
    yield seconds(lambda: corpus.talks(TalkFilter(date="2021")))
    yield seconds(corpus.figures)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def memory_watched() -> Iterator[dict[str, float]]:
    """The highest memory, in MB, of this process while it is watched, and of all its workers together."""
    peak = {"self": 0.0, "workers": 0.0}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            peak["self"] = max(peak["self"], resident(os.getpid()))
            peak["workers"] = max(peak["workers"], sum(map(resident, children())))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield peak
    finally:
        done.set()
        watching.join()


def resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1e6


def children() -> list[int]:
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for file in listed for pid in file.read_text().split()]


if __name__ == "__main__":
    main()
