"""What comes in: an article that comes twice is one, its newest state is shown, and what its sender takes back goes.

Which articles are one is told by `identity`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, delete, insert, select, update

from corpus.collector import uncollected
from corpus.keepings import WIRE, ArticleState, FileNote, Ruling, Taken
from corpus.models import Article, Extraction, Original
from corpus.store.batch import Offer, take_all
from corpus.store.database import Database
from corpus.store.identity import keys_of, later, words_in
from corpus.store.queries import storable
from corpus.store.rows import Incoming, delete_articles
from corpus.store.tables import articles, files, identities, versions, withheld
from corpus.store.watch import let_all_know
from corpus.store.withheld import rule, take_in, take_out, whole

_PAGE = 500
"""Rows that are asked for at once."""


class Intake:
    """Beside `Corpus.save`, which takes what it is given, this looks at what is there already."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(
        self,
        article: Article,
        found: Extraction,
        digest: str,
        *,
        root: str | None = None,
        says: Ruling | None = None,
    ) -> Taken:
        """Puts an article in unless a newer state of it is there; in one transaction, and says what became of it.

        An older state that it replaces is kept among the versions. The others are those of `Corpus.save`.
        """
        (taken,) = self.take_all([Offer(article, found, digest, root, says)])
        return taken

    def take_all(self, offers: Iterable[Offer]) -> tuple[Taken, ...]:
        """The same of many, one after the other, in one transaction: all of them or, after any error, none.

        It takes a small part of the time that each in a transaction of its own takes; some hundred at once do best.
        """
        with self._database.writing(adding=True) as connection, uncollected():
            taken = tuple(take_all(connection, list(offers), _take))
            if any(one.outcome != "added" for one in taken):
                let_all_know(connection)
            return taken

    def refuse(self, article: Article) -> str | None:
        """Takes to heart that an article is not to be printed: killed or on hold, it goes, and older states stay out.

        Returns the id of the article that went, None for nothing. An embargo is only of the state that has it.
        """
        with self._database.writing() as connection:
            return _refuse(connection, article)

    def note(self, notes: Iterable[FileNote]) -> None:
        """Keeps what became of files that are no article under their own name, in place of what was kept of them."""
        with self._database.noting() as connection:
            for note in notes:
                _note(connection, note)

    def noted(self, outcome: str | None = None) -> Mapping[str, FileNote]:
        """What is kept of files, by their names; of one outcome only, if one is given."""
        query = select(
            files.c.source, files.c.digest, files.c.outcome, files.c.reason, files.c.root, files.c.article_id
        )
        query = query.where(files.c.outcome == outcome) if outcome else query
        with self._database.reading() as connection:
            return {row.source: FileNote(**row._asdict()) for row in connection.execute(query)}

    def forget(self, sources: Sequence[str], article_ids: Sequence[str] = ()) -> None:
        """Lets go of what was kept of these files, and of all files that hold these articles too."""
        if not sources and not article_ids:
            return
        with self._database.noting() as connection:
            for some in (*_some(files.c.source, sources), *_some(files.c.article_id, article_ids)):
                connection.execute(delete(files).where(some))

    def stored(self) -> Iterator[tuple[Article, str, str | None]]:
        """Every article of the corpus with its digest and its root, in the order of their sources."""
        wanted = (articles.c.source, articles.c.digest, articles.c.root, articles.c.record, articles.c.text)
        after = ""
        while True:
            with self._database.reading() as connection:
                query = select(*wanted).where(articles.c.source > after).order_by(articles.c.source).limit(_PAGE)
                rows = connection.execute(query).all()
            for row in rows:
                yield _article(row), row.digest, row.root
            if not rows:
                return
            after = rows[-1].source

    def kept(self, article_id: str) -> Incoming | None:
        """An article as it was read, whether or not it may be shown; None where there is none."""
        with self._database.reading() as connection:
            return whole(connection, storable(article_id))

    def digests_of(self, sources: Sequence[str]) -> dict[str, str]:
        """The digests that these sources were last read with; those that failed and those never read are not there."""
        with self._database.reading() as connection:
            noted = select(files.c.source, files.c.digest).where(
                files.c.source.in_(sources), files.c.outcome != "failed"
            )
            known = select(articles.c.source, articles.c.digest).where(articles.c.source.in_(sources))
            aside = select(withheld.c.source, withheld.c.digest).where(withheld.c.source.in_(sources))
            return {row.source: row.digest for query in (known, aside, noted) for row in connection.execute(query)}

    def versions(self, article_id: str) -> tuple[Article, ...]:
        """The older states of an article, newest first; () where there was never another one."""
        query = select(versions.c.record, versions.c.text).where(versions.c.article_id == storable(article_id))
        with self._database.reading() as connection:
            rows = connection.execute(query.where(versions.c.text != "").order_by(versions.c.n.desc())).all()
        return tuple(Article(**json.loads(row.record), text=row.text) for row in rows)


# --- one article ------------------------------------------------------------------------------------------------------


def _take(connection: Connection, offer: Offer, keys: Sequence[str]) -> Taken:
    article, says = offer.article, offer.says
    own = _stored(connection, articles.c.source == article.source)
    _lift(connection, article.source)
    if why := _dead(connection, keys, article):
        return Taken(outcome="left out", reason=why)
    holder = _holder(connection, keys)
    if holder is not None and holder.source != article.source:
        if left_out := _twin(connection, holder, offer, keys):
            return left_out
        _make_way(connection, holder, own)
        own = holder
    if own is not None:
        article = article.model_copy(update={"id": own.id})
        if own is not holder:  # a file that holds another article now
            connection.execute(delete(identities).where(identities.c.article_id == own.id))
        if keys and not keys[0].startswith("words:") and _article(own).text != article.text:
            _keep(connection, own.id, keys[0], _article(own))
    article = _under_its_ruling(connection, article, keys)
    connection.execute(delete(files).where(files.c.source == article.source))
    take_in(connection, offer.incoming._replace(article=article), says, datetime.now(UTC))
    _identify(connection, article.id, keys)
    if _stored(connection, articles.c.id == article.id) is None:
        why = f"may not be shown: it says “{says.reason}”" if says else "is an article that may not be shown, as ruled"
        return Taken(outcome="left out", reason=why)
    return Taken(outcome="updated" if own is not None else "added")


def _twin(connection: Connection, holder: "Row[*tuple[Any, ...]]", offer: Offer, keys: Sequence[str]) -> Taken | None:
    """What becomes of an article that another file has as new or newer; None where it is to take that one's place."""
    article, there = offer.article, _article(holder)
    same = words_in(article) == words_in(there)
    older = later(article) < later(there) and not same
    if not same and not older:
        return None
    if older:
        _keep(connection, holder.id, keys[0], article)
    _identify(connection, holder.id, keys)
    _note(connection, FileNote(
        source=article.source, digest=offer.digest, outcome="left out", root=offer.root, article_id=holder.id,
    ))  # fmt: skip
    return Taken(
        outcome="left out", reason=f"is {'an older state of' if older else 'the same article as'} {holder.source}"
    )


def _under_its_ruling(connection: Connection, article: Article, keys: Sequence[str]) -> Article:
    """The article as the one that is withheld, if it is that by its keys: what was ruled of it holds from any file."""
    known = select(identities.c.article_id).where(identities.c.key.in_(keys))
    columns = (withheld.c.article_id, withheld.c.source, withheld.c.digest, withheld.c.root)
    held = connection.execute(select(*columns).where(withheld.c.article_id.in_(known))).first()
    if held is None or held.source == article.source:
        return article
    _note(connection, FileNote(
        source=held.source, digest=held.digest, outcome="left out", root=held.root, article_id=held.article_id,
    ))  # fmt: skip
    return article.model_copy(update={"id": held.article_id})


def _make_way(connection: Connection, holder: "Row[*tuple[Any, ...]]", own: "Row[*tuple[Any, ...]] | None") -> None:
    """Before a newer state from another file: the file that had the older one is known to be read."""
    note = FileNote(
        source=holder.source, digest=holder.digest, outcome="left out", root=holder.root, article_id=holder.id
    )
    _note(connection, note)
    if own is not None and own.id != holder.id:
        delete_articles(connection, [own.id])


def _refuse(connection: Connection, article: Article) -> str | None:
    said = article.original
    if said is None or said.state not in ("withheld", "canceled"):
        return None
    keys = tuple(keys_of(article))
    held = _holder(connection, keys) or _stored(connection, articles.c.source == article.source)
    _lift(connection, article.source)
    known = select(identities.c.key).where(identities.c.article_id == held.id) if held is not None else None
    more = tuple(connection.scalars(known)) if known is not None else ()
    article_id = held.id if held is not None else article.id
    for key in dict.fromkeys((*keys, *more)) or (None,):
        _keep(connection, article_id, key, article)
    state = ArticleState.KILLED if said.state == "canceled" else ArticleState.ON_HOLD
    ruling = Ruling(state=state, reason=f"as {article.source} says", by=WIRE, at=datetime.now(UTC))
    _hold_aside(connection, keys, article, ruling)
    if held is None or later(_article(held)) > later(article):
        return None
    _keep(connection, held.id, next(iter(keys), None), _article(held))
    take_out(connection, held.id, ruling)
    connection.execute(delete(identities).where(identities.c.article_id == held.id))
    gone: str = held.id
    return gone


def _hold_aside(connection: Connection, keys: Sequence[str], article: Article, ruling: Ruling) -> None:
    """What somebody keeps back already is not let out by the end of their embargo once its sender takes it back."""
    known = select(identities.c.article_id).where(identities.c.key.in_(keys))
    aside = withheld.c.article_id.in_(known) | (withheld.c.source == article.source)
    for row in connection.execute(select(withheld).where(aside)).all():
        standing = Ruling.model_validate_json(row.ruling).state
        if standing is not ArticleState.KILLED and later(_article(row)) <= later(article):
            rule(connection, row.article_id, ruling)


def _dead(connection: Connection, keys: Sequence[str], article: Article) -> str | None:
    """Why an article must stay out: its sender took back this state of it or a later one."""
    query = select(versions.c.state, versions.c.record).where(versions.c.key.in_(keys), versions.c.state != "usable")
    for row in connection.execute(query):
        if later(Article(**json.loads(row.record), text="")) >= later(article):
            return (
                "was killed by its sender" if row.state == "canceled" else "is on hold: its sender has not released it"
            )
    return None


def _lift(connection: Connection, source: str) -> None:
    """What a file said once, and says no more."""
    taken_back = (versions.c.source == source) & (versions.c.state != "usable")
    connection.execute(delete(versions).where(taken_back))


def _keep(connection: Connection, article_id: str, key: str | None, older: Article) -> None:
    """A row for a state that is not shown: an older one, or one that its sender took back."""
    said = older.original or Original(file="", sha256="", media_type="")
    connection.execute(insert(versions), {
        "key": key or f"source:{older.source}",
        "article_id": article_id,
        "source": older.source,
        "state": said.state,
        "record": older.model_dump_json(exclude={"text"}),
        "text": older.text if said.state == "usable" else "",
        "at": datetime.now(UTC),
    })  # fmt: skip


def _identify(connection: Connection, article_id: str, keys: Sequence[str]) -> None:
    """Has the keys lead to the article, beside those that do already."""
    if keys:
        connection.execute(delete(identities).where(identities.c.key.in_(keys)))
        connection.execute(insert(identities), [{"key": key, "article_id": article_id} for key in keys])


def _holder(connection: Connection, keys: Sequence[str]) -> "Row[*tuple[Any, ...]] | None":
    """The article that has the first of these keys which any article has."""
    query = select(identities.c.key, identities.c.article_id).where(identities.c.key.in_(keys))
    found = {row.key: row.article_id for row in connection.execute(query)}
    return next((row for key in keys if (row := _stored(connection, articles.c.id == found.get(key)))), None)


def _stored(connection: Connection, where: Any) -> "Row[*tuple[Any, ...]] | None":
    wanted = (articles.c.id, articles.c.source, articles.c.digest, articles.c.root, articles.c.record, articles.c.text)
    return connection.execute(select(*wanted).where(where)).one_or_none()


def _article(row: "Row[*tuple[Any, ...]]") -> Article:
    return Article(**json.loads(row.record), text=row.text)


def _some(column: "Column[Any]", values: Sequence[str]) -> "Iterator[ColumnElement[bool]]":
    for start in range(0, len(values), _PAGE):
        yield column.in_(values[start : start + _PAGE])


def _note(connection: Connection, note: FileNote) -> None:
    values = note.model_dump() | {"at": datetime.now(UTC)}
    if not connection.execute(update(files).where(files.c.source == note.source).values(**values)).rowcount:
        connection.execute(insert(files), values)
