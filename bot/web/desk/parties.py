"""Parties: two that are one, one that is two, and what is none."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk.forms import Fields, for_editors, listed, number, to, visitor
from bot.web.pages import corpus_of, page
from corpus.desk.ruling import By, Where, party_is, party_is_apart, party_is_none
from corpus.errors import DecisionError
from corpus.keepings import PartyRuling
from corpus.models import Entity, PositionFilter, QuoteFilter, Source
from corpus.store import Corpus

MOST = 12
MOST_ARTICLES = 30
"""Of a party; the newest. Those further back are an editor's at the command line."""

MOST_AT_ONCE = 2_000
"""Articles that a form writes again; whoever waits for more waits at the command line, where nobody else does."""


@for_editors
def parties(request: Request, wrong: str = "", name: str = "") -> Response:
    """Every party of a name, each with the articles that have it."""
    corpus, typed = corpus_of(request), (name or request.query_params.get("name", ""))[:200]
    found = [one for one in corpus.suggest(typed, MOST) if one.kind == "party"] if typed.strip() else []
    known = {"told": [(one, articles_of(one, corpus)) for one in found], "typed": typed, "wrong": wrong}
    did = corpus.corrections.one(number(request.query_params.get("did", "")))
    return page(request, "desk_parties.html", 409 if wrong else 200, title="Parties – Readout", did=did, **known)


def articles_of(party: Entity, corpus: Corpus) -> list[Source]:
    """The newest articles in which a party holds something or speaks."""
    held = corpus.positions(PositionFilter(party_ids=(party.id,), limit=MOST_ARTICLES))
    said = corpus.quotes(QuoteFilter(party_id=party.id, limit=MOST_ARTICLES))
    sources = [*(row.source for row in held), *(row.source for row in said)]
    return list({one.id: one for one in sources}.values())[:MOST_ARTICLES]


def rule(request: Request, fields: Fields) -> Response:
    """Keeps what was said of a party, and shows all of that name again."""
    corpus, name = corpus_of(request), fields.get("name", "")
    one = corpus.entity(fields.get("id", ""))
    if one is None or one.kind != "party":
        return parties(request, "No party is called so any longer.", name)
    try:
        told = _told(one, fields, corpus, By(name=visitor(request).name, why=fields.get("why", "")))
        _refuse_many(told, corpus)
        did = corpus.corrections.rule(told).id
    except DecisionError as error:
        return parties(request, str(error), name)
    return to("/desk/parties", name=name, did=did)


def _told(one: Entity, fields: Fields, corpus: Corpus, by: By) -> PartyRuling:
    what, other = fields.get("what", ""), fields.get("other", "")[:200]
    if what == "one":
        return party_is(one, other, corpus, by)
    if what == "apart":
        where = Where(articles=listed(fields, "article"), outlet=fields.get("outlet", "").strip()[:200])
        return party_is_apart(one, other, where, corpus, by)
    if what == "nobody":
        return party_is_none(one, by)
    raise DecisionError("Say what is wrong: two that are one, one that is two, or no party.")


def _refuse_many(told: PartyRuling, corpus: Corpus) -> None:
    if (reached := corpus.corrections.reach(told)) > MOST_AT_ONCE:
        raise DecisionError(f"That changes {reached:,} articles, which takes long: say it with `readout desk party`.")
