"""Where a person types: a line with a history that outlasts the session, and names that Tab completes."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.errors import CorpusError
from corpus.excerpts import one_line
from corpus.store import Corpus
from handlers.commands import COMMANDS

PROMPT = "readout> "
MOST_KEPT = 1000
"""Lines of history; older ones go."""

DROPPED = "Ctrl-C dropped the line; once more leaves."


def typed_lines(complete: Callable[[str], Sequence[str]], history: Path, say: Callable[[str], None]) -> Iterator[str]:
    """The lines that are typed, until the end of input or Ctrl-C twice; one Ctrl-C drops its line."""
    import readline

    _set_up(complete, history)
    dropped = False
    try:
        while True:
            try:
                line = input(PROMPT)
            except EOFError:
                return
            except KeyboardInterrupt:
                say("" if dropped else f"\n{DROPPED}")
                if dropped:
                    return
                dropped = True
                continue
            dropped = False
            yield line
    finally:
        _keep(readline.write_history_file, history)


def completions(typed: str, corpus: Corpus) -> list[str]:
    """Lines that begin as this one: commands, then people and parties that its words may begin; [] for none."""
    command, blank, words = typed.partition(" ")
    if not blank:
        return [f"/{name} " for name in COMMANDS if f"/{name}".startswith(typed.casefold())]
    if command.removeprefix("/") not in COMMANDS or not words.strip():
        return []
    try:
        found = corpus.suggest(words)
    except CorpusError:
        return []
    return [f"{command} {one_line(entity.name)}" for entity in found]


def history_file() -> Path:
    """Where the lines are kept: under XDG_STATE_HOME, which is ~/.local/state where it is not set."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "readout" / "history"


def _set_up(complete: Callable[[str], Sequence[str]], history: Path) -> None:
    """Tell readline what Tab does, and what was typed before. A whole line is completed, for names have blanks."""
    import readline

    found: list[str] = []

    def each(_: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(readline.get_line_buffer())
        return found[state] if state < len(found) else None

    readline.set_completer_delims("")
    readline.set_completer(each)
    # The readline of macOS is libedit, which has a language of its own.
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    readline.set_history_length(MOST_KEPT)
    _keep(readline.read_history_file, history)


def _keep(deal_with: Callable[[str], None], history: Path) -> None:
    """Read or write the history; a console answers as well where there is no place for one."""
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        deal_with(str(history))
    except OSError:
        pass
