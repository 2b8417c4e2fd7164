"""What a menu of a modal offers while somebody types."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_bolt.response import BoltResponse

from bot.context import interaction_of
from bot.service import (
    OFFER_WITHIN,
    Listener,
    Service,
)
from handlers.desk.search import options

Body = dict[str, Any]


def on_typing(service: Service) -> Listener:
    """Offer what begins as somebody types, in a menu of a modal."""

    async def on_typing(ack: AsyncAck, body: Body) -> BoltResponse:
        if service.gate.unlisted(interaction_of(body)):
            return await ack(options=[])
        menu, typed = str(body["action_id"]), str(body.get("value") or "")
        finding = service.tasks.start(service.tasks.while_typing(options, menu, typed, service.corpus))
        found, _ = await asyncio.wait({finding}, timeout=OFFER_WITHIN)
        return await ack(**(finding.result() if found else {"options": []}))

    return on_typing
