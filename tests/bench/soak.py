"""Readout under steady load for a long time: no ack lost, memory and open files flat, answers quick as articles come.

    python -m tests.bench.soak        # 20 minutes, 50 commands a second, 10,000 articles
    python -m tests.bench.soak --minutes 1 --rate 20 --articles 500

An invented archive (`tests.bench.archive`), `readout serve` over the fake Slack on this machine, and mixed commands at
an even pace: half of them ask what was asked before, half are drawn over all people and parties. Once a minute one more
article is saved from outside of it. The clock is in the fake Slack. Exit code 1 where an ack took over a second, where
p99 of the answers is over half a second, or where memory or open files grew by a quarter after the first fifth.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bot.fake_slack.slack import FakeSlack
from corpus.store import open_corpus
from tests.bench.archive import World, fill
from tests.bench.archive_speed import save_one
from tests.bench.ingest_growth import resident

ROOT = Path(__file__).parents[2]
ACK, ANSWER, GROWTH = 1.0, 0.5, 1.25
LONGEST = 60.0
"""Seconds after which an answer is given up."""
WINDOWS = 20


class Sample(NamedTuple):
    """One command: when it was typed, the seconds to its ack and to its answer; its fate is "answered", or else."""

    at: float
    acked: float
    answered: float
    fate: str


class Vitals(NamedTuple):
    """The serving process at a moment: megabytes, open files, threads."""

    at: float
    memory: float
    files: int
    threads: int


async def soak(url: str, world: World, minutes: float, rate: float) -> tuple[list[Sample], list[Vitals]]:
    """Every command's fate and the process's vitals, some twenty of them."""
    lines, samples, vitals = mixed(world), list[Sample](), list[Vitals]()
    async with FakeSlack() as slack:
        app = await started(slack, url)
        try:
            await slack.connected(60)
            beginning, typing = time.monotonic(), set[asyncio.Task[None]]()
            watching = asyncio.create_task(watch(app.pid, beginning, 60 * minutes / WINDOWS, vitals))
            saving = asyncio.create_task(save_each_minute(url, world))
            for number in range(int(60 * minutes * rate)):
                await asyncio.sleep(max(0.0, number / rate - (time.monotonic() - beginning)))
                task = asyncio.create_task(typed(slack, next(lines), number / rate, samples))
                typing.add(task)
                task.add_done_callback(typing.discard)
            await asyncio.gather(*typing)
            watching.cancel()
            saving.cancel()
        finally:
            app.terminate()
            await app.wait()
    return samples, vitals


async def started(slack: FakeSlack, url: str) -> Process:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "READOUT_"))}
    own = {"READOUT_DATABASE_URL": url, "READOUT_SEEDS": "none", "READOUT_ANSWERS_PER_MINUTE": "0"}
    given = kept | slack.environment | own | {"PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=given, stdout=DEVNULL, stderr=DEVNULL
    )


def mixed(world: World) -> Iterator[str]:
    """Lines for ever: half of them from the twenty of the bench of answers, half of anybody and any two parties."""
    chosen, usual = random.Random(7), world.lines()
    people, parties = [name for name, _ in world.people], [name for _, name in world.parties]
    while True:
        yield chosen.choice(usual)
        one, other = chosen.sample(parties, 2)
        yield chosen.choice((f"/quote {chosen.choice(people)}", f"/positions {one} {other}", f"/talks {one}"))


async def typed(slack: FakeSlack, line: str, at: float, samples: list[Sample]) -> None:
    command, _, words = line.partition(" ")
    start = time.monotonic()
    found = await slack.command(command, words)
    acked, fate = found.seconds or time.monotonic() - start, found.error or "answered"
    if found.message is None and not found.error:
        try:
            await found.answered(LONGEST)
        except TimeoutError:
            fate = "acked and never answered"
    samples.append(Sample(at, acked, time.monotonic() - start, fate))


async def watch(pid: int, beginning: float, every: float, vitals: list[Vitals]) -> None:
    while True:
        vitals.append(Vitals(time.monotonic() - beginning, resident(pid), entries(pid, "fd"), entries(pid, "task")))
        await asyncio.sleep(every)


def entries(pid: int, kind: str) -> int:
    """How many open files ("fd") or threads ("task") a process has."""
    return len(os.listdir(f"/proc/{pid}/{kind}"))


async def save_each_minute(url: str, world: World) -> None:
    with open_corpus(url) as corpus:
        for number in range(10_000):
            await asyncio.to_thread(save_one, corpus, world, number)
            await asyncio.sleep(60)


def judged(samples: list[Sample], vitals: list[Vitals]) -> list[str]:
    """A sentence for each thing that is not as it should be."""
    wrong = [
        f"{count} commands: {fate}"
        for fate, count in Counter(one.fate for one in samples).items()
        if fate != "answered"
    ]
    if late := [one for one in samples if one.acked > ACK]:
        wrong.append(f"{len(late)} acks took over {ACK:.0f} s, the longest {max(one.acked for one in late):.1f} s")
    if (slowest := quantile([one.answered for one in samples], 0.99)) > ANSWER:
        wrong.append(f"p99 of the answers is {1000 * slowest:.0f} ms")
    settled = vitals[len(vitals) // 5 :]
    for name, values in (("memory", [one.memory for one in settled]), ("open files", [one.files for one in settled])):
        if values and values[-1] > GROWTH * values[0]:
            wrong.append(f"{name} grew from {values[0]:.0f} to {values[-1]:.0f}")
    return wrong


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def show(samples: list[Sample], vitals: list[Vitals]) -> None:
    table = Table(
        "minute", "commands", "ack p50 ms", "ack p99 ms", "ack max ms", "answer p99 ms", "MB", "files", "threads"
    )
    ends = [one.at for one in vitals[1:]] + [float("inf")]
    for one, end in zip(vitals, ends, strict=True):
        within = [sample for sample in samples if one.at <= sample.at < end]
        if within:
            acks = [sample.acked for sample in within]
            spread = (
                quantile(acks, 0.5),
                quantile(acks, 0.99),
                max(acks),
                quantile([s.answered for s in within], 0.99),
            )
            table.add_row(
                f"{one.at / 60:.1f}",
                str(len(within)),
                *(f"{1000 * each:.0f}" for each in spread),
                f"{one.memory:.0f}",
                str(one.files),
                str(one.threads),
            )
    Console(width=120).print(table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rate", type=float, default=50, help="commands a second")
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url, world = f"sqlite:///{folder}/readout.db", World(asked.articles)
        fill(url, world)
        samples, vitals = asyncio.run(soak(url, world, asked.minutes, asked.rate))
    show(samples, vitals)
    wrong = judged(samples, vitals)
    print("\n".join(wrong) or f"{len(samples)} commands, each answered in time; nothing grew.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
