"""The corpus in its database: an article goes in whole or not at all, and questions come back as records."""

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, delete, func, insert, select

from corpus import gazetteer
from corpus.models import (
    Article,
    Entity,
    EventRow,
    Extraction,
    Figures,
    PersonRow,
    PositionFilter,
    PositionRow,
    QuoteFilter,
    QuoteKind,
    QuoteRow,
    Resolution,
    Round,
    TalkFilter,
)
from corpus.store import queries
from corpus.store.database import Database, Revision
from corpus.store.dialects import open_engine
from corpus.store.entities import Directory, Spelling, build_directory, unlisted_parties
from corpus.store.rounds import gather_rounds, matches
from corpus.store.rows import article_row, found_rows
from corpus.store.tables import FOUND, articles, parties, positions, quotes, talks

if TYPE_CHECKING:
    from corpus.ingest import Progress, Report
    from corpus.names import NameIndex


def open_corpus(url: str) -> "Corpus":
    """The corpus at a database URL: `sqlite:///readout.db`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

    Use it in a `with` statement, once for a process: it may be read from any thread. Nothing is connected to or created
    before it is needed, and reading a SQLite file that does not exist gives an empty corpus and leaves no file behind.
    Raises `StoreError`, with what to do, for a URL it cannot use and where the PostgreSQL driver is not installed.
    """
    return Corpus(open_engine(url))


@dataclass(frozen=True)
class _Known:
    """What is worked out over the whole corpus, good for one revision of it."""

    revision: Revision
    directory: Directory
    entities: tuple[Entity, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Entity]:
        return {entity.id: entity for entity in self.entities}


class Corpus:
    """Articles with everything found in them. Every method may raise `StoreError`; nothing found is never an error."""

    def __init__(self, engine: Engine) -> None:
        """Use `open_corpus`."""
        self._database = Database(engine)
        self._lock = threading.RLock()
        self._known: _Known | None = None
        self._rounds: tuple[Revision, tuple[Round, ...]] | None = None
        self._index: tuple[tuple[Entity, ...], NameIndex] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    # --- writing ------------------------------------------------------------------------------------------------------

    def ingest(
        self, paths: Iterable[str | Path], *, prune: bool = False, progress: "Progress | None" = None
    ) -> "Report":
        """Reads files and folders into the corpus; see `corpus.ingest.ingest`."""
        from corpus.ingest import ingest

        return ingest(self, paths, prune=prune, progress=progress)

    def save(self, article: Article, found: Extraction, digest: str, *, root: str | None = None) -> None:
        """Puts an article in, with all that was found in it, in place of what the corpus had from the same source.

        `digest` tells one state of the file from the next; `root` is the folder that it was ingested from, if any.
        All of it is one transaction: when the process dies, the corpus holds the article as before or as new.
        """
        with self._database.writing() as connection:
            stale = (articles.c.source == article.source) | (articles.c.id == article.id)
            _delete_articles(connection, connection.scalars(select(articles.c.id).where(stale)).all())
            row = article_row(article) | {"digest": digest, "root": root, "ingested_at": datetime.now(UTC)}
            connection.execute(insert(articles), row)
            for table, rows in found_rows(article.id, found):
                if rows:
                    connection.execute(insert(table), rows)

    def remove(self, article_id: str) -> None:
        """Takes an article out with everything found in it; one that is not there is fine."""
        with self._database.writing() as connection:
            _delete_articles(connection, [queries.storable(article_id)])

    # --- names --------------------------------------------------------------------------------------------------------

    def resolve(self, query: str) -> Resolution:
        """Whom a typed name means among the people of the corpus and all parties of the world."""
        return self.lookup_index().lookup(query)

    def lookup_index(self) -> "NameIndex":
        """The index behind `resolve`; it stays the same object until a person or party comes or goes."""
        from corpus.names import NameIndex

        entities = self._knowledge().entities
        with self._lock:
            index = self._index[1] if self._index and self._index[0] == entities else NameIndex(entities)
            self._index = (entities, index)
            return index

    def entity(self, entity_id: str) -> Entity | None:
        """The person or party with that id; None for an id that means nobody (any longer)."""
        return self._knowledge().by_id.get(entity_id)

    def person(self, entity_id: str) -> tuple[PersonRow, ...]:
        """A person as each article has them, newest first: the roles over time, with their sources."""
        with self._database.reading() as connection:
            bearers = self._known_at(connection).directory.bearers_of.get(entity_id, ())
            rows = connection.execute(queries.select_people(bearers)).all()
        return tuple(map(queries.person_row, rows))

    # --- records ------------------------------------------------------------------------------------------------------

    def quotes(self, where: QuoteFilter = QuoteFilter()) -> tuple[QuoteRow, ...]:  # noqa: B008
        """Quotes, newest article first, in the order of the text within one; reported speech only if asked for."""
        with self._database.reading() as connection:
            directory = self._known_at(connection).directory
            rows = connection.execute(queries.select_quotes(where, directory)).all()
        return tuple(queries.quote_row(row, directory) for row in rows)

    def positions(self, where: PositionFilter = PositionFilter()) -> tuple[PositionRow, ...]:  # noqa: B008
        """Positions, newest article first, in the order of the text within one."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.select_positions(where)).all()
        return tuple(map(queries.position_row, rows))

    def events(self, party_ids: Iterable[str]) -> tuple[EventRow, ...]:
        """What outlets themselves report that these parties did, newest article first; () where no party is given."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.select_events(party_ids)).all()
        return tuple(map(queries.event_row, rows))

    def parties_beside(self, party_ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """For each article with a position or an act of these parties the entity ids of all parties that it names."""
        named: dict[str, set[str]] = defaultdict(set)
        with self._database.reading() as connection:
            for row in connection.execute(queries.select_parties_beside(party_ids)):
                named[row.article_id].add(row.party_id)
        return {article_id: frozenset(found) for article_id, found in named.items()}

    def talks(self, where: TalkFilter = TalkFilter()) -> tuple[Round, ...]:  # noqa: B008
        """Rounds of talks with every account of them: dated ones newest first, then undated ones by their article."""
        with self._database.reading() as connection:
            rounds = self._rounds_at(connection)
        return tuple(found for found in rounds if matches(found, where))

    def article(self, article_id: str) -> Article | None:
        """The article with its text, as it was read; None when the corpus has none of that id."""
        query = select(articles.c.record, articles.c.text).where(articles.c.id == queries.storable(article_id))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Article(**json.loads(row.record), text=row.text)

    def places(self) -> tuple[str, ...]:
        """The places where talks are said to take place, in alphabetical order."""
        with self._database.reading() as connection:
            return tuple(sorted(place for place in connection.scalars(select(talks.c.place).distinct()) if place))

    def figures(self) -> Figures:
        """The corpus in numbers: a person and a round of talks count once, in however many articles they stand."""
        spoken = select(func.count()).where(quotes.c.kind != QuoteKind.INDIRECT)
        with self._database.reading() as connection:
            total, newest = connection.execute(select(func.count(), func.max(articles.c.published))).one()
            return Figures(
                articles=total,
                newest=newest,
                people=len(self._known_at(connection).directory.people),
                parties=connection.scalar(select(func.count(parties.c.party_id.distinct()))) or 0,
                quotes=connection.scalar(spoken) or 0,
                positions=connection.scalar(select(func.count()).select_from(positions)) or 0,
                talks=len(self._rounds_at(connection)),
            )

    def digests(self) -> Mapping[str, str]:
        """The digest that each source was saved with: what `ingest` compares the files against."""
        with self._database.reading() as connection:
            rows = connection.execute(select(articles.c.source, articles.c.digest)).all()
        return {row.source: row.digest for row in rows}

    def ingested_from_folders(self) -> Mapping[str, str]:
        """The article ids by source of everything that came out of a folder, not as a file by its own name."""
        query = select(articles.c.source, articles.c.id).where(articles.c.root.is_not(None))
        with self._database.reading() as connection:
            return {row.source: row.id for row in connection.execute(query).all()}

    # --- what is worked out -------------------------------------------------------------------------------------------

    def _knowledge(self) -> _Known:
        with self._database.reading() as connection:
            return self._known_at(connection)

    def _known_at(self, connection: Connection) -> _Known:
        """What is known at the connection's revision, worked out anew only when the corpus has changed."""
        with self._lock:
            revision = self._database.revision(connection)
            if self._known is None or self._known.revision != revision:
                self._known = _work_out(connection, revision)
            return self._known

    def _rounds_at(self, connection: Connection) -> tuple[Round, ...]:
        """All rounds at the connection's revision: which accounts belong together takes all of them to tell."""
        with self._lock:
            revision = self._known_at(connection).revision
            if self._rounds is None or self._rounds[0] != revision:
                rows = connection.execute(queries.select_talks()).all()
                self._rounds = (revision, gather_rounds(map(queries.talk_account, rows)))
            return self._rounds[1]


def _delete_articles(connection: Connection, ids: Iterable[str]) -> None:
    for article_id in ids:
        for table in FOUND:
            connection.execute(delete(table).where(table.c.article_id == article_id))
        connection.execute(delete(articles).where(articles.c.id == article_id))


def _work_out(connection: Connection, revision: Revision) -> _Known:
    spellings = (Spelling(**row._mapping) for row in connection.execute(queries.select_spellings()))
    directory = build_directory(spellings)
    named = connection.execute(queries.select_party_names()).all()
    unlisted = unlisted_parties((row.party_id, row.name) for row in named)
    return _Known(revision, directory, (*directory.people.values(), *gazetteer.entities(), *unlisted))
