"""The commands that read articles into the corpus: at once, and whenever some are put into a folder."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import opened_corpus, settings_of


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(resolve_path=True, help="Files and folders; without any, seeds/.")
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove articles whose files are gone.")] = False,
    only: Annotated[str, typer.Option(help="failed: what failed before; format=pdf: files of that format.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read again what an older version read, from what is kept.")
    ] = False,
    dask: Annotated[
        str, typer.Option(help="Who reads: the scheduler of Dask at tcp://host:8786; local: workers of this machine.")
    ] = "",
) -> None:
    """Read articles into the corpus: new and changed files only."""
    from functools import partial

    from rich.console import Console

    from bot.ingesting import only_of, reading_by, told
    from bot.logs import configure_logs
    from corpus.ingest import ingest as ingest_files
    from corpus.ingest import read_again

    settings = settings_of()
    configure_logs(settings.log_level, settings.log_format)
    wanted = only_of(only)
    with opened_corpus(settings) as corpus, reading_by(dask, settings, corpus) as reading:
        files = partial(ingest_files, corpus, paths or [settings.seeds], prune=prune, only=wanted, reading=reading)
        read = partial(read_again, corpus, reading=reading) if again else files
        report = told(corpus, lambda progress: read(progress=progress), Console(stderr=True, soft_wrap=True))
    raise typer.Exit(code=report.exit_code)


def watch(
    folders: Annotated[
        list[Path],
        typer.Argument(exists=True, file_okay=False, resolve_path=True, help="Folders that articles are put into."),
    ],
) -> None:
    """Read what is put into folders or changed there, as soon as it is whole, until SIGTERM or Ctrl-C."""
    import signal

    from rich.console import Console

    from bot.ingesting import watch as watch_folders
    from bot.logs import configure_logs

    settings = settings_of()
    configure_logs(settings.log_level, settings.log_format)
    # Both end it likewise: an article is saved as a whole or not at all, wherever that comes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with opened_corpus(settings) as corpus:
        corpus.make_ready()
        try:
            watch_folders(corpus, folders, Console(stderr=True, soft_wrap=True))
        except KeyboardInterrupt:
            typer.echo("Watching has ended; what was read is saved.", err=True)
