"""Which quotes are printings of one utterance, gathered again among the wordings that one more can change."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select, update

from corpus.linking.lineage import Kinship, relate
from corpus.linking.utterances import Kin, Printed, gathered
from corpus.linking.wordings import Wording
from corpus.linking.wordings import shingles as shingles_of
from corpus.models import QuoteKind
from corpus.store.kept.among import among, parts
from corpus.store.kept.tables import kin, printings, shingles
from corpus.store.tables import articles, quotes

COMMON = 64
"""A shingle that so many wordings have is a common phrase: no more are found by it."""

LIKE = 0.6
"""The part of the telling words of the shorter wording that must be in the longer one to be looked at more closely."""

Wordings = Mapping[int, Wording]


def bring_in(connection: Connection, ids: Sequence[str]) -> None:
    """Brings in what these articles quote."""
    told = _printed(connection, ids)
    wordings = {wording.number: wording for _, wording, _ in told}
    before, standing = _read(connection, wordings), _utterances(connection, wordings)
    if told:
        connection.execute(insert(printings), [_row(*one, standing) for one in told])
    fresh = {number: wording for number, wording in wordings.items() if number not in before}
    _relate(connection, fresh)
    now = _read(connection, wordings)
    _gather(connection, [number for number in wordings if now[number] != before.get(number)])


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out what these articles, whose rows are there still, quote."""
    told = _printed(connection, ids)
    wordings = {wording.number: wording for _, wording, _ in told}
    before = _read(connection, wordings)
    for some in parts(n for n, *_ in told):
        connection.execute(delete(printings).where(printings.c.quote.in_(some)))
    now = _read(connection, wordings)
    gone = {number: wording for number, wording in wordings.items() if number not in now}
    near = _forget(connection, gone)
    _gather(connection, [*near, *(number for number in now if now[number] != before[number])])


def _printed(connection: Connection, ids: Sequence[str]) -> list[tuple[int, Wording, date | None]]:
    """The quotes of articles that are long enough to be known again, with their wording and their day."""
    query = select(quotes.c.n, quotes.c.record, articles.c.published).join(
        articles, articles.c.id == quotes.c.article_id
    )
    found = list[tuple[int, Wording, date | None]]()
    for row in among(connection, query.where(quotes.c.kind != QuoteKind.INDIRECT), quotes.c.article_id, ids):
        record = json.loads(row.record)
        wording = Wording(record["text"])
        if wording.is_enough:
            said = date.fromisoformat(record["said_on"]) if record["said_on"] else row.published
            found.append((row.n, wording, said))
    return found


def _row(n: int, wording: Wording, day: date | None, standing: Mapping[int, int]) -> dict[str, int | None]:
    number, told = wording.number, day.toordinal() if day else None
    utterance = standing.get(number, number)
    return {"quote": n, "wording": number, "words": wording.size, "day": told, "utterance": utterance}


def _utterances(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """Which utterance each of these wordings is of."""
    query = select(printings.c.wording, printings.c.utterance).distinct()
    return {row.wording: row.utterance for row in among(connection, query, printings.c.wording, numbers)}


def _read(connection: Connection, numbers: Iterable[int]) -> dict[int, Printed]:
    """The wordings among these that are printed anywhere."""
    query = select(printings.c.wording, func.min(printings.c.words), func.min(printings.c.day))
    rows = among(connection, query.group_by(printings.c.wording), printings.c.wording, numbers)
    return {number: Printed(words, first) for number, words, first in rows}


# --- what is alike ----------------------------------------------------------------------------------------------------


def _relate(connection: Connection, fresh: Wordings) -> None:
    """Writes down how new wordings are related to each other and to those that are there."""
    wanted = {number: shingles_of(wording) for number, wording in fresh.items()}
    having = defaultdict[int, list[int]](list)
    for row in among(connection, select(shingles), shingles.c.shingle, frozenset().union(*wanted.values())):
        having[row.shingle].append(row.wording)
    near = dict[int, set[int]]()
    rows = list[dict[str, int]]()
    for number, each in wanted.items():
        near[number] = {other for shingle in each for other in having[shingle]}
        for shingle in each:
            if len(having[shingle]) < COMMON:
                having[shingle].append(number)
                rows.append({"shingle": shingle, "wording": number})
    if rows:
        connection.execute(insert(shingles), rows)
    known = {**fresh, **_wordings(connection, set().union(*near.values()) - fresh.keys())}
    if found := [row for number, others in near.items() for row in _kin(number, others, known)]:
        connection.execute(insert(kin), found)


def _kin(number: int, others: Collection[int], known: Wordings) -> Iterator[dict[str, object]]:
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
    for number, wording in gone.items():
        connection.execute(
            delete(shingles).where(shingles.c.shingle.in_(shingles_of(wording)), shingles.c.wording == number)
        )
    for some in parts(gone):
        connection.execute(delete(kin).where(kin.c.one.in_(some)))
        for others in parts(near):
            connection.execute(delete(kin).where(kin.c.one.in_(others), kin.c.other.in_(some)))
    return near


# --- what is one utterance --------------------------------------------------------------------------------------------


def _gather(connection: Connection, numbers: Collection[int]) -> None:
    """Gathers anew all wordings that are related to these, and those that are related to them."""
    related = _related(connection, numbers)
    if not related and not numbers:
        return
    everyone = {*numbers, *(one for one, _ in related)}
    told = gathered(_read(connection, everyone), related)
    for wording, utterance in _utterances(connection, everyone).items():
        if utterance != told[wording]:
            changed = update(printings).where(printings.c.wording == wording)
            connection.execute(changed.values(utterance=told[wording]))


def _related(connection: Connection, numbers: Collection[int]) -> dict[tuple[int, int], Kin]:
    found, asked, left = dict[tuple[int, int], Kin](), set[int](), set(numbers)
    while left:
        asked |= left
        rows = list(among(connection, select(kin), kin.c.one, left))
        found |= {(row.one, row.other): Kin(Kinship(row.kind), row.shared) for row in rows}
        left = {row.other for row in rows} - asked
    return found
