"""The pages: the same answers as in Slack, and nothing of a reader or an article is ever markup."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote as quoted

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.cli.recall import outcome
from bot.noting import words_on
from bot.web.app import create_web
from bot.web.guard import Access
from bot.web.serve import read_ahead
from corpus.errors import StoreError
from corpus.keepings import ArticleState
from corpus.store import Corpus, open_corpus
from tests.invented import FOUND, TEXT, article, corpus_of

REMAINS = "A lot of work remain before anybody signs anything"


def visiting(corpus: Corpus) -> TestClient:
    return TestClient(create_web(corpus, Access({})), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with corpus_of(tmp_path_factory.mktemp("pages"), (article(), FOUND)) as corpus:
        yield visiting(corpus)


def test_an_answer_has_an_address_and_the_words_lead_to_their_place(browser: TestClient) -> None:
    answer = browser.get("/?q=/quote Solbakken").text
    assert f'<blockquote dir="auto">{REMAINS}</blockquote>' in answer
    assert 'value="/quote Solbakken"' in answer
    source = re.search(r'href="(/source\?ref=[^"]+)"', answer)
    assert source
    there = browser.get(source[1].replace("&amp;", "&"), follow_redirects=False)
    assert (there.status_code, there.headers["location"].startswith("/article?id=")) == (303, True)
    record = there.headers["location"].partition("#")[2]
    assert f'id="{record}"' in browser.get(there.headers["location"]).text


def test_a_question_in_plain_words_is_answered_too(browser: TestClient) -> None:
    assert "Ingrid Solbakken" in browser.get("/", params={"q": "what did Solbakken say?"}).text


def test_an_article_stands_there_letter_by_letter_with_its_quotations_marked(browser: TestClient) -> None:
    page = browser.get("/article", params={"id": article().id}).text
    shown = re.sub(r"<[^>]+>", "", page.partition('class="legend')[2].partition("</article>")[0])
    for line in TEXT.splitlines()[2:]:
        assert line.replace('"', "&#34;").replace("'", "&#39;") in shown
    assert f'<mark class="words">{REMAINS},</mark>' in page
    assert "certainty" in page


def test_what_is_gone_is_said(browser: TestClient) -> None:
    assert browser.get("/article?id=nothing").status_code == 404
    assert browser.get("/source?ref=quote:a/b/c").status_code == 404
    assert "no longer in the articles" in browser.get("/copy?ref=quote:a/b/c").text
    assert browser.get("/nowhere").status_code == 404


def test_an_export_is_a_file_for_a_spreadsheet(browser: TestClient) -> None:
    made = browser.get("/export", params={"q": "/quote Solbakken"})
    assert made.headers["content-type"].startswith("text/csv")
    assert re.fullmatch(r'attachment; filename="[^"]+\.csv"', made.headers["content-disposition"])
    assert (
        REMAINS
        in next(
            csv.DictReader(
                io.StringIO(made.text.removeprefix("\ufeff")),
            )
        ).values()
        or REMAINS in made.text
    )
    assert browser.get("/export", params={"q": "/quote Nobody"}).status_code == 400


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/quote solb", "/quote Ingrid Solbakken"),
        ("/positions Norway ch", "/positions Norway Chile"),
        ("chil", "/positions Chile"),
        ("/po", "/positions "),
    ],
)
def test_the_field_offers_whole_lines(browser: TestClient, typed: str, offered: str) -> None:
    assert f'<option value="{offered}">' in browser.get("/suggest", params={"q": typed}).text


def test_the_archive_lists_what_came_last(browser: TestClient) -> None:
    page = browser.get("/archive").text
    assert "Norway plays down hopes" in page
    assert "1 articles" in page or "1 article" in page


def test_an_empty_corpus_says_how_to_fill_it(tmp_path: object) -> None:
    with open_corpus("sqlite://") as corpus:
        assert "readout ingest" in visiting(corpus).get("/archive").text


def test_a_database_that_fails_is_a_sentence_and_any_other_fault_tells_nothing(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, status, told in (
        (StoreError("The database is away."), 503, "The database is away."),
        (RuntimeError("password=hunter2"), 500, "hunter2"),
    ):

        def failing(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(Corpus, "recent", failing)
        answer = browser.get("/archive")
        assert answer.status_code == status
        assert (told in answer.text) is (status == 503)


HOSTILE = st.text(max_size=80) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "/quote <b>x</b>",
        "javascript:alert(1)",
        "\u202e\x00",
    ]
)


@given(HOSTILE)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_stays_letters(browser: TestClient, typed: str) -> None:
    for path in ("/", "/suggest", "/article", "/source", "/copy", "/export"):
        name = {"/article": "id", "/source": "ref", "/copy": "ref"}.get(path, "q")
        answer = browser.get(f"{path}?{name}={quoted(typed, safe='', errors='replace')}")
        assert answer.status_code in (200, 400, 404)
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert len(re.findall("<script", answer.text)) <= 1


def test_who_took_a_file_away_is_on_the_receipt_of_its_recall(tmp_path: Path) -> None:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        with TestClient(create_web(corpus, Access({})), base_url="http://127.0.0.1") as visiting:
            assert visiting.get("/export", params={"q": "/positions Norway"}).status_code == 200
        corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
        (step,) = corpus.ledger.steps(article().id)
    assert (step.shown.kind, step.shown.user, step.shown.line) == ("export", "this machine", "/positions Norway")
    assert step.trouble == "the file is outside Slack"


def test_whom_a_server_showed_a_page_is_on_the_receipt_of_its_recall(tmp_path: Path) -> None:
    proxied, known = Access({}, user_header="X-Forwarded-User"), article().id
    pages = ["/?q=/positions Norway", f"/article?id={known}", "/?q=/quote Nobodyatall"]
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        with TestClient(create_web(corpus, proxied), base_url="http://127.0.0.1") as visiting:
            shown = [visiting.get(one, headers={"X-Forwarded-User": "carol"}).status_code for one in pages]
        corpus.desk.rule(known, ArticleState.KILLED, by="ada")
        steps = corpus.ledger.steps(known)
    assert shown == [200, 200, 200]
    assert [step.shown.line.partition("?")[0] for step in steps] == ["/", "/article"]
    told = "was shown to carol, cannot be edited: one person alone saw it"
    assert [(step.shown.kind, outcome(step)) for step in steps] == [("private", told)] * 2


def test_what_somebody_reads_on_their_own_machine_is_shown_to_nobody_else(tmp_path: Path) -> None:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        with TestClient(create_web(corpus, Access({})), base_url="http://127.0.0.1") as visiting:
            assert visiting.get("/?q=/positions Norway").status_code == 200
        corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
        assert corpus.ledger.steps(article().id) == ()


def test_words_that_are_marked_in_the_middle_are_words_of_a_page() -> None:
    page = "<p>“We shall <mark>never</mark> <b>se</b>ll &lt;fish&gt;,”</p><p>said<br>Lund</p>"
    assert " ".join(words_on(page).split()) == "“We shall never sell <fish>,” said Lund"


def test_a_database_that_is_away_keeps_nobody_from_starting(tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path / 'broken.db'}") as corpus:
        (tmp_path / "broken.db").write_bytes(b"no database at all" * 100)
        read_ahead(corpus)
        with pytest.raises(StoreError):
            corpus.figures()
