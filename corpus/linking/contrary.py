"""What other articles report that speaks against a promise: both are their sources' words, and nobody is judged."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from corpus.knowledge import read_table
from corpus.linking.moves import Line, day_of
from corpus.linking.things import is_first_hand
from corpus.models import EventRow, PositionRow, Stance

_PROMISES = frozenset({Stance.PLEDGE, Stance.ACCEPT})
_BINDS = timedelta(days=90)
"""How long after it was given a word is held against an act."""


class Word(NamedTuple):
    """Whose word was given to whom, and the days between which an act counts against it."""

    party_id: str
    target_id: str
    first: date
    last: date


def word_of(matter: Line) -> Word | None:
    """The word that stands now; None where it is no promise, has no day, or was given to nobody."""
    row = matter.newest
    promised = min((day for each in matter.stands[0].rows if (day := day_of(each))), default=None)
    if promised is None or not is_promise(row) or not row.party_id or not row.position.addressee_id:
        return None
    return Word(row.party_id, row.position.addressee_id, promised + timedelta(days=1), promised + _BINDS)


def contrary_reports(matter: Line, events: Iterable[EventRow]) -> tuple[EventRow, ...]:
    """The reports against the promise that stands now, in the order of their days; () where it is no promise.

    An act counts if the same party did it to the very party that the promise was given to, if it is of a kind that
    touches the issue, and if it has a day, later than the one on which the promise was first told of and within 90 days
    of it. Acts of the promise's own articles are left out, for those articles say themselves what speaks against it.
    """
    rows = matter.stands[0].rows
    promised = min((day for row in rows if (day := day_of(row))), default=None)
    if promised is None or not is_promise(matter.newest):
        return ()
    own = {row.source.id for row in rows}
    found = [one for one in events if one.source.id not in own and _breaks(one, matter.newest, promised)]
    return tuple(sorted(found, key=lambda one: one.event.happened_on or date.max))


def _breaks(one: EventRow, promise: PositionRow, promised: date) -> bool:
    victim, day = one.event.target_id, one.event.happened_on
    met = victim is not None and victim == promise.position.addressee_id
    same = met and one.party_id == promise.party_id and promise.position.issue in _against(one.event.kind)
    return same and day is not None and promised < day <= promised + _BINDS


def is_promise(row: PositionRow) -> bool:
    """Whether the party has given its word, first hand and without a condition: an act can be held against that."""
    return row.position.condition is None and row.position.stance in _PROMISES and is_first_hand(row)


@cache
def _against(kind: str) -> frozenset[str]:
    return frozenset(read_table("events.toml").get(kind, {}).get("against", ()))
