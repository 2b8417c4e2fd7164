"""A monitor hears what the process has done and whether it is well, and nobody else hears anything."""

from datetime import UTC, datetime

import aiohttp
import pytest

from bot.audit import Audit
from bot.context import Interaction
from bot.health import Pulse
from bot.metrics import Metrics, monitored
from bot.tasks import Tasks
from corpus.store import Corpus


@pytest.fixture
def metrics(corpus: Corpus) -> Metrics:
    return Metrics(corpus, Tasks())


def pulse(*, connected: bool = True) -> Pulse:
    now = datetime.now(UTC)
    return Pulse(pid=1, started=now, at=now, connected=now if connected else None)


async def asked(metrics: Metrics, path: str, said: Pulse) -> tuple[int, str]:
    async with monitored(metrics, lambda: said, 0) as port, aiohttp.ClientSession() as session:
        found = await session.get(f"http://127.0.0.1:{port}{path}")
        return found.status, await found.text()


async def test_answers_are_counted_by_what_was_done_and_never_by_what_was_asked(metrics: Metrics) -> None:
    with Audit(observe=metrics.answered).entry(Interaction(user="U1"), "command", "/quote Nordmann") as entry:
        entry.count = 3
    status, told = await asked(metrics, "/metrics", pulse())
    assert status == 200
    assert 'readout_answer_seconds_count{what="command"} 1.0' in told
    assert 'readout_records_total{what="command"} 3.0' in told
    assert "readout_connected 1.0" in told
    assert "readout_articles 0.0" in told
    assert "Nordmann" not in told
    assert "U1" not in told


async def test_health_is_told_by_the_status_too(metrics: Metrics) -> None:
    status, told = await asked(metrics, "/healthz", pulse())
    assert (status, '"well"' in told) == (200, True)
    status, told = await asked(metrics, "/healthz", pulse(connected=False))
    assert (status, '"not connected"' in told) == (503, True)


async def test_a_port_that_is_taken_is_told(metrics: Metrics) -> None:
    async with monitored(metrics, pulse, 0) as port:
        with pytest.raises(OSError, match="address already in use"):
            async with monitored(metrics, pulse, port):
                pass
