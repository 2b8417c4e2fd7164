"""What a program is given to quote from: the very words with their place, who says them, and nothing that is held."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.mcp.answers import Part, article, asking, checked, positions, quotes, talks
from bot.mcp.records import Cited
from corpus.keepings import ArticleState
from corpus.models import Record
from corpus.store import Corpus
from tests.invented import FOUND, TEXT, corpus_of, in_another_article
from tests.invented import article as invented

ALL = Part(limit=50)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    again = in_another_article(1, *FOUND.quotes)
    with corpus_of(tmp_path, (invented(), FOUND), again) as filled:
        yield filled


def answers(corpus: Corpus) -> list[Record]:
    asked: list[Record] = [
        quotes(asking("quote", who), ALL, corpus) for who in ("Norway", "Chile", "Solbakken", "European Union")
    ]
    asked += [positions(asking("positions", party), ALL, corpus) for party in ("Norway", "Chile")]
    asked += [talks(asking("talks", which), ALL, corpus) for which in ("", "latest", "next")]
    return [*asked, checked("“A lot of work remain before anybody signs anything”, “seen nothing that looks”", corpus)]


def cited(node: Any) -> Iterator[Cited]:
    if isinstance(node, Cited):
        yield node
    elif isinstance(node, Record):
        yield from (one for value in dict(node).values() for one in cited(value))
    elif isinstance(node, tuple):
        yield from (one for value in node for one in cited(value))


def test_each_citation_is_the_articles_text_from_start_to_end_and_says_where_that_is(corpus: Corpus) -> None:
    found = [one for answer in answers(corpus) for one in cited(answer)]
    assert len(found) > 20
    for one in found:
        printed = corpus.article(one.article)
        assert printed is not None
        assert printed.text[one.start : one.end] == one.words
        assert (one.headline, one.outlet, one.printed_on) == (printed.title, printed.outlet, printed.published)
        assert (one.address, one.file) == (printed.url, printed.source)


def test_words_that_two_articles_have_come_once_with_both_places(corpus: Corpus) -> None:
    found = quotes(asking("quote", "Solbakken remain"), ALL, corpus)
    (said,) = found.quotes
    assert (found.in_all, said.printed_in, len(said.also)) == (1, 2, 1)
    assert said.cited.article != said.also[0].article


def test_whom_the_source_does_not_name_is_no_speaker(corpus: Corpus) -> None:
    (said,) = quotes(asking("quote", "European Union"), ALL, corpus).quotes
    assert said.speaker is None
    assert "not named" in said.said_by
    (party,) = (one for one in quotes(asking("quote", "Chile"), ALL, corpus).quotes if one.kind == "partial")
    assert party.speaker is None


def test_a_fragment_has_its_sentence_and_reported_speech_is_no_quote(corpus: Corpus) -> None:
    found = quotes(asking("quote", "Solbakken"), ALL, corpus).quotes
    (fragment,) = (one for one in found if one.kind == "partial")
    assert fragment.sentence is not None
    assert fragment.cited.words in fragment.sentence.words
    assert {one.kind for one in found} == {"partial", "direct"}


def test_a_position_has_its_condition_and_what_was_reported_against_it(corpus: Corpus) -> None:
    found = positions(asking("positions", "Chile"), ALL, corpus).positions
    assert any(one.condition and one.condition.words.startswith("in exchange") for one in found)
    assert any("patrol boats were again seen" in one.words for told in found for one in told.reported_since)


def test_nobody_for_certain_is_a_sentence_and_whom_to_ask_for(corpus: Corpus) -> None:
    found = quotes(asking("quote", "Solbaken"), ALL, corpus)
    if not found.quotes:
        assert found.note
        assert found.instead
        assert quotes(asking("quote", found.instead[0].words), ALL, corpus).quotes
    nobody = quotes(asking("quote", "Zzyzx"), ALL, corpus)
    assert (nobody.quotes, nobody.in_all) == ((), 0)
    assert "Zzyzx" in nobody.note
    assert "<!channel> & co" in quotes(asking("quote", "<!channel> & co"), ALL, corpus).note


def test_a_text_of_nothing_but_quotations_is_checked_to_a_point_and_says_so(corpus: Corpus) -> None:
    report = checked("“nobody signs anything” " * 5_000, corpus)
    assert len(report.quotations) == 200
    assert not report.whole


def test_records_come_in_parts(corpus: Corpus) -> None:
    whole = positions(asking("positions", "Chile"), ALL, corpus)
    parts = [positions(asking("positions", "Chile"), Part(limit=2, skip=skip), corpus) for skip in range(0, 12, 2)]
    assert [one for part in parts for one in part.positions] == list(whole.positions)
    assert {part.in_all for part in parts} == {len(whole.positions)}


def test_an_article_comes_in_stretches_whose_offsets_are_those_of_the_records(corpus: Corpus) -> None:
    (said, *_) = quotes(asking("quote", "Norway"), ALL, corpus).quotes
    told = article(said.cited.article, said.cited.start, len(said.cited.words), corpus)
    assert (told.text, told.start, told.end) == (said.cited.words, said.cited.start, said.cited.end)
    assert told.length == len(TEXT)
    beyond = article(said.cited.article, 10**9, 5, corpus)
    assert (beyond.text, beyond.length) == ("", len(TEXT))
    assert article("no-such", 0, 5, corpus).printed is None


@pytest.mark.parametrize("state", [ArticleState.ON_HOLD, ArticleState.KILLED, ArticleState.LEGAL_HOLD])
def test_what_may_not_be_shown_is_in_no_answer(tmp_path: Path, state: ArticleState) -> None:
    with corpus_of(tmp_path, (invented(), FOUND)) as corpus:
        (held,) = {one.article for answer in answers(corpus) for one in cited(answer)}
        assert corpus.desk.rule(held, state, by="ada", reason="a lawyer")
        told = [*answers(corpus), article(held, 0, 100, corpus)]
        assert not [one for answer in told for one in cited(answer)]
        written = " ".join(one.model_dump_json() for one in told)
        assert "Bear Island" not in written
        unknown = article("no-such", 0, 100, corpus)
        assert article(held, 0, 100, corpus) == unknown
