from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks.kit import Button, header, note, room, size
from handlers.blocks.pages import LAST, MOST, Page, page, place, turning
from handlers.blocks.reply import Block


def compose(length: int) -> tuple[Block, ...]:
    return (*[note("x" * 2_000)] * (length // 2_000), note("x" * (length % 2_000 or 1)))


@given(st.lists(st.integers(1, 7_900), max_size=30))
def test_leafing_through_all_pages_shows_every_record_once_and_fits(lengths: list[int]) -> None:
    seen: list[int] = []
    number = 1
    while True:
        shown = page(lengths, number, compose)
        assert shown.number == number
        assert size(list(shown.blocks)) <= room()
        assert len(shown.items) <= MOST
        seen += shown.items
        if not any(button.label == "Next" for button in turning(shown, "/quote x")):
            break
        number += 1
    assert seen == lengths


def test_a_page_holds_five_records_at_most() -> None:
    assert len(page(range(1, 7), 1, compose).items) == 5
    assert len(page(range(1, 7), 2, compose).items) == 1


def test_records_that_are_not_worth_a_page_join_the_one_before() -> None:
    assert len(page(range(1, 8), 1, compose, widows=2).items) == 7
    assert len(page(range(1, 9), 1, compose, widows=2).items) == 5


def test_beyond_the_last_page_is_the_last_page() -> None:
    shown = page(range(1, 13), 999_999, compose)
    assert (shown.number, shown.items) == (3, (11, 12))
    assert place(shown) == "11 to 12 of 12"


def test_nobody_leafs_further_than_the_last_number() -> None:
    many = [1] * (LAST * MOST * 2)
    shown = page(many, LAST + 1, lambda _: (header("x"),))
    assert shown.number == LAST
    assert [button.label for button in turning(shown, "/quote x")] == ["Previous"]


def test_the_whole_command_is_in_the_buttons() -> None:
    middle = page(range(1, 20), 2, compose)
    assert turning(middle, "/quote Ingrid Solbakken") == (
        Button("Previous", "/quote Ingrid Solbakken"),
        Button("Next", "/quote Ingrid Solbakken page 3"),
    )


def test_no_records_make_an_empty_page() -> None:
    shown: Page[int] = page([], 3, compose)
    assert (shown.items, shown.total, turning(shown, "/quote x")) == ((), 0, ())
