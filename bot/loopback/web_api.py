"""The Web API of the loopback Slack: the methods that the app calls, with Slack's errors."""

import secrets
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.loopback.envelopes import APP_ID, BOT, CHANNEL, TEAM
from handlers.limits import faults

Json = dict[str, Any]


class WebApi:
    """Methods by name. Each checks the kind of its token; `limit` and `fail` make one refuse for a while."""

    def __init__(self) -> None:
        self.bot_token = "xoxb-loopback-" + secrets.token_hex(8)
        self.app_token = "xapp-1-loopback-" + secrets.token_hex(8)
        self.socket_url = ""
        self.calls: list[str] = []
        self.posted: list[Json] = []
        self._tickets: set[str] = set()
        self._refusals: dict[str, list[web.Response]] = {}
        self._methods: dict[str, tuple[str, Callable[[Json], Json]]] = {
            "auth.test": ("bot", self._auth_test),
            "apps.connections.open": ("app", self._connections_open),
            "chat.postMessage": ("bot", self._post),
            "chat.postEphemeral": ("bot", self._post),
        }

    def limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls of a method with 429 and this Retry-After, in seconds."""
        self._refuse(method, times, "ratelimited", 429, {"Retry-After": str(retry_after)})

    def fail(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer the next calls of a method with this error, such as "internal_error"."""
        self._refuse(method, times, error, 200, {})

    def _refuse(self, method: str, times: int, error: str, status: int, headers: dict[str, str]) -> None:
        refusals = [web.json_response(_error(error), status=status, headers=headers) for _ in range(times)]
        self._refusals.setdefault(method, []).extend(refusals)

    def redeem(self, ticket: str) -> bool:
        """Whether a socket's ticket is good; it is only once."""
        good = ticket in self._tickets
        self._tickets.discard(ticket)
        return good

    async def call(self, request: web.Request) -> web.Response:
        """Answer a request to /api/<method>."""
        method = request.match_info["method"]
        self.calls.append(method)
        if self._refusals.get(method):
            return self._refusals[method].pop(0)
        arguments = await _arguments(request)
        return web.json_response(self._answer(method, arguments, _token(request, arguments)))

    def _answer(self, method: str, arguments: Json, token: str) -> Json:
        if method not in self._methods:
            return _error("unknown_method")
        wants, function = self._methods[method]
        right, other = (self.bot_token, "xapp-") if wants == "bot" else (self.app_token, "xoxb-")
        if not token:
            return _error("not_authed")
        if token.startswith(other):
            return _error("not_allowed_token_type")
        return function(arguments) if secrets.compare_digest(token, right) else _error("invalid_auth")

    def _auth_test(self, _: Json) -> Json:
        return {"ok": True, "url": "https://loopback.slack.com/", "team": "Loopback", "team_id": TEAM["id"], **BOT}

    def _connections_open(self, _: Json) -> Json:
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return {"ok": True, "url": f"{self.socket_url}?ticket={ticket}&app_id={APP_ID}"}

    def _post(self, arguments: Json) -> Json:
        if arguments.get("channel") != CHANNEL["id"]:
            return _error("channel_not_found")
        wrong = faults({name: value for name, value in arguments.items() if name != "token"})
        if wrong:
            return {**_error("invalid_blocks"), "response_metadata": {"messages": wrong}}
        self.posted.append(arguments)
        return {"ok": True, "channel": CHANNEL["id"], "ts": f"{time.time():.6f}", "message": arguments}


def _error(name: str) -> Json:
    return {"ok": False, "error": name}


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}


def _token(request: web.Request, arguments: Json) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or str(arguments.get("token", ""))
