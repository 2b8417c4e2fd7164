"""What the processes that serve Slack share: what is done once, what editors chose, what readers say is wrong."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from corpus.keepings import Digest, Objection, Preferences
from corpus.store.database import Database
from corpus.store.queries import storable
from corpus.store.tables import checked, digests, follows, objections, once, preferences

_SLACK = "slack"


class Shared:
    """Use `Corpus.shared`. Every method may raise `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- what is done once --------------------------------------------------------------------------------------------

    def take(self, key: str, lasts: timedelta) -> bool:
        """Whether no process has taken this before: who gets True does it, and nobody else for so long."""
        key, now = storable(key), datetime.now(UTC)
        with self._database.noting() as connection:
            connection.execute(delete(once).where(once.c.until < now))
            free = connection.execute(select(once.c.key).where(once.c.key == key)).first() is None
            if free:
                connection.execute(insert(once), {"key": key, "until": now + lasts})
        return free

    def taken(self, key: str) -> bool:
        """Whether somebody has taken this, and not given it back."""
        held = (once.c.key == storable(key)) & (once.c.until >= datetime.now(UTC))
        with self._database.reading() as connection:
            return connection.execute(select(once.c.key).where(held)).first() is not None

    def give_back(self, key: str) -> None:
        """What was taken came to nothing: it can be taken again."""
        with self._database.noting() as connection:
            connection.execute(delete(once).where(once.c.key == storable(key)))

    # --- preferences --------------------------------------------------------------------------------------------------

    def preferences(self) -> Preferences:
        """What editors chose; nothing yet is a choice of nothing."""
        with self._database.reading() as connection:
            kept = connection.scalar(select(preferences.c.value).where(preferences.c.key == _SLACK))
        return Preferences.model_validate_json(kept) if kept else Preferences()

    def prefer(self, chosen: Preferences) -> None:
        """Keeps what was chosen, in place of what was before."""
        with self._database.noting() as connection:
            connection.execute(delete(preferences).where(preferences.c.key == _SLACK))
            connection.execute(insert(preferences), {"key": _SLACK, "value": chosen.model_dump_json()})

    # --- digests ------------------------------------------------------------------------------------------------------

    def digests(self) -> Mapping[int, Digest]:
        """The digests by the id of their follow."""
        query = select(digests).join(follows, follows.c.id == digests.c.follow)
        with self._database.reading() as connection:
            return {row.follow: Digest(**row._mapping) for row in connection.execute(query)}

    def digest(self, follow: int, hour: int | None) -> None:
        """Tells of a follow once a day at this hour; None: as it comes."""
        with self._database.noting() as connection:
            connection.execute(delete(digests).where(digests.c.follow == follow))
            if hour is not None:
                connection.execute(insert(digests), {"follow": follow, "hour": hour})

    def told_of(self, seen: Iterable[int], on: date) -> None:
        """These follows have had their digest of that day."""
        with self._database.noting() as connection:
            connection.execute(update(digests).where(digests.c.follow.in_(list(seen))).values(told_on=on))

    # --- objections ---------------------------------------------------------------------------------------------------

    def object_to(self, made: Objection) -> bool:
        """Writes an objection down; False where the same person has said the same of the record before."""
        values = made.model_dump(exclude={"id"})
        values = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
        same = select(objections.c.id).where(*(objections.c[name] == values[name] for name in ("user", "ref", "what")))
        with self._database.noting() as connection:
            new = connection.execute(same).first() is None
            if new:
                connection.execute(insert(objections), values)
        return new

    def take_back(self, user: str, ref: str) -> int:
        """Takes back what somebody said of a record and nobody has settled; how much that was."""
        theirs = (objections.c.user == storable(user)) & (objections.c.ref == storable(ref))
        with self._database.noting() as connection:
            return connection.execute(delete(objections).where(theirs & objections.c.settled_by.is_(None))).rowcount

    def objections(self, *, settled: bool = False) -> tuple[Objection, ...]:
        """What is open, or what was settled; oldest first."""
        state = objections.c.settled_by.is_not(None) if settled else objections.c.settled_by.is_(None)
        with self._database.reading() as connection:
            return tuple(map(_objection, connection.execute(select(objections).where(state).order_by(objections.c.id))))

    def objected(self) -> Mapping[str, int]:
        """How often each thing was said to be wrong, open and settled: "speaker", "words" …"""
        query = select(objections.c.what, func.count()).group_by(objections.c.what)
        with self._database.reading() as connection:
            return {str(what): int(number) for what, number in connection.execute(query)}

    def settle(self, objection: int, by: str) -> bool:
        """An editor has looked at it; False where it was settled before, or is not there."""
        open_still = (objections.c.id == objection) & objections.c.settled_by.is_(None)
        with self._database.noting() as connection:
            settling = update(objections).where(open_still)
            moved = connection.execute(settling.values(settled_by=storable(by), settled_at=datetime.now(UTC)))
        return moved.rowcount == 1

    def reopen(self, objection: int) -> bool:
        """It is open again; False where it was, or is not there."""
        settled = (objections.c.id == objection) & objections.c.settled_by.is_not(None)
        with self._database.noting() as connection:
            moved = connection.execute(update(objections).where(settled).values(settled_by=None, settled_at=None))
        return moved.rowcount == 1

    # --- what was looked at -------------------------------------------------------------------------------------------

    def check(self, key: str, by: str) -> None:
        """An editor has looked at what has this key in the queue, and left it as it is."""
        key = storable(key)
        with self._database.noting() as connection:
            connection.execute(delete(checked).where(checked.c.key == key))
            connection.execute(insert(checked), {"key": key, "by": storable(by), "at": datetime.now(UTC)})

    def uncheck(self, key: str) -> bool:
        """It is to be looked at again; False where nobody had."""
        with self._database.noting() as connection:
            return connection.execute(delete(checked).where(checked.c.key == storable(key))).rowcount == 1

    def checked(self) -> Mapping[str, datetime]:
        """When each key was looked at."""
        with self._database.reading() as connection:
            return {row.key: row.at for row in connection.execute(select(checked.c.key, checked.c.at))}


def _objection(row: Row[Any]) -> Objection:
    return Objection(**row._mapping)
