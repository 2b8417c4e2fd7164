"""Who is who, brought up to date for those whom a spelling that comes or goes may mean, and for nobody else."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, or_, select

from corpus.keepings import AnyRuling, PartyRuling, PeopleRuling
from corpus.knowledge import gazetteer
from corpus.linking.figures import Spelling, parts_of
from corpus.linking.people import (
    Directory,
    build_directory,
    meeting_keys,
    met_under,
    ranked,
    unlisted_parties,
)
from corpus.linking.ruled import moves_of
from corpus.models import Entity, QuoteRow
from corpus.store.decisions import read_rulings, rulings_of_people, was_read
from corpus.store.dialects.numbers import add_up, insert_rows
from corpus.store.dialects.pairs import Pair
from corpus.store.from_rows import FoundRow, quote_row, speaker_keys
from corpus.store.kept.among import among, parts
from corpus.store.kept.tables import bearers, entities, meetings, party_names, spellings
from corpus.store.tables import meta, parties, people

_PRINTED = (people.c.bearer, people.c.name)
_CALLED = (parties.c.party_id, parties.c.name)


def change(connection: Connection, ids: Sequence[str], sign: int) -> None:
    """Takes in who is named in these articles, whose rows are there; with the `sign` -1, takes them out."""
    printed = _named(connection, people, ids)
    changed = _counted(connection, spellings, printed, sign)
    if changed:
        _meet(connection, changed) if sign > 0 else _part(connection, changed)
        _work_out(connection, changed)
    if same := [one for one in printed if one not in changed]:
        _rank(connection, same)
    named = _named(connection, parties, ids)
    changed_parties = {party for party, _ in _counted(connection, party_names, named, sign)}
    if changed_parties := changed_parties | _joining({party for party, _ in named}, read_rulings(connection)):
        _name_parties(connection, changed_parties)


def build(connection: Connection) -> None:
    """Works out everybody anew from all articles."""
    for columns, table in ((_PRINTED, spellings), (_CALLED, party_names)):
        told = select(*columns, func.count()).group_by(*columns)
        connection.execute(insert(table).from_select([column.name for column in table.c], told))
    rows = connection.execute(select(spellings)).all()
    _meet(connection, [(row.bearer, row.name) for row in rows])
    _keep(connection, build_directory(map(_spelling, rows), rulings_of_people(connection)), (), ())
    _name_parties(connection, set(connection.scalars(select(party_names.c.party_id).distinct())) | _ruled(connection))


def person_of(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Which person has which of these bearer keys."""
    rows = among(connection, select(bearers.c.bearer, bearers.c.person), bearers.c.bearer, keys)
    return {row.bearer: row.person for row in rows}


def quote_rows(connection: Connection, rows: Sequence[FoundRow]) -> tuple[QuoteRow, ...]:
    """The quotes of rows, with whoever speaks in them."""
    people_of = person_of(connection, {key for row in rows for key in speaker_keys(row)})
    return tuple(quote_row(row, people_of) for row in rows)


def bearers_of(connection: Connection, entity_id: str) -> tuple[str, ...]:
    """The bearer keys of the person with that id, or with that as another id; () for nobody."""
    meant = select(entities.c.meant).where(entities.c.id == entity_id, entities.c.meant.is_not(None))
    ids = [entity_id, *connection.scalars(meant)]
    return tuple(
        connection.scalars(select(bearers.c.bearer).where(bearers.c.person.in_(ids)).order_by(bearers.c.bearer))
    )


def _named(connection: Connection, table: Table, ids: Sequence[str]) -> dict[Pair, int]:
    columns = _PRINTED if table is people else _CALLED
    told = select(*columns, func.count()).where(table.c.article_id.in_(ids)).group_by(*columns)
    return {(key, name): count for key, name, count in connection.execute(told)}


def _counted(connection: Connection, table: Table, told: Mapping[Pair, int], sign: int) -> set[Pair]:
    """Counts pairs up or down in a table of them; gives back those that have come, or that are gone."""
    key, name, _ = table.c
    rows = [{key.name: one, name.name: other, "articles": sign * count} for (one, other), count in told.items()]
    add_up(connection, table, rows)
    now = among(connection, select(table), key, {one for one, _ in told})
    left = {(one, other): count for one, other, count in now}
    changed = {pair for pair, count in told.items() if left[pair] == (count if sign > 0 else 0)}
    if sign < 0:
        _remove(connection, table, changed)
    return changed


def _remove(connection: Connection, table: Table, pairs: Collection[Pair]) -> None:
    key = table.c.party_id if table is party_names else table.c.bearer
    gone = delete(table).where(key == bindparam("of"), table.c.name == bindparam("as_printed"))
    if pairs:
        connection.execute(gone, [{"of": one, "as_printed": name} for one, name in sorted(pairs)])


# --- people -----------------------------------------------------------------------------------------------------------


def _spelling(row: Any) -> Spelling:
    _, party, _ = parts_of(row.bearer)
    return Spelling(bearer=row.bearer, name=row.name, party_id=party, count=row.articles)


def _keys(printed: Pair) -> frozenset[str]:
    bearer, name = printed
    return meeting_keys(name, parts_of(bearer)[1])


def _meet(connection: Connection, printed: Collection[Pair]) -> None:
    rows = [{"key": key, "bearer": one[0], "name": one[1]} for one in printed for key in _keys(one)]
    insert_rows(connection, meetings, rows)


def _part(connection: Connection, printed: Collection[Pair]) -> None:
    _remove(connection, meetings, printed)


def spellings_of(connection: Connection, entity_id: str) -> tuple[Spelling, ...]:
    """How the person with that id is printed, the most printed first; () for nobody."""
    rows = among(connection, select(spellings), spellings.c.bearer, bearers_of(connection, entity_id))
    return tuple(sorted(map(_spelling, rows), key=lambda one: (-one.count, one.bearer, one.name)))


def rule(connection: Connection, keys: Iterable[str]) -> None:
    """Works out again who has these keys, of whom an editor has just decided something."""
    _work_out(connection, _spelled(connection, keys))


def _spelled(connection: Connection, keys: Iterable[str]) -> set[Pair]:
    rows = among(connection, select(spellings.c.bearer, spellings.c.name), spellings.c.bearer, keys)
    return {(row.bearer, row.name) for row in rows}


def _work_out(connection: Connection, changed: Collection[Pair]) -> None:
    """Who is who among all that these meet, and all whom those meet, by name or by what editors have ruled."""
    rulings = rulings_of_people(connection)
    met = _all_met(connection, changed)
    while more := _ruled_with(connection, {*met, *changed}, rulings) - met:
        met |= more | _all_met(connection, more)
    keys = {bearer for bearer, _ in (*met, *changed)}
    counted = map(_spelling, among(connection, select(spellings), spellings.c.bearer, keys))
    before = set(person_of(connection, keys).values())
    _keep(connection, build_directory(counted, rulings), before, keys)


def _ruled_with(connection: Connection, met: Collection[Pair], rulings: Sequence[PeopleRuling]) -> set[Pair]:
    """Who was ruled to be one with any of these."""
    keys = {bearer for bearer, _ in met}
    linked = [{*one.keys, *one.others} for one in rulings if one.what == "one"]
    return _spelled(connection, {key for link in linked if link & keys for key in link})


def _all_met(connection: Connection, changed: Collection[Pair]) -> set[Pair]:
    found, asked = set[Pair](), set[str]()
    left = set(changed)
    while left:
        wanted = {met_under(key) for one in left for key in _keys(one)} - asked
        asked |= wanted
        rows = among(connection, select(meetings.c.bearer, meetings.c.name), meetings.c.key, wanted)
        left = {(row.bearer, row.name) for row in rows} - found
        found |= left
    return found


def _keep(connection: Connection, directory: Directory, before: Collection[str], keys: Collection[str]) -> None:
    """Writes down who has which key; `before` are the people who had the `keys` until now."""
    for some in parts(keys):
        connection.execute(delete(bearers).where(bearers.c.bearer.in_(some)))
    owned = [{"bearer": bearer, "person": person} for bearer, person in directory.person_of.items()]
    insert_rows(connection, bearers, owned)
    _put(connection, directory.people, directory.also, before)


def _put(
    connection: Connection, people: Mapping[str, Entity], also: Mapping[str, str], before: Collection[str]
) -> None:
    """Brings the entities up to date; only those that differ are given the number of this change."""
    others = among(connection, select(entities.c.id), entities.c.meant, before)
    concerned = {*people, *also, *before, *(row.id for row in others)}
    rows = among(connection, select(entities), entities.c.id, concerned)
    known = {row.id: (row.record, row.meant) for row in rows}
    wanted = {one: (people[one].model_dump_json() if one in people else None, also.get(one)) for one in concerned}
    changed = [one for one in concerned if known.get(one) != wanted[one] and (one in known or any(wanted[one]))]
    for some in parts(changed):
        connection.execute(delete(entities).where(entities.c.id.in_(some)))
    number = connection.scalar(select(meta.c.value).where(meta.c.key == "revision"))
    made = [{"id": one, "record": wanted[one][0], "meant": wanted[one][1], "change": number} for one in changed]
    insert_rows(connection, entities, made)


def _rank(connection: Connection, printed: Collection[Pair]) -> None:
    """Who is printed in several ways is named as most articles do."""
    changed = set(person_of(connection, {bearer for bearer, _ in printed}).values())
    of = bearers.join(spellings, spellings.c.bearer == bearers.c.bearer)
    query = select(bearers.c.person, spellings.c.name, spellings.c.articles).select_from(of)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in among(connection, query, bearers.c.person, changed):
        counts[row.person][row.name] += row.articles
    several = sorted(person for person, names in counts.items() if len(names) > 1)
    which = or_(entities.c.id.in_(several), entities.c.meant.in_(several))
    rows = connection.execute(select(entities).where(which)).all() if several else ()
    also: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        also[row.meant or ""].append(row.id)
    known = {row.id: Entity.model_validate_json(row.record) for row in rows if row.id in several and row.record}
    named = {key: ranked(one, counts[key], also[key]) for key, one in known.items()}
    _put(connection, {key: one for key, one in named.items() if one != known[key]}, {}, ())


# --- parties ----------------------------------------------------------------------------------------------------------


def rule_parties(connection: Connection, ids: Iterable[str]) -> None:
    """Brings up to date which names mean these parties, of which an editor has just ruled."""
    _name_parties(connection, set(filter(None, ids)))


def _name_parties(connection: Connection, changed: Collection[str]) -> None:
    """Who is called what; whatever a party was called that is ruled to be another is that one's name."""
    ruled = [one for one in read_rulings(connection) if isinstance(one, PartyRuling)]
    moved = moves_of(ruled)
    targets = {moved.get(one, one) for one in changed}
    concerned = {*changed, *targets, *(one for one, to in moved.items() if to in targets)}
    rows = among(connection, select(party_names.c.party_id, party_names.c.name), party_names.c.party_id, concerned)
    known = {one.id: one for one in unlisted_parties((row.party_id, row.name) for row in rows)}
    for party, to in moved.items():
        if to in concerned:
            known[to] = _joined(party, to, known, ruled, is_told=was_read(connection, party))
    also = {party: moved[party] for party in concerned if party in moved}
    _put(connection, {key: one for key, one in known.items() if key not in also}, also, concerned)


def _joining(ids: Collection[str], rulings: Sequence[AnyRuling]) -> set[str]:
    """Those of some parties that others were ruled to be: which of these an article tells of, its rows do not have."""
    return set(ids) & set(moves_of(rulings).values())


def _joined(party: str, to: str, known: Mapping[str, Entity], ruled: Sequence[PartyRuling], *, is_told: bool) -> Entity:
    """The party `to` with the names of another that it is ruled to be, where articles that are shown tell of that."""
    listed = {one.id: one for one in gazetteer.entities()}
    name = next(one.name for one in ruled if one.party == party)
    other = next((one.other_name for one in reversed(ruled) if one.other == to), name)
    here = known.get(to) or listed.get(to) or Entity(id=to, kind="party", name=other)
    gone = known.get(party) or listed.get(party)
    own = (gone.name, *gone.aliases) if gone else ()
    names = (name, *own) if gone or is_told else ()
    more = [one for one in dict.fromkeys(names) if one not in (here.name, *here.aliases)]
    return here.model_copy(update={"aliases": (*here.aliases, *more)})


def _ruled(connection: Connection) -> set[str]:
    """The parties of which something is ruled."""
    ruled = [one for one in read_rulings(connection) if isinstance(one, PartyRuling)]
    return {each for one in ruled for each in (one.party, one.other) if each}
