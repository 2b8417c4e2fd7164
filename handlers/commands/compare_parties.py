"""Two parties or more side by side: one table, an issue a row."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.knowledge.vocabulary import stances
from corpus.linking.ground import Ground, ground
from corpus.linking.moves import Line
from corpus.models import Entity, EventRow
from handlers.blocks.cards import issue_label, position_brief
from handlers.blocks.kit import Button, actions, context, counted, header, listed, reply, short, table
from handlers.blocks.pages import page, place, turning
from handlers.blocks.reply import Block, Reply
from handlers.commands.next_steps import first_few
from handlers.commands.position_lines import Reports, reports_against
from handlers.commands.positions_query import Topic, command
from handlers.texts import wording
from handlers.words import Asked

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_PARTIES = 4
MOST_ROWS = 12
MOST_LINES = 2
CELL = 150
SILENT = "nothing in the corpus"


def side_by_side(topic: Topic, lines: Sequence[Line], asked: Asked, corpus: "Corpus") -> Reply:
    """Every issue on which one of the parties has a position, in the order of `lines`, the newest of each in short."""
    sides = topic.parties[:MOST_PARTIES]
    by_issue: dict[str, list[Line]] = {}
    for one in lines:
        by_issue.setdefault(issue_label(one.newest), []).append(one)
    against = reports_against(lines, corpus)
    rows = {label: _row(label, found, sides, against) for label, found in by_issue.items()}
    shown = page(tuple(by_issue), asked.page, lambda label: (table([rows[label]]),), most=MOST_ROWS)
    names = [short(side.name) for side in sides]
    title = f"{listed(names)} side by side" + (f" on {topic.label}" if topic.label else "")
    found = f"{counted(len(lines), 'position')} on {counted(len(by_issue), 'issue')}"
    printed = f", printed {asked.window}" if asked.window else ""
    told = " ".join([*topic.notes, f"{found}{printed}{'; issues ' + place(shown) if place(shown) else ''}."])
    alone = (_alone(side, topic, corpus) for side in sides)
    ways = first_few([*turning(shown, command(topic, corpus) + asked.bounds), *alone])
    cells = [rows[label] for label in shown.items]
    blocks: list[Block] = [header(title), context(told), table([["Issue", *names, "Together"], *cells]), *actions(ways)]
    return reply(f"{title}: {told} {_aloud(cells, names)}", blocks, records=len(cells))


def _row(label: str, lines: Sequence[Line], sides: Sequence[Entity], against: Reports) -> list[str]:
    """The issue, what each party says of it now, and how they stand to each other."""
    held = {side.id: [one for one in lines if one.newest.party_id == side.id] for side in sides}
    stand = ground({side: [one.newest for one in found] for side, found in held.items()})
    return [label, *(_cell(found, against) for found in held.values()), _together(stand, held, sides)]


def _together(stand: Ground, held: Mapping[str, Sequence[Line]], sides: Sequence[Entity]) -> str:
    """Agreed or apart where the sources show it; else who has spoken."""
    told = wording().ground[stand]
    silent = [short(side.name) for side in sides if not held[side.id]]
    return f"{told} {listed(silent)}" if stand is Ground.SILENT and silent else told


def _cell(lines: Sequence[Line], against: Reports) -> str:
    if not lines:
        return SILENT
    more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
    return "; ".join(_brief(one, against(one)) for one in lines[:MOST_LINES]) + more


def _brief(matter: Line, since: Sequence[EventRow]) -> str:
    before = [stances()[then.newest.position.stance].label for then in matter.stands[1:2]]
    return position_brief(matter.newest, CELL, since) + "".join(f" (was: {label})" for label in before)


def _alone(side: Entity, topic: Topic, corpus: "Corpus") -> Button:
    only = topic.model_copy(update={"parties": (side,)})
    return Button(f"Positions: {short(side.name)}", command(only, corpus))


def _aloud(cells: Sequence[Sequence[str]], names: Sequence[str]) -> str:
    return " ".join(
        f"{label} ({together}): {'; '.join(f'{name} {text}' for name, text in zip(names, texts, strict=True))}."
        for label, *texts, together in cells
    )
