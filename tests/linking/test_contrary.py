"""Promises beside what other articles report: only of the same party, on the same matter, on a later day."""

from typing import Any

import pytest

from corpus.linking.contrary import contrary_reports
from corpus.linking.moves import trace
from corpus.models import EventRow, PositionRow, Span, Stance
from tests.positions_in_time import done, said

PROMISE = said(Stance.PLEDGE, "2031-05-07")
ATTACK = done("attack", "2031-05-20")


def against(promise: PositionRow, *events: EventRow, named: dict[str, frozenset[str]] | None = None) -> list[str]:
    everybody = frozenset({"party:norway", "party:chile"})
    articles = [promise.source.id, *(event.source.id for event in events)]
    known = dict.fromkeys(articles, everybody) if named is None else named
    (line,) = trace([promise])
    return [row.source.id for row in contrary_reports(line, events, known)]


def test_a_later_act_of_the_same_party_stands_beside_its_promise_in_the_order_of_days() -> None:
    later = done("shelling", "2031-05-30")
    assert against(PROMISE, later, ATTACK) == [ATTACK.source.id, later.source.id]


@pytest.mark.parametrize(
    "event",
    [
        done("attack", "2031-05-07"),
        done("attack", "2031-05-01"),
        done("attack", "2031-05-20", party="Chile"),
        done("execution", "2031-05-20"),
        done("no such kind", "2031-05-20"),
        done("attack", "2031-05-20", article=PROMISE.source.id),
    ],
)
def test_an_earlier_act_one_of_others_and_one_of_another_kind_say_nothing(event: EventRow) -> None:
    assert against(PROMISE, event) == []


def test_an_act_against_somebody_else_says_nothing() -> None:
    elsewhere = {
        PROMISE.source.id: frozenset({"party:norway", "party:chile"}),
        ATTACK.source.id: frozenset({"party:peru"}),
    }
    assert against(PROMISE, ATTACK, named=elsewhere) == []


@pytest.mark.parametrize(
    ("stance", "fields"),
    [
        (Stance.DEMAND, {}),
        (Stance.OFFER, {}),
        (Stance.PLEDGE, {"condition": Span(start=0, end=2, text="if")}),
        (Stance.PLEDGE, {"issue": "economy_resources"}),
    ],
)
def test_nothing_is_held_against_what_was_not_promised(stance: Stance, fields: dict[str, Any]) -> None:
    assert against(said(stance, "2031-05-07", **fields), ATTACK) == []
