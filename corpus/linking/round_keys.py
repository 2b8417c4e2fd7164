"""Under what a round is looked for, and whether its accounts have the words that are asked for."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from corpus.linking.people import fold
from corpus.linking.rounds import spans_of
from corpus.models import Round, Talk, TalkAccount, TalkFilter

_MOST_DAYS = 2400
_MOST_WORDS = 5
"""Words of the name of a place of which each choice is one to look for."""


def keys_of(one: Round) -> Iterator[str]:
    """Under what a round is found: its status, people, story, parties, articles, places, words and days."""
    yield f"status {one.talk.status}"
    yield from ([f"month {one.talk.date[5:7]}"] if one.talk.date and one.talk.date[5:7] else [])
    yield from (f"person {participant.name.casefold()}" for participant in one.talk.participants)
    yield from ([f"story {one.story}"] if one.story else [])
    for account in one.accounts:
        yield f"article {account.source.id}"
        yield from (f"party {party}" for party in account.talk.party_ids)
        yield from (f"place {words}" for words in _choices(account.talk.place))
        yield from (f"word {word}" for word in words_of(account))
    for talk in (one.talk, *(account.talk for account in one.accounts)):
        yield from (f"day {written}" for written in _written_days(talk))


def keys_wanted(where: TalkFilter) -> Iterator[tuple[str, ...]]:
    """Under one of each of these a round stands that the filter lets through, the fewest first."""
    yield from [tuple(f"article {one}" for one in where.reported_in)] if where.reported_in else []
    yield from [(f"story {where.story}",)] if where.story else []
    yield from (tuple(f"person {name.casefold()}" for name in names) for names in where.people)
    yield from ((f"word {word}",) for word in stems(where.words))
    yield from [(f"month {where.month:02}",)] if where.month else []
    yield from [(f"day {where.date}",)] if where.date else []
    yield from [(f"place {' '.join(sorted(set(fold(where.place).split())))}",)] if where.place else []
    yield from ((f"party {party}",) for party in where.party_ids)
    yield from [tuple(f"status {one}" for one in sorted(where.statuses))] if where.statuses else []


def has_words(one: Round, words: str) -> bool:
    """Whether one of the accounts of the talks has all these words, whatever their case, accents and plurals."""
    wanted = stems(words)
    return any(wanted <= words_of(account) for account in one.accounts)


def words_of(account: TalkAccount) -> frozenset[str]:
    """What an article tells of the talks; its headline too, unless that is about others than the parties to them."""
    talk, headline = account.talk, account.source.title or ""
    spans = [span.text for span in (*talk.evidence, talk.outcome) if span]
    is_theirs = not talk.party_names or stems(headline) & stems(" ".join(talk.party_names))
    return stems(" ".join([talk.name or "", talk.place or "", *spans, *([headline] if is_theirs else [])]))


def stems(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in re.findall(r"\w+", fold(text)))


def _choices(place: str | None) -> Iterator[str]:
    """Every choice of the words of a place: a question may leave some of them out."""
    words = sorted(set(fold(place).split()))[:_MOST_WORDS] if place else []
    return (" ".join(some) for size in range(1, len(words) + 1) for some in combinations(words, size))


def _written_days(talk: Talk) -> Iterator[str]:
    """Every year, month and day of the talks, as far as the source is that exact."""
    for first, last in spans_of([talk]):
        days = [first + timedelta(days=step) for step in range(min((last - first).days, _MOST_DAYS) + 1)]
        for size in (4, 7, 10):
            if len(talk.date or "") >= size:
                yield from dict.fromkeys(day.isoformat()[:size] for day in days)
