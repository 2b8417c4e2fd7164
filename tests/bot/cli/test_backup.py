"""`readout backup` and `readout restore`: one file, with the added articles in it, and nothing outside of its place."""

import io
import itertools
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from bot.cli.backup import back_up, restore
from bot.settings import Settings
from corpus.errors import StoreError
from corpus.store import open_corpus
from tests.invented import QUOTES, TEXT, article, in_another_article
from tests.newsroom import fill


@pytest.fixture
def newsroom(tmp_path: Path) -> Settings:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'readout.db'}", seeds=tmp_path / "seeds")
    with open_corpus(settings.database_url) as corpus:
        fill(corpus)
    (settings.seeds / "added").mkdir(parents=True)
    (settings.seeds / "added" / "wharf.txt").write_text("The wharf opens on Monday.", encoding="utf-8")
    return settings


def test_the_database_and_the_added_articles_come_back(newsroom: Settings, tmp_path: Path) -> None:
    assert "1 added article" in back_up(newsroom, tmp_path / "monday.tar.gz")
    with open_corpus(newsroom.database_url) as corpus:
        whole = corpus.figures()
        corpus.remove(corpus.recent(1)[0].source.id)
        (newsroom.seeds / "added" / "wharf.txt").unlink()

        assert "1 added article" in restore(newsroom, tmp_path / "monday.tar.gz")

        assert corpus.figures() == whole
    assert (newsroom.seeds / "added" / "wharf.txt").read_text(encoding="utf-8") == "The wharf opens on Monday."


def test_a_backup_that_is_made_while_articles_come_and_go_is_whole(newsroom: Settings, tmp_path: Path) -> None:
    made, coming = 3, Event()

    def write() -> None:
        with open_corpus(newsroom.database_url) as corpus:
            for number in itertools.cycle(range(20)):
                corpus.save(*in_another_article(number, *QUOTES), "1")
                corpus.remove(article(TEXT, f"more-{(number + 7) % 20}.txt").id)
                if coming.is_set():
                    return

    with ThreadPoolExecutor() as threads:
        writing = threads.submit(write)
        for number in range(made):
            back_up(newsroom, tmp_path / f"{number}.tar.gz")
        coming.set()
        writing.result(timeout=60)
    for number in range(made):
        restore(newsroom, tmp_path / f"{number}.tar.gz")
        with open_corpus(newsroom.database_url) as corpus:
            assert corpus.check_kept() == {}
            assert corpus.figures().articles >= 1


def test_only_who_made_it_may_read_it_and_nothing_else_is_left(newsroom: Settings, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    back_up(newsroom, tmp_path / "monday.tar.gz")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "monday.tar.gz"}
    assert (tmp_path / "monday.tar.gz").stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_not_written_over(newsroom: Settings, tmp_path: Path) -> None:
    (tmp_path / "monday.tar.gz").write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match="exists already"):
        back_up(newsroom, tmp_path / "monday.tar.gz")
    assert (tmp_path / "monday.tar.gz").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("name", ["missing.tar.gz", "letter.tar.gz", "cut.tar.gz", "other.tar.gz"])
def test_what_is_no_whole_backup_changes_nothing(newsroom: Settings, tmp_path: Path, name: str) -> None:
    back_up(newsroom, tmp_path / "monday.tar.gz")
    whole = (tmp_path / "monday.tar.gz").read_bytes()
    (tmp_path / "letter.tar.gz").write_text("Dear editor", encoding="utf-8")
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as other:
        other.addfile(tarfile.TarInfo("picture.png"), io.BytesIO())
    with open_corpus(newsroom.database_url) as corpus:
        figures = corpus.figures()
        with pytest.raises(StoreError, match=name):
            restore(newsroom, tmp_path / name)
        assert corpus.figures() == figures


def test_a_name_that_leads_elsewhere_is_not_followed(newsroom: Settings, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "hostile.tar.gz", "w:gz") as hostile:
        entry = tarfile.TarInfo("../../planted.txt")
        entry.size = 2
        hostile.addfile(entry, io.BytesIO(b"hi"))
    with pytest.raises(StoreError, match=r"hostile\.tar\.gz"):
        restore(newsroom, tmp_path / "hostile.tar.gz")
    assert not list(tmp_path.parent.rglob("planted.txt"))
