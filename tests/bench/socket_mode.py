"""Acks over loopback: /quote from ten people at once, beside an app that acks at once without an answer.

    python tests/bench/socket_mode.py [--commands 300] [--at-once 10] [--database URL] [--line "/quote Peskov"]

Both apps run in processes of their own, one after the other in the same run; the clock is in the loopback Slack.
Without a database a small corpus made for tests is asked.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.loopback.slack import LoopbackSlack  # noqa: E402
from corpus.store import open_corpus  # noqa: E402
from tests.newsroom import fill  # noqa: E402

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

READOUT = [sys.executable, "-m", "bot", "serve"]


async def timed(slack: LoopbackSlack, line: str, commands: int, at_once: int) -> tuple[list[float], float]:
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


async def measure(name: str, process: list[str], variables: dict[str, str], asked: argparse.Namespace) -> None:
    async with LoopbackSlack() as slack:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "READOUT_"))}
        environment = kept | slack.environment | variables | {"PYTHONPATH": str(ROOT)}
        app = await asyncio.create_subprocess_exec(*process, env=environment, stdout=DEVNULL, stderr=DEVNULL)
        try:
            await slack.connected(60)
            await timed(slack, asked.line, asked.at_once, asked.at_once)
            seconds, total = await timed(slack, asked.line, asked.commands, asked.at_once)
        finally:
            app.terminate()
            await app.wait()
    ordered = sorted(seconds)
    p50, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    print(f"{name:<8} p50 {1000 * p50:6.1f} ms   p99 {1000 * p99:6.1f} ms   {len(seconds) / total:6.0f} commands/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commands", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=10)
    parser.add_argument("--database")
    parser.add_argument("--line", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or filled(Path(folder) / "readout.db")
        asked.line = asked.line or ("/quote Peskov" if asked.database else "/quote Nordmann")
        variables = {"READOUT_DATABASE_URL": url, "READOUT_SEEDS": str(Path(folder) / "none")}
        for name, process in (("bare", [sys.executable, "-c", BARE]), ("readout", READOUT)):
            asyncio.run(measure(name, process, variables, asked))


def filled(path: Path) -> str:
    with open_corpus(f"sqlite:///{path}") as corpus:
        fill(corpus)
    return f"sqlite:///{path}"


if __name__ == "__main__":
    main()
