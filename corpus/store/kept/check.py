"""Whether what is kept across articles is what would be made of them anew."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, Table, func, or_, select, table, text
from sqlalchemy import column as column_of

from corpus.store.kept import lineage, upkeep
from corpus.store.kept.tables import KEPT, entities


def differences(connection: Connection) -> dict[str, int]:
    """Makes everything anew and says how many rows of each table were not as they are now; {} where all were.

    The transaction decides whether what is new stays. It takes as long as bringing an older corpus up to date.
    """
    lineage.settle(connection)
    before = {kept.name: _copied(connection, kept) for kept in KEPT}
    upkeep.build(connection)
    found = {kept.name: _differing(connection, kept, before[kept.name]) for kept in KEPT}
    for copy in before.values():
        connection.execute(text(f"DROP TABLE {copy.name}"))
    return {name: count for name, count in found.items() if count}


def _copied(connection: Connection, kept: Table) -> Table:
    name = f"before_{kept.name}"  # the names in this statement are those of our own tables
    connection.execute(text(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {kept.name}"))  # noqa: S608
    return table(name, *(column_of(one.name) for one in kept.c))  # type: ignore[return-value]


def _differing(connection: Connection, kept: Table, before: Table) -> int:
    pairs: Sequence[tuple[Table, Table]] = ((kept, before), (before, kept))
    return sum(
        connection.scalar(select(func.count()).select_from(_told(one).except_(_told(other)).subquery())) or 0
        for one, other in pairs
    )


def _told(kept: Table) -> Select[tuple[object, ...]]:
    """Everything but when it last changed and who has gone."""
    told = select(*(column for column in kept.c if column.name != "change"))
    there = or_(kept.c.record.is_not(None), kept.c.meant.is_not(None)) if entities.name in kept.name else None
    return told if there is None else told.where(there)
