"""How positions go from article to article: said again, moved, dropped."""

from datetime import date, timedelta
from typing import Any

import pytest

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.knowledge import read_table
from corpus.linking.moves import Line, Move, move_between, move_label, told_move, trace
from corpus.models import Modality, Position, Stance
from tests.positions_in_time import DROPPED, said

MARCH, APRIL, MAY = "2031-03-05", "2031-04-05", "2031-05-05"


def told(line: Line) -> list[tuple[Stance, Move]]:
    return [(stand.newest.position.stance, stand.move) for stand in line.stands]


def the_position(sentence: str) -> Position:
    (found,) = extract(read_article(f" date 2031-05-07 \n\n{sentence}\n", source="invented.txt")).positions
    return found


@pytest.mark.parametrize("example", read_table("moves.toml")["examples"], ids=lambda row: str(row["after"]))
def test_every_move_of_the_table_has_examples(example: dict[str, str]) -> None:
    before, after = the_position(example["before"]), the_position(example["after"])
    assert (move_between(before, after) or "none") == example["move"]


@pytest.mark.parametrize("move", Move)
def test_every_move_has_a_word_for_readers(move: Move) -> None:
    assert move_label(move)


def test_a_hint_that_became_an_offer_is_one_line_newest_first() -> None:
    rows = [said(Stance.PLEDGE, MAY), said(Stance.OFFER, APRIL), said(Stance.CONSIDER, MARCH)]
    (line,) = trace(rows)
    assert told(line) == [
        (Stance.PLEDGE, Move.FIRMER),
        (Stance.OFFER, Move.FIRMER),
        (Stance.CONSIDER, Move.APPEARED),
    ]
    assert line.rows == tuple(rows)


def test_what_is_said_again_is_one_stand_with_every_source_newest_first() -> None:
    rows = [said(Stance.DEMAND, MAY), said(Stance.DEMAND, MARCH)]
    (line,) = trace(rows)
    assert [stand.rows for stand in line.stands] == [tuple(rows)]


def test_a_demand_that_is_dropped_in_so_many_words_is_dropped_whatever_the_stance_is_called() -> None:
    dropped = said(Stance.OFFER, MAY, "dropped its demand", about="compensation", told_move=DROPPED)
    (line,) = trace([dropped, said(Stance.DEMAND, MARCH, about="compensation")])
    assert told(line)[0] == (Stance.OFFER, Move.DROPPED)


def test_a_demand_beside_an_offer_of_ones_own_is_no_move() -> None:
    assert len(trace([said(Stance.OFFER, MAY), said(Stance.DEMAND, MARCH)])) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"party": "Chile"},
        {"issue": "ceasefire"},
        {"modality": Modality.NEGATED},
        {"modality": Modality.HYPOTHETICAL},
        {"article": f"consider {MARCH}"},
    ],
)
def test_no_move_leads_from_another_party_issue_or_supposition_nor_within_an_article(other: dict[str, Any]) -> None:
    assert len(trace([said(Stance.OFFER, MAY, **other), said(Stance.CONSIDER, MARCH)])) == 2


def test_what_the_table_has_no_issue_for_is_said_again_only_in_the_same_words_and_never_moves() -> None:
    fish = said(Stance.OFFER, MAY, issue="other", about="Fish")
    assert len(trace([fish, said(Stance.OFFER, MARCH, issue="other", about="fish")])) == 1
    assert len(trace([fish, said(Stance.OFFER, MARCH, issue="other", about="ships")])) == 2
    assert len(trace([fish, said(Stance.CONSIDER, MARCH, issue="other", about="fish")])) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"about": "its army"},
        {"addressee_id": "party:peru"},
        {"story": "fish"},
        {"story": None},
        {"modality": Modality.REPORTED},
    ],
)
def test_no_move_leads_to_another_thing_counterparty_or_story_nor_to_hearsay(other: dict[str, Any]) -> None:
    before = said(Stance.CONSIDER, MARCH, addressee_id="party:chile")
    assert len(trace([said(Stance.OFFER, MAY), before])) == 1
    assert len(trace([said(Stance.OFFER, MAY, **other), before])) == 2


def test_what_is_told_to_the_same_party_is_of_one_dispute_whatever_the_story() -> None:
    to_chile: dict[str, Any] = {"addressee_id": "party:chile", "story": None}
    assert len(trace([said(Stance.OFFER, MAY, **to_chile), said(Stance.CONSIDER, MARCH, **to_chile)])) == 1


def test_what_is_without_a_date_or_on_one_day_tells_of_no_move() -> None:
    assert len(trace([said(Stance.OFFER, MARCH), said(Stance.CONSIDER, MARCH)])) == 2
    assert len(trace([said(Stance.OFFER, MARCH), said(Stance.CONSIDER, None)])) == 2


def test_the_day_it_was_said_goes_before_the_day_it_was_printed() -> None:
    late = said(Stance.CONSIDER, MAY, said_on=date(2031, 3, 1))
    (line,) = trace([late, said(Stance.OFFER, APRIL)])
    assert told(line)[0] == (Stance.OFFER, Move.FIRMER)


def test_what_is_only_recalled_without_a_day_tells_of_no_move() -> None:
    assert len(trace([said(Stance.OFFER, MAY, background=True), said(Stance.CONSIDER, MARCH)])) == 2


def test_opinions_stand_each_for_themselves() -> None:
    assert len(trace([said(Stance.ASSESS, MAY), said(Stance.ASSESS, MARCH)])) == 2


def test_lines_come_in_the_order_of_their_newest_position() -> None:
    rows = [said(Stance.DEMAND, MAY, issue="prisoners"), said(Stance.OFFER, APRIL), said(Stance.CONSIDER, MARCH)]
    assert [line.newest for line in trace(rows)] == rows[:2]


def test_thousands_of_restatements_are_traced_quickly() -> None:
    days = [(date(2000, 1, 1) + timedelta(days=number)).isoformat() for number in range(3_000)]
    rows = [said(stance, day) for day in reversed(days) for stance in (Stance.DEMAND, Stance.ASSESS)]
    lines = trace(rows)
    assert len(lines) == 3_001
    assert max(len(line.rows) for line in lines) == 3_000


def test_a_move_that_a_source_tells_is_one_only_once_it_was_made() -> None:
    made = said(Stance.OFFER, MAY, "dropped its demand", told_move=DROPPED)
    to_come = said(Stance.OFFER, MAY, "will drop its demand", told_move=DROPPED, modality=Modality.FUTURE)
    assert (told_move(made), told_move(to_come)) == (Move.DROPPED, None)
