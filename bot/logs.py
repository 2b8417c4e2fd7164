"""Logs that anybody may read: one line an event, without tokens, tickets, reply addresses or what people search for."""

import json
import logging
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from bot.settings import LogFormat

SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bx(?:ox[a-z]|app|wfp)-[\w.-]+"), "[token]"),
    (re.compile(r"\bwss?://[^\s'\"<>]+"), "[socket]"),
    (re.compile(r"(?i)\b(ticket=)[^\s&'\"]+"), r"\1[ticket]"),
    (re.compile(r"https://hooks\.slack(?:-gov)?\.com/[^\s'\"<>]+"), "[response_url]"),
    (re.compile(r"(Sending a request - url: )https?:[^\s,]+(?=, body:)"), r"\1[response_url]"),  # webhooks
    (re.compile(r"(response_url\\?['\"]?\s*[:=]\s*\\?['\"]?)https?:[^\s'\",}]+"), r"\1[response_url]"),
    (re.compile(r"(?s)\[parameters: .*?\]\n?(?=\(|$|\n)"), "[parameters]"),
)


def redacted(text: str) -> str:
    """The text without what must not reach a log. For every formatted line, traces included."""
    for pattern, shown in SECRETS:
        text = pattern.sub(shown, text)
    return text


_REQUEST: ContextVar[str] = ContextVar("request", default="")


@contextmanager
def request() -> Iterator[str]:
    """What is logged within, in tasks and threads started there too, bears one reference, which it hands out."""
    reference = secrets.token_hex(3)
    token = _REQUEST.set(reference)
    try:
        yield reference
    finally:
        _REQUEST.reset(token)


def reference() -> str:
    """The reference of the request that is answered; a new one outside of any."""
    return _REQUEST.get() or secrets.token_hex(3)


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, for a trace or an argument can hold a secret as well as a message."""

    def format(self, record: logging.LogRecord) -> str:
        known = _REQUEST.get()
        record.reference = f" [{known}]" if known else ""
        return redacted(super().format(record))


class JsonFormatter(logging.Formatter):
    """A JSON object a line: time (RFC 3339, UTC), level, logger, message; reference and trace if any."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        found = told | {"reference": _REQUEST.get(), "trace": trace}
        return json.dumps({name: redacted(value) for name, value in found.items() if value}, ensure_ascii=False)


def configure_logs(level: str, form: LogFormat = "text") -> None:
    """Send logs to stderr at this level. Call it once, when a process starts."""
    handler = logging.StreamHandler(sys.stderr)
    text = RedactingFormatter("%(asctime)s %(levelname)s %(name)s%(reference)s: %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Bolt warns there that it does not use the token which it finds in the environment by itself.
    logging.getLogger("slack_bolt.AsyncApp").addFilter(lambda record: record.levelno != logging.WARNING)
    # Their INFO tells of every connection by session number, which serves nobody who runs a newsroom's app.
    for chatty in ("slack_bolt", "slack_sdk", "aiohttp"):
        logging.getLogger(chatty).setLevel(
            level if level == "DEBUG" else max(logging.WARNING, logging.getLevelName(level))
        )
