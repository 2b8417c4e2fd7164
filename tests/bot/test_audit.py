"""A line for each answer: who, where, what, how many, how long; the words only when that is switched on."""

import logging
import re

import pytest

from bot.audit import Audit
from bot.context import Interaction

HERE = Interaction(team="T1", user="U1", channel="C1")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_a_line_says_who_asked_for_what_and_what_came(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with Audit().entry(HERE, "command", "/quote Nordmann") as entry:
        entry.count = 3
    (line,) = lines(caplog)
    assert re.fullmatch(r"user=U1 team=T1 channel=C1 command count=3 ms=\d+", line)


def test_the_words_are_there_only_when_switched_on_and_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with Audit(with_words=True).entry(HERE, "command", "/quote a\n2026 INFO forged\x1b[31m"):
        pass
    (line,) = lines(caplog)
    assert line.endswith("words='/quote a 2026 INFO forged[31m'")


def test_an_answer_that_fails_leaves_its_line_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(ValueError, match="broken"), Audit().entry(Interaction(), "home"):
        raise ValueError("broken")
    assert lines(caplog)[0].startswith("user=- team=- channel=- home count=0")
