"""Where a command line goes: one table for Slack, the terminal and the tests."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from handlers.blocks.kit import note, reply
from handlers.blocks.reply import Reply
from handlers.commands import help as helping
from handlers.commands import positions, quote, talks
from handlers.texts import wording
from handlers.words import order_of

if TYPE_CHECKING:
    from corpus.store import Corpus

Handler = Callable[[str, "Corpus"], Reply]
"""Answers the words after a command from the corpus."""

COMMANDS: Mapping[str, Handler] = MappingProxyType(
    {
        "/talks": talks.answer,
        "/quote": quote.answer,
        "/positions": positions.answer,
    }
)

LONGEST_LINE = 3000  # code points; Slack sends no longer command
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def answer(line: str, corpus: "Corpus") -> Reply:
    """Answer a whole command line, such as "/quote Peskov", however hostile its text.

    The slash may be missing. An unknown command, or none, gets help. Raises CorpusError when the corpus cannot be read.
    """
    command, _, words = cleaned(line).partition(" ")
    handler = COMMANDS.get("/" + command.lower().removeprefix("/"))
    return handler(words, corpus) if handler else helping.answer("", corpus)


def answer_typed(line: str, corpus: "Corpus") -> Reply:
    """Answer what somebody typed on a terminal, where nothing can be followed and no file be sent."""
    order = order_of(cleaned(line))[1]
    if order is None:
        return answer(line, corpus)
    told = wording().elsewhere[order]
    return reply(told, [note(told)])


def cleaned(line: str) -> str:
    """The line without control characters, half surrogates and direction marks, one blank between words."""
    return " ".join("".join(_plain(letter) for letter in line[:LONGEST_LINE]).split())


def _plain(letter: str) -> str:
    if letter in _DIRECTION_MARKS:
        return ""
    return " " if unicodedata.category(letter) in {"Cc", "Cs"} else letter
