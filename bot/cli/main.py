"""The command line: what `readout --help` lists."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.articles import article
from bot.cli.desk import desk
from bot.cli.developing import explain, manifest, slack
from bot.cli.feeds import feed
from bot.cli.filling import ingest, watch
from bot.cli.opening import asked_corpus, brief, leave, opened_corpus, settings_of

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.store import Corpus

# What a command does not need it does not import: `ask` answers before Slack's libraries would have loaded.

cli = typer.Typer(
    name="readout",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

cli.add_typer(article, name="article")
cli.add_typer(desk, name="desk")
cli.add_typer(feed, name="feed")


def main() -> None:
    """Run the command line. What a person can mend is said in a sentence, with exit code 1."""
    from corpus.errors import CorpusError

    os.umask(0o077)  # articles, follows and tokens are the business of who runs this
    try:
        cli(prog_name="readout")
    except CorpusError as error:
        leave(str(error))


def _tell_version(asked: bool) -> None:
    if asked:
        from bot.release import VERSION

        typer.echo(f"Readout {VERSION}")
        raise typer.Exit


@cli.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Who said what, who wants what, and what the last talks brought, in the source's own words."""


@cli.command()
def serve() -> None:
    """Answer Slack, or, without any token, type commands here. Reads new articles in seeds/ first."""
    from bot.logs import configure_logs
    from bot.settings import SettingsError, slack_tokens

    settings = settings_of()
    configure_logs(settings.log_level, settings.log_format)
    try:
        tokens = slack_tokens(settings)
        with opened_corpus(settings) as corpus:
            if tokens:
                from bot.serve import serve as serve_slack

                serve_slack(settings, tokens, corpus)
            else:
                _converse(settings, corpus)
    except SettingsError as error:
        leave(str(error))


@cli.command()
def ask(
    line: Annotated[list[str], typer.Argument(help="A command line or a question, such as /quote Peskov.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the very payload that Slack would get.")] = False,
) -> None:
    """Answer one command line from the corpus as it is; nothing new is read."""
    with brief():
        from bot.noting import all_words
        from corpus.store import missing_file
        from handlers.typed import answer_typed

        settings = settings_of()
        with asked_corpus(settings) as corpus:
            payload = answer_typed(" ".join(line), corpus).payload()
            if not sys.stdout.isatty() and not missing_file(settings.database_url):
                _note(corpus, " ".join(line), all_words(payload))
        if as_json:
            typer.echo(json.dumps(payload, ensure_ascii=False, indent=2))
        else:
            _show(payload)


@cli.command()
def export(
    line: Annotated[list[str], typer.Argument(help="A command line, such as /quote Peskov.")],
) -> None:
    """Print what a command line finds as CSV, every page of it."""
    from handlers.desk.export import Export
    from handlers.desk.export import export as exported

    with asked_corpus(settings_of()) as corpus:
        made = exported(" ".join(line), corpus)
        if isinstance(made, Export):
            _note(corpus, " ".join(line), made.text)
    if not isinstance(made, Export):
        _show(made.payload())
        raise typer.Exit(code=1)
    sys.stdout.buffer.write(made.text.encode("utf-8"))


def _note(corpus: "Corpus", line: str, words: str) -> None:
    """Whoever has the file is on the receipt of a recall."""
    from bot.noting import note_at_terminal

    if not note_at_terminal(corpus, line, words):
        typer.echo("Nobody can be told that you have this file: the ledger cannot be written.", err=True)


cli.command()(ingest)
cli.command()(watch)


@cli.command()
def stats() -> None:
    """The corpus in numbers."""
    with asked_corpus(settings_of()) as corpus:
        figures = corpus.figures()
    for name, value in figures.model_dump().items():
        typer.echo(f"{name:<10} {'-' if value is None else value}")


@cli.command()
def claims(as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False) -> None:
    """Every claim made across articles, with its sources, for an editor to check."""
    from bot.cli.claims import claims_as_json, claims_as_text

    with asked_corpus(settings_of()) as corpus:
        found = corpus.claims()
    typer.echo(claims_as_json(found) if as_json else claims_as_text(found))


@cli.command()
def check(
    drafts: Annotated[list[Path], typer.Argument(help="Drafts: text, Markdown, HTML, .docx; - is the standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print all that was found, for a program.")] = False,
    as_sarif: Annotated[bool, typer.Option("--sarif", help="Print it as SARIF, for editors and code hosts.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 2 where a quotation is not proved.")] = False,
    said: Annotated[bool, typer.Option("--said", help="Tell too what transcripts of the speaker have.")] = False,
) -> None:
    """Hold every quotation of a draft against the corpus; exit code 1 where one is altered or somebody else's."""
    from bot.cli import checking

    # Before the settings: READOUT_HOME has us stand in another folder than the drafts are named from.
    given = {path: checking.bytes_of(path) for path in drafts}
    with opened_corpus(settings_of()) as corpus:
        found = [checking.checked(path, given[path], corpus, said=said) for path in drafts]
    printed = checking.as_sarif if as_sarif else checking.as_json if as_json else checking.as_text
    typer.echo(printed(found))
    raise typer.Exit(code=checking.exit_code(found, strict=strict))


@cli.command()
def recall(
    named: Annotated[
        str, typer.Argument(help="Its id, its file, its address or words of its headline.", metavar="ARTICLE")
    ],
    by: Annotated[str, typer.Option("--by", help="Who says so; without it, who is logged in here.")] = "",
    only_receipt: Annotated[bool, typer.Option("--receipt", help="Call nothing back; only print the receipt.")] = False,
) -> None:
    """Call back every message and file of Readout's that shows an article, and say what was reached and what not."""
    import getpass

    from bot.cli.recall import receipt, work_off
    from bot.settings import slack_tokens

    settings = settings_of()
    with opened_corpus(settings) as corpus:
        found = corpus.desk.find(named)
        article_id = found[0].source.id if len(found) == 1 else named  # one that was removed is known by its id
        if not only_receipt:
            corpus.ledger.recall(article_id, by or getpass.getuser())
            if slack_tokens(settings):
                work_off(settings, corpus)
        steps = corpus.ledger.steps(article_id)
    typer.echo(receipt(steps) if steps else "Nothing that Readout posted shows that article.")


@cli.command()
def web(
    host: Annotated[str, typer.Option(help="The address to listen on; others reach any but 127.0.0.1.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="The port; without it READOUT_WEB_PORT, 0 takes a free one.")] = None,
) -> None:
    """Answer in the browser: ask, and read each record where it stands in its article."""
    from bot.logs import configure_logs
    from bot.settings import SettingsError
    from bot.web.serve import serve_web

    settings = settings_of()
    configure_logs(settings.log_level, settings.log_format)
    try:
        with opened_corpus(settings) as corpus:
            serve_web(settings, corpus, host, port)
    except SettingsError as error:
        leave(str(error))


@cli.command()
def mcp(
    http: Annotated[bool, typer.Option("--http", help="Answer over HTTP; without, on the standard streams.")] = False,
    host: Annotated[str, typer.Option(help="The address to listen on; others reach any but 127.0.0.1.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="The port; without it READOUT_MCP_PORT, 0 takes a free one.")] = None,
) -> None:
    """Answer assistants by the Model Context Protocol: they may ask, check and read, and change nothing."""
    from bot.cli.assistants import serve_assistants

    settings = settings_of()
    with opened_corpus(settings) as corpus:
        serve_assistants(settings, corpus, (host, port) if http else None)


@cli.command()
def prove(
    quote: Annotated[str, typer.Argument(help="A quotation's id, as `readout check` prints it behind a source.")],
) -> None:
    """Print a quotation's proof: the words, their place and the article's digest, to be checked without the corpus."""
    from bot.cli.proving import proof_of

    with opened_corpus(settings_of()) as corpus:
        typer.echo(proof_of(quote, corpus).model_dump_json(indent=2))


@cli.command()
def verify(
    proof: Annotated[Path, typer.Argument(help="A file that `readout prove` printed.")],
    article: Annotated[Path | None, typer.Argument(help="The article, to find the words in.")] = None,
) -> None:
    """Check a proof without the corpus: exit code 0 where the words stand in the article as it was read."""
    from bot.cli.proving import verified

    told = verified(proof, article)
    typer.echo("\n".join(told.sentences))
    raise typer.Exit(code=0 if told.holds else 1)


@cli.command()
def health(
    as_json: Annotated[bool, typer.Option("--json", help="Print all that is known, for a program.")] = False,
) -> None:
    """Whether the serving process of this folder is well: a line, and exit code 1 where it is not."""
    from bot.health import health as examined

    with opened_corpus(settings_of()) as corpus:
        found = examined(corpus)
    typer.echo(found.model_dump_json(indent=2) if as_json else found.why)
    raise typer.Exit(code=0 if found.state == "well" else 1)


@cli.command()
def backup(file: Annotated[Path, typer.Argument(resolve_path=True, help="A new file, such as monday.tar.gz.")]) -> None:
    """Write the database and the added articles into one file; Readout may run meanwhile."""
    from bot.cli.backup import back_up

    typer.echo(back_up(settings_of(), file))


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(resolve_path=True, help="A file that `readout backup` made.")],
) -> None:
    """Put back what a backup holds, in place of the database as it is."""
    from bot.cli.backup import restore as put_back

    typer.echo(put_back(settings_of(), file))


@cli.command()
def doctor(
    corpus_too: Annotated[
        bool, typer.Option("--corpus", help="Look over the corpus instead: is what is kept what its articles give?")
    ] = False,
    mend: Annotated[bool, typer.Option(help="With --corpus: put right what is not.")] = False,
) -> None:
    """Look over an install: tokens, scopes, the connection, whether Slack takes what is sent. Posts nothing."""
    import asyncio

    from bot.cli.doctor import report, report_corpus

    settings = settings_of()
    with opened_corpus(settings) as corpus:
        if corpus_too or mend:
            raise typer.Exit(code=0 if report_corpus(corpus, typer.echo, mend=mend) else 1)
        if not asyncio.run(report(settings, corpus, typer.echo)):
            raise typer.Exit(code=1)


for command in (explain, manifest, slack):
    cli.command()(command)


def _converse(settings: "Settings", corpus: "Corpus") -> None:
    import asyncio

    from bot.cli.console import converse
    from bot.ingesting import bring_up_to_date
    from bot.web.serve import web_beside

    corpus.make_ready()
    asyncio.run(bring_up_to_date(settings, corpus))
    with web_beside(settings, corpus) as where:
        typer.echo(where, err=True)
        converse(corpus)


def _show(payload: dict[str, object]) -> None:
    from bot.cli.console import console
    from bot.cli.terminal import for_console, rendered

    console().print(rendered(for_console(payload)))
