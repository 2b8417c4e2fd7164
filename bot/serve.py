"""The serving process: connect to Slack, answer until told to leave."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.access import Gate, installer
from bot.alerts import Alerts, Pace
from bot.answers import warm
from bot.app import create_app, posting_client, web_client
from bot.audit import Audit
from bot.context import Interaction
from bot.errors import why
from bot.finding import Finder, finder
from bot.health import Pulse, beat, notify
from bot.ingesting import bring_up_to_date, keep_up_with_feeds
from bot.ledger import Bookkeeper
from bot.noting import shown
from bot.recalls import Recalls
from bot.settings import APP_KEY, BOT_KEY, Settings, SettingsError, Tokens
from bot.socket_mode import Connection
from bot.tasks import Tasks
from corpus.errors import StoreError
from corpus.keepings import Follow
from corpus.models import Figures
from corpus.store import Corpus
from handlers.blocks.text import counted, listed

if TYPE_CHECKING:
    from bot.metrics import Metrics

logger = logging.getLogger("readout")

Json = dict[str, Any]

LEAVE_WITHIN = 10.0  # seconds for the answers under way when the process is told to leave
EMBARGOES_LOOKED_AT = 20.0  # seconds between two looks at whether one has ended
LONGEST_PAUSE = 30.0  # seconds between two attempts to reach Slack
REFUSED = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
"""What no waiting mends. Whatever else Slack or something on the way to it answers is taken for a bad minute."""


def serve(settings: Settings, tokens: Tokens, corpus: Corpus) -> None:
    """Answer Slack until SIGTERM or SIGINT. Raises SettingsError when Slack refuses a token."""
    if not asyncio.run(_serve(settings, tokens, corpus)):
        logger.warning("Left with answers unfinished after %.0f seconds.", LEAVE_WITHIN)
        logging.shutdown()
        os._exit(1)  # a thread that still waits for its database would hold up the exit


async def _serve(settings: Settings, tokens: Tokens, corpus: Corpus) -> bool:
    told = _told_to_leave()
    tasks = Tasks()
    find = finder(settings.database_url, corpus, tasks, settings.server)
    try:
        metrics = _metrics(settings, corpus, tasks)
        audit = Audit(with_words=settings.audit_words, observe=metrics.answered if metrics else None)
        made = partial(create_app, settings, corpus, tasks, audit=audit, find=find)
        starting = asyncio.ensure_future(_started(settings, tokens, corpus, tasks, find=find, made=made))
        leaving = asyncio.ensure_future(told.wait())
        await asyncio.wait({starting, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            await asyncio.wait({starting})
            return True
        connection, me = starting.result()
        logger.info("Readout is ready: %s; listening to Slack as %s", summary(corpus.figures()), _name(me))
        notify("READY=1")
        works = _works(settings, corpus, tasks, connection, me, metrics=metrics)
        beside = set(map(asyncio.ensure_future, works))
        await leaving
        logger.info("Leaving: finishing the answers under way")
        notify("STOPPING=1")
        for task in beside:
            task.cancel()
        await asyncio.wait(beside)
        return await connection.leave(LEAVE_WITHIN)
    finally:
        find.close()
        tasks.close()


def _works(  # noqa: PLR0913
    settings: Settings, corpus: Corpus, tasks: Tasks, connection: Connection, me: Json, *, metrics: "Metrics | None"
) -> list[Coroutine[Any, Any, None]]:
    """What goes on beside the answers, for as long as the process serves."""
    pulse = _pulse_of(connection)
    return [
        _alerts(settings, corpus, tasks, me).run(),
        bring_up_to_date(settings, corpus),
        keep_up_with_feeds(settings, corpus),
        let_out(corpus, tasks),
        Recalls(corpus, posting_client(settings), tasks).run(),
        beat(pulse),
        *([_monitor(metrics, pulse, settings.metrics_port)] if metrics else ()),
    ]


def _metrics(settings: Settings, corpus: Corpus, tasks: Tasks) -> "Metrics | None":
    if not settings.metrics_port:
        return None
    from bot.metrics import Metrics

    return Metrics(corpus, tasks)


async def _monitor(metrics: "Metrics", pulse: Callable[[], Pulse], port: int) -> None:
    """Answer monitors, for ever; a port that is taken costs no answer in Slack."""
    from bot.metrics import HOST, monitored

    try:
        async with monitored(metrics, pulse, port) as bound:
            logger.info("Metrics are at http://%s:%d/metrics", HOST, bound)
            await asyncio.Event().wait()
    except OSError as error:
        logger.warning("READOUT_METRICS_PORT: port %d cannot be listened on (%s)", port, error.strerror)


async def let_out(corpus: Corpus, tasks: Tasks, every: float = EMBARGOES_LOOKED_AT) -> None:
    """Let out the articles whose embargo has ended, for ever; a database that is away is asked again."""
    while True:
        try:
            for article_id in await tasks.in_thread(corpus.desk.lift):
                logger.info("The embargo of article %s has ended", article_id)
        except StoreError as error:
            logger.warning("Embargoes cannot be looked at (%s)", error)
        await asyncio.sleep(every)


def _pulse_of(connection: Connection) -> Callable[[], Pulse]:
    started = datetime.now(UTC)

    def pulse() -> Pulse:
        now, lasted = datetime.now(UTC), connection.client.connected_for
        connected = None if lasted is None else now - timedelta(seconds=lasted)
        return Pulse(pid=os.getpid(), started=started, at=now, connected=connected, answered=connection.answered)

    return pulse


def _alerts(settings: Settings, corpus: Corpus, tasks: Tasks, me: Json) -> Alerts:
    client = posting_client(settings)

    books = Bookkeeper(corpus, tasks)

    async def post(channel: str, payload: dict[str, Any]) -> None:
        async def send() -> dict[str, Any]:
            sent = await client.chat_postMessage(channel=channel, **payload)
            return sent.data if isinstance(sent.data, dict) else {}

        await books.posting(shown(payload, channel), send)

    gate = Gate(settings)
    gate.installer = installer(me)  # what another workspace follows is told by the process that has its token

    def listed(one: Follow) -> bool:
        return gate.unlisted(Interaction(team=one.team, channel=one.channel)) is None

    return Alerts(corpus, post, tasks, Pace(least_between=60 * settings.minutes_between_alerts), listed=listed)


def _told_to_leave() -> asyncio.Event:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


async def _started(  # noqa: PLR0913
    settings: Settings, tokens: Tokens, corpus: Corpus, tasks: Tasks, *, find: Finder, made: Callable[..., AsyncApp]
) -> tuple[Connection, Json]:
    await _readable(corpus, tasks)
    await tasks.in_thread(corpus.open_connections)
    try:
        await find.start(warm)
    except Exception:
        logger.exception("A first answer failed; others may")
    return await _connected(settings, tokens, tasks, made)


async def _readable(corpus: Corpus, tasks: Tasks) -> None:
    """Wait for the server of the database, if it has one. Raises StoreError where waiting does not help."""
    pause = 1.0
    while True:
        try:
            await tasks.in_thread(corpus.make_ready)
            return
        except StoreError as error:
            if not error.passing:
                raise
            logger.warning("The database cannot be used (%s); trying again in %.0f s", error, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _connected(
    settings: Settings, tokens: Tokens, tasks: Tasks, made: Callable[..., AsyncApp]
) -> tuple[Connection, Json]:
    """The open connection, and what Slack says of whom it is."""
    app_token = tokens.app.get_secret_value()
    client = web_client(settings)
    me = await _asked(client.auth_test, "SLACK_BOT_TOKEN", BOT_KEY)
    socket = await _asked(lambda: client.apps_connections_open(app_token=app_token), "SLACK_APP_TOKEN", APP_KEY)
    connection = Connection(made(me=me), app_token, tasks)
    connection.client.wss_uri = str(socket["url"])
    await connection.client.connect()
    return connection, me.data if isinstance(me.data, dict) else {}


def _name(me: Json) -> str:
    return f"{me.get('user')} in {me.get('team')}"


async def _asked(call: Callable[..., Awaitable[AsyncSlackResponse]], token: str, where: str) -> Any:
    """What Slack answers, tried until it can be reached. Raises SettingsError when it refuses the token."""
    pause = 1.0
    while True:
        try:
            return await call()
        except Exception as error:
            # Whatever it is: a page of a gateway makes the SDK fail in ways that it has no name for.
            reason = why(error) or type(error).__name__
            if reason in REFUSED:
                raise SettingsError(f"Slack refused {token} ({reason}): see {where}.") from None
        logger.warning("Slack cannot be reached (%s); trying again in %.0f s", reason, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def summary(figures: Figures) -> str:
    """The corpus in a phrase: "1 article, 5 people and 7 quotes"."""
    return listed(
        [
            counted(figures.articles, "article"),
            counted(figures.people, "person", "people"),
            counted(figures.quotes, "quote"),
        ]
    )
