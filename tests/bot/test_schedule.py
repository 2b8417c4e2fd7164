"""When a channel may be told something, by what editors chose."""

from datetime import UTC, date, datetime

import pytest

from bot.schedule import Schedule, zone_of
from corpus.keepings import Digest, Follow, Preferences


def schedule(hour: int, minute: int = 0, *digests: Digest, **chosen: object) -> Schedule:
    now = datetime(2031, 7, 14, hour, minute, tzinfo=UTC)
    return Schedule(Preferences.model_validate(chosen), {one.follow: one for one in digests}, now)


@pytest.mark.parametrize(
    ("begin", "end", "hour", "minutes"),
    [(22, 6, 23, 420), (22, 6, 5, 60), (22, 6, 6, 0), (22, 6, 12, 0), (1, 4, 2, 120), (1, 4, 4, 0), (8, 8, 8, 0)],
)
def test_quiet_hours_last_until_they_end(begin: int, end: int, hour: int, minutes: int) -> None:
    assert schedule(hour, quiet_from=begin, quiet_until=end).quiet_for() == 60 * minutes


def test_hours_are_those_of_the_zone() -> None:
    in_tokyo = schedule(14, 0, quiet_from=22, quiet_until=6, zone="Asia/Tokyo")  # 23:00 there
    assert in_tokyo.quiet_for() == 7 * 3600
    assert schedule(14, quiet_from=22, quiet_until=6).quiet_for() == 0


def test_without_a_choice_nothing_changes() -> None:
    assert schedule(3).quiet_for() == 0
    assert schedule(3).least_between(600) == 600
    assert schedule(3, minutes_between_alerts=0).least_between(600) == 0
    assert schedule(3, minutes_between_alerts=90).least_between(600) == 5400


@pytest.mark.parametrize(
    ("hour", "told", "due"),
    [(7, None, False), (8, None, True), (20, None, True), (9, 14, False), (9, 13, True), (7, 13, False)],
)
def test_a_digest_is_due_once_a_day(hour: int, told: int | None, due: bool) -> None:
    told_on = date(2031, 7, told) if told else None
    at = schedule(hour, 0, Digest(follow=3, hour=8, told_on=told_on))
    one = Follow(id=3, team="T", channel="C", user="U", line="/talks", label="", upto=0)
    assert at.is_due(3) is due
    assert at.waits(one) is not due
    assert not at.waits(one.model_copy(update={"id": 4}))


def test_a_zone_that_is_none() -> None:
    assert zone_of("Europe/Oslo")
    for name in ("", "Oslo", "../etc/passwd", "Europe/\0", "x" * 500):
        assert zone_of(name) is None
