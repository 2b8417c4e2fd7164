"""The corpus in its database: an article goes in whole or not at all, and questions come back as records."""

import json
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar, cast

from sqlalchemy import Connection, Engine, func, select

from corpus.keepings import WIRE, Arrival, ArticleState, Recent, Ruling
from corpus.linking.newest import Glimpse, newest_of_stories
from corpus.linking.printings import Printing, chain
from corpus.linking.stories import Story
from corpus.linking.translated import proposed
from corpus.linking.two_speakers import TwoSpeakers, given_to_two, harm
from corpus.models import (
    Article,
    Entity,
    EventRow,
    Extraction,
    Figures,
    Person,
    PersonRow,
    PositionFilter,
    PositionRow,
    QuoteFilter,
    QuoteRow,
    Resolution,
    Round,
    Source,
    TalkFilter,
)
from corpus.store import queries
from corpus.store.alike import find_alike, word_frequencies
from corpus.store.arrivals import latest_number, read_arrivals, read_recent
from corpus.store.corrections import Corrections
from corpus.store.database import Database, Revision
from corpus.store.desk import Desk
from corpus.store.dialects import open_engine
from corpus.store.feeds import Feeds
from corpus.store.intake import Intake
from corpus.store.kept.appearances import newest
from corpus.store.kept.check import differences
from corpus.store.kept.everybody import bearers_of, quote_rows
from corpus.store.kept.meeting import (
    Rounds,
    find_plans,
    find_rounds,
    glimpses,
    newest_rounds,
    read_places,
    read_rounds,
    told_best,
)
from corpus.store.kept.names import Names
from corpus.store.kept.tallies import count_articles, read_figures, told_of
from corpus.store.ledger import Ledger
from corpus.store.lines import Lines
from corpus.store.listing import Unfolding
from corpus.store.notebook import Notebook
from corpus.store.reads import MISSING, Reads
from corpus.store.sayings import Sayings
from corpus.store.shared import Shared
from corpus.store.stories import read_stories
from corpus.store.tables import articles, withheld
from corpus.store.withheld import Incoming, digests_of_withheld, take_in, take_out

if TYPE_CHECKING:
    from corpus.linking.claims import Claim
    from corpus.names.index.lines import Reading

_Found = TypeVar("_Found")

DAYS_AROUND = timedelta(days=3)
"""So far from the day on which something was said may it be printed that is said on the same."""


class Snapshot(NamedTuple):
    """What was read at one revision of the corpus."""

    revision: Revision
    reads: Reads


def open_corpus(url: str) -> "Corpus":
    """The corpus at a database URL: `sqlite:///readout.db`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

    Use it in a `with` statement, once for a process: it may be read from any thread. Nothing is connected to or created
    before it is needed, and reading a SQLite file that does not exist gives an empty corpus and leaves no file behind.
    Raises `StoreError`, with what to do, for a URL it cannot use and where the PostgreSQL driver is not installed.
    """
    return Corpus(open_engine(url))


class Corpus:
    """Articles with everything found in them. Every method may raise `StoreError`; nothing found is never an error."""

    def __init__(self, engine: Engine) -> None:
        """Use `open_corpus`."""
        self._database = Database(engine)
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._names = Names()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    def make_ready(self) -> None:
        """Makes what a corpus needs where nothing was ever written; raises `StoreError` where nothing can be."""
        self._database.make_ready()

    # --- writing ------------------------------------------------------------------------------------------------------

    def save(
        self,
        article: Article,
        found: Extraction,
        digest: str,
        *,
        root: str | None = None,
        says: Ruling | None = None,
    ) -> None:
        """Puts an article in, with all that was found in it, in place of what the corpus had from the same source.

        `digest` tells one state of the file from the next; `root` is the folder that it was ingested from, if any.
        `says` is what the article says of itself: one that may not be shown goes where no answer looks, and what was
        ruled of it before holds on. All of it is one transaction: when the process dies, the corpus holds the article
        as before or as new.
        """
        with self._database.writing() as connection:
            take_in(connection, Incoming(article, found, digest, root), says, datetime.now(UTC))

    def remove(self, article_id: str, *, by: str = "", reason: str = "") -> None:
        """Takes an article out with everything found in it; one that is not there is fine."""
        ruling = Ruling(state=ArticleState.REMOVED, reason=reason, by=by or WIRE, at=datetime.now(UTC))
        with self._database.writing() as connection:
            take_out(connection, queries.storable(article_id), ruling)

    # --- names --------------------------------------------------------------------------------------------------------

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
            return tuple(map(queries.person_row, connection.execute(some)))

        return self._read(("person", entity_id, limit), read)

    def people_in(self, article_id: str) -> tuple[Person, ...]:
        """The people whom an article names, in its order; () for an article that there is not."""

        def read(connection: Connection) -> tuple[Person, ...]:
            return tuple(
                row.person for row in map(queries.person_row, connection.execute(queries.select_people_in(article_id)))
            )

        return self._read(("people in", article_id), read)

    # --- records ------------------------------------------------------------------------------------------------------

    def quotes(self, where: QuoteFilter = QuoteFilter()) -> tuple[QuoteRow, ...]:  # noqa: B008
        """Quotes, newest article first, in the order of the text within one; reported speech only if asked for."""

        def read(connection: Connection) -> tuple[QuoteRow, ...]:
            if where == QuoteFilter(indirect=where.indirect, limit=where.limit) and where.limit:
                ids = connection.scalars(queries.select_newest_articles(where.limit)).all()
                if len(ids) == where.limit:  # the others cannot have any of the first
                    within = where.model_copy(update={"article_ids": tuple(ids)})
                    return quote_rows(connection, connection.execute(queries.select_quotes(within, ())).all())
            keys = bearers_of(connection, queries.storable(where.speaker_id)) if where.speaker_id else ()
            return quote_rows(connection, connection.execute(queries.select_quotes(where, keys)).all())

        return self._read(where, read)

    def alike(self, words: str, limit: int = 20) -> tuple[QuoteRow, ...]:
        """Quotes, reported speech included, that share many words with these, the most alike first.

        They are candidates for a closer look: words that nobody said share some with what somebody said.
        """
        frequencies = self._read("frequencies", word_frequencies)

        def read(connection: Connection) -> tuple[QuoteRow, ...]:
            return find_alike(connection, frequencies, words, limit)

        return self._read(("alike", words, limit), read)

    def printings(self, row: QuoteRow) -> tuple[Printing, ...]:
        """Everywhere that the words of a quote are printed, oldest first, each with how it differs from the first."""

        def read(connection: Connection) -> tuple[Printing, ...]:
            if row.utterance is None:
                return chain(row, ())
            return chain(row, quote_rows(connection, connection.execute(queries.select_printings(row.utterance)).all()))

        return self._read(("printings", row.source.id, row.quote.id), read)

    def translated(self, row: QuoteRow) -> tuple[QuoteRow, ...]:
        """Quotes that may be other translations of the same words, of which nothing is certain; () for none."""
        day = row.quote.said_on or row.source.published
        if day is None or row.speaker_id is None:
            return ()
        near = QuoteFilter(speaker_id=row.speaker_id, since=day - DAYS_AROUND, until=day + DAYS_AROUND)
        return proposed(row, self.quotes(near))

    def two_speakers(self) -> tuple[TwoSpeakers, ...]:
        """Words that articles give to two speakers who are named for certain and cannot be one, most harmful first."""

        def read(connection: Connection) -> tuple[TwoSpeakers, ...]:
            rows = quote_rows(connection, connection.execute(queries.select_disputed()).all())
            told: dict[int | None, list[QuoteRow]] = {}
            for row in rows:
                told.setdefault(row.utterance, []).append(row)
            return tuple(sorted((two for each in told.values() for two in given_to_two(each)), key=harm))

        return self._read("two speakers", read)

    def positions(self, where: PositionFilter = PositionFilter()) -> tuple[PositionRow, ...]:  # noqa: B008
        """Positions, newest article first, in the order of the text within one."""

        def read(connection: Connection) -> tuple[PositionRow, ...]:
            return tuple(map(queries.position_row, connection.execute(queries.select_positions(where))))

        return self._read(where, read)

    def events(self, party_ids: Iterable[str]) -> tuple[EventRow, ...]:
        """What outlets themselves report that these parties did, newest article first; () where no party is given."""
        wanted = tuple(party_ids)

        def read(connection: Connection) -> tuple[EventRow, ...]:
            return tuple(map(queries.event_row, connection.execute(queries.select_events(wanted))))

        return self._read(("events", wanted), read)

    def talks(self, where: TalkFilter = TalkFilter()) -> tuple[Round, ...]:  # noqa: B008
        """Rounds of talks with every account of them: dated ones newest first, then undated ones by their article."""

        def read(connection: Connection) -> tuple[Round, ...]:
            return read_rounds(connection, find_rounds(connection, where))

        return self._read(("talks", where), read)

    def rounds(self, where: TalkFilter = TalkFilter()) -> Rounds:  # noqa: B008
        """What `talks` gives, read as far as it is looked at."""
        return Rounds(
            self._read((where, "places"), lambda connection: find_rounds(connection, where)), self._read_rounds
        )

    def plans(self, where: TalkFilter, since: date, undated: date) -> Rounds:
        """Of the rounds those that have a date in the year of that day or later, or none and were told of since."""
        asked = (where, "plans", since, undated)
        found = self._read(asked, lambda connection: find_plans(connection, where, since, undated))
        return Rounds(found, self._read_rounds)

    def every_round(self) -> Unfolding[Round]:
        """All rounds, newest first, of which nobody counts how many there are."""
        return Unfolding(self._every_round())

    def _every_round(self) -> Iterator[Round]:
        last: str | None = None
        while told := self._read(("every round", last), partial(newest_rounds, before=last)):
            yield from self._read_rounds(told)
            last = told[-1]

    def articles_read(self) -> int:
        """How many articles there are to answer from."""
        found: int = self._read("articles read", count_articles)
        return found

    def newest_day(self) -> date | None:
        """The day on which the newest article was printed; None where no article has one."""
        newest = select(func.max(articles.c.published))
        found: date | None = self._read("newest day", lambda connection: connection.scalar(newest))
        return found

    def latest(self, where: TalkFilter = TalkFilter()) -> Unfolding[Round]:  # noqa: B008
        """The newest round of each story that was held, with a day or a place, and is told in full and not in passing.

        Where none is told so well, the one that is told best stands for all; nothing where none was held.
        """
        return Unfolding(self._latest(where))

    def _latest(self, where: TalkFilter) -> Iterator[Round]:
        found = False
        for place in newest_of_stories(self._glimpses(where)):
            found = True
            yield from self._read_rounds((place,))
        if not found:
            yield from self._read_rounds(self._read(("told best", where), lambda one: told_best(one, where)))

    def _glimpses(self, where: TalkFilter) -> Iterator[Glimpse]:
        last: str | None = None
        while told := self._read(("glimpses", where, last), partial(glimpses, where=where, before=last)):
            yield from told
            last = told[-1].id

    def _read_rounds(self, wanted: Sequence[str]) -> tuple[Round, ...]:
        return self._read(("rounds", *wanted), lambda connection: read_rounds(connection, wanted))

    def stories(self) -> tuple[Story, ...]:
        """The stories that two articles or more belong to, the newest first."""
        return self._read("stories", read_stories)

    def claims(self) -> tuple["Claim", ...]:
        """Every claim that is made across articles, kind by kind, each with its sources."""
        from corpus.linking.claims import find_claims, speakers_claim  # what an answer has no use for

        rows = self.positions()
        parties = {row.party_id for row in rows if row.party_id}
        people = ((entity, self.person(entity.id)) for entity in self._known().people())
        stories = ((story, self.told_in(story.id)) for story in self.stories())
        given = map(speakers_claim, self.two_speakers())
        return (*given, *find_claims(rows, self.events(sorted(parties)), self.talks(), people, stories))

    def told_in(self, story_id: str) -> tuple[Source, ...]:
        """The articles of a story, newest first; () for one that there is not (any longer)."""

        def read(connection: Connection) -> tuple[Source, ...]:
            return tuple(map(queries.article_source, connection.execute(queries.select_articles_of(story_id))))

        return self._read(("story", story_id), read)

    def article(self, article_id: str) -> Article | None:
        """The article with its text, as it was read; None when the corpus has none of that id."""
        query = select(articles.c.record, articles.c.text).where(articles.c.id == queries.storable(article_id))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Article(**json.loads(row.record), text=row.text)

    def places(self) -> tuple[str, ...]:
        """The places where talks are said to take place, in alphabetical order."""
        return self._read("places", read_places)

    def figures(self) -> Figures:
        """The corpus in numbers: a person and a round of talks count once, in however many articles they stand."""
        return self._read("figures", read_figures)

    def is_empty(self) -> bool:
        """Whether nothing has been read yet that may be shown or not."""
        first = select(articles.c.id).limit(1), select(withheld.c.article_id).limit(1)
        return self._read("empty", lambda connection: not any(connection.scalar(one) for one in first))

    # --- articles -----------------------------------------------------------------------------------------------------

    def digests(self) -> Mapping[str, str]:
        """The digest that each source was saved with: what `ingest` compares the files against."""

        def read(connection: Connection) -> Mapping[str, str]:
            rows = connection.execute(select(articles.c.source, articles.c.digest))
            aside = {source: digest for source, _, digest, _ in digests_of_withheld(connection)}
            return MappingProxyType({row.source: row.digest for row in rows} | aside)

        return self._read("digests", read)

    def ingested_from_folders(self) -> Mapping[str, str]:
        """The article ids by source of everything that came out of a folder, not as a file by its own name."""
        query = select(articles.c.source, articles.c.id).where(articles.c.root.is_not(None))
        with self._database.reading() as connection:
            aside = {source: article_id for source, article_id, _, root in digests_of_withheld(connection) if root}
            return {row.source: row.id for row in connection.execute(query).all()} | aside

    def arrivals(self, after: int = 0) -> tuple[Arrival, ...]:
        """The articles in the order in which they first came, those after a number only.

        An article keeps its number when it is read again, and when it has gone: it may come back.
        """
        return self._read(("arrivals", after), lambda connection: read_arrivals(connection, after))

    def latest_arrival(self) -> int:
        """The number of the newest arrival; 0 where nothing ever came."""
        return self._read("latest arrival", latest_number)

    def recent(self, limit: int = 5) -> tuple[Recent, ...]:
        """The articles that came last, newest arrival first, with how much was found in each."""
        return self._read(("recent", limit), lambda connection: read_recent(connection, limit))

    @cached_property
    def sayings(self) -> Sayings:
        """What somebody is quoted with."""
        return Sayings(self._read)

    @cached_property
    def lines(self) -> Lines:
        """What parties hold, as it went on from report to report."""
        return Lines(self._read)

    @cached_property
    def desk(self) -> Desk:
        """What editors rule of articles."""
        return Desk(self._database)

    @cached_property
    def corrections(self) -> Corrections:
        """What editors mend in readings."""
        return Corrections(self._database)

    @cached_property
    def ledger(self) -> Ledger:
        """Where something was shown to others, and what of it is called back."""
        return Ledger(self._database)

    @cached_property
    def notebook(self) -> Notebook:
        """What editors keep beside the articles."""
        return Notebook(self._database, self)

    @cached_property
    def intake(self) -> Intake:
        """How articles come in from files and feeds: twins, versions, what was left out."""
        return Intake(self._database)

    @cached_property
    def feeds(self) -> Feeds:
        """The feeds that are read."""
        return Feeds(self._database)

    @cached_property
    def shared(self) -> Shared:
        """What the processes that serve Slack share."""
        return Shared(self._database)

    def check_kept(self, *, mend: bool = False) -> Mapping[str, int]:
        """Makes what is kept across articles anew: how many rows of each table were otherwise; {} where none was.

        They stay as they were unless they are to be mended. Others can read meanwhile, and wait if they write.
        """
        with self._database.remaking(keep=mend) as connection:
            return differences(connection)

    # --- what holds until the corpus changes --------------------------------------------------------------------------

    def revision(self) -> str:
        """A word for the state of the corpus: another one whenever something that can be answered has changed."""
        seen = self._database.glance()
        if seen is None:
            with self._database.reading() as connection:
                seen = self._database.revision(connection)
        file, changes = seen
        return "-".join(f"{part:x}" for part in (*(file or ()), changes))

    def _read(self, asked: Hashable, read: Callable[[Connection], _Found]) -> _Found:
        """What `read` finds, or what it found when the same was last asked at this revision."""
        snapshot = self._snapshot
        if snapshot and snapshot.revision == self._database.glance():
            found = snapshot.reads.find(asked)
            if found is not MISSING:
                return cast(_Found, found)
        with self._database.reading() as connection:
            snapshot = self._snapshot_of(self._database.revision(connection))
            fresh = read(connection)
        snapshot.reads.keep(asked, fresh)
        return fresh

    def _snapshot_of(self, revision: Revision) -> Snapshot:
        with self._lock:
            if self._snapshot is None or self._snapshot.revision != revision:
                self._snapshot = Snapshot(revision, Reads())
            return self._snapshot

    def _known(self) -> Names:
        """Everybody, as the database has them by now."""
        if not self._names.is_of(self._database.glance()):
            with self._database.reading() as connection:
                self._names.bring_up_to_date(self._database.revision(connection), connection)
        return self._names
