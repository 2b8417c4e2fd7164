"""What a newer state of an article made of its quotes, written down when it comes: later the older ones are gone."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from corpus.linking.corrected import Correction, turns
from corpus.models import Quote
from corpus.store.tables import articles, quotes, turned


class ReadState(NamedTuple):
    """An article's quotes as they are shown, and the day that it was printed."""

    quotes: tuple[Quote, ...]
    on: date | None


def state_of(connection: Connection, article_id: str) -> ReadState:
    """The article as it is shown by now; nothing where it is not."""
    said = select(quotes.c.record).where(quotes.c.article_id == article_id).order_by(quotes.c.n)
    on = connection.scalar(select(articles.c.published).where(articles.c.id == article_id))
    return ReadState(tuple(map(Quote.model_validate_json, connection.scalars(said))), on)


def note_correction(connection: Connection, article_id: str, before: ReadState, now: datetime) -> None:
    """Writes down what has become of the quotes; nothing where the newer state is not shown, or has changed none."""
    if connection.scalar(select(articles.c.id).where(articles.c.id == article_id)) is None:
        return
    after = state_of(connection, article_id)
    made = Correction(was_on=before.on, on=after.on, turns=turns(before.quotes, after.quotes))
    if any(turn.what != "unchanged" for turn in made.turns):
        row = {"article_id": article_id, "record": made.model_dump_json(), "at": now}
        connection.execute(insert(turned), row)


def read_corrections(connection: Connection, article_id: str) -> tuple[Correction, ...]:
    """What newer states made of an article's quotes, the newest first; () where it may not be shown."""
    kept = select(turned.c.record).join(articles, articles.c.id == turned.c.article_id)
    rows = connection.scalars(kept.where(turned.c.article_id == article_id).order_by(turned.c.n.desc()))
    return tuple(map(Correction.model_validate_json, rows))
