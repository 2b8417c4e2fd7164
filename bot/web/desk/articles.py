"""Articles: what may be shown, who has said so, and saying otherwise."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.cli.recall import outcome
from bot.web.desk.forms import Fields, for_editors, to, visitor
from bot.web.pages import GONE, corpus_of, notice, page
from corpus.ingest import job_again
from corpus.keepings import ArticleState, Shelved
from corpus.store import Corpus

MOST = 50
ACTS = {
    "hold": ArticleState.ON_HOLD,
    "kill": ArticleState.KILLED,
    "embargo": ArticleState.EMBARGOED,
    "legal": ArticleState.LEGAL_HOLD,
    "record": ArticleState.OFF_THE_RECORD,
    "background": ArticleState.BACKGROUND,
    "release": ArticleState.USABLE,
}


@for_editors
def articles(request: Request) -> Response:
    """The articles with the typed words, whatever their state, and those that may not be shown."""
    corpus, words = corpus_of(request), request.query_params.get("words", "")[:200]
    found = corpus.desk.find(words, MOST)
    return page(request, "desk_articles.html", found=found, words=words, title="Articles – Readout")


@for_editors
def article(request: Request, wrong: str = "", article_id: str = "") -> Response:
    """An article's state and history, and what can be done with it; none of its words."""
    corpus, wanted = corpus_of(request), article_id or request.query_params.get("id", "")
    one = the_one(wanted, corpus)
    history = corpus.desk.history(wanted) if wanted else ()
    if one is None and not history:
        return notice(request, GONE, "Article", "The corpus has no such article; it may have been removed.")
    held = next((each.ruling for each in corpus.desk.withheld() if one and each.source.id == one.source.id), None)
    receipt = [(step, outcome(step)) for step in corpus.ledger.steps(wanted)]
    known: dict[str, Any] = {"one": one, "held": held, "history": history, "wrong": wrong, "receipt": receipt}
    known["corrections"] = corpus.desk.corrections(wanted)
    return page(request, "desk_article.html", 409 if wrong else 200, title="Article – Readout", **known)


def act(request: Request, fields: Fields) -> Response:
    """Holds, kills, embargoes, releases or removes an article, for a reason."""
    corpus, article_id, by = corpus_of(request), fields.get("id", ""), visitor(request).name
    if fields.get("act") == "again":
        return _read_again(request, article_id)
    what, reason, until = fields.get("act", ""), fields.get("reason", "").strip(), _moment(fields.get("until", ""))
    if not reason:
        return article(request, "Say why: it stands in the history, and whoever asks later is told.", article_id)
    if what == "embargo" and until is None:
        return article(request, "Say until when, in UTC.", article_id)
    if what == "remove":
        corpus.remove(article_id, by=by, reason=reason)
    elif what not in ACTS or not corpus.desk.rule(article_id, ACTS[what], by=by, reason=reason, until=until):
        return article(request, "That cannot be done with this article.", article_id)
    return to("/desk/article", id=article_id)


def _read_again(request: Request, article_id: str) -> Response:
    """Has an article read again from the text that is kept; what is decided of it and what is ruled holds."""
    job = job_again(corpus_of(request), article_id)
    if job is None:
        return article(request, "That cannot be done with this article.", article_id)
    request.app.state.readings.put([job])
    return to("/archive")


def the_one(article_id: str, corpus: Corpus) -> Shelved | None:
    """The article of that id, whatever its state."""
    found = corpus.desk.find(article_id) if article_id else ()
    return next((one for one in found if one.source.id == article_id), None)


def _moment(typed: str) -> datetime | None:
    """A moment as the browser's own field has it, in UTC; None for none."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=UTC)
    except ValueError:
        return None
