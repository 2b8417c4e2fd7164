"""What is kept across articles is the same, whatever came and went, as what would be made of the articles anew."""

import random

import pytest
from sqlalchemy import delete, update

from corpus.store import Corpus
from corpus.store.kept.tables import lines, rounds
from tests.bench.archive import Made, World


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
