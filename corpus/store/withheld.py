"""What may not be shown stands in a table of its own, which no answer reads: one place, instead of a condition in each.

An article is on one side or the other, never on both; it goes over with all that was found in it, in one transaction.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, false, insert, or_, select

from corpus.keepings import WIRE, Act, ArticleState, HeldBack, Ruling, Withheld
from corpus.models import Article, Extraction, Source
from corpus.store.decisions import as_read
from corpus.store.queries import storable
from corpus.store.recalls import recalling
from corpus.store.rows import Incoming, delete_articles, put_articles
from corpus.store.tables import FOUND, acts, articles, withheld
from corpus.store.turned import note_correction, state_of

_Row = Row[Any]


def take_in(connection: Connection, incoming: Incoming, says: Ruling | None, now: datetime) -> None:
    """Puts an article where it belongs: what was ruled of it holds on, unless the wire itself says otherwise by now.

    `says` is what the article says of itself, None for nothing. A person's ruling is a person's to take back. The
    wire's own is over when the article comes with another text that says nothing of the kind: a newer version of it.
    """
    article = incoming.article
    kept = _kept(connection, article)
    ruling = _valid(connection, kept, article, says, now)
    if kept is not None:
        _forget(connection, kept.article_id)
    stale = (articles.c.source == article.source) | (articles.c.id == article.id)
    there = connection.execute(select(articles.c.id, articles.c.text).where(stale)).all()
    before = _ruling(kept.ruling).state if kept is not None else ArticleState.USABLE
    after = ruling or Ruling(state=ArticleState.USABLE, by=WIRE, at=now)
    corrected = any(row.text != article.text for row in there)
    old_id = there[0].id if there else article.id
    before_it = state_of(connection, old_id) if corrected else None
    with recalling(connection, old_id, after.by, corrected=corrected):
        delete_articles(connection, [row.id for row in there])
        _put(connection, incoming, after)
    if before_it is not None:
        note_correction(connection, article.id, before_it, now)
    if after.state is not before:
        _write_down(connection, article.id, article.source, after)


def _put(connection: Connection, incoming: Incoming, ruling: Ruling) -> None:
    """Where the ruling wants it, which is on one side only."""
    if ruling.state is ArticleState.USABLE:
        put_articles(connection, [incoming])
    else:
        _keep(connection, incoming, ruling)


def _valid(
    connection: Connection, kept: "_Row | None", article: Article, says: Ruling | None, now: datetime
) -> Ruling | None:
    """The ruling that keeps the article from being shown; None for none."""
    standing = _ruling(kept.ruling) if kept is not None else None
    if standing and standing.by != WIRE:
        return standing
    same_text = kept is not None and kept.text == article.text
    ruling = says or (standing if same_text else None)
    if ruling is None or ruling.ended(now) or (kept is None and _was_released(connection, article)):
        return None
    return ruling


def _was_released(connection: Connection, article: Article) -> bool:
    """Whether a person has let just this text be shown, whatever it says of itself."""
    last = read_acts(connection, article.id, 1)
    if not last or last[0].ruling.by == WIRE or last[0].ruling.state is not ArticleState.USABLE:
        return False
    shown = connection.scalar(select(articles.c.text).where(articles.c.id == article.id))
    return shown == article.text


def rule(connection: Connection, article_id: str, ruling: Ruling) -> bool:
    """Moves an article to where a ruling wants it, and writes it down; False where there is no such article."""
    moved = whole(connection, article_id)
    if moved is None:
        return False
    with recalling(connection, article_id, ruling.by):
        _forget(connection, article_id)
        delete_articles(connection, [article_id])
        _put(connection, moved, ruling)
    _write_down(connection, article_id, moved.article.source, ruling)
    return True


def take_out(connection: Connection, article_id: str, ruling: Ruling) -> None:
    """Deletes an article on whichever side it is, and writes that down; nothing where there is none."""
    known = select(articles.c.source).where(articles.c.id == article_id)
    aside = select(withheld.c.source).where(withheld.c.article_id == article_id)
    source = connection.scalar(known.union(aside))
    if source is not None:
        with recalling(connection, article_id, ruling.by):
            delete_articles(connection, [article_id])
            _forget(connection, article_id)
        _write_down(connection, article_id, source, ruling)


def ended(connection: Connection, now: datetime) -> tuple[str, ...]:
    """The articles whose embargo has ended."""
    return tuple(connection.scalars(select(withheld.c.article_id).where(withheld.c.until <= now)))


def read_withheld(connection: Connection) -> tuple[Withheld, ...]:
    """Everything that may not be shown, by the name of its source."""
    rows = connection.execute(select(withheld.c.record, withheld.c.ruling).order_by(withheld.c.source))
    return tuple(Withheld(source=_source(row.record), ruling=_ruling(row.ruling)) for row in rows)


def read_held_back(connection: Connection, words: Sequence[str], limit: int) -> tuple[HeldBack, ...]:
    """The articles that may not be shown whose text has one of these words, in any case; () where none is given."""
    having = [withheld.c.text.icontains(storable(word), autoescape=True) for word in words]
    query = select(withheld).where(or_(false(), *having)).order_by(withheld.c.source).limit(limit)
    return tuple(_held_back(row) for row in connection.execute(query))


def _held_back(row: "_Row") -> HeldBack:
    quotes = Extraction.model_validate_json(row.found).quotes
    return HeldBack(source=_source(row.record), ruling=_ruling(row.ruling), text=row.text, quotes=quotes)


def read_acts(connection: Connection, article_id: str | None, limit: int) -> tuple[Act, ...]:
    """What was done, the newest first: to one article, or to all."""
    query = select(acts).order_by(acts.c.n.desc()).limit(limit)
    if article_id is not None:
        query = query.where(acts.c.article_id == storable(article_id))
    rows = connection.execute(query)
    return tuple(Act(article_id=row.article_id, source=row.source, ruling=_ruling(row.ruling)) for row in rows)


def digests_of_withheld(connection: Connection) -> Iterator[tuple[str, str, str, str | None]]:
    """Source, id, digest and folder of each: what `ingest` compares files against."""
    columns = (withheld.c.source, withheld.c.article_id, withheld.c.digest, withheld.c.root)
    for row in connection.execute(select(*columns)):
        yield row.source, row.article_id, row.digest, row.root


def _kept(connection: Connection, article: Article) -> "_Row | None":
    same = or_(withheld.c.article_id == article.id, withheld.c.source == article.source)
    return connection.execute(select(withheld).where(same)).first()


def _ruling(written: str) -> Ruling:
    return Ruling.model_validate_json(written)


def _source(record: str) -> Source:
    told = json.loads(record)
    return Source(**{name: told[name] for name in Source.model_fields if name in told})


def _keep(connection: Connection, incoming: Incoming, ruling: Ruling) -> None:
    article = incoming.article
    row = {
        "article_id": article.id,
        "source": article.source,
        "root": incoming.root,
        "digest": incoming.digest,
        "record": article.model_dump_json(exclude={"text"}),
        "text": article.text,
        "found": incoming.found.model_dump_json(),
        "ruling": ruling.model_dump_json(),
        "until": ruling.until,
    }
    connection.execute(insert(withheld), row)


def _forget(connection: Connection, article_id: str) -> None:
    connection.execute(delete(withheld).where(withheld.c.article_id == article_id))


def _write_down(connection: Connection, article_id: str, source: str, ruling: Ruling) -> None:
    row = {"article_id": article_id, "source": source, "ruling": ruling.model_dump_json()}
    connection.execute(insert(acts), row)


def whole(connection: Connection, article_id: str) -> Incoming | None:
    """An article with all that was found in it, as it was read, on whichever side it is; None where there is none."""
    kept = connection.execute(select(withheld).where(withheld.c.article_id == article_id)).first()
    if kept is not None:
        article = Article(**json.loads(kept.record), text=kept.text)
        return Incoming(article, Extraction.model_validate_json(kept.found), kept.digest, kept.root)
    row = connection.execute(select(articles).where(articles.c.id == article_id)).first()
    if row is None:
        return None
    found = as_read(connection, article_id)
    if found is None:
        rows = {table.name: _records(connection, article_id, table.name) for table in FOUND}
        found = Extraction.model_validate(rows)
    article = Article(**json.loads(row.record), text=row.text)
    return Incoming(article, found, row.digest, row.root)


def _records(connection: Connection, article_id: str, name: str) -> list[object]:
    table = next(table for table in FOUND if table.name == name)
    rows = connection.scalars(select(table.c.record).where(table.c.article_id == article_id).order_by(table.c.n))
    return [json.loads(record) for record in rows]
