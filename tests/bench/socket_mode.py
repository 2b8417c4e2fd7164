"""Socket Mode over loopback: how fast, and what gets lost, beside a bare app that acks at once without an answer.

    python tests/bench/socket_mode.py [--commands 600] [--at-once 10] [--database URL] [--line "/quote Peskov"]

Speed: commands from ten people at once. Loss: the same while twenty answers wait four seconds each for the database,
while the connection is refreshed five times, and while it is cut; a command that found no connection is not lost but
undeliverable, and counted apart. Both apps run in processes of their own, one after the other in the same run; the
clock is in the fake Slack. Without a database the seeds are read into one first.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.fake_slack.slack import FakeSlack  # noqa: E402

SLOW_JOBS, SLOW_SECONDS = 20, 4.0
REFRESHES = 5

BARE = """
import asyncio, os, re
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

async def main():
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client)

    @app.command(re.compile("^/"))
    async def on_command(ack):
        await ack(text="acked")

    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()

asyncio.run(main())
"""

# The real app over a corpus whose every search for words takes its time.
SLOW = f"""
import time
from bot.cli.main import main
from corpus.store import Corpus

quotes = Corpus.quotes

def slowly(self, where=None):
    if where is not None and where.words:
        time.sleep({SLOW_SECONDS})
    return quotes(self, where) if where is not None else quotes(self)

Corpus.quotes = slowly
import sys
sys.argv = ["readout", "serve"]
main()
"""

BARE_APP = [sys.executable, "-c", BARE]
READOUT = [sys.executable, "-m", "bot", "serve"]
SLOW_READOUT = [sys.executable, "-c", SLOW]


@asynccontextmanager
async def running(command: list[str], variables: dict[str, str]) -> AsyncIterator[FakeSlack]:
    """A fake Slack with the app connected to it."""
    async with FakeSlack() as slack:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "READOUT_"))}
        environment = kept | slack.environment | variables | {"PYTHONPATH": str(ROOT)}
        app: Process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=DEVNULL, stderr=DEVNULL)
        try:
            await slack.connected(60)
            yield slack
        finally:
            app.terminate()
            await app.wait()


# -- speed -------------------------------------------------------------------------------------------------------------


async def timed(slack: FakeSlack, line: str, commands: int, at_once: int) -> tuple[list[float], float]:
    """Seconds to each ack, and in all. Raises RuntimeError for a command that failed."""
    command, _, text = line.partition(" ")
    seconds: list[float] = []
    left = iter(range(commands))

    async def person() -> None:
        for _ in left:
            asked = await slack.command(command, text)
            if asked.error or asked.seconds is None:
                raise RuntimeError(asked.error)
            seconds.append(asked.seconds)

    start = time.perf_counter()
    await asyncio.gather(*(person() for _ in range(at_once)))
    return seconds, time.perf_counter() - start


async def speed(name: str, command: list[str], variables: dict[str, str], asked: argparse.Namespace) -> None:
    async with running(command, variables) as slack:
        await timed(slack, asked.line, asked.at_once, asked.at_once)
        seconds, total = await timed(slack, asked.line, asked.commands, asked.at_once)
    ordered = sorted(seconds)
    p50, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    print(f"{name:<8} p50 {1000 * p50:6.1f} ms   p99 {1000 * p99:6.1f} ms   {len(seconds) / total:6.0f} commands/s")


# -- loss --------------------------------------------------------------------------------------------------------------


async def commands_during(slack: FakeSlack, line: str, at_once: int, trouble: Awaitable[None]) -> Counter[str]:
    """What became of the commands that people went on typing while there was trouble, and a second after it."""
    command, _, text = line.partition(" ")
    became: Counter[str] = Counter()
    over = asyncio.Event()

    async def person() -> None:
        while not over.is_set():
            asked = await slack.command(command, text)
            became[asked.error or "acked"] += 1
            await asyncio.sleep(0.05)

    people = [asyncio.create_task(person()) for _ in range(at_once)]
    await trouble
    await asyncio.sleep(1)
    over.set()
    await asyncio.gather(*people)
    return became


async def slow_jobs(slack: FakeSlack, line: str, at_once: int) -> Counter[str]:
    """Twenty answers that take longer than Slack waits, and quick ones beside them."""
    command, _, text = line.partition(" ")
    asked = asyncio.gather(*(slack.command(command, f"{text} work{n}") for n in range(SLOW_JOBS)))
    became = await commands_during(slack, line, at_once, asyncio.sleep(SLOW_SECONDS))
    return became + Counter(one.error or "acked" for one in await asked)


async def refreshes(slack: FakeSlack, line: str, at_once: int) -> Counter[str]:
    async def trouble() -> None:
        for _ in range(REFRESHES):
            await slack.disconnect("refresh_requested")
            await asyncio.sleep(1)

    return await commands_during(slack, line, at_once, trouble())


async def a_cut(slack: FakeSlack, line: str, at_once: int) -> Counter[str]:
    async def trouble() -> None:
        slack.cut()
        start = time.perf_counter()
        await slack.connected(60)
        print(f"{'':<8} back {time.perf_counter() - start:.1f} s after the cut")

    return await commands_during(slack, line, at_once, trouble())


Trouble = Callable[[FakeSlack, str, int], Awaitable[Counter[str]]]
TROUBLES: dict[str, Trouble] = {
    f"{SLOW_JOBS} slow jobs": slow_jobs,
    f"{REFRESHES} refreshes": refreshes,
    "a cut connection": a_cut,
}


async def loss(name: str, command: list[str], variables: dict[str, str], asked: argparse.Namespace) -> None:
    async with running(command, variables) as slack:
        await timed(slack, asked.line, asked.at_once, asked.at_once)
        for trouble, cause in TROUBLES.items():
            became = await cause(slack, asked.line, asked.at_once)
            undelivered = became.pop("dispatch_failed", 0)
            lost = became.total() - became["acked"]
            print(f"{name:<8} {trouble:<16} acked {became['acked']:5}   lost {lost}   undeliverable {undelivered}")


# -- both --------------------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commands", type=int, default=600)
    parser.add_argument("--at-once", type=int, default=10)
    parser.add_argument("--database")
    parser.add_argument("--line", default="/quote Peskov")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or seeded(Path(folder) / "readout.db")
        variables = {
            "READOUT_DATABASE_URL": url,
            "READOUT_SEEDS": str(Path(folder) / "none"),
            "READOUT_ANSWERS_PER_MINUTE": "0",
        }
        for name, command in (("bare", BARE_APP), ("readout", READOUT)):
            asyncio.run(speed(name, command, variables, asked))
        for name, command in (("bare", BARE_APP), ("readout", SLOW_READOUT)):
            asyncio.run(loss(name, command, variables, asked))


def seeded(path: Path) -> str:
    """A corpus of the seeds, read in a process of its own."""
    url = f"sqlite:///{path}"
    reading = [sys.executable, "-m", "bot", "ingest", str(ROOT / "seeds")]
    environment = os.environ | {"READOUT_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    subprocess.run(reading, env=environment, check=True, stderr=subprocess.DEVNULL)
    return url


if __name__ == "__main__":
    main()
