"""The workspace in the browser: an ASGI app over one corpus."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web import archive, checking, pages, stories
from bot.web.desk import articles, parties, people, queue, rounds
from bot.web.desk.forms import submitted
from bot.web.guard import Access, Guard
from bot.web.readings import Readings
from corpus.ingest import Reader, extract_article
from corpus.store import Corpus


def create_web(
    corpus: Corpus, access: Access, seeds: Path = Path("seeds"), reader: Reader = extract_article
) -> Starlette:
    """The pages over a corpus for those who may come in; pages that read it run in threads.

    Files that are added are written among the `seeds`, and read by the `reader` in processes of their own.
    """
    app = Starlette(
        routes=[
            Route("/", pages.ask),
            Route("/suggest", pages.suggest),
            Route("/export", pages.exported),
            Route("/source", pages.source),
            Route("/copy", pages.copied),
            Route("/article", pages.article),
            Route("/stories", stories.stories),
            Route("/story", stories.story),
            Route("/story/{which}.svg", stories.picture),
            Route("/archive", archive.archive),
            Route("/archive/reading", archive.reading),
            Route("/archive/add", archive.add, methods=["POST"]),
            Route("/archive/again", submitted(archive.again), methods=["POST"]),
            *desk_routes(),
            Route("/check", checking.check, methods=["GET", "POST"]),
            Route("/sign-in", pages.sign_in, methods=["GET", "POST"]),
            Route("/sign-out", pages.sign_out, methods=["POST"]),
            Mount("/static", StaticFiles(packages=[("bot.web", "static")])),
        ],
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={404: pages.missing, HTTPException: pages.missing, Exception: pages.unavailable},
    )
    app.state.corpus = corpus
    app.state.access = access
    app.state.seeds = seeds
    app.state.readings = Readings(corpus, reader)
    return app


def desk_routes() -> list[Route]:
    """What editors see and do."""
    shown = {
        "/desk": queue.desk,
        "/desk/record": queue.record,
        "/desk/decisions": queue.decisions,
        "/desk/people": people.people,
        "/desk/parties": parties.parties,
        "/desk/round": rounds.rounds,
        "/desk/articles": articles.articles,
        "/desk/article": articles.article,
    }
    done = {
        "/desk/decide": queue.decide,
        "/desk/leave": queue.leave,
        "/desk/keys": queue.keys,
        "/desk/undo": queue.undo,
        "/desk/people": people.rule,
        "/desk/parties": parties.rule,
        "/desk/round": rounds.rule,
        "/desk/article": articles.act,
    }
    reading = [Route(path, each, methods=["GET"]) for path, each in shown.items()]
    return [*reading, *(Route(path, submitted(each), methods=["POST"]) for path, each in done.items())]
