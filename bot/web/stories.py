"""Stories to look at: a timeline, party by issue, and who is quoted; each picture with a table that tells the same."""

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from bot.noting import words_on
from bot.web.pages import GONE, corpus_of, notice, noting, page
from bot.web.svg import TOLD, timeline_svg, voices_svg
from corpus.asking.stories import title_of_story
from corpus.linking.heard import Way
from handlers.stories.look import Look, look

MOST = 60


def stories(request: Request) -> Response:
    """The newest stories that several articles tell."""
    corpus = corpus_of(request)
    told = [(one, title_of_story(one, corpus)) for one in corpus.newest_stories(MOST)]
    return page(request, "stories.html", told=told, title="Stories – Readout")


def story(request: Request) -> Response:
    """One story as pictures and tables."""
    found = _found(request)
    if found is None:
        return notice(request, GONE, "Story", "There is no such story; its articles may be of another one by now.")
    # Markup, as what is in them is escaped by what writes the elements.
    timeline, voices = Markup(timeline_svg(found)), Markup(voices_svg(found.title, found.voices))  # noqa: S704
    known: dict[str, Any] = {"look": found, "kinds": TOLD, "ways": list(Way), "timeline": timeline, "voices": voices}
    return page(request, "story.html", title=f"{found.title} – Readout", **known)


def picture(request: Request) -> Response:
    """A picture as a file."""
    found, which = _found(request), request.path_params["which"]
    if found is None or which not in ("timeline", "voices"):
        return notice(request, GONE, "Story", "There is no such picture.")
    drawn = timeline_svg(found) if which == "timeline" else voices_svg(found.title, found.voices)
    headers = {"Content-Disposition": f'attachment; filename="readout-{which}.svg"'}
    noted = noting(request, lambda: words_on(drawn), "export")
    return Response(drawn, media_type="image/svg+xml", headers=headers, background=noted)


def _found(request: Request) -> Look | None:
    return look(request.query_params.get("id", "")[:200], corpus_of(request))
