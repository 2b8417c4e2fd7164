"""Who and where, from each shape of payload that Slack sends."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.context import Interaction, interaction_of

PERSON = {"id": "U1", "name": "editor", "username": "editor", "team_id": "T1"}


def test_a_command() -> None:
    body = {"team_id": "T1", "user_id": "U1", "user_name": "editor", "channel_id": "C1", "trigger_id": "t"}
    assert interaction_of(body) == Interaction(team="T1", user="U1", name="editor", channel="C1", trigger="t")


def test_a_press_in_a_thread_that_only_one_person_sees() -> None:
    body: dict[str, Any] = {
        "type": "block_actions",
        "user": PERSON,
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "thread_ts": "1.0", "is_ephemeral": True},
        "trigger_id": "t",
    }
    interaction = interaction_of(body)
    assert (interaction.user, interaction.name, interaction.team, interaction.channel) == ("U1", "editor", "T1", "C1")
    assert (interaction.thread, interaction.private, interaction.trigger) == ("1.0", True, "t")
    assert not interaction.in_modal


def test_a_press_in_a_modal_and_in_the_home() -> None:
    modal = interaction_of({"user": PERSON, "view": {"id": "V1", "type": "modal"}, "team": {"id": "T1"}})
    home = interaction_of({"user": PERSON, "view": {"id": "V2", "type": "home"}})
    assert (modal.view, modal.in_modal, modal.in_home) == ("V1", True, False)
    assert (home.view, home.in_modal, home.in_home, home.team) == ("V2", False, True, "T1")


def test_a_shortcut_on_a_message_of_a_thread() -> None:
    body = {"type": "message_action", "user": PERSON, "channel": {"id": "C1"}, "message": {"thread_ts": "1.0"}}
    assert interaction_of(body).thread == "1.0"


def test_an_event() -> None:
    event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "2.0", "thread_ts": "1.0"}
    interaction = interaction_of({"type": "event_callback", "team_id": "T1", "event": event})
    assert interaction == Interaction(team="T1", user="U1", channel="C1", thread="1.0")


def test_a_mention_outside_a_thread_begins_one() -> None:
    event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "2.0"}
    assert interaction_of({"type": "event_callback", "event": event}).thread == "2.0"
    message = {**event, "type": "message", "channel_type": "im"}
    assert interaction_of({"type": "event_callback", "event": message}).thread is None


parts = st.fixed_dictionaries({}, optional={"id": st.text(max_size=3), "type": st.sampled_from(["modal", "home"])})


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw makes a table of all letters
@given(st.dictionaries(st.sampled_from(["user", "team", "channel", "view", "container", "message", "event"]), parts))
def test_whatever_is_missing_is_blank(body: dict[str, Any]) -> None:
    interaction = interaction_of(body)
    assert not (interaction.in_modal and interaction.in_home)
