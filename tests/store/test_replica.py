"""A replica of PostgreSQL, a real one that can be held back: what answers read there, and what they never do."""

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import URL, make_url, text

from corpus.errors import StoreError
from corpus.keepings import ArticleState
from corpus.models import Article, Extraction
from corpus.store import Corpus, database, open_corpus
from corpus.store.dialects.engines import Server, open_engine
from tests.postgres import Standby, empty_schema, following
from tests.readers import read_words


@pytest.fixture(scope="module")
def standby(postgres: URL) -> Iterator[Standby]:
    with following(postgres) as running:
        yield running


@pytest.fixture
def url(postgres: URL) -> str:
    return empty_schema(postgres)


@pytest.fixture
def replica(standby: Standby, postgres: URL, url: str) -> Iterator[str]:
    """The address of the same schema at the standby, which has it as it is now and is held there."""
    with open_corpus(url) as first:
        take(first, "before")
    standby.follow(postgres)
    standby.hold()
    yield make_url(url).update_query_dict({"host": str(standby.url.query["host"])}).render_as_string(False)
    standby.follow(postgres)


@pytest.fixture
def corpus(url: str, replica: str) -> Iterator[Corpus]:
    """A corpus of one process of several: its answers come from the replica."""
    with open_corpus(url, Server(replica=replica)) as opened:
        yield opened


@pytest.fixture
def other(url: str) -> Iterator[Corpus]:
    """The same corpus in another process, which knows of no replica."""
    with open_corpus(url) as opened:
        yield opened


def made(word: str) -> tuple[Article, Extraction]:
    article = Article(id=word, source=f"{word}.txt", text=f"Head\n\n{word}", body_start=6)
    return article, read_words(article)


def take(corpus: Corpus, word: str) -> str:
    """As `ingest` does it."""
    return corpus.intake.take(*made(word), word).outcome


def words(corpus: Corpus) -> list[str]:
    return sorted(row.quote.text for row in corpus.quotes())


def test_answers_come_from_the_replica_and_articles_that_come_in_are_there_when_it_has_them(
    corpus: Corpus, other: Corpus, standby: Standby, postgres: URL
) -> None:
    before = corpus.revision()
    assert take(other, "fresh") == "added"
    assert words(corpus) == ["before"]
    assert corpus.revision() == before
    assert words(other) == ["before", "fresh"]
    standby.follow(postgres)
    assert words(corpus) == ["before", "fresh"]
    assert corpus.revision() == other.revision()


def test_what_somebody_added_by_hand_is_there_at_once_in_every_process(corpus: Corpus, other: Corpus) -> None:
    other.save(*made("added"), "digest")
    assert words(corpus) == ["added", "before"]
    corpus.save(*made("own"), "digest")
    assert words(corpus) == ["added", "before", "own"]


def test_what_may_not_be_shown_is_in_no_answer_however_far_the_replica_lags(
    corpus: Corpus, other: Corpus, standby: Standby, postgres: URL
) -> None:
    assert words(corpus) == ["before"]
    other.desk.rule("before", ArticleState.KILLED, by="desk", reason="wrong")
    assert words(corpus) == []
    assert corpus.article("before") is None
    assert corpus.figures().articles == 0
    standby.follow(postgres)
    assert words(corpus) == []


def test_an_article_that_is_changed_or_taken_out_is_so_at_once(corpus: Corpus, other: Corpus) -> None:
    article, _ = made("before")
    newer = article.model_copy(update={"text": "Head\n\nafter"})
    assert other.intake.take(newer, read_words(newer), "newer").outcome == "updated"
    assert words(corpus) == ["after"]
    other.remove("before")
    assert words(corpus) == []


def test_a_spelling_is_remembered_at_once(corpus: Corpus, other: Corpus) -> None:
    entity = next(iter(corpus.suggest("Norway")))
    other.notebook.remember("Norrland", entity.id, by="desk")
    assert getattr(corpus.resolve("Norrland"), "entity", None) == entity.model_copy(
        update={"aliases": (*entity.aliases, "Norrland")}
    )


def test_a_replica_that_is_away_is_told_of_in_the_log_and_the_first_server_answers(
    url: str, replica: str, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = make_url(replica).update_query_dict({"host": "/nowhere"}).render_as_string(False)
    with caplog.at_level(logging.WARNING), open_corpus(url, Server(replica=nowhere)) as corpus:
        assert words(corpus) == ["before"]
    assert "/postgres cannot be asked; answers come from the first server meanwhile" in caplog.text


def test_one_that_goes_away_while_it_is_asked_too(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert words(corpus) == ["before"]
    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
        broken.setattr(
            corpus._database._replica, "connect", open_engine("postgresql+psycopg://x@127.0.0.1:1/y").connect
        )
        assert corpus.places() == ()
    assert "answers come from the first server meanwhile" in caplog.text
    monkeypatch.setattr(database, "_REST", 0)
    assert words(corpus) == ["before"]


def test_a_statement_ends_after_so_many_seconds_and_a_process_opens_so_many_connections(url: str) -> None:
    with open_corpus(url, Server(connections=2, longest_statement=0.2)) as corpus:
        corpus.make_ready()
        with pytest.raises(StoreError, match="timeout"), corpus._database.reading() as connection:
            connection.execute(text("SELECT pg_sleep(20)"))
        pool = corpus._database._engine.pool
        assert (pool.size(), pool._max_overflow) == (2, 0)  # type: ignore[attr-defined]
