"""Whether the serving process is well: what it writes down as it runs, and what another process makes of that."""

import asyncio
import os
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from bot.release import VERSION
from corpus.errors import StoreError
from corpus.models import Record
from corpus.store import Corpus
from handlers.blocks.text import counted

PULSE = Path("readout.pulse")
"""Where the serving process writes its pulse, in the folder that it runs in."""

EVERY = 5.0  # seconds between two beats
SILENT = timedelta(seconds=30)
"""After so long without a beat a process hangs, or was killed."""

LEAST_FREE = 200_000_000  # bytes of disk that a corpus needs to grow


class Pulse(Record):
    """What the serving process says of itself; `connected`: to Slack, since when, None for not."""

    pid: int
    version: str = VERSION
    started: datetime
    at: datetime
    connected: datetime | None = None
    answered: datetime | None = None


State = Literal["well", "not running", "hangs", "not connected", "database", "disk"]


class Health(Record):
    """The state of Readout; `why` says it in a sentence, and what to do."""

    state: State
    why: str
    pulse: Pulse | None = None
    articles: int | None = None
    newest: date | None = None
    free: int | None = None


async def beat(pulse: Callable[[], Pulse], path: Path = PULSE) -> None:
    """Write the pulse, and tell systemd where it asks, for ever; when this is cancelled the pulse is taken away."""
    try:
        while True:
            _write(pulse(), path)
            notify("WATCHDOG=1")
            await asyncio.sleep(EVERY)
    finally:
        _take_away(path)


def _write(pulse: Pulse, path: Path) -> None:
    """In one step, so that nobody ever reads half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text(pulse.model_dump_json(), encoding="utf-8")
    fresh.replace(path)


def _take_away(path: Path) -> None:
    path.unlink(missing_ok=True)


def notify(state: str) -> None:
    """Tell systemd, if it started this process and wants to be told; see sd_notify(3)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        try:
            wire.connect("\0" + address[1:] if address.startswith("@") else address)
            wire.send(state.encode())
        except OSError:
            pass  # whoever wanted to be told is gone


def health(corpus: Corpus, path: Path = PULSE, now: datetime | None = None) -> Health:
    """How the serving process of this folder, its database and its disk are."""
    return health_of(_read(path), corpus, path.absolute().parent, now)


def health_of(pulse: Pulse | None, corpus: Corpus, folder: Path = Path(), now: datetime | None = None) -> Health:
    """The same of a pulse that is known, and of the disk that a folder lies on."""
    moment = now or datetime.now(UTC)
    free = shutil.disk_usage(folder.absolute()).free
    try:
        figures = corpus.figures()
    except StoreError as error:
        return Health(state="database", why=str(error), pulse=pulse, free=free)
    state, why = _judged(pulse, free, moment)
    return Health(state=state, why=why, pulse=pulse, articles=figures.articles, newest=figures.newest, free=free)


def _read(path: Path) -> Pulse | None:
    try:
        return Pulse.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _judged(pulse: Pulse | None, free: int, now: datetime) -> tuple[State, str]:
    if pulse is None:
        return "not running", "Readout does not serve Slack from this folder: start it with readout serve."
    if now - pulse.at > SILENT:
        ago = counted(int((now - pulse.at).total_seconds()), "second")
        return "hangs", f"Readout has said nothing for {ago}: look into its log, then start it again."
    if pulse.connected is None:
        return "not connected", "Readout has no connection to Slack just now; it tries by itself, and its log says why."
    if free < LEAST_FREE:
        return "disk", f"The disk has only {free // 1_000_000} MB left: make room for the database."
    return "well", f"Readout {pulse.version} is connected to Slack since {pulse.connected:%d %b %H:%M} UTC."
