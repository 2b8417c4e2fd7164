"""The workspace as a server: on this machine for whoever sits at it, or for a newsroom that signs in."""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import uvicorn

from bot.settings import Settings, SettingsError
from bot.web.app import create_web
from bot.web.guard import Access, Refused, checked_host, read_tokens
from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.desk.home import home

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
EMBARGOES_LOOKED_AT = 30.0  # seconds


def access_of(settings: Settings) -> Access:
    """Who may come in, by the settings. Raises SettingsError for tokens that are none."""
    listed = re.split(r"[\s,]+", settings.web_tokens.get_secret_value().strip(" ,"))
    try:
        tokens = read_tokens(one for one in listed if one)
    except Refused as error:
        raise SettingsError(str(error)) from None
    access = Access(tokens, settings.web_user_header, settings.web_editors)
    return replace(access, hosts=access.hosts | settings.web_hosts)


def serve_web(settings: Settings, corpus: Corpus, host: str = LOOPBACK, port: int | None = None) -> None:
    """Serve until somebody stops it. Raises SettingsError for an address that cannot or must not be listened on."""
    with _listening(settings, host, settings.web_port if port is None else port) as (bound, access):
        print(f"Readout answers at {address(bound)}", flush=True)
        with letting_out(corpus):
            Thread(target=read_ahead, args=(corpus,), daemon=True).start()
            _server(corpus, access, settings.seeds).run(sockets=[bound])


def read_ahead(corpus: Corpus) -> None:
    """Reads what the first page needs before somebody asks for it: everybody's names, in a large archive seconds."""
    with suppress(StoreError):  # who asks is told
        home((), corpus)


@contextmanager
def web_beside(settings: Settings, corpus: Corpus) -> Iterator[str]:
    """Serve on this machine while something else runs; the address, or why there is none."""
    try:
        with _listening(settings, LOOPBACK, settings.web_port) as (bound, access):
            server = _server(corpus, access, settings.seeds)
            thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
            thread.start()
            try:
                with letting_out(corpus):
                    yield f"The same in a browser: {address(bound)}"
            finally:
                server.should_exit = True
                thread.join(timeout=5)
    except SettingsError as error:
        yield f"Not in a browser: {error}"


@contextmanager
def letting_out(corpus: Corpus, every: float = EMBARGOES_LOOKED_AT) -> Iterator[None]:
    """Let out the articles whose embargo has ended, at once and every so many seconds, for as long as it serves."""
    left = Event()

    def look() -> None:
        while not left.is_set():
            try:
                for article_id in corpus.desk.lift():
                    logger.info("The embargo of article %s has ended", article_id)
            except StoreError as error:
                logger.warning("Embargoes cannot be looked at (%s)", error)
            left.wait(every)

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        left.set()
        thread.join(timeout=5)


def address(bound: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = bound.getsockname()[:2]
    return f"http://{host}:{port}/"


@contextmanager
def _listening(settings: Settings, host: str, port: int) -> Iterator[tuple[socket.socket, Access]]:
    access = access_of(settings)
    try:
        bound = socket.create_server((checked_host(host, access), port))
    except Refused as error:
        raise SettingsError(str(error)) from None
    except OSError as error:
        raise SettingsError(
            f"{host}:{port} cannot be listened on: {error.strerror}. READOUT_WEB_PORT names another port."
        ) from None
    with bound:
        yield bound, access


def _server(corpus: Corpus, access: Access, seeds: Path) -> uvicorn.Server:
    app = create_web(corpus, access, seeds)
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off", ws="none"))
