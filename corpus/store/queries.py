"""From a filter to a `Select`: pure, and the same for both databases; from its rows to records leads `from_rows`."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, Table, and_, false, func, or_, select, true

from corpus.keepings import Shelf
from corpus.models import (
    PositionFilter,
    QuoteFilter,
    QuoteKind,
)
from corpus.names.likeness import romanise
from corpus.store.dialects.words import has_words
from corpus.store.from_rows import BETWEEN, source_columns
from corpus.store.kept.tables import disputes, printings, strands
from corpus.store.tables import (
    articles,
    events,
    people,
    positions,
    quotes,
    remembered,
    sketches,
    speakers,
    talks,
)

Query: TypeAlias = "Select[*tuple[Any, ...]]"

_OF_A_QUOTE = (
    quotes.c.record,
    quotes.c.around,
    quotes.c.party_id,
    select(func.aggregate_strings(func.coalesce(speakers.c.bearer, speakers.c.party_id), BETWEEN))
    .where(speakers.c.quote == quotes.c.n)
    .scalar_subquery()
    .label("speakers"),
    select(printings.c.utterance).where(printings.c.quote == quotes.c.n).scalar_subquery().label("utterance"),
)
_STORY = select(sketches.c.story).where(sketches.c.article_id == articles.c.id).scalar_subquery().label("story")
_OF_A_POSITION = (positions.c.record, positions.c.party_id, positions.c.quotes, positions.c.events, _STORY)
_NEWEST_FIRST = (articles.c.published.desc().nulls_last(), articles.c.source)


def tokens(words: str) -> tuple[str, ...]:
    """The words to search for, folded: letters and digits of ASCII only, whatever a user typed."""
    return romanise.fold(words) or tuple(re.findall(r"[a-z0-9]+", words.casefold()))


def searchable(*texts: str) -> str:
    """What a row keeps for the word index: its texts in the form that `tokens` gives a query."""
    return " ".join(token for text in texts for token in tokens(text))


def storable(value: str) -> str:
    """An id as typed, without what no database takes: NUL and halves of surrogate pairs."""
    return value.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def select_quotes(where: QuoteFilter, bearers: Sequence[str]) -> Query:
    """Quotes newest article first, in the order of the text within one; `bearers` are the keys of `speaker_id`."""
    return (
        _found_in_articles(quotes, *_OF_A_QUOTE)
        .where(
            true() if where.indirect else quotes.c.kind != QuoteKind.INDIRECT,
            _spoken_by(where.speaker_id, bearers),
            _for_party(where.party_id),
            _printed(quotes, where),
            _words(quotes, where.words),
        )
        .limit(where.limit)
    )


def select_quotes_numbered(numbers: Iterable[int]) -> Query:
    """The quotes with these values of `n`, of which each row has its own, in no order that matters."""
    return _found_in_articles(quotes, *_OF_A_QUOTE, quotes.c.n).where(quotes.c.n.in_(list(numbers)))


def select_printings(utterances: Sequence[int]) -> Query:
    """The quotes of some utterances, newest article first."""
    of_them = select(printings.c.quote).where(printings.c.utterance.in_(utterances))
    return _found_in_articles(quotes, *_OF_A_QUOTE, quotes.c.n).where(quotes.c.n.in_(of_them))


def select_disputed(newest: int | None = None) -> Query:
    """The quotes of utterances that are given to several speakers; of those that came last, if so many."""
    last = select(disputes.c.utterance).order_by(disputes.c.latest.desc()).limit(newest)
    of_them = select(printings.c.quote).where(printings.c.utterance.in_(last.subquery().select()))
    return _found_in_articles(quotes, *_OF_A_QUOTE).where(quotes.c.n.in_(of_them))


def select_positions(where: PositionFilter) -> Query:
    """Positions newest article first, in the order of the text within one."""
    return _found_in_articles(positions, *_OF_A_POSITION).where(*_held(where)).limit(where.limit)


def count_positions(where: PositionFilter) -> Query:
    """How many positions a filter lets through."""
    joined = positions.join(articles, positions.c.article_id == articles.c.id)
    counted = joined if where.since or where.until else positions
    return select(func.count()).select_from(counted).where(*_held(where))


def _held(where: PositionFilter) -> tuple[ColumnElement[bool], ...]:
    columns: tuple[ColumnElement[str], ...] = (positions.c.party_id, positions.c.issue)
    if where.story is not None:  # which has few articles: no index of all that a party or an issue has may come first
        columns = tuple(one.concat("") for one in columns)
    return _among(columns[0], where.party_ids), _among(columns[1], where.issues), *narrowed(where)


def select_positions_of(article_ids: Iterable[str]) -> Query:
    """The positions of some articles, with the numbers of their rows, for `bare_position_row`."""
    query = _found_in_articles(positions, positions.c.record, positions.c.party_id, _STORY, positions.c.n)
    return query.where(positions.c.article_id.in_(list(article_ids)))


def select_positions_in(line_numbers: Iterable[int], where: PositionFilter) -> Query:
    """The positions of some lines that a filter lets through, with the line and the stand of each."""
    query = _found_in_articles(positions, *_OF_A_POSITION, positions.c.n, strands.c.line, strands.c.stand)
    query = query.join(strands, strands.c.position == positions.c.n)
    return query.where(strands.c.line.in_(list(line_numbers)), *narrowed(where))


def select_positions_numbered(numbers: Iterable[int], where: PositionFilter) -> Query:
    """Those of the positions with these numbers that a filter lets through."""
    query = _found_in_articles(positions, *_OF_A_POSITION, positions.c.n)
    return query.where(positions.c.n.in_(list(numbers)), *narrowed(where))


def narrowed(where: PositionFilter) -> tuple[ColumnElement[bool], ...]:
    """Which positions of articles, whosever they are and whatever the issue."""
    of_story = select(sketches.c.article_id).where(_equals(sketches.c.story, where.story))
    told = true() if where.story is None else positions.c.article_id.in_(of_story)
    return _printed(positions, where), _words(positions, where.words), told


def select_talks() -> Query:
    """Every account of talks, newest article first; what belongs together is told by `rounds`."""
    return _found_in_articles(talks, talks.c.record, _STORY)


def select_events(party_ids: Iterable[str]) -> Query:
    """What these parties are reported to have done, newest article first, in the order of the text within one."""
    return _found_in_articles(events, events.c.record, events.c.party_id).where(_of_parties(events, party_ids))


def select_events_numbered(numbers: Query) -> Query:
    """The events whose numbers a query gives, newest article first."""
    return _found_in_articles(events, events.c.record, events.c.party_id).where(events.c.n.in_(numbers))


def select_articles_of(story_id: str) -> Query:
    """The articles of a story, newest first."""
    joined = articles.join(sketches, sketches.c.article_id == articles.c.id)
    told = select(*source_columns()).select_from(joined).where(_equals(sketches.c.story, story_id))
    return told.order_by(*_NEWEST_FIRST)


def select_people(bearers: Iterable[str]) -> Query:
    """The people of all articles who have one of the bearer keys, newest article first."""
    return _found_in_articles(people, people.c.record).where(people.c.bearer.in_(list(bearers)))


def select_people_in(article_id: str) -> Query:
    """The people of an article, in the order of the text."""
    return _found_in_articles(people, people.c.record).where(_equals(people.c.article_id, article_id))


def select_people_numbered(numbers: Iterable[int]) -> Query:
    """The people with these values of `n`, newest article first."""
    return _found_in_articles(people, people.c.record).where(people.c.n.in_(list(numbers)))


def select_newest_articles(limit: int) -> Query:
    """The ids of the articles that were printed last."""
    dated = select(articles.c.id).where(articles.c.published.is_not(None))
    return dated.order_by(articles.c.published.desc()).limit(limit)


def select_remembered() -> Query:
    """Every remembered spelling and whom it means, in the order of the alphabet."""
    return select(remembered.c.typed, remembered.c.entity_id).order_by(remembered.c.spelling)


def select_articles(words: str, limit: int) -> Query:
    """Articles whose id, source, headline or address has the words, whatever their case, newest first."""
    named = (articles.c.id, articles.c.source, articles.c.title, articles.c.url)
    wanted = or_(*(func.lower(column).contains(storable(words).lower(), autoescape=True) for column in named))
    return select(*source_columns()).where(wanted).order_by(*_NEWEST_FIRST).limit(limit)


def select_shelf(where: Shelf) -> Query:
    """Articles that may be shown, of an outlet and printed on some days, newest first."""
    printed = articles.c.published
    wanted = (
        true() if not where.outlet else func.lower(articles.c.outlet) == storable(where.outlet).lower(),
        true() if where.since is None else printed >= where.since,
        true() if where.until is None else printed <= where.until,
    )
    return select(*source_columns()).where(*wanted).order_by(*_NEWEST_FIRST).limit(where.limit)


def _found_in_articles(table: Table, *columns: ColumnElement[Any]) -> Query:
    joined = table.join(articles, table.c.article_id == articles.c.id)
    return select(*source_columns(), *columns).select_from(joined).order_by(*_NEWEST_FIRST, table.c.n)


def _printed(table: Table, where: QuoteFilter | PositionFilter) -> ColumnElement[bool]:
    """Which record of which article, and printed when; an article without a date lies before and after no day."""
    return and_(
        _equals(table.c.id, where.id),
        _equals(table.c.article_id, where.article_id),
        _among(table.c.article_id, where.article_ids),
        true() if where.since is None else articles.c.published >= where.since,
        true() if where.until is None else articles.c.published <= where.until,
    )


def _spoken_by(speaker_id: str | None, bearers: Sequence[str]) -> ColumnElement[bool]:
    if speaker_id is None:
        return true()
    if speaker_id.startswith("party:"):
        return _with_speaker(speakers.c.bearer.is_(None), speakers.c.party_id == storable(speaker_id))
    return _with_speaker(speakers.c.bearer.in_(bearers)) if bearers else false()


def _for_party(party_id: str | None) -> ColumnElement[bool]:
    """Quotes of whoever speaks for a party: of one who does, or of one of several."""
    if party_id is None:
        return true()
    wanted = storable(party_id)
    return or_(quotes.c.party_id == wanted, _with_speaker(speakers.c.party_id == wanted))


def _with_speaker(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return quotes.c.n.in_(select(speakers.c.quote).where(*which))


def _equals(column: ColumnElement[Any], value: str | None) -> ColumnElement[bool]:
    return true() if value is None else column == storable(value)


def _among(column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    wanted = [storable(value) for value in values]
    return column.in_(wanted) if wanted else true()


def _of_parties(table: Table, party_ids: Iterable[str]) -> ColumnElement[bool]:
    return table.c.party_id.in_([storable(party_id) for party_id in party_ids])


def _words(table: Table, words: str) -> ColumnElement[bool]:
    wanted = tokens(words)
    if wanted:
        return has_words(table.c.n, table.c.words, wanted)
    return false() if words.strip() else true()
