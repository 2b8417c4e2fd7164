"""Parties side by side: the issues on which two of them have something, a line each; no table on a telephone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from corpus.asking.positions import Reports, issue_label, label_of, reports_against
from corpus.asking.standing import Counts, choice, counts_of, heads_of, showing, stand_of
from corpus.excerpts import cut, short
from corpus.linking.ground import Ground
from corpus.linking.moves import Line
from corpus.models import Entity
from corpus.store import Corpus
from corpus.store.kept.held import Held
from handlers.blocks.kit import Block, Button, context, header, letters, line, note, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import line_note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import unnamed_outlets
from handlers.blocks.text import counted, joined, sentence
from handlers.commands.positions_query import Topic, asking
from handlers.query import Query
from handlers.texts import say, texts

MOST_PARTIES = 4
MOST_ISSUES = 5
MOST_ALONE = 6
ROOM = 160


_FIRST = {Ground.APART: 0, Ground.AGREED: 1}
"""What the reader came for: where the sources show the parties apart, or agreed."""


def side_by_side(topic: Topic, wanted: Held, query: Query, corpus: Corpus) -> Reply:
    """The issues on which two of the parties have something, weightiest first, and at once what only one has."""
    sides = topic.parties[:MOST_PARTIES]
    all_sides = wanted.where.model_copy(update={"party_ids": tuple(side.id for side in sides)})
    terms = Held(all_sides, leftover=False)
    # Judgements are no issue of their own, unless there is nothing else.
    terms = terms if corpus.lines.count(terms) else Held(all_sides)
    counts, heads = counts_of(terms, sides, corpus), heads_of(terms, sides, corpus)
    both = [heading for heading, held in counts.items() if len(held) > 1]
    stand = {heading: stand_of(heads.get(heading, {})) for heading in both}
    both.sort(key=lambda heading: _FIRST.get(stand[heading], len(_FIRST)))
    against = reports_against(corpus)

    lines_on = _lines_on(both, lambda one: choice(stand[one], heads.get(one, {})), terms, counts, corpus)

    def compose(heading: str) -> tuple[Block, ...]:
        return tuple(_issue(stand[heading], lines_on(heading), counts[heading], sides, against))

    alone = _alone(counts, sides)
    shown = page(both, query.page, compose, most=MOST_ISSUES, room=ROOM, besides=alone)
    with_both = f"{len(both)} with {'both' if len(sides) == 2 else say('two_or_more')}"
    told = sentence(counted(len(counts), "issue"), with_both, query.printed, place(shown))
    title = joined(" | ".join(short(side.name) for side in sides), topic.label, by=" on ")
    blocks: list[Block] = [header(title), context(" ".join([*topic.notes, told])), *shown.blocks]
    blocks += alone if not shown.first else []
    blocks += unnamed_outlets(one.row.source for held in heads.values() for each in held.values() for one in each)
    asked = asking(topic, corpus, query)
    others = [(short(side.name), topic.model_copy(update={"parties": (side,)})) for side in sides]
    others.append(("Timeline", topic.model_copy(update={"view": "timeline"})))
    ways = [Button(label, str(asking(other, corpus, query))) for label, other in others]
    return reply(blocks, max(len(shown.records), 1), [*turning(shown, asked), *ways])


def _lines_on(
    matters: Sequence[str], known: Callable[[str], Mapping[str, int]], terms: Held, counts: Counts, corpus: Corpus
) -> Callable[[str], Mapping[str, Line]]:
    """A line of each party on a matter: as many matters as a page has at most are read together."""

    @cache
    def read(number: int) -> Mapping[str, Mapping[str, Line]]:
        some = matters[number * MOST_ISSUES : (number + 1) * MOST_ISSUES]
        return showing({matter: known(matter) for matter in some}, terms, counts, corpus)

    place_of = {matter: at for at, matter in enumerate(matters)}
    return lambda matter: read(place_of[matter] // MOST_ISSUES)[matter]


def _issue(
    stand: Ground, shown: Mapping[str, Line], counts: Mapping[str, int], sides: Sequence[Entity], against: Reports
) -> Iterator[Block]:
    """How the parties stand where the sources show it, and a line of each; the lines are those that show it."""
    told = texts().ground.get(stand, "")
    label = next((issue_label(one.newest) for one in shown.values()), "")
    yield rich(line(letters(cut(label, 100), bold=True), *([letters(f"  {told}")] if told else [])))
    for side, one in shown.items():
        own = line_note(one, against, next(short(each.name) for each in sides if each.id == side))
        first, *beneath = own.told.split("\n")
        more = f" (+{counts[side] - 1})" if counts[side] > 1 else ""
        yield note("\n".join([first + more, *beneath]), own.beside)


def _alone(counts: Counts, sides: Sequence[Entity]) -> list[Block]:
    """One line a party of what only that one has something on, its weightiest."""
    parts, most = [], max(1, MOST_ALONE // len(sides))
    for side in sides:
        only = [label_of(heading) for heading, held in counts.items() if held.keys() == {side.id}]
        rest = len(only) - most
        names = " · ".join([*(cut(label, 40) for label in only[:most]), *([f"+{rest}"] if rest > 0 else [])])
        parts += [f"Only {short(side.name)}: {names}."] if only else []
    return [note("\n".join(parts))] if parts else []
