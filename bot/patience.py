"""What is tried again at Slack by itself, and how long that may take: never what may have been done already."""

import asyncio
from collections.abc import Mapping

from aiohttp import ClientConnectorError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

TRIES = 3
LONGEST_WAIT = 30.0  # seconds that somebody waits for an answer; where Slack asks for more it is told instead


class Patience(AsyncRetryHandler):
    """Waits as long as a busy Slack asks, if that is not too long, and calls again what never reached it.

    A connection that breaks off after the call was sent is no reason to call again: Slack may have done it.
    """

    def __init__(self) -> None:
        super().__init__(TRIES)

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None:
            return isinstance(error, ClientConnectorError)
        return response.status_code == 429 and seconds_to_wait(response.headers) <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        state.next_attempt_requested = True
        await asyncio.sleep(seconds_to_wait(response.headers) if response else 1.0)
        state.increment_current_attempt()


def seconds_to_wait(headers: Mapping[str, object]) -> float:
    """What Slack asks by Retry-After; 1 where it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            first = str(value[0] if isinstance(value, list) else value)
            return float(first) if first.isdecimal() else 1.0
    return 1.0
