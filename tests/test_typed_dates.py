import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.typed_dates import take_date


@pytest.mark.parametrize(
    ("words", "date", "rest"),
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
def test_a_date_is_found_among_the_words(words: str, date: str | None, rest: str) -> None:
    assert take_date(words) == (date, rest)


@given(st.text())
def test_any_words_are_read(words: str) -> None:
    date, rest = take_date(words)
    assert (date is None) == (rest == words) or date
