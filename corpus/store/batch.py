"""Many articles in one transaction: those of which nothing is known are written at once, others one after the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select, union_all

from corpus.keepings import Ruling, Taken
from corpus.models import Article, Extraction
from corpus.store.dialects.numbers import insert_rows
from corpus.store.identity import keys_of
from corpus.store.kept.among import parts
from corpus.store.rows import Incoming, put_articles
from corpus.store.tables import articles, files, identities, versions, withheld

_NAMES = (articles.c.source, articles.c.id, withheld.c.source, withheld.c.article_id, files.c.source, versions.c.source)
_KEYS = (identities.c.key, versions.c.key)


class Offer(NamedTuple):
    """What `Intake.take` takes: an article that comes in."""

    article: Article
    found: Extraction
    digest: str
    root: str | None = None
    says: Ruling | None = None

    @property
    def incoming(self) -> Incoming:
        return Incoming(self.article, self.found, self.digest, self.root)


TakeOne = Callable[[Connection, Offer, Sequence[str]], Taken]
"""Takes an offer with its keys, whatever is there."""


def take_all(connection: Connection, offers: Sequence[Offer], take_one: TakeOne) -> Iterator[Taken]:
    """What becomes of each, in their order; `take_one` takes those that may meet what is there or came before them."""
    keys = [tuple(keys_of(one.article)) for one in offers]
    names = [{one.article.source, one.article.id, *own} for one, own in zip(offers, keys, strict=True)]
    known = _known(connection, set().union(*names))
    fresh: list[tuple[Incoming, Sequence[str]]] = []
    for one, own, called in zip(offers, keys, names, strict=True):
        if one.says is None and known.isdisjoint(called):
            fresh.append((one.incoming, own))
            yield Taken(outcome="added")
        else:
            _put(connection, fresh)
            fresh = []
            yield take_one(connection, one, own)
        known |= called
    _put(connection, fresh)


def _known(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those of the names and keys under which there is anything."""
    found = set[str]()
    for some in parts(names, most=100):
        each = (select(column).where(column.in_(some)) for column in (*_NAMES, *_KEYS))
        found.update(connection.scalars(union_all(*each)))
    return found


def _put(connection: Connection, fresh: Sequence[tuple[Incoming, Sequence[str]]]) -> None:
    if fresh:
        put_articles(connection, [one for one, _ in fresh])
        keys = [{"key": key, "article_id": one.article.id} for one, own in fresh for key in own]
        insert_rows(connection, identities, keys)
