"""What somebody is quoted with, read as far as it is looked at: newest article first, in the order of the text."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from corpus.models import QuoteFilter, QuoteRow
from corpus.store.kept import sayings
from corpus.store.kept.everybody import bearers_of, quote_rows
from corpus.store.kept.sayings import Whose
from corpus.store.queries import select_quotes_numbered, storable

CHUNK = 50
"""Quotes that are read at once."""

FEW = 100
"""Quotes that are held against each other as a whole, which tells most of them."""


Placed = tuple[str, int]
"""The place of a quote, and its number."""


class Told(NamedTuple):
    """A quote with its place, and whether it stands for its utterance."""

    place: str
    row: QuoteRow
    stands: bool


class Sayings:
    """Use `Corpus.sayings`. Every method may raise `StoreError`; a filter tells who speaks or for whom, and when."""

    def __init__(self, read: Callable[[Any, Callable[[Connection], Any]], Any]) -> None:
        self._read = read

    def few(self, where: QuoteFilter) -> tuple[QuoteRow, ...] | None:
        """All quotes that are shown each for itself, in their order; None for so many that nobody reads them all."""
        count, _ = self.count(where)
        if count is None:
            count = len(self._first(where))
        return tuple(one.row for one in self._all(where)) if count <= FEW else None

    def once(self, where: QuoteFilter) -> Iterator[QuoteRow]:
        """The same, each utterance once: by the quote that stands for it; with words looked for, every quote."""
        return (one.row for one in self._all(where) if one.stands)

    def _all(self, where: QuoteFilter) -> Iterator[Told]:
        last, more = "", True
        while more:
            told = self._chunk(where, last)
            yield from told
            more = len(told) == CHUNK
            last = told[-1].place if told else ""

    def count(self, where: QuoteFilter) -> tuple[int | None, int | None]:
        """How many there are, and in how many articles; None where that is not known without counting them."""
        asked = ("count", where)
        found: tuple[int | None, int | None] = self._read(asked, lambda one: sayings.counted(one, _whose(one, where)))
        return found

    def _first(self, where: QuoteFilter) -> Sequence[Placed]:
        """The places of the first quotes, as many as tell whether there are few."""
        asked = ("first", where)
        found: Sequence[Placed] = self._read(asked, lambda one: sayings.newest(one, _whose(one, where), "", FEW + 1))
        return found

    def _chunk(self, where: QuoteFilter, after: str) -> Sequence[Told]:
        # To look for words again would take as long as it took to tell whether few have them.
        first = self._first(where) if where.words else ()
        known = [one for one in first if one[0] > after][:CHUNK]
        enough = len(known) == CHUNK or 0 < len(first) <= FEW
        asked = ("sayings", where, after)
        found: Sequence[Told] = self._read(asked, lambda one: _newest(one, where, after, known if enough else None))
        return found


def _newest(
    connection: Connection, where: QuoteFilter, after: str, known: Sequence[Placed] | None = None
) -> Sequence[Told]:
    """The quotes behind a place, whose own places may be `known`."""
    whose = _whose(connection, where)
    placed = sayings.newest(connection, whose, after, CHUNK) if known is None else known
    found = {number: place for place, number in placed}
    rows = sorted(connection.execute(select_quotes_numbered(found)), key=lambda row: found[row.n])
    several = {row.utterance for row in rows if row.utterance is not None and not where.words}
    heads = sayings.standing(connection, whose, several)
    told = zip(rows, quote_rows(connection, rows), strict=True)
    return [Told(found[row.n], one, heads.get(row.utterance, row.n) == row.n) for row, one in told]


def _whose(connection: Connection, where: QuoteFilter) -> Whose:
    """Under which keys a person's quotes stand, or those of whoever speaks for a party."""
    if where.speaker_id and not where.speaker_id.startswith("party:"):
        return Whose(bearers_of(connection, storable(where.speaker_id)), where)
    key = where.party_id or where.speaker_id
    return Whose((key,) if key else (), where)
