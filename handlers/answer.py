"""Answers a whole command line: one way for Slack, the terminal and the tests."""

import unicodedata
from typing import Any

from corpus.errors import StoreError
from corpus.store import Corpus
from handlers.blocks.reply import Reply
from handlers.command import Command
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import unavailable
from handlers.commands.help import explain, help_on, wants_help
from handlers.desk.share import with_share
from handlers.desk.spelling import with_spelling
from handlers.query import read

LONGEST_LINE = 3000  # code points; Slack sends no longer command
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def answer(line: str, corpus: Corpus) -> Reply:
    """Answer a whole command line, such as "/quote Peskov", however hostile its text.

    The slash may be missing. An unknown command, or none, gets help. Raises CorpusError when the corpus cannot be read.
    """
    name, _, words = cleaned(line).partition(" ")
    command = command_named(name)
    return respond(command, words, corpus) if command else help_on("", COMMANDS, corpus)


def command_named(name: str) -> Command[Any] | None:
    """The command of that name, with its slash or without; None for none."""
    return COMMANDS.get(name.lower().removeprefix("/"))


def respond(command: Command[Any], words: str, corpus: Corpus) -> Reply:
    """What every command shares: help when it is asked for, a word when the corpus is empty or cannot be read.

    An answer with records can be shared, and a spelling that somebody was picked for can be kept. An error of the store
    is shown in its own sentence; any other is a fault of ours and goes up.
    """
    try:
        with corpus.at_one_state():
            query = read(words, command.name)
            if wants_help(command, query):
                return explain((command,), corpus)
            found = command.find(query, corpus)
            made = found if isinstance(found, Reply) else command.render(found, query, corpus)
            return with_share(with_spelling(made, query, corpus), f"/{command.name} {words}".strip())
    except StoreError as error:
        return unavailable(error)


def cleaned(line: str) -> str:
    """The line without control characters, half surrogates and direction marks, one blank between words."""
    kept = (letter for letter in line[:LONGEST_LINE] if letter not in _DIRECTION_MARKS)
    return " ".join("".join(" " if unicodedata.category(one) in {"Cc", "Cs"} else one for one in kept).split())
