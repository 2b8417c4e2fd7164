"""A party's positions in the order of their weight, and what other articles report against them."""

from collections.abc import Callable, Iterable, Sequence

from corpus.knowledge.vocabulary import OTHER
from corpus.linking.contrary import contrary_reports, is_promise
from corpus.linking.moves import Line, day_of
from corpus.linking.things import is_first_hand, is_of_a_table_issue
from corpus.models import OUTLOOK, EventRow, PositionRow, Stance
from corpus.store import Corpus
from handlers.blocks.kit import Note
from handlers.blocks.position_card import issue_label, position_note

_PROPOSALS = frozenset({Stance.OFFER, Stance.ACCEPT, Stance.REJECT, Stance.DEMAND, Stance.PLEDGE, Stance.PROPOSE})

Reports = Callable[[Line], Sequence[EventRow]]
"""What other articles report against a position."""


def reports_against(lines: Iterable[Line], corpus: Corpus) -> Reports:
    """Looks up once what the parties of these lines have done, and tells for each line what speaks against it."""
    promised = {one.newest.party_id for one in lines if is_promise(one.newest)} - {None}
    ids = sorted(party for party in promised if party)
    events = corpus.events(ids) if ids else ()
    return lambda matter: contrary_reports(matter, events)


def line_note(one: Line, against: Reports, whose: str = "") -> Note:
    """The position as it stands now, what it was before, and what is reported against it."""
    before = one.stands[1] if len(one.stands) > 1 else None
    return position_note(one.stands[0], whose=whose, was=before, since=against(one))


def is_leftover(one: Line) -> bool:
    """Whether it puts nothing on the table that could be told by a name: a judgement, or on no issue of its own."""
    position = one.newest.position
    loose = position.issue == OTHER or not is_of_a_table_issue(one.newest)
    return position.stance in OUTLOOK or position.background or loose


def by_weight(lines: Iterable[Line], heading: Callable[[PositionRow], str] = issue_label) -> tuple[Line, ...]:
    """The weightiest first, and what stands under one heading together, where its weightiest stands.

    What is on an issue of the table weighs more than what is not, then what is first hand, then a proposal, what
    several articles tell, and what is said to another party; after that the newest.
    """
    ranked = sorted(lines, key=_weight)
    first: dict[str, int] = {}
    for number, one in enumerate(ranked):
        first.setdefault(heading(one.newest), number)
    return tuple(sorted(ranked, key=lambda one: first[heading(one.newest)]))


def _weight(one: Line) -> tuple[bool | int, ...]:
    row = one.newest
    day = day_of(row)
    told = len({each.source.id for each in one.stands[0].rows}) > 1
    reasons = (is_of_a_table_issue(row) and row.position.issue != OTHER, is_first_hand(row))
    weight = (*reasons, row.position.stance in _PROPOSALS, told, row.position.addressee_id is not None)
    return (*(not reason for reason in weight), -day.toordinal() if day else 0)
