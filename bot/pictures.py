"""A timeline as a picture for whoever asked: drawn in a process of its own, with words that tell the same."""

import subprocess
import sys
from importlib.util import find_spec

from bot.context import Responder
from bot.errors import sentence
from bot.files import send_picture_file
from bot.service import Service
from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.answer import answer, command_named
from handlers.blocks.reply import Reply
from handlers.commands.disambiguation import unavailable
from handlers.commands.timeline import Timeline
from handlers.query import read
from handlers.texts import say

DRAWN_WITHIN = 60  # seconds
MOST_ENTRIES = 60


async def send_picture(service: Service, responder: Responder, line: str) -> int:
    """Send the picture of what a command line asks for to the person, in their direct messages with the app."""
    found = await service.tasks.in_thread(timeline_of, line, service.corpus)
    if isinstance(found, Reply):
        await responder.show(found, in_place=True)
        return 0
    if find_spec("matplotlib") is None:
        await responder.tell(sentence(say("no_pictures")))
        return 0
    async with service.reading:  # drawing takes a core, as reading does
        data = await service.tasks.in_thread(drawn, found)
    await send_picture_file(responder, data, found)
    await responder.tell(sentence(say("picture_sent")))
    return len(found.entries)


def timeline_of(line: str, corpus: Corpus) -> Timeline | Reply:
    """The entries of a timeline, the newest where there are many; the answer that a line gets which asks for none."""
    name, _, words = line.strip().partition(" ")
    command = command_named(name)
    try:
        found = command.find(read(words, command.name), corpus) if command and command.timeline else None
        drawn = (
            command.timeline(found, corpus) if command and command.timeline and not isinstance(found, Reply) else None
        )
        return drawn.newest(MOST_ENTRIES) if drawn else answer(line, corpus)
    except StoreError as error:
        return unavailable(error)


def drawn(timeline: Timeline) -> bytes:
    """The PNG, drawn outside this process, which never loads what it takes. Raises CalledProcessError."""
    told = timeline.model_dump_json().encode()
    drawing = [sys.executable, "-m", "bot.drawing"]
    return subprocess.run(drawing, input=told, capture_output=True, check=True, timeout=DRAWN_WITHIN).stdout  # noqa: S603
