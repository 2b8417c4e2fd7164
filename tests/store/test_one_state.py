"""An answer is read at one state of the corpus, whatever comes in while it is made."""

import threading
from collections.abc import Iterator

import pytest

from corpus.errors import StoreError
from corpus.models import Article
from corpus.store import Corpus, open_corpus
from tests.readers import read_words


@pytest.fixture
def other(any_url: str) -> Iterator[Corpus]:
    """The same corpus in another process."""
    with open_corpus(any_url) as opened:
        yield opened


def take(corpus: Corpus, word: str) -> None:
    article = Article(id=word, source=f"{word}.txt", text=f"Head\n\n{word}", body_start=6)
    corpus.save(article, read_words(article), "1")


def test_what_comes_in_meanwhile_is_in_the_next_answer(any_corpus: Corpus, other: Corpus) -> None:
    take(any_corpus, "before")
    with any_corpus.at_one_state():
        assert any_corpus.articles_read() == 1
        take(other, "meanwhile")
        assert any_corpus.articles_read() == 1
        assert any_corpus.article("meanwhile") is None
        assert len(any_corpus.recent()) == 1
    assert any_corpus.articles_read() == 2
    assert any_corpus.article("meanwhile") is not None


def test_what_the_answer_itself_writes_it_reads(any_corpus: Corpus) -> None:
    take(any_corpus, "before")
    with any_corpus.at_one_state():
        assert any_corpus.articles_read() == 1
        take(any_corpus, "meanwhile")
        assert any_corpus.articles_read() == 2


def test_an_answer_within_an_answer_is_a_part_of_it(any_corpus: Corpus, other: Corpus) -> None:
    take(any_corpus, "before")
    with any_corpus.at_one_state():
        with any_corpus.at_one_state():
            assert any_corpus.articles_read() == 1
        take(other, "meanwhile")
        assert any_corpus.latest_arrival() == 1


def test_every_thread_has_its_own(any_corpus: Corpus, other: Corpus) -> None:
    take(any_corpus, "before")
    seen: list[int] = []
    with any_corpus.at_one_state():
        assert any_corpus.articles_read() == 1
        take(other, "meanwhile")
        asking = threading.Thread(target=lambda: seen.append(any_corpus.articles_read()))
        asking.start()
        asking.join()
        assert any_corpus.articles_read() == 1
    assert seen == [2]


def test_an_error_ends_it_and_gives_the_connection_back(any_corpus: Corpus) -> None:
    take(any_corpus, "before")

    def broken() -> None:
        with any_corpus.at_one_state():
            any_corpus.articles_read()
            raise StoreError("broken")

    for _ in range(30):  # more than any pool has
        with pytest.raises(StoreError, match="broken"):
            broken()
    assert any_corpus.articles_read() == 1


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///{}/absent.db"])
def test_where_all_share_one_connection_nobody_keeps_it(url: str, tmp_path: object) -> None:
    with open_corpus(url.format(tmp_path)) as corpus, corpus.at_one_state():
        assert corpus.articles_read() == 0
        assert corpus.desk.withheld() == ()  # read by itself
        asking = threading.Thread(target=corpus.latest_arrival)
        asking.start()
        asking.join(timeout=10)
        assert not asking.is_alive()
