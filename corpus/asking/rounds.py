"""Which rounds of talks are meant, stand beside one another, or are still to come."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from corpus.asking.quotes import spoken
from corpus.knowledge.gazetteer import PartyEntry, fold, party_named
from corpus.linking.days import days_of
from corpus.linking.rounds import AHEAD, LEAST, TALKED, order_of, parties_of
from corpus.linking.things import thing_of
from corpus.models import PositionRow, QuoteFilter, QuoteRow, Round, TalkFilter, TalkStatus
from corpus.store import Corpus
from corpus.store.kept.meeting import day_of_place

STANDS, STANDS_SOON = 90, 30
"""Days after which what was proposed without a day has been held or dropped, as far as a reader can tell."""


def has_talked(place: str, date: str | None, corpus: Corpus) -> bool:
    """Whether the name of a place is a country's that is a party to talks on that date, or ever for None."""
    entry = country(place)
    return bool(entry and corpus.talks(TalkFilter(party_ids=(f"party:{entry.id}",), date=date, limit=1)))


def country(place: str) -> PartyEntry | None:
    """The party whose very name the place is, as it is for a country, and not for a capital."""
    entry = party_named(place) if place else None
    return entry if entry and fold(place) in map(fold, (entry.name, *entry.names)) else None


def still_to_come(where: TalkFilter, corpus: Corpus) -> tuple[Round, ...]:
    """The plans whose last day has not passed, neither today nor by the newest article.

    One without a day stands for a season after it was last told of, one for "this week" for a month.
    """
    newest = corpus.newest_day() or date.min
    today = max(date.today(), newest)
    season = date.fromordinal(max(1, newest.toordinal() - STANDS))

    def is_ahead(one: Round) -> bool:
        days = days_of(one.talk.date_end or one.talk.date)
        if days:
            return days[1] >= today
        told = max((each.source.published or date.min for each in one.accounts), default=date.min)
        return (newest - told).days <= (STANDS_SOON if one.talk.date_phrase else STANDS)

    return tuple(filter(is_ahead, corpus.plans(where, today, season)))


NEAR = 25
"""Rounds of a story before and after one, among which the round before and the round after are looked for."""


OFF = frozenset({TalkStatus.CANCELLED, TalkStatus.REFUSED})


def said_of(one: Round, corpus: Corpus) -> list[QuoteRow]:
    articles = dict.fromkeys(account.source.id for account in one.accounts)
    return [row for key in articles for row in spoken(corpus, QuoteFilter(article_id=key))]


def near(one: Round, corpus: Corpus) -> Sequence[Round]:
    """The rounds of the story that were held before and after this one, the next to it in time."""
    told = corpus.rounds(TalkFilter(story=one.story, statuses=tuple(sorted(TALKED)))) if one.story else None
    if told is None:
        return ()
    day = one.talk.date or ""
    later = [place for place in told.keys if day_of_place(place) > day]
    return told.read([*later[-NEAR:], *told.keys[len(later) :][: NEAR + 1]])


def had(corpus: Corpus, row: PositionRow, day: str) -> bool:
    """Whether the party is known to have had the stance on the same thing by that day, in whatever article."""
    mine = thing_of(row)
    had = corpus.lines.things(row.party_id or "", row.position.stance, day)
    return any(mine <= one or one <= mine for one in had if one)


def next_of(one: Round, corpus: Corpus) -> list[Round]:
    """What is planned or proposed between the same parties, by any source, from the day of this round on."""
    found = {}
    for pair in combinations(sorted(parties_of(one)), LEAST):
        for other in corpus.talks(TalkFilter(party_ids=pair, statuses=tuple(sorted(AHEAD)))):
            if other.talk != one.talk and (other.talk.date or "9999") >= (one.talk.date or ""):
                found[other.accounts[0].key] = other
    return sorted(found.values(), key=order_of, reverse=True)


def is_ahead(other: Round, articles: set[str]) -> bool:
    told = {account.talk.status for account in other.accounts if account.source.id in articles}
    return bool(told & AHEAD) and other.talk.status in AHEAD | OFF
