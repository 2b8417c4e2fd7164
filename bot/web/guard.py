"""What stands before every page: who may come in, from where, and what a browser may do with what it gets."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import LEAST_TOKEN, is_loopback

Role = Literal["read", "edit"]
COOKIE = "readout"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READING_PATHS = frozenset({"/check", "/sign-out"})
"""What is sent there is read and not kept: whoever may read may send it, and may leave."""

OPEN_PATHS = ("/static/", "/sign-in")
"""What is shown to those who have not come in."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Access:
    """Who may come in. Without tokens and without a header everybody on this machine may, and nobody else.

    `tokens` are what people sign in with, by what they may do. `user_header` is where a reverse proxy that has signed
    people in says who they are; `editors` are those of them who may write. `hosts` are the names that the browser may
    have called us by.
    """

    tokens: Mapping[str, Role]
    user_header: str = ""
    editors: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "[::1]"})

    def __repr__(self) -> str:
        return f"Access({len(self.tokens)} tokens, header {self.user_header or 'none'})"

    @property
    def is_local(self) -> bool:
        """Whether nobody has to sign in."""
        return not self.tokens and not self.user_header


@dataclass(frozen=True)
class Visitor:
    """Whoever asks: by what name, and what they may do."""

    name: str
    role: Role
    is_local: bool = False


class Refused(Exception):
    """An address that must not be listened on; the text says what to do."""


def checked_host(host: str, access: Access) -> str:
    """The host to listen on. Raises `Refused` for one that others reach while nobody has to sign in."""
    if access.is_local and not is_loopback(host):
        raise Refused(
            f"{host} can be reached by others. Set READOUT_WEB_TOKENS, or READOUT_WEB_USER_HEADER behind a proxy that "
            "signs people in, or listen on 127.0.0.1."
        )
    return host


def seal(token: str) -> str:
    """What a browser keeps in a token's stead."""
    return hashlib.sha256(f"readout web {token}".encode()).hexdigest()


def role_of(token: str, access: Access) -> Role | None:
    """What a token lets its bearer do; None for none of ours. It takes as long whichever is wrong."""
    found = [role for known, role in access.tokens.items() if hmac.compare_digest(known.encode(), token.encode())]
    return found[0] if found else None


def visitor_of(connection: HTTPConnection, access: Access) -> Visitor | None:
    """Who asks; None for somebody who has to sign in first."""
    if access.is_local:
        return Visitor("this machine", "edit", is_local=True)
    if access.user_header and (name := connection.headers.get(access.user_header, "").strip()):
        return Visitor(name, "edit" if name in access.editors else "read")
    bearer = connection.headers.get("authorization", "").partition(" ")
    if bearer[0].lower() == "bearer" and (role := role_of(bearer[2].strip(), access)):
        return Visitor("a token", role)
    return _kept(connection.cookies.get(COOKIE, ""), access)


def _kept(cookie: str, access: Access) -> Visitor | None:
    found = [role for token, role in access.tokens.items() if hmac.compare_digest(seal(token), cookie)]
    return Visitor("a token", found[0]) if found else None


class Guard:
    """Refuses other hosts, other sites' forms, and who has not come in; puts the headers on every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        answer = self._refusal(connection, scope["method"])
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, connection: HTTPConnection, method: str) -> ASGIApp | None:
        path = connection.url.path
        if host_name(connection.headers) not in self._access.hosts:
            return PlainTextResponse("This address is not one that Readout answers at.\n", 421)
        if method not in SAFE_METHODS and not is_own(connection.headers):
            return PlainTextResponse("This form was sent by another site.\n", 403)
        visitor = visitor_of(connection, self._access)
        connection.scope["visitor"] = visitor
        if path.startswith(OPEN_PATHS):
            return None
        if visitor is None:
            signs_in = bool(self._access.tokens) and method == "GET" and "authorization" not in connection.headers
            return RedirectResponse("/sign-in", 303) if signs_in else PlainTextResponse("Sign in first.\n", 401)
        if method not in SAFE_METHODS and path not in READING_PATHS and visitor.role != "edit":
            return PlainTextResponse("You may read here, not write.\n", 403)
        return None


def host_name(headers: Headers) -> str:
    """The host that the browser asked for, without its port."""
    host = headers.get("host", "")
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def is_own(headers: Headers) -> bool:
    """Whether a form was sent by a page of ours: by what the browser says of it, else by its origin.

    https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """
    if "authorization" in headers:
        return True  # no browser adds it by itself
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host", "-")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def read_tokens(listed: Iterable[str]) -> Mapping[str, Role]:
    """Tokens as the setting lists them: "edit:TOKEN" or "read:TOKEN". Raises `Refused` for what is none."""
    found: dict[str, Role] = {}
    for one in listed:
        role, _, token = one.partition(":")
        if role not in ("read", "edit") or len(token) < LEAST_TOKEN:
            raise Refused(
                f"READOUT_WEB_TOKENS lists read:TOKEN or edit:TOKEN, each token of {LEAST_TOKEN} characters or more, "
                f"such as edit:{secrets.token_urlsafe(24)}"
            )
        found[token] = "edit" if role == "edit" else "read"
    return found
