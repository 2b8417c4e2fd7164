"""Rows whose column has one of many values, so many at once as a statement may name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Integer

from corpus.store.dialects.numbers import one_of_numbers

_MOST_AT_ONCE = 400
_MOST_NUMBERS = 5000


def among(connection: Connection, query: Any, column: Any, values: Iterable[Any]) -> Iterator[Any]:
    """The rows of a query in which a column has one of the values."""
    if isinstance(column.type, Integer):
        for numbers in parts(values, _MOST_NUMBERS):
            yield from connection.execute(query.where(one_of_numbers(column, numbers))).all()
    else:
        for some in parts(values):
            yield from connection.execute(query.where(column.in_(some))).all()


def parts(values: Iterable[Any], most: int = _MOST_AT_ONCE) -> Iterator[Sequence[Any]]:
    """The values, each once and in their order, in as many parts as it takes."""
    whole = sorted(set(values))
    return (whole[start : start + most] for start in range(0, len(whole), most))
