"""From the records of an article to the rows of the tables; the way back is in `queries`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from corpus.linking.people import bearer_key
from corpus.models import Article, Event, Extraction, Party, Person, Position, Quote, Record, SpeakerKind, Talk
from corpus.names.likeness.ids import party_id
from corpus.store.arrivals import number_article
from corpus.store.queries import searchable
from corpus.store.tables import FOUND, articles, events, parties, people, positions, quotes, talks

Row = dict[str, Any]


def put_article(connection: Connection, article: Article, found: Extraction, digest: str, root: str | None) -> None:
    """Writes an article with everything found in it, in place of what was there from the same source."""
    stale = (articles.c.source == article.source) | (articles.c.id == article.id)
    delete_articles(connection, connection.scalars(select(articles.c.id).where(stale)).all())
    row = article_row(article) | {"digest": digest, "root": root, "ingested_at": datetime.now(UTC)}
    connection.execute(insert(articles), row)
    number_article(connection, article.id)
    for table, rows in found_rows(article.id, found):
        if rows:
            connection.execute(insert(table), rows)


def delete_articles(connection: Connection, ids: Iterable[str]) -> None:
    """Deletes articles with everything found in them."""
    for article_id in ids:
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
        (quotes, (_quote_row(quote, quoted, found.people) for quote in found.quotes)),
        (positions, (_position_row(position, quoted, happened) for position in found.positions)),
        (talks, map(_talk_row, found.talks)),
        (events, map(_event_row, found.events)),
    ):
        yield table, [{"article_id": article_id} | row for row in rows]


def _person_row(person: Person) -> Row:
    return _row(person) | {
        "name": person.name,
        "party_id": _party(person.party_name),
        "bearer": bearer_key(person.name, person.party_name),
    }


def _party_row(party: Party) -> Row:
    return _row(party) | {"name": party.name, "party_id": party_id(party.name)}


def _quote_row(quote: Quote, quoted: dict[str, Quote], people: Sequence[Person]) -> Row:
    around = quoted.get(quote.within or "")
    party = _party(quote.party_name)
    speaker = _speaker(quote, people)
    return _row(quote) | {
        "kind": quote.kind,
        "bearer": bearer_key(speaker.name, speaker.party_name) if speaker else None,
        "speaker_party_id": party if quote.speaker_kind == SpeakerKind.PARTY else None,
        "party_id": party,
        "words": searchable(quote.text),
        "around": around.model_dump_json() if around else None,
    }


def _speaker(quote: Quote, people: Sequence[Person]) -> Person | None:
    """The person of the article who is the speaker: by name, and where two have the same, by party."""
    if quote.speaker_kind != SpeakerKind.PERSON:
        return None
    named = [person for person in people if person.name == quote.speaker_name]
    of_party = [person for person in named if person.party_name == quote.party_name]
    return next((group[0] for group in (named, of_party) if len(group) == 1), None)


def _position_row(position: Position, quoted: dict[str, Quote], happened: dict[str, Event]) -> Row:
    phrase = [position.issue_phrase.text] if position.issue_phrase else []
    return _row(position) | {
        "party_id": party_id(position.party_name),
        "issue": position.issue,
        "words": searchable(*(span.text for span in position.evidence), *phrase),
        "quotes": _list(quoted[quote_id] for quote_id in position.quote_ids if quote_id in quoted),
        "events": _list(happened[event_id] for event_id in position.contradicted_by if event_id in happened),
    }


def _talk_row(talk: Talk) -> Row:
    return _row(talk) | {"date": talk.date, "place": talk.place}


def _event_row(event: Event) -> Row:
    return _row(event) | {"party_id": _party(event.party_name)}


def _row(record: Person | Party | Quote | Position | Talk | Event) -> Row:
    return {"id": record.id, "record": record.model_dump_json()}


def _list(records: Iterable[Record]) -> str:
    return json.dumps([record.model_dump(mode="json") for record in records], ensure_ascii=False)


def _party(name: str | None) -> str | None:
    return party_id(name) if name else None
