"""Each of Slack's errors has a sentence that says what to do; others a reference and no detail."""

import logging
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import GONE, RefusedError, apology, known, why
from bot.faults import faults
from corpus.errors import NotebookError, StoreError
from handlers.texts import texts

TOLD = texts().slack


def refusal(error: str, **more: Any) -> SlackApiError:
    answer = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": error, **more},
        headers={},
        status_code=200,
    )
    return SlackApiError(error, answer)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("name", sorted(TOLD))
def test_every_sentence_is_whole(name: str) -> None:
    told = apology(refusal(name, needed="chat:write"))
    assert faults(told.payload()) == []
    assert re.fullmatch(r"[A-Z][^{}_]+\.", told.text.replace("_", " ") if name == "missing_scope" else told.text)
    assert "(ref " not in told.text
    assert not told.shared


def test_a_missing_scope_is_named_where_slack_names_it() -> None:
    assert "the permission files:write. An admin" in apology(refusal("missing_scope", needed="files:write")).text
    assert "{" not in apology(refusal("missing_scope")).text


@pytest.mark.parametrize("name", sorted(GONE))
def test_a_channel_that_cannot_be_written_to_is_known_by_its_error(name: str) -> None:
    assert why(refusal(name)) == name


@pytest.mark.parametrize("name", ["used_url", "expired_url", "no_url"])
def test_a_message_that_is_too_old_is_said_to_be(name: str) -> None:
    assert apology(RefusedError(404, name)).text == "This message is too old to answer. Ask again."


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("password SECRET at /home/desk"),
        refusal("invalid_blocks", response_metadata={"messages": ["SECRET"]}),
        RefusedError(500, "SECRET"),
        SlackApiError("SECRET", "<html>SECRET</html>"),  # type: ignore[no-untyped-call]
        KeyError("SECRET"),
    ],
)
def test_a_fault_of_ours_gets_a_reference_that_finds_the_trace(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    told = apology(error)
    found = re.fullmatch(r"Something went wrong on our side \(ref ([0-9a-f]{6})\)\.", told.text)
    assert found
    assert "SECRET" not in str(told.payload())
    (record,) = [one for one in caplog.records if found[1] in one.getMessage()]
    assert record.levelno == logging.ERROR
    assert record.exc_info
    assert record.exc_info[1] is error


def test_the_corpus_says_itself_what_is_wrong() -> None:
    told = apology(StoreError("The database is locked."))
    assert re.fullmatch(r"The database is locked \(ref [0-9a-f]{6}\)\.", told.text)


def test_what_the_notebook_may_not_keep_is_no_fault_and_gets_no_reference(caplog: pytest.LogCaptureFixture) -> None:
    told = apology(NotebookError("There is no name in what was typed."))
    assert told.text == "There is no name in what was typed."
    assert caplog.records == []


@given(name=st.text(max_size=60), needed=st.text(max_size=300) | st.none() | st.integers())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_slack_answers_there_is_a_message(name: str, needed: object) -> None:
    for error in (refusal(name, needed=needed), refusal("missing_scope", needed=needed), RefusedError(400, name)):
        assert faults(apology(error).payload()) == []


def test_what_is_not_known_is_none() -> None:
    assert known(refusal("fatal_error")) is None
    assert known(ValueError("not_in_channel")) is None
