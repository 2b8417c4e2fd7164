"""The corpus in its database: an article goes in whole or not at all, and questions come back as records."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, func, select

from corpus.keepings import WIRE, Arrival, ArticleState, Recent, Ruling
from corpus.linking.stories import Story
from corpus.models import Article, Extraction, Figures, Source
from corpus.store import queries
from corpus.store.arrivals import latest_number, read_arrivals, read_recent
from corpus.store.corrections import Corrections
from corpus.store.database import Database
from corpus.store.desk import Desk
from corpus.store.dialects.engines import Server, open_engine
from corpus.store.feeds import Feeds
from corpus.store.from_rows import article_source
from corpus.store.intake import Intake
from corpus.store.kept.check import differences
from corpus.store.kept.tallies import count_articles, read_figures
from corpus.store.known import Known
from corpus.store.ledger import Ledger
from corpus.store.lines import Lines
from corpus.store.meetings import Meetings
from corpus.store.notebook import Notebook
from corpus.store.records import Records
from corpus.store.rows import Incoming
from corpus.store.sayings import Sayings
from corpus.store.shared import Shared
from corpus.store.stories import read_newest_stories, read_stories, read_story
from corpus.store.tables import articles, withheld
from corpus.store.withheld import digests_of_withheld, take_in, take_out

if TYPE_CHECKING:
    from corpus.linking.claims import Claim


def open_corpus(url: str, server: Server = Server()) -> "Corpus":  # noqa: B008
    """The corpus at a database URL: `sqlite:///readout.db`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

    Use it in a `with` statement, once for a process: it may be read from any thread. Nothing is connected to or created
    before it is needed, and reading a SQLite file that does not exist gives an empty corpus and leaves no file behind.
    Raises `StoreError`, with what to do, for a URL it cannot use and where the PostgreSQL driver is not installed.
    """
    replica = open_engine(server.replica, server) if server.replica else None
    return Corpus(open_engine(url, server), replica)


class Corpus(Known, Records, Meetings):
    """Articles with everything found in them. Every method may raise `StoreError`; nothing found is never an error."""

    def __init__(self, engine: Engine, replica: Engine | None = None) -> None:
        """Use `open_corpus`."""
        super().__init__(Database(engine, replica))

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

    def open_connections(self) -> None:
        """Opens at once what it keeps open to the database: no later burst of questions adds to it."""
        self._database.open_connections()

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

    # --- articles -----------------------------------------------------------------------------------------------------

    def articles_read(self) -> int:
        """How many articles there are to answer from."""
        found: int = self._read("articles read", count_articles)
        return found

    def newest_day(self) -> date | None:
        """The day on which the newest article was printed; None where no article has one."""
        newest = select(func.max(articles.c.published))
        found: date | None = self._read("newest day", lambda connection: connection.scalar(newest))
        return found

    def stories(self) -> tuple[Story, ...]:
        """The stories that two articles or more belong to, the newest first."""
        return self._read("stories", read_stories)

    def newest_stories(self, limit: int) -> tuple[Story, ...]:
        """The newest of `stories`."""
        return self._read(("newest stories", limit), lambda connection: read_newest_stories(connection, limit))

    def story(self, story_id: str) -> Story | None:
        """The story of that id, also one that a single article tells of; None where there is none (any longer)."""
        wanted = queries.storable(story_id)
        return self._read(("one story", wanted), lambda connection: read_story(connection, wanted))

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
            return tuple(map(article_source, connection.execute(queries.select_articles_of(story_id))))

        return self._read(("story", story_id), read)

    def article(self, article_id: str) -> Article | None:
        """The article with its text, as it was read; None when the corpus has none of that id."""
        query = select(articles.c.record, articles.c.text).where(articles.c.id == queries.storable(article_id))
        _, row = self._database.answered(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else Article(**json.loads(row.record), text=row.text)

    def figures(self) -> Figures:
        """The corpus in numbers: a person and a round of talks count once, in however many articles they stand."""
        return self._read("figures", read_figures)

    def is_empty(self) -> bool:
        """Whether nothing has been read yet that may be shown or not."""
        first = select(articles.c.id).limit(1), select(withheld.c.article_id).limit(1)
        return self._read("empty", lambda connection: not any(connection.scalar(one) for one in first))

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
