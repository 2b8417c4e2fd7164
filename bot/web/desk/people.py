"""People: two who are one, one who is two, and who is nobody."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk.forms import Fields, for_editors, listed, number, to, visitor
from bot.web.pages import corpus_of, page
from corpus.desk.ruling import By, is_nobody, namesake, people_are_one, person_meant, spelling_is_another
from corpus.errors import DecisionError, NotebookError
from corpus.keepings import PeopleRuling
from corpus.models import Entity
from corpus.store import Corpus

MOST = 20
MOST_ARTICLES = 30
"""Of a person; the newest."""


@for_editors
def people(request: Request, wrong: str = "", name: str = "") -> Response:
    """Everybody of a name, each with how they are printed."""
    corpus, typed = corpus_of(request), (name or request.query_params.get("name", ""))[:200]
    found = [one for one in corpus.suggest(typed, MOST) if one.kind == "person"] if typed.strip() else []
    told = [
        (one, corpus.corrections.spellings(one.id), [row.source for row in corpus.person(one.id, MOST_ARTICLES)])
        for one in found
    ]
    did = corpus.corrections.one(number(request.query_params.get("did", "")))
    known = {"told": told, "typed": typed, "wrong": wrong, "did": did}
    return page(request, "desk_people.html", 409 if wrong else 200, title="People – Readout", **known)


def rule(request: Request, fields: Fields) -> Response:
    """Keeps what was said of a person, and shows everybody of that name again."""
    corpus, name = corpus_of(request), fields.get("name", "")
    one = corpus.entity(fields.get("id", ""))
    if one is None or one.kind != "person":
        return people(request, "Nobody is called so any longer.", name)
    by = By(name=visitor(request).name, why=fields.get("why", ""))
    try:
        if fields.get("what") == "alias":
            corpus.notebook.remember(fields.get("value", ""), one.id, by=by.name)
            return to("/desk/people", name=name)
        did = corpus.corrections.rule(_ruling(one, fields, corpus, by)).id
    except (NotebookError, DecisionError) as error:
        return people(request, str(error), name)
    return to("/desk/people", name=name, did=did)


def _ruling(one: Entity, fields: Fields, corpus: Corpus, by: By) -> PeopleRuling:
    what, value = fields.get("what", ""), fields.get("value", "")
    if what == "one":
        return people_are_one(one, person_meant(fields.get("other", ""), corpus), corpus, by)
    if what == "apart":
        return spelling_is_another(one, value, corpus, by)
    if what == "another":
        return namesake(one, listed(fields, "article"), value, corpus, by)
    if what == "nobody":
        return is_nobody(one, corpus, by)
    raise DecisionError("Say what is wrong: two who are one, one who is two, or no person.")
