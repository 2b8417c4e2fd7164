"""What editors rule of articles: which may be shown, which not, and who has said so."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from corpus.keepings import WIRE, Act, ArticleState, HeldBack, Ruling, Shelf, Shelved, Withheld
from corpus.linking.corrected import Correction
from corpus.models import Source
from corpus.store import queries, withheld
from corpus.store.database import Database
from corpus.store.from_rows import article_source
from corpus.store.queries import storable
from corpus.store.turned import read_corrections

MOST_ACTS = 500
MOST_FOUND = 50


class Desk:
    """The editors' rulings in the corpus's database. Every method may raise `StoreError`."""

    def __init__(self, database: Database) -> None:
        """Use `Corpus.desk`."""
        self._database = database

    def rule(
        self, article_id: str, state: ArticleState, *, by: str, reason: str = "", until: datetime | None = None
    ) -> Ruling | None:
        """Keeps an article from being shown, or lets it be shown again; None where the corpus has no such article.

        From then on no answer, count, suggestion or claim knows of it, in this process or another. `until` ends an
        embargo: `lift` lets the article out.
        """
        ends = until if state is ArticleState.EMBARGOED else None
        ruling = Ruling(state=state, reason=storable(reason), by=storable(by), at=datetime.now(UTC), until=ends)
        with self._database.writing() as connection:
            return ruling if withheld.rule(connection, storable(article_id), ruling) else None

    def lift(self, now: datetime | None = None) -> tuple[str, ...]:
        """Lets out the articles whose embargo has ended by `now`, and gives back their ids; never one too early."""
        at = now or datetime.now(UTC)
        with self._database.reading() as connection:
            due = withheld.ended(connection, at)
        return tuple(article_id for article_id in due if self._lift(article_id, at))

    def _lift(self, article_id: str, at: datetime) -> bool:
        ruling = Ruling(state=ArticleState.USABLE, reason="the embargo has ended", by=WIRE, at=at)
        with self._database.writing() as connection:
            due = article_id in withheld.ended(connection, at)  # somebody may have ruled otherwise meanwhile
            return due and withheld.rule(connection, article_id, ruling)

    def withheld(self) -> tuple[Withheld, ...]:
        """Every article that may not be shown, by the name of its source."""
        with self._database.reading() as connection:
            return withheld.read_withheld(connection)

    def held_back(self, words: Sequence[str], limit: int = MOST_FOUND) -> tuple[HeldBack, ...]:
        """The articles that may not be shown and have one of these words: to compare with, never to show."""
        with self._database.reading() as connection:
            return withheld.read_held_back(connection, words, limit)

    def find(self, words: str = "", limit: int = MOST_FOUND) -> tuple[Shelved, ...]:
        """The articles whose id, source, headline or address has these words, newest first; whatever their state.

        An id alone, or all that an article is named by, finds that one only.
        """
        with self._database.reading() as connection:
            kept = tuple(
                Shelved(source=one.source, state=one.ruling.state) for one in withheld.read_withheld(connection)
            )
            shown = tuple(
                Shelved(source=article_source(row), state=ArticleState.USABLE)
                for row in connection.execute(queries.select_articles(words, limit))
            )
        plain = words.casefold()
        found = (*(one for one in kept if any(plain in name.casefold() for name in _names(one))), *shown)
        exactly = tuple(one for one in found if words in _names(one))
        return exactly if len(exactly) == 1 else found[:limit]

    def shelf(self, where: Shelf) -> tuple[Shelved, ...]:
        """The articles of a state, an outlet and some days, newest first; () where there is none."""
        with self._database.reading() as connection:
            if where.state is ArticleState.USABLE:
                rows = connection.execute(queries.select_shelf(where))
                return tuple(Shelved(source=article_source(row), state=where.state) for row in rows)
            kept = [one for one in withheld.read_withheld(connection) if one.ruling.state is where.state]
        fitting = [one.source for one in kept if _stands_on(one.source, where)]
        newest = sorted(fitting, key=lambda one: one.published or date.min, reverse=True)
        return tuple(Shelved(source=one, state=where.state) for one in newest[: where.limit])

    def corrections(self, article_id: str) -> tuple[Correction, ...]:
        """What newer states of an article made of its quotes, the newest first; () where it may not be shown."""
        with self._database.reading() as connection:
            return read_corrections(connection, storable(article_id))

    def history(self, article_id: str | None = None, limit: int = MOST_ACTS) -> tuple[Act, ...]:
        """What was done, the newest first: to one article, or to all; an article's history outlives it."""
        with self._database.reading() as connection:
            return withheld.read_acts(connection, article_id, limit)


def _stands_on(one: Source, where: Shelf) -> bool:
    outlet = not where.outlet or (one.outlet or "").casefold() == where.outlet.casefold()
    day = one.published
    since = where.since is None or (day is not None and day >= where.since)
    return outlet and since and (where.until is None or (day is not None and day <= where.until))


def _names(one: Shelved) -> tuple[str, ...]:
    return tuple(filter(None, (one.source.id, one.source.source, one.source.title, one.source.url)))
