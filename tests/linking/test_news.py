"""What is new since the round before."""

from datetime import date
from typing import Any

import pytest

from corpus.linking.moves import Move
from corpus.linking.news import PartyNews, new_since, round_after, round_before
from corpus.models import Modality, Round, Stance, Talk, TalkAccount, TalkStatus
from tests.identified import talk_identified
from tests.positions_in_time import said, source


def round_of(day: str | None, printed: str, *articles: str, **talk: Any) -> Round:
    held = talk_identified(Talk(id="t1", **{"date": day, "party_names": ("Norway", "Chile"), **talk}))
    printed_in = [source(article, printed) for article in articles or ("x",)]
    accounts = tuple(TalkAccount(talk=held, source=one, story="boats") for one in printed_in)
    return Round(talk=held, accounts=accounts)


MARCH = round_of("2031-03-04", "2031-03-05", "march")
MAY = round_of("2031-05-13", "2031-05-14", "may")
JUNE = round_of("2031-06-10", "2031-06-11", "june")
HINT = said(Stance.CONSIDER, "2031-03-05", article="march")
OFFER = said(Stance.OFFER, "2031-05-14", article="may")


def news(*rows: Any, after: Round | None = None) -> tuple[PartyNews, ...]:
    return new_since(MARCH, MAY, after, rows)


def test_the_round_before_is_the_last_that_the_same_parties_held() -> None:
    others = [
        round_of("2031-05-01", "2031-05-02", party_names=("Norway", "Peru")),
        round_of("2031-04-10", "2031-04-08", status=TalkStatus.CANCELLED),
        round_of("2031-04-01", "2031-04-08", several=True),
        round_of("2031", "2031-05-14"),
        round_of(None, "2031-05-14"),
    ]
    assert round_before(MAY, [JUNE, MAY, *others, MARCH]) == MARCH
    assert round_before(MARCH, [JUNE, MAY, *others, MARCH]) is None
    assert round_after(MARCH, [JUNE, MAY, *others, MARCH]) == MAY


def test_a_mediator_who_is_named_among_them_makes_no_pair() -> None:
    with_host = round_of("2031-04-01", "2031-04-02", party_names=("Norway", "Oman"), mediator="Oman")
    assert round_before(round_of("2031-05-13", "2031-05-14", party_names=("Norway", "Oman")), [with_host]) is None


def test_what_moved_stands_beside_what_it_was() -> None:
    (norway,) = news(OFFER, HINT)
    (change,) = norway.changes
    assert (change.move, change.after.newest) == (Move.FIRMER, OFFER)
    assert change.before is not None
    assert change.before.newest == HINT


def test_several_moves_between_the_rounds_are_told_as_one() -> None:
    between = said(Stance.OFFER, "2031-04-20")
    pledge = said(Stance.PLEDGE, "2031-05-14", article="may")
    (norway,) = news(pledge, between, HINT)
    (change,) = norway.changes
    assert change.before is not None
    assert (change.before.newest, change.move) == (HINT, Move.FIRMER)


def test_what_appeared_has_nothing_before_it() -> None:
    fish = said(Stance.DEMAND, "2031-05-14", issue="prisoners", article="may")
    (norway,) = news(fish, HINT)
    assert [(change.move, change.before) for change in norway.changes] == [(Move.APPEARED, None)]


def test_silence_is_nothing_new() -> None:
    assert news(HINT) == ()


def test_what_is_known_under_another_issue_is_not_new() -> None:
    assert news(said(Stance.CONSIDER, "2031-05-14", article="may", issue="security_guarantees"), HINT) == ()


@pytest.mark.parametrize(
    ("fields", "is_new"),
    [
        ({"article": "may"}, True),
        ({"addressee_id": "party:chile"}, True),
        ({"addressee_id": "party:chile", "story": "fish"}, False),
        ({}, False),
        ({"addressee_id": "party:peru"}, False),
        ({"article": "may", "modality": Modality.REPORTED}, False),
        ({"article": "may", "background": True, "said_on": date(2031, 4, 1)}, False),
    ],
)
def test_new_is_what_a_report_of_the_round_has_or_one_party_of_it_tells_the_other(
    fields: dict[str, Any], is_new: bool
) -> None:
    fish = said(Stance.DEMAND, "2031-05-14", "Norway demanded cod", issue="economy_resources", **fields)
    assert bool(news(fish, HINT)) is is_new


def test_what_is_said_again_is_not_new() -> None:
    assert news(said(Stance.CONSIDER, "2031-05-14"), HINT) == ()


def test_a_party_of_which_nothing_was_known_before_is_left_out() -> None:
    assert news(OFFER) == ()


def test_what_came_with_the_round_after_is_not_yet_known() -> None:
    pledge = said(Stance.PLEDGE, "2031-06-11", article="june")
    (norway,) = news(pledge, OFFER, HINT, after=JUNE)
    assert [change.after.newest for change in norway.changes] == [OFFER]


def test_the_positions_of_others_are_not_the_rounds() -> None:
    assert news(said(Stance.OFFER, "2031-05-14", party="Peru"), said(Stance.CONSIDER, "2031-03-05", party="Peru")) == ()
