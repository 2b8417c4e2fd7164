"""Which rows have some words: each database's own word index."""

from collections.abc import Iterator
from typing import Any, Self

from sqlalchemy import Boolean, Column, Connection, Table, event, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement, FromClause
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType

_INDEX = "word index"
"""By what a table with one is known."""

_LEXEMES = "lexemes"
"""The column that PostgreSQL alone has."""


def index_words(table: Table) -> None:
    """Adds a word index over the column `words` of `table`, whose key must be the integer column `n`."""
    table.info[_INDEX] = True
    event.listen(table, "after_create", _create_word_index)


def has_word_index(table: FromClause) -> bool:
    return isinstance(table, Table) and _INDEX in table.info


def _create_word_index(table: Table, connection: Connection, **_: Any) -> None:
    statements = _sqlite_index if connection.dialect.name == "sqlite" else _postgresql_index
    for statement in statements(table.name):
        connection.exec_driver_sql(statement)


def _sqlite_index(table: str) -> Iterator[str]:
    """An index without a copy of the words, which triggers keep in step with the table."""
    index = f"{table}_words"
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(words, content='{table}', content_rowid='n', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    # The names in these statements are those of our own tables.
    added = f"INSERT INTO {index}(rowid, words) VALUES (new.n, new.words)"  # noqa: S608
    removed = f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', old.n, old.words)"  # noqa: S608
    yield f"CREATE TRIGGER IF NOT EXISTS {index}_added AFTER INSERT ON {table} BEGIN {added}; END"
    yield f"CREATE TRIGGER IF NOT EXISTS {index}_removed AFTER DELETE ON {table} BEGIN {removed}; END"


def _postgresql_index(table: str) -> Iterator[str]:
    """An index of the words as the server reads them, which it keeps in a column: a common word has too many rows to
    read each again.
    """
    kept = f"ADD COLUMN IF NOT EXISTS {_LEXEMES} tsvector GENERATED ALWAYS AS ({_vector('words')}) STORED"
    yield f"ALTER TABLE {table} {kept}"
    yield f"CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin ({_LEXEMES})"


def renew_word_index(table: Table, connection: Connection) -> None:
    """Makes the index again of a table that an older version made; SQLite's has not changed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {table.name}_words")
        _create_word_index(table, connection)


class _HasWords(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:
        # Beside AND and OR it would be compared with 1, for a database without booleans: then no index helps SQLite.
        return self


def has_words(key: Column[int], column: Column[str], tokens: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether `column` of a table with a word index has all the tokens, stemmed; each must be letters and digits only.

    Both databases read the one quoted string: SQLite as phrases, PostgreSQL as plain words.
    """
    return _HasWords(key, column, literal(_quoted(tokens)))


FEW_MATCHES = 300
"""Rows with some words that are few: so many are read off the index in some milliseconds."""


def few_with_words(connection: Connection, table: Table, tokens: tuple[str, ...]) -> list[int] | None:
    """The numbers of the rows that have all the tokens, as for `has_words`; None where they are not few."""
    if connection.dialect.name == "sqlite":
        index = f"{table.name}_words"
        having = f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT ?"  # noqa: S608
        found = [row[0] for row in connection.exec_driver_sql(having, (_quoted(tokens), FEW_MATCHES + 1))]
    else:
        query = select(table.c.n).where(has_words(table.c.n, table.c.words, tokens)).limit(FEW_MATCHES + 1)
        found = list(connection.scalars(query))
    return found if len(found) <= FEW_MATCHES else None


MOST_MATCHES = 50_000
"""Rows with some words, the newest, among which SQLite looks: a common word has very many."""


def _quoted(tokens: tuple[str, ...]) -> str:
    return " ".join(f'"{token}"' for token in tokens)


@compiles(_HasWords, "sqlite")
def _sqlite_words(element: _HasWords, compiler: SQLCompiler, **options: Any) -> str:
    key, column, query = element.clauses
    index = f"{column.table.name}_words"
    typed = compiler.process(query, **options)
    newest = f"SELECT rowid FROM {index} WHERE {index} MATCH {typed} ORDER BY rowid DESC LIMIT {MOST_MATCHES}"  # noqa: S608
    return f"{compiler.process(key, **options)} IN ({newest})"


@compiles(_HasWords, "postgresql")
def _postgresql_words(element: _HasWords, compiler: SQLCompiler, **options: Any) -> str:
    _, column, query = element.clauses
    typed = compiler.process(query, **options)
    # The second half is for words that the English configuration leaves out, such as "not" and "will".
    wanted = f"plainto_tsquery('english', {typed}) || plainto_tsquery('simple', {typed})"
    table, _, _ = compiler.process(column, **options).rpartition(".")
    return f"{table}.{_LEXEMES} @@ ({wanted})"


def _vector(column: str) -> str:
    return f"to_tsvector('english', {column}) || to_tsvector('simple', {column})"
