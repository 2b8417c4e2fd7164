"""What other articles report that speaks against a promise: both are their sources' words, and nobody is judged."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from corpus.knowledge import read_table
from corpus.linking.moves import Line, day_of
from corpus.models import EventRow, Modality, PositionRow, Stance

_PROMISES = frozenset({Stance.PLEDGE, Stance.ACCEPT})
_FIRM = frozenset({Modality.ASSERTED, Modality.REPORTED, Modality.FUTURE})


def contrary_reports(
    matter: Line, events: Iterable[EventRow], named: Mapping[str, frozenset[str]]
) -> tuple[EventRow, ...]:
    """The reports against the promise that stands now, in the order of their days; () where it is no promise.

    An event counts if the same party did it, of a kind that touches the issue, on a later day than the promise was
    first told of, and if its article and one of the promise name another party in common (`named`, by article id):
    what it does to a third party far away is no word on this promise. Events of the promise's own articles are left
    out, for those articles say themselves what speaks against it.
    """
    rows = matter.stands[0].rows
    promised = min((day for row in rows if (day := day_of(row))), default=None)
    if promised is None or not is_promise(matter.newest):
        return ()
    own = {row.source.id for row in rows}
    issue, party = matter.newest.position.issue, matter.newest.party_id
    others = frozenset[str]().union(*(named.get(article_id, frozenset()) for article_id in own)) - {party}
    found = [
        one
        for one in events
        if one.source.id not in own
        and party is not None
        and one.party_id == party
        and issue in _against(one.event.kind)
        and (happened_on(one) or promised) > promised
        and named.get(one.source.id, frozenset()) & others
    ]
    return tuple(sorted(found, key=lambda one: happened_on(one) or date.max))


def happened_on(row: EventRow) -> date | None:
    """The day of an event: when it happened, else when it was printed."""
    return row.event.happened_on or row.source.published


def is_promise(row: PositionRow) -> bool:
    """Whether the party has given its word, without a condition: an act can be held against that."""
    return row.position.condition is None and row.position.stance in _PROMISES and row.position.modality in _FIRM


@cache
def _against(kind: str) -> frozenset[str]:
    return frozenset(read_table("events.toml").get(kind, {}).get("against", ()))
