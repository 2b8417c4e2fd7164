"""The lines of one request bear one reference, as text or as JSON, and no secret."""

import json
import logging
import sys

import pytest

from bot.logs import JsonFormatter, RedactingFormatter, reference, request
from bot.tasks import Tasks

TOKEN = "xoxb-1-" + "SECRET"


def record(message: str = "it went well") -> logging.LogRecord:
    return logging.LogRecord("readout", logging.INFO, "", 0, message, (), None)


async def test_tasks_and_threads_of_a_request_bear_its_reference() -> None:
    tasks = Tasks()

    async def deed() -> tuple[str, str]:
        return reference(), await tasks.in_thread(reference)

    with request() as first:
        one = tasks.start(deed())
    with request() as second:
        other = tasks.start(deed())
    assert (await one, await other) == ((first, first), (second, second))
    assert first != second
    tasks.close()


def test_a_line_of_text_bears_the_reference_where_there_is_one() -> None:
    formatter = RedactingFormatter("%(levelname)s %(name)s%(reference)s: %(message)s")
    assert formatter.format(record()) == "INFO readout: it went well"
    with request() as known:
        assert formatter.format(record()) == f"INFO readout [{known}]: it went well"


def test_a_line_of_json_is_one_object_without_secrets() -> None:
    try:
        raise ValueError(f"refused {TOKEN}")
    except ValueError:
        failed = logging.LogRecord("readout", logging.ERROR, "", 0, 'a "line"\nforged %s', (TOKEN,), sys.exc_info())
    with request() as known:
        written = JsonFormatter().format(failed)
    assert "\n" not in written
    assert "SECRET" not in written
    told = json.loads(written)
    assert told["level"] == "ERROR"
    assert told["reference"] == known
    assert told["message"] == 'a "line"\nforged [token]'
    assert told["trace"].startswith("Traceback")
    assert told["time"].endswith("+00:00")
    assert set(json.loads(JsonFormatter().format(record()))) == {"time", "level", "logger", "message"}


@pytest.mark.parametrize(
    "line",
    [
        "Sending a request - url: http://127.0.0.1:4711/response/S3CRET, body: {}, headers: {}",
        "Sending a request - url: https://hooks.slack.com/commands/T1/2/S3CRET, body: {}, headers: {}",
        "no answer from https://hooks.slack-gov.com/commands/T1/2/S3CRET",
        'an envelope: {"response_url": "http://127.0.0.1:4711/response/S3CRET"}',
    ],
)
def test_an_address_to_reply_to_is_in_no_line(line: str) -> None:
    written = RedactingFormatter().format(logging.LogRecord("slack_sdk", logging.DEBUG, "", 0, line, (), None))
    assert "S3CRET" not in written
    assert "[response_url]" in written
