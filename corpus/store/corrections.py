"""What editors mend: kept as decisions beside each reading, so that it sticks when an article is read again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from corpus.errors import DecisionError
from corpus.keepings import AnyRuling, Decision, PartyRuling, PeopleRuling, RoundRuling
from corpus.linking.decided import Decided
from corpus.linking.figures import Spelling, parts_of
from corpus.linking.people import bearer_of
from corpus.linking.ruled import Standing, as_ruled
from corpus.models import Extraction, SpeakerKind
from corpus.store.database import Database
from corpus.store.decidable import checked, checked_ruling
from corpus.store.decisions import put_decision, read_decisions, read_one, read_rulings, take_back
from corpus.store.kept import everybody
from corpus.store.queries import storable
from corpus.store.recalls import recalling
from corpus.store.rows import delete_articles, put_articles
from corpus.store.rulings import ruling_told, rulings_told
from corpus.store.tables import FOUND, articles, decisions, people, readings
from corpus.store.withheld import whole

_WHY = {
    "gone": "These words are in the article no longer.",
    "around": "The text around these words has changed.",
    "unread": "The article has no such record there any longer.",
    "several": "Several records have these words; nothing tells which is meant.",
    "value": "That does not stand in the article where the words are.",
}


class Corrections:
    """The decisions in the corpus's database. Every method may raise `StoreError`."""

    def __init__(self, database: Database) -> None:
        """Use `Corpus.corrections`."""
        self._database = database

    def decide(self, one: Decision) -> Decision:
        """Keeps a decision and applies it at once, for every answer; gives it back with its number.

        Raises `DecisionError`, with a sentence, where it does not fit the article as it is; then nothing is kept.
        """
        kept = checked(one)
        with self._database.writing() as connection:
            number = put_decision(connection, kept)
            if not _write_again(connection, [kept.article_id], kept.by):
                raise DecisionError("The corpus has no such article that may be shown.")
            if why := connection.scalar(select(decisions.c.unfit).where(decisions.c.n == number)):
                raise DecisionError(_WHY[why])
        return kept.model_copy(update={"id": number})

    def rule(self, one: AnyRuling) -> AnyRuling:
        """Keeps what is decided across articles, and applies it at once; gives it back with its number.

        Raises `DecisionError`, with a sentence, for what cannot be meant.
        """
        kept = checked_ruling(one)
        with self._database.writing() as connection:
            number = put_decision(connection, kept)
            _look_again(connection, kept, kept.by)
        return kept.model_copy(update={"id": number})

    def undo(self, number: int, by: str) -> Decision | AnyRuling | None:
        """Takes a decision back, with what it did; None where there is none, or it was taken back before."""
        with self._database.writing() as connection:
            undone = take_back(connection, number, storable(by))
            if isinstance(undone, Decision):
                _write_again(connection, [undone.article_id], storable(by))
            elif undone:
                _look_again(connection, undone, storable(by))
        return undone

    def of(self, article_id: str | None = None, *, unfit: bool = False) -> tuple[Decision, ...]:
        """What is decided of the records of an article, or of all, oldest first; what is `unfit`, only that."""
        with self._database.reading() as connection:
            return tuple(read_decisions(connection, article_id and storable(article_id), unfit=unfit))

    def one(self, number: int) -> Decision | AnyRuling | None:
        """What was decided by that number and stands; None for nothing."""
        with self._database.reading() as connection:
            found = read_one(connection, number)
            return found if found is None or isinstance(found, Decision) else ruling_told(connection, number)

    def rulings(self) -> tuple[AnyRuling, ...]:
        """What is decided across articles, oldest first; without names that are known only from what is not shown."""
        with self._database.reading() as connection:
            return tuple(rulings_told(connection))

    def spellings(self, entity_id: str) -> tuple[Spelling, ...]:
        """How a person is printed in the articles, by the keys that rulings are about; () for nobody."""
        with self._database.reading() as connection:
            return everybody.spellings_of(connection, storable(entity_id))

    def reach(self, one: PartyRuling) -> int:
        """In how many articles records would change by what is ruled of a party."""
        with self._database.reading() as connection:
            return len(_naming_party(connection, one))

    def gold(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Article by article what editors say of its speakers and talks: its id, its text, and a row.

        The `quotes` of a row are those of `corpus.fit`; its `talks` have `when`, `where`, `between` and `status`.
        """
        with self._database.reading() as connection:
            rulings = read_rulings(connection)
            ids = dict.fromkeys(one.article_id for one in read_decisions(connection))
            for article_id in ids:
                read = whole(connection, article_id)
                if read is None or not _is_shown(connection, article_id):
                    continue
                standing = Standing(read_decisions(connection, article_id), rulings)
                row = _gold(as_ruled(read.article, read.found, standing), standing.decisions)
                if row["quotes"] or row.get("talks"):
                    yield article_id, read.article.text, {"id": article_id, **row}


def people_ruling(what: Any, spelled: Iterable[Spelling], others: Iterable[Spelling] = (), **more: Any) -> PeopleRuling:
    """What is decided of people who are printed so; `more` are fields of the ruling."""
    return PeopleRuling(what=what, keys=_keys(spelled), others=_keys(others), at=datetime.now(UTC), **more)


def _keys(spelled: Iterable[Spelling]) -> tuple[str, ...]:
    """Full names lead, as a surname alone may come to mean another."""
    keys = sorted({one.bearer for one in spelled})
    return tuple(key for key in keys if " " in parts_of(key)[0]) or tuple(keys)


def _write_again(connection: Connection, ids: Iterable[str], by: str) -> int:
    """Writes the articles that may be shown with all that is decided by now; how many there were."""
    number = 0
    for article_id in ids:
        read = whole(connection, article_id) if _is_shown(connection, article_id) else None
        if read is not None:
            with recalling(connection, article_id, by):
                delete_articles(connection, [article_id])
                put_articles(connection, [read])
            number += 1
    return number


def _is_shown(connection: Connection, article_id: str) -> bool:
    return connection.scalar(select(articles.c.id).where(articles.c.id == article_id)) is not None


def _look_again(connection: Connection, one: AnyRuling, by: str) -> None:
    """Applies a ruling that was made or taken back just now to all that it is about."""
    if isinstance(one, PartyRuling):
        _write_again(connection, _naming_party(connection, one), by)
        everybody.rule_parties(connection, (one.party, one.other))
    elif isinstance(one, RoundRuling) or one.what == "another":
        _write_again(connection, one.articles, by)
    elif one.what == "nobody":
        _write_again(connection, _naming(connection, one.keys), by)
    else:
        everybody.rule(connection, (*one.keys, *one.others))


def _naming(connection: Connection, keys: tuple[str, ...]) -> list[str]:
    """The articles that name somebody by these keys, also where they are hidden by now."""
    named = set(connection.scalars(select(people.c.article_id).where(people.c.bearer.in_(keys))))
    for row in connection.execute(select(readings)):
        found = Extraction.model_validate_json(row.found)
        if any(bearer_of(one) in keys for one in found.people):
            named.add(row.article_id)
    return sorted(named)


def _naming_party(connection: Connection, one: PartyRuling) -> list[str]:
    """The articles that have the party in any record, as they were read or as they are ruled by now."""
    written = f'"{one.party}"'
    named = set(
        connection.scalars(select(readings.c.article_id).where(readings.c.found.contains(written, autoescape=True)))
    )
    for table in FOUND:
        has_it = table.c.record.contains(written, autoescape=True)
        named |= set(connection.scalars(select(table.c.article_id).where(has_it)))
    if one.what == "apart" and not one.outlet:
        named &= set(one.articles)
    return sorted(named)


def _gold(made: Decided, taken: Sequence[Decision]) -> dict[str, list[dict[str, Any]]]:
    """The quotes of whose speakers somebody is certain, and the talks of which a part was said, as they are by now."""
    told = {made.about[one.id] for one in taken if one.what == "speaker" and one.id in made.about}
    quotes = [
        {"start": one.start, "end": one.end, "text": one.text, "speaker": one.speaker_name}
        for one in made.found.quotes
        if one.id in told and one.speaker_kind is SpeakerKind.PERSON
    ]
    about = {made.about[one.id] for one in taken if one.record == "talk" and one.id in made.about}
    talks = [
        {"when": one.date, "where": one.place, "between": [*one.party_names], "status": one.status}
        for one in made.found.talks
        if one.id in about
    ]
    return {"quotes": quotes} | ({"talks": talks} if talks else {})
