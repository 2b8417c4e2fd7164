"""Rounds of talks, gathered again among the accounts that one more account, or one less, can change."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

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
from corpus.models import Round, RowKey, TalkAccount
from corpus.store.dialects import add_up
from corpus.store.kept.tables import accounts, places, round_keys, rounds
from corpus.store.queries import select_talks, talk_account
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
    if rows:
        connection.execute(insert(accounts), rows)
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
        _keep(connection, _read(connection, accounts.c.sides == sides))


def _count_places(connection: Connection, told: Iterable[str | None], sign: int) -> None:
    counts = Counter(place for place in told if place)
    add_up(connection, places, [{"place": place, "articles": sign * count} for place, count in counts.items()])
    if sign < 0:
        connection.execute(delete(places).where(places.c.place.in_(counts), places.c.articles == 0))


def _gather(connection: Connection, grounds: Iterable[Ground]) -> None:
    """Gathers the rounds on these grounds anew, and on those that meet them."""
    for ground in sorted(set(grounds)):
        near = _all_near(connection, ground)
        _drop(connection, {row.round for row in near})
        _keep(connection, _read(connection, accounts.c.talk.in_([row.talk for row in near])))


def _all_near(connection: Connection, ground: Ground) -> list[Any]:
    """The accounts whose days meet those of a ground, and all whose days meet theirs."""
    rows = connection.execute(select(accounts).where(accounts.c.sides == ground.sides)).all()
    first, last = ground.first, ground.last
    near = list[Any]()
    while len(near) < len(found := [row for row in rows if row.first <= last and row.last >= first]):
        near = found
        first, last = min(first, *(row.first for row in near)), max(last, *(row.last for row in near))
    return near


def _read(connection: Connection, which: Any) -> dict[RowKey, tuple[int, TalkAccount]]:
    """Accounts with the numbers of their rows, newest article first."""
    query = select_talks().add_columns(talks.c.n).join(accounts, accounts.c.talk == talks.c.n).where(which)
    told = ((row.n, talk_account(row)) for row in connection.execute(query))
    return {account.key: (n, account) for n, account in told}


# --- a round as rows --------------------------------------------------------------------------------------------------


def _drop(connection: Connection, which: Collection[str]) -> None:
    connection.execute(delete(round_keys).where(round_keys.c.place.in_(which)))
    connection.execute(delete(rounds).where(rounds.c.place.in_(which)))


def _keep(connection: Connection, told: Mapping[RowKey, tuple[int, TalkAccount]]) -> None:
    for one in gather_rounds(account for _, account in told.values()):
        numbers = [told[account.key][0] for account in one.accounts]
        row = _row(one, numbers[0])
        connection.execute(insert(rounds), row)
        keys = [{"key": key, "place": row["place"]} for key in dict.fromkeys(keys_of(one))]
        connection.execute(insert(round_keys), keys)
        connection.execute(update(accounts).where(accounts.c.talk.in_(numbers)).values(round=row["place"]))


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
