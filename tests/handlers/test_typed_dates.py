from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.asking.dates import take_date, take_month
from corpus.linking.days import days_of
from handlers.typed_dates import days_meant


@pytest.mark.parametrize(
    ("words", "written", "rest"),
    [
        ("2022-03", "2022-03", ""),
        ("Istanbul 2022-03-29", "2022-03-29", "Istanbul"),
        ("March 2022 Istanbul", "2022-03", "Istanbul"),
        ("29 March 2022", "2022-03-29", ""),
        ("the 3rd of Sept. 2022", "2022-09-03", "the"),
        ("mar 29, 2022 Oslo", "2022-03-29", "Oslo"),
        ("talks in 2022", "2022", "talks in"),
        ("March", None, "March"),
        ("2022-13", None, "2022-13"),
        ("marching 2022", "2022", "marching"),
        ("12345", None, "12345"),
        ("32 March 2022", "2022-03", "32"),
    ],
)
def test_a_date_is_found_among_the_words(words: str, written: str | None, rest: str) -> None:
    assert take_date(words) == (written, rest)


@given(st.text())
def test_any_words_are_read(words: str) -> None:
    written, rest = take_date(words)
    assert (written is None) == (rest == words) or written


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-03-30", date(2022, 3, 30), date(2022, 3, 30)),
    ],
)
def test_a_year_and_a_month_have_a_first_and_a_last_day(written: str, first: date, last: date) -> None:
    assert days_of(written) == (first, last)


@given(st.none() | st.text() | st.from_regex(r"\d{4}(-\d\d){0,2}", fullmatch=True))
def test_what_no_calendar_has_is_no_day(written: str | None) -> None:
    days = days_of(written)
    assert days is None or days[0] <= days[1]
    assert days_of("2022-02-30") is None
    assert days_of("0000") is None


SUNDAY = date(2031, 5, 4)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("today", SUNDAY, SUNDAY),
        ("Yesterday", date(2031, 5, 3), date(2031, 5, 3)),
        ("this week", date(2031, 4, 28), SUNDAY),
        ("last week", date(2031, 4, 21), date(2031, 4, 27)),
        ("last month", date(2031, 4, 1), date(2031, 4, 30)),
        ("this year", date(2031, 1, 1), date(2031, 12, 31)),
        ("last year", date(2030, 1, 1), date(2030, 12, 31)),
        ("March", date(2031, 3, 1), date(2031, 3, 31)),
        ("May", date(2031, 5, 1), date(2031, 5, 31)),
        ("Sept.", date(2030, 9, 1), date(2030, 9, 30)),
    ],
)
def test_days_are_counted_from_the_day_they_are_typed_on(words: str, first: date, last: date) -> None:
    assert days_meant(words, SUNDAY) == (first, last)


@pytest.mark.parametrize("words", ["", "the war", "next week", "last stand", "week", "marching"])
def test_other_words_are_no_days(words: str) -> None:
    assert days_meant(words, SUNDAY) is None


@pytest.mark.parametrize(
    ("words", "month", "rest"),
    [("March", 3, ""), ("Oslo in sept.", 9, "Oslo"), ("Geneva", None, "Geneva"), ("marching", None, "marching")],
)
def test_a_month_is_found_without_its_year(words: str, month: int | None, rest: str) -> None:
    assert take_month(words) == (month, rest)
