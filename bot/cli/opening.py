"""What every command begins with: the settings, the corpus, and a sentence where one of them cannot be had."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.store import Corpus


def settings_of() -> "Settings":
    from bot.settings import SettingsError, doubts, go_home, load_settings

    try:
        go_home()
        for doubt in doubts():
            typer.echo(doubt, err=True)
        return load_settings()
    except SettingsError as error:
        leave(str(error))


def opened_corpus(settings: "Settings") -> "Corpus":
    from corpus.store import open_corpus

    return open_corpus(settings.database_url, settings.server)


@contextmanager
def brief() -> Iterator[None]:
    """For what is over before there is garbage worth a look at all that it has loaded, not even at its end."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def asked_corpus(settings: "Settings") -> "Corpus":
    """The corpus for a command that only asks it: where no database is yet, it is said which was looked for."""
    from corpus.store import missing_file

    if missing := missing_file(settings.database_url):
        typer.echo(f"There is no database {missing} yet: nothing was read into it.", err=True)
        if not missing.parent.is_dir():
            leave(f"There is no folder {missing.parent} either: READOUT_DATABASE_URL or READOUT_HOME names another.")
    return opened_corpus(settings)


def leave(why: str) -> NoReturn:
    typer.echo(why, err=True)
    sys.exit(1)
