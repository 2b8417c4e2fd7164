"""How much sooner reading is done with all cores of this machine than with one.

    python -m tests.bench.cores                 300 invented articles, three times each, by turns
    python -m tests.bench.cores --articles 2000

The same command reads the same articles into an empty SQLite file, held to one core and then let go. What others do on
the same cores changes both figures: `load` is that of the last minute, and without anybody else about the cores used.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.ingest import extract_article, ingest
from corpus.store import open_corpus
from tests.bench.ingest_growth import write_articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    every = sorted(os.sched_getaffinity(0))
    taken: dict[int, list[float]] = {1: [], len(every): []}
    shown = Table(title=f"{options.articles:,} articles", title_justify="left", box=None, padding=(0, 2))
    for column in ("cores", "seconds", "load"):
        shown.add_column(column, justify="right")
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder, "articles"), options.articles)
        for _ in range(options.rounds):
            for count, times in taken.items():
                os.sched_setaffinity(0, every[:count])  # which the processes that read inherit
                times.append(seconds(Path(folder)))
                shown.add_row(str(count), f"{times[-1]:.1f}", f"{os.getloadavg()[0]:.1f}")
    alone, together = (statistics.median(times) for times in taken.values())
    Console(width=110).print(shown, f"{alone / together:.2f} times as fast on {len(every)} cores as on one, by medians")


def seconds(folder: Path) -> float:
    """What reading all of it into an empty corpus takes."""
    file = folder / "readout.db"
    started = time.perf_counter()
    with open_corpus(f"sqlite:///{file}") as corpus:
        report = ingest(corpus, [folder / "articles"], reader=extract_article)
    taken = time.perf_counter() - started
    assert len(report.of("added")) == len(report.files)
    for made in folder.glob("readout.db*"):
        made.unlink()
    return taken


if __name__ == "__main__":
    main()
