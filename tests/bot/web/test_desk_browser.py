"""The desk in a real browser: ten speakers by keyboard alone, at most three keys each; on a phone and in the dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bot.settings import Settings
from bot.web.serve import web_beside
from corpus.desk.queue import queue
from corpus.desk.references import quote_ref, talk_ref
from corpus.keepings import ArticleState, FileNote, Objection, Ruling
from corpus.models import Article, Extraction, Person, Quote, QuoteFilter, QuoteKind, Span, SpeakerKind
from corpus.store import Corpus, open_corpus
from tests.bot.web.test_browser import CHROMIUM, browser
from tests.bot.web.test_desk import NOW
from tests.invented import FOUND, TEXT, article

__all__ = ["browser"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt install chromium"),
]
NAMES = ("Ada Byron", "Carl Gauss", "Emmy Noether")
SPOKEN = 10


def council() -> tuple[Article, Extraction]:
    """Ten quotations that the reading gives to the wrong one of three people, or to nobody."""
    told = [
        f'{NAMES[0]} and {NAMES[1]} sat down with {NAMES[2]}. "Pier {at} must stay," they heard.'
        for at in range(SPOKEN)
    ]
    text = "\n\n".join([" date 2031-05-07 Council argues about the bridge", *told]) + "\n"
    people = tuple(Person(id=f"p{at}", name=name, mentions=_mentions(name, text)) for at, name in enumerate(NAMES))
    quotes = tuple(_spoken(at, text) for at in range(SPOKEN))
    return article(text=text, source="council.txt"), Extraction(people=people, quotes=quotes)


def _mentions(name: str, text: str) -> tuple[Span, ...]:
    found, at = list[Span](), text.find(name)
    while at >= 0:
        found.append(Span(start=at, end=at + len(name), text=name))
        at = text.find(name, at + 1)
    return tuple(found)


def _spoken(at: int, text: str) -> Quote:
    words = f"Pier {at} must stay,"
    start = text.index(words)
    named = {"speaker_name": NAMES[0], "speaker_kind": SpeakerKind.PERSON, "speaker_ids": ("p0",), "certainty": 0.6}
    said = named if at % 2 else {}
    return Quote.model_validate(
        {"id": f"q{at}", "start": start, "end": start + len(words), "text": words, "kind": QuoteKind.DIRECT, **said}
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as opened:
        opened.save(*council(), "1")
        yield opened


@pytest.fixture
def address(corpus: Corpus) -> Iterator[str]:
    with web_beside(Settings(_env_file=None, web_port=0), corpus) as told:
        yield told.rpartition(" ")[2].rstrip("/")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


class Keys:
    """A keyboard that counts, and waits for the page that a key leads to."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.pressed = tab, 0

    def press(self, key: str) -> None:
        self.pressed += 1
        with self.tab.expect_navigation():
            self.tab.keyboard.press(key)


def key_of(tab: Page, name: str) -> str:
    """The key beside a name, as somebody reads it."""
    button = tab.locator(f'.choices button:has-text("{name}")')
    return button.locator("kbd").inner_text()


def test_ten_speakers_are_corrected_by_keyboard_alone(tab: Page, address: str, corpus: Corpus) -> None:
    tab.goto(f"{address}/desk")
    keys = Keys(tab)
    for at in range(SPOKEN):
        keys.press(key_of(tab, NAMES[1 + at % 2]))
    assert keys.pressed == SPOKEN
    assert "Nothing is left to look at" in tab.locator("main").inner_text()
    said = {row.quote.speaker_name for row in corpus.quotes()}
    assert said == {NAMES[1], NAMES[2]}
    keys.press("u")
    assert "1 of 1 to look at" in tab.locator("main").inner_text()


def test_a_slip_is_undone_and_said_again_in_three_keys(tab: Page, address: str, corpus: Corpus) -> None:
    tab.goto(f"{address}/desk")
    keys = Keys(tab)
    shown = tab.locator(".passage .words").inner_text()
    keys.press(key_of(tab, NAMES[1]))
    keys.press("u")
    assert tab.locator(".passage .words").inner_text() == shown
    keys.press("0")
    (said,) = [row.quote for row in corpus.quotes() if row.quote.text == shown]
    assert (said.speaker_name, keys.pressed) == (None, 3)
    keys.press("s")
    assert "2 of 9 to look at" in tab.locator("main").inner_text()


def test_letters_that_are_typed_into_a_field_decide_nothing(tab: Page, address: str, corpus: Corpus) -> None:
    tab.goto(f"{address}/desk")
    tab.keyboard.press("o")
    tab.keyboard.type("10x Grace Hopper")
    assert corpus.corrections.of() == ()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert [one.value for one in corpus.corrections.of()] == ["10x Grace Hopper"]


def test_who_switches_the_keys_off_decides_by_tab_and_enter_alone(tab: Page, address: str, corpus: Corpus) -> None:
    tab.goto(f"{address}/desk")
    assert tab.locator("[aria-keyshortcuts]").count() > 3
    with tab.expect_navigation():
        tab.get_by_role("button", name="Switch the keys off").press("Enter")
    assert tab.locator("[aria-keyshortcuts], kbd:visible").count() == 0
    for key in "123456789x0urs":
        tab.keyboard.press(key)
    assert corpus.corrections.of() == ()
    with tab.expect_navigation():
        tab.get_by_role("button", name=NAMES[1]).press("Enter")
    assert [one.value for one in corpus.corrections.of()] == [NAMES[1]]
    with tab.expect_navigation():
        tab.get_by_role("button", name="Switch the keys on").press("Enter")
    Keys(tab).press(key_of(tab, NAMES[2]))
    assert len(corpus.corrections.of()) == 2


def test_a_phone_shows_the_words_and_the_first_choice_at_once(browser: Browser, address: str, corpus: Corpus) -> None:
    """Of a long paragraph it shows what stands around the words; a wider screen shows more."""
    made, found = council()
    before, after = "The bridge is old and long. " * 40, " The river is wide and slow." * 40
    text = made.text.replace(f"{NAMES[0]} and", f"{before}{NAMES[0]} and").replace("they heard.", f"they heard.{after}")
    people = tuple(one.model_copy(update={"mentions": _mentions(one.name, text)}) for one in found.people)
    quotes = tuple(_spoken(at, text) for at in range(SPOKEN))
    corpus.save(article(text=text, source="council.txt"), Extraction(people=people, quotes=quotes), "1")
    seen = browser.new_page(viewport={"width": 360, "height": 740})
    seen.goto(f"{address}/desk")
    assert seen.locator("mark.words").is_visible()
    box = seen.locator(".choices li").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 740
    narrow = seen.locator(".passage").bounding_box()
    seen.set_viewport_size({"width": 600, "height": 740})
    wide = seen.locator(".passage").bounding_box()
    seen.close()
    assert narrow
    assert wide
    assert wide["height"] > narrow["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wrong_for_a_screen_reader_and_nothing_is_wider_than_the_screen(
    browser: Browser, address: str, corpus: Corpus, width: int, scheme: Literal["light", "dark"]
) -> None:
    corpus.save(article(), FOUND, "1")
    row = corpus.quotes(QuoteFilter(article_id=article().id))[0]
    corpus.shared.object_to(Objection(at=NOW, user="U1", ref=quote_ref(row), what="speaker", note="W" * 300))
    says = Ruling(state=ArticleState.KILLED, reason="KILLED: a port", by="the wire", at=NOW)
    corpus.save(article(text="KILLED: a port\n\nA port.\n", source="b.txt"), Extraction(), "1", says=says)
    kinds = [one.kind for one in queue(corpus)]
    held = article(source="b.txt").id
    paths = [f"/desk?at={kinds.index(kind)}" for kind in dict.fromkeys(kinds)]
    paths += [f"/desk/record?ref={quote_ref(row)}", "/desk/people?name=a", "/desk/articles", "/desk/decisions"]
    account = corpus.talks()[0].accounts[0]
    paths += ["/desk/parties?name=Norway", f"/desk/round?article={account.source.id}"]
    paths += [f"/desk/record?ref={talk_ref(account)}", "/archive", "/archive?state=killed", "/stories"]
    later = TEXT.replace("2031-05-07", "2031-05-09", 1)
    corpus.save(article(later, "later.txt"), FOUND, "1")
    corpus.intake.note([FileNote(source="x" * 90 + ".pdf", digest="", outcome="failed", reason="is encrypted")])
    paths += [f"/story?id={corpus.newest_stories(1)[0].id}"]
    seen = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    faults: list[str] = []
    for path in (*paths, f"/desk/article?id={held}"):
        seen.goto(address + path)
        faults += [f"{path}: {one['id']}" for one in Axe().run(seen).response["violations"]]
        assert seen.evaluate("document.documentElement.scrollWidth") <= width, path
    seen.close()
    assert faults == []
