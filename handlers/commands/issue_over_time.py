"""One issue of one party over time: oldest to newest, a line each, by the day on which it was said."""

from collections.abc import Sequence
from datetime import date

from corpus.linking.moves import Line, Stand, day_of
from corpus.store import Corpus
from handlers.blocks.kit import Button, Note, context, header
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import position_note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import unnamed_outlets
from handlers.blocks.text import counted, listed, short
from handlers.commands.positions_query import Topic, asking
from handlers.query import Query
from handlers.texts import say

Step = tuple[Stand, Stand | None]
"""A stance for as long as it stood, and the one that it moved on from; None where no step is certain."""


def over_time(topic: Topic, lines: Sequence[Line], query: Query, corpus: Corpus, ways: Sequence[Button]) -> Reply:
    """Every stance on the issue with the articles that repeat it, and a step only where the sources make it certain."""
    steps = sorted((step for one in lines for step in steps_of(one)), key=lambda step: first_day(step[0]))
    shown = page(steps, query.page, lambda step: (_note(step),))
    parts = [counted(len(lines), "position"), f"printed {query.window}" if query.window else "", place(shown)]
    told = " ".join([*topic.notes, f"{', '.join(filter(None, parts))}. {say('oldest_first')}"])
    title = f"{listed([short(party.name) for party in topic.parties])} on {topic.label}"
    blocks = [header(title), context(told), *shown.blocks]
    blocks += unnamed_outlets(step[0].newest.source for step in shown.items)
    asked = asking(topic, corpus, query)
    return reply(blocks, len(shown.records), [*turning(shown, asked), *ways])


def steps_of(one: Line) -> list[Step]:
    """The stances of a line, each with the one before it."""
    return [(now, then) for now, then in zip(one.stands, (*one.stands[1:], None), strict=True)]


def first_day(stand: Stand) -> date:
    """The day on which the stance was first told; the end of all days where no day is known."""
    return min((day for row in stand.rows if (day := day_of(row))), default=date.max)


def _note(step: Step) -> Note:
    """The first report of a stance, which the later ones repeat."""
    now, before = step
    oldest = now.model_copy(update={"rows": now.rows[::-1]})
    return position_note(oldest, was=before)
