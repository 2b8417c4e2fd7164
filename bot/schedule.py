"""When a channel may be told something: the pace, the quiet hours and the daily digests that editors chose."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corpus.keepings import Digest, Follow, Preferences
from corpus.store import Corpus


class Schedule(NamedTuple):
    """What was chosen, as it stands at the moment `now`; `digests` are by the id of their follow."""

    preferences: Preferences
    digests: Mapping[int, Digest]
    now: datetime

    @property
    def local(self) -> datetime:
        return self.now.astimezone(zone_of(self.preferences.zone) or UTC)

    def least_between(self, otherwise: float) -> float:
        """Seconds that a channel is left alone for after it was told something."""
        chosen = self.preferences.minutes_between_alerts
        return otherwise if chosen is None else 60.0 * chosen

    def quiet_for(self) -> float:
        """Seconds until the quiet hours end; 0 outside of them."""
        begin, end = self.preferences.quiet_from, self.preferences.quiet_until
        if begin is None or end is None or not _is_between(self.local.hour, begin, end):
            return 0.0
        ends = self.local.replace(hour=end, minute=0, second=0, microsecond=0)
        ends += timedelta(days=1) if ends <= self.local else timedelta()
        return (ends.astimezone(UTC) - self.now).total_seconds()

    def hears(self, channel: str) -> bool:
        """Whether a channel is one of those that are answered in."""
        return not self.preferences.channels or channel in self.preferences.channels or channel.startswith("D")

    def waits(self, one: Follow) -> bool:
        """Whether a follow waits for the hour of its digest."""
        return one.id in self.digests and not self.is_due(one.id)

    def is_due(self, follow: int) -> bool:
        """Whether the hour of a digest has come and it has not been told today."""
        digest, today = self.digests.get(follow), self.local.date()
        if digest is None or self.local.hour < digest.hour:
            return False
        return digest.told_on is None or digest.told_on < today


def schedule_of(corpus: Corpus, now: datetime) -> Schedule:
    """What is chosen by now. Raises StoreError."""
    return Schedule(corpus.shared.preferences(), corpus.shared.digests(), now)


def zone_of(name: str) -> tzinfo | None:
    """The time zone of that name, such as "Europe/Oslo"; None for none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def _is_between(hour: int, begin: int, end: int) -> bool:
    """Whether an hour is in a span that may go over midnight; one that ends where it begins has none."""
    return begin <= hour < end if begin <= end else hour >= begin or hour < end
