"""Numbers by the thousand: added to rows, inserted, looked up, each in one statement."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Self

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Connection, Dialect, String, Table, TypeDecorator, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

from corpus.store.dialects.engines import through_the_driver
from corpus.store.dialects.words import has_word_index


def add_up(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], only: Collection[str] = ()) -> None:
    """Adds numbers to rows of a table, each found by its key; one that is not there comes with what is added.

    The columns are `only` these, or all that are no key. No two rows may have one key.
    """
    key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    names = only or [column.name for column in table.c if not column.primary_key]
    numbers = ", ".join(f'"{name}" = {table.name}."{name}" + excluded."{name}"' for name in names)
    insert_rows(connection, table, rows, f"ON CONFLICT ({key}) DO UPDATE SET {numbers}")


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], otherwise: str = "") -> None:
    """Inserts many rows, each with the same columns, in their order; `otherwise` is what is done where one is there."""
    if rows:
        _insert(connection, {table.c[name]: [row[name] for row in rows] for name in rows[0]}, otherwise)


def insert_plain(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts many rows, each with all columns in their order."""
    if rows:
        _insert(connection, dict(zip(table.c, zip(*rows, strict=True), strict=True)))


_WORDED = 100
"""Rows of one statement on SQLite, which puts the words of each statement by themselves into a word index."""


def _insert(connection: Connection, filled: Mapping[Column[Any], Sequence[Any]], otherwise: str = "") -> None:
    """Through the driver itself: the layers above it would take as long for each row as the database does."""
    table = next(iter(filled)).table
    names = ", ".join(f'"{column.name}"' for column in filled)
    into = f"{table} ({names})"
    rows = list(zip(*(_stored(connection.dialect, column, each) for column, each in filled.items()), strict=True))
    on_sqlite = connection.dialect.name == "sqlite"
    if not on_sqlite and not otherwise:
        _copy(connection, f"COPY {into} FROM STDIN", rows)
        return
    row = f"({', '.join('?' if on_sqlite else '%s' for _ in filled)})"
    if on_sqlite and has_word_index(table):
        for some in (rows[start : start + _WORDED] for start in range(0, len(rows), _WORDED)):
            told = ", ".join(row for _ in some)
            connection.exec_driver_sql(f"INSERT INTO {into} VALUES {told}", tuple(chain.from_iterable(some)))  # noqa: S608
    else:
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES {row} {otherwise}", rows)  # noqa: S608


def _copy(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """As PostgreSQL takes rows in the least time."""
    with through_the_driver(connection) as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _stored(dialect: Dialect, column: Column[Any], values: Sequence[Any]) -> list[Any]:
    """The values of a column as the driver takes them."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return list(map(process, values) if process else values)


class _Numbers(TypeDecorator[list[int]]):
    """Many numbers as one value: JSON on SQLite; an array on PostgreSQL, which looks numbers up only in a plain one."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return String() if dialect.name == "sqlite" else ARRAY(BigInteger)

    def process_bind_param(self, value: list[int] | None, dialect: Dialect) -> Any:
        return json.dumps(value, separators=(",", ":")) if dialect.name == "sqlite" else value


class _OneOfNumbers(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:
        return self  # as in `words`


def one_of_numbers(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column has one of many numbers: one value to fill in, so that the statement is the same for any."""
    return _OneOfNumbers(column, literal(list(numbers), _numbers()))


@cache
def _numbers() -> _Numbers:
    """One for all statements: SQLAlchemy looks each new one over, for longer than many a statement takes."""
    return _Numbers()


@compiles(_OneOfNumbers, "sqlite")
def _sqlite_numbers(element: _OneOfNumbers, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608


@compiles(_OneOfNumbers, "postgresql")
def _postgresql_numbers(element: _OneOfNumbers, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({numbers})"
