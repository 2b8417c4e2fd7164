"""People: two who are one, one who is two, and who is nobody."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk.forms import Fields, for_editors, number, to, visitor
from bot.web.pages import corpus_of, page
from corpus.errors import NotebookError
from corpus.models import Entity
from corpus.store import Corpus
from corpus.store.corrections import people_ruling

MOST = 20


@for_editors
def people(request: Request, wrong: str = "", name: str = "") -> Response:
    """Everybody of a name, each with how they are printed."""
    corpus, typed = corpus_of(request), (name or request.query_params.get("name", ""))[:200]
    found = [one for one in corpus.suggest(typed, MOST) if one.kind == "person"] if typed.strip() else []
    told = [(one, corpus.corrections.spellings(one.id)) for one in found]
    did = corpus.corrections.one(number(request.query_params.get("did", "")))
    known = {"told": told, "typed": typed, "wrong": wrong, "did": did}
    return page(request, "desk_people.html", 409 if wrong else 200, title="People – Readout", **known)


def rule(request: Request, fields: Fields) -> Response:
    """Keeps what was said of a person, and shows everybody of that name again."""
    corpus, name = corpus_of(request), fields.get("name", "")
    one = corpus.entity(fields.get("id", ""))
    if one is None or one.kind != "person":
        return people(request, "Nobody is called so any longer.", name)
    try:
        did = _ruled(one, fields, corpus, visitor(request).name)
    except (NotebookError, _Unclear) as error:
        return people(request, str(error), name)
    return to("/desk/people", name=name, did=did)


class _Unclear(Exception):
    """What was filled in does not say who is meant; the text is a sentence."""


def _ruled(one: Entity, fields: Fields, corpus: Corpus, by: str) -> int:
    what, why = fields.get("what", ""), fields.get("why", "")
    spelled = corpus.corrections.spellings(one.id)
    if what == "alias":
        corpus.notebook.remember(fields.get("value", ""), one.id, by=by)
        return 0
    if what == "one":
        other = corpus.entity(fields.get("other", ""))
        if other is None or other.kind != "person" or other.id == one.id:
            raise _Unclear("Choose another person who is the same.")
        told = people_ruling(
            "one", spelled, corpus.corrections.spellings(other.id), label=f"{one.name} = {other.name}", by=by, why=why
        )
    elif what == "apart":
        part = [each for each in spelled if each.bearer == fields.get("value")]
        if not part or len(part) == len(spelled):
            raise _Unclear("Choose one of several spellings that is somebody else's.")
        told = people_ruling("apart", part, (), label=f"{part[0].name} ≠ {one.name}", by=by, why=why)
    elif what == "nobody":
        told = people_ruling("nobody", spelled, (), label=one.name, by=by, why=why)
    else:
        raise _Unclear("Say what is wrong: two who are one, one who is two, or no person.")
    return corpus.corrections.rule(told).id
