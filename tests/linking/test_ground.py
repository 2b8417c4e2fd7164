"""Where parties stand to each other: never agreed where the sources do not show it."""

import pytest

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.knowledge import read_table
from corpus.linking.ground import Ground, ground
from corpus.models import PositionRow, Span, Stance
from corpus.names.likeness.ids import party_id
from tests.positions_in_time import DROPPED, said

SIDES = ("Norway", "Chile")
BOTH = "Both sides accepted a truce"


def found_in(sentence: str) -> list[PositionRow]:
    article = read_article(f" date 2031-05-07 \n\n{sentence}\n", source=sentence)
    return [
        PositionRow(position=one, source=article, party_id=party_id(one.party_name), story="boats")
        for one in extract(article).positions
    ]


@pytest.mark.parametrize("example", read_table("moves.toml")["side_examples"], ids=lambda row: str(row["other"]))
def test_the_examples_of_the_table(example: dict[str, str]) -> None:
    rows = [*found_in(example["one"]), *found_in(example["other"])]
    sides = {side: [row for row in rows if row.party_id == party_id(side)] for side in SIDES}
    assert any(sides.values())
    assert ground(sides) == example["ground"]


def test_what_one_report_says_of_both_is_agreed() -> None:
    one = said(Stance.ACCEPT, "2031-05-07", BOTH, article="a")
    other = said(Stance.ACCEPT, "2031-05-07", BOTH, article="a", party="Chile")
    assert ground({"Norway": [one], "Chile": [other]}) is Ground.AGREED


def test_each_ones_own_troops_are_not_the_same_thing() -> None:
    pledges = [said(Stance.PLEDGE, "2031-05-07", party=name, about="its troops", article=name) for name in SIDES]
    sides = {name: [row] for name, row in zip(SIDES, pledges, strict=True)}
    assert ground(sides) is Ground.SPOKEN


def test_nobody_is_apart_over_what_is_only_taken_back() -> None:
    dropped = said(Stance.OFFER, "2031-05-07", "dropped its demand", about="compensation", told_move=DROPPED)
    refused = said(Stance.REJECT, "2031-05-07", party="Chile", about="compensation")
    assert ground({"Norway": [dropped], "Chile": [refused]}) is Ground.SPOKEN


def test_three_agree_only_if_every_two_do() -> None:
    sides = {name: [a_truce(name)] for name in SIDES}
    assert ground(sides | {"Peru": [a_truce("Peru")]}) is Ground.AGREED
    assert ground(sides | {"Peru": [said(Stance.DEMAND, "2031-05-07", party="Peru", about="fish")]}) is Ground.SPOKEN
    assert ground(sides | {"Peru": []}) is Ground.SILENT


def a_truce(party: str) -> PositionRow:
    return said(Stance.ACCEPT, "2031-05-07", party=party, about="a truce", article=party)


def test_one_of_two_whom_a_sentence_joins_may_be_told_of_another_thing_first() -> None:
    """What both agreed to stands in the words that they share, whichever of the two it was found with."""
    one = said(Stance.ACCEPT, "2031-05-07", BOTH, article="a", about="nets")
    other = said(Stance.ACCEPT, "2031-05-07", BOTH, article="a", party="Chile", about="a truce")
    assert ground({"Norway": [elsewhere(one)], "Chile": [other]}) is Ground.AGREED
    assert ground({"Norway": [elsewhere(one)], "Chile": [elsewhere(other)]}) is Ground.SPOKEN


def elsewhere(row: PositionRow) -> PositionRow:
    """The position with its object outside the words that it shares with another."""
    phrase = Span(start=400, end=404, text="nets")
    return row.model_copy(update={"position": row.position.model_copy(update={"issue_phrase": phrase})})
