"""From the records of an article to the rows of the tables; the way back is in `from_rows`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, select

from corpus.linking.people import bearer_of
from corpus.models import Article, Event, Extraction, Party, Person, Position, Quote, Record, Talk
from corpus.store.arrivals import number_articles
from corpus.store.decisions import forget_reading, mended
from corpus.store.dialects.numbers import insert_rows
from corpus.store.kept import upkeep
from corpus.store.kept.among import among
from corpus.store.queries import searchable
from corpus.store.stories import put_in_stories, take_out_of_story
from corpus.store.tables import FOUND, articles, events, parties, people, positions, quotes, speakers, talks

Row = dict[str, Any]


class Incoming(NamedTuple):
    """An article with all that was found in it, the digest of its file, and the folder that it came from, if any."""

    article: Article
    found: Extraction
    digest: str
    root: str | None


def put_articles(connection: Connection, incoming: Sequence[Incoming]) -> None:
    """Writes articles, of which nothing is there, with everything found in them, as editors have decided it."""
    readings = mended(connection, [(one.article, one.found) for one in incoming])
    ids = [one.article.id for one in incoming]
    now = datetime.now(UTC)
    rows: dict[Table, list[Row]] = defaultdict(list)
    for one, found in zip(incoming, readings, strict=True):
        more = {"digest": one.digest, "root": one.root, "ingested_at": now}
        rows[articles].append(article_row(one.article) | more)
        for table, each in found_rows(one.article.id, found):
            rows[table] += each
    for table, each in rows.items():
        insert_rows(connection, table, each)
    number_articles(connection, ids)
    numbered = select(quotes.c.article_id, quotes.c.id, quotes.c.n)
    numbers = {(row.article_id, row.id): row.n for row in among(connection, numbered, quotes.c.article_id, ids)}
    spoken = [
        {"quote": numbers[article_id, quote_id], **row}
        for article_id, found in zip(ids, readings, strict=True)
        for quote_id, row in speaker_rows(found)
    ]
    insert_rows(connection, speakers, spoken)
    put_in_stories(connection, [(one.article, found) for one, found in zip(incoming, readings, strict=True)])
    upkeep.bring_in(connection, ids)


def delete_articles(connection: Connection, ids: Iterable[str]) -> None:
    """Deletes articles with everything found in them."""
    for article_id in ids:
        forget_reading(connection, article_id)
        upkeep.take_out(connection, [article_id])
        take_out_of_story(connection, article_id)
        for table in FOUND:
            connection.execute(delete(table).where(table.c.article_id == article_id))
        connection.execute(delete(articles).where(articles.c.id == article_id))


def article_row(article: Article) -> Row:
    """The row of an article but for `digest`, `root` and `ingested_at`, which the article itself does not know."""
    plain = article.model_dump(include={"id", "source", "published", "title", "outlet", "url", "text"})
    return plain | {"record": article.model_dump_json(exclude={"text"})}


def found_rows(article_id: str, found: Extraction) -> Iterator[tuple[Table, list[Row]]]:
    """For every table the rows of one article, in the order of the text."""
    quoted = {quote.id: quote for quote in found.quotes}
    happened = {event.id: event for event in found.events}
    for table, rows in (
        (people, map(_person_row, found.people)),
        (parties, map(_party_row, found.parties)),
        (quotes, (_quote_row(quote, quoted) for quote in found.quotes)),
        (positions, (_position_row(position, quoted, happened) for position in found.positions)),
        (talks, map(_talk_row, found.talks)),
        (events, map(_event_row, found.events)),
    ):
        yield table, [{"article_id": article_id} | row for row in rows]


def speaker_rows(found: Extraction) -> Iterator[tuple[str, Row]]:
    """Who speaks in which quote: its id, and the row of a speaker but for the number of the quote."""
    people = {person.id: person for person in found.people}
    for quote in found.quotes:
        for speaker_id in quote.speaker_ids:
            person = people.get(speaker_id)
            if person is None:
                yield quote.id, {"bearer": None, "party_id": speaker_id}
            else:
                bearer = bearer_of(person)
                yield quote.id, {"bearer": bearer, "party_id": quote.party_id or person.party_id}


def _person_row(person: Person) -> Row:
    return _row(person) | {
        "name": person.name,
        "party_id": person.party_id,
        "bearer": bearer_of(person),
    }


def _party_row(party: Party) -> Row:
    return _row(party) | {"name": party.name, "party_id": party.id}


def _quote_row(quote: Quote, quoted: dict[str, Quote]) -> Row:
    around = quoted.get(quote.within or "")
    return _row(quote) | {
        "kind": quote.kind,
        "party_id": quote.party_id,
        "words": searchable(quote.text),
        "around": around.model_dump_json() if around else None,
    }


def _position_row(position: Position, quoted: dict[str, Quote], happened: dict[str, Event]) -> Row:
    phrase = [position.issue_phrase.text] if position.issue_phrase else []
    return _row(position) | {
        "party_id": position.party_id,
        "issue": position.issue,
        "words": searchable(*(span.text for span in position.evidence), *phrase),
        "quotes": _list(quoted[quote_id] for quote_id in position.quote_ids if quote_id in quoted),
        "events": _list(happened[event_id] for event_id in position.contradicted_by if event_id in happened),
    }


def _talk_row(talk: Talk) -> Row:
    return _row(talk) | {"date": talk.date, "place": talk.place}


def _event_row(event: Event) -> Row:
    return _row(event) | {"party_id": event.party_id}


def _row(record: Person | Party | Quote | Position | Talk | Event) -> Row:
    return {"id": record.id, "record": record.model_dump_json()}


def _list(records: Iterable[Record]) -> str:
    return f"[{','.join(record.model_dump_json() for record in records)}]"
