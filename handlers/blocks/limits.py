"""Slack's limits, as limits.toml has them: handlers cut what they say by them, and `bot.faults` checks what is sent."""

from functools import cache
from pathlib import Path
from typing import Any

from corpus.knowledge import read_toml


@cache
def slack_limits() -> dict[str, Any]:
    """Everything in limits.toml, read once."""
    return read_toml(Path(__file__).with_name("limits.toml"))


def most_chars(shape: str, name: str) -> int:
    """The most characters of a property, such as `most_chars("button", "value")`; KeyError when none is set."""
    return int(slack_limits()["has"][shape][name]["chars"][1])


def most_items(shape: str, name: str) -> int:
    """The most items of a list, such as `most_items("message", "blocks")`; KeyError when none is set."""
    return int(slack_limits()["has"][shape][name]["count"][1])


def most_text() -> int:
    """The most characters of all blocks of a message together."""
    return int(slack_limits()["whole"]["blocks_text"])
