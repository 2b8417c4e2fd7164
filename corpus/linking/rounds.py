"""Which accounts of talks, in different articles, are of the same talks, and what they say together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from corpus.knowledge.gazetteer import parties
from corpus.linking.days import days_of
from corpus.linking.people import fold
from corpus.models import Certainty, Participant, PartyKind, Round, RowKey, Talk, TalkAccount, TalkFilter, TalkStatus

_OF_THE_WHOLE = ("name", "place", "level", "form", "mediator", "mediator_id", "announced_by")
"""Fields that any account can lend to the others. A span cannot: its offsets are of its own article."""

TALKED = frozenset({TalkStatus.HELD, TalkStatus.UNDER_WAY})
AHEAD = frozenset({TalkStatus.PLANNED, TalkStatus.PROPOSED})
LEAST = 2
"""Parties that a round needs, and that two rounds share where their articles are of no story."""

_SAME_NEWS = timedelta(days=30)
_ISO_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")


def gather_rounds(accounts: Iterable[TalkAccount]) -> tuple[Round, ...]:
    """The rounds that the accounts tell of, newest first; `accounts` come newest article first.

    Two accounts are of one round when they come from different articles, name the same parties and nothing in them
    differs: date (one may lie within the other), place, level, form. With fewer than two parties both name the place.
    One that would fit several rounds joins none of them. Undated accounts must be of one story, name one place,
    agree on status and level and be printed within a month of each other; undated rounds stand behind the dated
    ones. Sources may also differ by a day: two rounds at one place on following days are one if no article tells of
    both and no other round comes near.
    """
    by_parties: dict[frozenset[str], list[TalkAccount]] = defaultdict(list)
    for account in accounts:
        by_parties[_parties(account.talk)].append(account)
    found = [_as_round(group) for alike in by_parties.values() for group in _with_next_day(_group(alike))]
    return tuple(sorted(found, key=order_of, reverse=True))


def parties_of(one: Round) -> frozenset[str]:
    """Who talked with whom, without whoever mediated."""
    return frozenset(one.talk.party_ids) - {one.talk.mediator_id or ""}


# --- which accounts can be of one round -------------------------------------------------------------------------------

ALL_TIME = (0, date.max.toordinal() + 1)


class Ground(NamedTuple):
    """Accounts can be of one round, or keep each other from it, only where `sides` are the same and days meet.

    `first` and `last` are days by their number, with as much around them as there may lie between two such accounts.
    """

    sides: str
    first: int
    last: int


def ground_of(account: TalkAccount) -> Ground:
    talk, sides = account.talk, " ".join(sorted(_parties(account.talk)))
    if talk.date is not None:
        return Ground(sides, *_around(talk))
    known = (sides, account.story, _place(talk))
    alike = (*known, talk.status, talk.level or "") if all(known) else (sides, *account.key)
    near = _SAME_NEWS.days // 2
    printed = (account.source.published or date.min).toordinal()
    return Ground("\x1f".join(map(str, alike)), printed - near, printed + near)


def _around(talk: Talk) -> tuple[int, int]:
    days = spans_of([talk])
    return (days[0][0].toordinal() - 1, days[0][1].toordinal() + 1) if days else ALL_TIME


def spans_of(talks: Iterable[Talk]) -> list[tuple[date, date]]:
    """The first and the last day of each; nothing of those without a date, or with one that no calendar has."""
    spans = []
    for talk in talks:
        start, end = days_of(talk.date), days_of(talk.date_end)
        spans += [(start[0], max(start[1], end[1]) if end else start[1])] if start else []
    return list(dict.fromkeys(spans))


# --- the latest of each story -----------------------------------------------------------------------------------------


class Glimpse(NamedTuple):
    """A round as far as it takes to tell which others are of its story."""

    id: str
    parties: frozenset[str]
    story: str | None


def is_told(one: Round) -> bool:
    """Whether it was held by two parties or a bloc, with a day or a place, and is told in full and not in passing."""
    talk = one.talk
    sides = parties_of(one)
    told = talk.status in TALKED and bool(talk.date or talk.place) and not (talk.several or talk.background)
    return told and (len(sides) >= LEAST or any(map(_is_bloc, sides)))


def _is_bloc(party_id: str) -> bool:
    """Whether a party's meeting is one of several states: a summit of NATO."""
    entry = parties().get(party_id.removeprefix("party:"))
    return entry is not None and entry.kind is PartyKind.BLOC


def newest_of_stories(told: Iterable[Glimpse]) -> list[str]:
    """The first round of each story; two are of one by two parties that both have, or by one and their articles'."""
    pairs, stories = set[tuple[str, ...]](), set[tuple[str, str]]()
    found = []
    for one in told:
        both = set(combinations(sorted(one.parties), LEAST))
        alike = {(one.story, party) for party in one.parties} if one.story else set()
        if not both & pairs and not alike & stories:
            found.append(one.id)
            pairs |= both
            stories |= alike
    return found


def _group(accounts: Sequence[TalkAccount]) -> list[list[TalkAccount]]:
    """Accounts with the same parties, those with the most exact date first, so that vague ones find them there."""
    groups: list[list[TalkAccount]] = []
    by_time: dict[str, list[list[TalkAccount]]] = defaultdict(list)
    for account in sorted(accounts, key=_vagueness):
        fitting = [group for group in by_time[_time_key(account)] if all(_same(account, other) for other in group)]
        exact = [group for group in fitting if _dates(group[0].talk) == _dates(account.talk)]
        meant = exact if len(exact) == 1 else fitting
        if len(meant) == 1:
            meant[0].append(account)
        else:
            groups.append([account])
            for key in _time_keys(account):
                by_time[key].append(groups[-1])
    return groups


def _same(one: TalkAccount, other: TalkAccount) -> bool:
    """Whether two accounts with the same parties can be of the same talks."""
    a, b = one.talk, other.talk
    if _clash(one, other):
        return False
    if a.date is None or b.date is None:
        alike = a.date is b.date and (_place(a), a.status, a.level) == (_place(b), b.status, b.level)
        known = bool(a.party_ids and a.place) and one.story is not None and one.story == other.story
        return alike and known and _near(one.source.published, other.source.published)
    known = len(a.party_ids) > 1 or bool(a.place and b.place)
    return known and _overlap(a, b) and not _places_differ(a, b)


def _near(one: date | None, other: date | None) -> bool:
    """Whether two articles were printed so near each other that talks without a day can be the same in both."""
    return one is not None and other is not None and abs(one - other) <= _SAME_NEWS


def _clash(one: TalkAccount, other: TalkAccount) -> bool:
    """Whether something other than time and place tells two accounts apart."""
    a, b = one.talk, other.talk
    same_article = one.source.id == other.source.id
    return same_article or a.several != b.several or _differ(a.level, b.level) or _differ(a.form, b.form)


def _differ(one: object | None, other: object | None) -> bool:
    return one is not None and other is not None and one != other


# --- a day that the sources do not agree on ---------------------------------------------------------------------------


def _with_next_day(groups: Sequence[list[TalkAccount]]) -> list[list[TalkAccount]]:
    """The groups with the same parties, two of them joined where only the day differs, by one, and none is near."""
    by_day: dict[date, list[list[TalkAccount]]] = defaultdict(list)
    vague = [group for group in groups if group[0].talk.date and _day(group) is None]
    for group in groups:
        if day := _day(group):
            by_day[day].append(group)
    joined = {}
    for day in list(by_day):
        around = [by_day.get(day + timedelta(days=number), []) for number in (-1, 0, 1, 2)]
        if [len(found) for found in around] == [0, 1, 1, 0] and _may_be_one(around[1][0], around[2][0], vague):
            joined[_key(around[2][0])] = around[1][0]
    for group in groups:
        if _key(group) in joined:
            joined[_key(group)].extend(group)
    return [group for group in groups if _key(group) not in joined]


def _key(group: Sequence[TalkAccount]) -> RowKey:
    """Which group it is: an account is in one only."""
    return group[0].key


def _day(group: Sequence[TalkAccount]) -> date | None:
    """The one day of a round; None for a month, several days, none, or one that no calendar has."""
    start, end = _dates(group[0].talk)
    if start != end or not _ISO_DAY.fullmatch(start):
        return None
    try:
        return date.fromisoformat(start)
    except ValueError:
        return None


def _may_be_one(one: Sequence[TalkAccount], other: Sequence[TalkAccount], vague: Sequence[list[TalkAccount]]) -> bool:
    pairs = [(a, b) for a in one for b in other]
    placed = all(any(account.talk.place for account in group) for group in (one, other))
    alike = all(
        not _clash(a, b) and a.talk.status == b.talk.status and not _places_differ(a.talk, b.talk) for a, b in pairs
    )
    near = any(_overlap(group[0].talk, account.talk) for group in vague for account in (one[0], other[0]))
    return bool(one[0].talk.party_ids) and placed and alike and not near


# --- time and place ---------------------------------------------------------------------------------------------------


def _dates(talk: Talk) -> tuple[str, str]:
    """The first and the last date; the same for talks of one day, or of a month that is all that is known."""
    return talk.date or "", talk.date_end or talk.date or ""


def _overlap(one: Talk, other: Talk) -> bool:
    """Whether one's time lies within the other's."""
    return _within(one, other) or _within(other, one)


def _within(inner: Talk, outer: Talk) -> bool:
    (start, end), (first, last) = _dates(inner), _dates(outer)
    return len(start) >= len(first) and first <= start[: len(first)] and end[: len(last)] <= last


def _vagueness(account: TalkAccount) -> tuple[int, bool, bool]:
    start, end = _dates(account.talk)
    return -len(start), start != end, account.talk.place is None


def _time_key(account: TalkAccount) -> str:
    """Under which key the rounds stand that could be the same: the date, or the year where the talks have an end.

    Talks without a date stand under the months around the one in which they were printed.
    """
    start, end = _dates(account.talk)
    if not start:
        return f"printed {_month(account, 0)}"
    return start if start == end else start[:4]


def _time_keys(account: TalkAccount) -> set[str]:
    start, _ = _dates(account.talk)
    return {start[:4], start[:7], start} if start else {f"printed {_month(account, by)}" for by in (-1, 0, 1)}


def _month(account: TalkAccount, by: int) -> int:
    """The number of the month in which an account was printed, and of those around it."""
    printed = account.source.published or date.min
    return printed.year * 12 + printed.month + by


def _place(talk: Talk) -> str | None:
    return fold(talk.place) if talk.place else None


def _places_differ(one: Talk, other: Talk) -> bool:
    """Whether two places exclude each other; "Dolmabahce Palace, Istanbul" and "Istanbul" do not."""
    if one.place is None or other.place is None:
        return False
    a, b = set(fold(one.place).split()), set(fold(other.place).split())
    return not (a <= b or b <= a)


def _parties(talk: Talk) -> frozenset[str]:
    """Who talked with whom; a mediator is named among the parties by one outlet and not by the next."""
    return frozenset(talk.party_ids) - {talk.mediator_id or ""}


# --- what they say together -------------------------------------------------------------------------------------------


def _as_round(group: Sequence[TalkAccount]) -> Round:
    accounts = sorted(group, key=lambda account: account.source.published or date.min, reverse=True)
    first = accounts[0].talk
    exact = min(accounts, key=_vagueness).talk
    lent = {
        field: next((value for account in accounts if (value := getattr(account.talk, field)) is not None), None)
        for field in _OF_THE_WHOLE
    }
    whole = {
        "status": _status(accounts),
        "date": exact.date,
        "date_end": exact.date_end,
        "participants": tuple(_participants(accounts)),
        "background": all(account.talk.background for account in accounts),
    }
    return Round(talk=first.model_copy(update=lent | whole), accounts=tuple(accounts))


def _status(accounts: Sequence[TalkAccount]) -> TalkStatus:
    """What became of it by the newest account; what any account tells as a fact is no plan any more."""
    told = [account.talk.status for account in accounts]
    ahead = told[0] in (TalkStatus.PLANNED, TalkStatus.PROPOSED)
    facts = (one for one in told if one in (TalkStatus.HELD, TalkStatus.UNDER_WAY))
    return next(facts, told[0]) if ahead else told[0]


def _participants(accounts: Sequence[TalkAccount]) -> Iterator[Participant]:
    """Everybody whom an account names, once; certain if any account says so itself."""
    named: dict[str, Participant] = {}
    for participant in (one for account in accounts for one in account.talk.participants):
        known = named.setdefault(fold(participant.name), participant)
        basis: Certainty = "explicit" if "explicit" in (known.basis, participant.basis) else "inferred"
        named[fold(participant.name)] = known.model_copy(update={"basis": basis})
    yield from named.values()


def order_of(found: Round) -> tuple[bool, str, date, str]:
    newest = found.accounts[0].source.published or date.min
    return found.talk.date is not None, found.talk.date or "", newest, found.accounts[0].source.id


# --- under what a round is looked for ---------------------------------------------------------------------------------

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
