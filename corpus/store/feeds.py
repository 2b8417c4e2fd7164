"""The feeds that are read, and what is known of each."""

from sqlalchemy import delete, insert, select

from corpus.keepings import Feed
from corpus.store.database import Database
from corpus.store.queries import storable
from corpus.store.tables import feeds


class Feeds:
    """Use `Corpus.feeds`. Every method may raise `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Feed, ...]:
        """Every feed, by its address."""
        with self._database.reading() as connection:
            kept = connection.scalars(select(feeds.c.record).order_by(feeds.c.url))
            return tuple(map(Feed.model_validate_json, kept))

    def keep(self, feed: Feed) -> None:
        """Keeps it as it is now, in place of what was known of its address."""
        url = storable(feed.url)
        with self._database.noting() as connection:
            connection.execute(delete(feeds).where(feeds.c.url == url))
            connection.execute(insert(feeds), {"url": url, "record": feed.model_dump_json()})

    def remove(self, url: str) -> bool:
        """Reads it no more; its articles stay. False where there is no such feed."""
        with self._database.noting() as connection:
            return connection.execute(delete(feeds).where(feeds.c.url == storable(url))).rowcount == 1
