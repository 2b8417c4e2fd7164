"""What the app shows beside messages: each person's stack of modals and Home, opened with triggers."""

import copy
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from bot.fake_slack.envelopes import elements
from bot.fake_slack.exchange import unknown
from bot.fake_slack.forms import Values, state
from bot.fake_slack.refusal import Refused, invalid
from bot.fake_slack.waiting import Changes
from bot.fake_slack.workspace import APP_ID, BOT, PEOPLE, TEAM
from bot.faults import faults, limits

Json = dict[str, Any]

AT_MOST = 3
TRIGGER_FOR = 3.0  # seconds


@dataclass
class Triggers:
    """What a person's doing lets the app open: each serves once, within three seconds."""

    _issued: dict[str, tuple[str, float]] = field(default_factory=dict)
    _exchanged: set[str] = field(default_factory=set)

    def issue(self, user: str) -> str:
        trigger_id = f"{time.time_ns() // 1000}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = (user, time.monotonic())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Who did it. Raises Refused."""
        if trigger_id not in self._issued:
            raise Refused("invalid_trigger_id")
        if trigger_id in self._exchanged:
            raise Refused("exchanged_trigger_id")
        user, issued = self._issued[trigger_id]
        if time.monotonic() - issued > TRIGGER_FOR:
            raise Refused("expired_trigger_id")
        self._exchanged.add(trigger_id)
        return user


class Views:
    """`stacks` and `home` hold by user what each person sees now, as Slack's JSON has it; `changes` counts them."""

    def __init__(self) -> None:
        self.triggers = Triggers()
        self.unknown: set[str] = set()
        self.stacks: dict[str, list[Json]] = {}
        self.home: dict[str, Json] = {}
        self.changes: Changes[Json] = Changes()

    # -- methods of the Web API ----------------------------------------------------------------------------------------

    def open(self, arguments: Json) -> Json:
        view = self._checked(arguments, "modal")
        self.stacks[self._exchange(arguments)] = stack = [_made(view)]
        return self._shown(stack[-1])

    def push(self, arguments: Json) -> Json:
        view = self._checked(arguments, "modal")
        user = self._exchange(arguments)
        return self._shown(self.put_on_top(user, view))

    def update(self, arguments: Json) -> Json:
        shown = self._found(arguments)
        if arguments.get("hash") and arguments["hash"] != shown["hash"]:
            raise Refused("hash_conflict")
        return self._shown(renew(shown, self._checked(arguments, shown["type"], beside=shown)))

    def publish(self, arguments: Json) -> Json:
        user, shown = str(arguments.get("user_id")), self.home.get(str(arguments.get("user_id")))
        if user not in PEOPLE:
            raise invalid("invalid_arguments", ["no such user"], "/user_id: ")
        if shown and arguments.get("hash") and arguments["hash"] != shown["hash"]:
            raise Refused("hash_conflict")
        view = self._checked(arguments, "home", beside=shown)
        self.home[user] = renew(shown, view) if shown else _made(view)
        return self._shown(self.home[user])

    # -- what becomes of a stack ---------------------------------------------------------------------------------------

    def top(self, user: str) -> Json | None:
        """The modal that a person sees, None when there is none."""
        return self.stacks[user][-1] if self.stacks.get(user) else None

    def put_on_top(self, user: str, view: Json) -> Json:
        """Push a view that was checked. Raises Refused when there is nothing to push it on, or no room."""
        stack = self.stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= AT_MOST:
            raise Refused("push_limit_reached")
        stack.append(_made(view, root=stack[0]["id"], previous=stack[-1]["id"]))
        return stack[-1]

    def tell(self, view: Json) -> Json:
        """Count a change of a view; what comes back, and what `changes` gives, is the view as it is at this moment."""
        now = copy.deepcopy(view)
        self.changes.come(now)
        return now

    def now(self, view: Json) -> Json | None:
        """The view that was once like this, as it is now; None when it is closed."""
        return next((shown for shown in self._all() if shown["id"] == view.get("id")), None)

    def close(self, user: str, *, everything: bool = False) -> None:
        """Take away a person's top view, or all of them."""
        if everything:
            self.stacks[user] = []
        elif self.stacks.get(user):
            self.stacks[user].pop()

    def _exchange(self, arguments: Json) -> str:
        return self.triggers.exchange(str(arguments.get("trigger_id")))

    def _checked(self, arguments: Json, kind: str, beside: Json | None = None) -> Json:
        view = arguments.get("view")
        if not isinstance(view, dict) or view.get("type") != kind:
            raise invalid("invalid_arguments", [f"not a view of type {kind}"], "/view: ")
        if wrong := [*faults(view), *unknown(view, self.unknown)]:
            raise invalid("invalid_arguments", wrong, "/view")
        if len(json.dumps(view).encode()) > limits().whole.view_bytes:
            raise Refused("view_too_large")
        if view.get("external_id") and any(v["external_id"] == view["external_id"] for v in self._others(beside)):
            raise Refused("duplicate_external_id")
        return view

    def _others(self, but: Json | None) -> list[Json]:
        return [view for view in self._all() if view is not but]

    def _all(self) -> list[Json]:
        return [*(view for stack in self.stacks.values() for view in stack), *self.home.values()]

    def _found(self, arguments: Json) -> Json:
        by = "view_id" if arguments.get("view_id") else "external_id"
        if not arguments.get(by):
            raise invalid("invalid_arguments", ["view_id or external_id is needed"])
        found = [view for view in self._all() if view[by.removeprefix("view_")] == arguments[by]]
        if not found:
            raise Refused("not_found")
        return found[0]

    def _shown(self, view: Json) -> Json:
        return {"ok": True, "view": self.tell(view)}


def renew(shown: Json, view: Json) -> Json:
    """Put another view in place of the one shown: it keeps its id and what was typed, and gets another hash."""
    values = shown["state"]["values"]
    made = _made(view, root=shown["root_view_id"], previous=shown["previous_view_id"], values=values)
    shown.update({**made, "id": shown["id"], "root_view_id": shown["root_view_id"]})
    return shown


def _made(view: Json, *, root: str = "", previous: str | None = None, values: Values | None = None) -> Json:
    """A view as Slack shows and returns it: nothing that the app left out is missing."""
    blocks = [_named(block) for block in copy.deepcopy(view["blocks"])]
    view_id = f"V{secrets.token_hex(5).upper()}"
    own = {"id": view_id, "root_view_id": root or view_id, "previous_view_id": previous}
    blank = {"title": None, "submit": None, "close": None, "private_metadata": "", "callback_id": "", "external_id": ""}
    switches = {"clear_on_close": False, "notify_on_close": False}
    whose = {"team_id": TEAM["id"], "app_id": APP_ID, "app_installed_team_id": TEAM["id"], "bot_id": BOT["bot_id"]}
    shown = {"blocks": blocks, "hash": f"{time.time():.0f}.{secrets.token_hex(4)}", "state": {"values": {}}}
    return {**blank, **switches, **view, **own, **whose, **shown, "state": {"values": state(blocks, values)}}


def _named(block: Json) -> Json:
    """A block whose parts have the ids that Slack gives where the app gave none."""
    block.setdefault("block_id", secrets.token_hex(3))
    for element in elements(block):
        element.setdefault("action_id", secrets.token_hex(3))
    return block
