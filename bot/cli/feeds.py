"""`readout feed`: the feeds that are read, by hand and for `serve`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import opened_corpus, settings_of
from bot.cli.terminal import printable

if TYPE_CHECKING:
    from bot.feeds.run import Read

feed = typer.Typer(no_args_is_help=True, help="Feeds that articles come from: RSS, Atom, JSON Feed, ninjs, NewsML-G2.")


@feed.command()
def add(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.", metavar="URL…")]) -> None:
    """Read these feeds from now on; each is read at once."""
    from bot.feeds.run import add_feed, run_feeds

    settings = settings_of()
    with opened_corpus(settings) as corpus:
        run_feeds(corpus, settings, [add_feed(corpus, url) for url in urls], _tell)


@feed.command("list")
def list_feeds() -> None:
    """Every feed: when it was read last, and what is wrong with it."""
    with opened_corpus(settings_of()) as corpus:
        kept = corpus.feeds.all()
        if not kept:
            typer.echo("No feed is read yet: readout feed add URL adds one.", err=True)
        for one in kept:
            read = f"read {one.read:%d %b %H:%M} UTC" if one.read else "not read yet"
            typer.echo(printable(f"{one.url}: {read}" + (f"; {one.trouble}" if one.trouble else "")))


@feed.command()
def remove(urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.", metavar="URL…")]) -> None:
    """Read these feeds no more; their articles stay."""
    with opened_corpus(settings_of()) as corpus:
        unknown = [url for url in urls if not corpus.feeds.remove(url)]
    for url in unknown:
        typer.echo(printable(f"{url} is no feed that is read; readout feed list has them."), err=True)
    raise typer.Exit(code=1 if unknown else 0)


@feed.command()
def run(every: Annotated[bool, typer.Option("--all", help="Also those that are not due yet.")] = False) -> None:
    """Read the feeds that are due; exit code 1 where one of them is in trouble."""
    from bot.feeds.run import run_feeds

    settings, troubled = settings_of(), []
    with opened_corpus(settings) as corpus:
        due = [one for one in corpus.feeds.all() if every or one.is_due(datetime.now(UTC))]

        def tell(read: "Read") -> None:
            _tell(read)
            troubled.extend([read] if read.feed.trouble else [])

        run_feeds(corpus, settings, due, tell)
    raise typer.Exit(code=1 if troubled else 0)


def _tell(read: "Read") -> None:
    for one in read.reports:
        if one.reason and one.outcome == "failed":
            typer.echo(printable(f"{one.path}: {one.reason}"))
    typer.echo(printable(f"{read.feed.url}: {read.told}"))
