"""A party's position with its history: what it was before, who else reports it, and what was reported against it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.knowledge.vocabulary import stances
from corpus.linking.contrary import contrary_reports, is_promise
from corpus.linking.moves import Line, Stand, move_label
from corpus.models import EventRow, PositionRow
from handlers.blocks.cards import dated, position_aloud, position_blocks, position_brief, reported, uttered
from handlers.blocks.kit import Element, counted, cut, letters, line, one_line
from handlers.blocks.reply import Block
from handlers.blocks.sources import printed

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_EARLIER = 3
MOST_SOURCES = 2
MOST_REPORTS = 2
EVIDENCE = 150
PRINTED = 200
"""Characters of a headline with its outlet and day, where a position's own source stands beside it in full."""


Reports = Callable[[Line], Sequence[EventRow]]
"""What other articles report against a position."""


def reports_against(lines: Iterable[Line], corpus: "Corpus") -> Reports:
    """Looks up once what the parties of these lines have done, and tells for each line what speaks against it."""
    promised = {one.newest.party_id for one in lines if is_promise(one.newest)} - {None}
    ids = sorted(party for party in promised if party)
    events = corpus.events(ids) if ids else ()
    return lambda matter: contrary_reports(matter, events)


def line_blocks(matter: Line, since: Sequence[EventRow] = ()) -> tuple[Block, ...]:
    """The newest position in full, what it was before, each with words, date and source, and who else says so.

    `since` is what other articles report against it.
    """
    now = matter.stands[0]
    history = [
        *_reports_elsewhere(now, since),
        *(_was(matter, n) for n in range(1, len(matter.stands[: MOST_EARLIER + 1]))),
    ]
    left = len(matter.stands) - 1 - MOST_EARLIER
    history += [line(letters(f"and {counted(left, 'move')} before that"))] if left > 0 else []
    return position_blocks(now.newest, history, *_also(now))


def line_aloud(matter: Line, since: Sequence[EventRow] = ()) -> str:
    """The position, what it was before and what was reported since in one sentence, for those who do not see blocks."""
    before = "".join(
        f"; {move_label(now.move)}, was {_brief(then.newest)}"
        for now, then in zip(matter.stands[:MOST_EARLIER], matter.stands[1:], strict=False)
    )
    against = "".join(f"; reported since: “{cut(one_line(one.event.evidence.text), EVIDENCE)}”" for one in since[:1])
    return f"{position_aloud(matter.newest)}{against}{before}"


def _was(matter: Line, number: int) -> Element:
    """What the stand before was, and what kind of step led on from it."""
    then, step = matter.stands[number], matter.stands[number - 1].move
    label = f"Was ({move_label(step)} since): "
    return line(letters(label, bold=True), letters(f"{_brief(then.newest)}, {_printed(then.newest)}"))


def _brief(row: PositionRow) -> str:
    return f"{position_brief(row, EVIDENCE)} ({dated(row)})"


def _also(now: Stand) -> list[str]:
    """Other articles that report the same stance, each with its own words."""
    told = [
        f"Also {stances()[row.position.stance].label}, {dated(row)}: “{_words(row)}” · {_printed(row)}"
        for row in now.rows[1 : MOST_SOURCES + 1]
    ]
    left = len(now.rows) - 1 - MOST_SOURCES
    return [*told, *([f"and {counted(left, 'more report')} of it"] if left > 0 else [])]


def _words(row: PositionRow) -> str:
    return cut(one_line(" ".join(uttered(span.text) for span in row.position.evidence[:1])), EVIDENCE)


def _printed(row: PositionRow) -> str:
    return cut(printed(row.source), PRINTED)


def _reports_elsewhere(now: Stand, since: Sequence[EventRow]) -> Iterator[Element]:
    """What other articles than the one shown report against it, with their source."""
    own = [(event, row.source) for row in now.rows[1:] for event in row.events]
    left = max(0, MOST_REPORTS - len(now.newest.events))
    for event, source in [*own, *((one.event, one.source) for one in since)][:left]:
        yield reported(now.newest, event, source)
