"""What the pages cost over a large archive: the first one of a process, and each after one more article.

    python -m tests.bench.web_speed --quotes 10000
    python -m tests.bench.web_speed --quotes 1000000 --url sqlite:////data/archive.db --filled

The archive is that of `tests.bench.archive_speed`. `cpu` is the time that this process was busy for a page: the one to
look at where `load` says that others were busy on the same cores.
"""

import argparse
import os
import statistics
import tempfile
import time
from urllib.parse import quote

from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from bot.web.app import create_web
from bot.web.guard import Access
from corpus.store import Corpus, open_corpus
from tests.bench.archive import World, fill
from tests.bench.archive_speed import save_one

ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", type=int, default=10_000)
    parser.add_argument("--url", help="an empty database; without it a SQLite file that is removed again")
    parser.add_argument("--filled", action="store_true", help="the database at --url has this archive already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{folder}/readout.db"
        world = World(options.quotes // 10)
        if not options.filled:
            fill(url, world)
        with open_corpus(url) as corpus:
            show(measured(corpus, world), options.quotes)


def measured(corpus: Corpus, world: World) -> dict[str, tuple[float, float, float]]:
    """By page: milliseconds of the first time, and of the median after one more article, by the clock and busy."""
    browser = TestClient(create_web(corpus, Access({})), base_url="http://127.0.0.1")
    pages = pages_of(corpus, world)
    first = {page: timed(browser, page)[0] for page in pages}
    times: dict[str, list[tuple[float, float]]] = {page: [] for page in pages}
    for number in range(ROUNDS):
        save_one(corpus, world, number)
        for page in pages:
            times[page].append(timed(browser, page))
    middle = {page: [statistics.median(each) for each in zip(*told, strict=True)] for page, told in times.items()}
    return {page: (first[page], taken, busy) for page, (taken, busy) in middle.items()}


def pages_of(corpus: Corpus, world: World) -> list[str]:
    """The start page first; what has an id comes last, as looking for it reads the corpus."""
    plain = ["/", *(f"/?q={quote(line)}" for line in world.lines()[:3]), "/archive", "/stories", "/desk"]
    story = max(corpus.newest_stories(60), key=lambda one: one.articles, default=None)
    newest = corpus.recent(1)
    plain += [f"/article?id={quote(one.source.id)}" for one in newest]
    return [*plain, *([f"/story?id={quote(story.id)}"] if story else [])]


def timed(browser: TestClient, page: str) -> tuple[float, float]:
    began, busy = time.perf_counter(), time.process_time()
    answer = browser.get(page)
    taken = (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")
    return taken


def show(found: dict[str, tuple[float, float, float]], quotes: int) -> None:
    table = Table(title=f"{quotes:,} quotes, load {os.getloadavg()[0]:.1f}")
    for name in ("page", "first ms", "ms", "cpu ms"):
        table.add_column(name, justify="left" if name == "page" else "right")
    for page, times in found.items():
        table.add_row(page[:60], *(f"{one:,.0f}" for one in times))
    Console().print(table)


if __name__ == "__main__":
    main()
