"""Talks as questions ask for them."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from sqlalchemy import Connection

from corpus.linking.newest import Glimpse, newest_of_stories
from corpus.models import Round, TalkFilter
from corpus.store.kept.meeting import (
    Rounds,
    find_plans,
    find_rounds,
    glimpses,
    newest_rounds,
    read_places,
    read_rounds,
    told_best,
)
from corpus.store.listing import Unfolding
from corpus.store.snapshots import Snapshots


class Meetings(Snapshots):
    """The rounds of talks of a corpus. Use `Corpus`."""

    def talks(self, where: TalkFilter = TalkFilter()) -> tuple[Round, ...]:  # noqa: B008
        """Rounds of talks with every account of them: dated ones newest first, then undated ones by their article."""

        def read(connection: Connection) -> tuple[Round, ...]:
            return read_rounds(connection, find_rounds(connection, where))

        return self._read(("talks", where), read)

    def rounds(self, where: TalkFilter = TalkFilter()) -> Rounds:  # noqa: B008
        """What `talks` gives, read as far as it is looked at."""
        return Rounds(
            self._read((where, "places"), lambda connection: find_rounds(connection, where)), self._read_rounds
        )

    def plans(self, where: TalkFilter, today: date, told: date) -> Rounds:
        """Of the rounds those that have a date and may not be over by today, or none and were told of since a day."""
        asked = (where, "plans", today, told)
        found = self._read(asked, lambda connection: find_plans(connection, where, today, told))
        return Rounds(found, self._read_rounds)

    def every_round(self) -> Unfolding[Round]:
        """All rounds, newest first, of which nobody counts how many there are."""
        return Unfolding(self._every_round())

    def _every_round(self) -> Iterator[Round]:
        last: str | None = None
        while told := self._read(("every round", last), partial(newest_rounds, before=last)):
            yield from self._read_rounds(told)
            last = told[-1]

    def latest(self, where: TalkFilter = TalkFilter()) -> Unfolding[Round]:  # noqa: B008
        """The newest round of each story that was held, with a day or a place, and is told in full and not in passing.

        Where none is told so well, the one that is told best stands for all; nothing where none was held.
        """
        return Unfolding(self._latest(where))

    def _latest(self, where: TalkFilter) -> Iterator[Round]:
        found = False
        for place in newest_of_stories(self._glimpses(where)):
            found = True
            yield from self._read_rounds((place,))
        if not found:
            yield from self._read_rounds(self._read(("told best", where), lambda one: told_best(one, where)))

    def _glimpses(self, where: TalkFilter) -> Iterator[Glimpse]:
        last: str | None = None
        while told := self._read(("glimpses", where, last), partial(glimpses, where=where, before=last)):
            yield from told
            last = told[-1].id

    def _read_rounds(self, wanted: Sequence[str]) -> tuple[Round, ...]:
        return self._read(("rounds", *wanted), lambda connection: read_rounds(connection, wanted))

    def places(self) -> tuple[str, ...]:
        """The places where talks are said to take place, in alphabetical order."""
        return self._read("places", read_places)
