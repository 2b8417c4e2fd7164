"""The queue: one thing at a time, one key a decision, undo, and the next by itself."""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk.forms import Fields, for_editors, number, to, visitor
from bot.web.pages import KEYS, corpus_of, page
from bot.web.passages import Mark, Piece, marks_of, paragraphs
from corpus.desk.choices import choices
from corpus.desk.queue import Item, queue
from corpus.desk.references import AnyRow
from corpus.errors import DecisionError
from corpus.keepings import AnyRuling, Decision
from corpus.knowledge.vocabulary import issues, stances
from corpus.store import Corpus
from handlers.blocks.button_values import Stale, read_any
from handlers.desk.deciding import Said, decision_of

AROUND = 450
"""Code points shown on either side of a record, as far as its paragraph and the one before go."""

NEAR = 150
"""Of these so many on a phone: the choices stand beneath, and are seen at once."""


class Done(NamedTuple):
    """What was just done, by the word that undoes it; `decision` is what was said, None where all was left as it is."""

    word: str
    decision: Decision | AnyRuling | None


@for_editors
def desk(request: Request, wrong: str = "") -> Response:
    """The next thing to look at; `at` counts those that were passed over."""
    corpus = corpus_of(request)
    waiting = queue(corpus)
    at = min(number(request.query_params.get("at", "")), max(0, len(waiting) - 1))
    item = waiting[at] if waiting else None
    return page(
        request,
        "desk.html",
        409 if wrong else 200,
        title="Desk – Readout",
        item=item,
        at=at,
        left=len(waiting),
        today=_today(corpus),
        done=_done(request.query_params.get("did", ""), corpus),
        wrong=wrong,
        **_beside(item, corpus),
    )


@for_editors
def record(request: Request, wrong: str = "", ref: str = "") -> Response:
    """One record with a form for all that can be said of it."""
    corpus, ref = corpus_of(request), ref or request.query_params.get("ref", "")
    row = read_any(ref, corpus)
    if isinstance(row, Stale):
        return desk(request, row.sentence)
    known: dict[str, Any] = {
        "row": row,
        "ref": ref,
        "text": passage(row, corpus),
        "choices": choices(row, corpus),
        "wrong": wrong,
    }
    known |= {"stances": [(one, each.label) for one, each in stances().items()]}
    known |= {"issues": [(one, each.label) for one, each in issues().items()]}
    known |= {"at": number(request.query_params.get("at", ""))}
    return page(request, "desk_record.html", 409 if wrong else 200, title="Mend – Readout", **known)


def decide(request: Request, fields: Fields) -> Response:
    """Keeps what was said of a record, and goes on; an objection to it is settled with that."""
    corpus, by = corpus_of(request), visitor(request).name
    told = {name: fields.get(name, "") for name in ("ref", "what", "value", "kind", "why")}
    try:
        kept = corpus.corrections.decide(decision_of(Said(**told, by=by), corpus))
    except DecisionError as error:
        return record(request, str(error), told["ref"]) if fields.get("from") == "record" else desk(request, str(error))
    objection = number(fields.get("objection", ""))
    settled = f",objection:{objection}" if objection and corpus.shared.settle(objection, by) else ""
    unfit = number(fields.get("unfit", ""))
    if unfit:
        corpus.corrections.undo(unfit, by)
    return to("/desk", at=number(fields.get("at", "")), did=f"decision:{kept.id}{settled}")


def leave(request: Request, fields: Fields) -> Response:
    """Leaves what was looked at as it is."""
    corpus, by, key = corpus_of(request), visitor(request).name, fields.get("key", "")[:500]
    objection = number(key.removeprefix("objection:")) if key.startswith("objection:") else 0
    unfit = number(key.split(":")[1]) if key.startswith("unfit:") else 0
    if objection:
        corpus.shared.settle(objection, by)
    elif unfit:
        corpus.corrections.undo(unfit, by)
    elif key:
        corpus.shared.check(key, by)
    did = f"objection:{objection}" if objection else "" if unfit else f"checked:{key}"
    return to("/desk", at=number(fields.get("at", "")), did=did)


def undo(request: Request, fields: Fields) -> Response:
    """Undoes what was just done, and shows that again."""
    corpus, by = corpus_of(request), visitor(request).name
    for word in fields.get("did", "").split(","):
        kind, _, rest = word.partition(":")
        if kind == "decision":
            corpus.corrections.undo(number(rest), by)
        elif kind == "objection":
            corpus.shared.reopen(number(rest))
        elif kind == "checked":
            corpus.shared.uncheck(rest)
    back = "/desk/decisions" if fields.get("back") == "/desk/decisions" else "/desk"
    return to(back, at=number(fields.get("at", "")))


def keys(request: Request, fields: Fields) -> Response:
    """Switches the keys of one letter off and on again, in this browser."""
    answer = to("/desk", at=number(fields.get("at", "")))
    secure = request.url.scheme == "https"
    told = "off" if fields.get("keys") == "off" else "on"
    answer.set_cookie(KEYS, told, max_age=365 * 86_400, httponly=True, samesite="strict", secure=secure)
    return answer


@for_editors
def decisions(request: Request) -> Response:
    """All that is decided, newest first, with the way to undo each."""
    kept = corpus_of(request).corrections
    every: list[Decision | AnyRuling] = [*kept.of(), *kept.rulings()]
    told = sorted(every, key=lambda one: -one.id)
    return page(request, "desk_decisions.html", told=told[:500], title="Decisions – Readout")


def _beside(item: Item | None, corpus: Corpus) -> dict[str, object]:
    """What is shown with an item: the text around it, and who may be meant."""
    if item is None or item.row is None:
        return {"text": (), "choices": (), "row": None}
    return {"text": passage(item.row, corpus), "choices": choices(item.row, corpus), "row": item.row}


def passage(row: AnyRow, corpus: Corpus) -> list[list[Piece]]:
    """The paragraph that a record stands in and the one before, with its words marked; [] where the article is gone."""
    article = corpus.article(row.source.id)
    if article is None:
        return []
    marks = marks_of(row)
    if not marks:
        return []
    first, last = min(one.start for one in marks), max(one.end for one in marks)
    start = article.text.rfind("\n", 0, max(0, article.text.rfind("\n", 0, first) - 1)) + 1
    end = article.text.find("\n", last)
    end = len(article.text) if end < 0 else end
    start = max(start, article.body_start)
    if first - AROUND > start:
        start = article.text.find(" ", first - AROUND, first) + 1 or first - AROUND
    if last + AROUND < end:
        end = max(article.text.rfind(" ", last, last + AROUND), last)
    far = [(start, _word(article.text, first - NEAR)), (_word(article.text, last + NEAR), end)]
    marks += [Mark(low, high, "far", "") for low, high in far if low < high]
    return paragraphs(article.text[:end], marks, start)


def _word(text: str, at: int) -> int:
    """Where the first word at or behind a place begins; a place before the text is its beginning."""
    if at <= 0:
        return 0
    blank = re.compile(r"\s").search(text, at)
    return blank.end() if blank else len(text)


def _today(corpus: Corpus) -> int:
    """How much was decided or looked at since midnight, in UTC."""
    day = datetime.now(UTC).date()
    told = [one.at for one in corpus.corrections.of()] + [one.at for one in corpus.corrections.rulings()]
    return sum(at.astimezone(UTC).date() == day for at in (*told, *corpus.shared.checked().values()))


def _done(word: str, corpus: Corpus) -> Done | None:
    kind, _, rest = word.partition(",")[0].partition(":")
    if kind not in ("decision", "objection", "checked"):
        return None
    decision = corpus.corrections.one(number(rest)) if kind == "decision" else None
    return Done(word, decision) if decision or kind != "decision" else None
