"""Everybody whom a name can mean, in memory: brought up to date with what has changed since, by whatever process."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeVar

from sqlalchemy import Connection, select

from corpus.collector import uncollected
from corpus.knowledge import gazetteer
from corpus.linking.people import fold
from corpus.models import Entity, Resolution
from corpus.store import queries
from corpus.store.database import Revision
from corpus.store.indexes import Indexes
from corpus.store.kept.tables import entities

_Found = TypeVar("_Found")


@cache
def _listed() -> Mapping[str, Entity]:
    return {one.id: one for one in gazetteer.entities()}


class Names:
    """People and parties with the spellings that editors vouch for. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._revision: Revision | None = None
        self._plain: dict[str, Entity] = {}
        self._also: dict[str, str] = {}
        self._kept: tuple[tuple[str, str], ...] = ()
        self._by_id: dict[str, Entity] = {}
        self._indexes = Indexes(())

    def bring_up_to_date(self, revision: Revision, connection: Connection) -> None:
        """Reads what has changed since it was last looked at; another database is read as a whole."""
        with self._lock:
            before = self._revision
            if before is None or before[0] != revision[0] or before[1] > revision[1]:
                with uncollected():
                    self._read_all(connection)
            elif before != revision:
                self._read_changes(connection, before[1])
            self._revision = revision

    def is_of(self, revision: Revision | None) -> bool:
        return revision is not None and self._revision == revision

    def asked(self, look: Callable[[Indexes], _Found]) -> _Found:
        """What somebody finds in the indexes, which stay as they are while they are looked at."""
        with self._lock:
            return look(self._indexes)

    def resolve(self, typed: str) -> Resolution:
        """Whom the name means; a remembered spelling means whom it was declared to, unless others are called so."""
        spelled = fold(typed) if self._kept else ""
        meant = next((self._by_id.get(one) for known, one in self._kept if fold(known) == spelled), None)
        if meant:
            return self.asked(lambda indexes: indexes.lookup_remembered(typed, meant))
        return self.asked(lambda indexes: indexes.names.lookup(typed))

    def entity(self, entity_id: str) -> Entity | None:
        return self._by_id.get(self._also.get(entity_id, entity_id))

    def people(self) -> tuple[Entity, ...]:
        return tuple(one for one in self._by_id.values() if one.kind == "person")

    def _read_all(self, connection: Connection) -> None:
        rows = connection.execute(select(entities.c.id, entities.c.record, entities.c.meant).order_by(entities.c.id))
        self._plain, self._also, self._by_id = dict(_listed()), {}, {}
        for row in rows:
            self._take(row.id, row.record, row.meant)
        self._kept = self._remembered(connection)
        self._by_id = {one: self._spelled(plain) for one, plain in self._plain.items()}
        self._indexes = Indexes(self._by_id.values())

    def _read_changes(self, connection: Connection, since: int) -> None:
        wanted = select(entities.c.id, entities.c.record, entities.c.meant).where(entities.c.change > since)
        rows = connection.execute(wanted).all()
        for row in rows:
            self._take(row.id, row.record, row.meant)
        before, self._kept = self._kept, self._remembered(connection)
        self._renew({row.id for row in rows} | {one for _, one in {*before} ^ {*self._kept}})

    def _take(self, entity_id: str, record: str | None, meant: str | None) -> None:
        self._plain.pop(entity_id, None)
        self._also.pop(entity_id, None)
        if record:
            self._plain[entity_id] = Entity.model_validate_json(record)
        elif meant:
            self._also[entity_id] = meant
        elif entity_id in (listed := _listed()):  # what was ruled of it is taken back
            self._plain[entity_id] = listed[entity_id]

    def _renew(self, changed: Iterable[str]) -> None:
        for one in changed:
            now = self._spelled(self._plain[one]) if one in self._plain else None
            if now == self._by_id.pop(one, None) and now is None:
                continue
            if now is None:
                self._indexes.drop(one)
            else:
                self._by_id[one] = now
                self._indexes.put(now)

    def _remembered(self, connection: Connection) -> tuple[tuple[str, str], ...]:
        rows = connection.execute(queries.select_remembered())
        return tuple((row.typed, self._also.get(row.entity_id, row.entity_id)) for row in rows)

    def _spelled(self, entity: Entity) -> Entity:
        """The entity with the remembered spellings among its aliases."""
        own = (typed for typed, one in self._kept if one == entity.id)
        more = tuple(typed for typed in own if typed not in (entity.name, *entity.aliases))
        return entity.model_copy(update={"aliases": (*entity.aliases, *more)}) if more else entity
