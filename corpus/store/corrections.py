"""What editors mend: kept as decisions beside each reading, so that it sticks when an article is read again."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select

from corpus.errors import DecisionError
from corpus.keepings import Decision, PeopleRuling
from corpus.knowledge.vocabulary import issues
from corpus.linking.decided import decided
from corpus.linking.figures import Spelling
from corpus.linking.people import bearer_key
from corpus.models import Extraction, SpeakerKind, Stance
from corpus.store.database import Database
from corpus.store.decisions import put_decision, read_decisions, read_one, read_rulings, take_back
from corpus.store.kept import everybody
from corpus.store.queries import storable
from corpus.store.recalls import recalling
from corpus.store.rows import delete_articles, put_articles
from corpus.store.tables import articles, decisions, people, readings
from corpus.store.withheld import whole

LONGEST = 2_000
"""Code points of what an editor types."""

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
        kept = _checked(one)
        with self._database.writing() as connection:
            number = put_decision(connection, kept)
            if not _write_again(connection, [kept.article_id], kept.by):
                raise DecisionError("The corpus has no such article that may be shown.")
            if why := connection.scalar(select(decisions.c.unfit).where(decisions.c.n == number)):
                raise DecisionError(_WHY[why])
        return kept.model_copy(update={"id": number})

    def rule(self, one: PeopleRuling) -> PeopleRuling:
        """Keeps what is decided of people, and works out who is who; gives it back with its number."""
        kept = one.model_copy(update={name: storable(getattr(one, name)) for name in ("label", "by", "why")})
        with self._database.writing() as connection:
            number = put_decision(connection, kept)
            _look_again(connection, kept, kept.by)
        return kept.model_copy(update={"id": number})

    def undo(self, number: int, by: str) -> Decision | PeopleRuling | None:
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

    def one(self, number: int) -> Decision | PeopleRuling | None:
        """What was decided by that number and stands; None for nothing."""
        with self._database.reading() as connection:
            return read_one(connection, number)

    def rulings(self) -> tuple[PeopleRuling, ...]:
        """What is decided of people, oldest first."""
        with self._database.reading() as connection:
            return tuple(read_rulings(connection))

    def spellings(self, entity_id: str) -> tuple[Spelling, ...]:
        """How a person is printed in the articles, by the keys that rulings are about; () for nobody."""
        with self._database.reading() as connection:
            return everybody.spellings_of(connection, storable(entity_id))

    def gold(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Article by article what editors say of its speakers: its id, its text, and a row of `document.fit`."""
        with self._database.reading() as connection:
            ids = dict.fromkeys(one.article_id for one in read_decisions(connection))
            for article_id in ids:
                read = whole(connection, article_id)
                if read is None or not _is_shown(connection, article_id):
                    continue
                spoken = [*_gold(read.article.text, read.found, read_decisions(connection, article_id))]
                if spoken:
                    yield article_id, read.article.text, {"id": article_id, "quotes": spoken}


def people_ruling(  # noqa: PLR0913
    what: Any, spelled: Iterable[Spelling], others: Iterable[Spelling], *, label: str, by: str, why: str = ""
) -> PeopleRuling:
    """What is decided of people who are printed so; full names lead, as a surname alone may come to mean another."""
    return PeopleRuling(
        what=what, keys=_keys(spelled), others=_keys(others), label=label, by=by, at=datetime.now(UTC), why=why
    )


def _keys(spelled: Iterable[Spelling]) -> tuple[str, ...]:
    keys = sorted({one.bearer for one in spelled})
    return tuple(key for key in keys if " " in key.rpartition("@")[0]) or tuple(keys)


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


def _look_again(connection: Connection, one: PeopleRuling, by: str) -> None:
    if one.what == "nobody":
        _write_again(connection, _naming(connection, one.keys), by)
    else:
        everybody.rule(connection, (*one.keys, *one.others))


def _naming(connection: Connection, keys: tuple[str, ...]) -> list[str]:
    """The articles that name somebody by these keys, also where they are hidden by now."""
    named = set(connection.scalars(select(people.c.article_id).where(people.c.bearer.in_(keys))))
    for row in connection.execute(select(readings)):
        found = Extraction.model_validate_json(row.found)
        if any(bearer_key(one.name, one.party_id) in keys for one in found.people):
            named.add(row.article_id)
    return sorted(named)


def _checked(one: Decision) -> Decision:
    """The decision as it can be kept. Raises `DecisionError` for what cannot be meant."""
    told = {name: storable(getattr(one, name)).strip() for name in ("value", "by", "why", "article_id")}
    if one.what != "words":  # these are the text's own, letter by letter
        told["value"] = _plain(told["value"])
    if any(len(value) > LONGEST for value in told.values()):
        raise DecisionError(f"At most {LONGEST} characters can be kept.")
    value = told["value"]
    if one.what == "day" and value and not _is_day(value):
        raise DecisionError("A day is written like 2031-05-07.")
    if one.what == "stance" and value not in list(Stance):
        raise DecisionError(f"A stance is one of these: {', '.join(Stance)}.")
    if one.what == "issue" and value not in issues():
        raise DecisionError("There is no issue of that name.")
    if one.record == "position" and one.what == "party" and not value:
        raise DecisionError("A position is some party's; if it is nobody's, say that there is none.")
    if one.what == "speaker" and bool(value) != (one.kind is not None):
        raise DecisionError("A speaker has a name; without one, nobody is certain.")
    of_quotes, of_positions = ("speaker", "words", "role", "party", "day"), ("party", "stance", "issue")
    if one.what != "gone" and one.what not in (of_quotes if one.record == "quote" else of_positions):
        raise DecisionError("That cannot be said of such a record.")
    return one.model_copy(update=told)


def _plain(typed: str) -> str:
    """What was typed on one line, without marks that nobody sees and that turn what stands beside it."""
    return " ".join("".join(" " if unicodedata.category(one) in ("Cc", "Cf") else one for one in typed).split())


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _gold(text: str, found: Extraction, taken: list[Decision]) -> Iterator[Mapping[str, Any]]:
    """The quotes of whose speakers somebody is certain, once each, as they stand by now."""
    made = decided(text, found, taken)
    told = {made.about[one.id] for one in taken if one.what == "speaker" and one.id in made.about}
    for quote in made.found.quotes:
        if quote.id in told and quote.speaker_kind is SpeakerKind.PERSON:
            yield {"start": quote.start, "end": quote.end, "text": quote.text, "speaker": quote.speaker_name}
