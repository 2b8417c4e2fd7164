"""Which accounts of talks, in different articles, are of the same talks, and what they say together."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from corpus.linking.days import days_of
from corpus.linking.people import fold
from corpus.models import Certainty, Participant, Round, RowKey, Talk, TalkAccount, TalkStatus

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
    differs: date (one may lie within the other), place, level, form; nor has an editor held them apart. With
    fewer than two parties both name the place.
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


# --- accounts of one round --------------------------------------------------------------------------------------------


def _group(accounts: Sequence[TalkAccount]) -> list[list[TalkAccount]]:
    """Accounts with the same parties, those with the most exact date first, so that vague ones find them there."""
    groups: list[list[TalkAccount]] = []
    torn = _torn(accounts)
    by_time: dict[str, list[list[TalkAccount]]] = defaultdict(list)
    for account in sorted(accounts, key=_vagueness):
        near = by_time[_time_key(account)]
        fitting = [group for group in near if all(_fits(account, other, torn) for other in group)]
        exact = [group for group in fitting if _dates(group[0].talk) == _dates(account.talk)]
        meant = exact if len(exact) == 1 else fitting
        if len(meant) == 1:
            meant[0].append(account)
        else:
            groups.append([account])
            for key in _time_keys(account):
                by_time[key].append(groups[-1])
    return groups


Torn = Mapping[RowKey, Collection[str]]
"""The rulings that hold apart what an account could be of: it is of neither."""


def _torn(accounts: Sequence[TalkAccount]) -> Torn:
    ruled = [(word.split(), account) for account in accounts for word in account.talk.apart]
    found: dict[RowKey, set[str]] = {}
    for account in accounts if ruled else ():
        own = _sides(account.talk)
        near = {(ruling, side) for (ruling, side), other in ruled if ruling not in own and _same(account, other)}
        number = Counter(ruling for ruling, _ in near)
        found[account.key] = {ruling for ruling, sides in number.items() if sides > 1}
    return found


def _fits(one: TalkAccount, other: TalkAccount, torn: Torn) -> bool:
    between = ((one, other), (other, one))
    return _same(one, other) and not any(set(torn.get(a.key, ())) & _sides(b.talk).keys() for a, b in between)


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
    return (
        same_article
        or _held_apart(a, b)
        or a.several != b.several
        or _differ(a.level, b.level)
        or _differ(a.form, b.form)
    )


def _held_apart(one: Talk, other: Talk) -> bool:
    """Whether an editor has said that these are not the same talks: the same ruling has them on two sides."""
    sides = _sides(other)
    return any(sides.get(ruling, side) != side for ruling, side in _sides(one).items())


def _sides(talk: Talk) -> dict[str, str]:
    """On which side of which ruling talks are."""
    return dict(word.split() for word in talk.apart)


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
