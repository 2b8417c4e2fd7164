"""Of very many records an assistant is given a part, and nobody reads all the others for it."""

from collections.abc import Iterator

import pytest

from bot.mcp.answers import Part, asking, positions, quotes
from corpus.store import Corpus, open_corpus
from tests.bench.archive import World, fill

WORLD = World(150)
MOST = WORLD.parties[0][1]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    url = f"sqlite:///{tmp_path_factory.mktemp('archive')}/readout.db"
    fill(url, WORLD)
    with open_corpus(url) as opened:
        for number in range(20):  # another outlet prints them too
            made = WORLD.article(number)
            called = {"id": f"again-{number}", "source": f"again/{number}", "outlet": "The Reprint"}
            opened.save(made.article.model_copy(update=called), made.found, "digest")
        yield opened


def test_of_many_quotes_nobody_counts_the_utterances(archive: Corpus) -> None:
    first = quotes(asking("quote", MOST), Part(limit=10), archive)
    assert len(first.quotes) == 10
    assert (first.in_all, first.skipped, first.more) == (None, 0, True)


def test_the_parts_are_the_whole_each_utterance_once(archive: Corpus) -> None:
    whole = quotes(asking("quote", MOST), Part(limit=1000), archive)
    parts = [quotes(asking("quote", MOST), Part(limit=40, skip=skip), archive) for skip in range(0, 400, 40)]
    assert [one for part in parts for one in part.quotes] == list(whole.quotes)
    assert len({one.id for one in whole.quotes}) == len(whole.quotes) == whole.in_all
    assert [part.more for part in parts if part.quotes][-1] is False


def test_what_is_printed_elsewhere_stands_beside_the_one_that_is_told(archive: Corpus) -> None:
    whole = quotes(asking("quote", MOST), Part(limit=1000), archive)
    again = [one for one in whole.quotes if one.printed_in > 1]
    assert again
    assert all(one.also for one in again)


def test_positions_are_counted_and_come_newest_first(archive: Corpus) -> None:
    whole = positions(asking("positions", MOST), Part(limit=1000), archive)
    part = positions(asking("positions", MOST), Part(limit=5, skip=5), archive)
    assert part.positions == whole.positions[5:10]
    assert part.in_all == whole.in_all == len(whole.positions)
    assert part.more
    assert not whole.more
