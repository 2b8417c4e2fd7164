"""Files between the app and Slack: a table for who asked for it, and a text that somebody shared."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.context import Responder
from bot.ledger import shown
from corpus.errors import ArticleError
from corpus.ingest import LARGEST
from handlers.blocks.kit import note
from handlers.blocks.payload import fallback
from handlers.blocks.text import cut
from handlers.commands.timeline import Timeline
from handlers.desk.export import Export

CHUNK = 65_536  # bytes
LONGEST_ALT = 1_000
NOT_OURS = (
    "cannot be fetched: Readout is not where it was shared, or lacks the permission files:read. "
    "Send it to Readout in a direct message"
)
PATIENCE = aiohttp.ClientTimeout(total=30)


async def send_file(responder: Responder, made: Export) -> None:
    """Send a file to the person, in their direct messages with the app. Raises SlackApiError."""
    told = await responder.post(
        responder.interaction.user, {"text": made.title, "unfurl_links": False, "unfurl_media": False}
    )
    channel, data = str(told["channel"]), made.text.encode("utf-8")

    async def upload() -> dict[str, Any]:
        await responder.client.files_upload_v2(channel=channel, filename=made.filename, title=made.title, content=data)
        return {}

    noted = shown({"text": made.text}, channel, user=responder.interaction.user, line=made.filename)
    try:
        if responder.books:
            await responder.books.posting(noted.model_copy(update={"kind": "file"}), upload)
        else:
            await upload()
    except Exception:
        with suppress(SlackApiError):  # the announcement of a file that does not come
            await responder.client.chat_delete(channel=channel, ts=str(told["ts"]))
        raise


async def send_picture_file(responder: Responder, data: bytes, timeline: Timeline) -> None:
    """Send a picture to the person, in their direct messages, with words that tell the same. Raises SlackApiError."""
    alt = cut(timeline.told, LONGEST_ALT)
    told = await responder.post(
        responder.interaction.user, {"text": fallback((note(alt),)), "unfurl_links": False, "unfurl_media": False}
    )
    channel, name = str(told["channel"]), "readout-timeline.png"
    await responder.client.files_upload_v2(
        channel=channel, filename=name, title=timeline.title, content=data, alt_txt=alt
    )


def shared_texts(files: Any) -> list[dict[str, Any]]:
    """Those of the files in a message that are plain text by their name or kind."""
    listed = [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    return [file for file in listed if is_text(file)]


def is_text(file: Mapping[str, Any]) -> bool:
    """Whether a file is plain text by its name or kind."""
    named = str(file.get("name") or "").lower().endswith(".txt")
    return named or file.get("filetype") == "text" or file.get("mimetype") == "text/plain"


async def fetched(client: AsyncWebClient, file: dict[str, Any]) -> bytes:
    """The bytes of a file that was shared with the app. Raises ArticleError, with what to do, when Slack keeps them."""
    try:
        return await _fetched(client, file)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise ArticleError("could not be fetched just now. Send it again") from error


async def _fetched(client: AsyncWebClient, file: dict[str, Any]) -> bytes:
    if int(file.get("size") or 0) > LARGEST:
        raise ArticleError(f"is too large: {int(file['size']) / 1e6:.1f} MB, and {LARGEST / 1e6:.0f} MB is the most")
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    headers = {"Authorization": f"Bearer {client.token}"}
    # The token goes to Slack's own hosts alone, whatever address an event names.
    if not _is_slacks(address, client.base_url):
        raise ArticleError("cannot be fetched: it does not lie with Slack")
    async with (
        aiohttp.ClientSession(timeout=PATIENCE) as session,
        session.get(address, headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status in (404, 410):
            raise ArticleError("cannot be fetched: it is no longer there")
        if answer.status != 200 or answer.content_type == "text/html":
            raise ArticleError(NOT_OURS)
        data = bytearray()
        async for part in answer.content.iter_chunked(CHUNK):
            data += part
            if len(data) > LARGEST:
                raise ArticleError(f"is too large: {LARGEST / 1e6:.0f} MB is the most")
        return bytes(data)


def _is_slacks(address: str, api: str) -> bool:
    asked, ours = urlsplit(address), urlsplit(api)
    own = (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)
    return own or (asked.scheme == "https" and (asked.hostname or "").endswith((".slack.com", ".slack-gov.com")))
