from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.store import Corpus
from handlers.blocks.forms import as_modal, waiting
from handlers.blocks.kit import Button, header, note, quotation, rich
from handlers.blocks.reply import reply
from handlers.commands import COMMANDS
from handlers.commands.help import help_on
from handlers.texts import say
from tests.asked import quotes, talks
from tests.invented import FOUND, article, corpus_of
from tests.replies import buttons, presses, quoted, small_print


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("modals"), (article(), FOUND)) as corpus:
        yield corpus


def test_what_can_be_shared_can_be_sent_from_a_modal(corpus: Corpus) -> None:
    found = quotes.answer("Solbakken", corpus)
    assert found.share is not None
    view = as_modal(found, "Readout").payload()
    assert (view["callback_id"], view["submit"]["text"]) == ("send", "Send")
    assert view["private_metadata"] == found.share.command
    assert view["blocks"][-1]["element"]["response_url_enabled"]
    plain = as_modal(quotes.answer("Xqzzyv", corpus), "Readout").payload()
    assert "submit" not in plain


def test_an_answer_is_the_same_in_a_modal_but_for_sharing(corpus: Corpus) -> None:
    found = quotes.answer("Solbakken", corpus)
    view = as_modal(found, "Readout")
    assert quoted(view) == quoted(found)
    assert len(presses(view, "ask")) == len(buttons(found))
    assert presses(view, "share") == []
    assert (view.kind, view.title, view.count) == ("modal", "Readout", 3)
    assert faults(view.payload()) == []


@pytest.mark.parametrize("asked", ["latest", "", "help"])
def test_every_kind_of_answer_fits_a_modal(asked: str, corpus: Corpus) -> None:
    for found in (talks.answer(asked, corpus), help_on("", COMMANDS, corpus), quotes.answer("Xqzzyv", corpus)):
        assert faults(as_modal(found, "A title that is longer than a modal's may be").payload()) == []


def test_a_row_with_nothing_but_the_share_button_goes() -> None:
    found = replace(reply([header("x")]), share=Button("Share in channel", "0 /talks", "share"))
    assert as_modal(found, "x").blocks == (header("x"),)


def test_what_does_not_fit_is_left_out_and_the_buttons_stay() -> None:
    found = reply([header("x"), *[note("word " * 190)] * 12], ways=[Button("Next", "/talks page 2")])
    view = as_modal(found, "x")
    assert faults(view.payload()) == []
    assert small_print(view) == [say("shortened")]
    assert buttons(reply(view.blocks)) == {"Next": "/talks page 2"}


def test_what_takes_its_time_is_announced() -> None:
    assert faults(waiting("Check the quotes of this draft").payload()) == []


@given(title=st.text(max_size=60), texts=st.lists(st.text(max_size=30), max_size=130))
@settings(deadline=None)
def test_any_answer_and_any_title_make_a_modal(title: str, texts: list[str]) -> None:
    found = reply([note("x"), *(rich(quotation(text)) for text in texts)])
    assert faults(as_modal(found, title).payload()) == []
