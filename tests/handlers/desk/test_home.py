"""The Home: what it shows of the corpus, and that Slack takes it whatever an article says."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.keepings import Follow
from corpus.models import Article
from corpus.store import Corpus, open_corpus
from handlers.blocks.reply import View
from handlers.desk.home import home
from handlers.intent.plain import answer_plain
from tests.hostile import ATTACKS, hostile_throughout
from tests.invented import FOUND, article, corpus_of, in_another_article
from tests.replies import blocks, nodes, presses

FOLLOW = Follow(
    id=7,
    team="T1",
    channel="C012AB",
    user="U1",
    line="/positions Chile",
    label="Positions of Chile",
    told_at=datetime(2031, 5, 9, 8, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("home"), (article(), FOUND), in_another_article(1)) as corpus:
        yield corpus


def said(view: View) -> str:
    return "\n".join(node["text"] for node in nodes(blocks(view)) if isinstance(node.get("text"), str))


def assert_shown(view: View) -> None:
    """Slack takes it, nothing in it is live, no two buttons share an id."""
    payload = view.payload()
    assert payload["type"] == "home"
    assert faults(payload) == []
    ids = [node["action_id"] for node in nodes(blocks(view)) if node.get("type") in ("button", "overflow")]
    assert len(set(ids)) == len(ids)
    assert not any(node.get("type") in {"mrkdwn", "markdown"} for node in nodes(blocks(view)))


def test_the_home_shows_the_corpus_the_talks_and_what_came_in(full: Corpus) -> None:
    view = home([], full)
    text = said(view)
    assert "2 articles" in text
    assert "The newest article is of 2 Jun 2031." in text
    assert "Lisbon talks, Norway and Chile · 6 May 2031" in text
    assert "Norway plays down hopes of a 'breakthrough' on fishing" in text
    assert [button["value"] for button in presses(view, "open")] == ["search", "add", "follow"]
    assert_shown(view)


def test_the_newest_arrival_comes_first(full: Corpus) -> None:
    text = said(home([], full))
    assert text.index("2 Jun 2031", text.index("New in Readout")) < text.index("7 May 2031")


def test_every_button_that_asks_has_an_answer(full: Corpus) -> None:
    lines = {button["value"] for button in presses(home([], full), "ask")}
    assert {"/talks latest", "/positions Chile"} <= lines
    for line in lines:
        assert answer_plain(line, full).count > 0, line


def test_what_is_followed_can_be_ended(full: Corpus) -> None:
    view = home([FOLLOW], full)
    assert "Positions of Chile, in " in said(view)
    assert [node["channel_id"] for node in nodes(blocks(view)) if node.get("type") == "channel"] == ["C012AB"]
    assert [node["fallback"] for node in nodes(blocks(view)) if node.get("type") == "date"] == ["9 May 2031, 08:00 UTC"]
    assert [button["value"] for button in presses(view, "unfollow")] == ["7"]
    assert "Followed" not in said(home([], full))


def test_many_follows_still_fit(full: Corpus) -> None:
    many = [FOLLOW.model_copy(update={"id": number, "label": "label " * 60}) for number in range(200)]
    view = home(many, full)
    assert len(view.blocks) <= 100
    assert "and 180 others." in said(view)
    assert_shown(view)


def test_an_empty_corpus_says_how_to_fill_it(corpus: Corpus) -> None:
    view = home([FOLLOW], corpus)
    assert "No article has been read yet" in said(view)
    assert "readout ingest seeds/" in said(view)
    assert presses(view, "ask") == []
    assert len(presses(view, "unfollow")) == 1
    assert_shown(view)


def test_a_corpus_that_cannot_be_read_says_so(sqlite_url: str) -> None:
    with open_corpus(sqlite_url) as corpus:
        corpus.save(article(), FOUND, "1")
        corpus.close()
    with open(sqlite_url.removeprefix("sqlite:///"), "r+b") as file:
        file.write(b"no database at all" * 50)
    with open_corpus(sqlite_url) as corpus:
        view = home([], corpus)
    assert len(view.blocks) == 2
    assert_shown(view)


@pytest.mark.parametrize("attack", [*ATTACKS, "word " * 900, "&<>" * 900])
def test_an_article_that_is_hostile_throughout_cannot_break_the_home(attack: str) -> None:
    with open_corpus("sqlite://") as corpus:
        for number in range(6):
            printed = Article(
                id=f"a{number}", title=attack, outlet=attack, url=attack, source=f"{number}{attack}", text=attack
            )
            corpus.save(printed, hostile_throughout(attack), "digest")
        assert_shown(home([FOLLOW.model_copy(update={"label": attack, "channel": attack})], corpus))


@given(label=st.text(max_size=300), channel=st.text(max_size=40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_follow_is_shown(label: str, channel: str, full: Corpus) -> None:
    assert_shown(home([FOLLOW.model_copy(update={"label": label, "channel": channel})], full))
