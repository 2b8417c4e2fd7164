"""What weighs in a party's positions: what is on the table by a name of its own comes before what is left besides."""

from corpus.knowledge.vocabulary import OTHER
from corpus.linking.moves import day_of
from corpus.linking.things import is_first_hand, is_of_a_table_issue
from corpus.models import OUTLOOK, PositionRow, Stance

_PROPOSALS = frozenset({Stance.OFFER, Stance.ACCEPT, Stance.REJECT, Stance.DEMAND, Stance.PLEDGE, Stance.PROPOSE})


def is_leftover(row: PositionRow) -> bool:
    """Whether it puts nothing on the table that could be told by a name: a judgement, or on no issue of its own."""
    position = row.position
    loose = position.issue == OTHER or not is_of_a_table_issue(row)
    return position.stance in OUTLOOK or position.background or loose


def weight_of(row: PositionRow, *, told: bool) -> tuple[int, ...]:
    """What orders positions, the weightiest first; `told` where several articles tell of it.

    What is on an issue of the table weighs more than what is not, then what is first hand, then a proposal, what
    several articles tell, and what is said to another party; after that the newest.
    """
    reasons = (is_of_a_table_issue(row) and row.position.issue != OTHER, is_first_hand(row))
    weight = (*reasons, row.position.stance in _PROPOSALS, told, row.position.addressee_id is not None)
    day = day_of(row)
    return (*(int(not reason) for reason in weight), -day.toordinal() if day else 0)
