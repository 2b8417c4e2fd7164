"""The app without Slack: type a command line, see the answer."""

import sys
from collections.abc import Callable, Iterator
from typing import TextIO

from rich.console import Console

from bot.cli.prompt import PROMPT, completions, history_file, typed_lines
from bot.cli.terminal import buttons, for_console, printable, rendered
from bot.noting import all_words, note_at_terminal
from corpus.errors import CorpusError
from corpus.store import Corpus
from handlers.blocks.kit import note
from handlers.blocks.reply import Reply, reply
from handlers.commands import COMMANDS
from handlers.commands.help import examples
from handlers.typed import answer_typed

GREETING = 'No Slack tokens are set, so this is the console. Try "/quote Peskov"; "help" says more, "exit" leaves.'
LEAVING = frozenset({"exit", "quit"})
UNANSWERED = "Ctrl-C: that line is not answered."
SHORT_HELP = "help"
EACH = 2
"""Examples of each command in the short help."""

MORE = (
    "A question in plain words is answered too, and a number presses that button of the last answer.",
    '"/quote help" says more of a command, Tab completes names, "exit" leaves.',
)


def console() -> Console:
    """Words wrap on a screen; what goes into a pipe or a file keeps its lines."""
    return Console(soft_wrap=not sys.stdout.isatty(), highlight=False)


def converse(corpus: Corpus, lines: TextIO | None = None, out: Console | None = None) -> None:
    """Answer line after line until the end of the input. A number presses that button of the last answer.

    From a pipe there is no prompt, and each answer stands after an echo of its line.
    """
    lines, out = lines or sys.stdin, out or console()
    typed = lines.isatty()
    if typed:
        out.print(GREETING, markup=False)
        given = typed_lines(
            lambda line: completions(line, corpus), history_file(), lambda said: out.print(said, markup=False)
        )
    else:
        given = _piped(lines, out)

    def ask(line: str) -> Reply:
        found = answered(line, corpus)
        if not out.is_terminal:
            note_at_terminal(corpus, line, all_words(found.payload()))
        return found

    talk(given, ask, out)


def answered(line: str, corpus: Corpus) -> Reply:
    """The answer to a line; "help" alone gets eight lines, for a screen is small and more can be asked for."""
    if line.strip().casefold() != SHORT_HELP:
        return answer_typed(line, corpus)
    told = [one.told for one in examples(COMMANDS.values(), corpus, EACH)]
    return reply([note(line) for line in (*told, *MORE)])


def talk(lines: Iterator[str], ask: Callable[[str], Reply], out: Console) -> None:
    """Print the answer to each line; a number stands for that button of the answer before."""
    pressable: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        if line.strip().lower() in LEAVING:
            return
        if _presses_nothing(line, pressable):
            out.print(f"There is no button {line.strip()}.", markup=False)
            continue
        try:
            payload = for_console(ask(_pressed(line, pressable)).payload())
        except CorpusError as error:
            out.print(str(error), markup=False)
            continue
        except KeyboardInterrupt:
            out.print(UNANSWERED, markup=False)
            continue
        pressable = [str(button["value"]) for button in buttons(payload)]
        out.print(rendered(payload))
        out.print()


def _presses_nothing(line: str, pressable: list[str]) -> bool:
    number = line.strip()
    return number.isdecimal() and not 0 < int(number) <= len(pressable)


def _pressed(line: str, pressable: list[str]) -> str:
    """The command line of the button with that number, or the line itself."""
    number = line.strip()
    return pressable[int(number) - 1] if number.isdecimal() else line


def _piped(lines: TextIO, out: Console) -> Iterator[str]:
    for line in filter(str.strip, lines):
        out.print(PROMPT + printable(line).strip(), markup=False)
        yield line
