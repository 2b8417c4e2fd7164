"""One thing a person did and what came back: the ack, how long it took, the messages, what Slack would have refused."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from handlers.limits import faults

Json = dict[str, Any]

ACK_WITHIN = 3.0  # seconds
USES = 5
OPEN_FOR = 30 * 60.0  # seconds


@dataclass
class ResponseUrl:
    """A response_url: it takes five messages within thirty minutes."""

    key: str
    opened: float
    messages: list[Json] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    uses: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def receive(self, payload: Json) -> web.Response:
        """Take a message, or refuse it as Slack does; why is kept in `refused`."""
        self.uses += 1
        self.came.set()
        if self.uses > USES:
            return self._refuse("used_url")
        if time.monotonic() - self.opened > OPEN_FOR:
            return self._refuse("expired_url")
        wrong = [] if payload.get("delete_original") else faults(payload)
        if wrong:
            return self._refuse(f"invalid_blocks: {'; '.join(wrong)}")
        self.messages.append(payload)
        return web.Response(text="ok")

    def _refuse(self, why: str) -> web.Response:
        self.refused.append(why)
        return web.Response(status=404 if why.endswith("_url") else 400, text=why)


@dataclass
class Exchange:
    """What became of an envelope. `error` is what the person would read, such as "operation_timeout"; None is well."""

    envelope_id: str
    url: ResponseUrl
    seconds: float | None = None
    payload: Json | None = None
    error: str | None = None

    @classmethod
    def acked(cls, envelope_id: str, url: ResponseUrl, seconds: float, payload: Json | None) -> Self:
        """The exchange after an ack: late or refused payloads are errors."""
        wrong = faults(payload) if payload else []
        error = f"invalid_blocks: {'; '.join(wrong)}" if wrong else None
        return cls(envelope_id, url, seconds, payload, "operation_timeout" if seconds > ACK_WITHIN else error)

    async def answered(self, within: float) -> Self:
        """Wait for a message at the response_url. Raises TimeoutError."""
        await asyncio.wait_for(self.url.came.wait(), within)
        return self

    @property
    def message(self) -> Json | None:
        """What the person sees now: the latest message that was taken, or None."""
        shown = [self.payload] if self.payload and not self.error else []
        return [*shown, *self.url.messages][-1] if shown or self.url.messages else None
