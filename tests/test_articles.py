"""The header line of a file, in every shape that it comes in; the text itself stays as it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import article_id, read_article, unread_day
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
    ("text", "day"),
    [
        (" date 2031-02-30 Ministers meet\n\nThey met.", "2031-02-30"),
        ("date 4.5.2031 Ministers meet\n\nThey met.", "4.5.2031"),
        ("Date: 2031/05/04\n\nThey met.", "2031/05/04"),
        (" date 2031-05-04 Ministers meet\n\nThey met.", None),
        ("Date palms die in the north\n\nThey met.", None),
        ("Date 1st kiss\n\nThey met.", None),
        (" date 7 of hearts\n\nThey met.", None),
        ("date2031-02-30 Ministers meet\n\nThey met.", None),
        ("They met on date 2031-02-30.", None),
    ],
)
def test_a_first_line_that_means_a_day_and_has_none_is_told(text: str, day: str | None) -> None:
    assert unread_day(read_article(text, source="a.txt")) == day


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


class TestTheLinesBelowTheHeader:
    HEADER = " date 2031-05-07 Boats are back\n"

    def test_they_name_the_outlet_and_the_address(self) -> None:
        text = f"{self.HEADER} outlet The Harbour Post\n url https://harbour.example/boats?a=1\n\n{BODY}\n"
        article = read_article(text, source="boats.txt")
        assert (article.outlet, article.url) == ("The Harbour Post", "https://harbour.example/boats?a=1")
        assert (article.title, article.published) == ("Boats are back", date(2031, 5, 7))
        assert text[article.body_start :].strip() == BODY
        assert article.text == text

    @pytest.mark.parametrize(
        "text",
        [
            f" date 2031-05-07 Boats\n url http://a.example\n outlet Post\n\n{BODY}",
            f"Boats are back\n outlet Post\n url http://a.example\n\n{BODY}",
            f" date 2031-05-07\n outlet Post\n url http://a.example\n\n{BODY}",
            f"\ufeff date 2031-05-07 Boats\r\n\u00a0outlet  Post \r\n\turl http://a.example \r\n\r\n{BODY}",
            f" date 2031-05-07 Boats\r outlet Post\r url http://a.example\r\r{BODY}",
        ],
        ids=["other order", "no date", "no headline", "Windows", "old Mac"],
    )
    def test_in_either_order_below_any_header(self, text: str) -> None:
        article = read_article(text, source="boats.txt")
        assert (article.outlet, article.url) == ("Post", "http://a.example")
        assert text[article.body_start :].strip() == BODY

    @pytest.mark.parametrize(
        "below",
        [
            "outlet stores along the harbour were shut.\n\nThey opened later.",
            " outlet stores along the harbour were shut.\nThey opened later.",
            "\n outlet The Harbour Post\n\nThey opened later.",
            " outlet Post\n outlet Mail\n\nThey opened later.",
            " outlet Post\nurl https://a.example\n\nThey opened later.",
            " url ftp://a.example\n\nThey opened later.",
            " url https://a.example and more\n\nThey opened later.",
            " url https://\n\nThey opened later.",
            " outlet Post\n url javascript:alert(1)\n\nThey opened later.",
            " outlet \n\nThey opened later.",
            " outlet Post\n\n",
            " Outlet Post\n\nThey opened later.",
        ],
    )
    def test_any_other_line_is_the_bodys(self, below: str) -> None:
        text = f"{self.HEADER}{below}"
        article = read_article(text, source="boats.txt")
        assert (article.title, article.outlet, article.url) == ("Boats are back", None, None)
        assert article.body_start == len(self.HEADER)

    def test_without_a_header_they_are_the_bodys(self) -> None:
        for text in (f" outlet Post\n\n{BODY}", f" url https://a.example\n\n{BODY}", f"{BODY}\n outlet Post\n\nMore."):
            article = read_article(text, source="boats.txt")
            assert (article.outlet, article.url) == (None, None)
