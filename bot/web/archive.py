"""The archive: what came in, by outlet, day and state; what failed and why; files that editors add."""

import hashlib
import re
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.reading import ADDED, write_whole
from bot.web.desk.forms import Fields, for_editors, to, visitor
from bot.web.pages import corpus_of, notice, page
from bot.web.readings import Readings
from corpus.ingest import source_name
from corpus.ingest.files import FoundFile
from corpus.ingest.limits import LARGEST, too_large
from corpus.keepings import ArticleState, Shelf
from corpus.store import Corpus

MOST = 100
MOST_FILES = 20
LARGEST_REQUEST = LARGEST + 1_000_000
"""Bytes: the largest article with what a form puts around it, or many small ones."""

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


def archive(request: Request) -> Response:
    """The articles that came last, or those of an outlet, of days, of a state; for editors also what was not read."""
    corpus, asked = corpus_of(request), request.query_params
    edits = visitor(request).role == "edit"
    where = Shelf(
        outlet=asked.get("outlet", "")[:200].strip(),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        state=_state(asked.get("state", "")) if edits else ArticleState.USABLE,
        limit=MOST,
    )
    is_asked = where != Shelf(limit=MOST)
    known: dict[str, Any] = {"where": where, "recent": () if is_asked else corpus.recent(MOST)}
    known |= {"found": corpus.desk.shelf(where) if is_asked else (), "is_asked": is_asked}
    known |= {"states": [one for one in ArticleState if one is not ArticleState.REMOVED], "told": _told(request)}
    known |= {"failed": _failed(corpus) if edits else (), "figures": corpus.figures(), "wrong": ""}
    return page(request, "archive.html", title="Archive – Readout", **known)


@for_editors
def reading(request: Request) -> Response:
    """How far the files are that were added, as a part of a page."""
    return page(request, "reading.html", told=_told(request))


async def add(request: Request) -> Response:
    """Takes files in, which are read one after the other; the guard lets editors in, and no other site's form."""
    length = request.headers.get("content-length", "")
    if not length.isascii() or not length.isdigit():
        return _refused(request, 411, "Say how long the files are (Content-Length).")
    if int(length) > LARGEST_REQUEST:
        return _refused(request, 413, f"More than {LARGEST_REQUEST:,} bytes at once are for `readout ingest`.")
    try:
        async with request.form(max_files=MOST_FILES, max_fields=2) as form:
            sent = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
            given = [(one.filename or "", await one.read()) for one in sent]
    except HTTPException:
        return _refused(request, 400, f"Send at most {MOST_FILES} files at once; `readout ingest` reads folders.")
    if not given:
        return _refused(request, 400, "Choose a file to add.")
    if large := next((name for name, data in given if len(data) > LARGEST), None):
        return _refused(request, 413, f"{large} {too_large(LARGEST + 1).partition(':')[0]}.")
    try:
        files = await run_in_threadpool(_written, request.app.state.seeds, given)
    except OSError as error:
        return _refused(
            request, 500, f"The files cannot be written beside the others: {error.strerror or 'no access'}."
        )
    _readings(request).put(files)
    return to("/archive")


def again(request: Request, fields: Fields) -> Response:
    """Has a file read again that could not be read, if it is one."""
    note = corpus_of(request).intake.noted("failed").get(fields.get("source", ""))
    if note is None:
        return _refused(request, 409, "That was read meanwhile, or is gone.")
    path = Path(note.source.partition("#")[0])
    _readings(request).put([FoundFile(source=source_name(path), path=path, root=note.root)], only_failed=True)
    return to("/archive")


def safe_name(name: str, data: bytes) -> str:
    """The name that an added file gets: none of what leads elsewhere, and the same for the same bytes only."""
    plain = _NOT_IN_A_NAME.sub("-", PurePosixPath(name.replace("\\", "/")).name).strip(".-")[-_LONGEST_NAME:]
    return f"{hashlib.sha256(data).hexdigest()[:12]}-{plain.lstrip('.-') or 'article'}"


def _written(seeds: Path, given: list[tuple[str, bytes]]) -> list[FoundFile]:
    """Among the seeds, so that whatever ends this process they are read when it starts again. Raises OSError."""
    found = []
    for name, data in given:
        path = seeds / ADDED / safe_name(name, data)
        write_whole(path, data)
        found.append(FoundFile(source=source_name(path), path=path, root=source_name(seeds)))
    return found


def _failed(corpus: Corpus) -> list[Any]:
    return sorted(corpus.intake.noted("failed").values(), key=lambda one: one.source)[:MOST]


def _readings(request: Request) -> Readings:
    made: Readings = request.app.state.readings
    return made


def _told(request: Request) -> Any:
    return _readings(request).seen() if visitor(request).role == "edit" else ()


def _refused(request: Request, status: int, told: str) -> Response:
    return notice(request, status, "Not added", told)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _state(typed: str) -> ArticleState:
    return ArticleState(typed) if typed in list(ArticleState) else ArticleState.USABLE
