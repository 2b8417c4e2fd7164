"""Many machines: batches for the workers of a Dask cluster over a real PostgreSQL, and whoever dies while they read."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import dask
import pytest
from sqlalchemy import URL

from corpus.errors import ClusterError, StoreError
from corpus.ingest import FileReport, Only, apart, batches, cluster, ingest, opening, read_again
from corpus.ingest.batches import Batch, batched
from corpus.ingest.cluster import Cluster
from corpus.ingest.formats.piece import Origin
from corpus.ingest.opening import FileJob, Item
from corpus.ingest.worker import read_batch
from corpus.keepings import FileNote
from corpus.models import Article, Extraction
from corpus.store import Corpus, open_corpus
from tests.ingest import samples
from tests.ingest.test_ingest import assert_whole, write
from tests.machines import Machines
from tests.postgres import empty_schema
from tests.readers import read_words

ROOT = Path(__file__).parents[2]
ARTICLES = 40


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    with Machines() as running:
        yield running


@pytest.fixture
def url(postgres: URL) -> str:
    """An empty schema of a real PostgreSQL."""
    return empty_schema(postgres)


@pytest.fixture
def corpus(url: str) -> Iterator[Corpus]:
    with open_corpus(url) as opened:
        opened.make_ready()
        yield opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty articles in the folder `articles` of the current one, to be read in batches of ten."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batches, "MOST", 10)
    for number in range(ARTICLES):
        write(tmp_path / "articles" / f"{number:03}.txt", f"slow number\n\nword{number} again and again")
    return tmp_path / "articles"


def read_with(machines: Machines, url: str, corpus: Corpus, **asked: object) -> Counter[str]:
    """What became of the articles."""
    with Cluster(machines.address, url) as many:
        report = ingest(corpus, ["articles"], reader=read_words, reading=many.read, **asked)  # type: ignore[arg-type]
    return Counter(file.outcome for file in report.files)


def assert_every_article_once(corpus: Corpus, folder: Path) -> None:
    with_root = corpus.ingested_from_folders()
    assert sorted(with_root) == [f"articles/{path.name}" for path in sorted(folder.iterdir())]
    assert corpus.figures().articles == len(with_root)
    for path in folder.iterdir():
        assert_whole(corpus, path)


def in_the_middle(corpus: Corpus, act: Callable[[], None]) -> threading.Thread:
    """Does something as soon as some articles are saved."""

    def wait() -> None:
        while corpus.articles_read() < ARTICLES // 4:
            time.sleep(0.02)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


class TestWhatIsRead:
    def test_every_article_is_read_once_and_not_again(
        self, machines: Machines, url: str, corpus: Corpus, folder: Path
    ) -> None:
        assert read_with(machines, url, corpus) == {"added": ARTICLES}
        assert_every_article_once(corpus, folder)
        assert read_with(machines, url, corpus) == {"unchanged": ARTICLES}

    def test_only_what_failed_or_has_a_format(self, machines: Machines, url: str, corpus: Corpus, folder: Path) -> None:
        write(folder / "broken.txt", "unreadable")
        (folder / "paper.pdf").write_bytes(samples.pdf(samples.PAGES))
        assert read_with(machines, url, corpus, only=Only(format="pdf")) == {"added": 1}
        assert read_with(machines, url, corpus) == {"added": ARTICLES, "unchanged": 1, "failed": 1}
        write(folder / "new.txt", "not asked for")
        assert read_with(machines, url, corpus, only=Only(failed=True)) == {"failed": 1}

    def test_what_an_older_version_read_is_read_again(
        self, machines: Machines, url: str, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as older:
            older.setattr(opening, "extractor_version", lambda: "older")
            ingest(corpus, ["articles"], reader=read_words)
        with Cluster(machines.address, url) as many:
            report = read_again(corpus, reader=read_words, reading=many.read)
            assert len(report.of("updated")) == ARTICLES
            assert read_again(corpus, reader=read_words, reading=many.read).files == ()
        assert_every_article_once(corpus, folder)

    def test_an_archive_is_known_when_all_of_it_is(
        self, machines: Machines, url: str, corpus: Corpus, folder: Path
    ) -> None:
        (folder / "many.jsonl").write_bytes(samples.jsonl(*range(25)))
        assert read_with(machines, url, corpus, only=Only(format="jsonl")) == {"added": 25}
        assert read_with(machines, url, corpus, only=Only(format="jsonl")) == {"unchanged": 1}


@pytest.mark.long
class TestWhoeverDies:
    def test_a_worker_is_killed(self, machines: Machines, url: str, corpus: Corpus, folder: Path) -> None:
        killing = in_the_middle(corpus, machines.kill_a_worker)
        told = read_with(machines, url, corpus)
        killing.join()
        assert told["failed"] == 0
        assert told["added"] + told["unchanged"] == ARTICLES
        assert_every_article_once(corpus, folder)

    def test_the_scheduler_is_killed_and_comes_back(self, url: str, corpus: Corpus, folder: Path) -> None:
        with Machines() as machines:

            def switch_off_and_on() -> None:
                machines.switch_off()
                machines.start()

            killing = in_the_middle(corpus, switch_off_and_on)
            told = read_with(machines, url, corpus)
            killing.join()
        assert told["failed"] == 0
        assert told["added"] + told["unchanged"] == ARTICLES
        assert_every_article_once(corpus, folder)

    def test_the_scheduler_stays_away_and_the_same_command_goes_on(
        self, url: str, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cluster, "PATIENCE", 0.5)
        with Machines() as machines:
            killing = in_the_middle(corpus, machines.switch_off)
            with pytest.raises(ClusterError, match="goes on from there"):
                read_with(machines, url, corpus)
            killing.join()
            saved = corpus.articles_read()
            assert ARTICLES // 4 <= saved < ARTICLES
            machines.start()
            assert read_with(machines, url, corpus) == {"unchanged": saved, "added": ARTICLES - saved}
        assert_every_article_once(corpus, folder)

    def test_an_article_that_kills_every_worker_is_the_only_one_lost(
        self, machines: Machines, url: str, corpus: Corpus, folder: Path
    ) -> None:
        write(folder / "013.txt", "deadly")
        told = read_with(machines, url, corpus)
        # Of its batch the three before it were saved by workers that died; so may be whole batches that such a worker
        # had not handed over yet.
        assert (told["failed"], told["added"] + told["unchanged"]) == (1, ARTICLES - 1)
        assert told["unchanged"] >= 3
        (lost,) = corpus.intake.noted("failed").values()
        assert lost.source == "articles/013.txt"
        assert (lost.reason or "").startswith("ended the process that read it")
        (folder / "013.txt").unlink()
        assert_every_article_once(corpus, folder)


def test_where_no_scheduler_is_it_is_said_how_to_start_one(url: str, corpus: Corpus, folder: Path) -> None:
    machines = Machines()
    with pytest.raises(ClusterError, match=f"^There is no scheduler of Dask at {machines.address}: start one"):
        read_with(machines, url, corpus)


def test_the_command_reads_with_workers_of_this_machine(url: str, folder: Path) -> None:
    text = "The talks\n\n“We will sign it,” said Marta Solbakken, the minister.\n"
    for number, path in enumerate(sorted(folder.iterdir())):
        path.write_text(f"{text}\nArticle {number} ends here.\n", "utf-8") if number < 3 else path.unlink()
    environment = {**os.environ, "READOUT_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "ingest", "articles", "--dask", "local"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "3 added" in done.stderr
    with open_corpus(url) as corpus:
        assert [row.quote.text for row in corpus.quotes()] == ["We will sign it,"] * 3


def test_dask_looks_at_itself_seldom_on_every_machine(machines: Machines) -> None:
    with Cluster(machines.address, "sqlite://") as many:
        assert many._client is not None
        found = [many._client.run_on_scheduler(settings)]
        found += many._client.run(settings).values()
    assert found == [(False, "1s", 0)] * 3
    assert settings() not in found  # what else this process does with Dask is as it was


def settings() -> tuple[object, ...]:
    names = ("worker.profile.enabled", "admin.tick.interval", "scheduler.allowed-failures")
    return tuple(dask.config.get(f"distributed.{name}") for name in names)


class TestAWorker:
    def test_one_that_would_read_otherwise_refuses(self, url: str) -> None:
        (batch,) = batched([job("a.txt")], url, "another version")
        assert isinstance(batch, Batch)
        with pytest.raises(ClusterError, match="install the same"):
            read_batch(batch, read_words)

    def test_the_log_of_dask_has_no_word_of_an_article_and_no_password(self) -> None:
        (batch,) = batched([job("a.txt")], "postgresql+psycopg://me:hush@host/name", "now")
        assert "hush" not in f"{batch!r} {batch!s}"
        assert "Ferry" not in f"{batch!r} {batch!s}"
        assert repr(batch) == "Batch(number=0, articles=1)"

    def test_an_article_that_takes_too_long_is_ended_in_a_thread_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(apart, "LONGEST", 0.2)
        found = list[apart.Result]()
        slow = job("a.txt")
        thread = threading.Thread(target=lambda: found.extend(apart.read(read_until_ended, slow)))
        thread.start()
        thread.join(20)
        (failure,) = found
        assert isinstance(failure, apart.Failure)
        assert failure.reason.startswith("takes longer than")


def test_batches_are_of_so_many_articles_and_of_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST", 4)
    monkeypatch.setattr(batches, "MOST_BYTES", 5 * len(samples.text(1)))
    large = job("large.txt", samples.text(1) * 3)
    told = FileReport(path="known.txt", outcome="unchanged")
    note = FileNote(source="a.zip", digest="", outcome="added")
    items: list[Item] = [job("1"), told, job("2"), job("3"), note, job("4"), job("5"), large, job("6")]
    found = list(batched(items, "sqlite://", "now"))
    assert found[0] == told
    made = [one for one in found if isinstance(one, Batch)]
    assert [[each.source for each in one.jobs] for one in made] == [["1", "2", "3", "4"], ["5", "large.txt", "6"]]
    assert [one.notes for one in made] == [(note,), ()]
    (last,) = batched([note], "sqlite://", "now")
    assert isinstance(last, Batch)
    assert last.notes == (note,)


@pytest.mark.long
def test_a_database_that_is_away_for_good_ends_it(
    machines: Machines, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "TRIES", 2)
    with pytest.raises(StoreError, match="cannot be reached"):
        read_with(machines, "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=1", corpus)


def job(source: str, data: bytes = samples.text(1)) -> FileJob:
    return FileJob(origin=Origin(source=source, file=source), data=data, digest=source)


def read_until_ended(article: Article) -> Extraction:
    while True:
        time.sleep(0.01)
