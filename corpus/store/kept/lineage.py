"""Which quotes are printings of one utterance, gathered again among the wordings that one more can change."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from corpus.linking.lineage import Kinship, relate
from corpus.linking.utterances import Kin, Printed, gathered, is_near
from corpus.linking.wordings import Wording
from corpus.linking.wordings import shingles as shingles_of
from corpus.store.dialects.numbers import insert_plain, insert_rows
from corpus.store.kept.among import among, parts
from corpus.store.kept.spoken import Spoken
from corpus.store.kept.tables import disputes, fresh_shingles, kin, printings, shingles
from corpus.store.tables import quotes, speakers

COMMON = 32
"""A shingle that so many wordings have is a common phrase: no more are found by it."""

FRESH = 40_000
"""Quotes, about, whose shingles are held apart before they are put among those of all others."""

LIKE = 0.6
"""The part of the telling words of the shorter wording that must be in the longer one to be looked at more closely."""

ENOUGH = 0.2
"""The part of the shingles of the wording with fewer that both must have to be looked at at all."""

Wordings = Mapping[int, Wording]
Told = tuple[int, Wording, int | None]
"""The number of a quote, its wording, and the number of its day."""


class Standing(NamedTuple):
    """A wording as it is printed by now, and the utterance that it is of."""

    printed: Printed
    utterance: int


def bring_in(connection: Connection, spoken: Sequence[Spoken]) -> None:
    """Brings in these quotes."""
    told = _printed(spoken)
    wordings = {wording.number: wording for _, wording, _ in told}
    before = _read(connection, wordings)
    insert_plain(connection, printings, [_row(one, before) for one in told])
    fresh = {number: wording for number, wording in wordings.items() if number not in before}
    often = [number for number, count in Counter(wording.number for _, wording, _ in told).items() if count > 1]
    moved = _gather(connection, _relate(connection, fresh) | _older(told, before))
    if told and max(told)[0] // FRESH > (min(told)[0] - 1) // FRESH:
        settle(connection)
    _hear(connection, {*moved, *often, *(one.utterance for one in before.values())})


def _older(told: Iterable[Told], before: Mapping[int, Standing]) -> set[int]:
    """The wordings that were printed before the first day known until now."""
    known = ((wording.number, day) for _, wording, day in told if wording.number in before and day is not None)
    firsts = ((number, day, before[number].printed.first) for number, day in known)
    return {number for number, day, first in firsts if first is None or day < first}


def take_out(connection: Connection, spoken: Sequence[Spoken]) -> None:
    """Takes out these quotes."""
    told = _printed(spoken)
    wordings = {wording.number: wording for _, wording, _ in told}
    before = _read(connection, wordings)
    for some in parts(n for n, *_ in told):
        connection.execute(delete(printings).where(printings.c.quote.in_(some)))
    now = _read(connection, wordings)
    near = _forget(connection, {number: wording for number, wording in wordings.items() if number not in now})
    moved = _gather(connection, near | {number for number in now if now[number] != before[number]})
    _hear(connection, {*moved, *(one.utterance for one in before.values())})


def _printed(spoken: Sequence[Spoken]) -> list[Told]:
    """Those quotes that are long enough to be known again."""
    worded = ((one, Wording(one.text)) for one in spoken)
    return [
        (one.quote, wording, one.said.toordinal() if one.said else None) for one, wording in worded if wording.is_enough
    ]


def _row(told: Told, before: Mapping[int, Standing]) -> tuple[int, int, int, int | None, int]:
    n, wording, day = told
    number = wording.number
    return n, number, wording.size, day, before[number].utterance if number in before else number


def _read(connection: Connection, numbers: Iterable[int]) -> dict[int, Standing]:
    """The wordings among these that are printed anywhere."""
    least = (func.min(column) for column in (printings.c.words, printings.c.day, printings.c.utterance))
    query = select(printings.c.wording, *least).group_by(printings.c.wording)
    rows = among(connection, query, printings.c.wording, numbers)
    return {number: Standing(Printed(words, first), utterance) for number, words, first, utterance in rows}


# --- what is alike ----------------------------------------------------------------------------------------------------


def _relate(connection: Connection, fresh: Wordings) -> set[int]:
    """Writes down how new wordings are related to each other and to those that are there; gives back those that are."""
    near = _near(connection, fresh)
    known = {**fresh, **_wordings(connection, set().union(*near.values()) - fresh.keys())}
    found = [row for number, others in near.items() for row in _kin(number, others, known)]
    insert_rows(connection, kin, found)
    return {row["one"] for row in found}


def _near(connection: Connection, fresh: Wordings) -> dict[int, list[int]]:
    """For each new wording those that share shingles with it; the new ones are looked for under theirs from now on."""
    wanted = {number: shingles_of(wording) for number, wording in fresh.items()}
    having = defaultdict[int, list[tuple[int, int]]](list)
    every = frozenset().union(*wanted.values())
    for shingle, wording, theirs in under(connection, every):
        having[shingle].append((wording, theirs))
    near, rows = dict[int, list[int]](), list[tuple[int, int, int]]()
    for number, each in wanted.items():
        runs = fresh[number].runs
        shared = Counter(other for shingle in each for other in having[shingle])
        near[number] = [other for (other, theirs), count in shared.items() if count >= ENOUGH * min(runs, theirs)]
        for shingle in each:
            if len(having[shingle]) < COMMON:
                having[shingle].append((number, runs))
                rows.append((shingle, number, runs))
    insert_plain(connection, fresh_shingles, sorted(rows))
    return near


def under(connection: Connection, wanted: Collection[int]) -> Iterator[Any]:
    """The rows of wordings that have any of these shingles."""
    for table in (shingles, fresh_shingles):
        yield from among(connection, select(table), table.c.shingle, wanted)


def settle(connection: Connection) -> None:
    """Puts the shingles that are held apart among all others."""
    held = select(fresh_shingles).order_by(fresh_shingles.c.shingle, fresh_shingles.c.wording)
    connection.execute(insert(shingles).from_select([column.name for column in shingles.c], held))
    connection.execute(delete(fresh_shingles))


def _kin(number: int, others: Collection[int], known: Wordings) -> Iterator[dict[str, Any]]:
    for other in sorted(others):
        if not _may_be_alike(known[number], known[other]):
            continue
        if told := relate(known[number], known[other]):
            row = {"kind": told.kind.value, "shared": told.shared}
            yield {"one": number, "other": other, **row}
            yield {"one": other, "other": number, **row}


def _may_be_alike(one: Wording, other: Wording) -> bool:
    """A quick look before the slow one."""
    mine, theirs = ({each.keys[at] for at in each.telling} for each in (one, other))
    return len(mine & theirs) >= LIKE * min(len(mine), len(theirs))


def _wordings(connection: Connection, numbers: Collection[int]) -> dict[int, Wording]:
    """The wordings of these numbers, as one of their printings has them."""
    first = select(printings.c.wording, func.min(printings.c.quote).label("quote")).group_by(printings.c.wording)
    found = {row.quote: row.wording for row in among(connection, first, printings.c.wording, numbers)}
    rows = among(connection, select(quotes.c.n, quotes.c.record), quotes.c.n, found)
    return {found[row.n]: Wording(json.loads(row.record)["text"]) for row in rows}


def _forget(connection: Connection, gone: Wordings) -> set[int]:
    """Takes out wordings that nobody prints any more; gives back those that were related to them."""
    near = {row.other for row in among(connection, select(kin.c.other), kin.c.one, gone)} - gone.keys()
    stale = [{"of": number, "under": shingle} for number, wording in gone.items() for shingle in shingles_of(wording)]
    for table in (shingles, fresh_shingles) if stale else ():
        one = (table.c.shingle == bindparam("under"), table.c.wording == bindparam("of"))
        connection.execute(delete(table).where(*one), stale)
    for some in parts(gone):
        connection.execute(delete(kin).where(kin.c.one.in_(some)))
        for others in parts(near):
            connection.execute(delete(kin).where(kin.c.one.in_(others), kin.c.other.in_(some)))
    return near


# --- what is one utterance --------------------------------------------------------------------------------------------


def _gather(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Gathers anew all wordings that are related to these, and those that are related to them.

    Gives back the utterances that they are of now, and were of before.
    """
    if not numbers:
        return set()
    standing, related = _related(connection, frozenset(numbers))
    told = gathered({number: one.printed for number, one in standing.items()}, related)
    moved = [{"of": number, "to": told[number]} for number, one in standing.items() if one.utterance != told[number]]
    if moved:
        changed = update(printings).where(printings.c.wording == bindparam("of"))
        connection.execute(changed.values(utterance=bindparam("to")), moved)
    return {*told.values(), *(one.utterance for one in standing.values())}


def _related(
    connection: Connection, numbers: Collection[int]
) -> tuple[dict[int, Standing], dict[tuple[int, int], Kin]]:
    """These wordings and their kin, and whoever is so near in time to any of these that it may be of its utterance."""
    standing, found = _read(connection, numbers), dict[tuple[int, int], Kin]()
    left, asked = set(standing), set[int]()
    while left:
        asked |= left
        rows = list(among(connection, select(kin), kin.c.one, left))
        found |= {(row.one, row.other): Kin(Kinship(row.kind), row.shared) for row in rows}
        standing |= _read(connection, {row.other for row in rows} - standing.keys())
        pairs = [pair for pair in found if pair[0] in left and pair[1] not in asked]
        near = (pair for pair in pairs if pair[0] in numbers or _are_near(standing, found, pair))
        left = {other for _, other in near}
    return {number: standing[number] for number in asked}, found


def _are_near(standing: Mapping[int, Standing], found: Mapping[tuple[int, int], Kin], pair: tuple[int, int]) -> bool:
    one, other = pair
    return is_near(found[pair], standing[one].printed, standing[other].printed)


def _hear(connection: Connection, utterances: Collection[int]) -> None:
    """Writes down which of these utterances are given to several speakers."""
    if not utterances:
        return
    for some in parts(utterances):
        connection.execute(delete(disputes).where(disputes.c.utterance.in_(some)))
    voices = func.count(func.coalesce(speakers.c.bearer, speakers.c.party_id).distinct())
    told = printings.c.utterance, voices.label("voices"), func.max(printings.c.quote).label("latest")
    query = select(*told).join(speakers, speakers.c.quote == printings.c.quote)
    query = query.group_by(printings.c.utterance).having(voices > 1)
    rows = [row._asdict() for row in among(connection, query, printings.c.utterance, utterances)]
    insert_rows(connection, disputes, rows)
