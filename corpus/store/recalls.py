"""What was shown to others is called back in the transaction in which an article goes or is corrected: none escapes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from corpus.keepings import ArticleState, Ruling
from corpus.linking.selectors import core
from corpus.models import Position, Quote, QuoteKind
from corpus.store.tables import articles, positions, quotes, recall_steps, recalls, shown, talks, withheld

BEGINNING = 40
"""Code points of words by which a message is known to show them; it may cut them further on."""

ENOUGH = 20
"""Code points; fewer may stand in any message, and count only beside the article's own id."""

NO_ID = "no id"
"""Why a message cannot be reached that Slack gave no id for, or none yet."""

_BEYOND = {
    "private": "one person alone saw it",
    "assistant": "an assistant has it",
    "export": "the file is outside Slack",
}

_PAGE = 500


class Printed(NamedTuple):
    """One record as it was shown: its words, and what is said of them."""

    words: str
    said: tuple[str | None, ...]


class Showing(NamedTuple):
    """What an article shows: its records, and its headline; nothing where it may not be shown, or is not there."""

    records: frozenset[Printed]
    title: str | None = None


def folded(text: str) -> str:
    """The form in which the words of messages and of records are compared."""
    return " ".join(text.casefold().split())


@contextmanager
def recalling(connection: Connection, article_id: str, by: str, *, corrected: bool = True) -> Iterator[None]:
    """Begins a recall of what an article shows no longer, after what is done to it within.

    All of it where the article goes; else, if it is `corrected`, the records that are not as they were.
    """
    before = showing(connection, article_id)
    yield
    if before == Showing(frozenset()):
        return
    after = showing(connection, article_id)
    if after == Showing(frozenset()):
        begin(connection, article_id, before, _state(connection, article_id), by)
    elif corrected and (gone := before.records - after.records):
        begin(connection, article_id, Showing(gone), "corrected", by)


def showing(connection: Connection, article_id: str) -> Showing:
    """What an article shows by now."""
    row = connection.execute(select(articles.c.title).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        return Showing(frozenset())
    said = select(quotes.c.record).where(quotes.c.article_id == article_id, quotes.c.kind != QuoteKind.INDIRECT)
    held = select(positions.c.record).where(positions.c.article_id == article_id)
    met = select(talks.c.record).where(talks.c.article_id == article_id)
    records = [_quote(Quote.model_validate_json(one)) for one in connection.scalars(said)]
    records += [_position(Position.model_validate_json(one)) for one in connection.scalars(held)]
    records += [Printed("", (one,)) for one in connection.scalars(met)]
    return Showing(frozenset(records), row.title or "")


def begin(connection: Connection, article_id: str, gone: Showing, state: str, by: str) -> int:
    """Writes down what is to be called back of all that was shown; the number of the recall, 0 where nothing is."""
    reached = [row for row in _rows(connection) if _shows(row.words, article_id, gone)]
    if not reached:
        return 0
    made = {"article_id": article_id, "state": state, "by": by, "at": datetime.now(UTC)}
    number = int(connection.execute(insert(recalls).returning(recalls.c.n), made).scalar_one())
    steps = [
        {
            "recall": number,
            "shown": row.n,
            "edited": None,
            "answered": "",
            "trouble": _BEYOND.get(row.kind, "" if row.ts or row.kind == "file" else NO_ID),
        }
        for row in reached
    ]
    connection.execute(insert(recall_steps), steps)
    return number


def _rows(connection: Connection) -> Iterator["_Shown"]:
    """Everything that was shown and not taken away since."""
    after = 0
    while True:
        page = select(shown.c.n, shown.c.kind, shown.c.ts, shown.c.words).where(shown.c.n > after, shown.c.words != "")
        rows = connection.execute(page.order_by(shown.c.n).limit(_PAGE)).all()
        yield from (_Shown(*row) for row in rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1].n


class _Shown(NamedTuple):
    n: int
    kind: str
    ts: str
    words: str


def _shows(words: str, article_id: str, gone: Showing) -> bool:
    """Whether some words of a message or file are of what is gone."""
    named = f":{article_id.casefold()}/" in words
    if gone.title is not None and (named or _stands_in(folded(gone.title), words, named=named)):
        return True
    return any(_stands_in(folded(one.words)[:BEGINNING], words, named=named) for one in gone.records if one.words)


def _stands_in(needle: str, words: str, *, named: bool) -> bool:
    return bool(needle) and (named or len(needle) >= ENOUGH) and needle in words


def _quote(quote: Quote) -> Printed:
    return Printed(core(quote.text), (quote.speaker_name, quote.party_id))


def _position(position: Position) -> Printed:
    words = position.evidence[0].text if position.evidence else ""
    return Printed(core(words), (position.party_id, position.stance, position.issue))


def _state(connection: Connection, article_id: str) -> str:
    """What has become of an article that is shown no longer."""
    ruling = connection.scalar(select(withheld.c.ruling).where(withheld.c.article_id == article_id))
    return Ruling.model_validate_json(ruling).state if ruling else ArticleState.REMOVED
