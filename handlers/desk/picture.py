"""The timeline that a command line asks for, to be drawn."""

from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.answer import answer, command_named
from handlers.blocks.reply import Reply
from handlers.commands.disambiguation import unavailable
from handlers.commands.timeline import Timeline
from handlers.query import read

MOST_ENTRIES = 60


def timeline_of(line: str, corpus: Corpus) -> Timeline | Reply:
    """The entries of a timeline, the newest where there are many; the answer that a line gets which asks for none."""
    name, _, words = line.strip().partition(" ")
    command = command_named(name)
    try:
        found = command.find(read(words, command.name), corpus) if command and command.timeline else None
        drawn = (
            command.timeline(found, corpus) if command and command.timeline and not isinstance(found, Reply) else None
        )
        return drawn.model_copy(update={"entries": drawn.entries[-MOST_ENTRIES:]}) if drawn else answer(line, corpus)
    except StoreError as error:
        return unavailable(error)
