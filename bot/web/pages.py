"""The pages: the same answers as in Slack, the articles that they come from, and what came in."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.noting import LEAST, note_quietly, words_on
from bot.release import VERSION
from bot.web.guard import COOKIE, Access, Visitor, role_of, seal
from bot.web.passages import marks_of_positions, marks_of_quotes, paragraphs
from bot.web.suggestions import suggestions
from bot.web.ways import asking, ways
from corpus.desk.references import position_ref, quote_ref
from corpus.desk.ruling import told_of
from corpus.errors import CorpusError
from corpus.keepings import Shown, ShownAs
from corpus.models import PositionFilter, QuoteFilter, QuoteKind, TalkFilter
from corpus.store import Corpus
from handlers.blocks.button_values import Stale, read_ref
from handlers.blocks.position_card import position_badges
from handlers.blocks.quote_card import quote_badges
from handlers.blocks.text import day
from handlers.desk.export import Export, export
from handlers.desk.home import home
from handlers.desk.source_view import copy_view
from handlers.texts import say
from handlers.typed import answer_typed

LONGEST_LINE = 3_000
GONE = 404
KEYS = "readout_keys"
"""The cookie that says "off" for who wants no letter to press a button: speech input types letters too (WCAG 2.1.4)."""


@cache
def environment() -> Environment:
    """The templates, which escape whatever is put into them."""
    made = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "kind": lambda value: type(value).__name__,
        "ways": ways,
        "day": day,
        "asking": asking,
        "ruling": told_of,
    }
    return made


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from its template, for whoever asks; the ledger has what it shows to others."""
    visitor: Visitor | None = request.scope.get("visitor")
    keys = request.cookies.get(KEYS) != "off"
    shared: Mapping[str, Any] = {
        "visitor": visitor, "version": VERSION, "path": request.url.path, "q": "", "keys": keys
    }  # fmt: skip
    body = environment().get_template(name).render({**shared, **values})
    return HTMLResponse(body, status, background=noting(request, lambda: words_on(body)))


def noting(request: Request, words: Callable[[], str], kind: ShownAs = "private") -> BackgroundTask | None:
    """Writes down, behind the answer, what somebody is shown; None where that is for nobody but who runs it here."""
    visitor: Visitor | None = request.scope.get("visitor")
    if visitor is None or visitor.is_local:
        return None
    corpus, line = corpus_of(request), f"{request.url.path}?{request.url.query}"[:LONGEST_LINE]

    def note() -> None:
        told = words()
        if len(told) >= LEAST:
            one = {"at": datetime.now(UTC), "kind": kind, "channel": "browser", "user": visitor.name}
            note_quietly(corpus, Shown.model_validate({**one, "line": line, "words": told}))

    return BackgroundTask(note)


def corpus_of(request: Request) -> Corpus:
    corpus: Corpus = request.app.state.corpus
    return corpus


def visitor_of(request: Request) -> str:
    """The name of whoever asks; "" for somebody who has not come in."""
    visitor: Visitor | None = request.scope.get("visitor")
    return visitor.name if visitor else ""


def notice(request: Request, status: int, title: str, told: str) -> HTMLResponse:
    """A page that says one thing."""
    return page(request, "notice.html", status, title=title, told=told)


# -- ask ---------------------------------------------------------------------------------------------------------------


def ask(request: Request) -> Response:
    """The answer to a line or a question; without one, what there is to ask."""
    line = request.query_params.get("q", "")[:LONGEST_LINE].strip()
    corpus = corpus_of(request)
    if not line:
        return page(request, "ask.html", shown=home((), corpus).blocks, payload="", title="Readout")
    answer = answer_typed(line, corpus)
    payload = json.dumps(answer.payload(), ensure_ascii=False, indent=2)
    return page(request, "ask.html", shown=answer.whole, payload=payload, title=f"{line} – Readout", q=line)


def suggest(request: Request) -> Response:
    """Lines that go on from what is being typed, as options of the field."""
    typed = request.query_params.get("q", "")[:LONGEST_LINE]
    return page(request, "suggestions.html", lines=suggestions(typed, corpus_of(request)))


def exported(request: Request) -> Response:
    """What a line finds as a file for a spreadsheet."""
    line = request.query_params.get("q", "")[:LONGEST_LINE]
    made = export(line, corpus_of(request))
    if not isinstance(made, Export):
        return page(request, "ask.html", 400, shown=made.whole, payload="", title="Export – Readout")
    noted = {"kind": "export", "channel": "browser", "user": visitor_of(request), "line": line, "words": made.text}
    note_quietly(corpus_of(request), Shown.model_validate({"at": datetime.now(UTC), **noted}))
    name = made.filename.encode("ascii", "replace").decode().replace('"', "")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.text, media_type="text/csv; charset=utf-8", headers=headers)


# -- where words stand -------------------------------------------------------------------------------------------------


def source(request: Request) -> Response:
    """To the place in its article where a record stands; what has changed or is gone is said."""
    row = read_ref(request.query_params.get("ref", ""), corpus_of(request))
    if isinstance(row, Stale):
        return notice(request, GONE, "Source", row.sentence)
    record = row.quote.id if hasattr(row, "quote") else row.position.id
    return RedirectResponse(f"/article?{urlencode({'id': row.source.id})}#{record}", 303)


def copied(request: Request) -> Response:
    """A quotation with its attribution, to be copied."""
    view = copy_view(request.query_params.get("ref", ""), corpus_of(request))
    return page(request, "copy.html", shown=view.blocks, title=f"{view.title} – Readout")


def article(request: Request) -> Response:
    """An article letter by letter, with the words, the speakers and the positions found in it marked."""
    corpus, article_id = corpus_of(request), request.query_params.get("id", "")
    found = corpus.article(article_id)
    if found is None:
        return notice(request, GONE, "Article", "The corpus has no such article; it may have been removed.")
    quotes = corpus.quotes(QuoteFilter(article_id=article_id, indirect=True))
    positions = corpus.positions(PositionFilter(article_id=article_id))
    marks = [*marks_of_quotes(quotes), *marks_of_positions(positions)]
    spoken = [(row.quote, quote_badges(row.quote)) for row in quotes if row.quote.kind is not QuoteKind.INDIRECT]
    held = [(row.position, position_badges(row)) for row in positions]
    text = paragraphs(found.text, marks, found.body_start)
    refs = {row.quote.id: quote_ref(row) for row in quotes} | {row.position.id: position_ref(row) for row in positions}
    known: dict[str, Any] = {"article": found, "text": text, "spoken": spoken, "held": held, "refs": refs}
    rounds = corpus.talks(TalkFilter(reported_in=(article_id,)))
    known["met"] = [one for each in rounds for one in each.accounts if one.source.id == article_id]
    return page(request, "article.html", title=f"{found.title or found.source} – Readout", **known)


# -- coming in ---------------------------------------------------------------------------------------------------------


async def sign_in(request: Request) -> Response:
    """The form that takes a token, and what becomes of it."""
    access: Access = request.app.state.access
    if request.method != "POST":
        return page(request, "sign_in.html", title="Sign in – Readout", wrong=False)
    token = str((await request.form()).get("token", "")).strip()
    if role_of(token, access) is None:
        return page(request, "sign_in.html", 403, title="Sign in – Readout", wrong=True)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, seal(token), max_age=30 * 86_400, httponly=True, samesite="strict", secure=secure)
    return answer


async def sign_out(request: Request) -> Response:
    """Forgets who came in."""
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


# -- what goes wrong ---------------------------------------------------------------------------------------------------


async def missing(request: Request, _: Exception) -> Response:
    return notice(request, GONE, "Nothing here", "There is no page of that address.")


async def unavailable(request: Request, error: Exception) -> Response:
    """The store's own sentence; of any other error only that there was one, for its words may hold anything."""
    told = str(error) if isinstance(error, CorpusError) else say("fault")
    return notice(request, 503 if isinstance(error, CorpusError) else 500, "Not answered", told)
