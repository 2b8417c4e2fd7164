"""One thing a person did and what came back: the ack, how long it took, the messages, what Slack would have refused."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from bot.faults import faults

Json = dict[str, Any]

ACK_WITHIN = 3.0  # seconds
USES = 5
OPEN_FOR = 30 * 60.0  # seconds


@dataclass
class ResponseUrl:
    """A response_url: it takes five messages within thirty minutes.

    `private` says that only one person sees the message that it belongs to: such a message cannot become everybody's.
    """

    key: str
    opened: float
    private: bool = False
    messages: list[Json] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    uses: int = 0
    deleted: bool = False
    unknown: set[str] = field(default_factory=set)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def receive(self, payload: Json) -> web.Response:
        """Take a message, or refuse it as Slack does; why is kept in `refused`."""
        self.uses += 1
        self.came.set()
        if self.uses > USES:
            return self._refuse("used_url")
        if time.monotonic() - self.opened > OPEN_FOR:
            return self._refuse("expired_url")
        if why := self._misplaced(payload) or self._broken(payload):
            return self._refuse(why)
        self.deleted = self.deleted or bool(payload.get("delete_original"))
        self.messages.append(payload)
        return web.Response(text="ok")

    def _misplaced(self, payload: Json) -> str | None:
        """Why a message may not stand where it is to."""
        shared = payload.get("response_type") == "in_channel"
        if self.private and payload.get("replace_original") and shared:
            return "cannot_share_in_place: a private message cannot be replaced by one for everybody"
        if payload.get("thread_ts") and (not shared or payload.get("replace_original")):
            return "no_private_thread: only a new message for everybody goes into a thread"
        return None

    def _broken(self, payload: Json) -> str | None:
        wrong = [] if payload.get("delete_original") else [*faults(payload), *unknown(payload, self.unknown)]
        return f"invalid_blocks: {'; '.join(wrong)}" if wrong else None

    def _refuse(self, why: str) -> web.Response:
        self.refused.append(why)
        return web.Response(status=404 if why.endswith("_url") else 400, text=why)


def unknown(payload: Json, kinds: set[str]) -> list[str]:
    """The blocks of kinds that this Slack does not know (yet)."""
    blocks = payload.get("blocks") or []
    return [f"/blocks/{at}: unsupported type" for at, one in enumerate(blocks) if one.get("type") in kinds]


@dataclass
class Exchange:
    """What became of an envelope. `error` is what the person would read, such as "operation_timeout"; None is well.

    `payload` is what the ack held: a message for a command, options for a typeahead, a response_action for a submitted
    view. `attempts` counts how often an event was sent until it was acked.
    """

    envelope_id: str
    url: ResponseUrl
    seconds: float | None = None
    payload: Json | None = None
    error: str | None = None
    kind: str = "slash_commands"
    attempts: int = 1

    @classmethod
    def acked(cls, made: Json, url: ResponseUrl, seconds: float, payload: Json | None) -> Self:
        """The exchange after an ack: late or refused payloads are errors."""
        kind = kind_of(made)
        error = "operation_timeout" if seconds > ACK_WITHIN else _refused(kind, made["payload"], payload)
        return cls(made["envelope_id"], url, seconds, payload, error, kind)

    async def seen(self, within: float) -> Json:
        """The message that the person sees, in the ack or after it. Raises TimeoutError."""
        if self.message is None:
            await self.answered(within)
        assert self.message is not None, self.url.refused  # noqa: S101 - it came
        return self.message

    async def answered(self, within: float) -> Self:
        """Wait for a message at the response_url. Raises TimeoutError."""
        await asyncio.wait_for(self.url.came.wait(), within)
        return self

    @property
    def messages(self) -> list[Json]:
        """Every message that the person was shown, in order. Only a command's ack is a message."""
        acked = self.payload if self.kind == "slash_commands" and not self.error else None
        return [*([acked] if acked else []), *self.url.messages]

    @property
    def message(self) -> Json | None:
        """What the person sees now: the latest message that was taken, or None."""
        return self.messages[-1] if self.messages else None


def kind_of(made: Json) -> str:
    """What an envelope is about: "slash_commands", "events_api", or the kind of an interaction."""
    return str(made["payload"].get("type")) if made["type"] == "interactive" else str(made["type"])


def _refused(kind: str, sent: Json, payload: Json | None) -> str | None:
    """Why Slack would not take what an ack holds, None when it does."""
    if kind == "block_suggestion":
        return _told("invalid_options", faults(payload or {}, "choices"))
    if kind == "view_submission" and payload:
        return _told("invalid_response_action", [*faults(payload, "submission"), *_elsewhere(sent["view"], payload)])
    if kind == "slash_commands" and payload:
        tables = [one for one in payload.get("blocks") or [] if one.get("type") in ("table", "data_table")]
        return _told("invalid_blocks", [*faults(payload), *("/blocks: no table in an ack" for _ in tables)])
    return None


def _elsewhere(view: Json, payload: Json) -> list[str]:
    """What is said to be wrong with a form must stand at an input of it: else nobody sees it."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    errors = payload.get("errors")
    named = errors if isinstance(errors, dict) else {}
    return [f"/errors/{block_id}: no input block of the view" for block_id in named if block_id not in inputs]


def _told(error: str, wrong: list[str]) -> str | None:
    return f"{error}: {'; '.join(wrong)}" if wrong else None
