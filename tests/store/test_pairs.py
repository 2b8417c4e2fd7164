"""Pairs of texts are looked up as they stand in the database, whatever is in them."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, Table, Text, create_engine, insert, select

from corpus.store.dialects.pairs import Pair, among_pairs

NAMED = Table("named", MetaData(), Column("bearer", Text), Column("name", Text))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as opened:
        NAMED.create(opened)
        yield opened


@given(there=st.sets(st.tuples(TEXTS, TEXTS), max_size=6), asked=st.sets(st.tuples(TEXTS, TEXTS), max_size=3))
def test_those_that_are_there_are_found(connection: Connection, there: set[Pair], asked: set[Pair]) -> None:
    connection.execute(NAMED.delete())
    if there:
        connection.execute(insert(NAMED), [{"bearer": one, "name": other} for one, other in there])
    wanted = asked | set(list(there)[::2])
    rows = among_pairs(connection, select(NAMED), NAMED.c.bearer, NAMED.c.name, wanted)
    assert sorted(map(tuple, rows)) == sorted(there & wanted)


def test_a_text_with_a_nul_is_found(connection: Connection) -> None:
    connection.execute(NAMED.delete())
    connection.execute(insert(NAMED), [{"bearer": "m", "name": "\x00a"}, {"bearer": "m", "name": ""}])
    rows = among_pairs(connection, select(NAMED), NAMED.c.bearer, NAMED.c.name, [("m", "\x00a")])
    assert [tuple(row) for row in rows] == [("m", "\x00a")]
