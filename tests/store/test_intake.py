"""The same article twice: which are one, which state is shown, and what its sender takes back."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.ingest import ingest
from corpus.ingest.run import Report
from corpus.keepings import ArticleState
from corpus.models import Article, Extraction, Original
from corpus.store import Corpus
from corpus.store.identity import address_of
from tests.ingest.samples import BODY, HEAD, jsonl, ninjs1, text, zipped
from tests.readers import read_words


def article(source: str, words: str = BODY, **more: Any) -> Article:
    said = {key: more.pop(key) for key in [*more] if key in Original.model_fields}
    original = Original(file=source, sha256="0", media_type="text/plain", **said)
    return Article(id=source, source=source, text=words, original=original, **more)


def take(corpus: Corpus, one: Article) -> tuple[str, str | None]:
    taken = corpus.intake.take(one, Extraction(), f"digest of {one.source}")
    return taken.outcome, taken.reason


def shown(corpus: Corpus) -> list[str]:
    return sorted(one.source for one, *_ in corpus.intake.stored())


class TestOneArticle:
    def test_by_its_uri_and_the_newer_state_is_shown(self, any_corpus: Corpus) -> None:
        first = article("wire/1", uri="urn:w:1", version=1)
        second = article("feed#9", f"{BODY} Corrected.", uri="urn:w:1", version=2, outlet="Another")
        assert take(any_corpus, first) == ("added", None)
        assert take(any_corpus, second) == ("updated", None)
        assert shown(any_corpus) == ["feed#9"]
        found = any_corpus.article("wire/1")  # it has the id that it came with first
        assert found is not None
        assert found.text == second.text
        assert [older.text for older in any_corpus.intake.versions("wire/1")] == [first.text]
        assert [one.article_id for one in any_corpus.arrivals()] == ["wire/1"]

    def test_an_older_state_that_comes_later_is_kept_and_not_shown(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("b", f"{BODY} Corrected.", uri="urn:w:1", modified=datetime(2031, 9, 5, tzinfo=UTC)))
        late = article("a", uri="urn:w:1", modified=datetime(2031, 9, 4, tzinfo=UTC))
        assert take(any_corpus, late) == ("left out", "is an older state of b")
        assert shown(any_corpus) == ["b"]
        assert [older.source for older in any_corpus.intake.versions("b")] == ["a"]

    def test_by_its_address_whatever_way_leads_there(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("a", url="https://www.skerry.example/ferry/?utm_source=mail#top"))
        twin = article("b", url="http://skerry.example/ferry", outlet="Another")
        assert take(any_corpus, twin) == ("left out", "is the same article as a")
        assert address_of("https://a.example/x?id=5&utm_medium=y") == "a.example/x?id=5"

    def test_by_its_words_with_outlet_and_day(self, any_corpus: Corpus) -> None:
        day: dict[str, Any] = {"outlet": "The Skerry Times", "published": date(2031, 9, 4)}
        take(any_corpus, article("a", **day))
        assert take(any_corpus, article("b", BODY.replace(" ", "\n"), **day)) == (
            "left out",
            "is the same article as a",
        )

    def test_a_reprint_and_a_short_text_are_their_own(self, any_corpus: Corpus) -> None:
        for one in (
            article("a", outlet="One"),
            article("b", outlet="Two"),
            article("c", "Brief."),
            article("d", "Brief."),
        ):
            assert take(any_corpus, one) == ("added", None)

    def test_ids_without_a_scheme_are_their_outlets(self, any_corpus: Corpus) -> None:
        assert take(any_corpus, article("a", uri="17", outlet="One"))[0] == "added"
        assert take(any_corpus, article("b", f"{BODY} Else.", uri="17", outlet="Two"))[0] == "added"
        assert take(any_corpus, article("c", f"{BODY} More.", uri="17", outlet="Two"))[0] == "updated"

    def test_a_file_that_holds_another_article_now(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("today", uri="urn:w:1"))
        assert take(any_corpus, article("today", f"{BODY} Tuesday.", uri="urn:w:2"))[0] == "updated"
        assert take(any_corpus, article("archive", uri="urn:w:1"))[0] == "added"
        assert shown(any_corpus) == ["archive", "today"]


class TestTakenBack:
    KILL = article("kill", "", uri="urn:w:1", state="canceled", version=3)

    def test_a_kill_takes_out_what_is_there_and_what_comes_later(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("a", uri="urn:w:1", version=2))
        assert any_corpus.intake.refuse(self.KILL) == "a"
        assert shown(any_corpus) == []
        for version in (1, 2, 3):
            again = article("a", uri="urn:w:1", version=version)
            assert take(any_corpus, again) == ("left out", "was killed by its sender")
        assert take(any_corpus, article("a", uri="urn:w:1", version=4))[0] == "added"

    def test_a_kill_that_comes_first(self, any_corpus: Corpus) -> None:
        assert any_corpus.intake.refuse(self.KILL) is None
        assert take(any_corpus, article("a", uri="urn:w:1", version=2))[0] == "left out"

    def test_a_kill_finds_the_article_by_its_twin(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("feed", uri="urn:feed:8"))
        take(any_corpus, article("wire", uri="urn:w:1", version=2))
        assert any_corpus.intake.refuse(self.KILL) == "feed"
        assert take(any_corpus, article("feed", uri="urn:feed:8"))[0] == "left out"

    def test_a_hold_ends_when_its_file_says_so(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("a", uri="urn:w:1"))
        held = article("a", uri="urn:w:1", state="withheld")
        assert any_corpus.intake.refuse(held) == "a"
        assert take(any_corpus, article("b", uri="urn:w:1"))[0] == "left out"
        assert take(any_corpus, article("a", uri="urn:w:1"))[0] == "added"

    def test_an_embargo_is_of_its_own_state_only(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("a", uri="urn:w:1", version=1))
        assert any_corpus.intake.refuse(article("b", uri="urn:w:1", version=2, state="embargoed")) is None
        assert shown(any_corpus) == ["a"]


class TestRulings:
    """What an editor has ruled of an article holds, from whatever file it comes again."""

    def test_an_article_on_hold_stays_there(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("a", uri="urn:w:1", version=1))
        any_corpus.desk.rule("a", ArticleState.LEGAL_HOLD, by="U1")
        for again in (article("a", uri="urn:w:1", version=2), article("b", f"{BODY} Newer.", uri="urn:w:1", version=3)):
            outcome, reason = take(any_corpus, again)
            assert outcome == "left out"
            assert "may not be shown" in str(reason)
            assert shown(any_corpus) == []
        (kept,) = any_corpus.desk.withheld()
        assert (kept.source.id, kept.ruling.by) == ("a", "U1")
        any_corpus.desk.rule("a", ArticleState.USABLE, by="U1")
        assert shown(any_corpus) == ["b"]

    def test_a_kill_by_the_wire_is_in_its_history(self, any_corpus: Corpus) -> None:
        take(any_corpus, article("a", uri="urn:w:1", version=2))
        any_corpus.intake.refuse(TestTakenBack.KILL)
        (act, *_) = any_corpus.desk.history("a")
        assert (act.ruling.state, act.ruling.by) == (ArticleState.KILLED, "the wire")


class TestFolders:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("in").mkdir()

    def put(self, **files: bytes) -> None:
        for name, data in files.items():
            Path("in", name).write_bytes(data)

    def run(self, corpus: Corpus, **options: Any) -> dict[str, str]:
        report: Report = ingest(corpus, ["in"], reader=read_words, **options)
        return {file.path.removeprefix("in/"): file.outcome for file in report.files}

    def test_a_file_under_a_new_name_is_the_same_article(self, any_corpus: Corpus) -> None:
        self.put(a=text(1))
        self.run(any_corpus)
        Path("in/a").rename("in/b")
        assert self.run(any_corpus) == {"b": "left out"}
        assert self.run(any_corpus) == {"b": "unchanged"}
        assert self.run(any_corpus, prune=True) == {"a": "removed", "b": "added"}

    def test_what_came_out_of_an_archive_goes_with_it_and_what_is_in_it_is_read_once(self, any_corpus: Corpus) -> None:
        self.put(a=zipped({"x.txt": text(1), "y.txt": text(2)}))
        assert self.run(any_corpus) == {"a#x.txt": "added", "a#y.txt": "added"}
        assert self.run(any_corpus) == {"a": "unchanged"}
        self.put(a=zipped({"x.txt": text(1), "z.txt": text(3)}))
        assert self.run(any_corpus) == {"a#x.txt": "unchanged", "a#z.txt": "added"}
        Path("in/a").unlink()
        assert set(self.run(any_corpus, prune=True).values()) == {"removed"}
        assert any_corpus.figures().articles == 0
        assert self.run(any_corpus) == {}

    def test_lines_that_move_in_their_file_are_not_read_again(self, corpus: Corpus) -> None:
        self.put(a=jsonl(1, 2))
        self.run(corpus)
        self.put(a=jsonl(3, 1, 2))
        assert self.run(corpus) == {"a#urn:l:3": "added", "a#urn:l:1": "unchanged", "a#urn:l:2": "unchanged"}

    def test_what_is_left_out_is_not_read_again_but_for_what_is_embargoed(self, corpus: Corpus) -> None:
        self.put(
            held=ninjs1(uri="urn:1", pubstatus="withheld"), later=ninjs1(uri="urn:2", embargoed="2999-01-01T00:00:00Z")
        )
        assert self.run(corpus) == {"held": "left out", "later": "left out"}
        assert self.run(corpus) == {"held": "unchanged", "later": "left out"}

    def test_a_kill_in_a_file_takes_out_what_another_file_brought(self, corpus: Corpus) -> None:
        self.put(one=ninjs1(version="1"))
        self.run(corpus)
        self.put(two=ninjs1(version="2", pubstatus="canceled"))
        report = ingest(corpus, ["in"], reader=read_words)
        assert report.of("left out")[0].reason == "was killed by its sender; what was there of it has been taken out"
        assert corpus.figures().articles == 0
        assert set(self.run(corpus).values()) == {"unchanged", "left out"}

    def test_what_is_kept_with_an_article(self, corpus: Corpus) -> None:
        self.put(a=zipped({"w.json": json.dumps({"title": HEAD, "text": BODY, "id": "urn:x:1"}).encode()}))
        self.run(corpus)
        ((found, *_),) = corpus.intake.stored()
        assert found.original is not None
        assert (found.original.file, found.original.locator) == ("in/a", "w.json")
        assert (found.original.media_type, found.original.uri) == ("application/json", "urn:x:1")
        assert len(found.original.sha256) == 64
