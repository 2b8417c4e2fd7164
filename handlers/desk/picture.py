"""The timeline that a command line asks for, to be drawn."""

from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.linking.moves import trace
from handlers.answer import answer
from handlers.blocks.reply import Reply
from handlers.commands import positions, talks
from handlers.commands.disambiguation import unavailable
from handlers.commands.timeline import Timeline, positions_timeline, talks_timeline
from handlers.query import read

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_ENTRIES = 60


def timeline_of(line: str, corpus: "Corpus") -> Timeline | Reply:
    """The entries of a timeline, the newest where there are many; the answer that a line gets which asks for none."""
    name, _, words = line.strip().partition(" ")
    query = read(words, name.lower().removeprefix("/"))
    try:
        found = talks.find(query, corpus) if query.command == "talks" else positions.find(query, corpus)
        if isinstance(found, talks.Found) and found.which.view == "timeline":
            return _newest(talks_timeline(found.rounds, found.which.told))
        if isinstance(found, positions.Found) and found.topic.view == "timeline":
            return _newest(positions_timeline(found.topic, trace(found.rows), corpus))
        return answer(line, corpus)
    except StoreError as error:
        return unavailable(error)


def _newest(timeline: Timeline) -> Timeline:
    return timeline.model_copy(update={"entries": timeline.entries[-MOST_ENTRIES:]})
