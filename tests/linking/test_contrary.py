"""Promises beside what other articles report: only of the same party, to whom it was given, within days."""

from typing import Any

import pytest

from corpus.linking.contrary import contrary_reports
from corpus.linking.moves import trace
from corpus.models import EventRow, Modality, PositionRow, Span, Stance
from tests.positions_in_time import done, said

TO_CHILE = {"addressee_name": "Chile", "addressee_id": "party:chile"}
PROMISE = said(Stance.PLEDGE, "2031-05-07", **TO_CHILE)
ATTACK = done("attack", "2031-05-20")


def against(promise: PositionRow, *events: EventRow) -> list[str]:
    (line,) = trace([promise])
    return [row.source.id for row in contrary_reports(line, events)]


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
        done("attack", "2031-05-20", target_id="party:peru"),
        done("attack", "2031-05-20", target_id=None),
        done("attack", "2031-05-20", happened_on=None),
        done("attack", "2031-08-06"),
    ],
)
def test_acts_that_say_nothing(event: EventRow) -> None:
    assert against(PROMISE, event) == []


@pytest.mark.parametrize(
    ("stance", "fields"),
    [
        (Stance.DEMAND, {}),
        (Stance.OFFER, {}),
        (Stance.PLEDGE, {"condition": Span(start=0, end=2, text="if")}),
        (Stance.PLEDGE, {"issue": "economy_resources"}),
        (Stance.PLEDGE, {"modality": Modality.REPORTED}),
        (Stance.PLEDGE, {"addressee_id": None}),
    ],
)
def test_nothing_is_held_against_what_was_not_promised(stance: Stance, fields: dict[str, Any]) -> None:
    assert against(said(stance, "2031-05-07", **{**TO_CHILE, **fields}), ATTACK) == []
