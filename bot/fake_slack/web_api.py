"""The Web API of the fake Slack: the methods that the app calls, the token and scope of each, Slack's errors."""

import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from aiohttp import web

from bot.fake_slack.exchange import unknown
from bot.fake_slack.files import Files
from bot.fake_slack.messages import Messages
from bot.fake_slack.refusal import Refused
from bot.fake_slack.views import Views
from bot.fake_slack.waiting import Kept
from bot.fake_slack.workspace import APP_ID, BOT, ENTERPRISE, GROUPS, PEOPLE, TEAM
from bot.faults import faults

Json = dict[str, Any]

STRUCTURED = ("blocks", "view", "message", "files", "metadata", "attachments", "outputs", "prompts")
"""The arguments that hold JSON; in a form they come as its text."""
SURFACES = ("blocks", "message", "view")
"""What blocks.validate takes, one at a time."""
STATUSES = ("active", "processing", "suspended", "closed")
EVERYWHERE = ("token", "team_id")
"""The arguments that a client may give to any method."""


class Method(NamedTuple):
    """A method: the token that it takes, the scope that it wants, "" for none, and what answers or raises Refused."""

    bearer: Literal["bot", "app"]
    scope: str
    answer: Callable[[Json], Json]


class WebApi:
    """Methods by name. `limit` and `fail` make one refuse for a while; `calls` has every method that was called."""

    def __init__(self, scopes: Iterable[str] = (), *, everywhere: bool = False) -> None:
        self.bot_token = "xoxb-loopback-" + secrets.token_hex(8)
        self.app_token = "xapp-1-loopback-" + secrets.token_hex(8)
        self.scopes = frozenset(scopes)
        self.everywhere = everywhere
        """Whether the whole organisation installed the app, and not one workspace."""
        self.socket_url = ""
        self.calls: list[str] = []
        self.messages = Messages()
        self.views = Views()
        self.views.unknown = self.messages.unknown
        self.files = Files()
        self.files.may_read = self._may_read
        self.steps: Kept[Json] = Kept()
        """How runs of workflow steps were ended."""
        self.signs: list[Json] = []
        """What the app has said of itself as an agent: its status, prompts."""
        self._running: set[str] = set()
        self._tickets: set[str] = set()
        self._refusals: dict[str, list[Refused]] = {}
        self._methods = self._table()

    def _table(self) -> dict[str, Method]:
        messages, views, files = self.messages, self.views, self.files
        return {
            "auth.test": Method("bot", "", self._auth_test),
            "apps.connections.open": Method("app", "", self._connections_open),
            "chat.postMessage": Method("bot", "chat:write", messages.post),
            "chat.postEphemeral": Method("bot", "chat:write", messages.post_ephemeral),
            "chat.update": Method("bot", "chat:write", messages.update),
            "chat.delete": Method("bot", "chat:write", messages.delete),
            "blocks.validate": Method("bot", "", self._validate),
            "views.open": Method("bot", "", views.open),
            "views.push": Method("bot", "", views.push),
            "views.update": Method("bot", "", views.update),
            "views.publish": Method("bot", "", views.publish),
            "users.info": Method("bot", "users:read", _users_info),
            "usergroups.users.list": Method("bot", "usergroups:read", _group),
            "functions.completeSuccess": Method("bot", "", self._step_ended),
            "functions.completeError": Method("bot", "", self._step_ended),
            "agents.sessions.setStatus": Method("bot", "chat:write", self._sign),
            "assistant.threads.setSuggestedPrompts": Method("bot", "assistant:write", self._sign),
            "files.getUploadURLExternal": Method("bot", "files:write", files.upload_url),
            "files.info": Method("bot", "files:read", files.info),
            "files.completeUploadExternal": Method("bot", "files:write", files.complete),
        }

    @property
    def posted(self) -> Kept[Json]:
        """The messages that the app has posted."""
        return self.messages.posted

    def limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls of a method with 429 and this Retry-After, in seconds."""
        self._refuse(method, times, Refused("ratelimited", retry_after=retry_after))

    def fail(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer the next calls of a method with this error, such as "internal_error"."""
        self._refuse(method, times, Refused(error))

    def _refuse(self, method: str, times: int, refusal: Refused) -> None:
        self._refusals.setdefault(method, []).extend([refusal] * times)

    def redeem(self, ticket: str) -> bool:
        """Whether a socket's ticket is good; it is only once."""
        good = ticket in self._tickets
        self._tickets.discard(ticket)
        return good

    async def call(self, request: web.Request) -> web.Response:
        """Answer a request to /api/<method>."""
        method = request.match_info["method"]
        self.calls.append(method)
        try:
            return web.json_response(await self._answer(method, request), headers=self._headers())
        except Refused as refused:
            return _refusal(refused)

    def _headers(self) -> dict[str, str]:
        return {"x-oauth-scopes": ",".join(sorted(self.scopes))}

    async def _answer(self, name: str, request: web.Request) -> Json:
        if self._refusals.get(name):
            raise self._refusals[name].pop(0)
        method = self._methods.get(name)
        if method is None:
            raise Refused("unknown_method")
        arguments = await _arguments(request)
        self._authorize(method, _token(request, arguments))
        return method.answer({name: value for name, value in arguments.items() if name not in EVERYWHERE})

    def _authorize(self, method: Method, token: str) -> None:
        right, other = (self.bot_token, "xapp-") if method.bearer == "bot" else (self.app_token, "xoxb-")
        if not token:
            raise Refused("not_authed")
        if token.startswith(other):
            raise Refused("not_allowed_token_type")
        if not secrets.compare_digest(token.encode(), right.encode()):
            raise Refused("invalid_auth")
        if method.scope and method.scope not in self.scopes:
            raise Refused("missing_scope", needed=method.scope, provided=",".join(sorted(self.scopes)))

    def _may_read(self, request: web.Request) -> bool:
        return "files:read" in self.scopes and secrets.compare_digest(
            _token(request, {}).encode(), self.bot_token.encode()
        )

    def _auth_test(self, _: Json) -> Json:
        where = {"url": "https://loopback.slack.com/", "team": "Loopback", "team_id": TEAM["id"]}
        whole = {"enterprise_id": ENTERPRISE, "is_enterprise_install": True} if self.everywhere else {}
        return {"ok": True, **where, **BOT, "is_enterprise_install": False, **whole}

    def _validate(self, arguments: Json) -> Json:
        """What is wrong with one payload of three kinds, as pointers into it."""
        given = [(kind, value) for kind, value in arguments.items() if kind in SURFACES and value]
        if len(given) != 1:
            raise Refused("invalid_arguments")
        kind, payload = given[0]
        whole = {"text": "blocks", "blocks": payload} if kind == "blocks" else payload
        if not isinstance(whole, dict) or (kind == "view") != (whole.get("type") in ("modal", "home")):
            raise Refused("invalid_arguments")
        wrong = [one.partition(": ") for one in (*faults(whole), *unknown(whole, self.messages.unknown))]
        if wrong:
            errors = [{"pointer": at, "code": "failed_constraint", "message": told} for at, _, told in wrong]
            raise Refused(f"invalid_{kind}", errors=errors)
        return {"ok": True}

    def run(self, execution: str) -> None:
        """A workflow has reached a step of the app's."""
        self._running.add(execution)

    def _step_ended(self, arguments: Json) -> Json:
        """A run ends once, with outputs or with an error."""
        if arguments.get("function_execution_id") not in self._running:
            raise Refused("function_execution_not_found")
        if not isinstance(arguments.get("outputs", {}), dict) or not isinstance(arguments.get("error", ""), str):
            raise Refused("invalid_arguments")
        self._running.discard(arguments["function_execution_id"])
        self.steps.come(arguments)
        return {"ok": True}

    def _sign(self, arguments: Json) -> Json:
        """A status of a session, which is of a thread, or up to four prompts, which are of none."""
        prompts = arguments.get("prompts")
        if prompts is not None and (len(prompts) > 4 or any({"title", "message"} ^ one.keys() for one in prompts)):
            raise Refused("invalid_arguments")
        if prompts is None and (not arguments.get("thread_ts") or arguments.get("status") not in STATUSES):
            raise Refused("invalid_arguments")
        self.signs.append(arguments)
        return {"ok": True}

    def _connections_open(self, _: Json) -> Json:
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return {"ok": True, "url": f"{self.socket_url}?ticket={ticket}&app_id={APP_ID}"}


def _users_info(arguments: Json) -> Json:
    one = PEOPLE.get(str(arguments.get("user")))
    if one is None:
        raise Refused("user_not_found")
    known = {"is_restricted": one.guest, "is_ultra_restricted": False, "is_stranger": not one.is_ours}
    return {"ok": True, "user": {"id": one.id, "team_id": one.team, "name": one.name, "is_bot": False, **known}}


def _group(arguments: Json) -> Json:
    group = str(arguments.get("usergroup"))
    if group not in GROUPS:
        raise Refused("no_such_subteam")
    return {"ok": True, "users": list(GROUPS[group])}


def _refusal(refused: Refused) -> web.Response:
    if refused.retry_after is None:
        return web.json_response(refused.answer)
    return web.json_response(refused.answer, status=429, headers={"Retry-After": str(refused.retry_after)})


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        try:
            return {**request.query, **await request.json()}
        except (ValueError, TypeError):
            raise Refused("invalid_json") from None
    form = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
    return {name: _structured(value) if name in STRUCTURED else value for name, value in form.items()}


def _structured(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Refused("invalid_arguments") from None


def _token(request: web.Request, arguments: Json) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or str(arguments.get("token", ""))
