"""What the desk's forms and addresses hold: read strictly, for whatever a browser sends."""

from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.guard import Visitor
from bot.web.pages import notice

Fields = Mapping[str, str]
Rest = ParamSpec("Rest")

LONGEST = 4_000
"""Code points of a field that are read."""

MOST_FIELDS = 100


def for_editors(page: Callable[Concatenate[Request, Rest], Response]) -> Callable[Concatenate[Request, Rest], Response]:
    """A page that readers are not shown."""

    def shown(request: Request, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Response:
        if visitor(request).role != "edit":
            return notice(request, 403, "Desk", "Editors work here; you may read.")
        return page(request, *args, **kwargs)

    return shown


def submitted(act: Callable[[Request, Fields], Response]) -> Callable[[Request], object]:
    """A form's page: its fields are read here, and what is done with them goes on in a thread. The guard lets in."""

    async def done(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        told: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            told.setdefault(name, []).extend([value[:LONGEST]] if isinstance(value, str) else [])
        fields = {name: "\n".join(values) for name, values in told.items()}
        return await run_in_threadpool(act, request, fields)

    return done


def listed(fields: Fields, name: str) -> tuple[str, ...]:
    """The ids of what was ticked under a name; () for nothing."""
    return tuple(fields.get(name, "").split())


def visitor(request: Request) -> Visitor:
    found: Visitor = request.scope["visitor"]
    return found


def number(value: str) -> int:
    """A whole number from 0 on; 0 for what is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0


def to(path: str, **asked: object) -> Response:
    """Leads the browser to a page after a form, so that going back sends nothing twice."""
    known = {name: value for name, value in asked.items() if value not in ("", None, 0)}
    return RedirectResponse(f"{path}?{urlencode(known)}" if known else path, 303)
