"""Socket Mode over loopback: how fast, and what gets lost, beside a bare app that acks at once without an answer.

    python -m tests.bench.socket_mode [--commands 600] [--at-once 10] [--database URL] [--line "/quote Peskov"]

Speed: commands from ten people at once. The heavy mix: twenty different `/positions` at once, five times over, each of
which nobody has asked before, and beside them people who ask what is remembered. Loss: commands while twenty answers
wait four seconds each for the database, while the connection is refreshed five times, and while it is cut; a command
that found no connection is not lost but undeliverable, and counted apart. The apps run in processes of their own, one
after the other in the same run; the clock is in the fake Slack. Without a database the seeds are read into one first.
Exit code 1 where an ack of the heavy mix took over a second, or its p99 was over 0.3 s.
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
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bot.fake_slack.slack import FakeSlack
from corpus.store import open_corpus
from tests.bench.slowly import SECONDS

ROOT = Path(__file__).parents[2]

SLOW_JOBS = 20
REFRESHES = 5
HEAVY, ROUNDS = 20, 5
WORST, WORST_P99 = 1.0, 0.3  # seconds that an ack of the heavy mix may take
ANSWERED = 120.0  # seconds

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

BARE_APP = [sys.executable, "-c", BARE]
READOUT = [sys.executable, "-m", "bot", "serve"]
SLOW_READOUT = [sys.executable, "-m", "tests.bench.slowly", "serve"]


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


# -- the heavy mix -----------------------------------------------------------------------------------------------------


def heavy_lines(url: str) -> list[str]:
    """Lines about the parties with the most positions: one party, then two, all different."""
    with open_corpus(url) as corpus:
        parties = [
            name for name, _ in Counter(one.position.party_name for one in corpus.positions()).most_common(HEAVY)
        ]
    pairs = [f"/positions {one} and {other}" for one, other in combinations(parties, 2)]
    return [*(f"/positions {one}" for one in parties), *pairs][: HEAVY * ROUNDS]


class Acks(NamedTuple):
    """Seconds to each ack and to each answer, of the heavy lines and of those that were remembered."""

    heavy: list[float]
    answers: list[float]
    remembered: list[float]

    def told(self) -> Iterator[str]:
        for name, seconds in (("heavy acks", self.heavy), ("answers", self.answers), ("remembered", self.remembered)):
            told = f"p50 {1000 * at(seconds, 0.5):7.1f} ms   p99 {1000 * at(seconds, 0.99):7.1f} ms"
            yield f"{name:<16} {told}   worst {1000 * max(seconds):7.1f} ms   of {len(seconds)}"

    @property
    def good(self) -> bool:
        acks = [*self.heavy, *self.remembered]
        return max(acks) <= WORST and max(at(self.heavy, 0.99), at(self.remembered, 0.99)) <= WORST_P99


def at(seconds: list[float], part: float) -> float:
    return sorted(seconds)[min(int(len(seconds) * part), len(seconds) - 1)]


async def heavy_mix(lines: list[str], variables: dict[str, str], asked: argparse.Namespace) -> Acks:
    acks = Acks([], [], [])
    async with running(READOUT, variables) as slack:
        await answered(slack, asked.line)
        over = asyncio.Event()
        beside = [asyncio.create_task(remembered(slack, asked.line, over, acks.remembered)) for _ in range(3)]
        for start in range(0, len(lines), HEAVY):
            for ack, whole in await asyncio.gather(*(answered(slack, line) for line in lines[start : start + HEAVY])):
                acks.heavy.append(ack)
                acks.answers.append(whole)
        over.set()
        await asyncio.gather(*beside)
    return acks


async def remembered(slack: FakeSlack, line: str, over: asyncio.Event, acks: list[float]) -> None:
    while not over.is_set():
        acks.append((await answered(slack, line))[0])
        await asyncio.sleep(0.1)


async def answered(slack: FakeSlack, line: str) -> tuple[float, float]:
    """Seconds to the ack and to the answer. Raises RuntimeError for a command that failed."""
    command, _, text = line.partition(" ")
    start = time.perf_counter()
    asked = await slack.command(command, text)
    if asked.error or asked.seconds is None:
        raise RuntimeError(f"{line}: {asked.error}")
    await asked.seen(ANSWERED)
    return asked.seconds, time.perf_counter() - start


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
    became = await commands_during(slack, line, at_once, asyncio.sleep(SECONDS))
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
    parser.add_argument("--only", choices=("speed", "heavy", "loss"), help="one of the three")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or seeded(Path(folder) / "readout.db")
        variables = {
            "READOUT_DATABASE_URL": url,
            "READOUT_SEEDS": str(Path(folder) / "none"),
            "READOUT_ANSWERS_PER_MINUTE": "0",
        }
        good = measured(url, variables, asked)
    sys.exit(0 if good else 1)


def measured(url: str, variables: dict[str, str], asked: argparse.Namespace) -> bool:
    """Print what is asked for; whether the heavy mix was acked in time."""
    if asked.only in (None, "speed"):
        for name, command in (("bare", BARE_APP), ("readout", READOUT)):
            asyncio.run(speed(name, command, variables, asked))
    good = True
    if asked.only in (None, "heavy"):
        acks = asyncio.run(heavy_mix(heavy_lines(url), variables, asked))
        print("\n".join(acks.told()))
        good = acks.good
    if asked.only in (None, "loss"):
        for name, command in (("bare", BARE_APP), ("readout", SLOW_READOUT)):
            asyncio.run(loss(name, command, variables, asked))
    print(f"load average {os.getloadavg()[0]:.1f}")
    return good


def seeded(path: Path) -> str:
    """A corpus of the seeds, read in a process of its own."""
    url = f"sqlite:///{path}"
    reading = [sys.executable, "-m", "bot", "ingest", str(ROOT / "seeds")]
    environment = os.environ | {"READOUT_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    subprocess.run(reading, env=environment, check=True, stderr=subprocess.DEVNULL)
    return url


if __name__ == "__main__":
    main()
