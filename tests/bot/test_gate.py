"""Who is answered: listed workspaces and channels, and nobody without end."""

import pytest

from bot.access import Gate
from bot.context import Interaction
from bot.settings import Settings


def gate(clock: list[float] | None = None, **listed: object) -> Gate:
    times = clock or [0.0]
    return Gate(Settings(_env_file=None, **listed), lambda: times[0])  # type: ignore[arg-type]


def interaction(user: str = "U1", team: str = "T1", channel: str = "C1") -> Interaction:
    return Interaction(team=team, user=user, channel=channel)


def test_without_lists_everybody_is_answered() -> None:
    assert gate().refusal(interaction()) is None


def test_only_listed_workspaces_are_answered() -> None:
    listed = gate(workspaces="T1, T2")
    assert listed.refusal(interaction(team="T2")) is None
    assert "READOUT_WORKSPACES" in (listed.refusal(interaction(team="T3")) or "")


@pytest.mark.parametrize(("channel", "answered"), [("C1", True), ("C2", False), ("D9", True), ("", True)])
def test_only_listed_channels_are_answered_and_everybody_in_their_own_messages(channel: str, answered: bool) -> None:
    refusal = gate(channels="C1").refusal(interaction(channel=channel))
    assert (refusal is None) is answered
    assert answered or "READOUT_CHANNELS" in (refusal or "")


def test_one_person_is_answered_so_often_in_a_minute_and_then_again() -> None:
    clock = [0.0]
    busy = gate(clock, answers_per_minute=2)
    assert [busy.refusal(interaction()) for _ in range(2)] == [None, None]
    clock[0] = 20.0
    assert busy.refusal(interaction()) == "That is over 2 answers in a minute. Ask again in 40 seconds."
    assert busy.refusal(interaction(user="U2")) is None
    clock[0] = 60.0
    assert busy.refusal(interaction()) is None


def test_zero_is_no_limit() -> None:
    free = gate(answers_per_minute=0)
    assert {free.refusal(interaction()) for _ in range(1000)} == {None}


def test_somebody_who_was_told_is_told_again_after_a_minute() -> None:
    clock = [0.0]
    busy = gate(clock)
    assert [busy.was_told(interaction()), busy.was_told(interaction()), busy.was_told(interaction(user="U2"))] == [
        False,
        True,
        False,
    ]
    clock[0] = 60.0
    assert busy.was_told(interaction()) is False
