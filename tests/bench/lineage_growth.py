"""What it costs at ingest to know an utterance again, as the archive grows.

    python -m tests.bench.lineage_growth --quotes 100000
    python -m tests.bench.lineage_growth --quotes 1000000 --url postgresql+psycopg://user@host/name

The quotes of an invented archive (`tests.bench.archive`) are put in, and nothing else; on the way, at several sizes,
some articles more are brought in one by one, each in a transaction of its own, and taken out again. The times are those
of one article with ten quotes: to find its kin and write that down, the commit included.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, delete, func, insert, select

from corpus.linking.wordings import wording_of
from corpus.store import Corpus, open_corpus
from corpus.store.kept import lineage
from corpus.store.kept.spoken import read_spoken
from corpus.store.kept.tables import fresh_shingles, kin, printings, shingles
from corpus.store.rows import article_row, found_rows
from corpus.store.tables import articles, quotes
from tests.bench.archive import BATCH, QUOTES, Made, World

STEPS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
ONE_BY_ONE = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--url", help="an empty database; without it a SQLite file that is removed again")
    parser.add_argument("--filled", action="store_true", help="the database at --url has this archive already")
    options = parser.parse_args()
    names = (
        "quotes",
        "wordings",
        "shingles",
        "kin",
        "in ms",
        "most ms",
        "of it CPU",
        "commit",
        "out ms",
        "each in bulk ms",
    )
    table = Table(*names, box=None, padding=(0, 2))
    world = World(options.quotes // QUOTES)
    with tempfile.TemporaryDirectory() as folder, open_corpus(options.url or f"sqlite:///{folder}/r.db") as corpus:
        corpus.make_ready()
        if options.filled:
            _warm(world)
            table.add_row(*measured(corpus, world, options.quotes), "-")
            Console(width=110).print(table)
            return
        started, done = time.perf_counter(), 0
        for step in (step for step in STEPS if step <= options.quotes):
            for start in range(done, step // QUOTES, BATCH):
                numbers = range(start, min(start + BATCH, step // QUOTES))
                _bring(corpus, [world.article(number) for number in numbers])
            bulk = 1000 * (time.perf_counter() - started) / (step // QUOTES - done)
            table.add_row(*measured(corpus, world, step), f"{bulk:.1f}")
            started, done = time.perf_counter(), step // QUOTES
            Console(width=110).print(table)


def _warm(world: World) -> None:
    """Has the words been seen, as a process that reads articles all day has."""
    for number in range(300):
        for quote in world.article(number).found.quotes:
            assert wording_of(quote.text).number


def _bring(corpus: Corpus, made: Sequence[Made]) -> None:
    with corpus._database.writing() as connection:
        _put(connection, made)
        lineage.bring_in(connection, read_spoken(connection, [one.article.id for one in made]))


def _put(connection: Connection, made: Sequence[Made]) -> None:
    more = {"digest": "digest", "ingested_at": datetime.now(UTC)}
    connection.execute(insert(articles), [article_row(one.article) | more for one in made])
    rows = (rows for one in made for table, rows in found_rows(one.article.id, one.found) if table is quotes)
    connection.execute(insert(quotes), [row for each in rows for row in each])


def measured(corpus: Corpus, world: World, step: int) -> list[str]:
    inward, busied, commits, outward = [], [], [], []
    for number in range(ONE_BY_ONE):
        made = world.article(world.articles + step + number)
        with corpus._database.writing() as connection:
            _put(connection, [made])
        with corpus._database.writing() as connection:
            started, busy = time.perf_counter(), time.process_time()
            lineage.bring_in(connection, read_spoken(connection, [made.article.id]))
            inward.append(time.perf_counter() - started)
            busied.append(time.process_time() - busy)
            started = time.perf_counter()
        commits.append(time.perf_counter() - started)
        with corpus._database.writing() as connection:
            started = time.perf_counter()
            lineage.take_out(connection, read_spoken(connection, [made.article.id]))
            outward.append(time.perf_counter() - started)
            connection.execute(delete(quotes).where(quotes.c.article_id == made.article.id))
            connection.execute(delete(articles).where(articles.c.id == made.article.id))
    with corpus._database.reading() as connection:
        wordings = connection.scalar(select(func.count(printings.c.wording.distinct())))
        every = _size(connection, shingles) + _size(connection, fresh_shingles)
        sizes = [step, wordings, every, _size(connection, kin)]
    medians = [statistics.median(each) for each in (inward, busied, commits, outward)]
    times = (medians[0], max(inward), *medians[1:])
    return [f"{size:,}" for size in sizes] + [f"{1000 * taken:.1f}" for taken in times]


def _size(connection: Connection, table: Any) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


if __name__ == "__main__":
    main()
