"""Pairs of texts, and rows of values, by the hundred: looked up in one statement that an index leads.

SQLite looks two columns up among several rows of values by reading the whole table.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, Self

from sqlalchemy import (
    CTE,
    JSON,
    Boolean,
    Connection,
    Dialect,
    String,
    TypeDecorator,
    cast,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

Pair = tuple[str, str]

_NUL = "\x00"
"""Behind one SQLite reads no further in a text that comes as JSON; PostgreSQL keeps none."""


class _Pairs(TypeDecorator[Collection[Pair]]):
    """Many pairs as one value, which is JSON on both databases."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Collection[Pair] | None, dialect: Dialect) -> Any:
        return json.dumps(sorted(value or ()), separators=(",", ":"))


class _OneOfPairs(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:
        return self  # as in `words`


def among_pairs(
    connection: Connection, query: Any, first: ColumnElement[str], second: ColumnElement[str], pairs: Collection[Pair]
) -> Iterator[Any]:
    """The rows of a query in which two columns have one of the pairs."""
    plain = [pair for pair in pairs if _NUL not in "".join(pair)]
    if plain:  # one value to fill in, so that the statement is the same for any
        yield from connection.execute(query.where(_OneOfPairs(first, second, literal(plain, _pairs()))))
    for one, other in set(pairs).difference(plain):
        yield from connection.execute(query.where(first == one, second == other))


@cache
def _pairs() -> _Pairs:
    """One for all statements, as in `numbers`."""
    return _Pairs()


def given(connection: Connection, rows: Sequence[Sequence[Any]], **columns: TypeEngine[Any]) -> CTE:
    """Rows of numbers, days and texts without a NUL, as a table to join that is read row by row."""
    on_sqlite = connection.dialect.name == "sqlite"
    filled = literal(json.dumps(rows, default=str, separators=(",", ":")))
    whole = func.json_each(filled) if on_sqlite else func.json_array_elements(cast(filled, JSON))
    row = whole.table_valued("value").alias("each").c.value
    values = (func.json_extract(row, f"$[{at}]") if on_sqlite else row.op("->>")(at) for at in range(len(columns)))
    kinds = columns.items()
    # A day is text on SQLite, which a cast would make a number of.
    told = [
        (type_coerce(value, kind) if on_sqlite else cast(value, kind)).label(name)
        for (name, kind), value in zip(kinds, values, strict=True)
    ]
    return select(*told).cte("given").prefix_with("MATERIALIZED")


@compiles(_OneOfPairs, "sqlite")
def _sqlite_pairs(element: _OneOfPairs, compiler: SQLCompiler, **options: Any) -> str:
    first, second, pairs = (compiler.process(part, **options) for part in element.clauses)
    each = f"SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({pairs})"  # noqa: S608
    return f"({first}, {second}) IN ({each})"


@compiles(_OneOfPairs, "postgresql")
def _postgresql_pairs(element: _OneOfPairs, compiler: SQLCompiler, **options: Any) -> str:
    first, second, pairs = (compiler.process(part, **options) for part in element.clauses)
    each = f"SELECT value ->> 0, value ->> 1 FROM jsonb_array_elements(CAST({pairs} AS jsonb))"  # noqa: S608
    return f"({first}, {second}) IN ({each})"
