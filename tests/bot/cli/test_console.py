"""The console shows on a terminal what Slack would show, and nothing that a terminal would obey."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.cli.console import converse, talk
from bot.cli.prompt import PROMPT
from bot.cli.terminal import buttons, for_console, printable, rendered
from corpus.errors import StoreError
from corpus.store import Corpus, open_corpus
from handlers.answer import answer
from handlers.blocks.kit import Button, menu, note
from handlers.blocks.reply import Reply, reply
from tests.newsroom import fill


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as filled:
        fill(filled)
        yield filled


def screen() -> tuple[Console, io.StringIO]:
    paper = io.StringIO()
    return Console(file=paper, width=200, soft_wrap=True, highlight=False), paper


def printed(*blocks: dict[str, Any], text: str = "fallback") -> str:
    console, paper = screen()
    console.print(rendered({"text": text, "blocks": list(blocks)}))
    return paper.getvalue()


def session(corpus: Corpus, *lines: str) -> str:
    console, paper = screen()
    converse(corpus, io.StringIO("".join(f"{line}\n" for line in lines)), console)
    return paper.getvalue()


def test_lines_from_a_pipe_are_echoed_and_answered(corpus: Corpus) -> None:
    shown = session(corpus, "/quote Nordmann", "", "/talks latest")
    assert shown.index(f"{PROMPT}/quote Nordmann") < shown.index("│ We will reopen the fishing grounds in June")
    assert shown.index("fishing grounds in June") < shown.index(f"{PROMPT}/talks latest") < shown.index("Geneva")
    assert shown.count(PROMPT) == 2


def test_a_number_presses_a_button_of_the_last_answer(corpus: Corpus) -> None:
    shown = session(corpus, "/quote Nordmann", "1")
    assert "[1 " in shown
    assert shown.count(f"{PROMPT}1") == 1
    assert "Norway" in shown[shown.index(f"{PROMPT}1") :]


def test_buttons_that_only_slack_can_do_are_not_shown(corpus: Corpus) -> None:
    shown = session(corpus, "/quote Nordmann")
    for label in ("Share in channel", "Copy:", "Source:"):
        assert label not in shown


@pytest.mark.parametrize("order", ["follow", "unfollow", "export"])
def test_an_order_is_not_taken_for_words_to_search(corpus: Corpus, order: str) -> None:
    shown = session(corpus, f"/quote Nordmann {order}")
    assert "Slack" in shown
    assert "fishing grounds" not in shown


def test_a_number_without_a_button_is_told(corpus: Corpus) -> None:
    assert "There is no button 7." in session(corpus, "7")


@pytest.mark.parametrize("word", ["exit", "Quit", " exit "])
def test_a_word_leaves(corpus: Corpus, word: str) -> None:
    shown = session(corpus, "/quote Nordmann", word, "/talks latest")
    assert "Geneva" not in shown[shown.index(f"{PROMPT}{word.strip()}") :]


def test_a_question_in_plain_words_is_answered(corpus: Corpus) -> None:
    assert "│ We will reopen the fishing grounds in June" in session(corpus, "what did Nordmann say?")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("/quotes Nordmann", "/quote Nordmann"), ("/position Norway", "/positions Norway"), ("/talk", "/talks")],
)
def test_a_slip_of_a_command_is_offered_and_a_press_away(corpus: Corpus, slip: str, meant: str) -> None:
    shown = session(corpus, slip)
    assert f"There is no command {slip.split(maxsplit=1)[0]}." in shown
    assert f"[1 {meant}]" in shown
    assert session(corpus, slip, "1").endswith(session(corpus, meant).partition("\n")[2])


def test_a_command_that_is_like_none_is_said_to_be_none(corpus: Corpus) -> None:
    shown = session(corpus, "/weather Oslo")
    assert "There is no command /weather. Type help to see what there is." in shown


def test_a_corpus_that_cannot_be_read_is_said_and_the_console_goes_on() -> None:
    def fail(line: str) -> Reply:
        raise StoreError("The database is locked.")

    console, paper = screen()
    talk(iter(["/quote x", "/quote y"]), fail, console)
    assert paper.getvalue().count("The database is locked.") == 2


def test_an_echoed_line_cannot_steer_the_terminal(corpus: Corpus) -> None:
    assert "\x1b[2J" not in session(corpus, "/quote \x1b[2J[bold]Nordmann[/bold]")


def test_each_block_shows_its_words() -> None:
    plain = {"type": "plain_text", "text": "Plain [b]words[/b]"}
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "line one\nline two"}]}
    bullet = {"type": "rich_text_section", "elements": [{"type": "text", "text": "item", "style": {"bold": True}}]}
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [bullet]}
    link = {"type": "link", "url": "https://x.org/a", "text": "Source"}
    shown = printed(
        {"type": "header", "text": plain},
        {
            "type": "section",
            "text": plain,
            "fields": [{"type": "mrkdwn", "text": "a &lt; b *bold* <https://x.org|site>"}],
        },
        {"type": "rich_text", "elements": [quote, bullets, {"type": "rich_text_section", "elements": [link]}]},
        {
            "type": "context",
            "elements": [plain, {"type": "image", "image_url": "https://x.org/i", "alt_text": "a map"}],
        },
        {"type": "divider"},
        {"type": "image", "image_url": "https://x.org/i", "alt_text": "a chart"},
    )
    for words in (
        "Plain [b]words[/b]",
        "a < b bold site",
        "│ line one\n│ line two",
        " • item",
        "Source (https://x.org/a)",
        "a map",
        "a chart",
    ):
        assert words in shown


def test_without_blocks_the_text_is_shown() -> None:
    assert printed(text="1 &lt; 2").strip() == "1 < 2"


def test_buttons_are_numbered_across_the_message() -> None:
    one, two, three = (Button(f"b{number}", f"/quote {number}") for number in (1, 2, 3))
    sent = reply([note("x", one)], ways=[two, three]).payload()
    assert [found["value"] for found in buttons(sent)] == ["/quote 1", "/quote 2", "/quote 3"]
    shown = printed(*sent["blocks"])
    assert "[1 b1]" in shown
    assert "[2 b2]  [3 b3]" in shown


def test_the_entries_of_a_menu_are_numbered_too_and_pressed_as_slack_has_them_chosen() -> None:
    entries = [Button("Source", "quote:a/b/c", "source"), Button("Copy", "quote:a/b/c", "copy")]
    sent = reply([note("x", menu(entries))], ways=[Button("Next", "/quote x page 2")]).payload()
    assert "[1 Source]  [2 Copy]" in printed(*sent["blocks"])
    assert [found["selected_option"]["value"] for found in buttons(sent)[:2]] == [
        "source quote:a/b/c",
        "copy quote:a/b/c",
    ]
    assert [found["value"] for found in buttons(for_console(sent))] == ["/quote x page 2"]


def test_an_answer_is_readable_at_sixty_columns(corpus: Corpus) -> None:
    paper = io.StringIO()
    out = Console(file=paper, width=60, highlight=False)
    for line in ("/quote Nordmann", "/positions Norway", "/talks latest"):
        out.print(rendered(for_console(answer(line, corpus).payload())))
    lines = paper.getvalue().splitlines()
    assert max(map(len, lines)) <= 60
    assert not any(line.endswith("-") for line in lines)


def test_words_of_a_source_keep_their_bar_on_every_line_of_a_narrow_screen() -> None:
    words = " ".join(f"word{n}" for n in range(20))
    quoted = {"type": "rich_text_quote", "elements": [{"type": "text", "text": words}]}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    listed = {"type": "rich_text_list", "elements": [item]}
    paper = io.StringIO()
    Console(file=paper, width=40).print(rendered({"blocks": [{"type": "rich_text", "elements": [quoted, listed]}]}))
    lines = paper.getvalue().splitlines()
    bars = [line for line in lines if line.startswith("│ ")]
    assert " ".join(line.removeprefix("│ ") for line in bars) == words
    assert [line[:3] for line in lines[len(bars) :]] == [" • ", *["   "] * (len(lines) - len(bars) - 1)]


def test_control_characters_are_left_out() -> None:
    assert printable("a\x1b[31mb\x07\r\nc") == "a[31mb\nc"


def test_help_has_nine_lines_that_this_corpus_can_answer(corpus: Corpus) -> None:
    shown = session(corpus, "help").split(PROMPT + "help\n")[1].strip().splitlines()
    assert len(shown) <= 9
    assert sum(line.startswith(("/quote ", "/positions ", "/talks ", "/heard ")) for line in shown) == 7
    assert "/quote and a name" in session(corpus, "/quote help")


def test_a_question_that_is_broken_off_leaves_the_console_open() -> None:
    console, paper = screen()

    def broken_off(line: str) -> Reply:
        if line == "/quote x":
            raise KeyboardInterrupt
        return reply([note("here")])

    talk(iter(["/quote x", "/quote y"]), broken_off, console)
    assert paper.getvalue().splitlines()[:2] == ["Ctrl-C: that line is not answered.", "here"]
