"""The pages in a real browser: on a phone, by keyboard, dark and light, without scripts, for a screen reader."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bot.settings import Settings
from bot.web.serve import web_beside
from corpus.models import Extraction
from tests.invented import FOUND, article, corpus_of

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt install chromium"),
]
PAGES = ("/", "/?q=/quote Solbakken", "/?q=/positions Norway Chile", "/?q=/talks latest", "/archive", "/nowhere")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        corpus_of(tmp_path_factory.mktemp("browser"), (article(), FOUND)) as corpus,
        web_beside(Settings(_env_file=None, web_port=0), corpus) as told,
    ):
        yield told.rpartition(" ")[2].rstrip("/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wrong_for_a_screen_reader_and_nothing_is_wider_than_the_screen(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    seen = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    faults: list[str] = []
    seen.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for path in (*PAGES, f"/article?id={article().id}"):
        seen.goto(address + path)
        faults += [f"{path}: {one['id']}" for one in Axe().run(seen).response["violations"]]
        assert seen.evaluate("document.documentElement.scrollWidth") <= width, path
    seen.close()
    assert [one for one in faults if "404" not in one] == []


def test_a_name_is_offered_while_it_is_typed_and_enter_answers(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator("#q").press_sequentially("/quote solb")
    tab.wait_for_selector('#lines option[value="/quote Ingrid Solbakken"]', state="attached")
    tab.locator("#q").fill("/quote Ingrid Solbakken")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/?q=*")
    assert tab.locator("h1").inner_text().startswith("Ingrid Solbakken")
    assert "A lot of work remain before anybody signs anything" in tab.locator(".answer").inner_text()


def test_without_scripts_it_works_all_the_same(browser: Browser, address: str) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    plain.locator("#q").fill("/quote Solbakken")
    plain.get_by_role("button", name="Ask").click()
    plain.get_by_role("link", name="Source").first.click()
    assert "/article?id=" in plain.url
    plain.context.close()


def test_the_keyboard_alone_leads_from_the_field_to_the_words_in_the_article(tab: Page, address: str) -> None:
    tab.goto(f"{address}/?q=/quote Solbakken")
    for _ in range(30):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.textContent") == "Source":
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/article?id=*")
    words = tab.locator(":target + mark")
    assert words.count() == 1
    assert words.is_visible()


def test_a_hostile_article_opens_without_harm(browser: Browser, tmp_path: Path) -> None:
    text = 'Lund said: "<script>document.title=1</script><img src=x onerror=alert(1)>" \u202e\n' + "x <b>y " * 400_000
    with (
        corpus_of(tmp_path, (article(text=text, source="harm.txt"), Extraction())) as corpus,
        web_beside(Settings(_env_file=None, web_port=0), corpus) as told,
    ):
        opened = browser.new_page()
        asked: list[str] = []
        opened.on("dialog", lambda dialog: asked.append(dialog.message))
        opened.goto(f"{told.rpartition(' ')[2]}article?id={article(source='harm.txt').id}")
        assert opened.locator("main img, main script, main b").count() == 0
        assert opened.title() != "1"
        assert asked == []
        opened.close()
