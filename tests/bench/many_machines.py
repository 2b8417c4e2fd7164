"""What reading with the workers of a Dask cluster costs beside the pool of this machine, on the same PostgreSQL.

    python -m tests.bench.many_machines                   2,000 invented articles; some six minutes on two idle cores
    python -m tests.bench.many_machines --lose            a worker is killed in the middle, then the scheduler with all
    python -m tests.bench.many_machines --workers 1,2,4   how it grows with the workers
    python -m tests.bench.many_machines --sentences 3     short articles, which are read in a fifth of the time

Scheduler and workers are processes of Dask's command line that talk over TCP. Every run reads into an empty schema and
is followed by a look at what is there: every article once, whole. `cpu` counts all processes but those of PostgreSQL.
"""

import argparse
import os
import resource
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import URL

from corpus.articles import read_article
from corpus.ingest import Reading, extract_article, ingest, source_name
from corpus.ingest.cluster import Cluster
from corpus.models import QuoteFilter
from corpus.store import Corpus, open_corpus
from tests.bench.ingest_growth import write_articles
from tests.machines import Machines
from tests.postgres import empty_schema, postgresql

COLUMNS = ("who reads", "wall s", "cpu s", "articles/s", "outcomes", "load")
LOOKED_AT = 40
"""Articles that are read once more, and held against what is in the database."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--sentences", type=int, default=18, help="of each article")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--lose", action="store_true")
    parser.add_argument("--rounds", type=int, default=1, help="how often both are measured, by turns")
    options = parser.parse_args()
    shown = Table(title=f"{options.articles:,} articles", title_justify="left", box=None, padding=(0, 2))
    for column in COLUMNS:
        shown.add_column(column, justify="right", no_wrap=True)
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        os.chdir(folder)
        write_articles(Path("articles"), options.articles, options.sentences)
        for _ in range(options.rounds):
            if not options.lose:
                shown.add_row("the pool", *measured(server, None, None))
            for count in map(int, options.workers.split(",")):
                with_losses = " with losses" if options.lose else ""
                shown.add_row(f"{count} workers{with_losses}", *on_machines(server, count, options.lose))
    Console(width=120).print(shown)


def on_machines(server: URL, count: int, lose: bool) -> list[str]:
    """The machines are there before the clock starts, as those of a newsroom are."""
    with Machines(count) as machines:
        return measured(server, machines, machines if lose else None)


def measured(server: URL, machines: Machines | None, losing: Machines | None) -> list[str]:
    url = empty_schema(server)
    with open_corpus(url) as corpus:
        corpus.make_ready()
        before, busy = cpu(machines), time.perf_counter()
        with reading_by(machines, url) as reading, losses(corpus, losing):
            report = ingest(corpus, ["articles"], reader=extract_article, reading=reading)
        wall = time.perf_counter() - busy
        for process in active_children():  # those of a pool end by themselves; what they took counts from then on
            process.join()
        taken = cpu(machines) - before
        every_article_once(corpus)
    told = Counter(file.outcome for file in report.files)
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in told.items())
    pace = f"{len(report.files) / wall:.1f}"
    return [f"{wall:.1f}", f"{taken:.1f}" if losing is None else "-", pace, outcomes, f"{os.getloadavg()[0]:.1f}"]


@contextmanager
def reading_by(machines: Machines | None, url: str) -> Iterator[Reading | None]:
    if machines is None:
        yield None
        return
    with Cluster(machines.address, url) as many:
        yield many.read


@contextmanager
def losses(corpus: Corpus, machines: Machines | None) -> Iterator[None]:
    """A worker dies when a quarter is saved; when half is, all of them and the scheduler, which come back."""
    if machines is None:
        yield
        return

    def come_back() -> None:
        machines.switch_off()
        machines.start()

    acts: list[Callable[[], None]] = [machines.kill_a_worker, come_back]
    count = len(list(Path("articles").iterdir()))

    def lose() -> None:
        for number, act in enumerate(acts, 1):
            while corpus.articles_read() < count * number // 4:
                time.sleep(0.2)
            act()

    thread = threading.Thread(target=lose)
    thread.start()
    yield
    thread.join()


def every_article_once(corpus: Corpus) -> None:
    """Every file is there once, and a sample of them as a reading of the file gives it. Raises AssertionError."""
    files = sorted(Path("articles").iterdir())
    known = corpus.ingested_from_folders()
    assert sorted(known) == [source_name(path) for path in files]
    assert corpus.figures().articles == len(files)
    for path in files[:: max(1, len(files) // LOOKED_AT)]:
        source = source_name(path)
        found = extract_article(read_article(path.read_text("utf-8"), source))
        rows = corpus.quotes(QuoteFilter(article_id=known[source]))
        assert [row.quote.text for row in rows] == [quote.text for quote in found.quotes if quote.kind != "indirect"]


def cpu(machines: Machines | None) -> float:
    """Seconds that this process, those that it waited for and the machines were busy."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent) + (machines.cpu() if machines else 0.0)


if __name__ == "__main__":
    main()
