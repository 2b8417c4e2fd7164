"""A story in figures: its sides, and what each held on each issue in each span of time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from corpus.asking.positions import issue_label, stance_of
from corpus.excerpts import cut, short
from corpus.linking.heard import Way, heard
from corpus.linking.moves import day_of
from corpus.linking.stories import Story
from corpus.models import PositionRow, QuoteRow, Stance
from corpus.store import Corpus

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


MOST_TERMS = 3


class Voice(NamedTuple):
    """How often a party is heard in each way; nothing for one that nobody quotes."""

    party: str
    ways: Sequence[tuple[Way, int]]


def title_of_story(story: Story, corpus: Corpus) -> str:
    """Its sides and the words that most of its articles have."""
    names = ", ".join(name_of(side, corpus) for side in sides_of(story)[:3])
    told = {fold_word for side in sides_of(story) for fold_word in name_of(side, corpus).casefold().split()}
    terms = [term for term, _ in Counter(story.terms).most_common(MOST_TERMS * 3) if term not in told][:MOST_TERMS]
    return ": ".join(filter(None, (names, ", ".join(terms)))) or "A story"


def name_of(party_id: str, corpus: Corpus) -> str:
    entity = corpus.entity(party_id)
    return short(entity.name if entity else party_id.removeprefix("party:").replace("-", " "))


def voices_of(rows: Sequence[QuoteRow], names: dict[str, str]) -> Sequence[Voice]:
    return [Voice(names[one.party_id], one.ways) for one in heard(rows, tuple(names)).parties]
