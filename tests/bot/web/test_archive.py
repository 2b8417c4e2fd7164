"""The archive in the browser: what is there by outlet, day and state, what failed and why, and files that are added."""

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.reading import nothing_of
from bot.web.app import create_web
from bot.web.archive import LARGEST_REQUEST, safe_name
from bot.web.guard import Access
from bot.web.readings import summed
from corpus.ingest import FileReport, Reader, extract_article
from corpus.keepings import ArticleState, Decision
from corpus.linking.decided import as_read
from corpus.linking.selectors import select
from corpus.models import Article, Extraction, SpeakerKind
from corpus.store import Corpus, open_corpus
from tests.invented import FOUND, article

PIECE = b' date 2031-05-07 Boats leave\n\nNorway\'s boats left. "We go now," said Marta Lund, a minister.\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as opened:
        yield opened


def visiting(corpus: Corpus, seeds: Path, reader: Reader = nothing_of, **headers: str) -> TestClient:
    sent = {"sec-fetch-site": "same-origin", **headers}
    access = Access({}) if "authorization" not in headers else Access({"r" * 20: "read", "e" * 20: "edit"})
    app = create_web(corpus, access, seeds, reader)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, headers=sent)


def as_before(_: Article) -> Extraction:
    return FOUND


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return tmp_path / "seeds"


def sent(browser: TestClient, *files: tuple[str, bytes]) -> str:
    """The page once all of the files are read."""
    answer = browser.post("/archive/add", files=[("file", one) for one in files])
    assert answer.status_code == 200, answer.text
    return settled(browser)


def settled(browser: TestClient) -> str:
    for _ in range(600):
        told = browser.get("/archive/reading").text
        if "hx-trigger" not in told:
            return told
        time.sleep(0.1)
    raise TimeoutError


def test_a_file_that_is_dropped_is_read_and_answered_from(corpus: Corpus, seeds: Path) -> None:
    browser = visiting(corpus, seeds, extract_article)
    assert "<strong>added</strong>" in sent(browser, ("boats.txt", PIECE))
    (row,) = corpus.quotes()
    assert (row.quote.text, row.quote.speaker_name) == ("We go now,", "Marta Lund")
    assert "Boats leave" in browser.get("/archive").text
    (kept,) = (seeds / "added").iterdir()
    assert kept.read_bytes() == PIECE
    assert "<strong>unchanged</strong>" in sent(browser, ("boats.txt", PIECE))


def test_several_files_and_what_is_no_article_each_have_their_line(corpus: Corpus, seeds: Path) -> None:
    browser = visiting(corpus, seeds)
    told = sent(browser, ("a.txt", PIECE), ("b.bin", bytes(range(256))), ("<i>c</i>.txt", b"   "))
    assert told.count("<strong>added</strong>") == 1
    assert told.count("<strong>failed</strong>") == 2
    assert "<i>c" not in told
    page = browser.get("/archive").text
    assert "What could not be read" in page
    assert "is empty" in page


def test_the_articles_of_an_archive_are_read_one_by_one(corpus: Corpus, seeds: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", PIECE)
        archive.writestr("b.txt", PIECE.replace(b"Boats", b"Ships"))
        archive.writestr("../../c.txt", b"  ")
    told = sent(visiting(corpus, seeds), ("two.zip", packed.getvalue()))
    assert "2 articles" in told
    assert corpus.figures().articles == 2
    assert [one.name for one in seeds.rglob("*") if one.is_file()] == [one.name for one in (seeds / "added").iterdir()]


def test_what_failed_is_read_again_once_it_is_mended(corpus: Corpus, seeds: Path) -> None:
    browser = visiting(corpus, seeds)
    sent(browser, ("a.txt", b"   "))
    (note,) = corpus.intake.noted("failed").values()
    Path(note.source).write_bytes(PIECE)
    browser.post("/archive/again", data={"source": note.source})
    assert "<strong>added</strong>" in settled(browser)
    assert corpus.intake.noted("failed") == {}
    assert browser.post("/archive/again", data={"source": "/etc/passwd"}).status_code == 409


def test_what_was_read_well_is_read_again_and_what_was_decided_and_ruled_of_it_holds(
    corpus: Corpus, seeds: Path
) -> None:
    browser, known = visiting(corpus, seeds, as_before), article().id
    corpus.save(article(), FOUND, "1")
    row = next(one for one in corpus.quotes() if one.quote.speaker_kind is SpeakerKind.PERSON)
    words = select(article().text, row.quote.start, row.quote.end)
    made = {"article_id": known, "record": "quote", "of": words, "what": "speaker", "value": "Greta Jonsson"}
    said = {"kind": SpeakerKind.PERSON, "as_read": as_read(row.quote), "by": "ada", "at": datetime.now(UTC)}
    corpus.corrections.decide(Decision.model_validate({**made, **said}))
    browser.post("/desk/article", data={"id": known, "act": "again"})
    assert "<strong>updated</strong>" in settled(browser)
    assert "Greta Jonsson" in {each.quote.speaker_name for each in corpus.quotes()}
    assert corpus.figures().articles == 1
    corpus.desk.rule(known, ArticleState.KILLED, by="ada")
    browser.post("/desk/article", data={"id": known, "act": "again"})
    settled(browser)
    assert corpus.quotes() == ()
    assert [one.ruling.state for one in corpus.desk.withheld()] == [ArticleState.KILLED]
    assert browser.post("/desk/article", data={"id": "nothing", "act": "again"}).status_code in (404, 409)


def test_articles_are_shown_by_outlet_day_and_state(corpus: Corpus, seeds: Path) -> None:
    for name, outlet in (("a", "The Dock"), ("b", "Harbour News")):
        corpus.save(article(source=f"{name}.txt").model_copy(update={"outlet": outlet, "title": name * 9}), FOUND, "1")
    browser = visiting(corpus, seeds)

    def shown(**asked: str) -> list[str]:
        page = browser.get("/archive", params=asked).text
        return [name for name in ("aaaaaaaaa", "bbbbbbbbb") if name in page]

    assert shown() == ["aaaaaaaaa", "bbbbbbbbb"]
    assert shown(outlet="the dock") == ["aaaaaaaaa"]
    assert shown(since="2031-05-07", until="2031-05-07") == ["aaaaaaaaa", "bbbbbbbbb"]
    assert shown(since="2031-05-08") == shown(until="2031-05-06") == []
    assert shown(since="no day", state="no state") == ["aaaaaaaaa", "bbbbbbbbb"]
    corpus.desk.rule(article(source="a.txt").id, ArticleState.KILLED, by="ada")
    assert shown(outlet="The Dock") == []
    assert shown(state="killed", outlet="The Dock") == ["aaaaaaaaa"]
    assert shown(state="killed", since="2031-05-08") == shown(state="on hold") == []


def test_readers_see_what_may_be_shown_and_add_nothing(corpus: Corpus, seeds: Path) -> None:
    corpus.save(article(), FOUND, "1")
    corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
    reader = visiting(corpus, seeds, authorization=f"Bearer {'r' * 20}")
    page = reader.get("/archive", params={"state": "killed"}).text
    assert "fishing" not in page
    assert "/archive/add" not in page
    assert reader.get("/archive/reading").status_code == 403
    assert reader.post("/archive/add", files={"file": ("a.txt", PIECE)}).status_code == 403
    assert reader.post("/archive/again", data={"source": "x"}).status_code == 403
    assert not seeds.exists()


def test_another_site_adds_nothing(corpus: Corpus, seeds: Path) -> None:
    foreign = visiting(corpus, seeds)
    foreign.headers["sec-fetch-site"] = "cross-site"
    assert foreign.post("/archive/add", files={"file": ("a.txt", PIECE)}).status_code == 403
    assert not seeds.exists()


def test_what_is_too_large_or_too_much_is_refused_before_it_is_read(corpus: Corpus, seeds: Path) -> None:
    browser = visiting(corpus, seeds)
    huge = {"content-length": str(LARGEST_REQUEST + 1), "content-type": "multipart/form-data; boundary=x"}
    assert browser.post("/archive/add", content=b"", headers=huge).status_code == 413
    assert browser.post("/archive/add", content=iter([b"x"])).status_code == 411
    many = [("file", (f"{at}.txt", PIECE)) for at in range(21)]
    assert browser.post("/archive/add", files=many).status_code == 400
    assert browser.post("/archive/add", data={"x": "y"}).status_code == 400
    assert not seeds.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\.env", "env"),
        ("a\x00b\nc<b>.html", "a-b-c-b-.html"),
        ("日本.pdf", "日本.pdf"),
        ("..", "article"),
        ("x" * 300 + ".docx", "x" * 75 + ".docx"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, kept: str) -> None:
    made = safe_name(name, b"x")
    assert made.partition("-")[2] == kept
    assert len(made) <= 93


def test_a_file_is_what_became_of_its_articles() -> None:
    added, failed = FileReport(path="a", outcome="added"), FileReport(path="b", outcome="failed", reason="is empty")
    assert summed([]) == ("unchanged", None)
    assert summed([added]) == ("added", None)
    assert summed([failed]) == ("failed", "is empty")
    assert summed([failed, added, added]) == ("added", "2 articles; 1 not, the first as it is empty")
