"""`readout article`: which articles there are, which may be shown, and who has said so."""

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import leave, opened_corpus, settings_of
from bot.cli.terminal import printable

if TYPE_CHECKING:
    from corpus.keepings import ArticleState, Shelved
    from corpus.store import Corpus

article = typer.Typer(no_args_is_help=True, help="Articles: what is there, and what of it may be shown.")

Named = Annotated[
    str, typer.Argument(help="Its id, its file, its address or words of its headline.", metavar="ARTICLE")
]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stands in the history.")]
By = Annotated[str, typer.Option("--by", help="Who says so; without it, who is logged in here.")]


@article.command("list")
def list_articles(words: Annotated[str, typer.Argument(help="Words of a name or a headline.")] = "") -> None:
    """The articles with these words, newest first: id, state, day, outlet, headline."""
    with opened_corpus(settings_of()) as corpus:
        found = corpus.desk.find(words)
    if not found:
        typer.echo("No article is called so." if words else "There is no article.", err=True)
    for one in found:
        typer.echo(_line(one))


@article.command()
def show(named: Named) -> None:
    """One article: where it was printed, how much was found in it, and its state. Its words only if it may be shown."""
    with opened_corpus(settings_of()) as corpus:
        one = _the_one(named, corpus)
        held = next((each.ruling for each in corpus.desk.withheld() if each.source.id == one.source.id), None)
        shown = corpus.article(one.source.id)
    typer.echo(_line(one))
    for name, value in one.source.model_dump(mode="json", exclude_none=True).items():
        typer.echo(printable(f"  {name:<10} {value}"))
    if held:
        until = f" until {held.until:%d %b %Y %H:%M} UTC" if held.until else ""
        typer.echo(
            printable(f"  {held.state}{until}: {held.reason or 'no reason given'} ({held.by}, {held.at:%d %b %Y})")
        )
    elif shown:
        typer.echo("\n" + printable(shown.text))


@article.command()
def hold(
    named: Named,
    reason: Reason = "",
    by: By = "",
    until: Annotated[datetime | None, typer.Option(help="The moment, in UTC, that an embargo ends.")] = None,
) -> None:
    """Keep an article from every answer until somebody releases it, or until a moment."""
    from corpus.keepings import ArticleState

    state = ArticleState.EMBARGOED if until else ArticleState.ON_HOLD
    _rule(named, state, reason, by, until.replace(tzinfo=UTC) if until else None)


@article.command()
def kill(named: Named, reason: Reason = "", by: By = "") -> None:
    """Keep an article from every answer for good; the same file read again stays dead."""
    from corpus.keepings import ArticleState

    _rule(named, ArticleState.KILLED, reason, by)


@article.command()
def release(named: Named, reason: Reason = "", by: By = "") -> None:
    """Let an article be shown again."""
    from corpus.keepings import ArticleState

    _rule(named, ArticleState.USABLE, reason, by)


@article.command()
def remove(named: Named, reason: Reason = "", by: By = "") -> None:
    """Take an article out with all that was found in it; its history stays. Its file, read again, brings it back."""
    with opened_corpus(settings_of()) as corpus:
        one = _the_one(named, corpus)
        corpus.remove(one.source.id, by=by or getpass.getuser(), reason=reason)
    typer.echo(printable(f"{one.source.source} is removed."))


@article.command()
def again(named: Named) -> None:
    """Read an article again from the text that is kept, however well it was read; what editors decided of it holds."""
    from corpus.ingest import extract_article, job_again, read_items

    with opened_corpus(settings_of()) as corpus:
        job = job_again(corpus, _the_one(named, corpus).source.id)
        reports = tuple(read_items(corpus, [job], extract_article)) if job else ()
    for one in reports:
        typer.echo(printable(": ".join(filter(None, (f"{one.path} is {one.outcome}", one.reason)))))
    raise typer.Exit(code=int(not reports or any(one.outcome == "failed" for one in reports)))


@article.command()
def changes(named: Named) -> None:
    """What newer states of an article made of its quotes: reworded, another speaker's, gone, new; newest first."""
    with opened_corpus(settings_of()) as corpus:
        one = _the_one(named, corpus)
        told = corpus.desk.corrections(one.source.id)
    if not told:
        typer.echo("No newer state of it has come that may be shown.", err=True)
    for correction in told:
        typer.echo(f"{correction.was_on or 'no date'} -> {correction.on or 'no date'}")
        for turn in correction.turns:
            for when, quote in ((correction.was_on, turn.was), (correction.on, turn.now)):
                if quote is not None:
                    who = quote.speaker_name or "nobody for certain"
                    typer.echo(printable(f"  {turn.what:<16} {when or 'no date'}  {who}: “{quote.text}”"))


@article.command()
def history(
    named: Annotated[str, typer.Argument(help="Its id; without it, of all articles.", metavar="ID")] = "",
) -> None:
    """What was done to an article, or to all, newest first: when, what, who, why."""
    with opened_corpus(settings_of()) as corpus:
        for act in corpus.desk.history(named or None):
            ruling = act.ruling
            why = f": {ruling.reason}" if ruling.reason else ""
            typer.echo(printable(f"{ruling.at:%Y-%m-%d %H:%M} UTC  {act.source}  {ruling.state}, by {ruling.by}{why}"))


def _rule(named: str, state: "ArticleState", reason: str, by: str, until: datetime | None = None) -> None:
    with opened_corpus(settings_of()) as corpus:
        one = _the_one(named, corpus)
        if not corpus.desk.rule(one.source.id, state, by=by or getpass.getuser(), reason=reason, until=until):
            leave(printable(f"{one.source.source} has gone meanwhile."))
    typer.echo(printable(f"{one.source.source} is {state}."))


def _the_one(named: str, corpus: "Corpus") -> "Shelved":
    """The article that is meant; several or none end the command with a sentence."""
    found = corpus.desk.find(named) if named.strip() else ()
    if not found:
        leave(printable(f"No article is called {named!r}; readout article list has them."))
    if len(found) > 1:
        leave("\n".join(["Several articles are called so; name one by its id:", *map(_line, found[:10])]))
    return found[0]


def _line(one: "Shelved") -> str:
    source = one.source
    told = (source.id, str(one.state), str(source.published or "no date"), source.outlet, source.title or source.source)
    return printable("  ".join(filter(None, told)))
