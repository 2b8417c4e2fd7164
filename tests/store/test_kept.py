"""What is kept across articles is the same, whatever came and went, as what would be made of the articles anew."""

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Table, select

from corpus.store import Corpus
from corpus.store.kept import upkeep
from corpus.store.kept.tables import KEPT
from tests.bench.archive import Made, World

Rows = dict[str, list[tuple[object, ...]]]


def rows_of(connection: Connection) -> Rows:
    """Everything that is kept, but for when it last changed and for who has gone."""
    return {table.name: sorted(_rows(connection, table), key=str) for table in KEPT}


def _rows(connection: Connection, table: Table) -> Iterator[tuple[object, ...]]:
    for row in connection.execute(select(table)):
        told = row._asdict()
        if told.pop("change", None) is None or told["record"] or told["meant"]:
            yield tuple(told.values())


def check(corpus: Corpus) -> None:
    with corpus._database.writing() as connection:
        kept = rows_of(connection)
        upkeep.build(connection)
        assert kept == rows_of(connection)


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
