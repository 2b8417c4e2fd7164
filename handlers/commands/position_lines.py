"""A party's positions in the order of their weight, and what other articles report against them."""

from collections.abc import Callable, Iterable, Sequence

from corpus.linking.contrary import contrary_reports, word_of
from corpus.linking.moves import Line
from corpus.linking.tellings import tellings, words_told
from corpus.linking.weight import weight_of
from corpus.models import EventRow
from corpus.store import Corpus
from handlers.blocks.kit import Note
from handlers.blocks.position_card import issue_label, position_note

Reports = Callable[[Line], Sequence[EventRow]]
"""What other articles report against a position."""


def reports_against(corpus: Corpus) -> Reports:
    """Looks up for each line what the party has done to whom it gave its word: what speaks against it."""

    def look(matter: Line) -> Sequence[EventRow]:
        word = word_of(matter)
        return contrary_reports(matter, corpus.lines.done(word)) if word else ()

    return look


def line_note(one: Line, against: Reports, whose: str = "") -> Note:
    """The position as it stands now, what it was before, and what is reported against it."""
    before = one.stands[1] if len(one.stands) > 1 else None
    return position_note(one.stands[0], whose=whose, was=before, since=against(one))


def by_weight(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The weightiest first, and what is on one issue together, where its weightiest stands."""
    ranked = sorted(lines, key=_weight)
    order = list(dict.fromkeys(issue_label(one.newest) for one in ranked))
    return tuple(sorted(ranked, key=lambda one: order.index(issue_label(one.newest))))


def _weight(one: Line) -> tuple[int, ...]:
    told = tellings((each.source.id, words_told(each.position.evidence)) for each in one.stands[0].rows)
    return weight_of(one.newest, told=told > 1)
