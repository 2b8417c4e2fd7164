"""No answer looks at all of a large table, nor sorts one, and no article that comes or goes makes anything look at one.

Each database says so itself of every statement.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event

from corpus.models import PositionFilter
from corpus.store import open_corpus
from corpus.store.batch import Offer
from corpus.store.kept.tables import headings, places
from corpus.store.queries import select_positions
from corpus.store.tables import metadata
from handlers.typed import answer_typed
from tests.bench.archive import World, fill

WORLD = World(60)
MOST_READ = 3000
"""Rows that are read off an index in its order, without looking for any of them."""

SMALL = {headings.name, places.name, "remembered", "preferences", "digests", "follows", "meta", "once", "objections"}
"""Tables that stay small beside the articles, and those with few rows for each party."""

EVERYTHING = re.compile(r"SEARCH (sayings|appearances) USING PRIMARY KEY \((key|bearer)=\?\)")
"""All that somebody is quoted with, or all articles that name somebody."""

LARGE = {table.name for table in metadata.sorted_tables} - SMALL


def lines() -> tuple[str, ...]:
    most, second = (name for _, name in WORLD.parties[:2])
    return (
        *WORLD.lines(),
        *(
            f"/quote {most} printings",
            f"/positions {most} rest",
            f"/positions {most} timeline",
            f"/positions {most} page 2",
        ),
        *(f"/positions {most} since 2019 until 2020", f"/positions {most} grain", f"/quote {most} until 2019"),
        *(
            "/talks",
            f"/talks {most} timeline",
            f"/talks {most} {second} said",
            f"/talks {most} sources",
            "/talks grain",
            "help",
        ),
    )


@pytest.fixture
def asked(any_url: str) -> Iterator[tuple[Connection, dict[str, Any]]]:
    """A connection, and every query that the answers asked it, with what was filled in the first time."""
    fill(any_url, WORLD)
    found: dict[str, Any] = {}

    def note(_: Any, __: Any, statement: str, filled: Any, *___: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            found.setdefault(statement, filled)

    with open_corpus(any_url) as corpus:
        corpus.resolve("anybody")  # every name is read once, when the first one is looked up
        engine = corpus._database._engine
        event.listen(engine, "before_cursor_execute", note)
        for line in lines():
            answer_typed(line, corpus).payload()
        event.remove(engine, "before_cursor_execute", note)
        with engine.connect() as connection:
            yield connection, found


def test_every_query_of_the_answers_is_led_by_an_index(asked: tuple[Connection, dict[str, Any]]) -> None:
    connection, queries = asked
    assert len(queries) > 60
    faults = _of_sqlite if connection.dialect.name == "sqlite" else _of_postgresql
    found = {
        statement: told
        for statement, filled in queries.items()
        if (told := list(faults(connection, statement, filled)))
    }
    assert not found, "\n".join(f"{told}: {statement}" for statement, told in found.items())


@pytest.fixture
def changed(any_url: str) -> Iterator[tuple[Connection, dict[str, Any]]]:
    """A connection, and every statement that looks for rows while articles come, come again and go."""
    fill(any_url, WORLD)
    found: dict[str, Any] = {}

    def note(_: Any, __: Any, statement: str, filled: Any, ___: Any, is_many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            found.setdefault(statement, filled[0] if is_many else filled)

    with open_corpus(any_url) as corpus:
        engine = corpus._database._engine
        event.listen(engine, "before_cursor_execute", note)
        made = [WORLD.article(WORLD.articles + number) for number in range(40)]
        corpus.intake.take_all([Offer(one.article, one.found, "a") for one in made[:30]])
        for one in made:
            corpus.intake.take(one.article, one.found, "b")
        for one in made[::4]:
            corpus.save(one.article.model_copy(update={"text": f"{one.article.text}\n"}), one.found, "c")
        for one in made[::3]:
            corpus.remove(one.article.id)
        event.remove(engine, "before_cursor_execute", note)
        with engine.connect() as connection:
            yield connection, found


def test_nothing_is_looked_for_without_an_index_when_articles_come_and_go(
    changed: tuple[Connection, dict[str, Any]],
) -> None:
    connection, statements = changed
    assert len(statements) > 60
    scans = _scans_of_sqlite if connection.dialect.name == "sqlite" else _of_postgresql
    found = {
        statement: told for statement, filled in statements.items() if (told := [*scans(connection, statement, filled)])
    }
    assert not found, "\n".join(f"{told}: {statement}" for statement, told in found.items())


def _scans_of_sqlite(connection: Connection, statement: str, filled: Any) -> Iterator[str]:
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", filled):
        if row[3].startswith("SCAN") and LARGE & set(row[3].split()):
            yield row[3]


def _of_sqlite(connection: Connection, statement: str, filled: Any) -> Iterator[str]:
    plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", filled)]
    sorts = [step for step in plan if step.endswith("TEMP B-TREE FOR ORDER BY")]
    limit = re.search(r"LIMIT \?( OFFSET \?)?$", statement)
    few = limit and not sorts and 0 <= filled[-2 if limit[1] else -1] <= MOST_READ
    for step in plan:
        if step.startswith("SCAN") and not few and LARGE & set(step.split()):
            yield step
        if EVERYTHING.fullmatch(step) and not (limit and not sorts):
            yield step
    # What is sorted without a limit is what was asked for, by its numbers or its parts; the groups of a count are few.
    if sorts and limit and " GROUP BY " not in statement:
        yield sorts[0]


def _of_postgresql(connection: Connection, statement: str, filled: Any) -> Iterator[str]:
    for quickest in ("seqscan", "hashjoin", "mergejoin"):  # in a small table, which a large one is not read through for
        connection.exec_driver_sql(f"SET enable_{quickest} = off")
    told: Any = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", filled).scalar()
    yield from _scans((json.loads(told) if isinstance(told, str) else told)[0]["Plan"], limited=False)


def _scans(plan: dict[str, Any], *, limited: bool) -> Iterator[str]:
    kind, table = plan["Node Type"], plan.get("Relation Name")
    led = "Index Cond" in plan or "Recheck Cond" in plan
    if table in LARGE and "Scan" in kind and not led and not limited:
        yield f"{kind} of {table}"
    within = kind == "Limit" or (limited and "Sort" not in kind and "Aggregate" not in kind)
    for part in plan.get("Plans", ()):
        yield from _scans(part, limited=within)


def test_the_positions_of_a_story_are_found_by_its_articles(sqlite_url: str) -> None:
    """A party has very many, and a story few articles."""
    fill(sqlite_url, WORLD)
    with open_corpus(sqlite_url) as corpus:
        (story,) = corpus.newest_stories(1)
        query = select_positions(
            PositionFilter(party_ids=(WORLD.parties[0][0],), issues=("ceasefire",), story=story.id)
        )
        with corpus._database._engine.connect() as connection:
            bare = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {bare}")]
    assert "SEARCH positions USING INDEX ix_positions_article_id (article_id=?)" in plan, plan
