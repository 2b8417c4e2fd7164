"""What articles quote, reported speech aside, read once for all that is kept of it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from corpus.models import QuoteKind, is_alone
from corpus.store.kept.among import among
from corpus.store.tables import articles, quotes, speakers


class Spoken(NamedTuple):
    """A quote by the number of its row; `keys` are those of who speaks in it, people and parties.

    `alone` marks one that is shown for itself; `said` is the day on which the words were said, or else printed.
    """

    quote: int
    article: str
    text: str
    alone: bool
    printed: date | None
    said: date | None
    keys: frozenset[str]


def read_spoken(connection: Connection, ids: Sequence[str]) -> list[Spoken]:
    """The quotes of these articles, whose rows are there."""
    days = dict(map(tuple, among(connection, select(articles.c.id, articles.c.published), articles.c.id, ids)))
    columns = (quotes.c.n, quotes.c.article_id, quotes.c.party_id, quotes.c.kind, quotes.c.record, quotes.c.around)
    query = select(*columns).where(quotes.c.kind != QuoteKind.INDIRECT)
    joined = speakers.join(quotes, quotes.c.n == speakers.c.quote)
    speaking = select(speakers.c.quote, speakers.c.bearer, speakers.c.party_id).select_from(joined)
    keys = defaultdict[int, set[str | None]](set)
    for quote, *who in among(connection, speaking, quotes.c.article_id, ids):
        keys[quote].update(who)
    found = list[Spoken]()
    for n, article_id, party, kind, written, within in among(connection, query, quotes.c.article_id, ids):
        record = json.loads(written)
        alone = is_alone(kind, record.get("flags", ()), json.loads(within)["kind"] if within else None)
        printed = days[article_id]
        said = date.fromisoformat(record["said_on"]) if record["said_on"] else printed
        own = frozenset(filter(None, (party, *keys[n])))
        found.append(Spoken(n, article_id, record["text"], alone, printed, said, own))
    return found
