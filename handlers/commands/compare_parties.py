"""Parties side by side: the issues on which two of them have something, a line each; no table on a telephone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from corpus.linking.ground import Ground, agreed, apart, ground
from corpus.linking.moves import Line, day_of
from corpus.models import Entity
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, context, header, letters, line, note, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import issue_label
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import unnamed_outlets
from handlers.blocks.text import counted, cut, joined, sentence, short
from handlers.commands.position_lines import Reports, by_weight, is_leftover, line_note, reports_against
from handlers.commands.positions_query import Topic, asking
from handlers.query import Query
from handlers.texts import say, texts

MOST_PARTIES = 4
MOST_ISSUES = 5
MOST_ALONE = 6
ROOM = 200

_FIRST = {Ground.APART: 0, Ground.AGREED: 1}
"""What the reader came for: where the sources show the parties apart, or agreed."""

_SHOWN_BY = {Ground.APART: apart, Ground.AGREED: agreed}

Held = Mapping[str, Sequence[Line]]
"""What each party, by its id, has on an issue, weightiest first."""


def side_by_side(topic: Topic, lines: Sequence[Line], query: Query, corpus: Corpus) -> Reply:
    """The issues on which two of the parties have something, weightiest first; then which ones only one has."""
    sides = topic.parties[:MOST_PARTIES]
    by_issue = _by_issue(lines, sides)
    both = [label for label, held in by_issue.items() if sum(map(bool, held.values())) > 1]
    both.sort(key=lambda label: _FIRST.get(_stand(by_issue[label]), len(_FIRST)))
    against = reports_against(lines, corpus)

    def compose(label: str) -> tuple[Block, ...]:
        return tuple(_issue(label, by_issue[label], sides, against))

    shown = page(both, query.page, compose, most=MOST_ISSUES, room=ROOM)
    with_both = f"{len(both)} with {'both' if len(sides) == 2 else say('two_or_more')}"
    told = sentence(counted(len(by_issue), "issue"), with_both, query.printed, place(shown))
    title = joined(" | ".join(short(side.name) for side in sides), topic.label, by=" on ")
    blocks: list[Block] = [header(title), context(" ".join([*topic.notes, told])), *shown.blocks]
    blocks += _alone(by_issue, sides) if shown.end == len(both) else []
    blocks += unnamed_outlets(row.source for one in lines for row in one.rows[:1])
    others = [(short(side.name), topic.model_copy(update={"parties": (side,)})) for side in sides]
    others.append(("Timeline", topic.model_copy(update={"view": "timeline"})))
    ways = [Button(label, str(asking(other, corpus, query))) for label, other in others]
    asked = asking(topic, corpus, query)
    return reply(blocks, max(len(shown.records), 1), [*turning(shown, asked), *ways])


def _by_issue(lines: Sequence[Line], sides: Sequence[Entity]) -> dict[str, Held]:
    """What each side has on each issue, the issues weightiest first; judgements are no issue of their own."""
    found: dict[str, dict[str, list[Line]]] = {}
    terms = [one for one in lines if not is_leftover(one)]
    for one in by_weight(terms or lines):
        held = found.setdefault(issue_label(one.newest), {side.id: [] for side in sides})
        if one.newest.party_id in held:
            held[one.newest.party_id].append(one)
    return {label: held for label, held in found.items() if any(held.values())}


def _issue(label: str, held: Held, sides: Sequence[Entity], against: Reports) -> Iterator[Block]:
    """How the parties stand where the sources show it, and a line of each; the lines are those that show it."""
    spoken = {side: found for side, found in held.items() if found}
    stand = _stand(held)
    told = texts().ground.get(stand, "")
    yield rich(line(letters(cut(label, 100), bold=True), *([letters(f"  {told}")] if told else [])))
    for side, shown in _showing(stand, spoken).items():
        own = line_note(shown, against, next(short(one.name) for one in sides if one.id == side))
        first, *beneath = own.told.split("\n")
        more = f" (+{len(held[side]) - 1})" if len(held[side]) > 1 else ""
        yield note("\n".join([first + more, *beneath]), own.beside)


def _stand(held: Held) -> Ground:
    """How those who have something stand to each other, by all that they have."""
    return ground({side: [one.newest for one in found] for side, found in held.items() if found})


def _showing(stand: Ground, spoken: Held) -> dict[str, Line]:
    """A line of each party: the ones that show how they stand, else each one's newest."""
    newest = {
        side: sorted(found, key=lambda one: day_of(one.newest) or date.min, reverse=True)
        for side, found in spoken.items()
    }
    chosen = {side: found[0] for side, found in newest.items()}
    for two in combinations(newest, 2) if stand in _SHOWN_BY else ():
        pair = _SHOWN_BY[stand](*([one.newest for one in newest[side]] for side in two))
        for side, row in zip(two, pair or (), strict=False):
            chosen[side] = next(one for one in newest[side] if one.newest is row)
    return chosen


def _alone(by_issue: Mapping[str, Held], sides: Sequence[Entity]) -> list[Block]:
    """One line of what only one of them has something on."""
    parts = []
    for side in sides:
        only = [label for label, held in by_issue.items() if held[side.id] and sum(map(bool, held.values())) == 1]
        rest = len(only) - MOST_ALONE
        names = " · ".join([*(cut(label, 40) for label in only[:MOST_ALONE]), *([f"+{rest}"] if rest > 0 else [])])
        parts += [f"Only {short(side.name)}: {names}."] if only else []
    return [note("\n".join(parts))] if parts else []
