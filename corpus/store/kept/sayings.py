"""Who says what, each quote that is shown for itself under everybody who speaks in it, newest article first."""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, select

from corpus.models import QuoteFilter, is_alone
from corpus.store.dialects.numbers import insert_plain, one_of_numbers
from corpus.store.dialects.words import few_with_words, has_words
from corpus.store.kept.among import among, parts
from corpus.store.kept.order import of_days, place_of
from corpus.store.kept.tables import printings, sayings, tallies
from corpus.store.queries import storable, tokens
from corpus.store.tables import articles, quotes, speakers


class Saying(NamedTuple):
    """A quote under one of those who speak in it."""

    key: str
    recent: str
    quote: int
    article: str


def of_articles(connection: Connection, ids: Sequence[str]) -> list[Saying]:
    """The sayings of these articles, whose rows are there."""
    columns = (quotes.c.n, quotes.c.party_id, quotes.c.kind, quotes.c.record, quotes.c.around)
    joined = quotes.join(articles, articles.c.id == quotes.c.article_id)
    query = select(*columns, articles.c.id, articles.c.published).select_from(joined)
    told = {row.n: row for row in connection.execute(query.where(articles.c.id.in_(ids))) if _is_alone(row)}
    keys = {n: {row.party_id} for n, row in told.items()}
    spoken = speakers.join(quotes, quotes.c.n == speakers.c.quote)
    by = select(speakers.c.quote, speakers.c.bearer, speakers.c.party_id).select_from(spoken)
    for row in connection.execute(by.where(quotes.c.article_id.in_(ids))):
        keys.get(row.quote, set()).update((row.bearer, row.party_id))
    return [Saying(key, place_of(row.published, n), n, row.id) for n, row in told.items() for key in keys[n] if key]


def _is_alone(row: Any) -> bool:
    around = json.loads(row.around)["kind"] if row.around else None
    return is_alone(row.kind, json.loads(row.record).get("flags", ()), around)


def bring_in(connection: Connection, told: Sequence[Saying]) -> None:
    insert_plain(connection, sayings, [(one.key, one.recent, one.quote) for one in told])


def take_out(connection: Connection, told: Sequence[Saying]) -> None:
    for some in parts(one.quote for one in told):
        connection.execute(delete(sayings).where(sayings.c.quote.in_(some)))


# --- looked for -------------------------------------------------------------------------------------------------------


class Whose(NamedTuple):
    """Whose quotes, under the keys of a person or a party; printed when, with which words."""

    keys: tuple[str, ...]
    where: QuoteFilter

    @property
    def is_plain(self) -> bool:
        return not (self.where.since or self.where.until or self.where.words)


def newest(connection: Connection, whose: Whose, after: str, most: int) -> list[tuple[str, int]]:
    """The first quotes behind a place, each with its own, newest article first."""
    found = set[tuple[str, int]]()
    narrow = _narrowing(connection, whose.where.words)
    for key in whose.keys:
        query = narrow(_select(whose, key).where(sayings.c.recent > after))
        rows = connection.execute(query.order_by(sayings.c.recent).limit(most))
        found |= {(row.recent, row.quote) for row in rows}
    return sorted(found)[:most]


def standing(connection: Connection, whose: Whose, utterances: Collection[int]) -> dict[int, int]:
    """The quote that stands for each: in the wording that it goes by, then the longest one, then the newest."""
    columns = (printings.c.quote, printings.c.utterance, printings.c.wording, printings.c.words)
    printed = {row.quote: row for row in among(connection, select(*columns), printings.c.utterance, utterances)}
    # Not joined: SQLite would begin with everything that is said under the keys.
    days = of_days(sayings.c.recent, whose.where.since, whose.where.until)
    theirs = select(sayings.c.quote, sayings.c.recent).where(sayings.c.key.in_(list(map(storable, whose.keys))), *days)
    said = among(connection, theirs, sayings.c.quote, printed)
    told = ((printed[row.quote], row.recent) for row in said)
    order = sorted((one.wording != one.utterance, -one.words, recent, one.quote, one.utterance) for one, recent in told)
    return {utterance: quote for *_, quote, utterance in reversed(order)}


def counted(connection: Connection, whose: Whose) -> tuple[int | None, int | None]:
    """How many quotes, and in how many articles; None where that would take counting them."""
    if whose.where.words:
        return None, None
    if whose.is_plain:
        query = select(func.sum(tallies.c.sayings), func.sum(tallies.c.articles)).where(tallies.c.key.in_(whose.keys))
        told = connection.execute(query).one()
        return int(told[0] or 0), int(told[1] or 0)
    each = (select(func.count()).select_from(_select(whose, key).subquery()) for key in whose.keys)
    return sum(connection.scalar(query) or 0 for query in each), None


def _select(whose: Whose, key: str) -> Select[Any]:
    days = of_days(sayings.c.recent, whose.where.since, whose.where.until)
    return select(sayings.c.recent, sayings.c.quote).where(sayings.c.key == storable(key), *days)


def _narrowing(connection: Connection, words: str) -> Callable[[Select[Any]], Select[Any]]:
    """Words that few quotes have lead to those; of others it is told whether a quote has them."""
    wanted = tokens(words)
    if not words.strip():
        return lambda query: query
    few = few_with_words(connection, quotes, wanted) if wanted else []
    if few is not None:
        return lambda query: query.where(one_of_numbers(sayings.c.quote, few))
    having = has_words(sayings.c.quote, quotes.c.words, wanted)
    return lambda query: query.join(quotes, quotes.c.n == sayings.c.quote).where(having)
