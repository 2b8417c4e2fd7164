"""An article that means harm, opened in a real browser: nothing runs, nothing is fetched, nothing turns what is beside.

It is five megabytes long, and its headline, outlet, names, words and reasons hold scripts, markup and marks that turn
the direction of writing.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from bot.settings import Settings
from bot.web.serve import web_beside
from corpus.desk.references import quote_ref
from corpus.keepings import FileNote
from corpus.models import (
    Article,
    Extraction,
    Party,
    PartyKind,
    Person,
    Position,
    Quote,
    QuoteKind,
    SpeakerKind,
    Stance,
    Talk,
)
from corpus.store import Corpus
from tests.bot.web.test_browser import CHROMIUM, browser
from tests.invented import article, corpus_of, span

__all__ = ["browser"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt install chromium"),
]
EVIL = (
    '<script>window.pwned=1</script><img src=x onerror="window.pwned=2"><svg onload=window.pwned=3></svg>'
    "\"'><iframe src=javascript:parent.pwned=4></iframe>{{ 7*7 }}{% raw %}\u202eltr\u2066\u200f"
)
RTL = "قال الوزير إن المحادثات لم تنته بعد"
SAID = f"We never {EVIL} agreed, {RTL},"
HELD = f"demanded {EVIL} a pier"
LONGEST = 5_000_000


def hostile() -> tuple[Article, Extraction]:
    told = f'"{SAID}" said {EVIL}. {EVIL} {HELD}. They met {EVIL} in Lisbon.'
    filling = f"{EVIL} {RTL} " * 20 + "\n\n"
    body = f"{told}\n\n" + filling * (LONGEST // len(filling.encode()) + 1)
    text = f" date 2031-05-07 {EVIL}\n\n{body}"
    made = article(text, f"{EVIL[:80]}.txt").model_copy(
        update={"title": EVIL, "outlet": EVIL, "url": "https://news.example/<script>"}
    )
    party = {"party_name": EVIL, "party_id": "party:evil"}
    person = Person(id="p1", name=EVIL, role=EVIL, **party)
    quote = Quote(
        id="q1", kind=QuoteKind.DIRECT, speaker_name=EVIL, speaker_kind=SpeakerKind.PERSON, speaker_role=EVIL,
        speaker_ids=("p1",), certainty=0.5, **party, **span(SAID, text).model_dump(),
    )  # fmt: skip
    position = Position(
        id="o1", stance=Stance.DEMAND, issue="other", issue_phrase=span(EVIL, text), evidence=(span(HELD, text),),
        actor=span(EVIL, text), **party,
    )  # fmt: skip
    talk = Talk(
        id="t1", date="2031-05-06", place=EVIL, name=EVIL, party_names=(EVIL, "Norway"),
        evidence=(span("They met", text),),
        party_ids=("party:evil", "party:norway"),
    )  # fmt: skip
    parties = (
        Party(id="party:evil", name=EVIL, kind=PartyKind.GROUP),
        Party(id="party:norway", name="Norway", kind=PartyKind.STATE),
    )
    found = Extraction(people=(person,), parties=parties, quotes=(quote,), positions=(position,), talks=(talk,))
    return made, found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    made, found = hostile()
    twin = made.model_copy(update={"id": "twin", "source": "twin.txt", "text": made.text[:20_000]})
    with corpus_of(tmp_path_factory.mktemp("hostile"), (made, found), (twin, found)) as opened:
        assert len(made.text.encode()) > LONGEST
        opened.intake.note([FileNote(source=EVIL, digest="", outcome="failed", reason=EVIL)])
        yield opened


def test_nothing_of_a_hostile_article_runs_or_is_fetched(browser: Browser, corpus: Corpus) -> None:
    made, _ = hostile()
    row = next(one for one in corpus.quotes() if one.source.id == made.id)
    stories = [f"/story?id={one.id}" for one in corpus.newest_stories(3)]
    pages = ["/", "/?q=/talks", "/archive", "/stories", *stories, f"/article?id={made.id}", "/article?id=twin", "/desk"]
    pages += [f"/desk/record?ref={quote_ref(row)}", f"/desk/article?id={made.id}", "/desk/articles", "/desk/decisions"]
    pages += ["/desk/parties?name=script", "/desk/people?name=script", f"/desk/round?article={made.id}&talk=t1"]
    with web_beside(Settings(_env_file=None, web_port=0), corpus) as told:
        address = told.rpartition(" ")[2].rstrip("/")
        page = browser.new_page(viewport={"width": 360, "height": 740})
        asked: list[str] = []
        faults: list[str] = []
        missing: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("response", lambda one: missing.append(one.url) if one.status == 404 else None)
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        for path in pages:
            answer = page.goto(address + path, timeout=120_000)
            assert answer is not None
            assert answer.status == 200, path
            assert page.evaluate("window.pwned") is None, path
            assert page.locator("main iframe, main script:not([src]), main img").count() == 0, path
            assert "49" not in page.locator("h1").first.inner_text(), path
        page.close()
    assert missing == []
    assert faults == []
    assert {urlsplit(one).netloc for one in asked} == {urlsplit(address).netloc}


def test_the_words_of_a_hostile_article_are_shown_letter_by_letter(browser: Browser, corpus: Corpus) -> None:
    with web_beside(Settings(_env_file=None, web_port=0), corpus) as told:
        page = browser.new_page()
        page.goto(f"{told.rpartition(' ')[2].rstrip('/')}/article?id=twin")
        assert page.locator(".records blockquote").first.evaluate("one => one.textContent") == SAID
        told_in_text = page.locator(".source p[dir] mark.words").all()
        assert "".join(one.evaluate("one => one.textContent") for one in told_in_text) == SAID
        page.close()
