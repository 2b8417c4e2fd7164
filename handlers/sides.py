"""Two parties or more side by side: one table, an issue a row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.models import Entity, PositionRow
from handlers.blocks import Button, actions, context, counted, header, listed, reply, short, table
from handlers.cards import issue_label, position_brief
from handlers.pages import page, place, turning
from handlers.reply import Block, Reply
from handlers.topics import Topic, command

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_PARTIES = 4
MOST_ROWS = 12
CELL = 150
SILENT = "nothing in the corpus"


def side_by_side(topic: Topic, rows: Sequence[PositionRow], number: int, corpus: "Corpus") -> Reply:
    """Every issue on which one of the parties has a position, in the order of `rows`, the newest of each in short."""
    sides = topic.parties[:MOST_PARTIES]
    by_issue: dict[str, list[PositionRow]] = {}
    for row in rows:
        by_issue.setdefault(issue_label(row), []).append(row)
    shown = page(
        tuple(by_issue),
        number,
        lambda label: (table([_cells(label, by_issue[label], sides)]),),
        most=MOST_ROWS,
        widows=0,
    )
    cells = [_cells(label, by_issue[label], sides) for label in shown.items]
    names = [short(side.name) for side in sides]
    title = f"{listed(names)} side by side" + (f" on {topic.label}" if topic.label else "")
    found = f"{counted(len(rows), 'position')} on {counted(len(by_issue), 'issue')}"
    told = " ".join([*topic.notes, f"{found}{'; issues ' + place(shown) if place(shown) else ''}."])
    ways = [*turning(shown, command(topic, corpus)), *(_alone(side, topic, corpus) for side in sides)]
    blocks: list[Block] = [header(title), context(told), table([["Issue", *names], *cells]), *actions(ways)]
    return reply(f"{title}: {told} {_aloud(cells, names)}", blocks)


def _cells(label: str, rows: Sequence[PositionRow], sides: Sequence[Entity]) -> list[str]:
    return [label, *(_cell([row for row in rows if row.party_id == side.id]) for side in sides)]


def _cell(rows: Sequence[PositionRow]) -> str:
    if not rows:
        return SILENT
    more = f" and {len(rows) - 2} more" if len(rows) > 2 else ""
    return "; ".join(position_brief(row, CELL) for row in rows[:2]) + more


def _alone(side: Entity, topic: Topic, corpus: "Corpus") -> Button:
    only = topic.model_copy(update={"parties": (side,)})
    return Button(f"Positions: {short(side.name)}", command(only, corpus))


def _aloud(cells: Sequence[Sequence[str]], names: Sequence[str]) -> str:
    return " ".join(
        f"{label}: {'; '.join(f'{name} {text}' for name, text in zip(names, texts, strict=True))}."
        for label, *texts in cells
    )
