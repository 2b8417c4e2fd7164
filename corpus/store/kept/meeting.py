"""Rounds of talks as answers look for them: by whom, where, when, in whose reports; the newest first."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, exists, select

from corpus.linking.newest import Glimpse
from corpus.linking.round_keys import has_words, keys_wanted
from corpus.linking.rounds import TALKED
from corpus.models import Round, TalkFilter
from corpus.store.kept.tables import places, round_keys, rounds
from corpus.store.listing import Listing
from corpus.store.queries import storable

LONGEST = 60
"""Days for which talks go on at most."""

_AT_ONCE = 400
_FEW = 20


class Rounds(Listing[str, Round]):
    """Rounds by their places, newest first unless told, read as far as they are looked at."""

    @property
    def dated(self) -> "Rounds":
        """Those that have a date, oldest first."""
        return Rounds([place for place in reversed(self.keys) if day_of_place(place)], self.read)


def day_of_place(place: str) -> str:
    """The date of the round at that place, or the beginning of one; "" for none."""
    return place[2:12].strip()


def find_rounds(connection: Connection, where: TalkFilter) -> tuple[str, ...]:
    """The places of the rounds that a filter lets through, newest first; the rounds are read by these."""
    rows = connection.execute(_select(where))
    found = [row.place for row in rows if _is_in_time(row, where)]
    if where.words:
        told = zip(found, read_rounds(connection, found), strict=True)
        found = [place for place, one in told if has_words(one, where.words)]
    return tuple(found[: where.limit])


def find_plans(connection: Connection, where: TalkFilter, today: date, told: date) -> tuple[str, ...]:
    """The places of those that have a date and may not be over by today, or none and were told of since a day."""
    begun = date.fromordinal(max(1, today.toordinal() - LONGEST))
    spans = ((f"1 {begun.year:04}", "2"), (f"0 {'':10} {told.isoformat()}", "1"))
    unread = rounds.c.last == 0  # a date that no calendar has
    ahead = unread | (rounds.c.last >= today.toordinal())
    queries = (_select(where, span).where(ahead) for span in spans)
    return tuple(row.place for query in queries for row in connection.execute(query) if _is_in_time(row, where))


def newest_rounds(connection: Connection, before: str | None) -> list[str]:
    """The places of so many rounds at once, newest first, those behind a place."""
    query = select(rounds.c.place).order_by(rounds.c.place.desc()).limit(_FEW)
    return list(connection.scalars(query.where(rounds.c.place < before) if before else query))


def glimpses(connection: Connection, where: TalkFilter, before: str | None) -> list[Glimpse]:
    """Rounds that can stand for their story, newest first; of all rounds so many at once, those behind a place."""
    told = select(rounds.c.place, rounds.c.parties, rounds.c.story).where(rounds.c.told)
    if where == TalkFilter():
        behind = told.where(rounds.c.place < before) if before else told
        rows: Iterable[Row[Any]] = connection.execute(behind.order_by(rounds.c.place.desc()).limit(_AT_ONCE))
    else:
        rows = () if before else _among(connection, told, find_rounds(connection, where))
    newest = sorted(rows, key=lambda row: row.place, reverse=True)
    return [Glimpse(row.place, frozenset(row.parties.split()), row.story) for row in newest]


def read_rounds(connection: Connection, wanted: Sequence[str]) -> tuple[Round, ...]:
    """The rounds at these places, in this order."""
    rows = _among(connection, select(rounds.c.place, rounds.c.record), wanted)
    told = {row.place: Round.model_validate_json(row.record) for row in rows}
    return tuple(told[place] for place in wanted if place in told)


def read_places(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.scalars(select(places.c.place).order_by(places.c.place)))


def _select(where: TalkFilter, span: tuple[str, str] | None = None) -> Select[Any]:
    """Led by what all of them stand under, which has them in their order; of that it is told what else they have.

    `span` are the places between which they stand, the second not included.
    """
    wanted = [[storable(key) for key in keys] for keys in keys_wanted(where)]
    leading = next((keys[0] for keys in wanted if len(keys) == 1), None)
    place: ColumnElement[str] = rounds.c.place
    query = select(rounds.c.place, rounds.c.days)
    if leading is not None:
        place = round_keys.c.place
        joined = round_keys.join(rounds, rounds.c.place == round_keys.c.place)
        query = query.select_from(joined).where(round_keys.c.key == leading)
        wanted.remove([leading])
    elif wanted:
        under = select(round_keys.c.place).where(round_keys.c.key.in_(wanted.pop(0)))
        query = query.where(place.in_(under.where(*_between(round_keys.c.place, span))))
    for number, keys in enumerate(wanted):
        other = _other_keys(number)
        query = query.where(exists().where(other.c.place == place, other.c.key.in_(keys)))
    query = query.where(*_between(place, span))
    query = query.where(rounds.c.last >= where.since.toordinal()) if where.since else query
    query = query.where(rounds.c.first <= where.until.toordinal()) if where.until else query
    simple = not (where.since or where.until or where.words)
    return query.order_by(place.desc()).limit(where.limit if simple else None)


@cache
def _other_keys(_: int) -> FromClause:
    """The table once more, under a name of its own: making one takes as long as finding the rounds."""
    return round_keys.alias()


def _between(place: ColumnElement[str], span: tuple[str, str] | None) -> list[ColumnElement[bool]]:
    return [place >= span[0], place < span[1]] if span else []


def _is_in_time(row: Row[Any], where: TalkFilter) -> bool:
    """Whether one account at least has the talks on a day that was asked for."""
    if not where.since and not where.until:
        return True
    first, last = str(where.since or ""), str(where.until or "9999-99-99")
    spans = (days.partition("/") for days in row.days.split())
    return any(start <= last and end >= first for start, _, end in spans)


def told_best(connection: Connection, where: TalkFilter) -> tuple[str, ...]:
    """The one round that is told best where none can stand for its story: told in full, not recalled or summed up."""
    held = find_rounds(connection, where.model_copy(update={"statuses": tuple(TALKED & {*where.statuses} or TALKED)}))
    told = dict(zip(held, read_rounds(connection, held), strict=True))
    single = [place for place, one in told.items() if not one.talk.several]
    whole = [place for place in single if not told[place].talk.background]
    return tuple([*whole, *single, *held][:1])


def _among(connection: Connection, query: Select[Any], wanted: Sequence[str]) -> list[Row[Any]]:
    parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return [row for part in parts for row in connection.execute(query.where(rounds.c.place.in_(part)))]
