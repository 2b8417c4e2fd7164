"""The ledger: where something was shown to others, and how far its recall got; used by whatever process serves."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from corpus.keepings import REACHED, Answered, Recall, Shown, Step
from corpus.store.database import Database
from corpus.store.queries import storable
from corpus.store.recalls import NO_ID, begin, folded, showing
from corpus.store.tables import recall_steps, recalls, shown

MOST_WORDS = 2_000_000
"""Code points of a file that are kept."""

MOST_STEPS = 10_000

BEYOND_KEPT = timedelta(days=90)
"""How long it is known who had an answer that cannot be changed: there are many more of these than of the others."""

_SWEPT_EVERY = 500


class Ledger:
    """Use `Corpus.ledger`. Every method may raise `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, one: Shown) -> int:
        """Writes down what is about to be shown, and gives its number: a kill in the meantime finds it."""
        values = {
            name: storable(value) if isinstance(value, str) else value for name, value in one.model_dump().items()
        }
        values["words"] = folded(values["words"])[:MOST_WORDS]
        values.pop("id")
        with self._database.noting() as connection:
            number = int(connection.execute(insert(shown).returning(shown.c.n), values).scalar_one())
            if number % _SWEPT_EVERY == 0:
                _sweep(connection, one.at - BEYOND_KEPT)
        return number

    def placed(self, number: int, channel: str, ts: str) -> None:
        """It has come, and this is its id: what was to be called back meanwhile can be now."""
        steps = update(recall_steps).where(recall_steps.c.shown == number, recall_steps.c.trouble == NO_ID)
        with self._database.noting() as connection:
            connection.execute(update(shown).where(shown.c.n == number).values(channel=channel, ts=ts))
            if ts:
                connection.execute(steps.values(trouble=""))

    def failed(self, number: int) -> None:
        """It has surely not come."""
        with self._database.noting() as connection:
            connection.execute(delete(recall_steps).where(recall_steps.c.shown == number))
            connection.execute(delete(shown).where(shown.c.n == number))

    def replaced(self, channel: str, ts: str, words: str) -> None:
        """A message shows something else by now."""
        same = (shown.c.channel == storable(channel)) & (shown.c.ts == storable(ts)) & (shown.c.ts != "")
        with self._database.noting() as connection:
            connection.execute(update(shown).where(same).values(words=folded(storable(words))))

    def recall(self, article_id: str, by: str, state: str = "called back") -> int:
        """Calls back by hand all that shows an article as it is; the number of the recall, 0 where nothing does."""
        with self._database.noting() as connection:
            return begin(connection, storable(article_id), showing(connection, storable(article_id)), state, by)

    def steps(self, article_id: str | None = None, *, left: bool = False) -> tuple[Step, ...]:
        """What was to be reached for an article, or for all, the newest recall first; what is `left` to do only."""
        query = _steps().order_by(recalls.c.n.desc(), shown.c.n).limit(MOST_STEPS)
        query = query.where(recalls.c.article_id == storable(article_id)) if article_id else query
        if left:
            to_edit = recall_steps.c.edited.is_(None) & (shown.c.kind == "message")
            query = query.where(recall_steps.c.trouble == "", to_edit | (recall_steps.c.answered == ""))
        with self._database.reading() as connection:
            return tuple(map(_step, connection.execute(query)))

    def edited(self, step: Step) -> None:
        """The words are gone from where they were shown: nothing there is to be called back again."""
        with self._database.noting() as connection:
            connection.execute(_this(step).values(edited=datetime.now(UTC)))
            connection.execute(update(shown).where(shown.c.n == step.shown.id).values(words=""))

    def claim(self, step: Step) -> bool:
        """Whether nobody has told those who saw it: who gets True does it, and nobody else."""
        with self._database.noting() as connection:
            free = _this(step).where(recall_steps.c.answered == "")
            return connection.execute(free.values(answered="claimed")).rowcount == 1

    def told(self, step: Step, how: Answered) -> None:
        """Those who saw it were told, or perhaps; "" gives the claim back."""
        with self._database.noting() as connection:
            connection.execute(_this(step).values(answered=how))

    def out_of_reach(self, step: Step, why: str) -> None:
        """It cannot be reached, now or later."""
        with self._database.noting() as connection:
            connection.execute(_this(step).values(trouble=storable(why) or "unknown"))


def _sweep(connection: Connection, before: datetime) -> None:
    """Forgets the words of what nobody can reach and that was shown before some moment, unless it was called back."""
    called_back = select(recall_steps.c.shown)
    old = shown.c.kind.not_in(REACHED) & (shown.c.at < before) & shown.c.n.not_in(called_back)
    connection.execute(delete(shown).where(old))


def _this(step: Step) -> Any:
    return update(recall_steps).where(recall_steps.c.recall == step.recall.id, recall_steps.c.shown == step.shown.id)


def _steps() -> Select[Any]:
    joined = recall_steps.join(recalls, recalls.c.n == recall_steps.c.recall).join(
        shown, shown.c.n == recall_steps.c.shown
    )
    of_recall = [column.label(f"recall_{column.name}") for column in recalls.c]
    of_shown = [column.label(f"shown_{column.name}") for column in shown.c if column.name != "words"]
    own = (recall_steps.c.edited, recall_steps.c.answered, recall_steps.c.trouble)
    return select(*of_recall, *of_shown, *own).select_from(joined)


def _step(row: Row[Any]) -> Step:
    return Step(
        recall=Recall(**_named(row._mapping, "recall_")),
        shown=Shown(**_named(row._mapping, "shown_")),
        edited=row.edited,
        answered=row.answered,
        trouble=row.trouble,
    )


def _named(row: Mapping[Any, Any], prefix: str) -> dict[str, Any]:
    own: Iterable[tuple[str, Any]] = ((str(name), value) for name, value in row.items())
    told = {name.removeprefix(prefix): value for name, value in own if name.startswith(prefix)}
    return {("id" if name == "n" else name): value for name, value in told.items()}
