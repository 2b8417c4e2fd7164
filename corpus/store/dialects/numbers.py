"""Numbers by the thousand: added to rows, inserted, looked up, each in one statement."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self

from sqlalchemy import ARRAY, BigInteger, Boolean, Connection, Dialect, Integer, String, Table, TypeDecorator, literal
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine


def add_up(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], only: Collection[str] = ()) -> None:
    """Adds numbers to rows of a table, each found by its key; one that is not there comes with what is added.

    The columns are `only` these, or all that are no key.
    """
    if not rows:
        return
    added = sqlite.insert(table) if connection.dialect.name == "sqlite" else _insert_in_postgresql(table)
    names = only or [column.name for column in table.c if not column.primary_key]
    numbers = {name: table.c[name] + added.excluded[name] for name in names}
    connection.execute(added.on_conflict_do_update(index_elements=table.primary_key.columns, set_=numbers), rows)


def _insert_in_postgresql(table: Table) -> Any:
    from sqlalchemy.dialects import postgresql  # it takes a tenth of a second, which a SQLite file has no use for

    return postgresql.insert(table)


def insert_plain(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts many rows of whole numbers and texts, each with all columns in their order."""
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.c)
    into = f"INSERT INTO {table.name} ({names})"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"{into} VALUES ({', '.join('?' for _ in table.c)})", list(rows))
    else:  # which takes columns in a third of the time that it takes for row after row
        arrays = ", ".join("%s::bigint[]" if isinstance(one.type, Integer) else "%s::text[]" for one in table.c)
        columns = tuple(map(list, zip(*rows, strict=True)))
        connection.exec_driver_sql(f"{into} SELECT * FROM unnest({arrays})", columns)  # noqa: S608


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
    return _OneOfNumbers(column, literal(list(numbers), _Numbers))


@compiles(_OneOfNumbers, "sqlite")
def _sqlite_numbers(element: _OneOfNumbers, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608


@compiles(_OneOfNumbers, "postgresql")
def _postgresql_numbers(element: _OneOfNumbers, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({numbers})"
