"""A story to look at: pictures under a strict policy, tables that tell the same, nothing that is not in a source."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from bot.web.app import create_web
from bot.web.guard import Access
from bot.web.svg import MOST_IN_A_STACK, TOLD, timeline_svg, voices_svg
from corpus.asking.stories import Grid, Voice, grid_of, title_of_story
from corpus.keepings import ArticleState
from corpus.linking.heard import Way
from corpus.linking.stories import Story
from corpus.models import Position, Source, Stance
from corpus.store import Corpus, open_corpus
from handlers.stories.look import Look, Mark, look
from tests.invented import FOUND, POSITIONS, TEXT, article

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """One story in two articles: on the second day Norway demands what it first offered."""
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as opened:
        opened.save(article(), FOUND, "1")
        later = TEXT.replace("2031-05-07", "2031-05-09", 1)
        moved = tuple(_moved(one) for one in POSITIONS)
        opened.save(article(later, "later.txt"), FOUND.model_copy(update={"positions": moved}), "2")
        yield opened


def _moved(one: Position) -> Position:
    return one.model_copy(update={"stance": Stance.REJECT, "said_on": None}) if one.id == "s3" else one


@pytest.fixture
def browser(corpus: Corpus) -> TestClient:
    return TestClient(create_web(corpus, Access({})), base_url="http://127.0.0.1", raise_server_exceptions=False)


def story_of(corpus: Corpus) -> Story:
    (one,) = corpus.newest_stories(5)
    return one


def test_the_newest_stories_lead_to_one_with_pictures_and_tables(browser: TestClient, corpus: Corpus) -> None:
    page = browser.get("/stories").text
    address = re.search(r'href="(/story\?id=[^"]+)"', page)
    assert address
    shown = browser.get(address[1]).text
    for told in ("Timeline", "Party by issue, over time", "Who is quoted, and who is not", "Norway", "Chile"):
        assert told in shown
    assert shown.count("<svg") == 2
    assert "A lot of work remain before anybody signs anything," in shown
    assert not re.search(r"<script(?! src=)|\son\w+=|\sstyle=", shown)


def test_every_mark_of_the_picture_stands_in_the_table_with_its_source(corpus: Corpus) -> None:
    found = look(story_of(corpus).id, corpus)
    assert found is not None
    drawn = ElementTree.fromstring(timeline_svg(found))
    marks = [
        one for one in drawn.iter() if "mark" in one.get("class", "").split() and one.find(f"{SVG}title") is not None
    ]
    counted = [int(told) for one in drawn.iter(f"{SVG}text") if re.fullmatch(r"\+\d+", told := one.text or "")]
    assert len(marks) - len(TOLD) + sum(counted) == len(found.marks)
    assert {one.kind for one in found.marks} >= {"round", "position", "quote"}
    texts = {article().id: TEXT, article(source="later.txt").id: TEXT}
    for one in found.marks:
        assert one.words.removesuffix("…").strip() in texts[one.source.id]
    assert drawn.find(f"{SVG}title") is not None
    assert "The table below has each." in (drawn.findtext(f"{SVG}desc") or "")


def test_talks_that_are_only_recalled_stretch_no_picture(corpus: Corpus) -> None:
    recalled = tuple(one.model_copy(update={"background": True, "date": "2019-01-01"}) for one in FOUND.talks[:1])
    for source in ("fishing.txt", "later.txt"):
        text = TEXT if source == "fishing.txt" else TEXT.replace("2031-05-07", "2031-05-09", 1)
        corpus.save(article(text, source), FOUND.model_copy(update={"talks": recalled}), "3")
    found = look(story_of(corpus).id, corpus)
    assert found is not None
    assert "round" not in {one.kind for one in found.marks}


def test_a_party_that_nobody_quotes_is_told_as_that(corpus: Corpus) -> None:
    told = voices_svg("Fish", [Voice("Norway", [(Way.DIRECT, 12), (Way.REPORTED, 1)]), Voice("Chile", [])])
    drawn = ElementTree.fromstring(told)
    assert "Norway: 12 in its own words, 1 reported only; Chile: not quoted" in (drawn.findtext(f"{SVG}desc") or "")
    assert "not quoted" in [one.text for one in drawn.iter(f"{SVG}text")]


def test_the_last_stance_of_each_span_is_in_the_grid(corpus: Corpus) -> None:
    rows = corpus.positions()
    spans, told = grid_of(rows, {"party:norway": "Norway", "party:chile": "Chile"})[:2]
    assert [*spans] == ["2031-05-06", "2031-05-07", "2031-05-09"]
    (summit,) = [cells for party, issue, cells in told if party == "Norway" and "summit" in issue.lower()] or [
        cells
        for party, _, cells in told
        if party == "Norway" and any(one and one.stance is Stance.REJECT for one in cells)
    ]
    assert [one and one.stance for one in summit] == [None, Stance.CONSIDER, Stance.REJECT]
    assert grid_of(rows, {}) == Grid((), ())


@pytest.mark.parametrize("which", ["timeline", "voices"])
def test_a_picture_is_a_file_of_its_own(browser: TestClient, corpus: Corpus, which: str) -> None:
    answer = browser.get(f"/story/{which}.svg", params={"id": story_of(corpus).id})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == f'attachment; filename="readout-{which}.svg"'
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    ElementTree.fromstring(answer.text)


@pytest.mark.parametrize("path", ["/story", "/story?id=none", "/story/timeline.svg?id=none", "/story/evil.svg?id=x"])
def test_what_is_no_story_is_said(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_what_may_not_be_shown_is_in_no_picture(browser: TestClient, corpus: Corpus) -> None:
    one = story_of(corpus)
    corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
    left = look(one.id, corpus)
    assert left is None or {mark.source.id for mark in left.marks} == {article(source="later.txt").id}
    assert one.id not in browser.get("/stories").text


def test_names_are_text_in_a_picture_whatever_they_hold() -> None:
    evil = "</svg><script>alert(1)</script>\x00\x1b\ufffe\u202e"
    source = Source(id="a", source="a.txt")
    marks = [
        Mark(day=date(2031, 5, 1), lane=evil, kind="move", label=evil, words=evil, source=source)
        for _ in range(MOST_IN_A_STACK + 3)
    ]
    story = Story(id="s", first=date(2031, 5, 1), last=date(2031, 5, 1), articles=2, sides={}, terms={})
    drawn = timeline_svg(Look(story, evil, (evil,), marks, 0, Grid((), ()), ()))
    assert "<script" not in drawn
    root = ElementTree.fromstring(drawn)
    assert "+3" in [one.text for one in root.iter(f"{SVG}text")]


def test_a_story_is_called_by_its_sides_and_its_words(corpus: Corpus) -> None:
    told = title_of_story(story_of(corpus), corpus)
    assert "Norway" in told
    assert ":" in told
