"""Files: what the app uploads, and what people share with it."""

import mimetypes
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.fake_slack.refusal import Refused, invalid
from bot.fake_slack.waiting import Kept
from bot.fake_slack.workspace import BOT, TEAM, new_ts, reached

Json = dict[str, Any]

LOGIN = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"


TO_ASK_FOR = {"mode": "file_access", "file_access": "check_file_info", "created": 0, "timestamp": 0, "user": ""}
"""What stands for a file of a channel that is shared with another company, beside its id: files.info tells the rest."""


@dataclass
class File:
    """A file with its bytes; `channel` is "" as long as it is nobody's but the owner's, `ts` the message it came in."""

    id: str
    name: str
    length: int
    user: str = BOT["user_id"]
    data: bytes | None = None
    title: str = ""
    channel: str = ""
    thread_ts: str | None = None
    comment: str = ""
    ts: str = ""
    done: bool = False

    def json(self, address: str) -> Json:
        """The file as payloads have it; its url_private wants the app's token."""
        url = f"{address}/files-pri/{TEAM['id']}-{self.id}/{quote(self.name)}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "filetype": {"txt": "text"}.get(suffix := PurePath(self.name).suffix[1:].lower(), suffix or "binary"),
            "user": self.user,
            "size": len(self.data or b""),
            "mode": "hosted",
            "is_external": False,
            "file_access": "visible",
            "url_private": url,
            "url_private_download": url.replace(f"{self.id}/", f"{self.id}/download/"),
        }


class Files:
    """`sent` holds what the app has uploaded and completed, in order."""

    def __init__(self) -> None:
        self.sent: Kept[File] = Kept()
        self.address = ""
        self.may_read: Callable[[web.Request], bool] = lambda request: False
        self.tell: Callable[[Json], None] = lambda event: None
        self.broken: set[str] = set()
        """The names of files whose bytes break off half way, as on a network that fails."""
        self._known: dict[str, File] = {}
        self._uploads: dict[str, File] = {}

    def share(self, name: str, data: bytes, user: str, *, by_partner: bool = False) -> Json:
        """A file that a person shares, as a message holds it: of a partner's only that there is one is told."""
        file = self._new(name, len(data), user)
        file.data, file.done = data, True
        return {"id": file.id, **TO_ASK_FOR} if by_partner else file.json(self.address)

    # -- methods of the Web API ----------------------------------------------------------------------------------------

    def info(self, arguments: Json) -> Json:
        file = self._known.get(str(arguments.get("file")))
        if file is None or not file.done:
            raise Refused("file_not_found")
        return {"ok": True, "file": file.json(self.address)}

    def upload_url(self, arguments: Json) -> Json:
        name, length = str(arguments.get("filename") or ""), str(arguments.get("length") or "")
        if not name or not length.isdecimal() or int(length) == 0:
            raise invalid("invalid_arguments", ["filename and length are needed, in bytes and more than 0"])
        file = self._new(name, int(length), BOT["user_id"])
        self._uploads[key := secrets.token_urlsafe(12)] = file
        return {"ok": True, "upload_url": f"{self.address}/upload/{key}", "file_id": file.id}

    def complete(self, arguments: Json) -> Json:
        named = arguments.get("files")
        if (
            not isinstance(named, list)
            or not all(isinstance(one, dict) and one.get("id") for one in named)
            or not named
        ):
            raise invalid("invalid_arguments", ["files is not a list of objects with an id"])
        files = [self._uploaded(str(one["id"])) for one in named]
        channel = reached(str(arguments["channel_id"])).id if arguments.get("channel_id") else ""
        ts = new_ts()
        for file, one in zip(files, named, strict=True):
            file.title, file.channel, file.ts, file.done = str(one.get("title") or file.name), channel, ts, True
            file.thread_ts, file.comment = arguments.get("thread_ts"), str(arguments.get("initial_comment") or "")
            self.sent.come(file)
        if channel.startswith("D"):
            self.tell(self._own(files, channel, ts))
        return {"ok": True, "files": [file.json(self.address) for file in files]}

    def _own(self, files: list[File], channel: str, ts: str) -> Json:
        held = {"files": [file.json(self.address) for file in files], "text": files[0].comment}
        who = {"user": BOT["user_id"], "bot_id": BOT["bot_id"], "channel": channel, "channel_type": "im"}
        return {"type": "message", "subtype": "file_share", **who, **held, "ts": ts, "event_ts": ts}

    def _uploaded(self, id: str) -> File:
        file = self._known.get(id)
        if file is None or file.data is None or file.done:
            raise Refused("file_not_found")
        return file

    def _new(self, name: str, length: int, user: str) -> File:
        file = File(f"F{secrets.token_hex(5).upper()}", name, length, user)
        self._known[file.id] = file
        return file

    # -- what is not the Web API ---------------------------------------------------------------------------------------

    async def receive(self, request: web.Request) -> web.Response:
        """Take the bytes of an upload, as a body or as a form's only file, once and as long as was said."""
        file = self._uploads.get(request.match_info["key"])
        if file is None or file.data is not None:
            return web.Response(status=404, text="no such upload")
        data = await _bytes(request)
        if len(data) != file.length:
            return web.Response(status=400, text=f"{len(data)} bytes came, {file.length} were said")
        file.data = data
        return web.Response(text=f"OK - {len(data)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes for who may read it; else the page to sign in, with status 200 as Slack has it."""
        file = self._known.get(request.match_info["id"].partition("-")[2])
        if not self.may_read(request):
            return web.Response(text=LOGIN, content_type="text/html")
        if file is None or file.data is None:
            return web.Response(status=404)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.name in self.broken:
            return await _half(request, file.data)
        return web.Response(body=file.data, content_type=kind)


async def _half(request: web.Request, data: bytes) -> web.StreamResponse:
    """Half of the bytes, and then the connection is cut."""
    begun = web.StreamResponse(headers={"Content-Length": str(len(data)), "Content-Type": "text/plain"})
    await begun.prepare(request)
    await begun.write(data[: len(data) // 2])
    if request.transport is not None:
        request.transport.abort()
    return begun


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return parts[0].file.read() if parts else b""
