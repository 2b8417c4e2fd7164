"""A story in figures: its sides, and what each held on each issue in each span of time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from corpus.asking.positions import issue_label, stance_of
from corpus.excerpts import cut
from corpus.linking.moves import day_of
from corpus.linking.stories import Story
from corpus.models import PositionRow, Stance

MOST_SIDES = 6


MOST_SPANS = 10


class Held(NamedTuple):
    """What a party held on an issue in one span of time: the last stance in it, and how many reports there are."""

    stance: Stance
    told: str
    reports: int
    row: PositionRow


class Grid(NamedTuple):
    """Parties and issues by spans of time, each by its first day and its name; None where nothing is reported."""

    spans: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[Held | None]]]


def sides_of(story: Story) -> tuple[str, ...]:
    """The parties that act in most of its articles; where none does, those that act in most of them."""
    return (story.main_sides or tuple(side for side, _ in Counter(story.sides).most_common()))[:MOST_SIDES]


def grid_of(rows: Iterable[PositionRow], names: dict[str, str]) -> Grid:
    """What each party held on each issue, the last of each span; the newest spans, and what is reported in them."""
    dated = sorted(
        ((day, row) for row in rows if (day := day_of(row)) and row.party_id in names), key=lambda one: one[0]
    )
    if not dated:
        return Grid((), ())
    size = _size(dated[0][0], dated[-1][0])
    spans = list(dict.fromkeys(_span(day, size) for day, _ in dated))[-MOST_SPANS:]
    cells: dict[tuple[str, str], dict[str, list[PositionRow]]] = defaultdict(lambda: defaultdict(list))
    for day, row in dated:
        if (span := _span(day, size)) in spans:
            cells[names[row.party_id or ""], cut(issue_label(row), 60)][span].append(row)
    order = {name: at for at, name in enumerate(names.values())}
    told = sorted(cells, key=lambda one: (order[one[0]], -sum(map(len, cells[one].values())), one[1]))
    return Grid(spans, [(party, issue, [_cell(cells[party, issue][span]) for span in spans]) for party, issue in told])


def _cell(rows: Sequence[PositionRow]) -> Held | None:
    if not rows:
        return None
    return Held(rows[-1].position.stance, stance_of(rows[-1]), len({row.source.id for row in rows}), rows[-1])


def _size(first: date, last: date) -> int:
    """Of an ISO day, how much names a span: a day, else a month, else a year."""
    days = (last - first).days
    return len("2031-05-07") if days < MOST_SPANS * 2 else len("2031-05") if days < 366 * 3 else len("2031")


def _span(day: date, size: int) -> str:
    return day.isoformat()[:size]
