from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store import Corpus
from handlers.blocks.kit import Button, actions, header, note, quotation, reply, rich, table
from handlers.blocks.limits import faults
from handlers.blocks.modals import SHORTENED, as_modal, waiting
from handlers.commands import help as helping
from handlers.commands import positions, quote, talks
from tests.invented import FOUND, article, corpus_of
from tests.replies import buttons, labels, paragraphs, presses, quoted, small_print


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("modals"), (article(), FOUND)) as corpus:
        yield corpus


def test_an_answer_is_the_same_in_a_modal_but_for_sharing(corpus: Corpus) -> None:
    found = quote.answer("Solbakken", corpus)
    view = as_modal(found, "Readout")
    assert quoted(view) == quoted(found)
    assert len(presses(view, "ask")) == len(buttons(found))
    assert presses(view, "share") == []
    assert (view.kind, view.title, view.count) == ("modal", "Readout", 3)
    assert faults(view.payload()) == []


def test_a_table_becomes_a_list_for_each_row(corpus: Corpus) -> None:
    view = as_modal(positions.answer("Chile Norway", corpus), "Side by side")
    told = paragraphs(view)
    row = told.index("NATO membership")
    assert told[row + 1].startswith("Chile: hints at: “Chile hinted at dropping its NATO partnership")
    assert told[row + 2 : row + 4] == ["Norway: nothing in the corpus", "Together: nothing from Norway"]
    assert labels(view)
    assert faults(view.payload()) == []


@pytest.mark.parametrize("asked", ["latest", "", "help"])
def test_every_kind_of_answer_fits_a_modal(asked: str, corpus: Corpus) -> None:
    for found in (talks.answer(asked, corpus), helping.answer("", corpus), quote.answer("Xqzzyv", corpus)):
        assert faults(as_modal(found, "A title that is longer than a modal's may be").payload()) == []


def test_a_row_with_nothing_but_the_share_button_goes() -> None:
    found = reply("x", [header("x"), *actions([Button("Share in channel", "0 /talks", "share")])])
    assert [block["type"] for block in as_modal(found, "x").blocks] == ["header"]


def test_what_does_not_fit_is_left_out_and_the_buttons_stay() -> None:
    rows = [["Issue", "Norway " * 20], *([f"Issue {n}", "word " * 190] for n in range(12))]
    found = reply("x", [header("x"), table(rows), *actions([Button("Next", "/talks page 2")])])
    view = as_modal(found, "x")
    assert faults(view.payload()) == []
    assert small_print(view) == [SHORTENED]
    assert buttons(reply("x", view.blocks)) == {"Next": "/talks page 2"}


def test_what_takes_its_time_is_announced() -> None:
    assert faults(waiting("Check the quotes of this draft").payload()) == []


@given(title=st.text(max_size=60), texts=st.lists(st.text(max_size=30), max_size=130))
@settings(deadline=None)
def test_any_answer_and_any_title_make_a_modal(title: str, texts: list[str]) -> None:
    found = reply("x", [note("x"), *(rich(quotation(text)) for text in texts)])
    assert faults(as_modal(found, title).payload()) == []
