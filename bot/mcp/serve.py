"""The server on a transport: the standard streams of whoever starts it, or HTTP for who has its token."""

import hmac
import socket
from typing import Any

import anyio
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import SecretStr
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.mcp.server import create_server
from bot.settings import Settings, SettingsError, is_loopback
from corpus.store import Corpus

PATH = "/mcp"
LARGEST_REQUEST = 1_000_000  # bytes; a text to check has 100,000 letters at most


def serve_stdio(corpus: Corpus) -> None:
    """Answer on the standard streams until the other side closes them."""
    anyio.run(_stdio, create_server(corpus))


async def _stdio(server: Server[Any]) -> None:
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def serve_http(settings: Settings, corpus: Corpus, host: str, port: int | None = None) -> None:
    """Answer over HTTP until somebody stops it. Raises SettingsError for an address that cannot or must not be used."""
    with listening(host, settings.mcp_port if port is None else port, settings.mcp_token) as bound:
        where = f"[{host}]" if ":" in host else host
        print(f"Readout answers assistants at http://{where}:{bound.getsockname()[1]}{PATH}", flush=True)
        app = create_http(corpus, settings.mcp_token)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, ws="none")).run(sockets=[bound])


def listening(host: str, port: int, token: SecretStr | None) -> socket.socket:
    """A socket on an address; one that others reach only with a token. Raises SettingsError, with what to do."""
    if token is None and not is_loopback(host):
        raise SettingsError(
            f"{host or 'That address'} can be reached by others: set READOUT_MCP_TOKEN, or listen on 127.0.0.1."
        )
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(
            f"{host}:{port} cannot be listened on: {error.strerror}. READOUT_MCP_PORT names another port."
        ) from None


def create_http(corpus: Corpus, token: SecretStr | None) -> ASGIApp:
    """The server as an ASGI app. Without a token only programs of this machine are answered, and no page of a browser.

    With one, who bears it is answered under whatever name; no browser bears a token by itself.
    """
    local = TransportSecuritySettings(
        enable_dns_rebinding_protection=token is None,
        allowed_hosts=["127.0.0.1:*", "localhost:*", "[::1]:*"],
        allowed_origins=["http://127.0.0.1:*", "http://localhost:*", "http://[::1]:*"],
    )
    app = create_server(corpus).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST_REQUEST,
        transport_security=local,
    )
    return Bearers(app, token.get_secret_value().strip()) if token else app


class Bearers:
    """Lets in who bears the token, and nobody else, whatever they ask for."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._bears(scope):
            headers = {"WWW-Authenticate": "Bearer"}
            refusal = PlainTextResponse("Send the token as Authorization: Bearer.\n", 401, headers)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _bears(self, scope: Scope) -> bool:
        """Whether the one Authorization header has the token; it takes as long whichever letter is wrong."""
        given = [value for name, value in scope["headers"] if name.lower() == b"authorization"]
        scheme, _, token = given[0].partition(b" ") if len(given) == 1 else (b"", b"", b"")
        return scheme.lower() == b"bearer" and bool(self._token) and hmac.compare_digest(token.strip(), self._token)
