"""What went wrong, in words for whoever asked: Slack's refusals, the corpus's, and faults of ours."""

import logging
from collections.abc import Mapping
from math import ceil
from typing import Any

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError

from bot.logs import reference
from bot.patience import seconds_to_wait
from corpus.errors import CorpusError, NotebookError
from handlers.blocks.kit import note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted
from handlers.texts import texts

logger = logging.getLogger(__name__)

CLOSED = "is_archived"
"""Slack's name for a channel that is there no more; a private one that the app was put out of looks like none."""

SHUT_OUT = frozenset({"account_inactive", "invalid_auth", "token_expired", "token_revoked"})
"""Slack's names for an app that is no longer installed."""

GONE = SHUT_OUT | {
    CLOSED,
    "channel_is_limited_access",
    "channel_not_found",
    "ekm_access_denied",
    "is_inactive",
    "messages_tab_disabled",
    "not_in_channel",
    "restricted_action",
    "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "team_access_not_granted",
    "user_not_in_channel",
}
"""Slack's names for a channel that the app cannot write to, now or later."""


SERVERS_OWN = 500
"""From this status on it is the server that failed, not what it was sent."""

_PERHAPS_DONE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's names for a failure of its own, which may come after it has done what it was asked."""


class RefusedError(Exception):
    """Slack did not take a message at a response_url; `why` is its name for the reason."""

    def __init__(self, status: int, body: str) -> None:
        self.why = body.partition(":")[0].strip()
        self.status = status
        self.body = body
        super().__init__(f"Slack refused an answer: {status} {self.why}")


def sentence(text: str) -> Reply:
    """A reply that is one sentence of ours."""
    return reply([note(text)])


def apology(error: BaseException) -> Reply:
    """What the reader is told instead of an answer; a fault of ours with the reference of its trace in the log."""
    if told := known(error):
        logger.warning("Slack refused: %s", why(error))
        return sentence(told)
    if isinstance(error, NotebookError):
        return sentence(str(error))
    shown = logged(error)
    if isinstance(error, TimeoutError):
        return sentence(
            f"That takes longer than anybody should wait. Ask for less, or again in a minute (ref {shown})."
        )
    said = str(error) if isinstance(error, CorpusError) else "Something went wrong on our side"
    return sentence(f"{said.rstrip('.')} (ref {shown}).")


def known(error: BaseException) -> str | None:
    """What to do about an error of Slack's; None for one that nobody but us can mend."""
    told = texts().slack.get(why(error))
    return told.format(needed=_needed(error), minutes=_minutes(error)) if told else None


def why(error: BaseException) -> str:
    """Slack's name for what it refuses, such as "not_in_channel"; "" for an error that is not Slack's."""
    if isinstance(error, RefusedError):
        return error.why
    return str(_answer(error).get("error") or "")


def answered_with(error: BaseException) -> object:
    """All that Slack says of a refusal."""
    return error.body if isinstance(error, RefusedError) else _answer(error)


def surely_not_done(error: BaseException) -> bool:
    """Whether Slack cannot have done what failed so: it said no, or was never reached.

    After anything else (a pause without end, a cut, a gateway's page) nobody knows.
    """
    if isinstance(error, RefusedError) and error.status >= SERVERS_OWN:
        return False
    return isinstance(error, ClientConnectorError) or why(error) not in _PERHAPS_DONE | {""}


def wait_for(error: BaseException) -> float:
    """The seconds that a busy Slack asks to be left alone for; 0 for any other error."""
    if why(error) not in ("rate_limited", "ratelimited"):
        return 0.0
    return seconds_to_wait(getattr(getattr(error, "response", None), "headers", {}))


def logged(error: BaseException) -> str:
    """Write the trace to the log; what comes back is the reference that stands beside it."""
    shown = reference()
    logger.error("An answer failed (ref %s)", shown, exc_info=error)
    return shown


def _minutes(error: BaseException) -> str:
    return counted(max(1, ceil(wait_for(error) / 60)), "minute")


def _needed(error: BaseException) -> str:
    return str(_answer(error).get("needed") or "that this takes")


def _answer(error: BaseException) -> Mapping[str, Any]:
    """What Slack said, where it said something: a gateway's page is no answer."""
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return data if isinstance(data, dict) else {}
