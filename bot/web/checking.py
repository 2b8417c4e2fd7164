"""Drafts held against the corpus over HTTP: the same verdicts as `readout check`, as a page or as JSON."""

from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.noting import all_words
from bot.web.desk.forms import visitor
from bot.web.pages import corpus_of, noting, page
from corpus.asking.report import FAULTS, DraftReport
from corpus.errors import ArticleError
from corpus.ingest.drafts import read_draft
from corpus.store import Corpus
from handlers.quote_check.draft import check_draft

LARGEST = 1_000_000
"""Bytes of a request: a long draft with what a form puts around it."""

MOST_MARKS = 800
"""Quotation marks of a draft that are read: each quotation is looked up, and others wait meanwhile."""

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_NAMES = {"text/html": "draft.html", "text/markdown": "draft.md"}


class _Refused(Exception):
    """A request that is not read; its text says what to do."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


class _Given(NamedTuple):
    data: bytes
    name: str


async def check(request: Request) -> Response:
    """The form, or what becomes of the draft that was sent: `text` or `file` of a form, or the body itself."""
    if request.method != "POST":
        return _page(request)
    try:
        given = await _given(request)
        report = await run_in_threadpool(
            _checked, given, corpus_of(request), for_editors=visitor(request).role == "edit"
        )
    except _Refused as refused:
        return _told(request, str(refused), refused.status)
    except ArticleError as error:
        return _told(request, f"{error}.", 400)
    except HTTPException:
        return _told(request, "Send one file, or the text of a draft.", 400)
    if _wants_json(request):
        code = report.exit_code(strict="strict" in request.query_params)
        told = report.model_dump(mode="json")
        noted = noting(request, lambda: all_words(told))
        return JSONResponse({"draft": given.name, "exit_code": code, **told}, background=noted)
    return _page(request, report=report, name=given.name)


def _checked(given: _Given, corpus: Corpus, *, for_editors: bool) -> DraftReport:
    return check_draft(read_draft(given.data, given.name), corpus, for_editors=for_editors, most_marks=MOST_MARKS)


async def _given(request: Request) -> _Given:
    """What was sent. A body whose length nobody tells is not begun with."""
    length = request.headers.get("content-length", "")
    if not length.isascii() or not length.isdigit():
        raise _Refused(411, "Say how long the draft is (Content-Length).")
    if int(length) > LARGEST:
        raise _Refused(413, f"More than {LARGEST:,} bytes are not read here; `readout check` reads longer drafts.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        return _Given(await request.body(), _NAMES.get(kind, ""))
    async with request.form(max_files=1, max_fields=4, max_part_size=LARGEST) as form:
        file, text = form.get("file"), form.get("text")
        if isinstance(file, UploadFile) and file.filename:
            return _Given(await file.read(), file.filename)
        return _Given(text.encode("utf-8", "replace") if isinstance(text, str) else b"", "")


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _told(request: Request, sentence: str, status: int) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": sentence}, status)
    return _page(request, status, told=sentence)


def _page(
    request: Request, status: int = 200, *, report: DraftReport | None = None, name: str = "", told: str = ""
) -> Response:
    title = "Check a draft – Readout"
    return page(request, "check.html", status, title=title, report=report, draft=name, told=told, faults=FAULTS)
