"""Quotes that share many words with some others: where the words of an altered quotation may have come from."""

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from corpus.linking.wordings import Wording
from corpus.linking.wordings import shingles as shingles_of
from corpus.models import QuoteRow
from corpus.store.dialects.words import has_words
from corpus.store.kept.among import among
from corpus.store.kept.everybody import quote_rows
from corpus.store.kept.lineage import under
from corpus.store.kept.tables import printings
from corpus.store.queries import select_quotes_numbered, tokens
from corpus.store.tables import quotes

LONGEST_QUOTATION = 4000
SAMPLE = 2000
"""From so many of the newest quotes it is told which words are rare: to count all of them takes longer than to look."""

RARE, COMMON = SAMPLE // 200, SAMPLE // 10
"""A word is looked up alone if no more quotes of the sample have it, in pairs up to the second number."""

ENOUGH_RARE = 4
"""So many rare words are looked up in pairs too: alone each has more quotes of a large archive than are looked at."""

MOST_ALONE, MOST_PAIRED = 8, 4
MOST_CANDIDATES = 600
MOST_WORDINGS = 100

NEAR = 0.6
"""The part of the words that a quote must have to be near: less pairs two statements on one subject."""


class _Candidate(NamedTuple):
    """A quote by its number, its words, and how many stretches it has in common with what is asked."""

    n: int
    words: frozenset[str]
    stretches: int


def word_frequencies(connection: Connection) -> Mapping[str, int]:
    """In how many quotes of the sample each word is."""
    newest = select(quotes.c.words).order_by(quotes.c.n.desc()).limit(SAMPLE)
    return Counter(token for words in connection.scalars(newest) for token in set(words.split()))


def find_alike(connection: Connection, frequencies: Mapping[str, int], words: str, limit: int) -> tuple[QuoteRow, ...]:
    """The quotes, reported speech included, that share the most words; of equals those that have more together.

    They are looked for under the stretches by which reprints are known, and by single words where these find none near:
    of short quotes, of reported speech, of what everybody says, and of words in which hardly two are left together.
    """
    asked = words[:LONGEST_QUOTATION]
    wanted = frozenset(tokens(asked))
    found = _by_stretches(connection, Wording(asked))
    if not any(len(wanted & one.words) >= NEAR * len(wanted) for one in found):
        found += _by_words(connection, wanted, frequencies)
    nearest = heapq.nlargest(limit, {(*_likeness(one, wanted), one.n) for one in found})
    order = {n: at for at, (*_, n) in enumerate(nearest)}
    rows = connection.execute(select_quotes_numbered(order)).all()
    return quote_rows(connection, sorted(rows, key=lambda row: order[row.n]))


def _by_stretches(connection: Connection, wording: Wording) -> list[_Candidate]:
    """The newest printings of the wordings that have the most stretches in common with this one."""
    rows = under(connection, shingles_of(wording))
    shared = dict(Counter(row.wording for row in rows).most_common(MOST_WORDINGS))
    printed = select(quotes.c.n, quotes.c.words, printings.c.wording).join(printings, printings.c.quote == quotes.c.n)
    newest = printed.order_by(quotes.c.n.desc()).limit(MOST_CANDIDATES)
    found = among(connection, newest, printings.c.wording, shared)
    return [_Candidate(row.n, frozenset(row.words.split()), shared[row.wording]) for row in found]


def _by_words(connection: Connection, wanted: frozenset[str], frequencies: Mapping[str, int]) -> list[_Candidate]:
    having = [has_words(quotes.c.n, quotes.c.words, group) for group in _groups(wanted, frequencies)]
    if not having:
        return []
    found = select(quotes.c.n, quotes.c.words).where(or_(*having)).limit(MOST_CANDIDATES)
    return [_Candidate(row.n, frozenset(row.words.split()), 0) for row in connection.execute(found)]


def _groups(wanted: frozenset[str], frequencies: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """What to look for: the rarest words one by one, others in pairs, and without these three common ones at once."""
    ranked = sorted(wanted, key=lambda token: (frequencies.get(token, 0), -len(token), token))
    alone = [token for token in ranked if frequencies.get(token, 0) <= RARE][:MOST_ALONE]
    common = [token for token in ranked if frequencies.get(token, 0) > COMMON]
    paired = [token for token in ranked if token not in alone and token not in common][:MOST_PAIRED]
    yield from combinations(alone, 2) if len(alone) >= ENOUGH_RARE else zip(alone)
    yield from combinations(paired, 2)
    if common and len(paired) < 2:
        yield tuple(common[:3])


def _likeness(one: _Candidate, wanted: frozenset[str]) -> tuple[int, int, int]:
    return len(one.words & wanted), one.stretches, -abs(len(one.words) - len(wanted))
