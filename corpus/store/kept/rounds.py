"""Rounds of talks, gathered again among the accounts that one more account, or one less, can change."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from corpus.linking.newest import is_told
from corpus.linking.round_keys import keys_of
from corpus.linking.rounds import (
    ALL_TIME,
    Ground,
    gather_rounds,
    ground_of,
    order_of,
    parties_of,
    spans_of,
)
from corpus.models import Round, TalkAccount
from corpus.store.dialects.numbers import add_up, insert_rows, one_of_numbers
from corpus.store.from_rows import talk_account
from corpus.store.kept.among import parts
from corpus.store.kept.tables import accounts, places, round_keys, rounds
from corpus.store.queries import select_talks
from corpus.store.tables import talks

_ROUND_THE_END = 10**12
"""More than there are rows: numbers counted down from it stand in the opposite order."""


def bring_in(connection: Connection, ids: Sequence[str]) -> None:
    """Brings in what these articles tell of talks."""
    _gather(connection, enter(connection, ids))


def enter(connection: Connection, ids: Sequence[str]) -> list[Ground]:
    """Writes down what these articles tell of talks, of no round yet."""
    query = select_talks().add_columns(talks.c.n).where(talks.c.article_id.in_(ids))
    told = [(row.n, talk_account(row)) for row in connection.execute(query)]
    grounds = [ground_of(account) for _, account in told]
    rows = [{"talk": n, "round": ""} | ground._asdict() for (n, _), ground in zip(told, grounds, strict=True)]
    insert_rows(connection, accounts, rows)
    _count_places(connection, [account.talk.place for _, account in told], 1)
    return grounds


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Takes out what these articles, whose rows are there still, tell of talks."""
    joined = select(accounts, talks.c.place).join(talks, talks.c.n == accounts.c.talk)
    told = connection.execute(joined.where(talks.c.article_id.in_(ids))).all()
    if told:
        connection.execute(delete(accounts).where(accounts.c.talk.in_([row.talk for row in told])))
        _drop(connection, {row.round for row in told})
        _gather(connection, [Ground(row.sides, row.first, row.last) for row in told])
        _count_places(connection, [row.place for row in told], -1)


def build(connection: Connection) -> None:
    """Gathers all rounds of what has been written down, those with the same sides at once."""
    for sides in connection.scalars(select(accounts.c.sides).distinct()).all():
        numbers = connection.scalars(select(accounts.c.talk).where(accounts.c.sides == sides)).all()
        _keep(connection, [_read(connection, numbers)])


def _count_places(connection: Connection, told: Iterable[str | None], sign: int) -> None:
    counts = Counter(place for place in told if place)
    add_up(connection, places, [{"place": place, "articles": sign * count} for place, count in counts.items()])
    if sign < 0:
        connection.execute(delete(places).where(places.c.place.in_(counts), places.c.articles == 0))


def _gather(connection: Connection, grounds: Iterable[Ground]) -> None:
    """Gathers the rounds on these grounds anew, and on those that meet them."""
    by_sides = defaultdict[str, list[Ground]](list)
    for ground in sorted(set(grounds)):
        by_sides[ground.sides].append(ground)
    near = [_all_near(connection, sides, each) for sides, each in by_sides.items()]
    _drop(connection, {row.round for rows in near for row in rows})
    numbers = {row.talk: at for at, rows in enumerate(near) for row in rows}
    apart = defaultdict[int, list[tuple[int, TalkAccount]]](list)
    for n, account in _read(connection, numbers):
        apart[numbers[n]].append((n, account))
    _keep(connection, apart.values())


def _all_near(connection: Connection, sides: str, grounds: Sequence[Ground]) -> list[Any]:
    """The accounts of some sides whose days meet those of a ground, and all whose days meet theirs."""
    rows = connection.execute(select(accounts).where(accounts.c.sides == sides)).all()
    found = dict[int, Any]()
    for ground in grounds:
        found |= {row.talk: row for row in _meeting(rows, ground.first, ground.last)}
    return [*found.values()]


def _meeting(rows: Sequence[Any], first: int, last: int) -> list[Any]:
    near = list[Any]()
    while len(near) < len(found := [row for row in rows if row.first <= last and row.last >= first]):
        near = found
        first, last = min(first, *(row.first for row in near)), max(last, *(row.last for row in near))
    return near


def _read(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, TalkAccount]]:
    """Accounts by the numbers of their rows, newest article first."""
    query = select_talks().add_columns(talks.c.n).where(one_of_numbers(talks.c.n, list(numbers)))
    return [(row.n, talk_account(row)) for row in connection.execute(query)]


# --- a round as rows --------------------------------------------------------------------------------------------------


def _drop(connection: Connection, which: Collection[str]) -> None:
    for some in parts(which):
        connection.execute(delete(round_keys).where(round_keys.c.place.in_(some)))
        connection.execute(delete(rounds).where(rounds.c.place.in_(some)))


def _keep(connection: Connection, apart: Iterable[Sequence[tuple[int, TalkAccount]]]) -> None:
    """Writes down the rounds that accounts are of, given apart where none can be of one with another's."""
    made = [one for told in apart for one in _rounds_of(told)]
    if not made:
        return
    insert_rows(connection, rounds, [row for row, _, _ in made])
    keys = [{"key": key, "place": row["place"]} for row, one, _ in made for key in dict.fromkeys(keys_of(one))]
    insert_rows(connection, round_keys, keys)
    placed = [{"of": number, "to": row["place"]} for row, _, numbers in made for number in numbers]
    changed = update(accounts).where(accounts.c.talk == bindparam("of")).values(round=bindparam("to"))
    connection.execute(changed, placed)


def _rounds_of(told: Sequence[tuple[int, TalkAccount]]) -> Iterator[tuple[dict[str, Any], Round, list[int]]]:
    """Each round as a row, and itself, and the numbers of its accounts."""
    of = {account.key: n for n, account in told}
    for one in gather_rounds(account for _, account in told):
        numbers = [of[account.key] for account in one.accounts]
        yield _row(one, numbers[0]), one, numbers


def _row(one: Round, number: int) -> dict[str, Any]:
    spans = spans_of([one.talk, *(account.talk for account in one.accounts)])
    days = [day.toordinal() for span in spans for day in span]
    return {
        "place": _place(one, number),
        "told": is_told(one),
        "story": one.story,
        "parties": " ".join(sorted(parties_of(one))),
        "first": min(days, default=ALL_TIME[1]),
        "last": max(days, default=0),
        "days": " ".join(f"{first}/{last}" for first, last in spans),
        "record": one.model_dump_json(),
    }


def _place(one: Round, number: int) -> str:
    """Dated talks before others, then the newest date, then what was printed last; within an article as it has them."""
    dated, day, printed, article = order_of(one)
    return f"{int(dated)} {day:<10} {printed} {article} {_ROUND_THE_END - number}"
