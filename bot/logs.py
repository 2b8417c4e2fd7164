"""Logs that anybody may read: one line an event, without tokens, tickets, reply addresses or what people search for."""

import logging
import re
import sys

SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bx(?:ox[a-z]|app|wfp)-[\w.-]+"), "[token]"),
    (re.compile(r"\bwss?://[^\s'\"<>]+"), "[socket]"),
    (re.compile(r"(?i)\b(ticket=)[^\s&'\"]+"), r"\1[ticket]"),
    (re.compile(r"https://hooks\.slack\.com/[^\s'\"<>]+"), "[response_url]"),
    (re.compile(r"(response_url\\?['\"]?\s*[:=]\s*\\?['\"]?)https?:[^\s'\",}]+"), r"\1[response_url]"),
    (re.compile(r"(?s)\[parameters: .*?\]\n?(?=\(|$|\n)"), "[parameters]"),
)


def redacted(text: str) -> str:
    """The text without what must not reach a log. For every formatted line, traces included."""
    for pattern, shown in SECRETS:
        text = pattern.sub(shown, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, for a trace or an argument can hold a secret as well as a message."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def configure_logs(level: str) -> None:
    """Send logs to stderr at this level. Call it once, when a process starts."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Bolt warns there that it does not use the token which it finds in the environment by itself.
    logging.getLogger("slack_bolt.AsyncApp").addFilter(lambda record: record.levelno != logging.WARNING)
    # Their INFO tells of every connection by session number, which serves nobody who runs a newsroom's app.
    for chatty in ("slack_bolt", "slack_sdk", "aiohttp"):
        logging.getLogger(chatty).setLevel(
            level if level == "DEBUG" else max(logging.WARNING, logging.getLevelName(level))
        )
