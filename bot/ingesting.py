"""Filling the corpus from the command line, and keeping it up to date for the serving process."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bot.cli.terminal import printable
from bot.settings import Settings
from corpus.errors import ArticleError, ClusterError, StoreError
from corpus.ingest import FileReport, Only, Reading, Report, ingest, pending
from corpus.ingest import Progress as Told
from corpus.ingest.files import Listing
from corpus.ingest.formats import CONTAINERS, FORMATS
from corpus.ingest.watching import Folders
from corpus.store import Corpus
from corpus.store.dialects.engines import is_postgresql
from handlers.blocks.text import counted
from handlers.commands import COMMANDS
from handlers.commands.help import examples

logger = logging.getLogger("readout")

FEEDS_LOOKED_AT = 30.0
"""Seconds after which it is looked again whether a feed is due."""

WATCH_AGAIN = 5.0
"""Seconds after which a database that was away is tried again with what was found in a folder."""


async def bring_up_to_date(settings: Settings, corpus: Corpus) -> None:
    """Read the seeds, if any changed, in a process of their own: the language model stays out of this one.

    What cannot be read is logged; the rest is served. Cancelling ends that process; the articles it has saved stay.
    """
    if not settings.seeds.is_dir():
        logger.warning("READOUT_SEEDS: there is no folder %s, so no new article is read", settings.seeds)
        return
    if not pending([settings.seeds], corpus):
        return
    logger.info("Reading new articles in %s", settings.seeds)
    reading = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "ingest", str(settings.seeds))
    try:
        failed = await reading.wait()
    except asyncio.CancelledError:
        reading.terminate()
        await reading.wait()
        raise
    if failed:
        logger.warning("Not every article could be read; answering from those that could")


async def keep_up_with_feeds(settings: Settings, corpus: Corpus) -> None:
    """Read the feeds that are due, in a process of their own, again and again; nothing where that is switched off."""
    while settings.feeds:
        try:
            feeds = await asyncio.to_thread(corpus.feeds.all)
        except StoreError as error:
            logger.warning("Feeds cannot be looked at (%s)", error)
            feeds = ()
        if any(one.is_due(datetime.now(UTC)) for one in feeds):
            reading = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "feed", "run")
            try:
                await reading.wait()
            except asyncio.CancelledError:
                reading.terminate()
                await reading.wait()
                raise
        await asyncio.sleep(FEEDS_LOOKED_AT)


def only_of(typed: str) -> Only:
    """Which files `--only` means. Raises ArticleError for anything but failed, and format with one that there is."""
    name, _, kind = typed.partition("=")
    if name == "format" and kind in {*FORMATS, *CONTAINERS}:
        return Only(format=kind)
    if typed not in ("", "failed"):
        raise ArticleError(f"--only takes failed, or format= with one of {', '.join(sorted({*FORMATS, *CONTAINERS}))}")
    return Only(failed=typed == "failed")


@contextmanager
def reading_by(dask: str, settings: Settings, corpus: Corpus) -> Iterator[Reading | None]:
    """Who reads: the workers of a scheduler of Dask at this address, or of this machine if it is `local`; else None.

    Raises ClusterError, with what to do, where they cannot.
    """
    if not dask:
        yield None
        return
    if not is_postgresql(settings.database_url):
        raise ClusterError(
            "Many machines read into PostgreSQL only: set READOUT_DATABASE_URL to postgresql+psycopg://…"
        )
    if find_spec("distributed") is None:
        raise ClusterError("--dask needs more packages: set up Readout with `make run EXTRAS=dask`")
    from corpus.ingest.cluster import Cluster

    corpus.make_ready()
    with Cluster(dask, settings.database_url) as cluster:
        yield cluster.read


class Pace:
    """What a log is told of a long reading, at most once a minute."""

    EVERY = 60.0

    def __init__(self) -> None:
        self._begun = self._told = time.monotonic()

    def tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told < self.EVERY:
            return
        self._told, each = now, (now - self._begun) / done
        left = timedelta(seconds=round(each * (total - done)))
        logger.info("%s of %s done, %.1f a second; about %s to go", f"{done:,}", f"{total:,}", 1 / each, left)


def told(corpus: Corpus, read: Callable[[Told], Report], out: Console) -> Report:
    """Read into the corpus and print what became of the files, what it holds now, and what to ask.

    On a terminal a bar shows how many are read and how long the rest will take; its clock runs on while a long one is.
    Elsewhere the log says so.
    """
    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    quiet, pace = not out.is_terminal, Pace()
    # Batches of other machines come back together: only over some minutes there is a pace.
    with Progress(*columns, console=out, transient=True, speed_estimate_period=600, disable=quiet) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: int, total: int, file: FileReport) -> None:
            bar.update(task, completed=done, total=total, description=f"{_name(file)} is read")
            if quiet:
                pace.tell(done, total)

        report = read(show)
    for line in (*_lines(report), *_gained(report, corpus)):
        out.print(line, markup=False)
    return report


def watch(corpus: Corpus, folders: Sequence[Path], out: Console) -> None:
    """Read what is put into these folders or changed there, for ever; what cannot be read is said and tried no more.

    Where the database is away for a moment it is waited for. Raises StoreError where it is away for good.
    """
    logger.info("Watching %s", ", ".join(str(folder) for folder in folders))
    for found in Folders(folders).looks():
        while True:
            try:
                told(corpus, partial(_read_listed, corpus, found), out)
                break
            except StoreError as error:
                if not error.passing:
                    raise
                logger.warning("%s; trying again", error)
                time.sleep(WATCH_AGAIN)


def _read_listed(corpus: Corpus, found: Listing, progress: Told) -> Report:
    return ingest(corpus, found, progress=progress)


def _name(file: FileReport) -> str:
    return printable(Path(file.path).name).replace("[", "(")


def _gained(report: Report, corpus: Corpus) -> list[str]:
    """What the corpus holds now and what can be asked of it; [] where no file has changed it."""
    if not (report.of("added") or report.of("updated") or report.of("removed")):
        return []
    figures = corpus.figures()
    held = (
        counted(figures.quotes, "quote"),
        counted(figures.people, "person", "people"),
        counted(figures.positions, "position"),
        counted(figures.talks, "account") + " of talks",
    )
    holds = f"{counted(figures.articles, 'article')} in all: {', '.join(held)}"
    asks = [f"  {one.told}" for one in examples(COMMANDS.values(), corpus, 1)]
    return [holds, *(["Ask, for example:", *asks] if asks else [])]


def _lines(report: Report) -> list[str]:
    """A line for each file that failed, was left out, or needs a remark, then the sum."""
    outcomes = [file.outcome for file in report.files]
    sums = [f"{outcomes.count(outcome)} {outcome}" for outcome in dict.fromkeys(outcomes)]
    told = ((file, file.reason or file.note) for file in report.files)
    lines = [f"{printable(file.path)}: {printable(why)}" for file, why in told if why]
    return [*lines, ", ".join(sums) or "no articles found"]
