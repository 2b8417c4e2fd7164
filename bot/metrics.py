"""What a monitor asks of the serving process: Prometheus' metrics, and whether it is well, on 127.0.0.1 alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.health import Health, Pulse, health_of
from bot.tasks import Tasks
from corpus.store import Corpus

HOST = "127.0.0.1"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: an ack has three, an answer is to take less than one."""


class Metrics:
    """What this process has done and how it is. Names and units follow Prometheus' conventions."""

    def __init__(self, corpus: Corpus, tasks: Tasks) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._corpus, self._tasks = corpus, tasks
        self._seconds = Histogram(
            "readout_answer_seconds", "From a request to its answer", ["what"], buckets=BUCKETS, registry=self.registry
        )
        self._records = Counter("readout_records", "Records that answers showed", ["what"], registry=self.registry)
        self._connected = Gauge("readout_connected", "1 while there is a connection to Slack", registry=self.registry)
        self._under_way = Gauge("readout_answers_under_way", "Answers not out yet", registry=self.registry)
        self._articles = Gauge("readout_articles", "Articles that are answered from", registry=self.registry)

    def answered(self, what: str, seconds: float, count: int) -> None:
        """Count one answer; `what` is the audit's name for it, one of a few dozen."""
        self._seconds.labels(what).observe(seconds)
        self._records.labels(what).inc(count)

    async def exposed(self, pulse: Pulse) -> bytes:
        """All of it, in Prometheus' text format. Raises StoreError when the corpus cannot be read."""
        figures = await self._tasks.in_thread(self._corpus.figures)
        self._connected.set(pulse.connected is not None)
        self._under_way.set(self._tasks.under_way)
        self._articles.set(figures.articles)
        return generate_latest(self.registry)

    async def health(self, pulse: Pulse) -> Health:
        """Whether the process is well, its database and its disk too."""
        return await self._tasks.in_thread(health_of, pulse, self._corpus)


@asynccontextmanager
async def monitored(metrics: Metrics, pulse: Callable[[], Pulse], port: int) -> AsyncIterator[int]:
    """Answer a monitor at /metrics and /healthz within; gives the port, which is a free one for 0.

    Raises OSError where the port is taken.
    """

    async def exposed(_: web.Request) -> web.Response:
        return web.Response(body=await metrics.exposed(pulse()), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def well(_: web.Request) -> web.Response:
        found = await metrics.health(pulse())
        return web.json_response({"state": found.state, "why": found.why}, status=200 if found.state == "well" else 503)

    app = web.Application()
    app.router.add_get("/metrics", exposed)
    app.router.add_get("/healthz", well)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
