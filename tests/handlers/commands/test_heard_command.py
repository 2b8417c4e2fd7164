"""/heard: what an editor reads of who is quoted, and all that commands share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.faults import faults
from bot.pictures import drawn, timeline_of
from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.reply import Reply
from handlers.commands.timeline import Timeline
from handlers.desk.alerts import news_of
from handlers.desk.export import Export, export
from handlers.desk.follow import Following, Where, follow
from handlers.intent.plain import line_for
from tests.invented import FOUND, article, corpus_of
from tests.replies import presses, words


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("heard"), (article(), FOUND)) as corpus:
        yield corpus


def asked(line: str, corpus: Corpus) -> Reply:
    reply = answer(line, corpus)
    assert faults(reply.payload()) == []
    return reply


@pytest.mark.parametrize("words_of_it", ["Norway Chile", "", "Lisbon", "since 2031-05", "in Lisbon"])
def test_each_party_has_a_line_with_ways_share_and_day(full: Corpus, words_of_it: str) -> None:
    told = words(asked(f"/heard {words_of_it}", full))
    assert "Norway" in told
    assert ": 3 by a spokesman · 50% · last 7 May 2031" in told
    assert ": 2 in its own words · 33% · last" in told
    assert "of 6 quotations, each counted once" in told
    assert "Besides 1 quotation of others; of 0 more it is not certain" in told


def test_a_party_that_nobody_quotes_is_told_without_a_word_of_blame(tmp_path: Path) -> None:
    silent = FOUND.model_copy(update={"quotes": tuple(one for one in FOUND.quotes if one.party_id != "party:chile")})
    with corpus_of(tmp_path, (article(), silent)) as corpus:
        assert "Chile\n: no words of theirs in these articles" in words(asked("/heard Norway Chile", corpus))


@pytest.mark.parametrize("line", ["Gaza", "Norway since 2032", "<script>", "%_", "'; drop table quotes", "x " * 200])
def test_what_is_not_there_is_said(full: Corpus, line: str) -> None:
    assert "No story of" in asked(f"/heard {line}", full).text


def test_an_empty_corpus_is_said_to_be_one(corpus: Corpus) -> None:
    assert "No article has been read yet" in asked("/heard Norway", corpus).text


def test_it_is_drawn_exported_followed_and_asked_for_in_plain_words(full: Corpus) -> None:
    line = "/heard Norway Chile timeline"
    assert any(press["text"]["text"] == "Picture" for press in presses(asked(line, full)))
    found = timeline_of(line, full)
    assert isinstance(found, Timeline)
    assert [one.lane for one in found.entries][:2] == ["Chile", "Norway"]
    made = export("/heard Norway Chile export", full)
    assert isinstance(made, Export)
    assert made.text.splitlines()[1].startswith("party:norway,0,3,0,0,0,2031-05-07,2031-05-07,0.5,0.5,6,0")
    kept = follow("/heard Norway", Where("T1", "C1", "U1"), full)
    assert isinstance(kept, Following)
    assert news_of(kept.follow, [article().id], full).count == 2
    assert line_for("who has not been heard on Norway?", full) == "/heard Norway"


@pytest.mark.slow
def test_the_picture_is_one(full: Corpus) -> None:
    found = timeline_of("/heard Norway Chile timeline", full)
    assert isinstance(found, Timeline)
    assert drawn(found).startswith(b"\x89PNG")
