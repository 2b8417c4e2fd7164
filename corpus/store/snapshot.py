"""What is known at one revision of the corpus: who is who, which talks are one, and what was read lately."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, func, select

from corpus.knowledge import gazetteer
from corpus.linking.people import Directory, Spelling, build_directory, fold, unlisted_parties
from corpus.linking.rounds import gather_rounds
from corpus.models import Entity, Figures, QuoteKind, Round
from corpus.store import queries
from corpus.store.database import Revision
from corpus.store.reads import Reads
from corpus.store.tables import articles, parties, positions, quotes


@dataclass(frozen=True)
class Everybody:
    """Everybody whom a name can mean. `spelled` has the entity id of every remembered spelling, by its folded form."""

    directory: Directory
    entities: tuple[Entity, ...]
    spelled: Mapping[str, str]

    def remembered(self, typed: str) -> Entity | None:
        """Whom the spelling was declared to mean; None where it was not, or its entity has gone."""
        return self.by_id.get(self.spelled.get(fold(typed), "")) if self.spelled else None

    @cached_property
    def by_id(self) -> Mapping[str, Entity]:
        """The entities by id, by the ids that a person's other spellings have as well."""
        own = {entity.id: entity for entity in self.entities}
        return own | {other: own[meant] for other, meant in self.directory.also.items()}


class Snapshot:
    """One revision of the corpus. What takes all of it to work out is worked out once, when it is first needed."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.reads = Reads()
        self._known: Everybody | None = None
        self._rounds: tuple[Round, ...] | None = None
        self._lock = threading.RLock()

    def known(self, connection: Connection) -> Everybody:
        """Who is who; the connection reads at this revision."""
        with self._lock:
            self._known = self._known or _work_out(connection)
            return self._known

    def rounds(self, connection: Connection) -> tuple[Round, ...]:
        """All rounds: which accounts belong together takes all of them to tell."""
        with self._lock:
            if self._rounds is None:
                rows = connection.execute(queries.select_talks()).all()
                self._rounds = gather_rounds(map(queries.talk_account, rows))
            return self._rounds

    def records(self, connection: Connection) -> Mapping[str, int]:
        """How many quotes and positions the corpus has of each person and party that it has any of."""
        person_of = self.known(connection).directory.person_of
        counts: Counter[str] = Counter()
        for query in queries.select_records():
            for key, count in connection.execute(query):
                counts[person_of.get(key, key)] += count
        return counts

    def figures(self, connection: Connection) -> Figures:
        """The corpus in numbers."""
        spoken = select(func.count()).where(quotes.c.kind != QuoteKind.INDIRECT)
        total, newest = connection.execute(select(func.count(), func.max(articles.c.published))).one()
        return Figures(
            articles=total,
            newest=newest,
            people=len(self.known(connection).directory.people),
            parties=connection.scalar(select(func.count(parties.c.party_id.distinct()))) or 0,
            quotes=connection.scalar(spoken) or 0,
            positions=connection.scalar(select(func.count()).select_from(positions)) or 0,
            talks=len(self.rounds(connection)),
        )


def _work_out(connection: Connection) -> Everybody:
    spellings = (Spelling(**row._mapping) for row in connection.execute(queries.select_spellings()))
    directory = build_directory(spellings)
    named = connection.execute(queries.select_party_names()).all()
    unlisted = unlisted_parties((row.party_id, row.name) for row in named)
    remembered = connection.execute(queries.select_remembered())
    kept = [(row.typed, directory.also.get(row.entity_id, row.entity_id)) for row in remembered]
    entities = (*directory.people.values(), *gazetteer.entities(), *unlisted)
    return Everybody(directory, tuple(_with_spellings(entities, kept)), {fold(typed): meant for typed, meant in kept})


def _with_spellings(entities: Iterable[Entity], kept: Iterable[tuple[str, str]]) -> Iterator[Entity]:
    """The entities with the remembered spellings among their aliases."""
    more: dict[str, list[str]] = {}
    for typed, entity_id in kept:
        more.setdefault(entity_id, []).append(typed)
    for entity in entities:
        aliases = tuple(typed for typed in more.get(entity.id, ()) if typed not in (entity.name, *entity.aliases))
        yield entity.model_copy(update={"aliases": (*entity.aliases, *aliases)}) if aliases else entity
