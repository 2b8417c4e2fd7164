"""Files through the fake Slack: what the app uploads arrives whole, what people share wants the app's token."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack.slack import FakeSlack
from tests.socket_app import EVERY_SCOPE, BareApp

Json = dict[str, Any]

DATA = b"who,said\nNordmann,No\n"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(scopes=EVERY_SCOPE) as running:
        yield running


@pytest.fixture
async def app(slack: FakeSlack) -> AsyncIterator[BareApp]:
    async with BareApp.connected(slack) as connected:
        yield connected


async def uploaded(app: BareApp, data: bytes = DATA, length: int = len(DATA)) -> tuple[str, int]:
    """The id of a file and the status that its bytes got."""
    answer = await app.call("files.getUploadURLExternal", filename="quotes.csv", length=length)
    assert answer["ok"]
    async with app.http.post(answer["upload_url"], data=data) as sent:
        return str(answer["file_id"]), sent.status


async def test_an_upload_arrives_whole(slack: FakeSlack, app: BareApp) -> None:
    file_id, status = await uploaded(app)
    assert status == 200
    assert slack.files == []
    where = {"channel_id": "C0NEWSROOM", "thread_ts": "1.5", "initial_comment": "Two quotes"}
    done = await app.call("files.completeUploadExternal", files=[{"id": file_id, "title": "Quotes"}], **where)
    assert done["files"][0]["title"] == "Quotes"
    (file,) = await slack.files(1, within=1)
    assert (file.name, file.title, file.data) == ("quotes.csv", "Quotes", DATA)
    assert (file.channel, file.thread_ts, file.comment) == ("C0NEWSROOM", "1.5", "Two quotes")
    again = await app.call("files.completeUploadExternal", files=[{"id": file_id}], **where)
    assert again["error"] == "file_not_found"


async def test_slacks_own_client_uploads(slack: FakeSlack, app: BareApp) -> None:
    client = AsyncWebClient(token=slack.api.bot_token, base_url=slack.environment["SLACK_API_URL"])
    await client.files_upload_v2(
        filename="quotes.csv", content=DATA, title="Quotes", channel="U0EDITOR", initial_comment="Two quotes"
    )
    (file,) = slack.files
    assert (file.name, file.data, file.channel) == ("quotes.csv", DATA, "D0EDITOR")


async def test_an_upload_of_another_length_is_refused(slack: FakeSlack, app: BareApp) -> None:
    file_id, status = await uploaded(app, DATA[:-1])
    assert status == 400
    refused = await app.call("files.completeUploadExternal", files=[{"id": file_id}])
    assert refused["error"] == "file_not_found"


@pytest.mark.parametrize(("channel", "error"), [("C0ELSEWHERE", "not_in_channel"), ("C0NOWHERE", "channel_not_found")])
async def test_a_file_goes_only_where_the_app_is(slack: FakeSlack, app: BareApp, channel: str, error: str) -> None:
    file_id, _ = await uploaded(app)
    refused = await app.call("files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel)
    assert refused["error"] == error
    assert slack.files == []


@pytest.mark.parametrize("length", [0, "", "many"])
async def test_a_file_has_a_length(app: BareApp, length: Any) -> None:
    refused = await app.call("files.getUploadURLExternal", filename="a.csv", length=length)
    assert refused["error"] == "invalid_arguments"


async def test_nothing_is_no_list_of_files(app: BareApp) -> None:
    nothing: tuple[Any, ...] = (None, [], [{}], "F1")
    for files in nothing:
        assert (await app.call("files.completeUploadExternal", files=files))["error"] == "invalid_arguments"


async def test_a_shared_file_wants_the_token(slack: FakeSlack, app: BareApp) -> None:
    file = slack.share_file("an article?.txt", "“No.”".encode())
    assert (file["mimetype"], file["filetype"], file["size"]) == ("text/plain", "text", 9)
    token = {"Authorization": f"Bearer {slack.api.bot_token}"}
    for url in (file["url_private"], file["url_private_download"]):
        async with app.http.get(url, headers=token) as answer:
            assert (await answer.read()).decode() == "“No.”"
        async with app.http.get(url) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")
            assert "Sign in" in await answer.text()


async def test_the_bytes_of_a_shared_file_can_break_off(slack: FakeSlack, app: BareApp) -> None:
    file = slack.share_file("a.txt", b"Norway and Iceland met")
    slack.api.files.broken.add("a.txt")
    token = {"Authorization": f"Bearer {slack.api.bot_token}"}
    with pytest.raises(aiohttp.ClientError):
        async with app.http.get(file["url_private_download"], headers=token) as answer:
            await answer.read()


async def test_a_shared_file_wants_the_scope() -> None:
    async with FakeSlack(scopes=["commands"]) as slack, BareApp.connected(slack) as app:
        file = slack.share_file("a.txt", b"x")
        token = {"Authorization": f"Bearer {slack.api.bot_token}"}
        async with app.http.get(file["url_private_download"], headers=token) as answer:
            assert answer.content_type == "text/html"
