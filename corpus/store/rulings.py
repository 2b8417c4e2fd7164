"""What is ruled across articles as it may be told: without words and names that stand only where nothing is shown."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from sqlalchemy import Connection, select

from corpus.keepings import AnyRuling, PartyRuling, PeopleRuling, RoundRuling
from corpus.knowledge import gazetteer
from corpus.linking.figures import parts_of
from corpus.linking.people import bearer_of
from corpus.linking.ruled import in_their_parties
from corpus.models import Extraction
from corpus.store.decisions import read_rulings, was_read
from corpus.store.kept.among import among
from corpus.store.kept.tables import party_names, spellings
from corpus.store.tables import articles, readings

_NO_PARTY = {"party": "", "name": "", "other": "", "other_name": "", "why": ""}
_NO_PERSON = {"keys": (), "others": (), "told_apart": "", "label": "", "why": ""}

_Readings = Callable[[], list[Extraction]]


def rulings_told(connection: Connection) -> list[AnyRuling]:
    """What is decided across articles, oldest first.

    Rounds whose words may not be shown are left out. People and parties that are named only where nothing may be shown
    have no name, key or reason here: such a ruling can be undone by its number, and says nothing.
    """
    every = read_rulings(connection)

    @cache
    def read() -> list[Extraction]:
        return [Extraction.model_validate_json(one) for one in connection.scalars(select(readings.c.found))]

    told = zip(every, in_their_parties(every), strict=True)
    return [_told(connection, one, now, read) for one, now in told if _may_be_shown(connection, one)]


def ruling_told(connection: Connection, number: int) -> AnyRuling | None:
    """One of them by its number; None for none."""
    return next((one for one in rulings_told(connection) if one.id == number), None)


def _told(connection: Connection, one: AnyRuling, now: AnyRuling, read: _Readings) -> AnyRuling:
    """A ruling, `now` by the keys that its people have by now, without names that are known from nowhere."""
    if isinstance(one, PartyRuling):
        return one if _parties_known(connection, filter(None, (one.party, one.other))) else _without(one, _NO_PARTY)
    if isinstance(one, PeopleRuling) and isinstance(now, PeopleRuling):
        return one if _people_known(connection, one, now, read) else _without(one, _NO_PERSON)
    return one


def _without(one: AnyRuling, empty: Mapping[str, object]) -> AnyRuling:
    return one.model_copy(update=empty)


def _may_be_shown(connection: Connection, one: AnyRuling) -> bool:
    """Whether every article is shown whose words a ruling holds."""
    if not isinstance(one, RoundRuling):
        return True
    there = connection.scalars(select(articles.c.id).where(articles.c.id.in_(one.articles)))
    return set(there) == set(one.articles)


def _people_known(connection: Connection, one: PeopleRuling, now: PeopleRuling, read: _Readings) -> bool:
    """Whether articles that are shown print every name of it, also where they have nobody of that name by a ruling."""
    wanted = {parts_of(key)[0] for key in (*one.keys, *one.others)}
    keys = {*now.keys, *now.others}
    here = among(connection, select(spellings.c.bearer), spellings.c.bearer, keys)
    known = {parts_of(row.bearer)[0] for row in here}
    if known >= wanted:
        return True
    known |= {parts_of(key)[0] for found in read() for key in map(bearer_of, found.people) if key in keys}
    return known >= wanted


def _parties_known(connection: Connection, ids: Iterable[str]) -> bool:
    """Whether each is a party of the world, or of an article that is shown, also where it is another by a ruling."""
    listed = {one.id for one in gazetteer.entities()}
    return all(one in listed or _is_printed(connection, one) for one in ids)


def _is_printed(connection: Connection, party: str) -> bool:
    called = select(party_names.c.party_id).where(party_names.c.party_id == party).limit(1)
    return connection.scalar(called) is not None or was_read(connection, party)
