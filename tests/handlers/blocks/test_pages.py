from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from corpus.store.listing import Unfolding
from handlers.blocks.kit import Block, Button, header, note
from handlers.blocks.pages import LAST, MOST, ROOM, Page, page, place, turning
from handlers.blocks.payload import room, size, words_in
from handlers.query import Query

QUERY = Query(command="quote", words="Ingrid Solbakken")


def compose(length: int) -> tuple[Block, ...]:
    return (*[note("x" * 2_000)] * (length // 2_000), note("x" * (length % 2_000 or 1)))


@given(st.lists(st.integers(1, 7_900), max_size=30))
def test_leafing_through_all_pages_shows_every_record_once_and_fits(lengths: list[int]) -> None:
    seen: list[int] = []
    number = 1
    while True:
        shown = page(lengths, number, compose)
        assert shown.number == number
        fits = words_in(shown.blocks) <= ROOM and size(shown.blocks) <= room()
        assert fits or len(shown.items) == 1
        assert len(shown.items) <= MOST
        seen += shown.items
        if not any(button.label == "Next" for button in turning(shown, QUERY)):
            break
        number += 1
    assert seen == lengths


def test_a_page_holds_six_records_at_most() -> None:
    assert len(page(range(1, 8), 1, compose).items) == 6
    assert len(page(range(1, 8), 2, compose).items) == 1


def test_records_that_are_not_worth_a_page_join_the_one_before() -> None:
    assert len(page(range(1, 9), 1, compose, widows=2).items) == 8
    assert len(page(range(1, 10), 1, compose, widows=2).items) == 6


def test_beyond_the_last_page_is_the_last_page() -> None:
    shown = page(range(1, 15), 999_999, compose)
    assert (shown.number, shown.items) == (3, (13, 14))
    assert place(shown) == "13 to 14 of 14"


def test_nobody_leafs_further_than_the_last_number() -> None:
    many = [1] * (LAST * MOST * 2)
    shown = page(many, LAST + 1, lambda _: (header("x"),))
    assert shown.number == LAST
    assert [button.label for button in turning(shown, QUERY)] == ["Previous"]


def test_the_whole_command_is_in_the_buttons() -> None:
    middle = page(range(1, 20), 2, compose)
    assert turning(middle, QUERY) == (
        Button("Next", "/quote Ingrid Solbakken page 3", turns=True),
        Button("Previous", "/quote Ingrid Solbakken", turns=True),
    )


def test_records_that_nobody_counted_are_read_no_further_than_one_behind_the_page() -> None:
    numbers = count(1)
    shown = page(Unfolding(numbers), 2, compose)
    assert (shown.items, place(shown), next(numbers)) == ((7, 8, 9, 10, 11, 12), "7 to 12", 14)
    assert [button.label for button in turning(shown, QUERY)] == ["Next", "Previous"]


def test_uncounted_records_are_counted_once_all_have_been_seen() -> None:
    shown = page(Unfolding(iter(range(1, 9))), 2, compose)
    assert (shown.items, place(shown)) == ((7, 8), "7 to 8 of 8")


def test_no_records_make_an_empty_page() -> None:
    shown: Page[int] = page([], 3, compose)
    assert (shown.items, shown.total, turning(shown, QUERY)) == ((), 0, ())
