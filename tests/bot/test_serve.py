"""`readout serve` as a process against the fake Slack, from the first connection to the last ack."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.fake_slack.exchange import ACK_WITHIN, Exchange
from bot.fake_slack.slack import FakeSlack
from bot.faults import faults
from bot.serve import let_out
from bot.tasks import Tasks
from corpus.keepings import ArticleState
from corpus.store import open_corpus
from tests.newsroom import TEXT, fill
from tests.running import followed
from tests.serving import Start, log_until, starting

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def start(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Start]:
    async with starting(slack, tmp_path, f"sqlite:///{tmp_path / 'readout.db'}") as run:
        yield run


async def check(exchange: Exchange) -> None:
    assert exchange.error is None
    assert exchange.seconds is not None
    assert exchange.seconds < ACK_WITHIN
    assert faults(await exchange.seen(within=20)) == []
    assert exchange.url.refused == []


async def test_three_commands_are_answered_and_sigterm_leaves_nothing_behind(slack: FakeSlack, start: Start) -> None:
    process = await start()
    log = await log_until(process, "Readout is ready")
    assert "Readout is ready: 1 article, 2 people and 2 quotes; listening to Slack as readout in Loopback" in log
    for command, text in (("/quote", "Nordmann"), ("/positions", "Norway"), ("/talks", "latest")):
        await check(await slack.command(command, text))
    asking = [asyncio.create_task(slack.command("/quote", "Nordmann")) for _ in range(10)]
    await asyncio.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    for exchange in await asyncio.gather(*asking):
        await check(exchange)
    _, rest = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0
    assert "Traceback" not in rest.decode()
    everything = log + rest.decode()
    assert slack.api.bot_token not in everything
    assert "ticket=" not in everything
    assert "Nordmann" not in everything


async def test_its_health_is_told_while_it_serves_and_after_it_left(start: Start, tmp_path: Path) -> None:
    process = await start()
    await log_until(process, "Readout is ready")
    async with asyncio.timeout(10):
        while not (tmp_path / "readout.pulse").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    well = await start("-m", "bot", "health")
    await asyncio.wait_for(well.communicate(), 15)
    assert well.returncode == 0
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 15)
    gone = await start("-m", "bot", "health")
    await asyncio.wait_for(gone.communicate(), 15)
    assert gone.returncode == 1


async def test_its_metrics_and_its_log_are_for_programs_where_that_is_switched_on(
    slack: FakeSlack, start: Start, unused_tcp_port: int
) -> None:
    process = await start(READOUT_METRICS_PORT=str(unused_tcp_port), READOUT_LOG_FORMAT="json")
    await log_until(process, "Metrics are at")
    await check(await slack.command("/quote", "Nordmann"))
    line = json.loads((await log_until(process, "readout.audit")).splitlines()[-1])
    assert re.fullmatch(r"user=U\w+ team=T\w+ channel=C\w+ \w+ count=1 ms=\d+", line["message"])
    assert re.fullmatch(r"[0-9a-f]{6}", line["reference"])
    async with aiohttp.ClientSession() as session:
        told = await (await session.get(f"http://127.0.0.1:{unused_tcp_port}/metrics")).text()
        well = await session.get(f"http://127.0.0.1:{unused_tcp_port}/healthz")
    assert 'readout_answer_seconds_count{what="command"} 1.0' in told
    assert well.status == 200


async def test_ctrl_c_leaves_in_order_too(start: Start) -> None:
    process = await start()
    await log_until(process, "Readout is ready")
    process.send_signal(signal.SIGINT)
    _, rest = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0
    assert "Traceback" not in rest.decode()


@pytest.mark.parametrize(
    ("variable", "token"), [("SLACK_BOT_TOKEN", "xoxb-revoked-SECRET"), ("SLACK_APP_TOKEN", "xapp-1-revoked-SECRET")]
)
async def test_a_token_that_slack_refuses_is_named(start: Start, variable: str, token: str) -> None:
    process = await start(**{variable: token})
    _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 1
    assert f"Slack refused {variable} (invalid_auth)" in log.decode()
    assert "api.slack.com/apps" in log.decode()
    assert "Traceback" not in log.decode()
    assert "SECRET" not in log.decode()


async def test_slack_being_out_of_order_at_the_start_is_waited_for(slack: FakeSlack, start: Start) -> None:
    slack.api.fail("auth.test", "internal_error")
    slack.api.limit("apps.connections.open")
    process = await start()
    log = await log_until(process, "Readout is ready")
    assert "Slack cannot be reached (internal_error); trying again in 1 s" in log


async def test_a_page_of_a_gateway_is_no_word_on_the_token(start: Start, unused_tcp_port: int) -> None:
    answers = iter(
        [(503, "text/html", b"<html>busy</html>"), (200, "application/json", b"[]"), (200, "text/html", b"")]
    )

    async def gateway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status, kind, body = next(answers, (502, "text/html", b"gone"))
        head = (
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(gateway, "127.0.0.1", unused_tcp_port):
        process = await start(SLACK_API_URL=f"http://127.0.0.1:{unused_tcp_port}/api/")
        for pause in (1, 2, 4):
            await log_until(process, f"trying again in {pause} s")
        assert process.returncode is None


async def test_a_database_that_cannot_be_opened_ends_the_start(start: Start) -> None:
    process = await start(READOUT_DATABASE_URL="sqlite:////no/such/folder/readout.db", READOUT_SEEDS="seeds")
    _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 1
    assert "/no/such/folder/readout.db cannot be opened" in log.decode()
    assert "Traceback" not in log.decode()


async def test_the_server_of_a_database_is_waited_for(start: Start, unused_tcp_port: int) -> None:
    process = await start(READOUT_DATABASE_URL=f"postgresql+psycopg://desk:SECRET@127.0.0.1:{unused_tcp_port}/none")
    log = await log_until(process, "trying again in 2 s")
    assert "The database cannot be used" in log
    assert "SECRET" not in log
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0


COD = (
    " date 2021-06-01 Harbours open\n\n"
    '"We will open every harbour in July," said Norwegian minister Kari Nordmann in Oslo on Monday.\n'
)


async def test_what_another_process_ingests_is_told_once_and_not_again_after_a_restart(
    slack: FakeSlack, start: Start, tmp_path: Path
) -> None:
    serving = ("-m", "tests.hurried", "serve")
    process = await start(*serving, READOUT_MINUTES_BETWEEN_ALERTS="0")
    await log_until(process, "Readout is ready")
    await followed(slack, "/quote Nordmann")
    await slack.posted(1)
    (tmp_path / "cod.txt").write_text(COD, encoding="utf-8")
    ingesting = await start("-m", "bot", "ingest", "cod.txt")
    await asyncio.wait_for(ingesting.communicate(), 30)
    assert ingesting.returncode == 0
    _, alert = await slack.posted(2, within=10)
    assert alert["channel"] == "C0NEWSROOM"
    assert alert["text"].startswith("Kari Nordmann, Norwegian minister. “We will open every harbour in July”")
    assert "We will open every harbour in July" in str(alert["blocks"])
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 15)
    again = await start(*serving, READOUT_MINUTES_BETWEEN_ALERTS="0")
    await log_until(again, "Readout is ready")
    await asyncio.sleep(1)  # in which the corpus is looked at, waited for, and told of if anything were new
    assert len(slack.posted) == 2


async def test_debug_logs_show_no_secret(slack: FakeSlack, start: Start) -> None:
    process = await start(READOUT_LOG_LEVEL="DEBUG")
    log = await log_until(process, "Readout is ready")
    exchange = await slack.command("/quote", "Nordmann")
    process.send_signal(signal.SIGTERM)
    _, rest = await asyncio.wait_for(process.communicate(), 15)
    everything = log + rest.decode()
    assert "slash_commands" in everything
    for secret in (slack.api.bot_token, slack.api.app_token, exchange.url.key):
        assert secret not in everything
    assert not re.search(r"ticket=(?!\[)", everything)


async def test_leaving_while_articles_are_read(start: Start, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "fish.txt").write_text(TEXT, encoding="utf-8")
    process = await start(READOUT_SEEDS=str(tmp_path / "seeds"))
    log = await log_until(process, "Reading new articles")
    process.send_signal(signal.SIGTERM)
    _, rest = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0
    assert "Traceback" not in log + rest.decode()


async def test_a_developer_talks_to_the_app_through_the_loopback_slack(start: Start, tmp_path: Path) -> None:
    desk = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "slack", cwd=ROOT, stdin=PIPE, stdout=PIPE, env={**os.environ, "COLUMNS": "200"}
    )
    assert desk.stdin is not None
    assert desk.stdout is not None
    how = (await desk.stdout.readuntil(b"make run")).decode()
    process = await start(**dict(re.findall(r"(SLACK_\w+)=(\S+)", how)))
    await log_until(process, "Readout is ready")
    desk.stdin.write(b"/quote Nordmann\n1\n")
    desk.stdin.write_eof()
    shown = (await asyncio.wait_for(desk.stdout.read(), 20)).decode()
    assert await desk.wait() == 0
    assert "We will reopen the fishing grounds in June" in shown
    assert shown.count("acked after") == 2
    assert "failed" not in shown


async def test_leaving_while_slack_cannot_be_reached(start: Start) -> None:
    process = await start(SLACK_API_URL="http://127.0.0.1:9/api/")
    log = await log_until(process, "Slack cannot be reached")
    process.send_signal(signal.SIGTERM)
    _, rest = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0
    assert "Traceback" not in log + rest.decode()


async def test_an_embargo_that_has_ended_is_lifted_while_it_serves(sqlite_url: str) -> None:
    with open_corpus(sqlite_url) as corpus:
        fill(corpus)
        (held,) = corpus.desk.find()
        now = datetime.now(UTC)
        corpus.desk.rule(held.source.id, ArticleState.EMBARGOED, by="Ada", until=now + timedelta(seconds=0.3))
        tasks = Tasks()
        lifting = asyncio.ensure_future(let_out(corpus, tasks, every=0.05))
        assert corpus.figures().articles == 0
        async with asyncio.timeout(10):
            while corpus.figures().articles == 0:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        lifting.cancel()
        tasks.close()
        assert datetime.now(UTC) >= now + timedelta(seconds=0.3)
