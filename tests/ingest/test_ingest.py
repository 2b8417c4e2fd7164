"""Folders and files into the corpus: what is new, changed, gone or broken, and what a killed ingest leaves behind."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path

import pytest

from corpus.articles import read_article
from corpus.errors import ArticleError, LanguageModelError, StoreError
from corpus.ingest import Failure, FileReport, Reader, Report, digest_of, ingest, opening, pending, read_apart, text_of
from corpus.ingest.files import source_name
from corpus.models import Article, Extraction, QuoteFilter
from corpus.store import Corpus, open_corpus
from tests.readers import read_without_model, read_words

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `articles` in the current folder, with two articles in it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    write(folder / "a.txt", "First\n\none two three")
    write(folder / "deep" / "b.txt", "Second\n\nfour five")
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def run(corpus: Corpus, *paths: str | Path, prune: bool = False) -> dict[str, str]:
    """What became of each file."""
    report = ingest(corpus, paths, prune=prune, reader=read_words)
    return {file.path: file.outcome for file in report.files}


def reason(corpus: Corpus, path: str | Path) -> str:
    """Why the one file failed."""
    (file,) = ingest(corpus, [path], reader=read_words).files
    assert file.outcome == "failed"
    return file.reason or ""


def words(corpus: Corpus) -> list[str]:
    return [row.quote.text for row in corpus.quotes()]


class TestWhatIsRead:
    def test_what_is_new_changed_and_the_same(self, any_corpus: Corpus, folder: Path) -> None:
        assert run(any_corpus, "articles") == {"articles/a.txt": "added", "articles/deep/b.txt": "added"}
        assert run(any_corpus, "articles") == {"articles/a.txt": "unchanged", "articles/deep/b.txt": "unchanged"}
        write(folder / "a.txt", "First\n\none two three four")
        assert run(any_corpus, "articles") == {"articles/a.txt": "updated", "articles/deep/b.txt": "unchanged"}
        assert sorted(words(any_corpus)) == ["five", "four", "four", "one", "three", "two"]

    def test_a_file_that_is_only_touched_is_unchanged(self, corpus: Corpus, folder: Path) -> None:
        run(corpus, "articles")
        os.utime(folder / "a.txt", (0, 0))
        assert set(run(corpus, "articles").values()) == {"unchanged"}

    def test_better_extractors_read_old_files_again(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run(corpus, "articles")
        assert not pending(["articles"], corpus)
        monkeypatch.setattr(opening, "extractor_version", lambda: "better")
        assert pending(["articles"], corpus)
        assert set(run(corpus, "articles").values()) == {"updated"}

    def test_other_kinds_of_files_are_passed_over(self, corpus: Corpus, folder: Path) -> None:
        for name in ("README.md", ".notes.txt", ".git/a.txt", "a.txt.bak", "b.txt~", "c.txt.part"):
            write(folder / name, "no article")
        write(folder / "LOUD.TXT", "Third\n\nsix")
        write(folder / "nameless", "Fourth\n\nseven")
        assert sorted(run(corpus, "articles")) == [
            *("articles/LOUD.TXT", "articles/a.txt", "articles/deep/b.txt", "articles/nameless"),
        ]

    def test_what_is_no_article_by_its_bytes_is_left_out_whatever_its_name(self, corpus: Corpus, folder: Path) -> None:
        (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
        report = ingest(corpus, ["articles"], reader=read_words)
        (left_out,) = report.of("left out")
        assert (left_out.path, left_out.reason) == ("articles/photo.txt", "is a PNG picture")
        assert report.exit_code == 0

    def test_a_file_that_is_named_is_read_whatever_its_name(self, corpus: Corpus, folder: Path) -> None:
        write(folder / "story.md", "Third\n\nsix")
        assert run(corpus, "articles/story.md") == {"articles/story.md": "added"}

    def test_one_file_has_one_name_however_it_is_given(self, corpus: Corpus, folder: Path) -> None:
        assert run(corpus, "articles", folder, "articles/../articles/a.txt", "./articles/") == {
            "articles/a.txt": "added",
            "articles/deep/b.txt": "added",
        }
        assert set(run(corpus, folder.absolute()).values()) == {"unchanged"}

    def test_a_file_outside_the_current_folder_goes_by_its_whole_path(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(folder / "deep")
        assert run(corpus, "../a.txt") == {(folder / "a.txt").as_posix(): "added"}
        assert run(corpus, ".") == {"b.txt": "added"}

    def test_a_linked_file_is_read_and_a_linked_folder_is_not_followed(self, corpus: Corpus, folder: Path) -> None:
        (folder / "link.txt").symlink_to(folder / "a.txt")
        (folder / "loop").symlink_to(folder, target_is_directory=True)
        assert sorted(run(corpus, "articles")) == ["articles/a.txt", "articles/deep/b.txt", "articles/link.txt"]

    def test_an_empty_folder_and_no_path_at_all(self, corpus: Corpus, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert run(corpus, tmp_path / "empty") == run(corpus) == {}

    def test_every_file_is_reported_as_it_is_done(self, corpus: Corpus, folder: Path) -> None:
        write(folder / "c.txt", "unreadable")
        seen: list[tuple[int, int, str]] = []

        def show(done: int, total: int, file: FileReport) -> None:
            seen.append((done, total, file.outcome))

        ingest(corpus, ["articles", "nowhere.txt"], progress=show, reader=read_words)
        assert [(done, total) for done, total, _ in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
        assert Counter(outcome for *_, outcome in seen) == {"failed": 2, "added": 2}


class TestWhatCannotBeRead:
    """A clear line for each, the others are ingested, and the command fails."""

    def test_one_broken_article_stops_nobody(self, any_corpus: Corpus, folder: Path) -> None:
        write(folder / "broken.txt", "Third\n\nunreadable")
        report = ingest(any_corpus, ["articles"], reader=read_words)
        assert report.of("failed") == (
            FileReport(
                path="articles/broken.txt",
                outcome="failed",
                reason="could not be understood: ValueError: no verb in sight",
            ),
        )
        assert len(report.of("added")) == 2
        assert report.exit_code == 1
        assert len(words(any_corpus)) == 5

    @pytest.mark.parametrize("files", [1, 8], ids=["here", "in processes"])
    def test_its_trace_is_in_the_log_and_only_there(
        self, corpus: Corpus, folder: Path, caplog: pytest.LogCaptureFixture, files: int
    ) -> None:
        """Nothing of it is saved; what the article itself is to blame for needs no trace."""
        for number in range(files):
            write(folder / f"{number}.txt", "More\n\nunreadable" if number == 0 else "More\n\nsix")
        write(folder / "empty.txt", "\n")
        report = ingest(corpus, ["articles"], reader=read_words)
        (record,) = [one for one in caplog.records if one.name.startswith("corpus.ingest")]
        assert record.levelname == "ERROR"
        assert record.message.startswith("'articles/0.txt' could not be understood: ValueError: no verb in sight\n")
        assert "Traceback" in record.message
        assert "in read_words" in record.message
        assert [(file.path, "Traceback" in str(file)) for file in report.of("failed")] == [
            ("articles/0.txt", False),
            ("articles/empty.txt", False),
        ]
        assert "articles/0.txt" not in corpus.digests()
        assert not any(row.source.source == "articles/0.txt" for row in corpus.quotes(QuoteFilter(indirect=True)))

    def test_nothing_failed(self) -> None:
        assert Report(files=(FileReport(path="a", outcome="removed"),)).exit_code == 0

    def test_an_article_that_breaks_keeps_its_older_state(self, corpus: Corpus, folder: Path) -> None:
        run(corpus, "articles")
        write(folder / "a.txt", "unreadable now")
        assert run(corpus, "articles")["articles/a.txt"] == "failed"
        assert len(words(corpus)) == 5

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "is empty"),
            (b" \r\n\t\n", "is empty"),
            ("\ufeff\n".encode(), "is empty"),
            (b"MZ\x90\x00\x03", "is not plain text: byte 3 is NUL"),
            ("Title\n\nno mark tells its letters".encode("utf-16-le"), "is not plain text"),
            (b"Title\n\n\xc3\xa9t\xc3\xa9 cut off \xe2\x80", "is cut off: its last letter, at byte 21, is not whole"),
        ],
    )
    def test_bytes_that_are_no_article(self, corpus: Corpus, folder: Path, data: bytes, why: str) -> None:
        (folder / "odd.txt").write_bytes(data)
        assert why in reason(corpus, "articles/odd.txt")
        assert corpus.figures().articles == 0

    def test_a_huge_file_is_never_opened(self, corpus: Corpus, folder: Path) -> None:
        with (folder / "huge.txt").open("wb") as file:
            file.truncate(200_000_000)
        assert reason(corpus, "articles/huge.txt") == "is too large: 200.0 MB, and 20 MB is the most"

    def test_paths_that_lead_nowhere(self, corpus: Corpus, folder: Path) -> None:
        (folder / "dangling.txt").symlink_to("gone.txt")
        assert reason(corpus, "nowhere") == "does not exist"
        assert reason(corpus, "articles/dangling.txt") == "is a link to a file that does not exist"
        assert reason(corpus, "articles/a.txt/b.txt") == "cannot be read: Not a directory"
        assert reason(corpus, "nul\x00.txt") == "cannot be read: embedded null byte"
        assert run(corpus, "articles")["articles/a.txt"] == "added"

    def test_a_pipe_and_a_socket_are_never_opened(self, corpus: Corpus, folder: Path) -> None:
        os.mkfifo(folder / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("articles/socket.txt")
            assert reason(corpus, "articles/pipe.txt") == "is not a file that can be read as text"
            assert reason(corpus, "articles/socket.txt") == "is not a file that can be read as text"

    def test_a_folder_that_may_not_be_listed(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_listing(folder / "deep", monkeypatch)
        report = ingest(corpus, ["articles"], reader=read_words)
        assert report.of("failed") == (
            FileReport(path="articles/deep", outcome="failed", reason="may not be read: you have no permission"),
        )
        assert [file.path for file in report.of("added")] == ["articles/a.txt"]

    @pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, corpus: Corpus, folder: Path) -> None:
        (folder / "a.txt").chmod(0)
        assert reason(corpus, "articles/a.txt") == "may not be read: you have no permission"

    def test_a_file_name_that_is_not_utf8(self, corpus: Corpus, folder: Path) -> None:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Title\n\nword")
        assert run(corpus, "articles")["articles/caf\\xe9.txt"] == "added"
        assert set(run(corpus, "articles").values()) == {"unchanged"}

    def test_one_that_takes_too_long_is_ended_and_the_next_is_read(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("corpus.ingest.apart.LONGEST", 0.2)
        write(folder / "a.txt", "endless")
        report = ingest(corpus, ["articles"], reader=read_for_ever_where_it_says_so)
        assert [file.outcome for file in report.files] == ["failed", "added"]
        assert report.files[0].reason == "takes longer than 0 seconds to read; the reading was ended"

    def test_one_that_would_fill_the_disk_is_refused(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("corpus.ingest.apart.SPARE", 0)
        monkeypatch.setattr("corpus.ingest.apart.MOST_FOUND", 2)
        assert reason(corpus, "articles/a.txt") == "holds so much to quote that it cannot be an article"

    def test_one_that_needs_too_much_memory_is_refused(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def read(article: Article) -> Extraction:
            raise MemoryError

        (_, report) = ingest(corpus, ["articles"], reader=read).files
        assert report.reason == "needs more memory to read than an article should"

    def test_trouble_that_is_nobodys_article_is_raised(self, corpus: Corpus, folder: Path, tmp_path: Path) -> None:
        with pytest.raises(LanguageModelError):
            ingest(corpus, ["articles"], reader=read_without_model)
        (tmp_path / "readout.db").write_text("no database")
        with pytest.raises(StoreError, match="is not a SQLite database"):
            run(corpus, "articles")


class TestPruning:
    @pytest.fixture(autouse=True)
    def _ingested(self, corpus: Corpus, folder: Path) -> None:
        write(folder.parent / "named.txt", "Named\n\nby itself")
        run(corpus, "articles", "named.txt")

    def test_what_is_gone_stays_unless_asked(self, corpus: Corpus, folder: Path) -> None:
        (folder / "a.txt").unlink()
        assert run(corpus, "articles") == {"articles/deep/b.txt": "unchanged"}
        assert "articles/a.txt" in corpus.digests()

    def test_what_is_gone_goes_when_asked(self, corpus: Corpus, folder: Path) -> None:
        (folder / "a.txt").unlink()
        assert run(corpus, "articles", prune=True) == {
            "articles/a.txt": "removed",
            "articles/deep/b.txt": "unchanged",
        }
        assert sorted(corpus.digests()) == ["articles/deep/b.txt", "named.txt"]

    def test_only_what_came_out_of_that_folder_goes(self, corpus: Corpus, folder: Path) -> None:
        for path in (folder / "a.txt", folder / "deep" / "b.txt", folder.parent / "named.txt"):
            path.unlink()
        assert run(corpus, "articles/deep", prune=True) == {"articles/deep/b.txt": "removed"}
        assert run(corpus, ".", prune=True) == {"articles/a.txt": "removed", "readout.db": "left out"}
        assert sorted(corpus.digests()) == ["named.txt"]

    def test_a_folder_that_is_gone_takes_nothing_with_it(self, corpus: Corpus, folder: Path) -> None:
        folder.rename(folder.parent / "moved")
        assert run(corpus, "articles", prune=True) == {"articles": "failed"}
        assert len(corpus.digests()) == 3

    def test_what_we_may_not_see_is_not_gone(
        self, corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_listing(folder / "deep", monkeypatch)
        assert run(corpus, "articles", prune=True) == {"articles/deep": "failed", "articles/a.txt": "unchanged"}
        assert "articles/deep/b.txt" in corpus.digests()


class TestManyFiles:
    @pytest.fixture
    def many(self, folder: Path) -> Path:
        for number in range(20):
            write(folder / f"{number:02}.txt", f"Number {number}\n\nword{number}")
        return folder

    def test_many_files_are_read_by_several_processes(self, any_corpus: Corpus, many: Path) -> None:
        write(many / "broken.txt", "unreadable")
        report = ingest(any_corpus, ["articles"], reader=read_words)
        assert len(report.of("added")) == 22
        assert [file.path for file in report.of("failed")] == ["articles/broken.txt"]
        assert set(words(any_corpus)) >= {f"word{number}" for number in range(20)}
        assert list(report.files) == sorted(report.files, key=lambda file: file.path)

    def test_an_article_that_kills_its_process_is_the_only_one_lost(self, corpus: Corpus, many: Path) -> None:
        write(many / "05.txt", "deadly")
        report = ingest(corpus, ["articles"], reader=read_words)
        (lost,) = report.of("failed")
        assert lost.path == "articles/05.txt"
        assert lost.reason is not None
        assert lost.reason.startswith("ended the process that read it")
        assert len(report.of("added")) == 21

    def test_where_no_process_can_be_started_articles_are_read_here(
        self, corpus: Corpus, many: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "executable", "/bin/false")
        monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
        report = ingest(corpus, ["articles"], reader=read_words)
        assert len(report.of("added")) == 22

    def test_where_a_pool_breaks_while_it_starts_a_process_articles_are_read_here(
        self, corpus: Corpus, many: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def submit(*about: object) -> None:
            raise ValueError("bad value(s) in fds_to_keep")

        monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", submit)
        assert len(ingest(corpus, ["articles"], reader=read_words).of("added")) == 22

    def test_a_missing_model_ends_the_ingest(self, corpus: Corpus, many: Path) -> None:
        with pytest.raises(LanguageModelError):
            ingest(corpus, ["articles"], reader=read_without_model)


class TestKilled:
    SLOW = """
        import sys
        from corpus.ingest import ingest, opening, saving
        from corpus.store import open_corpus
        from tests.readers import read_words

        if __name__ == "__main__":
            opening.extractor_version = lambda: "the same"
            saving.TOGETHER = 5
            with open_corpus(sys.argv[1]) as corpus:
                ingest(corpus, [sys.argv[2]], reader=read_words)
    """

    def test_a_killed_ingest_leaves_whole_articles_and_the_next_one_completes_them(
        self, any_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "extractor_version", lambda: "the same")
        for number in range(30):
            write(folder / f"{number:02}.txt", f"slow\n\n{'word ' * 20}")
        script = write(folder.parent / "script.py", textwrap.dedent(self.SLOW))
        environment = {**os.environ, "PYTHONPATH": str(SEEDS.parent)}
        killed = subprocess.Popen([sys.executable, script, any_url, "articles"], env=environment)
        with open_corpus(any_url) as corpus:
            while corpus.figures().articles < 5:
                time.sleep(0.02)
            children = children_of(killed.pid)
            killed.send_signal(signal.SIGKILL)
            killed.wait()
            saved = corpus.digests()
            assert 5 <= len(saved) < 32
            for source in saved:
                assert_whole(corpus, folder.parent / source)
            outcomes = run(corpus, "articles")
            assert Counter(outcomes.values()) == {"unchanged": len(saved), "added": 32 - len(saved)}
            assert corpus.figures().articles == 32
        assert_end(children)


def refuse_listing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the system refuse to list a folder, as it does to anybody but root."""
    list_folder = os.scandir

    def scandir(path: str | os.PathLike[str]) -> object:
        if Path(path).resolve() == folder.resolve():
            raise PermissionError(13, "Permission denied", str(path))
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", scandir)


def assert_whole(corpus: Corpus, path: Path) -> None:
    source = source_name(path)
    article = read_article(path.read_text("utf-8"), source)
    found = read_words(article)
    rows = corpus.quotes(QuoteFilter(article_id=article.id))
    assert tuple(row.quote for row in rows) == found.quotes
    stored = corpus.article(article.id)
    assert stored is not None
    assert stored.model_copy(update={"original": None}) == article


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in listed.stdout.split()]


def assert_end(pids: list[int]) -> None:
    """Waits for processes to end; none may outlive the one that started it by more than a few seconds."""
    deadline = time.monotonic() + 10
    while running := [pid for pid in pids if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < deadline, f"still running: {running}"
        time.sleep(0.05)


def test_the_seeds_are_read_by_the_real_reader(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SEEDS.parent)
    assert pending(["seeds"], corpus)
    report = ingest(corpus, ["seeds"])
    assert report.exit_code == 0
    assert not pending(["seeds"], corpus)
    rows = corpus.quotes()
    assert rows
    for row in rows:
        article = corpus.article(row.source.id)
        assert article is not None
        assert article.text[row.quote.start : row.quote.end] == row.quote.text


def read_for_ever(article: Article) -> Extraction:
    time.sleep(600)
    return read_words(article)


def why(text: str, reader: Reader = read_words, within: float = 60) -> str:
    """Why an article could not be read in a process of its own."""
    result = read_apart(text, "c.txt", reader, within)
    assert isinstance(result, Failure)
    return result.reason


def read_for_ever_where_it_says_so(article: Article) -> Extraction:
    return read_for_ever(article) if "endless" in article.text else read_words(article)


class TestOneArticleApart:
    def test_it_is_read_as_ingest_reads_it(self) -> None:
        article = read_article("Third\n\nsix seven", "c.txt")
        assert read_apart(article.text, "c.txt", read_words) == (article, read_words(article))

    def test_what_goes_wrong_comes_back_in_words(self) -> None:
        assert why("unreadable") == "could not be understood: ValueError: no verb in sight"
        assert why("deadly").startswith("ended the process that read it")
        with pytest.raises(LanguageModelError, match="No English language model"):
            read_apart("six", "c.txt", read_without_model)

    def test_the_trace_of_the_other_process_is_in_the_log_of_this_one(self, caplog: pytest.LogCaptureFixture) -> None:
        why("unreadable")
        assert "Traceback" in caplog.text
        assert "in read_words" in caplog.text

    def test_one_that_takes_too_long_is_ended(self) -> None:
        started = time.monotonic()
        assert why("endless", read_for_ever, within=2) == "takes longer than 2 seconds to read; the reading was ended"
        assert time.monotonic() - started < 6

    def test_where_no_process_can_be_started(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
        assert why("six").startswith("ended the process")

    def test_saved_with_its_digest_it_is_unchanged(self, corpus: Corpus, folder: Path) -> None:
        text = "First\n\none two three"
        article = read_article(text, "articles/a.txt")
        corpus.save(article, read_words(article), digest_of(text), root="articles")
        assert run(corpus, "articles")["articles/a.txt"] == "unchanged"

    def test_bytes_are_checked_as_a_file_is(self) -> None:
        assert text_of("Títle\r\n".encode()) == "Títle\r\n"
        for data, why in (
            (b" \n", "is empty"),
            (b"a\x00", "NUL"),
            (b"\x93", "is not UTF-8"),
            (b"a" * 20_000_001, "MB"),
        ):
            with pytest.raises(ArticleError, match=why):
                text_of(data)
