"""An article that is added in Slack: read outside this process, shown, stored as ingest would have stored it."""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.faults import faults
from bot.reading import Found, file_as_draft, read_draft, store_draft
from corpus.errors import LanguageModelError, StoreError
from corpus.ingest import LARGEST, ingest
from corpus.keepings import Draft
from corpus.models import Extraction
from corpus.store import Corpus
from handlers.blocks.reply import View
from tests.readers import read_without_model, read_words
from tests.replies import blocks, nodes

BODY = "Boats came in.\n"
HARBOUR = (
    "LISBON, 7 May. Norway and Chile met on Tuesday.\n\n"
    '"We will open our ports in June," said Tomás Arriagada, a Chilean negotiator.\n'
)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `seeds` in the current folder, with one article in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "first.txt").write_text("First\n\none two", "utf-8")
    return Path("seeds")


def kept(corpus: Corpus, **fields: Any) -> Draft:
    given = {"user": "U1", "title": "Boats are back", "published": date(2031, 5, 7), "text": BODY}
    return corpus.notebook.keep_draft(Draft(**{**given, "at": datetime.now(UTC), **fields}))


def read(corpus: Corpus, draft: Draft) -> Draft:
    """The draft once it was read."""
    view = read_draft(draft, corpus, read_words)
    assert view.callback_id == "confirm", told(view)
    found = corpus.notebook.draft(draft.id)
    assert found is not None
    return found


def told(view: View) -> str:
    assert faults(view.payload()) == []
    return "\n".join(node["text"] for node in nodes(blocks(view)) if isinstance(node.get("text"), str))


def added(seeds: Path) -> list[Path]:
    return sorted((seeds / "added").glob("*")) if (seeds / "added").exists() else []


class TestReading:
    def test_the_draft_keeps_what_was_found_and_nothing_else_is_stored(self, corpus: Corpus, seeds: Path) -> None:
        draft = read(corpus, kept(corpus))
        assert draft.found is not None
        assert [quote.text for quote in Found.model_validate_json(draft.found).found.quotes] == ["Boats", "came", "in."]
        assert corpus.digests() == {}
        assert added(seeds) == []

    def test_it_is_read_once(self, corpus: Corpus) -> None:
        draft = read(corpus, kept(corpus))
        assert read_draft(draft, corpus, read_without_model).callback_id == "confirm"

    def test_what_an_older_version_found_is_found_anew(self, corpus: Corpus) -> None:
        for found in ("{}", "no JSON", Found(digest="another", found=Extraction()).model_dump_json()):
            assert read(corpus, kept(corpus, found=found)).found != found

    @pytest.mark.parametrize(
        ("word", "why"), [("unreadable", "could not be understood"), ("deadly", "ended the process")]
    )
    def test_what_cannot_be_read_is_said_and_nothing_is_lost(self, corpus: Corpus, word: str, why: str) -> None:
        draft = kept(corpus, text=word)
        assert f"The article “Boats are back” {why}" in told(read_draft(draft, corpus, read_words))
        assert corpus.notebook.draft(draft.id) == draft

    def test_without_a_language_model_it_says_so(self, corpus: Corpus) -> None:
        with pytest.raises(LanguageModelError):
            read_draft(kept(corpus), corpus, read_without_model)

    def test_the_real_reader_works_outside_this_process(self, corpus: Corpus, seeds: Path) -> None:
        loaded = "spacy" in sys.modules
        view = read_draft(kept(corpus, text=HARBOUR, outlet="The Post"), corpus)
        assert ("spacy" in sys.modules) == loaded
        assert "Tomás Arriagada" in told(view)
        assert "“Boats are back”, The Post, 7 May 2031" in told(view)
        draft = corpus.notebook.draft(view.state)
        assert draft is not None
        assert store_draft(draft, corpus, seeds).count == 1
        (row,) = corpus.quotes()
        stored = corpus.article(row.source.id)
        assert stored is not None
        assert stored.text[row.quote.start : row.quote.end] == row.quote.text == "We will open our ports in June,"
        assert (row.source.outlet, row.quote.speaker_name) == ("The Post", "Tomás Arriagada")
        assert ingest(corpus, ["seeds/added"]).of("unchanged")


class TestStoring:
    def test_the_file_and_the_corpus_have_it_and_ingest_finds_it_unchanged(self, corpus: Corpus, seeds: Path) -> None:
        draft = read(corpus, kept(corpus, outlet="The Post", url="https://post.example/1"))
        view = store_draft(draft, corpus, seeds)
        assert view.count == 1
        (path,) = added(seeds)
        assert path.name.startswith("2031-05-07-boats-are-back-")
        head = " date 2031-05-07 Boats are back\n outlet The Post\n url https://post.example/1\n\n"
        assert path.read_bytes() == (head + BODY).encode()
        (source,) = corpus.digests()
        assert source == path.as_posix()
        assert source in told(view)
        assert corpus.notebook.draft(draft.id) is None
        outcomes = {file.path: file.outcome for file in ingest(corpus, ["seeds"], prune=True, reader=read_words).files}
        assert outcomes == {source: "unchanged", "seeds/first.txt": "added"}
        path.unlink()
        outcomes = {file.path: file.outcome for file in ingest(corpus, ["seeds"], prune=True, reader=read_words).files}
        assert outcomes == {source: "removed", "seeds/first.txt": "unchanged"}

    def test_one_that_nobody_has_read_is_not_stored(self, corpus: Corpus, seeds: Path) -> None:
        assert "has not been read yet" in told(store_draft(kept(corpus), corpus, seeds))
        assert added(seeds) == []

    def test_one_that_may_not_be_shown_yet_is_not_stored(self, corpus: Corpus, seeds: Path) -> None:
        draft = read(corpus, kept(corpus, text=f"EMBARGOED UNTIL MONDAY\n\n{HARBOUR}"))
        assert "may not be shown: it says “EMBARGOED UNTIL MONDAY”" in told(store_draft(draft, corpus, seeds))
        assert corpus.figures().articles == 0
        assert added(seeds) == []

    def test_confirming_twice_stores_once(self, corpus: Corpus, seeds: Path) -> None:
        draft = read(corpus, kept(corpus))
        assert store_draft(draft, corpus, seeds).count == store_draft(draft, corpus, seeds).count == 1
        assert len(added(seeds)) == len(corpus.digests()) == 1

    @pytest.mark.parametrize(
        "title", ["../../../etc/passwd", "/etc/passwd", "a\\..\\b", "..", ".hidden", "CON", "x" * 300]
    )
    def test_no_headline_leads_out_of_the_folder(self, corpus: Corpus, seeds: Path, title: str) -> None:
        store_draft(read(corpus, kept(corpus, title=title)), corpus, seeds)
        (path,) = added(seeds)
        assert path.resolve().parent == (seeds / "added").resolve()
        assert not path.name.startswith(".")

    def test_a_folder_that_cannot_be_written_loses_nothing(self, corpus: Corpus, seeds: Path) -> None:
        (seeds / "added").write_text("a file stands in the way")
        draft = read(corpus, kept(corpus))
        said = told(store_draft(draft, corpus, seeds))
        assert "could not be written to seeds/added: " in said
        assert "Nothing is lost" in said
        assert corpus.notebook.draft(draft.id) == draft
        assert corpus.digests() == {}

    def test_a_disk_that_fills_up_leaves_no_half_file(
        self, corpus: Corpus, seeds: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        draft = read(corpus, kept(corpus))
        monkeypatch.setattr(os, "fsync", full)
        assert "No space left on device" in told(store_draft(draft, corpus, seeds))
        assert added(seeds) == []

    def test_another_file_of_its_name_is_never_overwritten(self, corpus: Corpus, seeds: Path) -> None:
        draft = read(corpus, kept(corpus))
        store_draft(draft, corpus, seeds)
        (path,) = added(seeds)
        path.write_text("mended by hand")
        assert "another file has its name" in told(store_draft(draft, corpus, seeds))
        assert path.read_text() == "mended by hand"

    def test_a_database_in_trouble_leaves_the_file_to_the_next_ingest(
        self, corpus: Corpus, seeds: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def locked(*_: object, **__: object) -> None:
            raise StoreError("The database is locked.")

        draft = read(corpus, kept(corpus))
        with monkeypatch.context() as trouble:
            trouble.setattr(corpus, "save", locked)
            said = told(store_draft(draft, corpus, seeds))
        assert "The database is locked. Its file is written: the next readout ingest reads it." in said
        assert corpus.notebook.draft(draft.id) == draft
        report = ingest(corpus, ["seeds/added"], reader=read_words)
        assert [file.outcome for file in report.files] == ["added"]


class TestSharedFiles:
    def test_its_header_lines_become_fields(self) -> None:
        data = f"\ufeff date 2031-05-07 Boats\r\n outlet Post\r\n url https://a.example\r\n\r\n{BODY}".encode()
        draft = file_as_draft("boats.txt", data, "U1")
        assert isinstance(draft, Draft)
        assert (draft.title, draft.published, draft.outlet, draft.url, draft.text, draft.user) == (
            "Boats",
            date(2031, 5, 7),
            "Post",
            "https://a.example",
            BODY,
            "U1",
        )

    def test_without_a_header_it_stays_as_it_is(self) -> None:
        for text in (f"\n\n{BODY}More.", f"Boats came in. {BODY}", "\ufeffBoats came in.\nThen they left."):
            draft = file_as_draft("boats.txt", text.encode(), "U1")
            assert isinstance(draft, Draft)
            assert (draft.title, draft.text) == (None, text)

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "is empty"),
            (b"MZ\x90\x00\x03", "is not plain text: byte 3 is NUL"),
            (b"Title\n\nHe said \x93no\x94.", "is not UTF-8: byte 15 is 0x93"),
            (b"a" * (LARGEST + 1), "is too large"),
            (b" date 2031-05-07 Boats\n\n", "holds a headline and no text"),
        ],
    )
    def test_what_is_no_article(self, data: bytes, why: str) -> None:
        found = file_as_draft("boats.txt", data, "U1")
        assert isinstance(found, str)
        assert why in found
