"""A timeline as a picture for whoever asked: drawn in a process of its own, with words that tell the same."""

import subprocess
import sys
from importlib.util import find_spec

from bot.door import Door
from bot.files import send_picture_file
from bot.service import Service
from bot.troubles import sentence
from handlers.blocks.reply import Reply
from handlers.commands.timeline import Timeline
from handlers.desk.picture import timeline_of
from handlers.texts import say

DRAWN_WITHIN = 60  # seconds


async def send_picture(service: Service, door: Door, line: str) -> int:
    """Send the picture of what a command line asks for to the person, in their direct messages with the app."""
    found = await service.work.in_thread(timeline_of, line, service.corpus)
    if isinstance(found, Reply):
        await door.show(found, in_place=True)
        return 0
    if find_spec("matplotlib") is None:
        await door.tell(sentence(say("no_pictures")))
        return 0
    async with service.reading:  # drawing takes a core, as reading does
        data = await service.work.in_thread(drawn, found)
    await send_picture_file(door, data, found)
    await door.tell(sentence(say("picture_sent")))
    return len(found.entries)


def drawn(timeline: Timeline) -> bytes:
    """The PNG, drawn outside this process, which never loads what it takes. Raises CalledProcessError."""
    told = timeline.model_dump_json().encode()
    drawing = [sys.executable, "-m", "bot.drawing"]
    return subprocess.run(drawing, input=told, capture_output=True, check=True, timeout=DRAWN_WITHIN).stdout  # noqa: S603
