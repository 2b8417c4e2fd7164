"""What is kept across articles is the same, whatever came and went, as what would be made of the articles anew."""

import random

import pytest
from sqlalchemy import URL, delete, text, update

from corpus.store import Corpus, open_corpus
from corpus.store.kept import upkeep
from corpus.store.kept.tables import lines, rounds
from tests.bench.archive import Made, World
from tests.postgres import empty_schema


def check(corpus: Corpus) -> None:
    assert not corpus.check_kept()


def put(corpus: Corpus, made: Made) -> None:
    corpus.save(made.article, made.found, "digest")


@pytest.fixture(scope="module")
def made() -> list[Made]:
    world = World(60)
    return [world.article(number) for number in range(60)]


def test_an_archive_that_came_in_any_order(any_corpus: Corpus, made: list[Made]) -> None:
    for one in random.Random(5).sample(made, 40):
        put(any_corpus, one)
    check(any_corpus)


def test_what_came_again_and_what_went(corpus: Corpus, made: list[Made]) -> None:
    chosen = random.Random(6)
    for at, one in enumerate(made[:30]):
        put(corpus, one)
        if at % 3 == 0:
            corpus.remove(chosen.choice(made[: at + 1]).article.id)
        if at % 4 == 0:
            put(corpus, chosen.choice(made[: at + 1]))
    check(corpus)
    for one in made:
        corpus.remove(one.article.id)
    check(corpus)
    assert not corpus.figures().quotes


def test_what_is_not_as_the_articles_give_it_is_found_and_mended(any_corpus: Corpus, made: list[Made]) -> None:
    for one in made[:12]:
        put(any_corpus, one)
    with any_corpus._database.writing() as connection:
        connection.execute(delete(lines).where(lines.c.line.in_([1, 2])))
        connection.execute(update(rounds).values(story="another"))
    found = any_corpus.check_kept()
    assert found["lines"] == 2
    assert found["rounds"]
    assert any_corpus.check_kept(mend=True) == found
    check(any_corpus)


def test_postgresql_knows_how_large_the_tables_are_that_are_made_anew(
    postgres: URL, made: list[Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_AT_ONCE", 4)
    with open_corpus(empty_schema(postgres)) as corpus:
        for one in made[:12]:
            put(corpus, one)
        with corpus._database.remaking(keep=False) as connection:
            upkeep.build(connection)
            counted = text("SELECT reltuples FROM pg_class WHERE oid = 'fresh_shingles'::regclass")
            assert (connection.scalar(counted) or 0) > 100
