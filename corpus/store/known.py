"""Whom a name means, and as whom articles have them."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from corpus.models import Entity, Person, PersonRow, Resolution
from corpus.store import queries
from corpus.store.database import Database
from corpus.store.from_rows import person_row
from corpus.store.kept.appearances import newest
from corpus.store.kept.everybody import bearers_of
from corpus.store.kept.names import Names
from corpus.store.kept.tallies import told_of
from corpus.store.snapshots import Snapshots

if TYPE_CHECKING:
    from corpus.names.index.lines import Reading


class Known(Snapshots):
    """The names of a corpus. Use `Corpus`."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._names = Names()

    def resolve(self, query: str) -> Resolution:
        """Whom a typed name means among the people of the corpus and all parties of the world.

        A spelling that the notebook remembers is an alias of whom it means, unless somebody else is called so by now.
        """
        return self._known().resolve(query)

    def read_name(self, words: str) -> "Reading":
        """Whom the first of some words mean, and the words after them."""
        from corpus.names.index.lines import read_words  # what an answer does not need it does not wait for

        return self._known().asked(lambda indexes: read_words(indexes.names, words))

    def suggest(self, typed: str, limit: int = 20) -> tuple[Entity, ...]:
        """Whom somebody may mean who has begun to type a name, in any script; those with records first, then by name.

        Where few names begin so, whom a misspelt name means or may mean follows; () where there is nobody. With nothing
        typed these are the people and parties with the most records.
        """
        known = self._known()
        if typed.strip():
            told = self._read("told of", lambda connection: frozenset(told_of(connection)))
            return known.asked(lambda indexes: indexes.suggest(typed, told, limit))
        most = self._read(("told of most", limit), lambda connection: told_of(connection, limit))
        return tuple(filter(None, map(known.entity, most)))

    def bearing(self, typed: str) -> tuple[Entity, ...]:
        """Everybody who has all of the typed words in their names, remembered spellings included; () for nobody."""
        return self._known().asked(lambda indexes: indexes.suggestions.bearing(typed))

    def entity(self, entity_id: str) -> Entity | None:
        """The person or party with that id; None for an id that means nobody (any longer)."""
        return self._known().entity(entity_id)

    def person(self, entity_id: str, limit: int | None = None) -> tuple[PersonRow, ...]:
        """A person as each article has them, newest first: the roles over time, with their sources."""

        def read(connection: Connection) -> tuple[PersonRow, ...]:
            bearers = bearers_of(connection, queries.storable(entity_id))
            every = queries.select_people(bearers) if limit is None else None
            some = (
                every if every is not None else queries.select_people_numbered(newest(connection, bearers, limit or 0))
            )
            return tuple(map(person_row, connection.execute(some)))

        return self._read(("person", entity_id, limit), read)

    def people_in(self, article_id: str) -> tuple[Person, ...]:
        """The people whom an article names, in its order; () for an article that there is not."""

        def read(connection: Connection) -> tuple[Person, ...]:
            return tuple(
                row.person for row in map(person_row, connection.execute(queries.select_people_in(article_id)))
            )

        return self._read(("people in", article_id), read)

    def _known(self) -> Names:
        """Everybody, as the database has them by now."""
        if not self._names.is_of(self._database.glance()):
            self._database.answered(self._bring_up_to_date)
        return self._names

    def _bring_up_to_date(self, connection: Connection) -> None:
        self._names.bring_up_to_date(self._database.revision(connection), connection)
