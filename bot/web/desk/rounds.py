"""Rounds of talks: which reports are of one, and who, where and when by all of them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk.forms import Fields, for_editors, listed, number, to, visitor
from bot.web.pages import GONE, corpus_of, notice, page
from corpus.desk.references import talk_ref
from corpus.desk.ruling import By, two_rounds
from corpus.errors import DecisionError
from corpus.models import Round, TalkAccount, TalkFilter
from corpus.store import Corpus
from handlers.desk.deciding import Said, decision_of


@for_editors
def rounds(request: Request, wrong: str = "", article_id: str = "", talk_id: str = "") -> Response:
    """The rounds that an article tells of, with every report of each; one of them where the talks are named too."""
    corpus = corpus_of(request)
    article_id = article_id or request.query_params.get("article", "")
    talk_id = talk_id or request.query_params.get("talk", "")
    found = _rounds(article_id, talk_id, corpus)
    if not found:
        return notice(request, GONE, "Talks", "No article tells of these talks any longer.")
    known: dict[str, Any] = {"told": [(one, [(each, talk_ref(each)) for each in one.accounts]) for one in found]}
    known["did"] = corpus.corrections.one(number(request.query_params.get("did", "")))
    return page(request, "desk_rounds.html", 409 if wrong else 200, title="Talks – Readout", wrong=wrong, **known)


def rule(request: Request, fields: Fields) -> Response:
    """Keeps that some reports are of another round, or says something of all of them."""
    corpus, by = corpus_of(request), By(name=visitor(request).name, why=fields.get("why", ""))
    article_id, talk_id = fields.get("id", ""), fields.get("talk", "")
    found = _rounds(article_id, talk_id, corpus)
    if len(found) != 1:
        return notice(request, GONE, "Talks", "No article tells of these talks any longer.")
    try:
        did = _said(found[0], fields, corpus, by)
    except DecisionError as error:
        return rounds(request, str(error), article_id, talk_id)
    if not _rounds(article_id, talk_id, corpus):
        return to("/desk/decisions")
    return to("/desk/round", article=article_id, talk=talk_id, did=did)


def _said(one: Round, fields: Fields, corpus: Corpus, by: By) -> int:
    """The number of what was decided, of the last where each report has its own; 0 for nothing."""
    what = fields.get("what", "")
    if what == "apart":
        chosen = set(listed(fields, "told"))
        other = [each for each in one.accounts if f"{each.source.id}/{each.talk.id}" in chosen]
        return corpus.corrections.rule(two_rounds(one.accounts, other, corpus, by)).id
    did = 0
    for account in one.accounts:
        said = Said(ref=talk_ref(account), what=what, value=fields.get("value", ""), by=by.name, why=by.why)
        did = corpus.corrections.decide(decision_of(said, corpus)).id
    return did


def _rounds(article_id: str, talk_id: str, corpus: Corpus) -> list[Round]:
    told = corpus.talks(TalkFilter(reported_in=(article_id,))) if article_id else ()
    return [one for one in told if any(_is(each, article_id, talk_id) for each in one.accounts)]


def _is(account: TalkAccount, article_id: str, talk_id: str) -> bool:
    return account.source.id == article_id and talk_id in ("", account.talk.id)
