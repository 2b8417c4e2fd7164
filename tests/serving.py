"""Real `readout serve` processes over a filled corpus, against the fake Slack."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.fake_slack.slack import FakeSlack
from corpus.store import open_corpus
from tests.newsroom import fill

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0  # seconds; a busy machine takes its time to start processes
Start = Callable[..., Awaitable[Process]]


@asynccontextmanager
async def starting(slack: FakeSlack, folder: Path, url: str) -> AsyncIterator[Start]:
    """Starts `readout serve`, or what is given, in the folder, with these variables on top of the Slack's."""
    with open_corpus(url) as corpus:
        fill(corpus)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "READOUT_"))}
    own = {"READOUT_DATABASE_URL": url, "READOUT_SEEDS": str(folder / "none"), "PYTHONPATH": str(ROOT)}
    async with AsyncExitStack() as stack:

        async def run(*arguments: str, **variables: str) -> Process:
            environment = kept | own | slack.environment | variables
            python = (sys.executable, *(arguments or ("-m", "bot", "serve")))
            process = await asyncio.create_subprocess_exec(*python, cwd=folder, env=environment, stderr=PIPE)
            stack.push_async_callback(_end, process)
            return process

        yield run


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.communicate()


async def log_until(process: Process, words: str) -> str:
    """What a process has logged up to the line with these words. Raises TimeoutError."""
    assert process.stderr is not None
    lines = []
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stderr.readline()).decode():
            lines.append(line)
            if words in line:
                return "".join(lines)
    raise AssertionError(f"{words!r} is not in the log:\n{''.join(lines)}")
