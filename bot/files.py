"""Files between the app and Slack: a table for who asked for it, and a text that somebody shared."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.context import Responder
from bot.errors import why
from bot.noting import shown
from corpus.errors import ArticleError
from corpus.excerpts import cut
from corpus.ingest import LARGEST
from corpus.ingest.formats import FORMATS
from handlers.blocks.kit import note
from handlers.blocks.payload import fallback
from handlers.commands.timeline import Timeline
from handlers.desk.export import Export

logger = logging.getLogger(__name__)

CHUNK = 65_536  # bytes
LONGEST_ALT = 1_000
NOT_OURS = (
    "cannot be fetched: Readout is not where it was shared, or lacks the permission files:read. "
    "Send it to Readout in a direct message"
)
ENDINGS = frozenset({".docx", ".eml", ".htm", ".html", ".json", ".md", ".pdf", ".srt", ".txt", ".vtt", ".xml"})
MEDIA_TYPES = frozenset(kind.media_type for kind in FORMATS.values())
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


async def described(client: AsyncWebClient, files: Any) -> list[dict[str, Any]]:
    """The files of a message with their names and addresses.

    Of a file from a channel that is shared with another company only the id comes: Slack is asked for the rest. What it
    does not tell stays as it came.
    """
    listed = [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    return [await _described(client, file) if _is_untold(file) else file for file in listed]


async def _described(client: AsyncWebClient, file: dict[str, Any]) -> dict[str, Any]:
    try:
        told = (await client.files_info(file=str(file.get("id") or ""))).get("file")
    except SlackApiError as error:
        logger.warning("Slack tells nothing of a file: %s", why(error))
        return file
    return told if isinstance(told, dict) else file


def _is_untold(file: Mapping[str, Any]) -> bool:
    return file.get("file_access") == "check_file_info"


def articles_among(files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the files that may be articles by their name or kind; one of which nothing is known may be, too."""
    return [file for file in files if is_article(file)]


def is_article(file: Mapping[str, Any]) -> bool:
    """Whether a file is of a kind that articles are sent as, by its name or by what Slack takes it for."""
    named = PurePath(str(file.get("name") or "")).suffix.lower() in ENDINGS
    return named or file.get("mimetype") in MEDIA_TYPES or _is_untold(file)


async def fetched(client: AsyncWebClient, file: dict[str, Any]) -> bytes:
    """The bytes of a file that was shared with the app. Raises ArticleError, with what to do, when Slack keeps them."""
    try:
        return await _fetched(client, file)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise ArticleError("could not be fetched just now. Send it again") from error


async def _fetched(client: AsyncWebClient, file: dict[str, Any]) -> bytes:
    if _is_untold(file):
        raise ArticleError(NOT_OURS)
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
        if answer.status != 200:
            raise ArticleError(NOT_OURS)
        data = bytearray()
        async for part in answer.content.iter_chunked(CHUNK):
            data += part
            if len(data) > LARGEST:
                raise ArticleError(f"is too large: {LARGEST / 1e6:.0f} MB is the most")
        # Slack shows who may not read a file the page to sign in, and says that all is well.
        if answer.content_type == "text/html" and len(data) != file.get("size"):
            raise ArticleError(NOT_OURS)
        return bytes(data)


def _is_slacks(address: str, api: str) -> bool:
    asked, ours = urlsplit(address), urlsplit(api)
    own = (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)
    return own or (asked.scheme == "https" and (asked.hostname or "").endswith((".slack.com", ".slack-gov.com")))
