"""What editors keep beside the articles: spellings that they vouch for, lines that are followed, unsaved articles."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Row, delete, func, insert, or_, select, true, update

from corpus.errors import NotebookError
from corpus.keepings import Draft, Follow, Remembered
from corpus.linking.people import fold
from corpus.models import Answer, Entity, Resolution
from corpus.names.index.titles import is_nobody
from corpus.names.likeness import romanise
from corpus.store.database import Database
from corpus.store.queries import storable
from corpus.store.tables import drafts, follows, remembered

LONGEST_SPELLING = 100
DRAFTS_LAST = timedelta(days=7)

_Row = Row[Any]


class Names(Protocol):
    """Who is called what: the corpus, as far as a spelling needs it."""

    def resolve(self, query: str) -> Resolution: ...
    def entity(self, entity_id: str) -> Entity | None: ...
    def bearing(self, typed: str) -> tuple[Entity, ...]: ...


class Notebook:
    """The editors' notes in the corpus's database. Every method may raise `StoreError`."""

    def __init__(self, database: Database, names: Names) -> None:
        """Use `Corpus.notebook`."""
        self._database = database
        self._names = names

    # --- spellings ----------------------------------------------------------------------------------------------------

    def remember(self, typed: str, entity_id: str, by: str) -> Remembered:
        """Declares that the spelling means that entity, for everybody, until it is forgotten.

        Raises `NotebookError` with a sentence where it may not: a spelling must be a name of at most 100 characters,
        and no written name of somebody else, nor a part of one, so that what is a question stays one.
        """
        kept = Remembered(typed=_tidy(typed), entity_id=storable(entity_id), by=storable(by), on=datetime.now(UTC))
        _check_spelling(kept, self._names)
        spelling = fold(kept.typed)
        with self._database.writing() as connection:
            connection.execute(delete(remembered).where(remembered.c.spelling == spelling))
            connection.execute(insert(remembered), {"spelling": spelling} | kept.model_dump())
        return kept

    def forget(self, typed: str) -> Remembered | None:
        """Takes a spelling back and gives back what was kept; None, and nothing changes, when it was not."""
        spelling = fold(_tidy(typed))
        kept = next((found for found in self.remembered() if fold(found.typed) == spelling), None)
        if kept:
            with self._database.writing() as connection:
                connection.execute(delete(remembered).where(remembered.c.spelling == spelling))
        return kept

    def remembered(self) -> tuple[Remembered, ...]:
        """Every spelling that is kept, newest first, also where its entity has gone and it has no effect."""
        columns = [remembered.c[name] for name in Remembered.model_fields]
        query = select(*columns).order_by(remembered.c.on.desc(), remembered.c.spelling)
        with self._database.reading() as connection:
            return tuple(Remembered(**row._mapping) for row in connection.execute(query))

    # --- follows ------------------------------------------------------------------------------------------------------

    def follow(self, wanted: Follow) -> Follow:
        """Keeps a follow and gives it its id; where the channel follows the line already, that one, as it is."""
        values = _storable(wanted.model_dump(exclude={"id"}))
        same = select(follows).where(
            *(follows.c[name] == values[name] for name in ("team", "channel", "line")),
        )
        with self._database.noting() as connection:
            if connection.execute(same).first() is None:
                connection.execute(insert(follows), values)
            return _follow(connection.execute(same).one())

    def unfollow(self, follow_id: int) -> Follow | None:
        """Ends a follow and gives back what it was; None when there is none (any longer)."""
        with self._database.noting() as connection:
            found = connection.execute(select(follows).where(follows.c.id == follow_id)).one_or_none()
            connection.execute(delete(follows).where(follows.c.id == follow_id))
        return _follow(found) if found else None

    def unfollow_all(self, channel: str) -> tuple[Follow, ...]:
        """Ends all that a channel follows, which is there no more; gives back what that was."""
        here = follows.c.channel == storable(channel)
        with self._database.noting() as connection:
            found = tuple(map(_follow, connection.execute(select(follows).where(here))))
            connection.execute(delete(follows).where(here))
        return found

    def move_follows(self, before: str, after: str) -> int:
        """What a channel follows goes on under the channel's new id; how much that was."""
        old, new = (follows.c.channel == storable(channel) for channel in (before, after))
        with self._database.noting() as connection:
            there = [line for (line,) in connection.execute(select(follows.c.line).where(new))]
            connection.execute(delete(follows).where(old & follows.c.line.in_(there)))
            return connection.execute(update(follows).where(old).values(channel=storable(after))).rowcount

    def disown(self, user: str, channel: str | None = None) -> int:
        """What somebody follows in a channel, or in all, goes on and is theirs no longer; how much that was."""
        theirs = follows.c.user == storable(user)
        where = theirs if channel is None else theirs & (follows.c.channel == storable(channel))
        with self._database.noting() as connection:
            return connection.execute(update(follows).where(where).values(user="")).rowcount

    def renew(self, follow: Follow) -> None:
        """Keeps another line for a follow: whom it follows has another id now; ends it where that is followed too."""
        line, mine = storable(follow.line), follows.c.id == follow.id
        here = (follows.c.team == follow.team) & (follows.c.channel == follow.channel) & (follows.c.line == line)
        with self._database.noting() as connection:
            if connection.execute(select(follows.c.id).where(here & ~mine)).first() is None:
                connection.execute(update(follows).where(mine).values(line=line, label=storable(follow.label)))
            else:
                connection.execute(delete(follows).where(mine))

    def follows(self, channel: str | None = None, user: str | None = None) -> tuple[Follow, ...]:
        """The follows, oldest first: of a channel, by a user, or all."""
        query = select(follows).where(
            true() if channel is None else follows.c.channel == storable(channel),
            true() if user is None else follows.c.user == storable(user),
        )
        with self._database.reading() as connection:
            return tuple(map(_follow, connection.execute(query.order_by(follows.c.id))))

    def claim(self, seen: Iterable[Follow], upto: int, at: datetime | None) -> bool:
        """Moves these follows on to an arrival, all or none of them, in one step: who gets True tells the channel.

        False where another process has moved one of them since it was seen, or somebody has ended it. `at` is the
        moment of telling, None where there is nothing to tell.
        """
        wanted = {one.id: one.upto for one in seen}
        unmoved = or_(*((follows.c.id == key) & (follows.c.upto == was) for key, was in wanted.items()))
        told = {} if at is None else {"told_at": at}
        with self._database.noting() as connection:
            # Writers take turns, on both databases, so that nothing moves between the count and the update.
            found = connection.scalar(select(func.count()).select_from(follows).where(unmoved)) if wanted else 0
            if found == len(wanted):
                moved = update(follows).where(follows.c.id.in_(wanted))
                connection.execute(moved.values(upto=upto, told_before=follows.c.told_at, **told))
        return found == len(wanted)

    def unclaim(self, seen: Iterable[Follow]) -> None:
        """Moves follows back to where they were seen before `claim`: telling has failed, and they are told again."""
        with self._database.noting() as connection:
            for one in seen:
                ahead = (follows.c.id == one.id) & (follows.c.upto > one.upto)
                connection.execute(update(follows).where(ahead).values(upto=one.upto, told_at=follows.c.told_before))

    # --- drafts -------------------------------------------------------------------------------------------------------

    def keep_draft(self, draft: Draft) -> Draft:
        """Keeps a draft, in place of one with its id, and drops those that are more than a week older."""
        kept = draft.model_copy(update={"id": draft.id or uuid.uuid4().hex})
        with self._database.noting() as connection:
            old = (drafts.c.id == storable(kept.id)) | (drafts.c.at < kept.at - DRAFTS_LAST)
            connection.execute(delete(drafts).where(old))
            connection.execute(insert(drafts), _storable(kept.model_dump()))
        return kept

    def draft(self, draft_id: str) -> Draft | None:
        """The draft of that id; None when there is none (any longer)."""
        query = select(drafts).where(drafts.c.id == storable(draft_id))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return Draft(**row._mapping) if row else None

    def drop_draft(self, draft_id: str) -> None:
        """Drops a draft; one that is not there is fine."""
        with self._database.noting() as connection:
            connection.execute(delete(drafts).where(drafts.c.id == storable(draft_id)))


def _check_spelling(kept: Remembered, names: Names) -> None:
    meant = names.entity(kept.entity_id)
    words = romanise.fold(kept.typed)
    if not words:
        raise NotebookError("There is no name in what was typed.")
    if len(kept.typed) > LONGEST_SPELLING:
        raise NotebookError(f"A spelling can be kept if it has at most {LONGEST_SPELLING} characters.")
    if meant is None:
        raise NotebookError("The corpus no longer has the person or party that this spelling should mean.")
    if is_nobody(words):
        raise NotebookError(f"“{kept.typed}” says what somebody is, not who.")
    if others := _others_called(kept, names):
        called = " and of ".join(other.name for other in others[:2])
        raise NotebookError(f"“{kept.typed}” is a name of {called}, so it cannot stand for {meant.name} alone.")


def _others_called(kept: Remembered, names: Names) -> list[Entity]:
    """Everybody but the one who is meant who is called so in writing, with the whole name or a part of it."""
    found = names.resolve(kept.typed)
    written = [found.entity] if isinstance(found, Answer) and found.match in ("exact", "alias") else []
    called = {entity.id: entity for entity in (*written, *names.bearing(kept.typed))}
    return [entity for entity_id, entity in called.items() if entity_id != kept.entity_id]


def _tidy(typed: str) -> str:
    return " ".join(storable(typed).split())


def _storable(values: dict[str, Any]) -> dict[str, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}


def _follow(row: _Row) -> Follow:
    return Follow(**{name: value for name, value in row._mapping.items() if name != "told_before"})
