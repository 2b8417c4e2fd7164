"""The desk: what needs an editor comes by itself, a decision is one form, and nobody but an editor decides."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.web.app import create_web
from bot.web.guard import Access
from bot.web.serve import letting_out
from corpus.desk.queue import claims
from corpus.desk.references import position_ref, quote_ref, talk_ref
from corpus.keepings import WIRE, ArticleState, Objection, Ruling
from corpus.models import QuoteFilter
from corpus.store import Corpus
from tests.invented import FOUND, QUOTES, article, corpus_of

NOW = datetime(2031, 5, 8, tzinfo=UTC)
SURE = [one.model_copy(update={"certainty": 1.0}) for one in QUOTES]
FORMS = tuple(f"/desk/{one}" for one in ("decide", "leave", "keys", "undo", "people", "parties", "round", "article"))
DOUBTFUL = FOUND.model_copy(
    update={"quotes": tuple(one.model_copy(update={"certainty": 0.6}) if one.id == "q4" else one for one in SURE)}
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with corpus_of(tmp_path, (article(), DOUBTFUL)) as opened:
        for one in claims(opened):
            opened.shared.check(one.key, "test")
        yield opened


@pytest.fixture
def browser(corpus: Corpus) -> TestClient:
    return visiting(corpus, Access({}))


def visiting(corpus: Corpus, access: Access, **headers: str) -> TestClient:
    sent = {"sec-fetch-site": "same-origin", **headers}
    return TestClient(
        create_web(corpus, access), base_url="http://127.0.0.1", raise_server_exceptions=False, headers=sent
    )


def fields_of(page: str, label: str) -> dict[str, str]:
    """What the form holds whose button says so."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        if label in unescape(re.sub(r"<[^>]+>", "", form)):
            return {
                name: unescape(value)
                for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
            }
    raise LookupError(label)


def test_the_least_certain_speaker_is_asked_about_and_one_form_decides(browser: TestClient, corpus: Corpus) -> None:
    page = browser.get("/desk").text
    assert "Is it Ingrid Solbakken who says this?" in page
    assert '<mark class="words">A lot of work remain before anybody signs anything,</mark>' in page
    after = browser.post("/desk/decide", data=fields_of(page, "Marta Lund"))
    assert after.status_code == 200
    assert "speaker Marta Lund" in after.text
    assert "Nothing is left to look at" in after.text
    assert corpus.quotes(QuoteFilter(id="q4"))[0].quote.speaker_name == "Marta Lund"
    back = browser.post("/desk/undo", data=fields_of(after.text, "Undo"))
    assert "Is it Ingrid Solbakken who says this?" in back.text
    assert corpus.quotes(QuoteFilter(id="q4"))[0].quote.speaker_name == "Ingrid Solbakken"


def test_what_has_changed_meanwhile_is_not_decided(browser: TestClient, corpus: Corpus) -> None:
    page = browser.get("/desk").text
    browser.post("/desk/decide", data=fields_of(page, "Marta Lund"))
    late = browser.post("/desk/decide", data=fields_of(page, "Nobody can tell"))
    assert late.status_code == 409
    assert 'role="alert"' in late.text
    assert len(corpus.corrections.of()) == 1


def test_an_objection_comes_first_and_is_settled_by_what_is_decided(browser: TestClient, corpus: Corpus) -> None:
    (row,) = corpus.quotes(QuoteFilter(id="q5"))
    note = "It was <b>Lund</b>, I was there"
    corpus.shared.object_to(Objection(at=NOW, user="U1", ref=quote_ref(row), what="speaker", note=note))
    page = browser.get("/desk").text
    assert "A reader says: wrong speaker" in page
    assert "It was &lt;b&gt;Lund&lt;/b&gt;, I was there" in page
    after = browser.post("/desk/decide", data=fields_of(page, "Marta Lund"))
    assert corpus.shared.objections() == ()
    browser.post("/desk/undo", data=fields_of(after.text, "Undo"))
    assert len(corpus.shared.objections()) == 1
    assert corpus.quotes(QuoteFilter(id="q5"))[0].quote.speaker_name == "Tomás Arriagada"


def test_an_objection_to_what_is_right_is_left(browser: TestClient, corpus: Corpus) -> None:
    row = corpus.positions()[0]
    corpus.shared.object_to(Objection(at=NOW, user="U1", ref=position_ref(row), what="other", note=""))
    after = browser.post("/desk/leave", data=fields_of(browser.get("/desk").text, "Right as it is"))
    assert corpus.shared.objections() == ()
    browser.post("/desk/undo", data=fields_of(after.text, "Undo"))
    assert len(corpus.shared.objections()) == 1


@pytest.mark.parametrize(
    ("what", "value", "told"),
    [
        ("role", "an envoy", "an envoy"),
        ("party", "Chile", "Chile"),
        ("day", "2031-05-01", "1 May 2031"),
        ("words", "A lot of work remain", "A lot of work remain</blockquote>"),
    ],
)
def test_everything_of_a_record_has_its_field(
    browser: TestClient, corpus: Corpus, what: str, value: str, told: str
) -> None:
    (row,) = corpus.quotes(QuoteFilter(id="q4"))
    assert f'name="what" value="{what}"' in browser.get("/desk/record", params={"ref": quote_ref(row)}).text
    browser.post("/desk/decide", data={"ref": quote_ref(row), "what": what, "value": value, "from": "record"})
    assert told in browser.get("/article", params={"id": article().id}).text


def test_what_cannot_be_is_said_beside_the_field(browser: TestClient, corpus: Corpus) -> None:
    (row,) = corpus.quotes(QuoteFilter(id="q4"))
    wrong = {"ref": quote_ref(row), "what": "words", "value": "words of nobody", "from": "record"}
    answer = browser.post("/desk/decide", data=wrong)
    assert answer.status_code == 409
    assert "does not stand in the article" in answer.text


def test_readers_read_and_another_site_decides_nothing(corpus: Corpus) -> None:
    access = Access({"r" * 20: "read", "e" * 20: "edit"})
    reader = visiting(corpus, access, authorization=f"Bearer {'r' * 20}")
    editor = visiting(corpus, access, authorization=f"Bearer {'e' * 20}")
    fields = fields_of(editor.get("/desk").text, "Marta Lund")
    pages = ("/desk", "/desk/articles", "/desk/people", "/desk/parties", "/desk/decisions", "/desk/round")
    for path in (*pages, f"/desk/article?id={article().id}"):
        assert reader.get(path).status_code == 403
        assert "/desk" not in reader.get("/").text
    assert reader.post("/desk/decide", data=fields).status_code == 403
    foreign = visiting(corpus, Access({}), **{"sec-fetch-site": "cross-site"})
    for path in FORMS:
        assert reader.post(path, data=fields).status_code == 403
        assert foreign.post(path, data=fields).status_code == 403
    assert corpus.corrections.of() == ()


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"ref": "quote:x/y/z", "what": "speaker", "value": "\x00\ud800".encode("utf-8", "replace").decode()},
        {
            "did": "decision:99999999999,objection:-1,checked:",
            "key": "objection:x",
            "at": "-1",
            "back": "//evil.example",
        },
        {"id": "person:nobody", "what": "one", "other": "person:nobody", "act": "explode", "reason": "x"},
        {"key": "unfit:", "at": "9" * 50},
    ],
)
def test_hostile_forms_get_an_answer_and_change_nothing(
    browser: TestClient, corpus: Corpus, path: str, fields: dict[str, str]
) -> None:
    before = (corpus.quotes(), corpus.positions(), corpus.desk.find())
    answer = browser.post(path, data=fields, follow_redirects=False)
    assert answer.status_code < 500
    assert "evil" not in answer.headers.get("location", "")
    assert (corpus.quotes(), corpus.positions(), corpus.desk.find()) == before


# -- articles ----------------------------------------------------------------------------------------------------------


def test_an_article_is_held_killed_and_let_out_for_a_reason(browser: TestClient, corpus: Corpus) -> None:
    page = {"id": article().id}
    assert "Say why" in browser.post("/desk/article", data={**page, "act": "kill"}).text
    for act, state in (("kill", "killed"), ("legal", "legal hold"), ("hold", "on hold")):
        told = browser.post("/desk/article", data={**page, "act": act, "reason": "the wire took it back"}).text
        assert f"It is <strong>{state}</strong>: the wire took it back" in told
        assert corpus.quotes() == ()
        assert browser.get("/article", params=page).status_code == 404
        assert "A lot of work" not in told
    browser.post("/desk/article", data={**page, "act": "release", "reason": "it is back"})
    assert len(corpus.quotes()) == 7
    browser.post("/desk/article", data={**page, "act": "remove", "reason": "twice"})
    assert "It is removed" in browser.get("/desk/article", params=page).text
    assert corpus.is_empty()


def test_an_embargo_that_has_passed_is_lifted_here_too(browser: TestClient, corpus: Corpus) -> None:
    page = {"id": article().id, "act": "embargo", "reason": "until then"}
    assert "Say until when" in browser.post("/desk/article", data=page).text
    ago = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")
    browser.post("/desk/article", data={**page, "until": ago})
    assert corpus.quotes() == ()
    with letting_out(corpus, every=0.01):
        for _ in range(500):
            if corpus.quotes():
                break
    assert len(corpus.quotes()) == 7


def test_what_the_wire_keeps_back_is_an_editors_to_say(browser: TestClient, corpus: Corpus) -> None:
    says = Ruling(state=ArticleState.KILLED, reason="KILLED: <i>TWELVE</i>", by=WIRE, at=NOW)
    corpus.save(article(text="KILLED: TWELVE\n\nA port.\n", source="b.txt"), FOUND.model_copy(
        update={"people": (), "parties": (), "quotes": (), "positions": (), "talks": (), "events": ()}
    ), "1", says=says)  # fmt: skip
    page = browser.get("/desk?at=1").text
    assert "The wire keeps an article back: killed" in page
    assert "&lt;i&gt;TWELVE&lt;/i&gt;" in page


# -- people ------------------------------------------------------------------------------------------------------------


def test_two_are_one_by_hand_and_two_again(browser: TestClient, corpus: Corpus) -> None:
    page = browser.get("/desk/people", params={"name": "Solbak"}).text
    assert "Ingrid Solbakken" in page
    fields = {"what": "one", "id": "person:ingrid-solbakken", "other": "person:marta-lund", "name": "Lund"}
    after = browser.post("/desk/people", data=fields).text
    assert "one person" in after
    named = {"what": "one", "id": "person:ingrid-solbakken", "other": "Tomás Arriagada", "name": "Lund"}
    browser.post("/desk/undo", data=fields_of(browser.post("/desk/people", data=named).text, "Undo"))
    assert "No person is called" in browser.post("/desk/people", data={**named, "other": "Norway"}).text
    assert corpus.figures().people == 2
    browser.post("/desk/undo", data=fields_of(after, "Undo"))
    assert corpus.figures().people == 3
    browser.post("/desk/people", data={"what": "alias", "id": "person:marta-lund", "value": "Herring Lady"})
    assert corpus.notebook.remembered()[0].typed == "Herring Lady"


def test_two_of_one_name_are_told_apart_by_their_articles(browser: TestClient, corpus: Corpus) -> None:
    corpus.save(article(source="b.txt"), DOUBTFUL, "1")
    page = browser.get("/desk/people", params={"name": "Lund"}).text
    assert "In some articles it is somebody else of that name" in page
    fields = {"what": "another", "id": "person:marta-lund", "name": "Lund", "value": "the <b>boxer</b>"}
    assert "Choose among the articles" in browser.post("/desk/people", data=fields).text
    after = browser.post("/desk/people", data={**fields, "article": article(source="b.txt").id}).text
    assert "Marta Lund (the &lt;b&gt;boxer&lt;/b&gt;) ≠ Marta Lund: two people in 1 articles" in after
    assert corpus.figures().people == 4
    browser.post("/desk/undo", data=fields_of(after, "Undo"))
    assert corpus.figures().people == 3


# -- parties and rounds ------------------------------------------------------------------------------------------------


def test_parties_are_made_one_parted_and_none_by_hand(browser: TestClient, corpus: Corpus) -> None:
    page = browser.get("/desk/parties", params={"name": "Norway"}).text
    assert "It is another party in some articles" in page
    norway = {"id": "party:norway", "name": "Norway"}

    def held() -> set[str | None]:
        return {row.party_id for row in corpus.positions()}

    for fields, left in (
        ({"what": "one", "other": "Chile"}, {"party:chile"}),
        ({"what": "apart", "other": "Georgia", "article": article().id}, {"party:georgia", "party:chile"}),
        ({"what": "nobody"}, {"party:chile"}),
    ):
        after = browser.post("/desk/parties", data={**norway, **fields}).text
        assert held() == left
        browser.post("/desk/undo", data=fields_of(after, "Undo"))
        assert held() == {"party:norway", "party:chile"}
    wrong = browser.post("/desk/parties", data={**norway, "what": "apart", "other": "Georgia"})
    assert (wrong.status_code, "in which articles" in wrong.text) == (409, True)


def test_a_ruling_over_too_many_articles_is_left_to_the_command_line(
    browser: TestClient, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.desk.parties.MOST_AT_ONCE", 0)
    answer = browser.post("/desk/parties", data={"id": "party:norway", "what": "one", "other": "Chile"})
    assert (answer.status_code, "readout desk party" in answer.text) == (409, True)
    assert corpus.corrections.rulings() == ()


def test_reports_are_parted_from_a_round_and_its_parts_are_mended(browser: TestClient, corpus: Corpus) -> None:
    corpus.save(article(source="b.txt"), DOUBTFUL, "1")
    page = {"article": article().id, "talk": "t1"}
    seen = browser.get("/desk/round", params=page).text
    assert "tick those that are of another round" in seen
    sent = {"id": article().id, "talk": "t1", "what": "apart"}
    assert "Choose some of the reports" in browser.post("/desk/round", data=sent).text
    after = browser.post("/desk/round", data={**sent, "told": f"{article(source='b.txt').id}/t1"}).text
    dated = [one for one in corpus.talks() if one.talk.date]
    assert [len(one.accounts) for one in dated] == [1, 1]
    browser.post("/desk/undo", data=fields_of(after, "Undo"))
    assert [len(one.accounts) for one in corpus.talks() if one.talk.date] == [2]
    for what, value in (("place", "Porto"), ("day", "2031-05"), ("parties", "Norway; Georgia")):
        answer = browser.post("/desk/round", data={**sent, "what": what, "value": value})
        assert value in answer.text.replace(", ", "; ")
    (mended,) = [one for one in corpus.talks() if one.talk.date]
    assert (mended.talk.place, mended.talk.date, len(mended.accounts)) == ("Porto", "2031-05", 2)
    assert "A day of talks" in browser.post("/desk/round", data={**sent, "what": "day", "value": "soon"}).text
    assert browser.get("/desk/round", params={"article": "none"}).status_code == 404


def test_an_objection_to_talks_leads_to_the_form_that_mends_them(browser: TestClient, corpus: Corpus) -> None:
    account = next(one.accounts[0] for one in corpus.talks() if one.talk.date)
    corpus.shared.object_to(Objection(at=NOW, user="U1", ref=talk_ref(account), what="day", note=""))
    assert "Mend these talks" in browser.get("/desk").text
    form = {"ref": talk_ref(account), "what": "gone", "from": "record"}
    assert 'name="what" value="gone"' in browser.get("/desk/record", params={"ref": talk_ref(account)}).text
    browser.post("/desk/decide", data=form)
    assert [one.talk.date for one in corpus.talks()] == [None]
