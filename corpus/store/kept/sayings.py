"""Who says what, each quote that is shown for itself under everybody who speaks in it, newest article first."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, select

from corpus.models import QuoteFilter
from corpus.store.dialects.numbers import insert_plain, one_of_numbers
from corpus.store.dialects.words import few_with_words, has_words
from corpus.store.kept.among import among, parts
from corpus.store.kept.order import of_days, place_of
from corpus.store.kept.spoken import Spoken
from corpus.store.kept.tables import printings, sayings, tallies
from corpus.store.queries import storable, tokens
from corpus.store.tables import quotes


class Saying(NamedTuple):
    """A quote under one of those who speak in it."""

    key: str
    recent: str
    quote: int
    article: str


def sayings_of(told: Sequence[Spoken]) -> list[Saying]:
    """What is said in these quotes, under everybody who speaks in one."""
    return [
        Saying(key, place_of(one.printed, one.quote), one.quote, one.article)
        for one in told
        if one.alone
        for key in one.keys
    ]


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
