"""The header line of a file, in every shape that it comes in; the text itself stays as it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import article_id, read_article
from corpus.errors import ArticleError

BODY = "The boats came in at noon."


def test_a_header_gives_date_and_headline() -> None:
    text = f" date 2031-05-07 Boats are back\n\n{BODY}\n"
    article = read_article(text, source="boats.txt")
    assert article.published == date(2031, 5, 7)
    assert article.title == "Boats are back"
    assert article.title_span is not None
    assert text[article.title_span.start : article.title_span.end] == "Boats are back"
    assert text[article.body_start :].strip() == BODY


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff date 2031-05-07 Boats are back\n\n{BODY}",
        f" date 2031-05-07 Boats are back\r\n\r\n{BODY}\r\n",
        f" date 2031-05-07 Boats are back\r\r{BODY}",
        f"\u00a0date\u00a02031-05-07\u00a0Boats are back\u00a0\n\n{BODY}",
        f"date 2031-05-07\tBoats are back  \n{BODY}",
    ],
    ids=["byte-order mark", "Windows line ends", "old Mac line ends", "no-break spaces", "tabs"],
)
def test_a_header_is_read_however_the_file_was_written(text: str) -> None:
    article = read_article(text, source="boats.txt")
    assert (article.published, article.title) == (date(2031, 5, 7), "Boats are back")
    assert article.text == text
    assert text[article.body_start :].strip() == BODY


def test_a_date_alone_leaves_the_headline_open() -> None:
    article = read_article(f" date 2031-05-07\n\n{BODY}", source="boats.txt")
    assert (article.published, article.title, article.title_span) == (date(2031, 5, 7), None, None)
    assert article.text[article.body_start :].strip() == BODY


def test_a_headline_alone_leaves_the_date_open() -> None:
    article = read_article(f"Boats are back\n\n{BODY}", source="boats.txt")
    assert (article.published, article.title) == (None, "Boats are back")


@pytest.mark.parametrize(
    "text",
    [BODY, f"{BODY}\n\nThen they left.", f"{'A long sentence ' * 30}\n\n{BODY}", "“We are back.”\n\nSo they said."],
    ids=["one line", "a sentence", "too long for a headline", "a quotation"],
)
def test_prose_from_the_first_line_on_is_all_body(text: str) -> None:
    article = read_article(text, source="boats.txt")
    assert (article.published, article.title, article.body_start) == (None, None, 0)


@pytest.mark.parametrize("written", ["2031-02-30", "2031-13-01", "0000-01-01"])
def test_an_impossible_date_is_no_header(written: str) -> None:
    article = read_article(f" date {written} Boats are back\n\n{BODY}", source="boats.txt")
    assert (article.published, article.title, article.body_start) == (None, None, 0)


@pytest.mark.parametrize("text", ["", " \n\n\t", "\ufeff", "\u00a0\r\n"])
def test_a_text_with_nothing_in_it_is_refused_by_name(text: str) -> None:
    with pytest.raises(ArticleError, match=r"boats\.txt is empty"):
        read_article(text, source="boats.txt")


def test_an_id_stays_and_tells_files_of_one_name_apart() -> None:
    assert article_id("a/boats.txt") == article_id("a/boats.txt")
    assert article_id("a/boats.txt") != article_id("b/boats.txt")
    assert article_id("a/Boats are back!.txt").startswith("boats-are-back-")
    assert article_id("лодки.txt").startswith("article-")


@given(st.text(max_size=200))
def test_any_text_is_kept_and_its_headline_is_in_it(text: str) -> None:
    try:
        article = read_article(text, source="boats.txt")
    except ArticleError:
        assert not text.strip("\ufeff \t\u00a0\r\n\f\v")
        return
    assert article.text == text
    assert 0 <= article.body_start <= len(text)
    if article.title_span is not None:
        assert text[article.title_span.start : article.title_span.end] == article.title_span.text == article.title
