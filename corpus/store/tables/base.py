"""What all tables are made with."""

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, Integer, MetaData, Table, Text, TypeDecorator

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment in time, in UTC, which SQLite would give back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value and value.tzinfo else value and value.replace(tzinfo=UTC)


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)
"""Two rows: `schema`, the version of these tables, and `revision`, which grows with every change of the corpus."""
