"""What an article says of itself: a notice in capitals, set apart; everything else is the story's own words."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.ingest import ingest, wire
from corpus.ingest.wire import moment_in, said_of_itself
from corpus.keepings import ArticleState
from corpus.store import Corpus

TABLE = tomllib.loads(Path(wire.__file__).with_name("wire.toml").read_text(encoding="utf-8"))
HEADLINES = TABLE["also_headlines"]
STATES = [name for name in TABLE if name not in ("zones", "also_headlines")]
IS = [(name, line) for name in STATES for line in TABLE[name]["is"]]
IS_NOT = [line for name in STATES for line in TABLE[name]["is_not"]]
STORY = "\n\nThe bridge was closed on Monday.\n"


@pytest.mark.parametrize(("state", "line"), IS)
def test_a_notice_is_read_in_the_headline_and_below_it(state: str, line: str) -> None:
    for text in (f" date 2031-05-04 {line}{STORY}", f" date 2031-05-04 Bridge closed\n\n{line}{STORY}"):
        ruling = said_of_itself(read_article(text, "a.txt"))
        assert ruling is not None
        assert ruling.state in (ArticleState(state), ArticleState.ON_HOLD)
        assert ruling.reason == line


@pytest.mark.parametrize("line", IS_NOT)
def test_words_of_a_story_are_no_notice(line: str) -> None:
    assert said_of_itself(read_article(f" date 2031-05-04 {line}{STORY}", "a.txt")) is None


TOLD = (
    "\n\nFirefighters were called to the port shortly after midnight, and the mayor said that the fire had spread from "
    "a warehouse to two ships. Its cause was not known. The port stays closed until Friday, a spokeswoman for the "
    "harbour said on Tuesday morning.\n"
)


@pytest.mark.parametrize("line", HEADLINES["is_not"])
def test_a_headline_that_begins_like_a_notice_is_none(line: str) -> None:
    for text in (f" date 2031-05-04 {line}{TOLD}", f" date 2031-05-04 Port burns\n\n{line}{TOLD}"):
        assert said_of_itself(read_article(text, "a.txt")) is None


@pytest.mark.parametrize("line", HEADLINES["is"])
def test_a_notice_above_a_whole_story_is_one(line: str) -> None:
    for text in (f" date 2031-05-04 {line}{TOLD}", f" date 2031-05-04 Port burns\n\n{line}{TOLD}"):
        assert said_of_itself(read_article(text, "a.txt")) is not None


def test_where_everything_is_in_capitals_they_tell_nothing() -> None:
    for body in (TOLD.upper(), STORY):
        ruling = said_of_itself(read_article(f" date 2031-05-04 KILLED: MAYOR TO RESIGN{body}", "a.txt"))
        assert ruling is not None
        assert ruling.state is ArticleState.KILLED


def test_a_notice_far_down_is_the_storys_own() -> None:
    text = " date 2031-05-04 Bridge closed\n\n" + "The bridge was closed.\n" * 8 + "KILL: this\n"
    assert said_of_itself(read_article(text, "a.txt")) is None


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, MONDAY 5 MAY 2031", datetime(2031, 5, 5, 0, 1)),
        ("STRICTLY EMBARGOED UNTIL 0001 BST 5 May 2031", datetime(2031, 5, 4, 23, 1)),
        ("EMBARGO: 2031-05-05T06:00+02:00", datetime(2031, 5, 5, 4)),
        ("EMBARGOED until May 5, 2031, 18:30 EDT", datetime(2031, 5, 5, 22, 30)),
        ("EMBARGOED UNTIL 02:30 CET, SUNDAY 30 MARCH 2031", datetime(2031, 3, 30, 1, 30)),
    ],
)
def test_the_moment_that_an_embargo_ends_is_told_in_utc(line: str, moment: datetime) -> None:
    assert moment_in(line) == moment.replace(tzinfo=UTC)
    ruling = said_of_itself(read_article(f"{line}{STORY}", "a.txt"))
    assert ruling is not None
    assert (ruling.state, ruling.until) == (ArticleState.EMBARGOED, moment.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL MONDAY",
        "EMBARGOED UNTIL 00:01, 5 MAY 2031",
        "EMBARGOED UNTIL 00:01 GMT, TUESDAY 5 MAY 2031",
        "EMBARGOED UNTIL 00:01 GMT, 5 MAY",
        "EMBARGOED UNTIL 00:01 GMT OR 00:01 CET, 5 MAY 2031",
        "EMBARGOED UNTIL 00:01 XYZ, 5 MAY 2031",
        "EMBARGOED UNTIL 00:01 GMT, 31 FEBRUARY 2031",
        "STRICTLY EMBARGOED",
    ],
)
def test_an_embargo_that_cannot_be_read_is_a_hold(line: str) -> None:
    ruling = said_of_itself(read_article(f"{line}{STORY}", "a.txt"))
    assert ruling is not None
    assert (ruling.state, ruling.until) == (ArticleState.ON_HOLD, None)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    moment_in(text)
    said_of_itself(read_article(f"{text}{STORY}", "a.txt"))


@pytest.mark.slow
def test_a_killed_article_is_taken_in_and_not_shown_and_its_report_says_so(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f" date 2031-05-04 Bridge closed\n\nKILL: Bridge closed{STORY}")
    (report,) = ingest(corpus, [tmp_path]).files
    assert (report.outcome, report.reason) == ("left out", "may not be shown: it says “KILL: Bridge closed”")
    assert corpus.recent() == ()
    assert [one.ruling.state for one in corpus.desk.withheld()] == [ArticleState.KILLED]
    assert ingest(corpus, [tmp_path]).files[0].outcome == "unchanged"
