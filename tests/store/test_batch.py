"""Many articles taken at once leave the same behind as each taken by itself."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, DateTime, select, text

from corpus.errors import StoreError
from corpus.keepings import WIRE, ArticleState, Ruling
from corpus.models import Original
from corpus.store import Corpus, open_corpus
from corpus.store.batch import Offer
from corpus.store.tables import Moment, articles, meta, metadata
from tests.bench.archive import World
from tests.postgres import empty_schema

WORLD = World(70)


def offer(number: int, **more: Any) -> Offer:
    made = WORLD.article(number)
    return Offer(made.article.model_copy(update=more), made.found, f"digest {number}", root="archive")


def wire(number: int, version: int, words: str = "", **more: Any) -> Offer:
    """An article that its sender numbers: the same uri is the same article, whatever it is called."""
    made = WORLD.article(number)
    said = Original(file="f", sha256="0", media_type="text/plain", uri=f"urn:w:{number}", version=version)
    called = {"id": f"wire-{number}-{version}", "source": f"wire/{number}/{version}", "text": made.article.text + words}
    article = made.article.model_copy(update={"original": said, **called, **more})
    return Offer(article, made.found, f"digest {number} {version}")


def held(number: int) -> Offer:
    """An article that says of itself that it may not be shown yet."""
    now = datetime(2040, 1, 1, tzinfo=UTC)
    says = Ruling(state=ArticleState.EMBARGOED, by=WIRE, at=now, until=now + timedelta(days=900))
    return offer(number)._replace(says=says)


def cut(number: int) -> Offer:
    """An article that prints the quotes of another one without their last words."""
    one = offer(number, id=f"cut-{number}", source=f"cut/{number}", outlet="Another")
    shorter = [quote.model_copy(update={"text": quote.text.rsplit(" ", 2)[0]}) for quote in one.found.quotes]
    return one._replace(found=one.found.model_copy(update={"quotes": tuple(shorter)}))


def everything() -> list[Offer]:
    """Articles that are new, twins, newer and older states of each other, and the same files again, in any order."""
    plain = [offer(number) for number in range(60)]
    again = [offer(number) for number in (3, 4, 59)]
    twins = [offer(number, id=f"twin-{number}", source=f"twins/{number}") for number in (5, 6, 7)]
    changed = [offer(number, text=WORLD.article(number).article.text + "More.") for number in (8, 9)]
    states = [wire(60, 1), wire(60, 2, "Newer."), wire(61, 2), wire(61, 1, "Older."), wire(62, 1)]
    return random.Random(11).sample(
        [*plain, *again, *twins, *changed, *states, held(63), held(64), cut(1), cut(65)], k=77
    )


def in_batches(offers: Sequence[Offer]) -> Iterator[list[Offer]]:
    chosen, rest = random.Random(12), iter(offers)
    while batch := list(islice(rest, chosen.choice((1, 3, 20, 40)))):
        yield batch


def contents(corpus: Corpus) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables, without moments and without how often something changed."""
    found = {}
    with corpus._database.reading() as connection:
        for table in metadata.sorted_tables:
            told = [
                column
                for column in table.c
                if not isinstance(column.type, Moment | DateTime)
                and column.name != "change"
                and (table.name, column.name) != ("story_sides", "n")
            ]
            query = select(*told) if table is not meta else select(*told).where(meta.c.key == "schema")
            found[table.name] = sorted((tuple(row) for row in connection.execute(query)), key=repr)
    return found


def test_what_is_left_behind(any_corpus: Corpus, tmp_path: Path) -> None:
    offers = everything()
    with open_corpus(f"sqlite:///{tmp_path}/other.db") as one_by_one:
        each = [
            one_by_one.intake.take(one.article, one.found, one.digest, root=one.root, says=one.says) for one in offers
        ]
        taken = [told for batch in in_batches(offers) for told in any_corpus.intake.take_all(batch)]
        assert taken == each
        assert {told.outcome for told in taken} == {"added", "updated", "left out"}
        alone, together = contents(one_by_one), contents(any_corpus)
        assert alone["articles"]
        assert alone["kin"]
        assert alone["strands"]
        for name, rows in alone.items():
            assert together[name] == rows, name
    assert not any_corpus.check_kept()


def test_stories_that_one_of_the_batch_joins(any_corpus: Corpus, tmp_path: Path) -> None:
    """Two stories, each begun before, are one by an article that comes between others."""
    offers = [offer(number) for number in random.Random(3).sample(range(60), 60)]
    with open_corpus(f"sqlite:///{tmp_path}/other.db") as one_by_one:
        for one in offers:
            one_by_one.intake.take(one.article, one.found, one.digest)
        for batch in (offers[:30], offers[30:]):
            any_corpus.intake.take_all(batch)
        assert any_corpus.stories() == one_by_one.stories()
    assert not any_corpus.check_kept()


def test_one_that_cannot_be_written_leaves_nothing_of_the_others(any_corpus: Corpus) -> None:
    broken = offer(1)._replace(digest="\ud800")
    with pytest.raises((StoreError, UnicodeError)):
        any_corpus.intake.take_all([offer(0), broken, offer(2)])
    assert any_corpus.is_empty()
    with any_corpus._database.reading() as connection:
        assert not connection.execute(select(articles.c.id)).all()
    assert [told.outcome for told in any_corpus.intake.take_all([offer(0), offer(2)])] == ["added", "added"]


def test_nothing_at_all(any_corpus: Corpus) -> None:
    assert any_corpus.intake.take_all([]) == ()


def test_the_room_that_many_articles_take_is_given_back(sqlite_url: str) -> None:
    asked = [text(f"PRAGMA {name}") for name in ("cache_size", "wal_autocheckpoint")]
    with open_corpus(sqlite_url) as corpus:
        corpus.make_ready()
        found = []
        for adding in (False, True, False):
            with corpus._database.writing(adding=adding) as connection:
                found.append([connection.scalar(one) for one in asked])
    usual, roomy, again = found
    assert usual == again != roomy


def test_what_the_database_cannot_hold_is_told_as_refused(postgres: URL) -> None:
    with open_corpus(empty_schema(postgres)) as corpus:
        with pytest.raises(StoreError) as refused:
            corpus.intake.take_all([offer(0), offer(1, text="No database takes \x00")])
        assert refused.value.refused
        assert corpus.is_empty()
