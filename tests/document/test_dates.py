"""Days in running text: which phrases are found, what they mean, and on which day somebody said something."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.document.dates import days_by_governor, find_dates, find_focus, said_on
from corpus.document.dates.days import day_of_month, weekday
from corpus.document.parse import Parse, parse_article
from corpus.knowledge import read_table

EXAMPLES = read_table("dates.toml")["example"]


def reading_of(text: str, published: date | None = date(2023, 5, 10)) -> Parse:
    header = f" date {published} News\n\n" if published else "News of the day\n\n"
    return parse_article(read_article(f"{header}{text}\n", "news.txt"))


def found_in(text: str, published: date | None = date(2023, 5, 10)) -> list[tuple[str, str | None]]:
    return [(one.span.text, one.value) for one in find_dates(reading_of(text, published))]


def said_in(text: str, cue: str, published: date | None = date(2023, 5, 10)) -> date | None:
    reading = reading_of(text, published)
    number = next(token.i for token in reading.doc if token.text == cue)
    return said_on(reading, number, find_dates(reading))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"])
def test_every_example_of_the_table_means_what_it_says(example: dict[str, object]) -> None:
    published = example["published"]
    assert isinstance(published, date)
    found = find_dates(reading_of(str(example["text"]), published))
    meant = [(one.span.text, one.value, one.end) for one in found]
    assert (example["phrase"], example.get("value"), example.get("end")) in meant


def test_without_a_date_of_printing_what_is_relative_stays_as_written() -> None:
    assert found_in("The envoys met on Monday and will meet again next month.", None) == [
        ("Monday", None),
        ("next month", None),
    ]
    assert found_in("The accord was signed on 3 May 2019.", None) == [("3 May 2019", "2019-05-03")]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_day_of_printing_at_the_end_of_the_calendar_tells_nothing(published: date) -> None:
    assert found_in("They met yesterday and meet tomorrow.", published) == [("yesterday", None), ("tomorrow", None)]


def test_a_span_is_the_text_and_tells_the_tokens() -> None:
    reading = reading_of("The two sides met in Oslo on Friday 5 May and talked.")
    (phrase,) = find_dates(reading)
    assert reading.article.text[phrase.span.start : phrase.span.end] == phrase.span.text == "Friday 5 May"
    assert reading.span(phrase.first, phrase.last) == phrase.span
    assert phrase.day == date(2023, 5, 5)


def test_only_a_single_day_is_a_day() -> None:
    month, stretch, day = find_dates(reading_of("In April, on 2-3 May and on 8 May they met."))
    assert (month.day, stretch.day, day.day) == (None, None, date(2023, 5, 8))
    assert (month.precise, stretch.precise) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "She may march, and they may not.",
        "The Sunday Times reported it.",
        "Shops opened early for Black Friday.",
        "The army has 2014 tanks.",
    ],
)
def test_words_that_only_look_like_days_are_none(text: str) -> None:
    assert found_in(text) == []


def test_the_same_weekday_lies_behind_or_ahead_as_the_sentence_says() -> None:
    assert found_in("They met on Wednesday.") == [("Wednesday", "2023-05-10")]
    assert found_in("They met last Thursday.") == [("last Thursday", "2023-05-04")]
    assert found_in("They are due to meet on Thursday.") == [("Thursday", "2023-05-11")]
    assert found_in("Talks scheduled for Thursday were welcomed.") == [("Thursday", "2023-05-11")]
    assert found_in("He spoke ahead of Thursday's summit.") == [("Thursday", "2023-05-11")]


def test_the_weekday_after_printing_is_not_told_of_the_past() -> None:
    assert found_in("They met on Thursday.") == [("Thursday", None)]
    assert found_in("They met on Friday.") == [("Friday", "2023-05-05")]


def test_a_week_is_counted_from_its_monday_and_never_about_a_sunday() -> None:
    days = [
        "Monday last week",
        "Tuesday of last week",
        "a week ago on Monday",
        "last week on Friday",
        "Sunday last week",
    ]
    values = [value for day in days for _, value in found_in(f"They met on {day}.")]
    assert values == ["2023-05-01", "2023-05-02", "2023-05-01", "2023-05-05", None]
    assert found_in("They met the Monday before last.") == [("the Monday before last", "2023-05-01")]
    assert found_in("They met on Monday last week.", date(2023, 5, 14)) == [("Monday last week", None)]


def test_a_day_after_is_counted_from_the_day_of_the_main_clause() -> None:
    text = "Norway on Tuesday played down the result, a day after envoys met."
    assert found_in(text) == [("Tuesday", "2023-05-09"), ("a day after", "2023-05-08")]


def test_the_next_day_without_a_day_before_it_is_not_told() -> None:
    assert found_in("They left the next day.") == [("the next day", None)]


def test_each_word_has_the_phrase_that_depends_on_it() -> None:
    reading = reading_of("Ministers met in Oslo on Monday after Friday's vote, and they had led since 2019.")
    days = days_by_governor(reading, find_dates(reading))
    told = {reading.doc[token].text: phrase.span.text for token, phrase in days.items()}
    assert told == {"met": "Monday", "vote": "Friday"} or told == {"met": "Monday", "Oslo": "Monday", "vote": "Friday"}


def told_of(text: str, word: str, published: date | None = date(2023, 5, 10)) -> tuple[str, str] | None:
    reading = reading_of(text, published)
    number = next(token.i for token in reading.doc if token.text == word)
    found = find_focus(reading, find_dates(reading)).at(number)
    return (found[0].isoformat(), found[1].isoformat()) if found else None


class TestFocus:
    def test_a_narrative_goes_on_in_its_time(self) -> None:
        text = "In June 2021, a delegation came to Oslo. It stayed a week. Norway rejected the call."
        assert told_of(text, "came") == told_of(text, "rejected") == ("2021-06-01", "2021-06-30")

    @pytest.mark.parametrize(
        "then", ["It has rejected the call.", "Norway rejects the call.", "Ada Lind said it was rejected."]
    )
    def test_the_article_comes_back_to_its_own_time(self, then: str) -> None:
        word = "rejects" if "rejects" in then else "rejected"
        assert told_of(f"In June 2021, a delegation came to Oslo. {then}", word) is None

    def test_another_date_and_now_end_it(self) -> None:
        assert told_of("In 2021, a delegation came. Norway rejected it on Monday.", "rejected") == ("2023-05-08",) * 2
        assert told_of("In 2021, a delegation came. Norway rejected the pact of 2019.", "rejected") is None
        assert told_of("In 2021, a delegation came. Now Norway rejected it.", "rejected") is None

    def test_it_does_not_go_far_and_not_since_or_until(self) -> None:
        far = "In 2021, a delegation came. It sat. It ate. It slept. Norway rejected it."
        assert told_of(far, "rejected") is None
        assert told_of("Since 2021, Norway rejected it.", "rejected") is None
        assert told_of("She led it until 2021. Norway rejected it.", "rejected") is None

    def test_a_clause_in_another_tense_is_not_of_it(self) -> None:
        assert told_of("In 2021 Peru took the isle, which Norway calls its own.", "calls") is None

    def test_what_is_counted_from_the_time_told_of(self) -> None:
        text = "They met in January 2021. A month later, on February 18, they left. In April of that year they signed."
        values = [value for _, value in found_in(text)]
        assert values == ["2021-01", "2021-02", "2021-02-18", "2021-04"]
        assert found_in("They met in 2021. The following year they left.")[1][1] == "2022"
        assert found_in("They met in 2021. The following month they left.")[1][1] is None
        assert found_in("The following year they left.") == [("The following year", None)]

    def test_what_is_counted_from_the_time_that_the_paragraph_before_opened_with(self) -> None:
        timeline = (
            "In January 2021, Peru took the isle.\n\nThe following month, Norway left.\n\nIn April of that year, "
        )
        assert [value for _, value in found_in(f"{timeline}they met.")] == ["2021-01", "2021-02", "2021-04"]
        amid = "Peru took the isle in January 2021.\n\nThe following month, Norway left."
        assert found_in(amid)[1] == ("The following month", None)
        told = told_of("In January 2021, Peru took the isle.\n\nThe following month, Norway left.", "left")
        assert told == ("2021-02-01", "2021-02-28")

    def test_a_date_that_is_soon_to_come_is_not_told_of_the_past(self) -> None:
        assert found_in("They met on June 3.") == [("June 3", None)]
        assert found_in("They will meet on June 3.") == [("June 3", "2023-06-03")]

    def test_days_after_something_else_are_not_counted_from_printing(self) -> None:
        assert found_in("They met four days after the invasion.") == [("four days after", None)]


class TestSaidOn:
    def test_the_day_of_the_verb_itself(self) -> None:
        assert said_in('"We are ready," Ada Lind said on Monday.', "said") == date(2023, 5, 8)
        assert said_in('On Monday, Ada Lind told reporters: "We are ready."', "told") == date(2023, 5, 8)

    def test_the_day_behind_the_name_of_the_speaker(self) -> None:
        text = '"We are ready," said Ada Lind, a Norwegian envoy, on Monday.'
        assert said_in(text, "said") == date(2023, 5, 8)

    def test_the_day_of_a_participle_of_speech(self) -> None:
        assert said_in("Speaking to reporters on Monday, Ada Lind said Norway was ready.", "said") == date(2023, 5, 8)

    def test_not_the_day_of_what_is_said(self) -> None:
        assert said_in("Ada Lind said the envoys had met on Monday.", "said") is None
        assert said_in("Ada Lind said Norway would reply on Friday.", "said") is None

    def test_not_the_day_of_talks_that_it_was_said_after(self) -> None:
        assert said_in("Ada Lind said after Monday's talks that Norway was ready.", "said") is None

    def test_the_day_of_what_the_words_are_given_in(self) -> None:
        for way in (
            "in a Monday evening address",
            "in a statement late on Monday",
            "at a rally in Oslo on Monday",
            "during Monday's debate",
            "in an interview with a paper on Monday",
            "in a letter sent on Monday",
        ):
            assert said_in(f"Ada Lind said {way} that Norway was ready.", "said") == date(2023, 5, 8), way

    def test_not_the_day_of_a_thing_however_near(self) -> None:
        for thing in (
            "of the strike on Monday",
            "that Monday's strike was over and",
            "after a vote on Monday",
            "in response to Monday's strike",
            "Monday was lost and",
            "the day before the vote",
            "a day after the vote",
            "at the time",
        ):
            assert said_in(f"Ada Lind said {thing} that Norway was ready.", "said") is None, thing

    def test_not_a_day_after_printing(self) -> None:
        assert said_in("Ada Lind will say on Friday that Norway is ready.", "say") is None
        assert said_in("Ada Lind said on 12 May that Norway was ready.", "said") is None

    def test_not_in_a_paper_s_note_on_itself(self) -> None:
        assert said_in("Correction: Ada Lind said on Monday that Norway was ready.", "said") is None
        assert said_in("In an earlier version on Monday, Ada Lind said Norway was ready.", "said") is None

    def test_without_whose_words_they_are_no_other_sentence_tells(self) -> None:
        text = "Norway on Monday played down its hopes. Speaking to reporters, Ada Lind said Norway was ready."
        assert said_in(text, "said") is None

    def test_without_a_date_of_printing_nothing_is_told(self) -> None:
        assert said_in("Ada Lind said on Monday that Norway was ready.", "said", None) is None


def test_the_seed_says_its_days(seed: Parse) -> None:
    values = [(one.span.start, one.value) for one in find_dates(seed)]
    assert values == [
        (106, "2022-03-30"),
        (175, "2022-03-29"),
        (746, "2022-03-29"),
        (857, "2022-03-30"),
        (977, "2022-03-29"),
        (1507, "2022-03-29"),
        (1890, "2014"),
    ]


def test_the_seed_says_when_its_speakers_spoke(seed: Parse) -> None:
    at = seed.article.text.index("said David Arakhamia")
    assert said_on(seed, seed.token_at(at), find_dates(seed)) == date(2022, 3, 29)


@pytest.fixture(scope="module")
def seed() -> Parse:
    from pathlib import Path

    path = Path(__file__).parents[2] / "seeds" / "000_86ced2f2eda6ba96.txt"
    return parse_article(read_article(path.read_bytes().decode("utf-8"), path.name))


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.sampled_from(list(read_table("dates.toml")["weekdays"])))
def test_a_weekday_is_within_a_week_on_the_side_that_the_tense_tells(printed: date, name: str) -> None:
    past, future = weekday(name, printed, "past"), weekday(name, printed, "future")
    assert future is not None
    assert 0 <= (future - printed).days < 7
    assert future.strftime("%A") == name
    assert (past is None) == ((future - printed).days == 1)
    assert past is None or (0 <= (printed - past).days < 6 and past.strftime("%A") == name)


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(0, 40), st.integers(1, 12))
def test_a_date_without_a_year_is_never_more_than_a_year_away(printed: date, day: int, month: int) -> None:
    found = day_of_month(day, month, 0, printed, "past")
    assert found is None or abs((found - printed).days) <= 366


PIECES = [
    "Monday",
    "May",
    "that year",
    "the following month",
    "two years later",
    "they met.",
    "2022",
    "last",
    "next",
    "week",
    "30",
    "29-",
    "and",
    "a day after",
    "in",
    "said",
    "on",
    ".",
    "\n\n",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=25).map(" ".join))
def test_no_text_breaks_it_and_every_span_is_the_text(text: str) -> None:
    reading = reading_of("x" + text)
    for phrase in find_dates(reading):
        assert reading.article.text[phrase.span.start : phrase.span.end] == phrase.span.text
        assert phrase.first <= phrase.last
    dates = find_dates(reading)
    focus = find_focus(reading, dates)
    for token in reading.doc:
        told = focus.at(token.i)
        assert told is None or told[0] <= told[1]
        day = said_on(reading, token.i, dates, lambda noun: noun.i % 2 == 0)
        assert day is None or day <= date(2023, 5, 10)
