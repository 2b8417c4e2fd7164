"""Drafts over HTTP: the same verdicts as on the command line, behind the same guard, within limits."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from bot.web.app import create_web
from bot.web.checking import LARGEST
from bot.web.guard import Access
from corpus.keepings import ArticleState
from corpus.store import Corpus
from tests.invented import FOUND, article, corpus_of

ORIGIN = {"origin": "http://127.0.0.1"}
JSON = {"accept": "application/json", **ORIGIN}
REMAINS = "A lot of work remain before anybody signs anything"
DRAFT = f"Solbakken said: “{REMAINS}.”\n\n“{REMAINS.replace('remain', 'remains')},” <b>she</b> said."
READER = "read-" + "r" * 30
EDITOR = "edit-" + "e" * 30


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("checking"), (article(), FOUND)) as full:
        yield full


def visiting(corpus: Corpus, access: Access | None = None) -> TestClient:
    return TestClient(create_web(corpus, access or Access({})), base_url="http://127.0.0.1")


def test_a_draft_is_told_as_json(corpus: Corpus) -> None:
    told = visiting(corpus).post("/check", content=DRAFT.encode(), headers=JSON).json()
    assert [(one["line"], one["verdict"]) for one in told["quotations"]] == [(1, "verbatim"), (3, "altered")]
    assert told["exit_code"] == 1
    assert told["quotations"][0]["sources"][0]["quote"]["exact"] == REMAINS


def test_a_form_is_answered_by_a_page_whose_sources_lead_to_their_place(corpus: Corpus) -> None:
    browser = visiting(corpus)
    answer = browser.post("/check", data={"text": DRAFT}, headers=ORIGIN)
    assert "2 quotations." in answer.text
    assert "<b>she</b>" not in answer.text
    assert f'href="/article?id={article().id}#q4"' in answer.text
    assert 'enctype="multipart/form-data"' in browser.get("/check").text


def test_a_file_is_read_as_what_it_is(corpus: Corpus) -> None:
    page = f"<p>Solbakken: <q>{REMAINS}.</q></p>\n<pre>“{REMAINS} now”</pre>".encode()
    sent = {"file": ('<i>"d.html', page, "text/plain")}
    answer = visiting(corpus).post("/check", files=sent, headers=ORIGIN)
    assert "1 quotation in &lt;i&gt;" in answer.text
    assert "<strong>verbatim</strong> · line 1" in answer.text


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (b"x" * (LARGEST + 1), 413, "not read here"),
        (b"%PDF-1.7 no", 400, "save it as"),
        (b"\xff\xfa\x01", 400, "UTF-8"),
        (b"", 200, ""),
    ],
)
def test_what_is_no_draft_is_refused_with_a_sentence(corpus: Corpus, content: bytes, status: int, told: str) -> None:
    answer = visiting(corpus).post("/check", content=content, headers=JSON)
    assert (answer.status_code, told in answer.json().get("error", "")) == (status, True)


def test_a_length_that_nobody_tells_and_a_form_that_is_none_are_refused(corpus: Corpus) -> None:
    browser = visiting(corpus)
    assert browser.post("/check", content=iter([b"x"]), headers=JSON).status_code == 411
    form = {**JSON, "content-type": "multipart/form-data; boundary=x"}
    assert browser.post("/check", content=b"--y\r\nno", headers=form).status_code == 400


def test_two_files_are_refused(corpus: Corpus) -> None:
    two = [("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))]
    assert visiting(corpus).post("/check", files=two, headers=JSON).status_code == 400


def test_it_stands_behind_the_guard(corpus: Corpus) -> None:
    browser = visiting(corpus, Access({READER: "read"}))
    assert browser.post("/check", content=b"x", headers=JSON).status_code == 401
    assert visiting(corpus).post("/check", content=b"x", headers={"origin": "http://evil.test"}).status_code == 403
    signed = {"authorization": f"Bearer {READER}", "accept": "application/json"}
    assert browser.post("/check", content=DRAFT.encode(), headers=signed).status_code == 200


def test_a_long_draft_is_not_called_whole(corpus: Corpus) -> None:
    told = visiting(corpus).post("/check?strict", content=("“It is.” " * 500).encode(), headers=JSON).json()
    assert (told["whole"], told["exit_code"]) == (False, 2)


def test_only_an_editor_is_told_that_words_are_of_an_article_that_may_not_be_shown(corpus: Corpus) -> None:
    browser = visiting(corpus, Access({READER: "read", EDITOR: "edit"}))
    corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
    try:
        told = [
            browser.post("/check", content=DRAFT.encode(), headers={"authorization": f"Bearer {token}", **JSON}).json()
            for token in (READER, EDITOR)
        ]
    finally:
        corpus.desk.rule(article().id, ArticleState.USABLE, by="ada")
    assert [[one["verdict"] for one in each["quotations"]] for each in told] == [
        ["not in the corpus"] * 2,
        ["from a withdrawn article"] * 2,
    ]
    assert "killed" not in str(told[0])
