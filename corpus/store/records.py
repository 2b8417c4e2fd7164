"""Quotes, positions and events as questions ask for them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import Connection

from corpus.linking.printings import Printing, chain
from corpus.linking.translated import proposed
from corpus.linking.two_speakers import TwoSpeakers, given_to_two, harm
from corpus.models import EventRow, PositionFilter, PositionRow, QuoteFilter, QuoteRow
from corpus.store import queries
from corpus.store.alike import find_alike, word_frequencies
from corpus.store.from_rows import event_row, position_row
from corpus.store.kept.everybody import bearers_of, quote_rows
from corpus.store.listing import Pages
from corpus.store.snapshots import Snapshots

DAYS_AROUND = timedelta(days=3)
"""So far from the day on which something was said may it be printed that is said on the same."""


class Records(Snapshots):
    """What is found in the articles of a corpus. Use `Corpus`."""

    def quotes(self, where: QuoteFilter = QuoteFilter()) -> tuple[QuoteRow, ...]:  # noqa: B008
        """Quotes, newest article first, in the order of the text within one; reported speech only if asked for."""

        def read(connection: Connection) -> tuple[QuoteRow, ...]:
            if where == QuoteFilter(indirect=where.indirect, limit=where.limit) and where.limit:
                ids = connection.scalars(queries.select_newest_articles(where.limit)).all()
                if len(ids) == where.limit:  # the others cannot have any of the first
                    within = where.model_copy(update={"article_ids": tuple(ids)})
                    return quote_rows(connection, connection.execute(queries.select_quotes(within, ())).all())
            keys = bearers_of(connection, queries.storable(where.speaker_id)) if where.speaker_id else ()
            return quote_rows(connection, connection.execute(queries.select_quotes(where, keys)).all())

        return self._read(where, read)

    def alike(self, words: str, limit: int = 20) -> tuple[QuoteRow, ...]:
        """Quotes, reported speech included, that share many words with these, the most alike first.

        They are candidates for a closer look: words that nobody said share some with what somebody said.
        """
        frequencies = self._read("frequencies", word_frequencies)

        def read(connection: Connection) -> tuple[QuoteRow, ...]:
            return find_alike(connection, frequencies, words, limit)

        return self._read(("alike", words, limit), read)

    def printings(self, row: QuoteRow) -> tuple[Printing, ...]:
        """Everywhere that the words of a quote are printed, oldest first, each with how it differs from the first."""
        return self.printings_of((row,))[0]

    def printings_of(self, rows: Sequence[QuoteRow]) -> tuple[tuple[Printing, ...], ...]:
        """The same of several quotes, read at once."""
        wanted = sorted({row.utterance for row in rows if row.utterance is not None})

        def read(connection: Connection) -> tuple[tuple[Printing, ...], ...]:
            found = connection.execute(queries.select_printings(wanted)).all() if wanted else ()
            told: dict[int | None, list[QuoteRow]] = {}
            for one in quote_rows(connection, found):
                told.setdefault(one.utterance, []).append(one)
            return tuple(chain(row, told.get(row.utterance, ()) if row.utterance is not None else ()) for row in rows)

        return self._read(("printings", *((row.source.id, row.quote.id) for row in rows)), read)

    def translated(self, row: QuoteRow) -> tuple[QuoteRow, ...]:
        """Quotes that may be other translations of the same words, of which nothing is certain; () for none."""
        day = row.quote.said_on or row.source.published
        if day is None or row.speaker_id is None:
            return ()
        near = QuoteFilter(speaker_id=row.speaker_id, since=day - DAYS_AROUND, until=day + DAYS_AROUND)
        return proposed(row, self.quotes(near))

    def two_speakers(self, newest: int | None = None) -> tuple[TwoSpeakers, ...]:
        """Words that articles give to two speakers who are named for certain and cannot be one, most harmful first.

        Of the utterances that came last only, if so many are given: a large archive has tens of thousands.
        """

        def read(connection: Connection) -> tuple[TwoSpeakers, ...]:
            rows = quote_rows(connection, connection.execute(queries.select_disputed(newest)).all())
            told: dict[int | None, list[QuoteRow]] = {}
            for row in rows:
                told.setdefault(row.utterance, []).append(row)
            return tuple(sorted((two for each in told.values() for two in given_to_two(each)), key=harm))

        return self._read(("two speakers", newest), read)

    def positions(self, where: PositionFilter = PositionFilter()) -> tuple[PositionRow, ...]:  # noqa: B008
        """Positions, newest article first, in the order of the text within one."""

        def read(connection: Connection) -> tuple[PositionRow, ...]:
            return tuple(map(position_row, connection.execute(queries.select_positions(where))))

        return self._read(where, read)

    def every_position(self, where: PositionFilter) -> Pages[PositionRow]:
        """What `positions` gives, counted, and read as far as it is looked at."""
        count = queries.count_positions(where)
        total: int = self._read(("count", where), lambda connection: connection.scalar(count) or 0)

        def read(first: int, size: int) -> tuple[PositionRow, ...]:
            return self.positions(where.model_copy(update={"limit": first + size}))[first:]

        return Pages(total, read)

    def events(self, party_ids: Iterable[str]) -> tuple[EventRow, ...]:
        """What outlets themselves report that these parties did, newest article first; () where no party is given."""
        wanted = tuple(party_ids)

        def read(connection: Connection) -> tuple[EventRow, ...]:
            return tuple(map(event_row, connection.execute(queries.select_events(wanted))))

        return self._read(("events", wanted), read)
